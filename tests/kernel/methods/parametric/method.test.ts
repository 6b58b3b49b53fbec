/** What `parametric` says beside its numbers: warnings, groups, figures, texts, and data that are hard to fit. */
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { drawFigure } from '@/analysis-kernel/figures/draw';
import { glanceTable } from '@/analysis-kernel/figures/glance';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { type MethodOutput, viewsOf } from '@/analysis-kernel/registry/method';
import { parametricMethod } from '@/analysis-kernel/registry/methods/parametric/method';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import { journalViews } from '@/analysis-kernel/views/views';
import { expectClose } from '../../close';
import { readCsv } from '../../read-csv';
import { inUnit, rowsOf, run } from '../run-method';

const { document } = parseHTML('<!doctype html><html><body></body></html>');
const lung = readCsv('lung');
const LUNG = 'Surv(time, status) ~ factor(sex) + age';

const codes = (output: MethodOutput) => output.warnings.map(({ code }) => code);
const drawn = (output: MethodOutput, name: string, lang: 'en' | 'zh' = 'en') => {
  const figure = output.figures.find((one) => one.name === name);
  if (figure === undefined) throw new Error(`no figure ${name}`);
  return drawFigure(figure, output.tables, output.labels, { document, lang, theme: 'print', width: 700 });
};

/** n rows of times 1 to n, every second an event, a covariate and a group. */
function small(n: number, over: Readonly<Record<string, (row: number) => number>> = {}): Frame {
  const rows = Array.from({ length: n }, (_, row) => row);
  const columns = {
    t: (row: number) => row + 1,
    e: (row: number) => row % 2,
    x: (row: number) => (row * 7) % 5,
    ...over,
  };
  return frameOf([
    ...Object.entries(columns).map(([name, value]) => numericColumn(name, rows.map(value), name === 'e' ? 'integer' : 'number')),
    textColumn(
      'g',
      rows.map((row) => (row % 3 === 0 ? 'a' : 'b')),
    ),
  ]);
}

