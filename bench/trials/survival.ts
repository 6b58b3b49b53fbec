/** Kaplan–Meier curves of two groups with the log-rank test, and Fine–Gray models. */
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { drain } from '@/analysis-kernel/numeric/steps';
import type { FineGrayData } from '@/analysis-kernel/registry/methods/finegray/kernel/data';
import { fitFineGray } from '@/analysis-kernel/registry/methods/finegray/kernel/fit';
import { logrank, logrankTest } from '@/analysis-kernel/registry/methods/km/kernel/logrank';
import { type KmData, kaplanMeier } from '@/analysis-kernel/stats/survival/kaplan-meier';
import { simulate, type Times } from '../beside-r/survival-data';
import type { Trial } from '../beside-r/trial';

const SEED = 20_240_601;
/** Months after which the two curves are compared with R's. */
const AT = 40;

function lastUpTo(times: Float64Array, limit: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function curves(n: number, times: Times): Trial {
  return {
    name: `km: curves of two groups and log-rank test, ${times} times`,
    rows: n,
    rounds: 3,
    agreement: 1e-9,
    prepare: () => {
      const { time, event, x } = simulate(n, 1, times, seededRandom(SEED));
      const group = Int32Array.from(x);
      const samples = [0, 1].map((code) => {
        const isOf = (_: number, i: number) => group[i] === code;
        const plain = { start: null, weights: null, robust: false, cluster: null, origin: 0 };
        return { ...plain, time: time.filter(isOf), event: event.filter(isOf) } satisfies KmData;
      });
      const rows = { start: null, time, event, group, groups: 2, strata: null, weights: null, robust: false, cluster: null };
      const work = () => {
        const last = samples.map((sample) => {
          const { time, survival, stdError } = kaplanMeier(sample);
          const at = lastUpTo(time, AT);
          return [survival[at], stdError[at]];
        });
        return [...last.flat(), logrankTest(logrank(rows, 0, 0)).statistic];
      };
      return { columns: { time, event: Float64Array.from(event), x }, work };
    },
    r: {
      packages: ['survival'],
      setup: 'd <- data.frame(time, event, x)',
      timed: { 'survfit and survdiff': 'list(survfit(Surv(time, event) ~ x, d), survdiff(Surv(time, event) ~ x, d))' },
      answer: `{ s <- summary(f[[1]], times = ${AT}); as.vector(rbind(s$surv, s$std.err)) }, f[[2]]$chisq`,
    },
  };
}

/** A third of the events are competing ones. */
function withCompeting(n: number, p: number): FineGrayData {
  const random = seededRandom(SEED);
  const { time, event, x } = simulate(n, p, 'distinct', random);
  const status = event.map((value) => (value === 1 && random.uniform() < 1 / 3 ? 2 : value));
  const plain = { start: null, weights: null, offset: null, cluster: null, groups: 1, ties: 'breslow', eventsFirst: false } as const;
  return { n, p, time, x, status, group: new Int32Array(n), ...plain };
}

function fineGray(n: number, p: number): Trial {
  return {
    name: `finegray: fit and its variance, ${p} columns`,
    rows: n,
    rounds: 1,
    agreement: 1e-5,
    prepare: () => {
      const data = withCompeting(n, p);
      const columns = { time: data.time, status: Float64Array.from(data.status), x: data.x };
      const work = () => {
        const { coefficients, variance } = drain(fitFineGray(data, 'censoring'));
        return [...coefficients, ...coefficients.map((_, j) => variance[j * (p + 1)])];
      };
      return { columns, work };
    },
    r: {
      packages: ['cmprsk'],
      setup: `x <- matrix(x, ${n})`,
      timed: { crr: 'crr(time, status, x)' },
      // As timed, crr ends where the gradient is 1e-6 of the likelihood: up to 1e-4 of a coefficient from the maximum.
      answer: '{ f <- crr(time, status, x, gtol = 1e-12, maxiter = 50); c(f$coef, diag(f$var)) }',
    },
  };
}

export const trials: readonly Trial[] = [
  ...[100_000, 1_000_000].flatMap((n) => (['monthly', 'distinct'] as const).map((times) => curves(n, times))),
  fineGray(2_000, 5),
  fineGray(10_000, 10),
];
