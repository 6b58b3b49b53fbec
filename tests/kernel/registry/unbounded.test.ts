/** A coefficient without end, and what hangs on it, has an estimate and no error: in every model, main effect or interaction. */
import { expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { rowsOf, run } from '../methods/run-method';

/** Treated women never have the event. */
function patients(n: number) {
  const random = seededRandom(7);
  const draw = () => random.uniform();
  const rows = Array.from({ length: n }, (_, i) => {
    const [arm, sex] = [draw() < 0.4 ? 'trt' : 'ctl', draw() < 0.4 ? 'F' : 'M'];
    const event = !(arm === 'trt' && sex === 'F') && draw() < 0.6 ? 1 : 0;
    return { arm, sex, event, age: Math.round(40 + 30 * draw()), time: 1 + Math.round(100 * draw()) / 7, set: i % 40 };
  });
  return frameOf([
    textColumn(
      'arm',
      rows.map(({ arm }) => arm),
    ),
    textColumn(
      'sex',
      rows.map(({ sex }) => sex),
    ),
    ...(['event', 'age', 'time', 'set'] as const).map((name) =>
      numericColumn(
        name,
        rows.map((row) => row[name]),
      ),
    ),
  ]);
}
const frame = patients(200);
const S = 'Surv(time, event)';

it.each([
  ['cox', `${S} ~ arm * sex`, {}],
  ['cox', `${S} ~ arm * sex`, { robust: true }],
  ['cause_specific', `${S} ~ arm * sex`, {}],
  ['finegray', `${S} ~ arm * sex`, {}],
  ['parametric', `${S} ~ arm * sex`, {}],
  ['parametric', `${S} ~ arm * sex`, { distribution: 'gompertz', exponentiate: true }],
  ['glm', 'event ~ arm * sex', { family: 'binomial', exponentiate: true }],
  ['glm', 'event ~ arm * sex', { family: 'poisson', robust: 'hc0' }],
  ['conditional_logistic', 'event ~ arm * sex + strata(set)', {}],
])('%s of %s, %j', async (method, formula, more) => {
  const output = await run(method, { formula, ...more }, frame);
  const rows = new Map(rowsOf(output, 'coefficients').map((row) => [row.term, row]));
  for (const term of ['armtrt', 'armtrt:sexM']) {
    const row = rows.get(term) ?? {};
    expect(Math.abs(Number(row.estimate))).toBeGreaterThan(5);
    for (const name of ['std_error', 'statistic', 'p_value', 'conf_low', 'conf_high'])
      expect(row[name] ?? null, `${term} ${name}`).toBeNull();
    expect(row.robust_se ?? null).toBeNull();
  }
  expect(Number(rows.get('sexM')?.std_error)).toBeLessThan(1);
});

it.each([
  ['cox', `${S} ~ arm * sex * age`, {}],
  ['finegray', `${S} ~ arm * sex * age`, {}],
  ['parametric', `${S} ~ arm * sex * age`, {}],
  ['glm', 'event ~ arm * sex * age', { family: 'binomial' }],
])('the slope among those without an event is as unknown: %s', async (method, formula, more) => {
  const output = await run(method, { formula, ...more }, frame);
  const rows = rowsOf(output, 'coefficients').filter(({ term }) => /^(arm|sex|age)/u.test(String(term)));
  const without = rows.filter(({ std_error }) => std_error === null || std_error === undefined).map(({ term }) => term);
  expect([...without].sort()).toEqual(['armtrt', 'armtrt:age', 'armtrt:sexM', 'armtrt:sexM:age']);
  expect(output.warnings.find(({ code }) => code === 'infinite_coefficient' || code === 'separation')?.message.en).toContain(
    'arm: trt × age',
  );
});
