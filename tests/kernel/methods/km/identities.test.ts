import { describe, expect, it } from 'vitest';
import { takeRows } from '@/analysis-kernel/frame/access';
import { booleanColumn, frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { kmMethod } from '@/analysis-kernel/registry/methods/km/method';
import { runKm } from '@/analysis-kernel/registry/methods/km/run';
import { MethodError } from '@/analysis-kernel/results/method-error';
import type { Value } from '@/analysis-kernel/results/result';

const random = seededRandom(7);
const n = 80;
const sample = Array.from({ length: n }, () => ({
  t: Math.ceil(random.uniform() * 40) / 4,
  d: random.uniform() < 0.6 ? 1 : 0,
  g: ['a', 'b', 'c'][random.below(3)],
  k: 1 + random.below(3),
}));
const frame = frameOf([
  numericColumn(
    't',
    sample.map((row) => row.t),
  ),
  numericColumn(
    'd',
    sample.map((row) => row.d),
    'integer',
  ),
  textColumn(
    'g',
    sample.map((row) => row.g),
  ),
  numericColumn(
    'k',
    sample.map((row) => row.k),
    'integer',
  ),
]);
const full = {
  formula: 'Surv(t, d) ~ g',
  times: [1, 5, 8],
  rmst: 6,
  quantiles: [0.25, 0.5],
  pairwise: 'holm',
  trend: true,
  followup: true,
};

function run(options: object, data: Frame) {
  return runKm(kmMethod.schema.parse({ data: 'd', ...options }), data);
}

function expectSame(a: Frame, aOptions: object, b: Frame, bOptions: object): void {
  const left = run(aOptions, a).tables;
  const right = run(bOptions, b).tables;
  expect([...left.keys()]).toEqual([...right.keys()]);
  for (const [name, table] of left) {
    const other = right.get(name);
    expect(other?.rows.length, name).toBe(table.rows.length);
    table.rows.forEach((row, i) => {
      row.forEach((value: Value, j) => {
        const wanted = other?.rows[i][j] ?? null;
        if (typeof value === 'number' && typeof wanted === 'number')
          expect(Math.abs(value - wanted), `${name} ${table.columns[j]}`).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(wanted)));
        else expect(value, `${name} ${table.columns[j]}`).toEqual(wanted);
      });
    });
  }
}

