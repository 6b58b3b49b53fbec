/** What holds of rates without any other program: by hand, and of any data. */
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { drawFigure } from '@/analysis-kernel/figures/draw';
import { takeRows } from '@/analysis-kernel/frame/access';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { countInterval, rateDifference, rateRatio, standardisedRatio } from '@/analysis-kernel/registry/methods/incidence/kernel/intervals';
import { splitTime } from '@/analysis-kernel/registry/methods/incidence/kernel/split';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { bandsOf, groupsProblem, joinedBands } from '@/analysis-kernel/stats/rates/age-groups';
import { STANDARD_POPULATIONS } from '@/analysis-kernel/stats/rates/standard-populations';
import { expectClose } from '../../close';
import { inUnit, rowsOf, run } from '../run-method';

const day = (text: string) => Date.parse(text) / 86_400_000;

/**
 * Three people. A enters on 2019-07-02 aged 39.5, followed 730.5 days, with the event; B on 2020-01-01 aged 60, 366 days to 2021-01-01, without it;
 * C on 2020-12-31 aged 45, one day, with the event at the stroke of the new year.
 */
const people = frameOf([
  inUnit('days', 'd', [730.5, 366, 1]),
  numericColumn('died', [1, 0, 1], 'integer'),
  numericColumn('age', [39.5, 60, 45]),
  numericColumn('entry', [day('2019-07-02'), day('2020-01-01'), day('2020-12-31')], 'date'),
  textColumn('arm', ['a', 'b', 'a']),
]);

describe('by hand', () => {
  it('age goes on with follow-up', async () => {
    const rows = rowsOf(await run('incidence', { event: 'died', time: 'days', age: 'age', split: { age: [40, 60] } }, people), 'rates');
    // A is below 40 for half a year, 182.625 days.
    expect(rows.map(({ age, events, person_time, n }) => [age, events, person_time, n])).toEqual([
      ['<40', 0, 0.5, 1],
      ['40-59', 2, (730.5 - 182.625 + 1) / 365.25, 2],
      ['60+', 0, 366 / 365.25, 1],
    ]);
  });

  it('an event at the new year belongs to the old one', async () => {
    const rows = rowsOf(await run('incidence', { event: 'died', time: 'days', entry: 'entry', split: { years: 1 } }, people), 'rates');
    expect(rows.map(({ period, events, person_time }) => [period, events, Math.round(Number(person_time) * 365.25 * 2) / 2])).toEqual([
      ['2019', 0, 183],
      ['2020', 1, 366 + 366 + 1],
      ['2021', 1, 181.5],
    ]);
  });

  it('dates as start and stop are days, and calendar periods begin with multiples of their length', async () => {
    const dated = frameOf([
      numericColumn('from', [day('2009-01-01')], 'date'),
      numericColumn('to', [day('2011-01-01')], 'date'),
      numericColumn('died', [1], 'integer'),
    ]);
    const rows = rowsOf(await run('incidence', { event: 'died', start: 'from', stop: 'to', split: { years: 5 } }, dated), 'rates');
    expect(rows.map(({ period, person_time, events }) => [period, person_time, events])).toEqual([
      ['2005-2009', 365 / 365.25, 0],
      ['2010-2014', 365 / 365.25, 1],
    ]);
  });

  it('no event: an upper limit of −log(α/2) events, a warning, and no ratio to it', async () => {
    const output = await run('incidence', { event: 'died', time: 'days', by: 'arm', reference: 'b' }, people);
    const [, b] = rowsOf(output, 'rates');
    expectClose(b.conf_high, (-Math.log(0.025) / (366 / 365.25)) * 1000, 1e-12, 'upper limit');
    expect([b.rate, b.conf_low]).toEqual([0, 0]);
    const [ratio] = rowsOf(output, 'ratios');
    expect([ratio.estimate, ratio.conf_high]).toEqual([null, null]);
    expect(Number(ratio.conf_low)).toBeGreaterThan(0);
    expect(output.warnings.map(({ code }) => code)).toEqual(['no_events', 'person_time_short']);
  });

  it('an age at which little was seen is told of, and ages without data are said as ranges', async () => {
    const many = Array.from({ length: 400 }, (_, at) => ({
      days: at === 0 ? 2 : 700,
      died: at % 4 === 1 ? 1 : 0,
      age: at === 0 ? 30 : 50 + (at % 20),
      entry: 12_000,
      arm: 'a',
    }));
    const output = await run('incidence', { event: 'died', time: 'days', age: 'age', standard: 'segi' }, frameFrom(many));
    const [thin, absent] = output.warnings;
    expect([thin.code, absent.code]).toEqual(['standard_thin', 'standard_not_covered']);
    expect(thin.message.en).toContain('at the ages 30–34 that');
    expect(absent.message.en).toContain('at the ages 0–29; 35–49; ≥75:'.replaceAll(';', ','));
  });

  it('ten events in a hundred', () => {
    const { low, high } = countInterval(10, 'exact', 0.95);
    expectClose(low / 100, 0.047953887, 1e-7, 'low');
    expectClose(high / 100, 0.183903561, 1e-7, 'high');
  });

  it('the exact tests of a count and of a split into halves are those of all outcomes', () => {
    // P(X ≤ 1) + P(X ≥ 9) of a mean of 4: R's poisson.test(1, 4).
    const poisson = (k: number) => (Math.exp(-4) * 4 ** k) / Array.from({ length: k }, (_, i) => i + 1).reduce((a, b) => a * b, 1);
    const own = poisson(1) * (1 + 1e-7);
    const p = Array.from({ length: 60 }, (_, k) => poisson(k)).reduce((sum, one) => sum + (one <= own ? one : 0), 0);
    expectClose(standardisedRatio(1, 4, 'exact', 0.95).pValue, p, 1e-12, 'p of a count');
    expectClose(
      standardisedRatio(9, 4, 'exact', 0.95).pValue,
      Array.from({ length: 60 }, (_, k) => poisson(k)).reduce((sum, one) => sum + (one <= poisson(9) * (1 + 1e-7) ? one : 0), 0),
      1e-12,
      'p of more',
    );
    // 1 of 5 events at one half: (1 + 5 + 5 + 1) / 32.
    expectClose(rateRatio({ events: 1, time: 2 }, { events: 4, time: 2 }, 'exact', 0.95).pValue, 12 / 32, 1e-12, 'p of a ratio');
  });

  it('the score limits of a difference are where its test has the level', () => {
    const none = rateDifference({ events: 0, time: 50 }, { events: 0, time: 100 }, 'score', 0.95);
    expect([none.estimate, none.pValue]).toEqual([0, 1]);
    expectClose(none.high, 1.959963984540054 ** 2 / 50, 1e-12, 'no events');
    expectClose(none.low, -(1.959963984540054 ** 2) / 100, 1e-12, 'no events');
  });
});

