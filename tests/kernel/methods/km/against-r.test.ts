import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findColumn, numbersOf, rowsWhere, takeRows } from '@/analysis-kernel/frame/access';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { kmMethod } from '@/analysis-kernel/registry/methods/km/method';
import { runKm } from '@/analysis-kernel/registry/methods/km/run';
import type { ResultTable } from '@/analysis-kernel/results/result';
import { adjustP, type PAdjustment } from '@/analysis-kernel/stats/hypothesis/adjust';
import { expectClose, type RNumber } from '../../close';
import { readCsv } from '../../read-csv';

type Columns = Record<string, RNumber[]>;

interface Case {
  data: string;
  formula: string;
  conf: string;
  level: number;
  weights: string | null;
  cluster: string | null;
  subset: string | null;
  landmark: number | null;
  probs: number[];
  times: number[] | null;
  rmean: number | null;
  curve: { length: number; place: number[]; strata: string[] | null } & Columns;
  summary: RNumber[][];
  quantiles: { estimate: RNumber[][]; low: RNumber[][]; high: RNumber[][] };
  at?: Columns;
  rmst?: Columns;
  tests?: { rho: number; statistic: number; df: number; p_value: number }[];
}

interface Fixture {
  cases: Case[];
  strata: { data: string; formula: string; statistic: number; df: number; p_value: number }[];
  families: { data: string; time: string; status: string; group: string; rho: number; gamma: number; statistic: number; trend: number }[];
  pairs: Record<string, number[]>;
  adjust: Record<string, number[]>;
  robust: { statistic: number };
}

const fixture = JSON.parse(readFileSync(new URL('./km.json', import.meta.url), 'utf8')) as Fixture;

const SUBSETS: Record<string, (frame: Frame) => (row: number) => boolean> = {
  '!is.na(inst)': (frame) => (row) => values(frame, 'inst')(row) > 0,
  'etype == 2': (frame) => (row) => values(frame, 'etype')(row) === 2,
  'etype == 1': (frame) => (row) => values(frame, 'etype')(row) === 1,
  'dtime > 1000': () => () => true,
};

function values(frame: Frame, name: string): (row: number) => number {
  const column = findColumn(frame, name);
  const numbers = column === null ? null : numbersOf(column);
  return (row) => numbers?.[row] ?? Number.NaN;
}

const own: Record<string, Frame> = {
  tiny: frameOf([numericColumn('t', [5]), numericColumn('d', [1], 'integer'), textColumn('g', ['x'])]),
  allcensored: frameOf([
    numericColumn('t', [1, 2, 2, 5]),
    numericColumn('d', [0, 0, 0, 0], 'integer'),
    textColumn('g', ['x', 'y', 'x', 'y']),
  ]),
};

function frameOfCase(one: { data: string; subset?: string | null }): Frame {
  const frame = own[one.data] ?? readCsv(one.data);
  if (one.subset === null || one.subset === undefined) return frame;
  return takeRows(frame, rowsWhere(frame.length, SUBSETS[one.subset](frame)));
}

function columnOf(table: ResultTable | undefined, name: string): unknown[] {
  if (table === undefined) throw new Error('table missing');
  const at = table.columns.indexOf(name);
  return table.rows.map((row) => row[at]);
}

const title = (one: Case) => `${one.data} ${one.formula} ${one.conf}${one.weights ?? ''}${one.cluster ?? ''}${one.subset ?? ''}`;

describe('km equals survfit and survdiff', () => {
  it.each(fixture.cases.map((one) => [title(one), one] as const))('%s', (_, one) => {
    const robust = one.weights !== null && one.weights !== 'k';
    const options = kmMethod.schema.parse({
      data: 'd',
      formula: one.formula,
      conf_type: one.conf,
      conf_level: one.level,
      quantiles: one.probs,
      ...(one.times === null ? {} : { times: one.times }),
      ...(one.rmean === null ? {} : { rmst: one.rmean }),
      ...(one.weights === null ? {} : { weights: { column: one.weights, kind: robust ? 'sampling' : 'frequency' } }),
      ...(one.cluster === null ? {} : { cluster: one.cluster }),
      ...(one.landmark === null ? {} : { landmark_at: one.landmark }),
    });
    const output = runKm(options, frameOfCase(one));
    const curve = output.tables.get('curve');
    expect(curve?.rows.length).toBe(one.curve.length);
    const thin = (name: string) => one.curve.place.map((place) => columnOf(curve, name)[place]);
    expect(thin('strata')).toEqual(one.curve.strata ?? one.curve.place.map(() => null));
    for (const name of ['time', 'n_risk', 'n_event', 'n_censor', 'estimate', 'std_error', 'conf_low', 'conf_high']) {
      const ours = thin(name);
      one.curve[name].forEach((expected, i) => {
        expectClose(ours[i], expected, 1e-12, `${name} at ${one.curve.time[i]}`, 1e-3);
      });
    }
    compareSummary(output.tables.get('summary'), one);
    compareQuantiles(output.tables.get('quantiles'), one);
    if (one.at !== undefined) {
      const at = output.tables.get('at');
      for (const name of ['time', 'n_risk', 'n_event', 'estimate', 'std_error', 'conf_low', 'conf_high']) {
        const ours = columnOf(at, name);
        one.at[name].forEach((expected, i) => {
          expectClose(ours[i], expected, 1e-12, `at ${name} ${i}`, 1e-3);
        });
      }
    }
    if (one.rmst !== undefined) {
      const table = output.tables.get('rmst');
      const rows = table?.rows.filter((row) => row[1] === 'rmst') ?? [];
      rows.forEach((row, i) => {
        expectClose(row[2], one.rmst?.estimate[i] ?? null, 1e-12, 'rmst');
        if (!robust) expectClose(row[3], one.rmst?.std_error[i] ?? null, 1e-12, 'se of rmst');
      });
    }
    for (const test of one.tests ?? []) {
      const table = runKm({ ...options, rho: test.rho }, frameOfCase(one)).tables.get('test');
      expectClose(columnOf(table, 'statistic')[0], test.statistic, 1e-11, `rho ${test.rho}`);
      expectClose(columnOf(table, 'p_value')[0], test.p_value, 1e-9, `p at rho ${test.rho}`);
      expect(columnOf(table, 'df')[0]).toBe(test.df);
    }
  });
});

