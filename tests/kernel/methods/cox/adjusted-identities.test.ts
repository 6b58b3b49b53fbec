/** What must hold of adjusted curves without another's numbers, and what hostile data get. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { rowsOf, run } from '../run-method';

const N = 120;
/** A sample with ties, two strata, late entry where asked for. */
function sample(seed: number) {
  const random = seededRandom(seed);
  const each = <T>(of: (row: number) => T) => Array.from({ length: N }, (_, row) => of(row));
  const start = each(() => random.below(4));
  return {
    start,
    time: start.map((from) => from + 1 + random.below(12)),
    event: each(() => Number(random.uniform() < 0.6)),
    arm: each((row) => ['a', 'b', 'c'][row % 3]),
    x: each(() => random.normal()),
    centre: each(() => ['p', 'q'][random.below(2)]),
    copies: each(() => 1 + random.below(3)),
  };
}
type Sample = ReturnType<typeof sample>;
const frameFrom = ({ start, time, event, arm, x, centre, copies }: Sample) =>
  frameOf([
    numericColumn('start', start),
    numericColumn('time', time),
    numericColumn('event', event),
    textColumn('arm', arm),
    numericColumn('x', x),
    textColumn('centre', centre),
    numericColumn('copies', copies),
  ]);

function repeated(data: Sample): Sample {
  const rows = data.copies.flatMap((copies, row) => Array.from({ length: copies }, () => row));
  const pick = <T>(values: readonly T[]) => rows.map((row) => values[row]);
  const { start, time, event, arm, x, centre } = data;
  return {
    start: pick(start),
    time: pick(time),
    event: pick(event),
    arm: pick(arm),
    x: pick(x),
    centre: pick(centre),
    copies: rows.map(() => 1),
  };
}

const FORMULA = 'Surv(start, time, event) ~ arm * x + strata(centre)';
const ADJUSTED = { by: 'arm', times: [4, 8], rmst: 9 };

describe.each(['efron', 'breslow'])('ties by %s', (ties) => {
  it.each([{}, { robust: true }])('frequencies are as many rows (%j)', async (more) => {
    const data = sample(11);
    const options = { formula: FORMULA, ties, adjusted: ADJUSTED, ...more };
    const counted = await run('cox', { ...options, weights: { column: 'copies', kind: 'frequency' } }, frameFrom(data));
    const whole = await run('cox', options, frameFrom(repeated(data)));
    for (const table of ['adjusted', 'adjusted_contrasts', 'adjusted_curve']) {
      const [one, other] = [rowsOf(counted, table), rowsOf(whole, table)];
      expect(one.length).toBe(other.length);
      one.forEach((row, at) => {
        for (const [name, value] of Object.entries(row)) {
          if (typeof value === 'number') expect(Number(other[at][name]), `${table} ${at} ${name}`).toBeCloseTo(value, 8);
          else expect(other[at][name]).toBe(value);
        }
      });
    }
  });

  it('over rows that are alike it is the prediction for one of them', async () => {
    const data = sample(12);
    const alike = { ...data, x: data.x.map(() => 0.4) };
    const { x: _, ...rest } = alike;
    const frame = frameFrom({ ...rest, x: alike.x });
    const options = { formula: 'Surv(start, time, event) ~ arm', ties };
    const adjusted = rowsOf(await run('cox', { ...options, adjusted: ADJUSTED }, frame), 'adjusted');
    const predictions = rowsOf(await run('cox', { ...options, predictions: { times: [4, 8] } }, frame), 'predictions');
    for (const [at, arm] of ['a', 'b', 'c'].entries()) {
      [4, 8].forEach((time, k) => {
        const one = predictions.find((row) => row.row === at + 1 && row.time === time);
        const found = adjusted.find((row) => row.group === `arm=${arm}` && row.time === time);
        for (const name of ['estimate', 'std_error', 'conf_low', 'conf_high'])
          expect(Number(found?.[name]), `${arm} ${k} ${name}`).toBeCloseTo(Number(one?.[name]), 10);
      });
    }
  });
});

