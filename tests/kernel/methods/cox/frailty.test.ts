/** Shared frailties against R's frailty(), against the marginal likelihood written out, and what must hold of them. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { readFixture } from '../../fixture';
import { readCsv } from '../../read-csv';
import { rowsOf, run } from '../run-method';

interface Case {
  readonly data: string;
  readonly formula: string;
  readonly group: string;
  readonly distribution: 'gamma' | 'gaussian';
  readonly ties: string;
  readonly theta: number;
  readonly r_theta: number;
  readonly estimate: number[];
  readonly std_error: number[];
  readonly std_error_2: number[];
  readonly df: number;
  readonly frailty_df: number;
  readonly statistic: number;
  readonly p_value: number;
  readonly loglik: number[];
  readonly integrated: number | null;
  readonly plain: number;
  readonly effects: number[];
  readonly errors: number[];
  readonly lr_p: number;
  readonly concordance: number;
  readonly martingale: number[];
}
const R = readFixture<{
  readonly sets: Readonly<Record<string, Readonly<Record<string, number[]>>>>;
  readonly cases: readonly Case[];
  readonly zero: { readonly estimate: number[]; readonly loglik: number };
}>('methods/cox/frailty');

const frames = new Map<string, Frame>();
function dataOf(name: string): Frame {
  const found = frames.get(name) ?? (name in R.sets ? frameOfColumns(R.sets[name]) : readCsv(name));
  frames.set(name, found);
  return found;
}

const frameOfColumns = (columns: Readonly<Record<string, readonly number[]>>) =>
  frameOf(Object.entries(columns).map(([name, values]) => numericColumn(name, values)));

/** R's own fits at a given variance end where its likelihood changes by nothing it can tell: in the sixth digit of the effects. */
const TOLERANCE = 2e-6;

function near(actual: unknown, expected: number, what: string, tolerance = TOLERANCE): void {
  const off = Math.abs(Number(actual) - expected) / Math.max(Math.abs(expected), 1e-3);
  expect(off, `${what}: ${actual} for ${expected}`).toBeLessThan(tolerance);
}

describe('a shared frailty', () => {
  it.each(R.cases)('$data, $formula, $distribution', async (one) => {
    const { formula, ties, group, distribution } = one;
    const output = await run('cox', { formula, ties, frailty: { group, distribution }, residuals: ['martingale'] }, dataOf(one.data));
    rowsOf(output, 'coefficients').forEach((row, at) => {
      near(row.estimate, one.estimate[at], 'estimate', 1e-5);
      near(row.std_error, one.std_error[at], 'std_error');
      near(row.std_error_2, one.std_error_2[at], 'std_error_2');
    });
    const [fit] = rowsOf(output, 'fit');
    near(fit.effective_df, one.df, 'df');
    near(fit.loglik_null, one.loglik[0], 'null', 1e-10);
    near(fit.loglik, one.loglik[1], 'loglik');
    near(fit.lr_p, one.lr_p, 'lr_p', 1e-4);
    near(fit.concordance, one.concordance, 'concordance', 1e-9);
    expect(fit).toMatchObject({ lr_df: null, wald: null, score: null });
    expect(output.tables.has('zph')).toBe(false);
    const [frailty] = rowsOf(output, 'frailty');
    near(frailty.variance, one.theta, 'variance', 5e-6);
    near(frailty.variance, one.r_theta, 'where R stops by itself', 0.03);
    near(frailty.df, one.frailty_df, 'frailty df', 5e-6);
    near(frailty.statistic, one.statistic, 'statistic', 5e-6);
    near(frailty.p_value, one.p_value, 'p', 1e-4);
    if (one.integrated === null) expect(frailty).toMatchObject({ loglik_integrated: null, lr: null, lr_p: null });
    else {
      near(frailty.loglik_integrated, one.integrated, 'integrated', 1e-9);
      near(frailty.lr, 2 * (one.integrated - one.plain), 'lr', 1e-6);
    }
    const sorted = one.effects.map(Math.exp).sort((a, b) => a - b);
    const at = (sorted.length - 1) / 2;
    near(frailty.median, (sorted[Math.floor(at)] + sorted[Math.ceil(at)]) / 2, 'median', 1e-5);
    rowsOf(output, 'residuals')
      .slice(0, 5)
      .forEach((row, i) => {
        near(row.value, one.martingale[i], 'martingale', 1e-5);
      });
  });

  it('groups of ten rows and more are given one by one where they are no patients, others never', async () => {
    const centres = R.cases.filter(({ data }) => data === 'centres');
    for (const one of centres) {
      const output = await run('cox', { formula: one.formula, frailty: { group: 'g', distribution: one.distribution } }, dataOf('centres'));
      const rows = rowsOf(output, 'frailties');
      expect(rows.map(({ level, n }) => [level, n])).toEqual(['1', '2', '3', '4'].map((level) => [level, 30]));
      rows.forEach((row, k) => {
        near(row.estimate, one.effects[k], 'effect', 1e-5);
        near(row.std_error, one.errors[k], 'its error');
        near(row.hazard_ratio, Math.exp(Number(row.estimate)), 'ratio', 1e-12);
      });
      expect(output.warnings.map(({ code }) => code)).toContain('few_groups');
    }
    const patients = await run('cox', { formula: 'Surv(time, status) ~ age + sex', frailty: { group: 'id' } }, dataOf('kidney'));
    expect(patients.tables.has('frailties')).toBe(false);
    // Ten intervals a patient are no ten patients.
    const histories = frameOfColumns({
      from: Array.from({ length: 60 }, (_, row) => row % 10),
      to: Array.from({ length: 60 }, (_, row) => (row % 10) + 1),
      e: Array.from({ length: 60 }, (_, row) => Number((row * row) % 7 === 1)),
      x: Array.from({ length: 60 }, (_, row) => Math.sin(row)),
      id: Array.from({ length: 60 }, (_, row) => Math.floor(row / 10)),
    });
    const output = await run('cox', { formula: 'Surv(from, to, e) ~ x', frailty: { group: 'id' } }, histories);
    expect(output.tables.has('frailty')).toBe(true);
    expect(output.tables.has('frailties')).toBe(false);
  });

  it('is the plain model where its variance is best at 0', async () => {
    const output = await run('cox', { formula: 'Surv(time, status) ~ age + strata(sex)', frailty: { group: 'id' } }, dataOf('kidney'));
    near(rowsOf(output, 'coefficients')[0].estimate, R.zero.estimate[0], 'estimate', 1e-8);
    near(rowsOf(output, 'fit')[0].loglik, R.zero.loglik, 'loglik', 1e-10);
    expect(rowsOf(output, 'frailty')[0]).toMatchObject({
      variance: 0,
      df: 0,
      statistic: null,
      p_value: null,
      lr: 0,
      lr_p: 1,
      p10: 1,
      p90: 1,
    });
    expect(output.warnings.map(({ code }) => code)).toContain('frailty_zero');
    expect(output.sentence.en).toContain('had a variance of 0.');
  });
});

