/** What is known by hand or by another route: analysis of variance, the written likelihood, and what must not change a fit. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { factorLdl, solveLdl } from '@/analysis-kernel/numeric/linalg/cholesky';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { drain } from '@/analysis-kernel/numeric/steps';
import { Deviance } from '@/analysis-kernel/registry/methods/mixed/kernel/deviance';
import { fitMixed } from '@/analysis-kernel/registry/methods/mixed/kernel/fit';
import { type MixedData, systemOf } from '@/analysis-kernel/registry/methods/mixed/kernel/system';
import { rowsOf, run } from '../run-method';

const balanced = (values: readonly (readonly number[])[]): Frame =>
  frameOf([
    textColumn(
      'id',
      values.flatMap((own, g) => own.map(() => `g${g}`)),
    ),
    numericColumn('y', values.flat()),
    numericColumn(
      'time',
      values.flatMap((own) => own.map((_, t) => t)),
    ),
  ]);

const variances = async (options: Readonly<Record<string, unknown>>, frame: Frame) =>
  Object.fromEntries(
    rowsOf(await run('mixed', options, frame), 'variance_components').map(({ group, term, variance }) => [
      `${group}${term ?? ''}`,
      Number(variance),
    ]),
  );

// Three groups of four: means 4, 7, 10, mean squares between 36 and within 10 / 9.
const three = balanced([
  [3, 4, 4, 5],
  [6, 7, 8, 7],
  [9, 11, 11, 9],
]);

describe('a balanced one-way layout', () => {
  it('has the estimators of the analysis of variance: the residual is the mean square within, (between − within) / n the variance of the groups', async () => {
    const found = await variances({ formula: 'y ~ 1 + (1 | id)' }, three);
    const within = 8 / 9;
    expect(found.Residual).toBeCloseTo(within, 10);
    expect(found['id(Intercept)']).toBeCloseTo((36 - within) / 4, 9);
  });

  it('has the mean of the group means, its error from the mean square between, and G − 1 degrees of freedom', async () => {
    const [row] = rowsOf(await run('mixed', { formula: 'y ~ 1 + (1 | id)' }, three), 'coefficients');
    expect(row.estimate).toBeCloseTo(7, 12);
    expect(row.std_error).toBeCloseTo(Math.sqrt(36 / 12), 10);
    expect(row.df).toBeCloseTo(2, 8);
  });

  it('has by maximum likelihood the mean square between times (G − 1) / G', async () => {
    const found = await variances({ formula: 'y ~ 1 + (1 | id)', reml: false }, three);
    expect(found['id(Intercept)']).toBeCloseTo(((36 * 2) / 3 - 8 / 9) / 4, 9);
  });

  it('tells a singular fit by name where groups vary less than chance, and gives least squares', async () => {
    const alike = balanced([
      [1, 5, 3, 3],
      [2, 4, 1, 5],
      [3, 3, 6, 0],
    ]);
    const output = await run('mixed', { formula: 'y ~ 1 + (1 | id)' }, alike);
    const [warning] = output.warnings.filter(({ code }) => code === 'singular');
    expect(warning.message.en).toContain('the variance of intercepts between id is zero');
    expect(warning.message.en).toContain('leave out');
    const rows = rowsOf(output, 'variance_components');
    expect(rows[0].variance).toBe(0);
    expect(rows.at(-1)?.variance).toBeCloseTo(36 / 11, 9);
    expect(rowsOf(output, 'coefficients')[0].std_error).toBeCloseTo(Math.sqrt(36 / 11 / 12), 9);
  });
});

describe('balanced random intercepts with time within the groups', () => {
  it('have the slope of least squares within groups, its error from the residual, N − G − 1 degrees of freedom', async () => {
    const output = await run('mixed', { formula: 'y ~ time + (1 | id)' }, three);
    const row = rowsOf(output, 'coefficients')[1];
    // Within groups Sxx = 3 × 5, Sxy the sum of (t − 1.5) y.
    const y = [3, 4, 4, 5, 6, 7, 8, 7, 9, 11, 11, 9];
    const sxy = y.reduce((sum, value, i) => sum + ((i % 4) - 1.5) * value, 0);
    const residual = (8 - sxy ** 2 / 15) / 8;
    expect(row.estimate).toBeCloseTo(sxy / 15, 11);
    expect(row.std_error).toBeCloseTo(Math.sqrt(residual / 15), 9);
    expect(row.df).toBeCloseTo(8, 7);
  });
});

const NOISE = seededRandom(20_241_130);
const normal = () => Math.sqrt(-2 * Math.log(1 - NOISE.uniform())) * Math.cos(2 * Math.PI * NOISE.uniform());

/** Rows of crossed and nested groupings with slopes, weights and a column that repeats another. */
function randomData(n: number, reml: boolean): MixedData {
  const [a, b, c] = [7, 5, 12];
  const codes = (levels: number) => Int32Array.from({ length: n }, (_, i) => (i < levels ? i : Math.floor(levels * NOISE.uniform())));
  const [first, second] = [codes(a), codes(b)];
  const third = Int32Array.from({ length: n }, (_, i) => (i < c ? i : Math.floor(c * NOISE.uniform())));
  const t = Float64Array.from({ length: n }, () => 100 * NOISE.uniform());
  const x = new Float64Array(n * 3);
  for (let i = 0; i < n; i++) {
    x[i] = 1;
    x[n + i] = t[i];
    x[2 * n + i] = 2 * t[i] - 3;
  }
  const ofFirst = Array.from({ length: a }, normal);
  const y = t.map((time, i) => 5 + 0.1 * time + 2 * ofFirst[first[i]] + 0.03 * ofFirst[first[i]] * time + normal());
  const z = new Float64Array(2 * n);
  z.fill(1, 0, n);
  z.set(t, n);
  const weights = Float64Array.from({ length: n }, () => 0.5 + NOISE.uniform());
  const ones = new Float64Array(n).fill(1);
  const random = [
    { codes: second, levels: b, q: 1, z: ones },
    { codes: first, levels: a, q: 2, z },
    { codes: third, levels: c, q: 1, z: t },
  ];
  return { n, p: 3, x, y, weights, random, reml };
}

