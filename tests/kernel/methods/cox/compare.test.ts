/** Comparisons of two values of a column against R, and what is drawn of a spline. */
import { expect, it } from 'vitest';
import { readFixture } from '../../fixture';
import { readCsv } from '../../read-csv';
import { rowsOf, run } from '../run-method';

const R = readFixture<{
  readonly cases: readonly {
    readonly data: string;
    readonly formula: string;
    readonly column: string;
    readonly first: string | number;
    readonly second: string | number;
    readonly options: Readonly<Record<string, unknown>> | null;
    readonly estimate: number;
    readonly std_error: number;
  }[];
  readonly pairs: { readonly levels: string[]; readonly estimate: number[]; readonly p: number[]; readonly holm: number[] };
}>('methods/cox/compare');

const near = (actual: unknown, expected: number) =>
  expect(Math.abs(Number(actual) / expected - 1), `${actual} for ${expected}`).toBeLessThan(1e-7);

it.each(R.cases)(
  '$formula: $column $first against $second',
  async ({ data, formula, column, first, second, options, estimate, std_error }) => {
    const output = await run('cox', { formula, compare: { [column]: [first, second] }, exponentiate: true, ...options }, readCsv(data));
    const [row] = rowsOf(output, 'contrasts');
    near(row.estimate, estimate);
    near(row.std_error, std_error);
    near(row.hazard_ratio, Math.exp(estimate));
    expect(output.sentence.en).toContain('Comparisons (hazard ratio)');
  },
);

it('every two levels, p values adjusted', async () => {
  const output = await run(
    'cox',
    { formula: 'Surv(dtime, death) ~ size + age', compare: { size: 'all' }, adjust: 'holm' },
    readCsv('rotterdam'),
  );
  const rows = rowsOf(output, 'contrasts');
  const [small, middle, large] = R.pairs.levels;
  const found = (a: string, b: string) => rows.find((row) => row.group_1 === a && row.group_2 === b);
  [found(middle, small), found(large, small), found(large, middle)].forEach((row, at) => {
    near(row?.estimate, R.pairs.estimate[at]);
    near(row?.p_value, R.pairs.p[at]);
    near(row?.p_adjusted, R.pairs.holm[at]);
  });
  expect(output.sentence.en).toContain('Comparisons (hazard ratio, p values adjusted)');
});

it('says how many curves it leaves out', async () => {
  const output = await run(
    'cox',
    { formula: 'Surv(time, status) ~ factor(ph.karno) + age', adjusted: { by: 'ph.karno', times: 365 } },
    readCsv('lung'),
  );
  const more = rowsOf(output, 'adjusted').length - 4;
  expect(output.sentence.en).toMatch(new RegExp(`and ${more} more; difference of`, 'u'));
  expect(output.sentence.zh).toContain(`；另有 ${more} 组`);
});

it('a spline is drawn against its median, where no effect is', async () => {
  const output = await run('cox', { formula: 'Surv(time, status) ~ rcs(age, 4) + sex' }, readCsv('lung'));
  const rows = rowsOf(output, 'effects');
  expect(rows).toHaveLength(101);
  expect(output.figures.map(({ kind }) => kind)).toEqual(['forest', 'effect']);
  const nearest = rows.reduce((best, row) => (Math.abs(Number(row.value) - 63) < Math.abs(Number(best.value) - 63) ? row : best));
  expect(Math.abs(Number(nearest.estimate))).toBeLessThan(0.02);
  const compared = await run(
    'cox',
    { formula: 'Surv(time, status) ~ rcs(age, 4) + sex', compare: { age: [Number(rows[0].value), 63] } },
    readCsv('lung'),
  );
  near(rowsOf(compared, 'contrasts')[0].estimate, Number(rows[0].estimate));
  near(rowsOf(compared, 'contrasts')[0].std_error, Number(rows[0].std_error));
});