function compareSummary(table: ResultTable | undefined, one: Case): void {
  const names = ['records', 'n_max', 'n_start', 'events', 'rmean', 'se_rmean', 'median', 'conf_low', 'conf_high'];
  const robust = one.weights !== null || one.cluster !== null;
  one.summary.forEach((row, i) => {
    names.forEach((name, j) => {
      if (robust && (name === 'se_rmean' || name === 'records')) return;
      expectClose(columnOf(table, name)[i], row[j], 1e-12, `summary ${name} ${i}`);
    });
  });
}

function compareQuantiles(table: ResultTable | undefined, one: Case): void {
  const flat = (matrix: RNumber[][]) => matrix.flat();
  for (const [ours, theirs] of [
    ['estimate', flat(one.quantiles.estimate)],
    ['conf_low', flat(one.quantiles.low)],
    ['conf_high', flat(one.quantiles.high)],
  ] as const) {
    const got = columnOf(table, ours);
    theirs.forEach((expected, i) => {
      expectClose(got[i], expected, 1e-12, `quantile ${ours} ${i}`);
    });
  }
}

describe('tests', () => {
  it.each(fixture.strata)('stratified: $formula on $data', (one) => {
    const table = runKm(kmMethod.schema.parse({ data: 'd', formula: one.formula }), frameOfCase(one)).tables.get('test');
    expectClose(columnOf(table, 'statistic')[0], one.statistic, 1e-11, 'statistic');
    expectClose(columnOf(table, 'p_value')[0], one.p_value, 1e-9, 'p');
  });

  it.each(fixture.families)('G($rho, $gamma) of $data by $group', (one) => {
    const options = kmMethod.schema.parse({
      data: 'd',
      formula: `Surv(${one.time}, ${one.status}) ~ ${one.group}`,
      rho: one.rho,
      gamma: one.gamma,
      trend: true,
    });
    const table = runKm(options, frameOfCase(one)).tables.get('test');
    expectClose(columnOf(table, 'statistic')[0], one.statistic, 1e-10, 'statistic');
    expectClose(columnOf(table, 'statistic')[1], one.trend, 1e-10, 'trend');
  });

  it('pairs with adjustment', () => {
    for (const method of ['none', 'holm', 'hochberg', 'bonferroni', 'bh', 'by']) {
      const options = kmMethod.schema.parse({ data: 'd', formula: 'Surv(dtime, death) ~ size', pairwise: method });
      const table = runKm(options, readCsv('rotterdam')).tables.get('pairwise');
      columnOf(table, 'p_adjusted').forEach((p, i) => {
        expectClose(p, fixture.pairs[method === 'none' ? 'p' : method][i], 1e-9, method);
      });
    }
  });

  it('adjusts as p.adjust does', () => {
    const p = [0.01, 0.02, 0.03, 0.04, 0.05, 0.2, 0.0001];
    for (const [method, expected] of Object.entries(fixture.adjust)) {
      adjustP(p, method as PAdjustment).forEach((value, i) => {
        expectClose(value, expected[i], 1e-14, method);
      });
    }
  });

  it('robust test is the weighted score test', () => {
    const options = kmMethod.schema.parse({ data: 'd', formula: 'Surv(t, d) ~ g', weights: { column: 'w', kind: 'inverse_probability' } });
    const table = runKm(options, readCsv('random')).tables.get('test');
    expectClose(columnOf(table, 'statistic')[0], fixture.robust.statistic, 1e-10, 'statistic');
  });
});