/** −2 log likelihood by the whole variance matrix of the rows. */
function written({ n, x, y, weights, random, reml }: MixedData, covariances: readonly Float64Array[], sigma2: number): number {
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    v[i * n + i] = sigma2 / (weights?.[i] ?? 1);
    for (let j = 0; j < n; j++) {
      random.forEach(({ codes, q, z }, k) => {
        if (codes[i] !== codes[j]) return;
        for (let r = 0; r < q; r++) for (let s = 0; s < q; s++) v[i * n + j] += z[r * n + i] * covariances[k][r * q + s] * z[s * n + j];
      });
    }
  }
  const factored = v.slice();
  factorLdl(factored, n, 1e-300);
  let value = n * Math.log(2 * Math.PI);
  for (let i = 0; i < n; i++) value += Math.log(factored[i * n + i]);
  // The third column repeats the first two.
  const columns = [x.slice(0, n), x.slice(n, 2 * n), y];
  const solved = columns.map((column) => {
    const one = Float64Array.from(column);
    solveLdl(factored, n, one);
    return one;
  });
  const cross = (a: number, b: number) => columns[a].reduce((sum, one, i) => sum + one * solved[b][i], 0);
  const [p, q, r] = [cross(0, 0), cross(0, 1), cross(1, 1)];
  const determinant = p * r - q * q;
  const [f, g] = [cross(0, 2), cross(1, 2)];
  value += cross(2, 2) - (r * f * f - 2 * q * f * g + p * g * g) / determinant;
  return reml ? value + Math.log(determinant) - 2 * Math.log(2 * Math.PI) : value;
}

