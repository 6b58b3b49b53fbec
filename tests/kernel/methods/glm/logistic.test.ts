/** Logistic regression in one reading of its design, beside the sums as they are written. */
import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { drain } from '@/analysis-kernel/numeric/steps';
import { fitGlm, type GlmData } from '@/analysis-kernel/registry/methods/glm/kernel/fit';
import { firstPredictors, readLogistic } from '@/analysis-kernel/registry/methods/glm/kernel/logistic';
import { expectClose } from '../../close';

const N = 777;
const P = 3;
const random = seededRandom(11);
const x = Float64Array.from({ length: N * P }, (_, k) => (k < N ? 1 : 2 * random.uniform() - 1));
const y = Float64Array.from({ length: N }, () => Number(random.uniform() < 0.4));
const weights = Float64Array.from({ length: N }, () => 0.5 + random.uniform());
const offset = Float64Array.from({ length: N }, () => random.uniform());
const far = Float64Array.from({ length: N }, (_, i) => [0, 40, -40, 900, -900][i % 5]);
const column = (j: number, i: number) => x[j * N + i];
const emptyRows = () => ({ eta: new Float64Array(N), mu: new Float64Array(N), working: new Float64Array(N) });

/** η beyond 30 has R's mean and slope there. */
function plainly(beta: readonly number[], w: Float64Array | null, shift: Float64Array | null) {
  const right = new Array<number>(P).fill(0);
  const gram = new Array<number>(P * P).fill(0);
  let loglik = 0;
  for (let i = 0; i < N; i++) {
    const eta = (shift?.[i] ?? 0) + beta.reduce((sum, b, j) => sum + b * column(j, i), 0);
    const odds = eta < -30 ? Number.EPSILON : eta > 30 ? 1 / Number.EPSILON : Math.exp(eta);
    const mu = odds / (1 + odds);
    const slope = Math.abs(eta) > 30 ? Number.EPSILON : mu * (1 - mu);
    const prior = w?.[i] ?? 1;
    const working = (prior * slope * slope) / (mu * (1 - mu));
    loglik += prior * Math.log(y[i] === 1 ? mu : 1 - mu);
    for (let j = 0; j < P; j++) {
      right[j] += (working * column(j, i) * (y[i] - mu)) / slope;
      for (let k = 0; k < P; k++) gram[j * P + k] += working * column(j, i) * column(k, i);
    }
  }
  return { right, gram, loglik };
}

describe('one reading of the design', () => {
  it.each<[string, Float64Array | null, Float64Array | null]>([
    ['plain', null, null],
    ['with weights', weights, null],
    ['with an offset', null, offset],
    ['with both', weights, offset],
    ['far out', weights, far],
  ])('%s: products and likelihood', (_, w, shift) => {
    const beta = [-0.3, 1.2, -2];
    const rows = emptyRows();
    const reading = readLogistic({ n: N, p: P, x, y, weights: w, offset: shift }, Float64Array.from(beta), rows);
    const wanted = plainly(beta, w, shift);
    expectClose(reading?.loglik, wanted.loglik, 1e-13, 'log likelihood');
    for (const [j, value] of wanted.right.entries()) expectClose(reading?.products.right[j], value, 1e-11, `right ${j}`);
    for (const [j, value] of wanted.gram.entries()) expectClose(reading?.products.gram[j], value, 1e-12, `gram ${j}`);
  });

  it('begins at the means (w y + 1/2) / (w + 1)', () => {
    const mean = (eta: number) => 1 / (1 + Math.exp(-eta));
    const [weighted, plain] = [firstPredictors(y, weights), firstPredictors(y, null)];
    for (let i = 0; i < N; i++) {
      expectClose(mean(weighted[i]), (weights[i] * y[i] + 0.5) / (weights[i] + 1), 1e-14, `row ${i}`);
      expectClose(mean(plain[i]), (y[i] + 0.5) / 2, 1e-14, `row ${i}`);
    }
  });

  it('a fit has the score 0, its variance the inverse of the products at the last weights', () => {
    const data: GlmData = {
      n: N,
      p: P,
      x,
      y,
      weights,
      offset,
      counted: false,
      intercept: true,
      theta: null,
      family: 'binomial',
      link: 'logit',
    };
    const fit = drain(fitGlm(data));
    const { right } = plainly([...fit.coefficients], weights, offset);
    for (const value of right) expect(Math.abs(value)).toBeLessThan(1e-6);
    for (let a = 0; a < P; a++) {
      for (let b = 0; b < P; b++) {
        let product = 0;
        for (let k = 0; k < P; k++) {
          let gram = 0;
          for (let i = 0; i < N; i++) gram += fit.working[i] * column(a, i) * column(k, i);
          product += gram * fit.unscaled[k * P + b];
        }
        expect(product).toBeCloseTo(Number(a === b), 9);
      }
    }
  });
});