describe('the marginal likelihood', () => {
  /** Σ δ (log dΛ₀ + x'β) + Σ_groups log E[u^d e^(−uΛ)], gamma u of variance θ, with the jumps dΛ₀ that are best for it (found by EM); no ties. */
  function marginal(time: number[], event: number[], x: number[][], group: number[], beta: readonly number[], theta: number): number {
    const nu = 1 / theta;
    const ids = [...new Set(group)];
    const of = group.map((g) => ids.indexOf(g));
    const risk = time.map((_, i) => Math.exp(x.reduce((sum, column, j) => sum + beta[j] * column[i], 0)));
    const died = time.map((_, i) => i).filter((i) => event[i] === 1);
    const d = ids.map((_, k) => died.filter((i) => of[i] === k).length);
    let jumps = new Map(died.map((i) => [time[i], 1 / time.filter((t) => t >= time[i]).length]));
    let total = Number.NEGATIVE_INFINITY;
    for (let round = 0; round < 3000; round++) {
      const cumulative = time.map((t) => [...jumps].reduce((sum, [at, jump]) => sum + (at <= t ? jump : 0), 0));
      const exposed = ids.map((_, k) => cumulative.reduce((sum, one, i) => sum + (of[i] === k ? one * risk[i] : 0), 0));
      let next = 0;
      for (const i of died) next += Math.log(jumps.get(time[i]) ?? 0) + Math.log(risk[i]);
      ids.forEach((_, k) => {
        next += nu * Math.log(nu) - (nu + d[k]) * Math.log(nu + exposed[k]);
        for (let e = 0; e < d[k]; e++) next += Math.log(nu + e);
      });
      if (next - total < 1e-13 * Math.abs(next)) break;
      total = next;
      const mean = ids.map((_, k) => (nu + d[k]) / (nu + exposed[k]));
      jumps = new Map(died.map((i) => [time[i], 1 / time.reduce((sum, t, l) => sum + (t >= time[i] ? mean[of[l]] * risk[l] : 0), 0)]));
    }
    // The partial likelihood leaves out a constant: the events, as each jump is 1 over a sum.
    return total + died.length;
  }

  it('of gamma frailties is what is told, and largest at the estimates', async () => {
    const rows = Array.from({ length: 36 }, (_, row) => row);
    const group = rows.map((row) => row % 9);
    const x = rows.map((row) => Math.round(10 * Math.sin(3 * row)) / 10);
    const z = rows.map((row) => Number(row % 5 < 2));
    const time = rows.map((row) => Math.exp(1.4 * Math.cos(row % 9) - 0.6 * x[row]) * (1 + ((row * 17) % 23)) + row / 1000);
    const event = rows.map((row) => Number(row % 7 !== 3));
    const frame = frameOfColumns({ time, event, x, z, group });
    const output = await run('cox', { formula: 'Surv(time, event) ~ x + z', frailty: { group: 'group' } }, frame);
    const beta = rowsOf(output, 'coefficients').map(({ estimate }) => Number(estimate));
    const [{ variance, loglik_integrated }] = rowsOf(output, 'frailty');
    const theta = Number(variance);
    expect(theta).toBeGreaterThan(0.1);
    const at = (b: readonly number[], t: number) => marginal(time, event, [x, z], group, b, t);
    const best = at(beta, theta);
    near(loglik_integrated, best, 'likelihood', 1e-9);
    const step = 0.02;
    const around = [
      [beta[0] + step, beta[1]],
      [beta[0] - step, beta[1]],
      [beta[0], beta[1] + step],
      [beta[0], beta[1] - step],
    ];
    const values = [...around.map((b) => at(b, theta)), at(beta, theta * Math.exp(step)), at(beta, theta * Math.exp(-step))];
    for (const value of values) expect(value).toBeLessThan(best);
    // The slope across the estimates is none beside what the function bends.
    for (let k = 0; k < values.length; k += 2) {
      expect(Math.abs(values[k] - values[k + 1])).toBeLessThan(0.02 * Math.abs(values[k] + values[k + 1] - 2 * best));
    }
  });
});