it('the restricted mean is the area below the curve', async () => {
  const output = await run('cox', { formula: FORMULA, adjusted: { ...ADJUSTED, rmst: 8 } }, frameFrom(sample(13)));
  const curve = rowsOf(output, 'adjusted_curve').filter(({ strata, time }) => strata === 'arm=b' && Number(time) < 8);
  const times = [0, ...curve.map(({ time }) => Number(time)), 8];
  const heights = [1, ...curve.map(({ estimate }) => Number(estimate))];
  const area = heights.reduce((sum, height, k) => sum + height * (times[k + 1] - times[k]), 0);
  const mean = rowsOf(output, 'adjusted').find(({ group, quantity }) => group === 'arm=b' && quantity === 'rmst');
  expect(Number(mean?.estimate)).toBeCloseTo(area, 10);
});

it('of patients with several rows the first counts, told by clusters', async () => {
  const data = sample(14);
  const split = (values: readonly number[]) => [...values, ...values];
  const middle = data.time.map((time, row) => (data.start[row] + time) / 2);
  const frame = frameOf([
    numericColumn('id', split(data.time.map((_, row) => row))),
    numericColumn('start', [...data.start, ...middle]),
    numericColumn('time', [...middle, ...data.time]),
    numericColumn('event', [...data.event.map(() => 0), ...data.event]),
    textColumn('arm', [...data.arm, ...data.arm]),
    numericColumn('x', [...data.x, ...data.x]),
    textColumn('centre', [...data.centre, ...data.centre]),
  ]);
  const whole = rowsOf(await run('cox', { formula: FORMULA, robust: true, adjusted: ADJUSTED }, frameFrom(data)), 'adjusted');
  const inParts = await run('cox', { formula: FORMULA, cluster: 'id', adjusted: ADJUSTED }, frame);
  const parts = rowsOf(inParts, 'adjusted');
  whole.forEach((row, at) => {
    expect(Number(parts[at].estimate)).toBeCloseTo(Number(row.estimate), 10);
    expect(Number(parts[at].std_error)).toBeCloseTo(Number(row.std_error), 10);
  });
  expect(inParts.sentence.en).toContain('120 patients');
  const unnamed = await run('cox', { formula: FORMULA, adjusted: ADJUSTED }, frame);
  expect(unnamed.warnings.map(({ code }) => code)).toContain('adjusted_by_row');
});

const codes = async (options: Readonly<Record<string, unknown>>, data: Sample) =>
  (await run('cox', options, frameFrom(data))).warnings.map(({ code }) => code);

