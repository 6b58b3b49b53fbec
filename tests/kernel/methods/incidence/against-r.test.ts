/** Rates as R has them: survSplit, pyears, poisson.test, epitools, Epi. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { countInterval } from '@/analysis-kernel/registry/methods/incidence/kernel/intervals';
import { expectClose, type RNumber } from '../../close';
import { readCsv } from '../../read-csv';
import { rowsOf, run } from '../run-method';

interface Rates {
  readonly data: 'flchain' | 'random' | 'heart';
  readonly options: Readonly<Record<string, unknown>>;
  readonly value: Readonly<Record<'key' | 'events' | 'person_time' | 'rate' | 'conf_low' | 'conf_high', readonly RNumber[]>>;
}

interface Fixture {
  readonly random: Readonly<Record<string, readonly (number | string)[]>>;
  readonly rates: readonly Rates[];
  readonly pyears: Readonly<Record<'events' | 'person_time', readonly number[]>>;
  readonly ratios: readonly {
    readonly data: 'flchain' | 'random';
    readonly level: number;
    readonly reference: string;
    readonly group: string;
    readonly value: Readonly<Record<'exact' | 'wald' | 'score' | 'difference' | 'score_difference', readonly RNumber[]>>;
  }[];
  readonly counts: readonly {
    readonly events: number;
    readonly exact: readonly number[];
    readonly score: readonly number[];
    readonly wald: readonly number[];
  }[];
  readonly standardised: readonly {
    readonly standard: string;
    readonly level: number;
    readonly groups: readonly string[];
    readonly rows: readonly Readonly<Record<string, number>>[];
    readonly coverage: number;
  }[];
  readonly pooled: Readonly<Record<'ratio' | 'low' | 'high', number>>;
  readonly smr: Readonly<Record<'groups', readonly string[]>> & Readonly<Record<'observed' | 'expected' | 'p_value', readonly number[]>>;
}

const R = JSON.parse(readFileSync(new URL('./incidence.json', import.meta.url), 'utf8')) as Fixture;
const numbers = (name: string) => R.random[name].map(Number);
const FRAMES: Readonly<Record<string, Frame>> = {
  flchain: readCsv('flchain'),
  heart: readCsv('heart'),
  random: frameOf([
    numericColumn('days', numbers('days')),
    numericColumn('event', numbers('event'), 'integer'),
    numericColumn('age', numbers('age')),
    numericColumn('entry', numbers('entry'), 'date'),
    textColumn('arm', R.random.arm.map(String)),
    numericColumn('copies', numbers('copies'), 'integer'),
  ]),
};
/** Rows without length, which survSplit refuses, are left out on both sides. */
const some = async (data: string) => {
  const frame = FRAMES[data];
  const { takeRows, findColumn, rowsWhere } = await import('@/analysis-kernel/frame/access');
  const time = findColumn(frame, data === 'flchain' ? 'futime' : 'days');
  if (time === null || time.kind !== 'numeric') return frame;
  return takeRows(
    frame,
    rowsWhere(frame.length, (row) => time.values[row] > 0),
  );
};
const COLUMNS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  flchain: { event: 'death', time: 'futime', unit: 'days', age: 'age' },
  random: { event: 'event', time: 'days', unit: 'days', age: 'age', entry: 'entry' },
  heart: { event: 'event', start: 'start', stop: 'stop', unit: 'days' },
};
/** Age and entry where the rates take them. */
function keysOf(data: string, options: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { age, entry, ...others } = COLUMNS[data];
  const split = (options.split ?? {}) as Readonly<Record<string, unknown>>;
  return {
    ...others,
    ...(split.age === undefined && options.standard === undefined ? {} : { age }),
    ...(split.years === undefined ? {} : { entry }),
    ...options,
  };
}
const CLOSED = 1e-12;

describe('rates', () => {
  it.each(R.rates.map((one) => [`${one.data} ${JSON.stringify(one.options)}`, one] as const))(
    '%s',
    async (name, { data, options, value }) => {
      const output = await run('incidence', keysOf(data, options), await some(data));
      const rows = rowsOf(output, 'rates');
      const followed = value.person_time.flatMap((time, at) => (Number(time) > 0 ? [at] : []));
      expect(rows).toHaveLength(followed.length);
      followed.forEach((at, place) => {
        for (const column of ['events', 'person_time', 'rate', 'conf_low', 'conf_high'] as const)
          expectClose(rows[place][column], value[column][at], CLOSED, `${name} ${value.key[at]} ${column}`);
      });
    },
  );

  it('have the person-time of pyears', async () => {
    const output = await run('incidence', { ...COLUMNS.flchain, by: 'sex', split: { age: [60, 70, 80] } }, await some('flchain'));
    const rows = rowsOf(output, 'rates');
    rows.forEach((row, at) => {
      expect(row.events).toBe(R.pyears.events[at]);
      expectClose(row.person_time, R.pyears.person_time[at], 1e-12, `person-time ${at}`);
    });
  });
});