describe('what must hold', () => {
  const { many } = R.sets;
  const formula = 'Surv(from, t, e) ~ x + z';
  const told = async (frame: Frame, more: Readonly<Record<string, unknown>> = {}, distribution = 'gamma') => {
    const output = await run('cox', { formula, frailty: { group: 'g', distribution }, ...more }, frame);
    const [fit] = rowsOf(output, 'fit');
    const [frailty] = rowsOf(output, 'frailty');
    return [
      ...rowsOf(output, 'coefficients').flatMap(({ estimate, std_error, std_error_2 }) => [estimate, std_error, std_error_2]),
      ...[frailty.variance, frailty.statistic, frailty.df, frailty.p10, frailty.p90, fit.loglik, fit.effective_df],
    ].map(Number);
  };
  const same = (one: number[], other: number[], tolerance = 1e-7) => {
    one.forEach((value, at) => {
      near(value, other[at], String(at), tolerance);
    });
  };

  it.each(['gamma', 'gaussian'])(
    'frequencies are so many rows, the order of rows and names of groups are nothing: %s',
    async (distribution) => {
      const n = many.t.length;
      const pick = (rows: readonly number[]) =>
        Object.fromEntries(Object.entries(many).map(([name, values]) => [name, rows.map((row) => values[row])]));
      const all = Array.from({ length: n }, (_, row) => row);
      const counted = await told(frameOfColumns(many), { weights: { column: 'w', kind: 'frequency' } }, distribution);
      same(
        counted,
        await told(frameOfColumns(pick(all.flatMap((row) => Array.from({ length: many.w[row] }, () => row)))), {}, distribution),
      );
      const turned = pick([...all].reverse());
      const renamed = frameOf([
        ...Object.entries(turned).flatMap(([name, values]) => (name === 'g' ? [] : [numericColumn(name, values)])),
        textColumn(
          'g',
          turned.g.map((g) => `group ${(g * 7) % 31}`),
        ),
      ]);
      same(await told(frameOfColumns(many), {}, distribution), await told(renamed, {}, distribution));
    },
  );

  it('an interval cut in two is one interval', async () => {
    const cut = (values: readonly number[], of: 'from' | 't' | 'e' | null) =>
      values.flatMap((value, row) => {
        const middle = (many.from[row] + many.t[row]) / 2;
        return of === 'from' ? [value, middle] : of === 't' ? [middle, value] : of === 'e' ? [0, value] : [value, value];
      });
    const halves = Object.fromEntries(
      Object.entries(many).map(([name, values]) => [name, cut(values, name === 'from' || name === 't' || name === 'e' ? name : null)]),
    );
    same(await told(frameOfColumns(many)), await told(frameOfColumns(halves)));
  });
});