describe('standard populations', () => {
  it.each(Object.entries(STANDARD_POPULATIONS))('%s has groups that follow one another to the last age', (_, { groups }) => {
    expect(groupsProblem(groups)).toBeNull();
    groups.forEach(({ from, to }, at) => {
      expect(to).toBe(groups[at + 1] === undefined ? null : groups[at + 1].from - 1);
      expect(at > 0 || from === 0).toBe(true);
    });
  });

  it('have the totals of the censuses and of the published tables', () => {
    const total = (name: keyof typeof STANDARD_POPULATIONS) =>
      STANDARD_POPULATIONS[name].groups.reduce((sum, { weight }) => sum + weight, 0);
    expect(total('cn2000')).toBe(1_242_612_226);
    expect(total('cn2010')).toBe(1_332_810_869);
    expect(total('segi')).toBe(100);
    expectClose(total('esp2013'), 100, 1e-12, 'esp2013');
    expectClose(total('who2000'), 100.03, 1e-12, 'who2000, as published');
  });

  it('joined groups keep the weight, and none is divided', () => {
    const whole = bandsOf(STANDARD_POPULATIONS.segi.groups);
    expect(joinedBands(whole, [40, 60])).toEqual({ cuts: [40, 60], weights: [68, 21, 11] });
    expect(joinedBands(whole, [42])).toBeNull();
  });

  it('groups that cannot be are told', () => {
    const group = (from: number, to: number | null, weight = 1) => ({ from, to, weight });
    expect(groupsProblem([group(0, 4), group(4, null)])).toBe('overlap');
    expect(groupsProblem([group(0, null), group(5, 9)])).toBe('overlap');
    expect(groupsProblem([group(0, 4.5)])).toBe('ages');
    expect(groupsProblem([group(5, 4)])).toBe('ages');
    expect(groupsProblem([group(0, 4, -1)])).toBe('weight');
    expect(groupsProblem([group(0, 4, 0)])).toBe('weight');
    // Ages that a standard leaves out have no weight.
    expect(bandsOf([group(20, 29, 2), group(40, 49, 3)])).toEqual({ cuts: [20, 30, 40, 50], weights: [0, 2, 0, 3, 0] });
  });
});

