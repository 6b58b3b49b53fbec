/** A fix changes what stands at the error's place and nothing else. */
import { expect, it } from 'vitest';
import { parseFormula } from '@/analysis-kernel/formula/parse-formula';
import { MethodError } from '@/analysis-kernel/results/method-error';
import { applyFix } from '@/components/notebook/cells/apply-fix';

const HEAD = 'method: cox\ndata: d\nformula: ';

/** The formula after the first fix of each error in turn, and how many there were. */
function mended(formula: string): readonly [string, number] {
  let [text, count] = [formula, 0];
  for (; count < 10; count += 1) {
    try {
      parseFormula(text);
      break;
    } catch (error) {
      if (!(error instanceof MethodError) || error.offset === null) throw error;
      const place = { line: 3, column: 'formula: '.length + error.offset + 1 };
      text = applyFix(HEAD + text, place, error.fixes[0])?.slice(HEAD.length) ?? `${text} is not mended`;
    }
  }
  return [text, count];
}

it.each([
  ['Surv(t, e) ～ age＋sex', 'Surv(t, e) ~ age+sex', 2],
  ['Surv（t， e） ~ age', 'Surv(t, e) ~ age', 3],
  ['Surv(t, e) ~ age：sex ＊ grade', 'Surv(t, e) ~ age:sex * grade', 2],
])('full-width signs of a formula become plain ones, one after another: %s', (formula, plain, signs) => {
  expect(mended(formula)).toEqual([plain, signs]);
});

it('a word is replaced by a word, also where the place is its end', () => {
  const error = { line: 2, column: 10 };
  expect(applyFix('method: cox\nformula: agge', error, 'age')).toBe('method: cox\nformula: age');
  expect(applyFix('method: cox\nformula: ~', error, 'age')).toBeNull();
  expect(applyFix('method: cox\nformula: agge', error, '~')).toBeNull();
});
