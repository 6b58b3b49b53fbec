/** Curves of a mixed model: the effect of a number that enters as a spline, and the means by time and group, drawn unasked. */
import { expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { rowsOf, run } from '../run-method';

const random = seededRandom(11);
const patients = Array.from({ length: 60 }, (_, id) => ({
  id,
  arm: id % 2 === 0 ? 'A' : 'B',
  age: 40 + 40 * random.uniform(),
  own: random.normal(),
}));
const visits = patients.flatMap((one) =>
  [0, 1, 2, 3].map((years) => ({
    ...one,
    years,
    y: 60 + one.own - 0.01 * (one.age - 60) ** 2 - years * (one.arm === 'A' ? 1 : 2) + random.normal(),
  })),
);
const frame = frameOf([
  textColumn(
    'arm',
    visits.map(({ arm }) => arm),
  ),
  ...(['id', 'age', 'years', 'y'] as const).map((name) =>
    numericColumn(
      name,
      visits.map((row) => row[name]),
    ),
  ),
]);

it.each(['satterthwaite', 'wald'])('the effect of a spline is that of its comparisons, %s', async (df) => {
  const formula = 'y ~ rcs(age, 4) + arm + years + (1 | id)';
  const first = await run('mixed', { formula, df }, frame);
  const figure = first.figures.find(({ kind }) => kind === 'effect');
  if (figure?.kind !== 'effect') throw new Error('no figure of the effect');
  expect(figure).toMatchObject({ table: 'effects', variable: 'age', measure: { kind: 'difference' } });
  const rows = rowsOf(first, 'effects');
  expect(rows).toHaveLength(101);
  for (const at of [0, 30, 100]) {
    const { value, estimate, std_error, conf_low, conf_high } = rows[at];
    const [pair] = rowsOf(await run('mixed', { formula, df, compare: { age: [value, figure.reference] } }, frame), 'contrasts');
    for (const [name, own] of Object.entries({ estimate, std_error, conf_low, conf_high }))
      expect(Number(own)).toBeCloseTo(Number(pair[name]), 8);
  }
});

it.each([
  ['y ~ arm * years + (1 | id)', 'arm'],
  ['y ~ arm * ns(years, 2) + age + (1 | id)', 'arm'],
  ['y ~ arm * years + (1 + years | id)', 'arm'],
  ['y ~ arm + years + (1 + years | id)', null],
])('means over time are drawn unasked: %s', async (formula, by) => {
  const output = await run('mixed', { formula }, frame);
  expect(output.figures.find(({ kind }) => kind === 'trajectory')).toMatchObject({ table: 'means', by });
  const rows = rowsOf(output, 'means');
  expect(new Set(rows.map(({ group }) => group)).size).toBe(by === null ? 1 : 2);
  for (const { estimate, conf_low, conf_high } of rows) {
    expect(Number(conf_low)).toBeLessThan(Number(estimate));
    expect(Number(conf_high)).toBeGreaterThan(Number(estimate));
  }
});

it('nothing is drawn of a model without a time', async () => {
  const output = await run('mixed', { formula: 'y ~ arm + age + (1 | id)' }, frame);
  expect(output.figures.map(({ kind }) => kind)).toEqual(['forest']);
});
