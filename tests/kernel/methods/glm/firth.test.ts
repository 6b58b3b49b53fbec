/** Firth's penalised likelihood against the written likelihood optimised by other means: in R (`firth.R`), and by differences here. */
import { describe, expect, it, test } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { fitFirth } from '@/analysis-kernel/registry/methods/glm/kernel/firth';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { runMethod } from '@/analysis-kernel/registry/run-method';
import { expectClose } from '../../close';
import { readFixture } from '../../fixture';

type Columns = Readonly<Record<string, readonly (number | string)[]>>;
interface Case {
  readonly data: string;
  readonly yaml: string;
  readonly term: readonly string[];
  readonly loglik: number;
  readonly [column: string]: unknown;
}
const R = readFixture<{ readonly data: Readonly<Record<string, Columns>>; readonly cases: readonly Case[] }>('methods/glm/firth');

const frameFrom = (columns: Columns): Frame =>
  frameOf(
    Object.entries(columns).map(([name, values]) =>
      typeof values[0] === 'string' ? textColumn(name, values.map(String)) : numericColumn(name, values.map(Number)),
    ),
  );

async function run(yaml: string, frame: Frame): Promise<MethodOutput> {
  const parsed = await parseAnalysis(`method: glm\ndata: d\nfirth: true\n${yaml}`);
  if (!parsed.ok) throw new Error(parsed.errors[0].message.en);
  const result = await runMethod(parsed.analysis, frame);
  if (!result.ok) throw new Error(result.error.message.en);
  return result.output;
}

function column(output: MethodOutput, table: string, name: string) {
  const found = output.tables.get(table);
  return found?.rows.map((row) => row[found.columns.indexOf(name)]) ?? [];
}

describe('agrees with the likelihood optimised by other means', () => {
  test.each(R.cases.map((one) => [one.yaml.replaceAll('\n', ' · '), one] as const))('%s', async (_, one) => {
    const output = await run(one.yaml, frameFrom(R.data[one.data]));
    expect(column(output, 'coefficients', 'term')).toEqual(one.term);
    // brglm2 gives estimates to the last digits; the optimisers behind the profile do not.
    const tolerances = { estimate: 1e-7, std_error: 1e-7, statistic: 2e-6, p_value: 2e-6, conf_low: 2e-6, conf_high: 2e-6 };
    for (const [name, tolerance] of Object.entries(tolerances)) {
      (one[name] as readonly number[]).forEach((value, row) => {
        expectClose(column(output, 'coefficients', name)[row], value, tolerance, `${name} of ${one.term[row]}`, 1e-2);
      });
    }
    expectClose(column(output, 'fit', 'loglik')[0], one.loglik, 1e-10, 'penalised likelihood');
    expect(column(output, 'fit', 'aic')).toEqual([null]);
    expect(output.warnings.map(({ code }) => code)).not.toContain('separation');
  });
});

describe('the written likelihood, where no row with vascularisation has the low grade', () => {
  const { NV, PI, EH, HG } = R.data.endometrial;
  const spread = (values: readonly (number | string)[]) => {
    const all = values.map(Number);
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    return Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length);
  };
  /** Columns in units of their spread, so that one step of differences fits all. */
  const units = [1, ...[NV, PI, EH].map(spread)];
  const rows = HG.map((_, row) => [1, ...[NV, PI, EH].map((values, at) => Number(values[row]) / units[at + 1])]);

  /** X'WX. */
  const information = (beta: readonly number[]) => {
    const matrix = units.map(() => units.map(() => 0));
    for (const x of rows) {
      const mu = 1 / (1 + Math.exp(-x.reduce((sum, value, j) => sum + value * beta[j], 0)));
      for (const [a, row] of matrix.entries()) for (const b of row.keys()) row[b] += mu * (1 - mu) * x[a] * x[b];
    }
    return matrix;
  };
  /** Determinant, and what the matrix turns right sides into, by elimination. */
  const eliminated = (matrix: readonly (readonly number[])[], right: readonly number[]) => {
    const work = matrix.map((row, i) => [...row, right[i]]);
    let determinant = 1;
    for (let k = 0; k < work.length; k++) {
      determinant *= work[k][k];
      for (let i = 0; i < work.length; i++) {
        if (i === k) continue;
        const times = work[i][k] / work[k][k];
        for (let j = k; j <= work.length; j++) work[i][j] -= times * work[k][j];
      }
    }
    return { determinant, solution: work.map((row, i) => row[work.length] / row[i]) };
  };
  /** l(β) + ½ log |X'WX|, as it is written. */
  const penalised = (beta: readonly number[]) => {
    let total =
      0.5 *
      Math.log(
        eliminated(
          information(beta),
          units.map(() => 0),
        ).determinant,
      );
    for (const [row, x] of rows.entries()) {
      const eta = x.reduce((sum, value, j) => sum + value * beta[j], 0);
      total += (Number(HG[row]) === 1 ? eta : 0) - Math.log1p(Math.exp(eta));
    }
    return total;
  };
  const moved = (beta: readonly number[], j: number, step: number) => beta.map((value, k) => (k === j ? value + step : value));
  const STEP = 1e-4;
  const slope = (beta: readonly number[], j: number) => (penalised(moved(beta, j, STEP)) - penalised(moved(beta, j, -STEP))) / (2 * STEP);

  /** The maximum over all coefficients but one, by Newton's steps on differences. */
  const profile = (start: readonly number[], held: number, value: number) => {
    let beta = start.map((one, j) => (j === held ? value : one));
    const free = units.flatMap((_, j) => (j === held ? [] : [j]));
    for (let round = 0; round < 30; round++) {
      const gradient = free.map((j) => slope(beta, j));
      const curvature = free.map((a) => free.map((b) => (slope(moved(beta, b, STEP), a) - slope(moved(beta, b, -STEP), a)) / (2 * STEP)));
      const { solution } = eliminated(curvature, gradient);
      const longest = Math.max(1, ...solution.map(Math.abs));
      beta = beta.map((one, j) => (j === held ? one : one - solution[free.indexOf(j)] / longest));
    }
    return penalised(beta);
  };

  it('has its maximum, its errors and the limits of its profile', async () => {
    const output = await run('formula: HG ~ NV + PI + EH\nfamily: binomial', frameFrom(R.data.endometrial));
    const at = (name: string) => column(output, 'coefficients', name).map((value, j) => Number(value) * units[j]);
    const beta = at('estimate');
    const peak = penalised(beta);
    const matrix = information(beta);
    for (const j of units.keys()) {
      expect(Math.abs(slope(beta, j)), `slope ${j}`).toBeLessThan(1e-5);
      const { solution } = eliminated(
        matrix,
        units.map((_, k) => Number(k === j)),
      );
      expectClose(at('std_error')[j], Math.sqrt(solution[j]), 1e-7, `error ${j}`);
      // χ² of one degree of freedom: 3.841458820694124 leaves 5 % above it.
      for (const name of ['conf_low', 'conf_high'])
        expectClose(2 * (peak - profile(beta, j, at(name)[j])), 3.841458820694124, 1e-5, `${name} ${j}`);
    }
    const plain = await parseAnalysis('method: glm\ndata: d\nformula: HG ~ NV + PI + EH\nfamily: binomial');
    if (!plain.ok) throw new Error(plain.errors[0].message.en);
    const unpenalised = await runMethod(plain.analysis, frameFrom(R.data.endometrial));
    expect(unpenalised.ok && unpenalised.output.warnings.map(({ code }) => code)).toContain('separation');
  });
});