const row = fc.record({
  days: fc.integer({ min: 0, max: 4000 }),
  died: fc.integer({ min: 0, max: 1 }),
  age: fc.integer({ min: 30, max: 80 }),
  entry: fc.integer({ min: 10_000, max: 15_000 }),
  arm: fc.constantFrom('a', 'b').map(String),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;
const frameFrom = (rows: readonly Row[], unit = 'd', length = 1): Frame =>
  frameOf([
    inUnit(
      'days',
      unit,
      rows.map(({ days }) => days / length),
    ),
    numericColumn(
      'died',
      rows.map(({ died }) => died),
      'integer',
    ),
    numericColumn(
      'age',
      rows.map(({ age }) => age),
    ),
    numericColumn(
      'entry',
      rows.map(({ entry }) => entry),
      'date',
    ),
    textColumn(
      'arm',
      rows.map(({ arm }) => arm),
    ),
  ]);
const several = fc.array(row, { minLength: 3, maxLength: 60 }).filter((rows) => rows.some(({ days }) => days > 0));
const SPLIT = { event: 'died', time: 'days', age: 'age', entry: 'entry', split: { age: [40, 50, 65], years: 1, follow_up: [1, 2.5] } };
const total = (rows: readonly Readonly<Record<string, unknown>>[], column: string) =>
  rows.reduce((sum, one) => sum + Number(one[column]), 0);

describe('of any data', () => {
  it('the pieces add up to the whole', async () => {
    await fc.assert(
      fc.asyncProperty(several, async (rows) => {
        const frame = frameFrom(rows);
        const split = rowsOf(await run('incidence', SPLIT, frame), 'rates');
        const [whole] = rowsOf(await run('incidence', { event: 'died', time: 'days' }, frame), 'rates');
        expect(total(split, 'events')).toBe(whole.events);
        expectClose(total(split, 'person_time'), Number(whole.person_time), 1e-12, 'person-time');
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it('in whole days the cells add up to the last bit', () => {
    fc.assert(
      fc.property(several, (rows) => {
        const stop = Float64Array.from(rows, ({ days }) => days);
        const origin = Float64Array.from(rows, ({ age }) => age * 365.25);
        const event = Uint8Array.from(rows, ({ died }) => died);
        const groups = new Int32Array(rows.length);
        const cuts = [40, 50, 65].map((age) => age * 365.25);
        const cells = splitTime({ start: null, stop, event, weights: null, groups, groupCount: 1 }, [{ origin, cuts }]);
        expect(cells.personTime.reduce((a, b) => a + b, 0)).toBe(stop.reduce((a, b) => a + b, 0));
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it('the order of the rows, and the unit of the times, change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(several, async (rows) => {
        const options = { ...SPLIT, by: 'arm' };
        const frame = frameFrom(rows);
        const own = rowsOf(await run('incidence', options, frame), 'rates');
        const turned = rowsOf(
          await run(
            'incidence',
            options,
            takeRows(
              frame,
              rows.map((_, at) => rows.length - 1 - at),
            ),
          ),
          'rates',
        );
        const inYears = rowsOf(await run('incidence', options, frameFrom(rows, 'a', 365.25)), 'rates');
        for (const other of [turned, inYears]) {
          expect(other.map(({ age, period, follow_up, events, n }) => [age, period, follow_up, events, n])).toEqual(
            own.map(({ age, period, follow_up, events, n }) => [age, period, follow_up, events, n]),
          );
          other.forEach((one, at) => {
            expectClose(one.person_time, Number(own[at].person_time), 1e-9, 'person-time', 1e-3);
          });
        }
      }),
      { numRuns: 40, seed: 3 },
    );
  });

  it('frequencies are rows repeated', async () => {
    await fc.assert(
      fc.asyncProperty(several, fc.integer({ min: 1, max: 4 }), async (rows, copies) => {
        const frame = frameFrom(rows);
        const weighted = frameOf([
          ...frame.columns,
          numericColumn(
            'copies',
            rows.map((_, at) => 1 + ((at * copies) % 3)),
            'integer',
          ),
        ]);
        const repeated = frameFrom(rows.flatMap((one, at) => Array.from({ length: 1 + ((at * copies) % 3) }, () => one)));
        const options = { ...SPLIT, by: 'arm', standard: 'own', age_groups: [50] };
        const of = (data: Frame, more = {}) =>
          run('incidence', { ...options, ...more }, data).catch((error: Error) => error.message.split(':')[0]);
        const [a, b] = [await of(weighted, { weights: { column: 'copies', kind: 'frequency' } }), await of(repeated)];
        if (typeof a === 'string' || typeof b === 'string') {
          expect(a).toBe(b);
          return;
        }
        for (const table of ['rates', 'standardised']) {
          const expected = rowsOf(b, table);
          rowsOf(a, table).forEach((one, at) => {
            for (const column of ['events', 'person_time', 'rate', 'conf_low', 'conf_high']) {
              if (expected[at][column] === null) expect(one[column]).toBeNull();
              else expectClose(one[column], Number(expected[at][column]), 1e-9, column);
            }
          });
        }
      }),
      { numRuns: 40, seed: 4 },
    );
  });

  it('standardised to itself a rate is the crude one', async () => {
    await fc.assert(
      fc.asyncProperty(several, async (rows) => {
        const output = await run(
          'incidence',
          { event: 'died', time: 'days', age: 'age', standard: 'own', age_groups: [45, 60] },
          frameFrom(rows),
        );
        const [one] = rowsOf(output, 'standardised');
        expectClose(one.rate, Number(one.crude_rate), 1e-12, 'rate', 1e-300);
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('turning a comparison round inverts the ratio and negates the difference', () => {
    const rate = fc.record({ events: fc.integer({ min: 1, max: 500 }), time: fc.integer({ min: 1, max: 10_000 }) });
    fc.assert(
      fc.property(rate, rate, fc.constantFrom('exact', 'score', 'wald'), (a, b, type) => {
        const [there, back] = [rateRatio(a, b, type, 0.95), rateRatio(b, a, type, 0.95)];
        expectClose(there.low, 1 / back.high, 1e-9, 'ratio');
        expectClose(there.pValue, back.pValue, 1e-9, 'p', 1e-12);
        const [to, from] = [rateDifference(a, b, type, 0.95), rateDifference(b, a, type, 0.95)];
        expectClose(to.low, -from.high, 1e-8, 'difference', 1e-6);
        expect(there.low <= there.estimate && there.estimate <= there.high && to.low <= to.estimate && to.estimate <= to.high).toBe(true);
      }),
      { numRuns: 200, seed: 6 },
    );
  });
});

it('the figures of rates and ratios say what they show', async () => {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const rows = Array.from({ length: 60 }, (_, at) => ({
    days: 300 + 7 * at,
    died: at % 3 === 0 ? 1 : 0,
    age: 40 + (at % 30),
    entry: 12_000,
    arm: at % 2 === 0 ? 'a' : 'b',
  }));
  const output = await run('incidence', { event: 'died', time: 'days', by: 'arm', age: 'age', split: { age: [50] } }, frameFrom(rows));
  expect(output.figures.map(({ name }) => name)).toEqual(['rates', 'ratios']);
  const drawn = output.figures.map((figure) =>
    drawFigure(figure, output.tables, output.labels, { document: document as unknown as Document, lang: 'en', theme: 'print', width: 720 }),
  );
  expect(drawn[0].alt.split('; ')).toHaveLength(4);
  expect(drawn[0].alt).toMatch(/^arm: a, <50: \d/u);
  // A level is compared with nothing, so no line stands for no effect.
  expect(drawn[0].element.querySelectorAll('[stroke-dasharray]')).toHaveLength(0);
  expect(drawn[1].alt).toMatch(/^arm: b: \d/u);
  expect(drawn[1].alt.split('; ')).toHaveLength(1);
});

it.each([
  ['exact', /poisson\.test\(/u],
  ['score', /prop\.test\(/u],
  ['wald', /sqrt\(sum\(1 \/ x\)\)/u],
])('the R script has the %s intervals that were asked for, and no others', async (conf_type, own) => {
  const parsed = await parseAnalysis(`method: incidence\ndata: d\nevent: e\ntime: t\nby: g\nconf_type: ${conf_type}`);
  if (!parsed.ok) throw new Error('not read');
  const script = parsed.analysis.method.rScript(parsed.analysis.options);
  expect([/poisson\.test\(/u, /prop\.test\(/u, /sqrt\(sum\(1 \/ x\)\)/u].filter((one) => one.test(script))).toEqual([own]);
});
