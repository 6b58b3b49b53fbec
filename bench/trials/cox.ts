/** Cox regression at 10⁵ and 10⁶ rows, 10 and 50 columns, with times in months and with all times different. */
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { concordance } from '@/analysis-kernel/stats/cox/concordance';
import type { CoxData } from '@/analysis-kernel/stats/cox/data';
import { fitCox } from '@/analysis-kernel/stats/cox/fit';
import { proportionalHazardsTest } from '@/analysis-kernel/stats/cox/zph';
import { simulate, type Times } from '../beside-r/survival-data';
import type { InR, Trial } from '../beside-r/trial';

const SEED = 20_240_601;
const BOOTSTRAPS = 1000;

const columnsOf = ({ time, event, x }: CoxData) => ({ time, event: Float64Array.from(event), x });

const setup = (n: number, p: number) => `
  x <- matrix(x, ${n}); colnames(x) <- paste0("x", 1:${p})
  y <- Surv(time, event); d <- data.frame(time, event, x)
  # Near ties are taken together already; R would look for new ones among what is left.
  as_given <- coxph.control(timefix = FALSE)
  formula <- as.formula(paste("Surv(time, event) ~", paste(colnames(x), collapse = "+")))
  core <- function(x, y) coxph.fit(x, y, NULL, NULL, NULL, coxph.control(), NULL, "efron", NULL, resid = FALSE, nocenter = c(-1, 0, 1))`;

interface Part {
  readonly name: string;
  readonly work: (data: CoxData) => ArrayLike<number>;
  readonly r: Pick<InR, 'timed' | 'answer'>;
}

const FIT: Part = {
  name: 'fit',
  work: (data) => fitCox(data).coefficients,
  r: { timed: { 'coxph.fit': 'core(x, y)' }, answer: 'f$coefficients' },
};

const WHOLE: Part = {
  name: 'fit and concordance',
  work: (data) => {
    const fit = fitCox(data);
    return [...fit.coefficients, concordance(data, fit.linearPredictor, fit.workspace.risk).estimate];
  },
  r: { timed: { coxph: 'coxph(formula, d, control = as_given)' }, answer: 'coef(f), f$concordance[["concordance"]]' },
};

const TEST: Part = {
  name: 'fit and test of proportional hazards',
  work: (data) => proportionalHazardsTest(fitCox(data)).map(({ statistic }) => statistic),
  r: { timed: { 'coxph and cox.zph': 'cox.zph(coxph(formula, d, control = as_given), transform = "km")' }, answer: 'f$table[, 1]' },
};

function trial(n: number, p: number, times: Times, { name, work, r }: Part): Trial {
  const large = n * p > 10_000_000;
  return {
    name: `cox: ${name}, ${p} columns, ${times} times`,
    rows: n,
    rounds: large ? 1 : 3,
    agreement: 1e-7,
    inNodeOnly: large,
    prepare: () => {
      const data = simulate(n, p, times, seededRandom(SEED));
      return { columns: columnsOf(data), work: () => work(data) };
    },
    r: { packages: ['survival'], setup: setup(n, p), ...r },
  };
}

/** The rows drawn, a list as long as the sample; the same in R, which counts from 1. */
function draws(n: number): Float64Array {
  const random = seededRandom(SEED);
  return Float64Array.from({ length: n * BOOTSTRAPS }, () => Math.floor(n * random.uniform()));
}

function redrawn(data: CoxData, rows: Float64Array): CoxData {
  const { n, p } = data;
  const x = new Float64Array(n * p);
  const time = new Float64Array(n);
  const event = new Uint8Array(n);
  for (let j = 0; j < p; j++) for (let i = 0; i < n; i++) x[j * n + i] = data.x[j * n + rows[i]];
  for (let i = 0; i < n; i++) {
    time[i] = data.time[rows[i]];
    event[i] = data.event[rows[i]];
  }
  return { ...data, x, time, event };
}

function bootstrap(n: number, p: number): Trial {
  return {
    name: `cox: ${BOOTSTRAPS} refits of samples drawn with replacement, ${p} columns`,
    rows: n,
    rounds: 1,
    agreement: 1e-7,
    prepare: () => {
      const data = simulate(n, p, 'distinct', seededRandom(SEED));
      const drawn = draws(n);
      const refit = (k: number) => fitCox(redrawn(data, drawn.subarray(k * n, (k + 1) * n))).coefficients[0];
      return { columns: { ...columnsOf(data), drawn }, work: () => Array.from({ length: BOOTSTRAPS }, (_, k) => refit(k)) };
    },
    r: {
      packages: ['survival'],
      setup: `${setup(n, p)}; drawn <- matrix(drawn + 1, ${n})`,
      timed: { 'coxph.fit': `sapply(1:${BOOTSTRAPS}, function(k) core(x[drawn[, k], ], y[drawn[, k]])$coefficients[1])` },
      answer: 'f',
    },
  };
}

export const trials: readonly Trial[] = [
  ...[100_000, 1_000_000].flatMap((n) =>
    [10, 50].flatMap((p) => (['monthly', 'distinct'] as const).flatMap((times) => [FIT, WHOLE].map((part) => trial(n, p, times, part)))),
  ),
  trial(100_000, 10, 'distinct', TEST),
  bootstrap(3_000, 10),
];
