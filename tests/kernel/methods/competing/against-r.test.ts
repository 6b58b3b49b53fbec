import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { takeRows } from '@/analysis-kernel/frame/access';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { competingMethod } from '@/analysis-kernel/registry/methods/competing/method';
import { runCompeting } from '@/analysis-kernel/registry/methods/competing/run';
import { kmMethod } from '@/analysis-kernel/registry/methods/km/method';
import { runKm } from '@/analysis-kernel/registry/methods/km/run';
import { MethodError } from '@/analysis-kernel/results/method-error';
import type { ResultTable } from '@/analysis-kernel/results/result';
import { expectClose, type RNumber } from '../../close';
import { readCsv } from '../../read-csv';

interface Case {
  data: string;
  rows: { t: number[]; s: number[]; g: string[] } | null;
  time_name: string;
  cause: string;
  group: string;
  conf: string;
  level: number;
  strata: string[] | null;
  time: RNumber[];
  n_risk: RNumber[];
  n_event: RNumber[][];
  estimate: RNumber[][];
  std_error: RNumber[][];
  conf_low: RNumber[][];
  conf_high: RNumber[][];
  times?: number[];
  at?: { estimate: RNumber[]; std_error: RNumber[] }[];
}

const fixture = JSON.parse(readFileSync(new URL('./competing.json', import.meta.url), 'utf8')) as {
  cases: Case[];
  cmprsk: { ss: number[]; gg: string[]; cc: number[]; strt: number[]; dd: number[] };
};

function records(table: ResultTable | undefined): Record<string, unknown>[] {
  return (table?.rows ?? []).map((row) => Object.fromEntries(row.map((value, j) => [table?.columns[j] ?? '', value])));
}

function run(options: object, frame: Frame) {
  return runCompeting(competingMethod.schema.parse({ data: 'd', ...options }), frame);
}

function frameOfCase({ data, rows }: Case): Frame {
  if (rows === null) return readCsv(data);
  return frameOf([numericColumn('t', rows.t), numericColumn('s', rows.s, 'integer'), textColumn('g', rows.g)]);
}

describe('competing equals survfit', () => {
  it.each(fixture.cases.map((one) => [`${one.data} ~ ${one.group} ${one.conf}`, one] as const))('%s', (_, one) => {
    const formula = `Surv(${one.time_name}, ${one.cause}) ~ ${one.group}`;
    const more = one.times === undefined ? {} : { times: one.times };
    const output = run({ formula, conf_type: one.conf, conf_level: one.level, ...more }, frameOfCase(one));
    const rows = records(output.tables.get('curve'));
    one.estimate.forEach((estimates, c) => {
      const own = rows.filter((row) => row.cause === String(c + 1));
      expect(own.length).toBe(estimates.length);
      if (one.strata !== null) expect(own.map((row) => row.strata)).toEqual(one.strata);
      own.forEach((row, j) => {
        const what = `${one.group} cause ${c + 1} at ${one.time[j]}`;
        expectClose(row.time, one.time[j], 1e-14, what);
        expectClose(row.n_risk, one.n_risk[j], 1e-14, what);
        expectClose(row.n_event, one.n_event[c][j], 1e-14, what);
        expectClose(row.estimate, estimates[j], 1e-12, `estimate of ${what}`, 1e-3);
        expectClose(row.std_error, one.std_error[c][j], 1e-11, `error of ${what}`, 1e-3);
        expectClose(row.conf_low, one.conf_low[c][j], 1e-10, `low of ${what}`, 1e-3);
        expectClose(row.conf_high, one.conf_high[c][j], 1e-10, `high of ${what}`, 1e-3);
      });
      const at = records(output.tables.get('at')).filter((row) => row.cause === String(c + 1));
      one.at?.[c].estimate.forEach((estimate, j) => {
        expectClose(at[j].estimate, estimate, 1e-12, 'at');
        expectClose(at[j].std_error, one.at?.[c].std_error[j] ?? null, 1e-11, 'error at');
      });
    });
  });
});

