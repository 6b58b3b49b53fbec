/** The Gompertz model: hazard exp(x'β + a t), so that β are log hazard ratios. */
import { expm1Over, expm1OverFirst, expm1OverSecond } from './exponential-integrals';
import { columnsOf, constant, interceptOf, type Model, type ParametricData } from './model';

/** ∫₀ᵗ e^(as) ds and its derivatives in a. */
const growth = (a: number, t: number) => ({
  value: t * expm1Over(a * t),
  first: t * t * expm1OverFirst(a * t),
  second: t ** 3 * expm1OverSecond(a * t),
});

/**
 * Parameters: β, then a. With a < 0 the hazard falls and a share exp(−e^(x'β)/|a|) is never reached by the event.
 * A row gives [event] (x'β + a t) − e^(x'β) (G(t) − G(its entry)), G(t) = (e^(at) − 1)/a.
 * R: `flexsurv::flexsurvreg(dist = "gompertz")`.
 */
export function gompertzModel(data: ParametricData): Model {
  const { n, p, time, start, event } = data;
  const size = p + 1;
  return {
    size,
    covariatesAt: 0,
    n,
    weights: data.weights,
    forms: [
      { params: Array.from({ length: p }, (_, j) => j), columns: columnsOf(data), offset: data.offset },
      { params: [p], columns: [constant(n)], offset: null },
    ],
    contribution: (i, [logRate, a], out) => {
      const rate = Math.exp(logRate);
      const end = growth(a, time[i]);
      const entry = start === null ? { value: 0, first: 0, second: 0 } : growth(a, start[i]);
      const hazard = rate * (end.value - entry.value);
      const first = rate * (end.first - entry.first);
      const died = event[i] === 1;
      out.value = (died ? logRate + a * time[i] : 0) - hazard;
      out.first[0] = (died ? 1 : 0) - hazard;
      out.first[1] = (died ? time[i] : 0) - first;
      out.second[0] = -hazard;
      out.second[1] = -first;
      out.second[2] = -first;
      out.second[3] = -rate * (end.second - entry.second);
    },
    starts: () => {
      const theta = new Float64Array(size);
      const intercept = interceptOf(data);
      let [events, exposure] = [0, 0];
      for (let i = 0; i < n; i++) {
        const w = data.weights?.[i] ?? 1;
        events += event[i] === 1 ? w : 0;
        exposure += w * (time[i] - (start?.[i] ?? 0)) * Math.exp(data.offset?.[i] ?? 0);
      }
      if (intercept >= 0) theta[intercept] = Math.log(events / exposure);
      return [theta];
    },
    at: (theta, { x, offset }, t) => {
      const a = theta[p];
      let logRate = offset;
      for (let j = 0; j < p; j++) logRate += x[j] * theta[j];
      const { value, first } = growth(a, t);
      const rate = Math.exp(logRate);
      const survivalSlope = new Float64Array(size);
      const hazardSlope = new Float64Array(size);
      for (let j = 0; j < p; j++) {
        survivalSlope[j] = -rate * value * x[j];
        hazardSlope[j] = x[j];
      }
      survivalSlope[p] = -rate * first;
      hazardSlope[p] = t;
      return { logSurvival: -rate * value, logHazard: logRate + a * t, survivalSlope, hazardSlope };
    },
  };
}
