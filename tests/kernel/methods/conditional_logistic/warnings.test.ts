/** What matched sets that are not as they should be are told. */
import { expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { rowsOf, run } from '../run-method';

const SETS = Array.from({ length: 12 }, (_, at) => at);
/** Twelve pairs, the case first. */
const pairs = (value: (set: number, isCase: boolean) => number | null) => SETS.flatMap((set) => [value(set, true), value(set, false)]);
const base = [
  numericColumn(
    'set',
    pairs((set) => set),
  ),
  numericColumn(
    'case',
    pairs((_, isCase) => Number(isCase)),
  ),
  numericColumn(
    'x',
    pairs((set, isCase) => ((set * 7) % 5) + (isCase ? (set % 3) - 1 : 0)),
  ),
];
const frame = (...columns: readonly ReturnType<typeof numericColumn>[]) => frameOf([...base, ...columns]);

it('names what separates cases from controls, and why', async () => {
  const z = numericColumn(
    'z',
    pairs((set, isCase) => (isCase && set < 4 ? 1 : 0)),
  );
  const { warnings } = await run('conditional_logistic', { formula: 'case ~ x + z + strata(set)' }, frame(z));
  const found = warnings.find(({ code }) => code === 'separation');
  expect(found?.message.en).toContain('z tells cases from controls perfectly');
  expect(found?.message.en).toContain('in all 4 sets in which z differs, no control has a larger value than a case');
});

it('says how many sets lack a case or a control, and lists sets by what they have', async () => {
  const known = numericColumn(
    'known',
    pairs((set, isCase) => (set === 3 && isCase ? null : set === 5 && !isCase ? null : set + Number(isCase) * (set % 2))),
  );
  const output = await run('conditional_logistic', { formula: 'case ~ x + known + strata(set)' }, frame(known));
  const said = Object.fromEntries(output.warnings.map(({ code, message }) => [code, message.en]));
  expect(said.sets_without_case).toMatch(/^1 of 12 sets has no case/u);
  expect(said.sets_without_control).toMatch(/^1 of 12 sets has no control/u);
  expect(rowsOf(output, 'sets')).toEqual([
    { cases: 0, controls: 1, sets: 1, rows: 1, counts: false },
    { cases: 1, controls: 0, sets: 1, rows: 1, counts: false },
    { cases: 1, controls: 1, sets: 10, rows: 20, counts: true },
  ]);
  expect(output.rows).toMatchObject({ total: 24, used: 20 });
});

it('takes words for cases by the option event, and calls them so', async () => {
  const who = textColumn(
    'who',
    pairs((_, isCase) => Number(isCase)).map((one) => (one === 1 ? 'stroke' : 'healthy')),
  );
  const output = await run('conditional_logistic', { formula: 'who ~ x + strata(set)', event: 'stroke' }, frameOf([...base, who]));
  const plain = await run('conditional_logistic', { formula: 'case ~ x + strata(set)' }, frame());
  expect(rowsOf(output, 'coefficients')).toEqual(rowsOf(plain, 'coefficients'));
  expect(output.sentence.en).toMatch(/^In conditional logistic regression of who: stroke \(12 matched sets, 12 cases among 24 rows\)/u);
});

it('warns of approximations where sets have several cases alone, and of few sets', async () => {
  const set = numericColumn(
    'triple',
    pairs((at) => Math.floor(at / 2)),
  );
  const several = await run('conditional_logistic', { formula: 'case ~ x + strata(triple)', ties: 'efron' }, frame(set));
  const single = await run('conditional_logistic', { formula: 'case ~ x + strata(set)', ties: 'efron' }, frame());
  const codes = (output: typeof several) => output.warnings.map(({ code }) => code);
  expect(codes(several)).toEqual(['few_sets', 'approximate_likelihood']);
  expect(codes(single)).toEqual([]);
});

it('refuses sets with more choices than there are numbers for the exact likelihood, and takes the longest it can', async () => {
  const long = (n: number) =>
    frameOf([
      numericColumn(
        'case',
        Array.from({ length: n }, (_, i) => i % 2),
      ),
      numericColumn(
        'x',
        Array.from({ length: n }, (_, i) => ((i * 7919) % 1009) / 300 + (i % 2) / 10),
      ),
      numericColumn(
        'set',
        Array.from({ length: n }, () => 1),
      ),
    ]);
  const formula = 'case ~ x + strata(set)';
  await expect(run('conditional_logistic', { formula }, long(2400))).rejects.toThrow('sets_too_long');
  const [fit] = rowsOf(await run('conditional_logistic', { formula }, long(2000)), 'fit');
  // The logarithm of the number of choices, by Stirling's series.
  const logFactorial = (k: number) => k * Math.log(k) - k + Math.log(2 * Math.PI * k) / 2 + 1 / (12 * k);
  expect(Number(fit.loglik_null)).toBeCloseTo(2 * logFactorial(1000) - logFactorial(2000), 6);
  expect(Number(fit.loglik)).toBeGreaterThan(Number(fit.loglik_null));
});