describe('Gray’s test equals cmprsk’s printed results', () => {
  const { ss, gg, cc, strt, dd } = fixture.cmprsk;
  const holes = gg.map((value, i) => ([4, 9, 49].includes(i) ? null : value));
  const frame = frameOf([
    numericColumn('ss', ss),
    numericColumn('dd', dd),
    textColumn('gg', gg),
    textColumn('gg2', holes),
    numericColumn('cc', cc, 'integer'),
    numericColumn('strt', strt, 'integer'),
  ]);
  const first80 = takeRows(
    frame,
    Int32Array.from({ length: 80 }, (_, i) => i),
  );
  const without = takeRows(
    frame,
    Int32Array.from(gg.keys()).filter((i) => gg[i] !== 'b'),
  );

  // tests/test.Rout.save of cmprsk 2.2: statistic and p of causes 1 and 2.
  it.each([
    ['Surv(ss, cc) ~ gg + strata(strt)', frame, [3.393977, 0.1832345, 1.989511, 0.3698139]],
    ['Surv(dd, cc) ~ gg + strata(strt)', frame, [1.214132, 0.5449473, 3.269462, 0.1950048]],
    ['Surv(dd, cc) ~ gg2 + strata(strt)', frame, [1.008453, 0.6039725, 2.728735, 0.2555423]],
    ['Surv(ss, cc) ~ gg2 + strata(strt)', first80, [4.716769, 0.0945729, 2.696396, 0.2597078]],
    ['Surv(ss, cc) ~ gg2 + strata(strt)', without, [3.5151549, 0.06080997, 0.1400145, 0.70826655]],
  ])('%s', (formula, data, expected) => {
    const rows = records(run({ formula }, data).tables.get('gray'));
    const got = rows.flatMap((row) => [row.statistic, row.p_value]);
    got.forEach((value, i) => {
      expectClose(value, expected[i], 5e-7, `value ${i}`);
    });
  });

  it('is the same in whatever order groups and rows come, ties included', () => {
    const tied = frameOf([
      numericColumn(
        't',
        ss.map((x) => Math.ceil(4 * x)),
      ),
      textColumn('g', gg),
      textColumn(
        'r',
        gg.map((x) => ({ a: 'z', b: 'y', c: 'x' })[x] ?? x),
      ),
      numericColumn('cc', cc, 'integer'),
    ]);
    const statistic = (formula: string, data: Frame) => Number(records(run({ formula }, data).tables.get('gray'))[0].statistic);
    const mixed = takeRows(
      tied,
      Int32Array.from({ length: 100 }, (_, i) => (i * 37) % 100),
    );
    expect(statistic('Surv(t, cc) ~ r', tied)).toBeCloseTo(statistic('Surv(t, cc) ~ g', tied), 10);
    expect(statistic('Surv(t, cc) ~ g', mixed)).toBeCloseTo(statistic('Surv(t, cc) ~ g', tied), 10);
  });
});