describe.each([true, false])('crossed groupings with slopes, REML %s', (reml) => {
  const data = randomData(70, reml);

  it('have the deviance of the written likelihood at the estimates', () => {
    const fit = drain(fitMixed(data));
    const covariances = fit.components.map(({ covariance }) => covariance);
    expect(fit.deviance).toBeCloseTo(written(data, covariances, fit.sigma ** 2), 6);
    expect(fit.rank).toBe(2);
    expect(fit.converged).toBe(true);
  });

  it('have no lower deviance nearby', () => {
    const fit = drain(fitMixed(data));
    for (let trial = 0; trial < 20; trial++) {
      const near = fit.components.map(({ covariance, q }) => {
        const factor = 1 + 0.1 * normal();
        return covariance.map((value, at) => (at % (q + 1) === 0 ? value * (1 + 0.02 * Math.abs(normal())) : value) * Math.abs(factor));
      });
      expect(written(data, near, fit.sigma ** 2 * (1 + 0.05 * normal()))).toBeGreaterThan(fit.deviance - 1e-7);
    }
  });

  it('have an exact gradient', () => {
    const deviance = new Deviance(systemOf(data));
    const theta = Float64Array.from({ length: deviance.system.parameters }, (_, k) => 0.4 + 0.2 * k);
    const { gradient } = deviance.at(theta);
    for (const k of theta.keys()) {
      const at = (by: number) => deviance.at(theta.map((value, i) => (i === k ? value + by : value))).deviance;
      const h = 1e-4;
      expect(gradient[k]).toBeCloseTo((8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h), 6);
    }
  });
});

describe('what must not change a fit', () => {
  const rows = (n: number) => {
    const random = seededRandom(7);
    const gauss = () => Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
    const effects = Array.from({ length: 12 }, () => [3 * gauss(), 0.5 * gauss()]);
    return Array.from({ length: n }, (_, i) => {
      const [id, t] = [i % 12, 6 * random.uniform()];
      return { id: `p${id}`, t, g: id % 2 === 0 ? 'a' : 'b', y: 50 + effects[id][0] - (1 + effects[id][1]) * t + gauss() };
    });
  };
  type Row = ReturnType<typeof rows>[number];
  const frame = (given: readonly Row[], change: (row: Row) => Row = (row) => row) => {
    const changed = given.map(change);
    return frameOf([
      textColumn(
        'id',
        changed.map(({ id }) => id),
      ),
      textColumn(
        'g',
        changed.map(({ g }) => g),
      ),
      numericColumn(
        't',
        changed.map(({ t }) => t),
      ),
      numericColumn(
        'y',
        changed.map(({ y }) => y),
      ),
    ]);
  };
  const formula = 'y ~ g * t + (1 + t | id)';
  const table = async (given: Frame, options = {}) => rowsOf(await run('mixed', { formula, ...options }, given), 'coefficients');
  const data = rows(96);

  it('the order of the rows', async () => {
    const [one, other] = [await table(frame(data)), await table(frame([...data].reverse()))];
    for (const [j, row] of one.entries())
      for (const name of ['estimate', 'std_error', 'df']) expect(Number(other[j][name]) / Number(row[name])).toBeCloseTo(1, 8);
  });

  it('the units: times of 5000 days, values of a million', async () => {
    const [one, other] = [await table(frame(data)), await table(frame(data, (row) => ({ ...row, t: 1000 * row.t, y: 1e6 + 1e4 * row.y })))];
    const time = one.findIndex(({ term }) => term === 't');
    expect(Number(other[time].estimate) / Number(one[time].estimate)).toBeCloseTo(10, 8);
    for (const [j, row] of one.entries()) {
      expect(Number(other[j].df) / Number(row.df)).toBeCloseTo(1, 6);
      if (row.term !== '(Intercept)') expect(Number(other[j].statistic) / Number(row.statistic)).toBeCloseTo(1, 7);
    }
  });

  it('the origin of time: the slopes and their errors', async () => {
    const [one, other] = [await table(frame(data)), await table(frame(data, (row) => ({ ...row, t: row.t + 2020 })))];
    for (const term of ['t', 'gb:t']) {
      const [a, b] = [one, other].map((found) => found.find((row) => row.term === term));
      for (const name of ['estimate', 'std_error', 'df']) expect(Number(b?.[name]) / Number(a?.[name])).toBeCloseTo(1, 6);
    }
  });

  it('weights of one size: the residual variance takes it up', async () => {
    const weighted = frameOf([
      ...frame(data).columns,
      numericColumn(
        'w',
        data.map(() => 4),
      ),
    ]);
    const [one, other] = [await table(frame(data)), await table(weighted, { residual_weights: 'w' })];
    for (const [j, row] of one.entries())
      for (const name of ['estimate', 'std_error', 'df']) expect(Number(other[j][name]) / Number(row[name])).toBeCloseTo(1, 7);
  });
});
