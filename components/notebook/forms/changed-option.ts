import { eventColumnOf } from '@/analysis-kernel/formula/formula-roles';
import type { Method, Written } from '@/analysis-kernel/registry/method';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import type { OptionDeclaration } from '@/analysis-kernel/registry/options';
import { readOptions, withOption } from './analysis-yaml';

/**
 * The text with one option changed and the others made to fit: what the method rewrites for it, and without what had a meaning before and has
 * none beside the new value.
 */
export function changedOption(body: string, method: Method | null, key: string, value: unknown, columns: readonly OfferedColumn[]): string {
  const text = withOption(body, key, value);
  const [before, after] = [readOptions(body), readOptions(text)];
  if (method === null || before === null || after === null) return text;
  const fitted = method.changed?.(key, after, columns) ?? after;
  const isIdle = (option: OptionDeclaration) => option.heeded(before) && !option.heeded(fitted);
  // A value of another column than before says nothing of this one.
  const isOfOther = (option: OptionDeclaration) =>
    option.form.control === 'event' && option.key !== key && eventNameOf(option, before) !== eventNameOf(option, fitted);
  const idle = method.options.filter((option) => isIdle(option) || isOfOther(option)).map((option) => option.key);
  const wanted = Object.fromEntries(Object.entries(fitted).filter(([name]) => !idle.includes(name)));
  const names = [...new Set([...Object.keys(after), ...Object.keys(wanted)])].filter((name) => after[name] !== wanted[name]);
  return names.reduce((written, name) => withOption(written, name, wanted[name]), text);
}

/** The event column that an option takes a value of: the formula's, or the one that another option names. */
export function eventNameOf({ form }: OptionDeclaration, options: Written): unknown {
  if (form.control === 'event' && form.column !== undefined) return options[form.column];
  return typeof options.formula === 'string' ? eventColumnOf(options.formula) : null;
}