describe('competing by hand and by identity', () => {
  // Four rows: cause 1 at 1, cause 2 at 2, censored at 3, cause 1 at 4.
  const four = frameOf([
    numericColumn('t', [1, 2, 3, 4]),
    textColumn('c', ['relapse', 'death', null, 'relapse']),
    textColumn('w', ['relapse', 'death', 'none', 'relapse']),
  ]);

  it('adds up S(t−) d/n: 1/4, then 1/4 + 1/2 for cause 1; 1/4 for cause 2', () => {
    const rows = records(run({ formula: 'Surv(t, c) ~ 1' }, four).tables.get('curve'));
    expect(rows.map((row) => [row.cause, row.time, row.estimate])).toEqual([
      ['death', 1, 0],
      ['death', 2, 0.25],
      ['death', 3, 0.25],
      ['death', 4, 0.25],
      ['relapse', 1, 0.25],
      ['relapse', 2, 0.25],
      ['relapse', 3, 0.25],
      ['relapse', 4, 0.75],
    ]);
  });

  it('reads the word for censored', () => {
    const words = run({ formula: 'Surv(t, w) ~ 1', censored: 'none' }, four);
    expect(words.tables.get('curve')?.rows).toEqual(run({ formula: 'Surv(t, c) ~ 1' }, four).tables.get('curve')?.rows);
    expect(words.warnings).toEqual([]);
    expect(run({ formula: 'Surv(t, c) ~ 1' }, four).warnings.map((warning) => warning.code)).toEqual(['missing_cause_is_censored']);
    expect(() => run({ formula: 'Surv(t, w) ~ 1', censored: 'non' }, four)).toThrow(MethodError);
  });

  it('sums to one minus the survival of any event', () => {
    const pbc = readCsv('pbc');
    const rows = records(run({ formula: 'Surv(time, status) ~ sex' }, pbc).tables.get('curve'));
    const survival = records(runKm(kmMethod.schema.parse({ data: 'd', formula: 'Surv(time, status > 0) ~ sex' }), pbc).tables.get('curve'));
    for (const point of survival) {
      const total = rows
        .filter((row) => row.strata === point.strata && row.time === point.time)
        .reduce((sum, row) => sum + Number(row.estimate), 0);
      expect(total).toBeCloseTo(1 - Number(point.estimate), 12);
    }
  });

  it('reads a cohort’s labelled outcome by its labels', () => {
    const event = { outcome: 'relapse', causes: ['relapse', 'death', 'transplant'], deathsUnlabelled: 0 };
    const data = frameOf([numericColumn('t', [1, 2, 3]), numericColumn('e', [2, 0, 1], 'integer', { event })]);
    const rows = records(run({ formula: 'Surv(t, e) ~ 1', times: 2 }, data).tables.get('at'));
    expect(rows.map((row) => [row.cause, row.estimate])).toEqual([
      ['relapse', 0],
      ['death', 1 / 3],
      ['transplant', 0],
    ]);
  });

  it('refuses entry times and values that are no causes', () => {
    expect(() => run({ formula: 'Surv(t, t, c) ~ 1' }, four)).toThrow(/one row a person/);
    expect(() => run({ formula: 'Surv(t, t / 3) ~ 1' }, four)).toThrow(/cannot be read as causes/);
  });

  it('writes its texts', () => {
    const options = competingMethod.schema.parse({ data: 'd', formula: 'Surv(time, status) ~ trt', times: 1500 });
    const output = runCompeting(options, readCsv('pbc'));
    expect(output.sentence.en).toMatch(
      /^Cumulative incidence of 1 by time \(95% CI\): trt: 1, \S+% \(\S+% to \S+%\) at 1\u202f500; trt: 2, .*Gray's test: χ² = /,
    );
    expect(competingMethod.paragraph(options, output).zh).toContain('Gray 检验');
  });

  it('says times in the unit a reader expects, and an only event by its label', () => {
    const options = competingMethod.schema.parse({ data: 'd', formula: 'Surv(time, status) ~ 1' });
    const frame = readCsv('pbc');
    const time = (unit?: string) => ({
      ...frame,
      columns: frame.columns.map((column) => {
        if (column.name === 'time') return { ...column, meta: unit === undefined ? column.meta : { ...column.meta, unit } };
        return column.name === 'status' ? { ...column, meta: { label: { en: 'liver death', zh: '肝病死亡' } } } : column;
      }),
    });
    const days = runCompeting(options, time('days'));
    expect(days.sentence.en).toMatch(/^Cumulative incidence of 1 \(95% CI\): \S+% \(\S+% to \S+%\) at 13\.\d+ years\.$/u);
    expect(days.sentence.zh).toMatch(/^1 的累积发生率（95% CI）：13\.\d+ 年时为 /u);
    const view = (days.views ?? []).find(({ table }) => table === 'curve');
    expect(JSON.stringify(view)).toContain('Time, years');
    const one = frameOf([
      { ...numericColumn('time', [100, 900, 1200]), meta: { unit: 'days' } },
      { ...numericColumn('status', [1, 0, 1]), meta: { label: { en: 'liver death', zh: '肝病死亡' } } },
    ]);
    expect(runCompeting(options, one).sentence.zh).toMatch(/^肝病死亡的累积发生率/u);
  });

  it('computes and shows in the unit chosen, and draws what its table has', () => {
    const frame = readCsv('pbc');
    const inDays = {
      ...frame,
      columns: frame.columns.map((column) => (column.name === 'time' ? { ...column, meta: { unit: 'd' } } : column)),
    };
    const at = (given: object) => {
      const options = competingMethod.schema.parse({ data: 'd', formula: 'Surv(time, status) ~ trt', ...given });
      return runCompeting(options, inDays);
    };
    const days = at({ times: [365.25] });
    const years = at({ times: [1], time_unit: 'years' });
    const without = (rows: Record<string, unknown>[]) => rows.map(({ time: _, ...rest }) => rest);
    expect(without(records(years.tables.get('at')))).toEqual(without(records(days.tables.get('at'))));
    expect(records(years.tables.get('gray'))).toEqual(records(days.tables.get('gray')));
    expect(years.sentence.en).toMatch(/ at 1 years; trt: 2, /);
    expect(years.figures[0]).toMatchObject({ kind: 'incidence', table: 'curve', shownTime: { unit: 'years', length: 1 }, leastAtRisk: 10 });
    expect(years.figures[0]).toHaveProperty('note.en', expect.stringMatching(/^Gray’s test: 1 p .+, 2 p /));
    expect(at({ whole_curves: true }).figures[0]).toMatchObject({ leastAtRisk: 0, shownTime: { unit: 'years', length: 365.25 } });
    expect(at({ formula: 'Surv(time, status) ~ 1' }).figures[0]).toMatchObject({ note: null });
  });

  it('writes its script', () => {
    const options = competingMethod.schema.parse({ data: 'd', formula: 'Surv(time, status) ~ trt', times: 1500 });
    expect(competingMethod.rScript(options)).toContain('survfit');
  });
});
