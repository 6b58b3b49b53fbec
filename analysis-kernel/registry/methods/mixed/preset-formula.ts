/** The formula that the preset `slope` writes. */
import { quoteName } from '../../../formula/deparse';
import type { MixedOptions } from './options';

type Preset = Pick<MixedOptions, 'value' | 'id' | 'arm' | 'covariates' | 'knot' | 'random_slopes'>;

/** Names of the columns it makes: years since the start, and after the knot; none of them is one that the model reads. */
export function presetNames({ value, id, arm, covariates = [] }: Preset): { readonly years: string; readonly after: string } {
  const taken = new Set([value, id, arm, ...covariates]);
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name);
  return { years: free('years'), after: free('years_after_knot') };
}

/** @param arm the arm as a term: a factor */
export function presetFormula(options: Preset, arm: string | null): string {
  const { years, after } = presetNames(options);
  const times = [years, ...(options.knot === undefined ? [] : [after])].map(quoteName);
  const fixed = arm === null ? times.join(' + ') : `${arm} * (${times.join(' + ')})`;
  const varying = options.random_slopes === 'each' ? times : times.slice(0, 1);
  const terms = [fixed, ...(options.covariates ?? []).map(quoteName), `(1 + ${varying.join(' + ')} | ${quoteName(options.id ?? '')})`];
  return `${quoteName(options.value ?? '')} ~ ${terms.join(' + ')}`;
}
