import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrastPattern } from '@/analysis-kernel/formula/coding';
import type { Term } from '@/analysis-kernel/formula/terms';

const term = (variables: readonly number[]): Term => ({ label: variables.join(':'), variables });
const terms = fc
  .array(fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 4 }), { maxLength: 12 })
  .map((all) => all.map((variables) => term([...variables].sort())));

/** R's rule as it is written: contrasts where the term without the factor is contained in a term before. */
const byDefinition = (all: readonly Term[]) =>
  all.map(({ variables }, at) =>
    variables.map((variable) => {
      const rest = variables.filter((other) => other !== variable);
      return rest.length === 0 || all.slice(0, at).some((before) => rest.every((other) => before.variables.includes(other)));
    }),
  );

describe('the coding of factors', () => {
  it('follows the rule for any terms', () => {
    fc.assert(
      fc.property(terms, (all) => {
        expect(contrastPattern(all, () => true, true)).toEqual(byDefinition(all));
      }),
      { seed: 20260101 },
    );
  });

  it('gives the first factor dummies without an intercept', () => {
    const all = [term([0]), term([1]), term([0, 1])];
    expect(contrastPattern(all, (variable) => variable === 1, false)).toEqual([[true], [false], [true, true]]);
  });

  it('looks only at terms that hold the rarest variable: as many as a wide formula has', () => {
    const wide = Array.from({ length: 20_000 }, (_, n) => term([0, n + 1]));
    const pattern = contrastPattern([term([0]), ...wide], () => true, true);
    expect(pattern.slice(1).every(([whole, part]) => !whole && part)).toBe(true);
  });
});