describe('curves', () => {
  it('are of the levels of the first factor, beside the Kaplan–Meier curve of the same rows', async () => {
    const output = await run('parametric', { formula: LUNG }, lung);
    const curve = rowsOf(output, 'curve');
    expect([...new Set(curve.map(({ strata }) => strata))]).toEqual(['sex=1', 'sex=2']);
    const km = rowsOf(await run('km', { formula: 'Surv(time, status) ~ sex' }, lung), 'curve').filter(({ n_event }) => Number(n_event) > 0);
    const observed = curve.filter(({ source, n_event }) => source === 'observed' && Number(n_event) > 0);
    expect(observed.map(({ strata, time, estimate }) => [strata, time, estimate])).toEqual(
      km.map(({ strata, time, estimate }) => [strata, time, estimate]),
    );
    const [fitted] = [curve.filter(({ source }) => source === 'fitted')];
    expect(fitted[0]).toMatchObject({ time: 0, estimate: 1, hazard: null });
    for (const row of fitted.slice(1, 100)) {
      expect(Number(row.conf_low)).toBeLessThan(Number(row.estimate));
      expect(Number(row.conf_high)).toBeGreaterThan(Number(row.estimate));
    }
  });

  it('of one profile are its predictions', async () => {
    const output = await run(
      'parametric',
      { formula: 'Surv(time, status) ~ 1', distribution: 'gengamma', predictions: { type: 'survival', times: [511, 1022] } },
      lung,
    );
    const curve = rowsOf(output, 'curve').filter(({ source }) => source === 'fitted');
    for (const asked of rowsOf(output, 'predictions').slice(0, 2)) {
      const own = curve.find(({ time }) => time === asked.time);
      for (const name of ['estimate', 'std_error', 'conf_low', 'conf_high']) expectClose(own?.[name], Number(asked[name]), 1e-12, name);
    }
  });

  it('of many profiles by 200 of them are as of all', async () => {
    const rotterdam = readCsv('rotterdam');
    const options = { formula: 'Surv(dtime, death) ~ age + nodes + pgr', distribution: 'weibull' };
    const output = await run('parametric', { ...options, predictions: { type: 'survival', times: [3650] } }, rotterdam);
    const all = rowsOf(output, 'predictions').map(({ estimate }) => Number(estimate));
    const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
    const curve = rowsOf(output, 'curve').filter(({ source }) => source === 'fitted');
    const at = curve.findIndex(({ time }) => Number(time) > 3650);
    const [a, b] = [curve[at - 1], curve[at]];
    const share = (3650 - Number(a.time)) / (Number(b.time) - Number(a.time));
    expectClose(Number(a.estimate) + share * (Number(b.estimate) - Number(a.estimate)), mean, 1e-3, 'mean survival');
  });

  it('go beyond follow-up where asked, and say so', async () => {
    const output = await run('parametric', { formula: LUNG, extrapolate_to: 2000 }, lung);
    expect(codes(output)).toContain('extrapolation');
    expect(rowsOf(output, 'curve').at(100)).toMatchObject({ source: 'fitted', time: 2000 });
    const { svg, alt } = drawn(output, 'curve');
    expect(svg).toContain('End of follow-up');
    expect(alt).toMatch(/extrapolated to 2.000/u);
    const plain = await run('parametric', { formula: LUNG }, lung);
    expect(drawn(plain, 'curve').svg).not.toContain('End of follow-up');
    expect(drawn(output, 'curve', 'zh').alt).toContain('外推至');
  });

  it('are drawn of survival, hazard and, compared, of each distribution', async () => {
    const output = await run('parametric', { formula: LUNG, compare: ['weibull', 'lognormal'] }, lung);
    expect(output.figures.map(({ name }) => name)).toEqual(['curve', 'hazard', 'compared', 'forest']);
    expect(drawn(output, 'compared').alt).toMatch(/Weibull: survival probability .*log-normal/u);
    expect(drawn(output, 'hazard').alt).toMatch(/sex: 1: hazard 0\.00/u);
    // The scale is no effect.
    expect(drawn(output, 'forest').alt).not.toContain('scale');
    const [curve] = output.figures;
    expect(glanceTable(curve, output.tables.get('curve') as never).rows.length).toBeLessThanOrEqual(410);
  });

  it('are in the unit a reader expects, hazards per one of it', async () => {
    const frame: Frame = {
      ...lung,
      columns: lung.columns.map((column) =>
        column.name === 'time' ? inUnit('time', 'd', Array.from(column.kind === 'numeric' ? column.values : [])) : column,
      ),
    };
    const output = await run('parametric', { formula: LUNG, time_unit: 'years' }, frame);
    const days = await run('parametric', { formula: LUNG }, lung);
    const [a, b] = [rowsOf(output, 'curve')[50], rowsOf(days, 'curve')[50]];
    expectClose(a.time, Number(b.time) / 365.25, 1e-12, 'time');
    expectClose(a.hazard, Number(b.hazard) * 365.25, 1e-8, 'hazard');
    expect(drawn(output, 'hazard').svg).toContain('Hazard (per year)');
  });
});

describe('comparison', () => {
  it('has the smallest AIC first, and leaves out what cannot be fitted', async () => {
    const output = await run('parametric', { formula: 'Surv(time, status) ~ age + strata(sex)', compare: true }, lung);
    const rows = rowsOf(output, 'comparison');
    const aic = rows.map((row) => Number(row.aic));
    expect(aic).toEqual(aic.toSorted((a, b) => a - b));
    expect(rows.map(({ distribution }) => distribution)).not.toContain('gompertz');
    expect(codes(output)).toContain('not_compared');
    expect(rows[0].delta_aic).toBe(0);
  });
});

