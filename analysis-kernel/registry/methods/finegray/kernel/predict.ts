/** Risks that a Fine–Gray model gives for new rows. */
import { quadraticForm } from '../../../../numeric/linalg/cholesky';
import type { Steps } from '../../../../numeric/steps';
import type { NewRows } from '../../../../stats/cox/hazard';
import type { FineGrayFit } from './fit';

const STEP = 256;

/**
 * F(t | x) = 1 − exp(−Λ*₀(t) exp(x'β)), with Breslow's hazard, or Efron's when the fit used his rule.
 * times: ascending. Result: row by row, time by time; NaN beyond the last observed time. The standard error has the variance of the baseline hazard,
 * Σ m/D², and that of the coefficients which the fit uses. R: `survfit(fit, newdata)` of finegray's coxph; `cmprsk::predict.crr` for the estimate.
 */
export function* subdistributionRisks(
  { state, coefficients, variance }: FineGrayFit,
  rows: NewRows,
  times: readonly number[],
): Steps<{ estimate: number; stdError: number }[]> {
  const { p, given, centre, factor, sums, all, own, times: events } = state;
  const count = events.length;
  const last = given.time.reduce((most, time) => Math.max(most, time), -Infinity);
  const hazard = running(sums.h);
  const spread = running(sums.a);
  const means = Array.from({ length: p }, (_, j) =>
    running(sums.a.map((a, g) => (a * all[j * count + g] - sums.b[g] * own[j * count + g]) / factor[j])),
  );
  const places = times.map((time) => events.findLastIndex((event) => event <= time));
  const contrast = new Float64Array(p);
  const result: { estimate: number; stdError: number }[] = [];
  for (let i = 0; i < rows.n; i++) {
    if (i % STEP === 0) yield i / rows.n;
    let predictor = rows.offset === null ? 0 : rows.offset[i];
    for (let j = 0; j < p; j++) if (!Number.isNaN(coefficients[j])) predictor += coefficients[j] * (rows.x[j * rows.n + i] - centre[j]);
    const scale = Math.exp(predictor - state.shift.value);
    times.forEach((time, t) => {
      const at = places[t];
      if (time > last) result.push({ estimate: Number.NaN, stdError: Number.NaN });
      else if (at < 0) result.push({ estimate: 0, stdError: 0 });
      else {
        for (let j = 0; j < p; j++) contrast[j] = (rows.x[j * rows.n + i] - centre[j]) * hazard[at] - means[j][at];
        const free = Math.exp(-hazard[at] * scale);
        const error = free * scale * Math.sqrt(Math.max(spread[at] + quadraticForm(variance, p, contrast), 0));
        result.push({ estimate: -Math.expm1(-hazard[at] * scale), stdError: error });
      }
    });
  }
  return result;
}

function running(increments: Float64Array): Float64Array {
  let total = 0;
  return increments.map((value) => {
    total += value;
    return total;
  });
}