describe('intervals of a count', () => {
  it.each(R.counts)('of $events', ({ events, ...limits }) => {
    for (const type of ['exact', 'score', 'wald'] as const) {
      const { low, high } = countInterval(events, type, 0.95);
      expectClose(low, limits[type][0], CLOSED, `${type} low`);
      expectClose(high, limits[type][1], CLOSED, `${type} high`);
    }
  });
});

describe('ratios and differences', () => {
  it.each(R.ratios)('$data', async ({ data, level, reference, group, value }) => {
    const by = data === 'flchain' ? 'sex' : 'arm';
    for (const type of ['exact', 'score', 'wald'] as const) {
      const options = keysOf(data, { by, reference, per: 1, conf_level: level, conf_type: type });
      const rows = rowsOf(await run('incidence', options, await some(data)), 'ratios').filter((row) => row.group === `${by}=${group}`);
      const wanted = { rate_ratio: value[type], rate_difference: type === 'score' ? value.score_difference : value.difference };
      for (const [quantity, expected] of Object.entries(wanted)) {
        const row = rows.find((one) => one.quantity === quantity);
        // R's exact limits come of a search to 1e-8 or so, and the score's of an optimisation.
        const tolerance = quantity === 'rate_difference' && type === 'score' ? 1e-6 : CLOSED * 10;
        ['estimate', 'conf_low', 'conf_high', 'p_value'].forEach((column, at) => {
          expectClose(row?.[column], expected[at], tolerance, `${type} ${quantity} ${column}`, 1e-12);
        });
      }
    }
  });

  it('over the strata are those of Mantel and Haenszel', async () => {
    const options = { ...COLUMNS.flchain, by: 'sex', split: { age: [60, 70, 80] }, conf_level: 0.9 };
    const row = rowsOf(await run('incidence', options, await some('flchain')), 'ratios').find(
      (one) => one.quantity === 'adjusted_rate_ratio',
    );
    expectClose(row?.estimate, R.pooled.ratio, 1e-10, 'ratio');
    expectClose(row?.conf_low, R.pooled.low, 1e-10, 'low');
    expectClose(row?.conf_high, R.pooled.high, 1e-10, 'high');
  });
});

it.each(R.standardised.map((one, at) => [one, at] as const))(
  'standardised to $standard',
  async ({ standard, level, groups, rows, coverage }, at) => {
    const data = at === 2 ? 'random' : 'flchain';
    const by = data === 'flchain' ? 'sex' : 'arm';
    const output = await run('incidence', keysOf(data, { by, standard, conf_level: level }), await some(data));
    const own = rowsOf(output, 'standardised');
    expect(own.map((row) => row.group)).toEqual(groups.map((group) => `${by}=${group}`));
    own.forEach((row, place) => {
      for (const column of ['events', 'person_time', 'crude_rate', 'rate', 'conf_low', 'conf_high'])
        expectClose(row[column], rows[place][column], 1e-12, `${standard} ${groups[place]} ${column}`);
      expectClose(row.coverage, coverage, 1e-12, 'coverage');
    });
  },
);

it('observed and expected', async () => {
  const reference = frameOf([
    textColumn('sex', ['F', 'F', 'F', 'M', 'M', 'M']),
    numericColumn('age_from', [0, 60, 75, 0, 60, 75], 'integer'),
    numericColumn('age_to', [59, 74, null, 59, 74, null], 'integer'),
    numericColumn('rate', [500, 1800, 7000, 800, 2500, 9000]),
  ]);
  const options = { ...COLUMNS.flchain, by: 'sex', reference_rates: { data: 'known', per: 1e5 } };
  const rows = rowsOf(await run('incidence', options, await some('flchain'), new Map([['known', reference]])), 'smr');
  rows.forEach((row, at) => {
    expect(row.observed).toBe(R.smr.observed[at]);
    expectClose(row.expected, R.smr.expected[at], 1e-12, 'expected');
    expectClose(row.p_value, R.smr.p_value[at], 1e-11, 'p');
  });
});