describe('what is said', () => {
  it.each(['exponential', 'weibull', 'lognormal', 'loglogistic', 'gamma', 'gengamma', 'gompertz', 'royston_parmar'])(
    'of %s',
    async (distribution) => {
      const yaml = `method: parametric\ndata: d\nformula: ${LUNG}\ndistribution: ${distribution}\nexponentiate: true\n`;
      const parsed = await parseAnalysis(yaml);
      if (!parsed.ok) throw new Error('yaml');
      const result = await runMethod(parsed.analysis, lung);
      if (!result.ok) throw new Error(result.error.message.en);
      for (const lang of ['en', 'zh'] as const) {
        expect(result.output.sentence[lang]).not.toMatch(/undefined|NaN|null|\b(an [^aeiou]|a [aeiou])/u);
        expect(parametricMethod.paragraph(parsed.analysis.options as never, result.output)[lang]).not.toMatch(/undefined|NaN|null/u);
      }
      const { tables: plain, labels } = result.output;
      const tables = journalViews({ tables: plain, views: viewsOf(parametricMethod, result.output) }, { lang: 'en', labels });
      const coefficients = tables.find(({ name }) => name === 'coefficients');
      const scale = coefficients?.rows.find(({ cells }) => cells[0].text === 'Log of the scale');
      if (scale !== undefined) expect(scale.cells[3].text).toBe('');
    },
  );
});