describe('identities', () => {
  it('frequency weights are replication, in every table', () => {
    const rows = sample.flatMap((row, i) => new Array<number>(row.k).fill(i));
    expectSame(frame, { ...full, weights: { column: 'k', kind: 'frequency' } }, takeRows(frame, rows), full);
  });

  it('does not depend on the order of rows', () => {
    const rows = Int32Array.from({ length: n }, (_, i) => (i * 37) % n);
    expectSame(takeRows(frame, rows), full, frame, full);
  });

  it('does not depend on the unit of time', () => {
    const curve = run({ formula: 'Surv(t, d) ~ g' }, frame).tables.get('curve');
    const scaled = run({ formula: 'Surv(t * 12, d) ~ g' }, frame).tables.get('curve');
    expect(scaled?.rows.map((row) => row[5])).toEqual(curve?.rows.map((row) => row[5]));
  });

  it('splitting follow-up at 3 leaves the survival at deaths as it was', () => {
    const parts = sample.flatMap((row) =>
      row.t <= 3
        ? [{ s: 0, t: row.t, d: row.d, g: row.g }]
        : [
            { s: 0, t: 3, d: 0, g: row.g },
            { s: 3, t: row.t, d: row.d, g: row.g },
          ],
    );
    const split = frameOf([
      numericColumn(
        's',
        parts.map((row) => row.s),
      ),
      numericColumn(
        't',
        parts.map((row) => row.t),
      ),
      numericColumn(
        'd',
        parts.map((row) => row.d),
      ),
      textColumn(
        'g',
        parts.map((row) => row.g),
      ),
    ]);
    const at = (data: Frame, formula: string) =>
      run({ formula }, data)
        .tables.get('curve')
        ?.rows.filter((row) => Number(row[3]) > 0)
        .map((row) => [row[0], row[1], row[2], row[3], row[5], row[6]]);
    expect(at(split, 'Surv(s, t, d) ~ g')).toEqual(at(frame, 'Surv(t, d) ~ g'));
  });

  it('is one minus the distribution of times when nobody is censored', () => {
    const rows = run({ formula: 'Surv(t) ~ 1' }, frame).tables.get('curve')?.rows ?? [];
    for (const row of rows) expect(row[5]).toBeCloseTo(sample.filter((one) => one.t > Number(row[1])).length / n, 13);
  });

  it('takes 0.1 + 0.2 and 0.3 as one time', () => {
    const close = frameOf([numericColumn('t', [0.1 + 0.2, 0.3, 1]), numericColumn('d', [1, 1, 0])]);
    const output = run({ formula: 'Surv(t, d) ~ 1' }, close);
    expect(output.tables.get('curve')?.rows.map((row) => row[3])).toEqual([2, 0]);
    expect(output.warnings.map((warning) => warning.code)).toEqual(['near_ties']);
  });

  it('a landmark at 2 equals the curve of those beyond it, begun anew', () => {
    const rows = Int32Array.from(sample.keys()).filter((i) => sample[i].t > 2);
    const curve = run({ formula: 'Surv(t, d) ~ g', landmark_at: 2 }, frame).tables.get('curve');
    expect(curve?.rows).toEqual(run({ formula: 'Surv(t, d) ~ g' }, takeRows(frame, rows)).tables.get('curve')?.rows);
  });

  it('entry: column is Surv(column, time, event)', () => {
    const late = frameOf([
      ...frame.columns,
      numericColumn(
        'e',
        sample.map((row) => row.t / 3),
      ),
    ]);
    expectSame(late, { formula: 'Surv(t, d) ~ g', entry: 'e' }, late, { formula: 'Surv(e, t, d) ~ g' });
  });
});

describe('follow-up', () => {
  it('counts those who die at a time as gone before those censored at it', () => {
    // Censored at 2 and 4; at 2 one also dies: G falls to 2/3 (of three left at 2), then at 4 to 0.
    const four = frameOf([numericColumn('t', [2, 2, 3, 4]), numericColumn('d', [1, 0, 1, 0])]);
    const table = run({ formula: 'Surv(t, d) ~ 1', followup: true }, four).tables.get('followup');
    expect(table?.rows[0].slice(0, 4)).toEqual([null, 2, 4, 4]);
  });
});