describe('by hand', () => {
  // Of a saturated table the penalty is half a case more in every cell.
  const cells = frameOf([
    textColumn('arm', [...new Array(6).fill('a'), ...new Array(8).fill('b')]),
    numericColumn('dead', [0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0], 'integer'),
  ]);

  it('the odds ratio of a table with an empty cell is that with half a row added to each', async () => {
    const output = await run('formula: dead ~ arm\nfamily: binomial\nexponentiate: true', cells);
    expectClose(column(output, 'coefficients', 'odds_ratio')[1], 3.5 / 5.5 / (0.5 / 6.5), 1e-8, 'odds ratio');
    expect(column(output, 'coefficients', 'odds_ratio_low').every((value) => typeof value === 'number')).toBe(true);
  });

  it('says that means are drawn towards one half, where they are shown', async () => {
    const codes = async (more: string) =>
      (await run(`formula: dead ~ arm\nfamily: binomial${more}`, cells)).warnings.map(({ code }) => code);
    expect(await codes('\nmarginal: arm')).toContain('penalised_means');
    expect(await codes('')).not.toContain('penalised_means');
  });

  it('frequencies are replication', async () => {
    const short = frameOf([
      textColumn('arm', ['a', 'b', 'b']),
      numericColumn('dead', [0, 1, 0], 'integer'),
      numericColumn('n', [6, 3, 5], 'integer'),
    ]);
    const [one, other] = [
      await run('formula: dead ~ arm\nfamily: binomial\nweights: {column: n, kind: frequency}', short),
      await run('formula: dead ~ arm\nfamily: binomial', cells),
    ];
    for (const name of ['estimate', 'std_error', 'conf_low', 'conf_high', 'p_value'])
      column(other, 'coefficients', name).forEach((value, row) => {
        expectClose(column(one, 'coefficients', name)[row], value as number, 1e-7, name);
      });
  });

  it('the unit of a covariate changes its coefficient alone, and a redundant column is left out', async () => {
    const { NV, PI, EH, HG } = R.data.endometrial;
    const frame = frameFrom({ NV, PI: PI.map((value) => Number(value) * 1e7), EH, twice: EH.map((value) => 2 * Number(value)), HG });
    const output = await run('formula: HG ~ NV + PI + EH + twice\nfamily: binomial', frame);
    const [first] = R.cases;
    const wanted = first.estimate as readonly number[];
    const scale = [1, 1, 1e-7, 1];
    wanted.forEach((value, row) => {
      expectClose(column(output, 'coefficients', 'estimate')[row], value * scale[row], 1e-7, `coefficient ${row}`);
    });
    expect(column(output, 'coefficients', 'estimate')[4]).toBeNull();
    expect(output.warnings.map(({ code }) => code)).toContain('collinear');
  });
});

it('limits of the profile take few steps each, and say how far they are', () => {
  const random = seededRandom(3);
  const [n, p] = [2000, 5];
  const x = Float64Array.from({ length: n * p }, (_, at) => (at < n ? 1 : random.normal()));
  const y = Float64Array.from({ length: n }, (_, i) => (random.uniform() < 1 / (1 + Math.exp(2 - 0.3 * x[n + i])) ? 1 : 0));
  const fit = fitFirth(
    { n, p, x, y, weights: null, counted: false, offset: null, intercept: true, family: 'binomial', link: 'logit', theta: null },
    0.95,
  );
  const told: number[] = [];
  let steps = 0;
  for (let step = fit.next(); step.done !== true; step = fit.next()) {
    steps += 1;
    if (step.value !== null) told.push(step.value);
  }
  expect(told).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
  // A test and two limits a coefficient.
  expect(steps).toBeLessThan(p * 3 * 8);
});