describe('hard data', () => {
  it('collinear columns are left out, with a warning and an empty row', async () => {
    const frame = small(60, { twice: (row) => 2 * ((row * 7) % 5) });
    for (const distribution of ['weibull', 'royston_parmar', 'gompertz']) {
      const output = await run('parametric', { formula: 'Surv(t, e) ~ x + twice + g', distribution }, frame);
      expect(codes(output)).toContain('collinear');
      const rows = rowsOf(output, 'coefficients');
      expect(rows.find(({ term }) => term === 'twice')).toMatchObject({ estimate: null, std_error: null });
      const without = rowsOf(await run('parametric', { formula: 'Surv(t, e) ~ x + g', distribution }, frame), 'coefficients');
      expectClose(
        rows.find(({ term }) => term === 'gb')?.estimate,
        Number(without.find(({ term }) => term === 'gb')?.estimate),
        1e-9,
        'gb',
      );
    }
  });

  it('a group without events has no finite coefficient, and that is said', async () => {
    const frame = small(60, { e: (row) => (row % 3 === 0 ? 0 : row % 2) });
    for (const distribution of ['exponential', 'weibull', 'lognormal', 'loglogistic', 'gompertz', 'royston_parmar']) {
      expect(codes(await run('parametric', { formula: 'Surv(t, e) ~ g', distribution }, frame)), distribution).toContain(
        'infinite_coefficient',
      );
    }
  });

  it('few events are said', async () => {
    expect(codes(await run('parametric', { formula: 'Surv(t, e) ~ x' }, small(20)))).toContain('few_events');
  });

  it('columns of any size and place have the same fit', async () => {
    const plain = await run('parametric', { formula: 'Surv(t, e) ~ x', distribution: 'gengamma' }, small(60));
    const big = await run(
      'parametric',
      { formula: 'Surv(t, e) ~ x', distribution: 'gengamma' },
      small(60, { x: (row) => 1e6 * ((row * 7) % 5) + 1e8 }),
    );
    expectClose(rowsOf(big, 'fit')[0].loglik, Number(rowsOf(plain, 'fit')[0].loglik), 1e-8, 'log likelihood');
    expectClose(1e6 * Number(rowsOf(big, 'coefficients')[1].estimate), Number(rowsOf(plain, 'coefficients')[1].estimate), 1e-5, 'x');
  });

  /** Quantiles of a log-logistic time, out of order. */
  const spread = (row: number) => {
    const p = (((row * 17) % 60) + 0.5) / 60;
    return p / (1 - p);
  };

  it('times of 1e-8 and 1e8 are as good as others', async () => {
    for (const distribution of ['weibull', 'gengamma', 'gompertz', 'royston_parmar']) {
      const [one, tiny, huge] = await Promise.all(
        [1, 1e-8, 1e8].map((unit) =>
          run('parametric', { formula: 'Surv(t, e) ~ x', distribution }, small(60, { t: (row) => unit * spread(row) })),
        ),
      );
      const x = (output: MethodOutput) => Number(rowsOf(output, 'coefficients').find(({ term }) => term === 'x')?.estimate);
      expectClose(x(tiny), x(one), 1e-6, `${distribution}, tiny`);
      expectClose(x(huge), x(one), 1e-6, `${distribution}, huge`);
    }
  });

  it('a shape that runs off is said', async () => {
    const output = await run('parametric', { formula: 'Surv(t, e) ~ x', distribution: 'gengamma' }, small(60));
    expect(codes(output)).toEqual(expect.arrayContaining(['not_converged', 'shape_at_edge']));
  });

  it('a model without covariates that has no maximum is no null model to test against', async () => {
    // The times alone end at 60 of 60; beside x they are spread about it.
    const frame = small(60, { x: (row) => Math.log(row + 1) + 0.8 * (((row * 17) % 60) / 30 - 1) });
    const output = await run('parametric', { formula: 'Surv(t, e) ~ x', distribution: 'gengamma' }, frame);
    expect(codes(output)).not.toContain('not_converged');
    expect(codes(output)).toContain('null_not_converged');
    expect(rowsOf(output, 'fit')[0]).toMatchObject({ loglik_null: null, lr: null, lr_df: null, lr_p: null });
  });

  it('a spline has not more knots than its events can place', async () => {
    const frame = small(10);
    const options = { formula: 'Surv(t, e) ~ 1', distribution: 'royston_parmar' };
    await expect(run('parametric', { ...options, knots: 9 }, frame)).rejects.toThrow(/knots_unusable: There are too few events/u);
    await expect(run('parametric', { ...options, knots: [3, 5, 6, 7] }, frame)).rejects.toThrow(/knots_unusable/u);
    expect(rowsOf(await run('parametric', { ...options, knots: 1 }, frame), 'coefficients')).toHaveLength(3);
  });

  it('a Gompertz hazard that dies out leaves quantiles without a time', async () => {
    const frame = small(60, { e: (row) => (row < 15 ? 1 : 0) });
    const output = await run(
      'parametric',
      { formula: 'Surv(t, e) ~ 1', distribution: 'gompertz', predictions: { type: 'quantile', quantiles: [0.1, 0.9] } },
      frame,
    );
    expect(codes(output)).toEqual(expect.arrayContaining(['never_all', 'quantile_not_reached']));
    expect(rowsOf(output, 'predictions')[1]).toMatchObject({ probability: 0.9, estimate: null });
    expect(output.sentence.en).toContain('not reached');
  });

  it('new rows of a stratum that was not there have no prediction', async () => {
    const fresh = frameOf([numericColumn('x', [1, 1]), textColumn('g', ['a', 'z'])]);
    const output = await run(
      'parametric',
      { formula: 'Surv(t, e) ~ x + strata(g)', predictions: { data: 'fresh', type: 'lp' } },
      small(60),
      new Map([['fresh', fresh]]),
    );
    expect(codes(output)).toContain('unknown_stratum');
    expect(rowsOf(output, 'predictions').map(({ estimate }) => estimate === null)).toEqual([false, true]);
  });

  it('no number of any table is NaN, whatever is fitted to a few odd rows', async () => {
    for (const n of [2, 3, 5, 9]) {
      for (const distribution of [
        'exponential',
        'weibull',
        'lognormal',
        'loglogistic',
        'gamma',
        'gengamma',
        'gompertz',
        'royston_parmar',
      ]) {
        for (const t of [(row: number) => row + 1, (row: number) => 1 + (row % 2), (row: number) => 10 ** row]) {
          const parsed = await parseAnalysis(
            `method: parametric\ndata: d\nformula: Surv(t, e) ~ x\ndistribution: ${distribution}${distribution === 'royston_parmar' ? '\nknots: 0' : ''}\n`,
          );
          if (!parsed.ok) throw new Error('yaml');
          const result = await runMethod(parsed.analysis, small(n, { t }));
          if (!result.ok) {
            expect(Object.keys(parametricMethod.errors)).toContain(result.error.code);
            continue;
          }
          for (const [name, table] of result.output.tables) {
            for (const row of table.rows)
              for (const value of row)
                if (typeof value === 'number') expect(Number.isNaN(value), `${distribution} ${n} ${name}`).toBe(false);
          }
        }
      }
    }
  });
});