describe('what km says', () => {
  const codes = (options: object, data: Frame = frame) => run(options, data).warnings.map((warning) => warning.code);
  const fails = (options: object, data: Frame = frame): MethodError => {
    try {
      run(options, data);
    } catch (error) {
      if (error instanceof MethodError) return error;
      throw error;
    }
    throw new Error('expected a MethodError');
  };

  it('warns of one group, no events and times beyond follow-up', () => {
    const one = frameOf([numericColumn('t', [1, 2]), booleanColumn('d', [false, false]), textColumn('g', ['x', 'x'])]);
    expect(codes({ formula: 'Surv(t, d) ~ g' }, one)).toEqual(['one_group', 'no_events']);
    expect(codes({ formula: 'Surv(t, d) ~ 1', times: 99 }, one)).toContain('beyond_follow_up');
  });

  it('warns that a robust variance of intervals takes each row as a subject', () => {
    const intervals = frameOf([
      numericColumn('s', [0, 1, 0]),
      numericColumn('t', [2, 3, 4]),
      booleanColumn('d', [true, false, true]),
      numericColumn('w', [1, 2, 1.5]),
      textColumn('id', ['a', 'b', 'a']),
    ]);
    const weighted = { formula: 'Surv(s, t, d) ~ 1', weights: { column: 'w', kind: 'sampling' } };
    expect(codes(weighted, intervals)).toContain('robust_by_row');
    expect(codes({ ...weighted, cluster: 'id' }, intervals)).not.toContain('robust_by_row');
  });

  it('refuses a restricted mean beyond follow-up and names the latest', () => {
    const error = fails({ formula: 'Surv(t, d) ~ g', rmst: 50 });
    expect(error.code).toBe('beyond_follow_up');
    expect(error.path).toBe('rmst');
    expect(Number(error.fixes[0])).toBeLessThanOrEqual(10);
  });

  it.each([
    ['Surv(t, d) ~ gg', 'unknown_column', 13],
    ['Surv(t, d) ~ g:k', 'formula_term', 13],
    ['Surv(tt, d) ~ g', 'unknown_column', 5],
    ['Surv(g, d) ~ 1', 'time_not_numeric', 5],
    ['Surv(t, k) ~ 1', 'event_values', 8],
    ['Surv(-t, d) ~ 1', 'time_negative', 5],
    ['Surv(t, t, d) ~ 1', 'interval_empty', 8],
    ['t ~ g', 'formula_response', 0],
    ['Surv(t, d) g', 'formula_tilde', 12],
    ['Surv(t, d) ~ logg(k)', 'unknown_function', 13],
  ])('%s gives %s at %i', (formula, code, offset) => {
    const error = fails({ formula });
    expect(error.code).toBe(code);
    expect(error.offset).toBe(offset);
    expect(error.text.zh).toMatch(/\p{Script=Han}/u);
  });

  it('checks weights by their kind', () => {
    const half = frameOf([
      ...frame.columns,
      numericColumn(
        'w',
        sample.map((_, i) => i / 10),
      ),
      numericColumn(
        'm',
        sample.map((_, i) => i - 3),
      ),
    ]);
    expect(fails({ formula: 'Surv(t, d) ~ 1', weights: { column: 'w', kind: 'frequency' } }, half).code).toBe('weights_not_whole');
    expect(fails({ formula: 'Surv(t, d) ~ 1', weights: { column: 'm', kind: 'sampling' } }, half).code).toBe('weights_negative');
    expect(codes({ formula: 'Surv(t, d) ~ 1', weights: { column: 'w', kind: 'sampling' } }, half)).toContain('zero_weights');
    const output = run({ formula: 'Surv(t, d) ~ g', weights: { column: 'w', kind: 'inverse_probability' } }, half);
    expect(output.conventions.variance).toBe('infinitesimal jackknife');
    expect(output.tables.get('test')?.rows[0][3]).toBe('log-rank, robust variance');
  });

  it('counts the rows each variable cost', () => {
    const holes = frameOf([
      numericColumn('t', [1, 2, null, 4, 5]),
      numericColumn('d', [1, null, null, 0, 1]),
      textColumn('g', ['x', 'y', 'x', null, 'y']),
    ]);
    expect(run({ formula: 'Surv(t, d) ~ g' }, holes).rows).toEqual({
      total: 5,
      used: 2,
      missing: [
        { variable: 'd', n: 2 },
        { variable: 't', n: 1 },
        { variable: 'g', n: 1 },
      ],
    });
  });

  it('writes a sentence in both languages without a number it cannot show', () => {
    const { sentence } = run({ formula: 'Surv(t, d) ~ g' }, frame);
    expect(sentence.en).toMatch(/^Median t by g \(95% CI\): a, /);
    expect(sentence.zh).toMatch(/log-rank 检验/);
    const one = run({ formula: 'Surv(t, d) ~ 1' }, frameOf([numericColumn('t', [118]), numericColumn('d', [1])]));
    expect(one.sentence.en).toBe('Median t (95% CI): 118 (1/1 events).');
    const open = run({ formula: 'Surv(t, d) ~ 1' }, frameOf([numericColumn('t', [1, 2, 3]), numericColumn('d', [1, 0, 0])]));
    expect(open.sentence.zh).toBe('t 的中位数（95% CI）：未达到（事件 1/3）。');
    expect(sentence.en + sentence.zh).not.toMatch(/NaN|Infinity|undefined|null/);
  });
});
