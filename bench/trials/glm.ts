/** Logistic regression at 10⁵ and 10⁶ rows, 10 and 50 columns: the fit with its variance. */
import { type RandomSource, seededRandom } from '@/analysis-kernel/numeric/rng';
import { drain } from '@/analysis-kernel/numeric/steps';
import { fitGlm, type GlmData } from '@/analysis-kernel/registry/methods/glm/kernel/fit';
import type { Trial } from '../beside-r/trial';

const SEED = 20_240_601;

/** An intercept and columns of which a third are binary; about four rows in ten have the outcome. */
function simulate(n: number, p: number, random: RandomSource): GlmData {
  const x = new Float64Array(n * (p + 1));
  x.fill(1, 0, n);
  const eta = new Float64Array(n).fill(-0.5);
  for (let j = 1; j <= p; j++) {
    for (let i = 0; i < n; i++) {
      const value = j % 3 === 0 ? Number(random.uniform() < 0.3) : 2 * random.uniform() - 1;
      x[j * n + i] = value;
      if (j < 6) eta[i] += 0.3 * value;
    }
  }
  const y = eta.map((value) => Number(random.uniform() < 1 / (1 + Math.exp(-value))));
  const plain = { weights: null, counted: false, offset: null, theta: null } as const;
  return { n, p: p + 1, x, y, ...plain, intercept: true, family: 'binomial', link: 'logit' };
}

function trial(n: number, p: number): Trial {
  const large = n * p > 10_000_000;
  return {
    name: `glm: logistic fit, ${p} columns`,
    rows: n,
    rounds: large ? 1 : 5,
    agreement: 1e-7,
    inNodeOnly: large,
    prepare: () => {
      const data = simulate(n, p, seededRandom(SEED));
      return { columns: { x: data.x, y: data.y }, work: () => drain(fitGlm(data)).coefficients };
    },
    r: {
      packages: [],
      setup: `x <- matrix(x, ${n}); d <- data.frame(y, x[, -1])`,
      timed: {
        'summary(glm())': '{ f <- glm(y ~ ., binomial, d); summary(f); list(coefficients = coef(f)) }',
        'glm.fit': 'glm.fit(x, y, family = binomial())',
      },
      answer: 'f$coefficients',
    },
  };
}

export const trials: readonly Trial[] = [100_000, 1_000_000].flatMap((n) => [10, 50].map((p) => trial(n, p)));
