/** Prevalence as R has it, by hand, and what holds of any data. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { expectClose, type RNumber } from '../../close';
import { readCsv } from '../../read-csv';
import { rowsOf, run } from '../run-method';

interface Fixture {
  readonly sexes: readonly string[];
  readonly events: readonly number[];
  readonly n: readonly number[];
  readonly level: number;
  readonly intervals: readonly Readonly<Record<'wilson' | 'clopper_pearson' | 'agresti_coull', readonly number[]>>[];
  readonly ratio: readonly number[];
  readonly difference: readonly number[];
  readonly standard: readonly Readonly<Record<string, number>>[];
  readonly coverage: number;
  readonly dates: Readonly<Record<'onset' | 'resolved' | 'start' | 'stop', readonly RNumber[]>>;
  readonly periods: readonly { readonly from: string; readonly to: string; readonly events: number; readonly n: number }[];
}

const R = JSON.parse(readFileSync(new URL('./prevalence.json', import.meta.url), 'utf8')) as Fixture;
const flchain = readCsv('flchain');

describe('beside R', () => {
  it.each(['wilson', 'clopper_pearson', 'agresti_coull'] as const)('%s', async (conf_type) => {
    const output = await run('prevalence', { case: 'mgus', by: 'sex', conf_type, conf_level: R.level }, flchain);
    rowsOf(output, 'rates').forEach((row, at) => {
      expect([row.group, row.events, row.n]).toEqual([`sex=${R.sexes[at]}`, R.events[at], R.n[at]]);
      expectClose(row.conf_low, R.intervals[at][conf_type][0], 1e-12, 'low');
      expectClose(row.conf_high, R.intervals[at][conf_type][1], 1e-12, 'high');
    });
  });

  it('ratio and difference', async () => {
    const rows = rowsOf(await run('prevalence', { case: 'mgus', by: 'sex', conf_level: R.level, per: 1000 }, flchain), 'ratios');
    const [ratio, difference] = rows;
    ['estimate', 'conf_low', 'conf_high', 'p_value'].forEach((column, at) => {
      expectClose(ratio[column], R.ratio[at], 1e-11, `ratio ${column}`);
    });
    ['estimate', 'conf_low', 'conf_high'].forEach((column, at) => {
      expectClose(difference[column], 1000 * R.difference[at], 1e-11, `difference ${column}`);
    });
  });

  it('standardised, at the effective number of rows', async () => {
    const options = { case: 'mgus', by: 'sex', age: 'age', standard: 'segi', conf_level: R.level };
    const output = await run('prevalence', options, flchain);
    rowsOf(output, 'standardised').forEach((row, at) => {
      for (const [column, value] of Object.entries(R.standard[at])) expectClose(row[column], value, 1e-12, column);
      expectClose(row.coverage, R.coverage, 1e-12, 'coverage');
    });
    expect(output.warnings.map(({ code }) => code)).toEqual(['standard_not_covered']);
  });

  const dates = (name: keyof Fixture['dates']) =>
    numericColumn(
      name,
      R.dates[name].map((value) => (value === 'NaN' || value === 'NA' ? null : Number(value))),
      'date',
    );
  const frame = frameOf([dates('onset'), dates('resolved'), dates('start'), dates('stop')]);

  it.each(R.periods)('from $from to $to', async ({ from, to, events, n }) => {
    const when = from === to ? { at: from } : { period: { from, to } };
    const output = await run('prevalence', { case: 'onset', resolved: 'resolved', start: 'start', stop: 'stop', ...when }, frame);
    const [row] = rowsOf(output, 'rates');
    expect([row.events, row.n]).toEqual([events, n]);
    expect(output.warnings.map(({ code }) => code)).toEqual(n === frame.length ? [] : ['not_observed']);
  });
});

const day = (text: string) => Date.parse(text) / 86_400_000;

describe('by hand', () => {
  // 1: ill throughout; 2: never; 3: falls ill in May; 4: recovered in April; 5: observed from July.
  const five = frameOf([
    numericColumn('onset', [day('2019-01-01'), null, day('2020-05-10'), day('2020-01-01'), day('2019-06-01')], 'date'),
    numericColumn('resolved', [null, null, null, day('2020-04-01'), null], 'date'),
    numericColumn('start', ['2018-01-01', '2018-01-01', '2018-01-01', '2018-01-01', '2020-07-01'].map(day), 'date'),
  ]);
  const options = { case: 'onset', resolved: 'resolved', start: 'start' };
  const counts = async (when: object) => {
    const [row] = rowsOf(await run('prevalence', { ...options, ...when }, five), 'rates');
    return [row.events, row.n];
  };

  it.each([
    [{ at: '2020-04-01' }, [2, 4]],
    [{ at: '2020-04-02' }, [1, 4]],
    [{ at: '2020-05-10' }, [2, 4]],
    [{ at: '2020-07-01' }, [3, 5]],
    [{ period: { from: '2020-04-01', to: '2020-05-10' } }, [3, 4]],
    [{ period: { from: '2020-01-01', to: '2020-12-31' } }, [4, 5]],
  ])('%j', async (when, expected) => {
    expect(await counts(when)).toEqual(expected);
  });

  it('an onset after observation ended is not seen', async () => {
    const frame = frameOf([numericColumn('onset', [day('2020-06-01')], 'date'), numericColumn('stop', [day('2020-03-01')], 'date')]);
    const [row] = rowsOf(
      await run('prevalence', { case: 'onset', stop: 'stop', period: { from: '2020-01-01', to: '2020-12-31' } }, frame),
      'rates',
    );
    expect([row.events, row.n]).toEqual([0, 1]);
  });

  it('without a case, and with nothing else, limits stay within 0 and 1 and a warning says so', async () => {
    const frame = frameOf([numericColumn('ill', [0, 0, 0, 1, 1], 'integer'), textColumn('arm', ['a', 'a', 'a', 'b', 'b'])]);
    const output = await run('prevalence', { case: 'ill', by: 'arm' }, frame);
    const [none, all] = rowsOf(output, 'rates');
    expect([none.rate, none.conf_low, all.rate, all.conf_high]).toEqual([0, 0, 1, 1]);
    expect(output.warnings.map(({ code }) => code)).toEqual(['no_events', 'all_cases']);
    expect(rowsOf(output, 'ratios')[0].estimate).toBeNull();
  });

  it('of words the value named is a case', async () => {
    const frame = frameOf([textColumn('state', ['well', 'ill', 'unclear', 'ill'])]);
    const output = await run('prevalence', { case: 'state', case_value: 'ill' }, frame);
    expect(rowsOf(output, 'rates')[0].events).toBe(2);
    expect(output.warnings.map(({ code }) => code)).toEqual(['other_values']);
  });
});

describe('of any data', () => {
  const rows = fc.array(
    fc.record({ ill: fc.integer({ min: 0, max: 1 }), age: fc.integer({ min: 20, max: 90 }), arm: fc.constantFrom('a', 'b') }),
    { minLength: 2, maxLength: 50 },
  );

  it('standardised to itself a prevalence is the crude one; frequencies are rows repeated', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const frame = frameOf([
          numericColumn(
            'ill',
            given.map(({ ill }) => ill),
            'integer',
          ),
          numericColumn(
            'age',
            given.map(({ age }) => age),
          ),
          numericColumn(
            'copies',
            given.map(() => 2),
            'integer',
          ),
        ]);
        const options = { case: 'ill', age: 'age', standard: 'own', age_groups: [40, 60] };
        const [one] = rowsOf(await run('prevalence', options, frame), 'standardised');
        expectClose(one.rate, Number(one.crude_rate), 1e-12, 'rate', 1e-300);
        const twice = await run('prevalence', { ...options, weights: { column: 'copies', kind: 'frequency' } }, frame);
        expect(rowsOf(twice, 'rates')[0].n).toBe(2 * given.length);
      }),
      { numRuns: 60, seed: 8 },
    );
  });
});