describe('hostile data', () => {
  it('a group without events has survival 1 and no error, nor has a contrast with it', async () => {
    const data = sample(15);
    const frame = frameFrom({ ...data, event: data.event.map((event, row) => (data.arm[row] === 'b' ? 0 : event)) });
    const output = await run('cox', { formula: 'Surv(time, event) ~ arm + x', adjusted: ADJUSTED, compare: { arm: ['b', 'a'] } }, frame);
    expect(output.warnings.map(({ code }) => code)).toContain('adjusted_without_error');
    for (const row of rowsOf(output, 'adjusted').filter(({ group }) => group === 'arm=b'))
      expect(row).toMatchObject({ std_error: null, conf_low: null, conf_high: null });
    for (const row of rowsOf(output, 'adjusted_contrasts').filter(({ group_1: group }) => group === 'arm=b'))
      expect(row).toMatchObject({ std_error: null, conf_low: null, conf_high: null, p_value: null });
    for (const row of rowsOf(output, 'adjusted').filter(({ group }) => group === 'arm=a')) expect(Number(row.std_error)).toBeGreaterThan(0);
    expect(rowsOf(output, 'contrasts')[0]).toMatchObject({ std_error: null, p_value: null, conf_low: null });
  });

  it('a level that a stratum lacks has no curve where it is a stratum itself', async () => {
    const data = sample(16);
    const lacking = { ...data, centre: data.centre.map((centre, row) => (data.arm[row] === 'c' ? 'p' : centre)) };
    const output = await run(
      'cox',
      { formula: 'Surv(time, event) ~ x + strata(arm, centre)', adjusted: { by: 'arm', times: [4] } },
      frameFrom(lacking),
    );
    expect(output.warnings.map(({ code }) => code)).toContain('unknown_stratum');
    expect(rowsOf(output, 'adjusted').map(({ estimate }) => estimate === null)).toEqual([false, false, true]);
    // As a covariate it borrows from the others.
    const asCovariate = await run(
      'cox',
      { formula: 'Surv(time, event) ~ arm + x + strata(centre)', adjusted: { by: 'arm', times: [4] } },
      frameFrom(lacking),
    );
    expect(rowsOf(asCovariate, 'adjusted').every(({ std_error: error }) => Number(error) > 0)).toBe(true);
  });

  it('times beyond the stratum that ends first have no value, and say so', async () => {
    const data = sample(17);
    const short = { ...data, time: data.time.map((time, row) => (data.centre[row] === 'q' ? data.start[row] + 1 + (row % 2) : time)) };
    const options = { formula: 'Surv(start, time, event) ~ arm + strata(centre)', adjusted: { by: 'arm', times: [2, 11, 900] } };
    const found = await run('cox', options, frameFrom(short));
    expect(found.warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(['stratum_ends_early', 'horizon_beyond_follow_up']));
    expect(rowsOf(found, 'adjusted').map(({ estimate }) => estimate !== null)).toEqual([
      true,
      false,
      false,
      true,
      false,
      false,
      true,
      false,
      false,
    ]);
  });

  it('an event among the first to enter is told', async () => {
    const data = sample(18);
    const early = {
      ...data,
      start: [0, ...data.start.slice(1).map((start) => start + 2)],
      time: [1, ...data.time.slice(1).map((time) => time + 2)],
      event: [1, ...data.event.slice(1)],
    };
    expect(await codes({ formula: 'Surv(start, time, event) ~ arm + x', adjusted: ADJUSTED }, early)).toContain('few_at_risk_early');
    expect(await codes({ formula: 'Surv(time, event) ~ arm + x', adjusted: ADJUSTED }, data)).not.toContain('few_at_risk_early');
  });

  it('a group of one patient is told, and its limits are possible ones', async () => {
    const data = sample(20);
    const one = {
      ...data,
      arm: data.arm.map((arm, row) => (row === 0 ? 'c' : arm === 'c' ? 'a' : arm)),
      event: [1, ...data.event.slice(1)],
    };
    const output = await run('cox', { formula: 'Surv(time, event) ~ arm + x', adjusted: ADJUSTED }, frameFrom(one));
    expect(output.warnings.find(({ code }) => code === 'few_in_group')?.message.en).toContain('c (1)');
    for (const { quantity, conf_low, conf_high } of rowsOf(output, 'adjusted')) {
      expect(Number(conf_low)).toBeGreaterThanOrEqual(0);
      expect(Number(conf_high)).toBeLessThanOrEqual(quantity === 'rmst' ? ADJUSTED.rmst : 1);
    }
    for (const { quantity, conf_low, conf_high } of rowsOf(output, 'adjusted_contrasts')) {
      if (quantity === 'difference') expect(Math.max(-Number(conf_low), Number(conf_high))).toBeLessThanOrEqual(1);
    }
  });

  it('a group of one patient and times all tied have numbers or nothing, never NaN', async () => {
    const data = sample(19);
    const hostile = [
      { ...data, arm: data.arm.map((_, row) => (row === 0 ? 'b' : 'a')) },
      { ...data, time: data.time.map(() => 5), start: data.start.map(() => 0) },
    ];
    for (const one of hostile) {
      for (const method of ['g_computation', 'mean']) {
        const output = await run(
          'cox',
          { formula: 'Surv(time, event) ~ arm + x', adjusted: { by: 'arm', times: [3, 5], rmst: 5, method } },
          frameFrom(one),
        );
        for (const table of ['adjusted', 'adjusted_contrasts', 'adjusted_curve'])
          for (const row of rowsOf(output, table))
            for (const value of Object.values(row))
              expect(value === null || typeof value === 'string' || Number.isFinite(value)).toBe(true);
      }
    }
  });
});
