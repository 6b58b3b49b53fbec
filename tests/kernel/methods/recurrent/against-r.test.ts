/** Recurrent events against survival::coxph and survfit, mets::recurrentMarginal, and numerical derivatives of the written estimates. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { expectClose } from '../../close';
import { readFixture } from '../../fixture';
import { rowsOf, run } from '../run-method';

type Columns = Readonly<Record<string, readonly (number | string)[]>>;
type Keys = Readonly<Record<string, unknown>>;
interface Curve {
  readonly group: string;
  readonly time: number[];
  readonly mean: number[];
  readonly se: number[];
}
const fixture = readFixture<{
  data: Readonly<Record<string, Columns>>;
  models: readonly {
    name: string;
    type: string;
    right: string;
    keys: Keys;
    coef: number[];
    se: number[];
    loglik: [number, number];
    concordance: number;
    rscore: number | null;
    wald: number;
    zph: number[];
  }[];
  means: readonly { name: string; by: string; keys: Keys | null; curves: readonly (Curve & { n_risk: number[]; n_event: number[] })[] }[];
  death: readonly (Curve & { mets_time: number[]; mets_mean: number[]; mets_se: number[] })[];
  tests: Readonly<Record<'two' | 'three' | 'death_two' | 'death_three', { groups: string[]; statistic: number; cox: number }>>;
}>('methods/recurrent/recurrent');

function frameNamed(name: string, keep: (row: number) => boolean = () => true): Frame {
  return frameOf(
    Object.entries(fixture.data[name]).map(([column, all]) => {
      const values = (all as (number | string)[]).filter((_, row) => keep(row));
      return typeof all[0] === 'string' ? textColumn(column, values as string[]) : numericColumn(column, values as number[]);
    }),
  );
}
const LEFT = 'Surv(start, stop, event)';
const MEAN = { type: 'mean_cumulative', id: 'id' };

describe.each(fixture.models.map((one) => [`${one.type} of ${one.name}: ${one.right}, ${JSON.stringify(one.keys)}`, one] as const))(
  '%s',
  (_, r) => {
    it('is that of coxph', async () => {
      const output = await run('recurrent', { type: r.type, id: 'id', formula: `${LEFT} ~ ${r.right}`, ...r.keys }, frameNamed(r.name));
      const coefficients = rowsOf(output, 'coefficients');
      const [fit] = rowsOf(output, 'fit');
      const counted = r.keys.weights !== undefined && (r.keys.weights as Keys).kind === 'frequency';
      r.coef.forEach((value, j) => {
        expectClose(coefficients[j].estimate, value, 1e-8, `${coefficients[j].term}`, 1e-3);
        // Copies of a patient are patients of their own in R.
        if (!counted)
          expectClose(coefficients[j].robust_se ?? coefficients[j].std_error, r.se[j], 1e-7, `error of ${coefficients[j].term}`, 1e-3);
      });
      expectClose(fit.loglik_null, r.loglik[0], 1e-10, 'loglik at 0', 1);
      expectClose(fit.loglik, r.loglik[1], 1e-10, 'loglik', 1);
      expectClose(fit.concordance, r.concordance, 1e-10, 'concordance', 1);
      if (!counted) expectClose(fit.wald, r.wald, 1e-6, 'wald', 1);
      if (r.rscore !== null && !counted) expectClose(fit.robust_score, r.rscore, 1e-7, 'robust score', 1);
      for (const [j, value] of r.zph.entries()) expectClose(rowsOf(output, 'zph')[j].statistic, value, 1e-6, `zph ${j}`, 1e-2);
    });
  },
);

describe.each(fixture.means.map((one) => [`${one.name} by ${one.by}, ${JSON.stringify(one.keys)}`, one] as const))(
  'the mean function of %s',
  (_, r) => {
    it('is the cumhaz of survfit with id, with its std.chaz', async () => {
      const output = await run('recurrent', { ...MEAN, formula: `${LEFT} ~ ${r.by}`, ...r.keys }, frameNamed(r.name));
      const rows = rowsOf(output, 'curve');
      for (const curve of r.curves) {
        const own = rows.filter(({ strata, n_event }) => strata === `${r.by}=${curve.group}` && Number(n_event) > 0);
        expect(own.length).toBe(curve.time.length);
        curve.time.forEach((time, k) => {
          expectClose(own[k].time, time, 1e-12, `time ${k}`, 1);
          expectClose(own[k].estimate, curve.mean[k], 1e-12, `mean at ${time}`, 1e-3);
          expectClose(own[k].std_error, curve.se[k], 1e-10, `error at ${time}`, 1e-3);
          expectClose(own[k].n_risk, curve.n_risk[k], 1e-12, `at risk at ${time}`, 1);
          expectClose(own[k].n_event, curve.n_event[k], 1e-12, `events at ${time}`, 1);
        });
      }
    });
  },
);

describe('with death as terminal event', () => {
  it('is the estimate of Ghosh and Lin, with the jackknife by derivatives', async () => {
    const output = await run('recurrent', { ...MEAN, formula: `${LEFT} ~ g`, terminal: 'died' }, frameNamed('made'));
    const rows = rowsOf(output, 'curve');
    for (const r of fixture.death) {
      const own = rows.filter(({ strata }) => strata === `g=${r.group}`);
      const at = (time: number) => own.findLast((row) => Number(row.time) <= time + 1e-9);
      r.time.forEach((time, k) => {
        expectClose(at(time)?.estimate ?? 0, r.mean[k], 1e-12, `mean at ${time}`, 1e-3);
        expectClose(at(time)?.std_error ?? 0, r.se[k], 1e-7, `error at ${time}`, 1e-3);
      });
    }
  });

  it('is that of mets where no times are tied, with nearly its error', async () => {
    const output = await run('recurrent', { ...MEAN, formula: `${LEFT} ~ g`, terminal: 'died' }, frameNamed('untied'));
    const rows = rowsOf(output, 'curve');
    for (const r of fixture.death) {
      const own = rows.filter(({ strata, n_event }) => strata === `g=${r.group}` && Number(n_event) > 0);
      expect(own.length).toBe(r.mets_time.length);
      r.mets_time.forEach((time, k) => {
        expectClose(own[k].estimate, r.mets_mean[k], 1e-10, `mean at ${time}`, 1e-3);
        // Its error leaves out a share of one over those at risk at each death.
        expect(Number(own[k].std_error) / r.mets_se[k], `${time}`).toBeGreaterThan(0.9);
        expect(Number(own[k].std_error) / r.mets_se[k], `${time}`).toBeLessThan(1.2);
      });
    }
  });
});

describe('the test between groups', () => {
  it.each(Object.entries(fixture.tests))('%s', async (name, { groups, statistic, cox }) => {
    const frame = frameNamed('made', (row) => groups.includes(String(fixture.data.made.g[row])));
    const death = name.startsWith('death');
    const output = await run('recurrent', { ...MEAN, formula: `${LEFT} ~ g`, ...(death ? { terminal: 'died' } : {}) }, frame);
    const [row] = rowsOf(output, 'test');
    expectClose(row.statistic, statistic, 1e-7, 'statistic', 1e-2);
    expect(row.df).toBe(groups.length - 1);
    // The robust score test of the Andersen–Gill model asks the same of rates, with the variance under equal ones.
    if (!death) expect(Math.abs(Number(row.statistic) / cox - 1)).toBeLessThan(0.35);
  });
});
