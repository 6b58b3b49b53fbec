/** A linear mixed model with random intercepts and slopes, its standard errors and Satterthwaite's degrees of freedom. */
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { drain } from '@/analysis-kernel/numeric/steps';
import { fitMixed } from '@/analysis-kernel/registry/methods/mixed/kernel/fit';
import type { MixedData } from '@/analysis-kernel/registry/methods/mixed/kernel/system';
import type { Trial } from '../beside-r/trial';

const SEED = 20_241_130;

/** Values of persons over three years, two arms, intercepts and slopes of each. */
function simulate(persons: number, visits: number): MixedData {
  const random = seededRandom(SEED);
  const n = persons * visits;
  const effects = Array.from({ length: persons }, () => [9 * random.normal(), 1.8 * random.normal()]);
  const codes = Int32Array.from({ length: n }, (_, i) => Math.floor(i / visits));
  const years = Float64Array.from({ length: n }, () => 3 * random.uniform());
  const x = new Float64Array(n * 4);
  const z = new Float64Array(n * 2);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const arm = codes[i] % 2;
    x.set([1], i);
    x.set([arm], n + i);
    x.set([years[i]], 2 * n + i);
    x.set([arm * years[i]], 3 * n + i);
    z.set([1], i);
    z.set([years[i]], n + i);
    const [intercept, slope] = effects[codes[i]];
    y[i] = 60 + intercept + (-3 + slope + 0.7 * arm) * years[i] + 4 * random.normal();
  }
  return { n, p: 4, x, y, weights: null, random: [{ codes, levels: persons, q: 2, z }], reml: true };
}

function trial(persons: number, visits: number): Trial {
  const n = persons * visits;
  return {
    name: `mixed: intercepts and slopes of ${persons} persons, with degrees of freedom`,
    rows: n,
    rounds: 3,
    agreement: 1e-5,
    prepare: () => {
      const data = simulate(persons, visits);
      const columns = {
        y: data.y,
        arm: data.x.slice(n, 2 * n),
        years: data.x.slice(2 * n, 3 * n),
        id: Float64Array.from(data.random[0].codes),
      };
      const work = () => {
        const { beta, deviance } = drain(fitMixed(data));
        return [...beta, deviance];
      };
      return { columns, work };
    },
    r: {
      packages: ['lmerTest'],
      setup: `d <- data.frame(y, arm, years, id = factor(id)); formula <- y ~ arm * years + (1 + years | id)`,
      timed: {
        'lmerTest summary': '{ f <- lmerTest::lmer(formula, d); summary(f); f }',
        lmer: 'lme4::lmer(formula, d)',
      },
      answer: 'fixef(f), REMLcrit(f)',
    },
  };
}

export const trials: readonly Trial[] = [trial(10_000, 10)];
