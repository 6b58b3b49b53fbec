/** Royston and Parmar's models: a transform of survival is a natural cubic spline of log time plus x'β. */
import { emptyJet, type Standard } from './jet';
import { columnsOf, type Model, type ParametricData } from './model';

/** The spline's columns at log time x, and their derivatives in x; `knots` ascending, the boundary ones first and last. */
function splineAt(knots: readonly number[], x: number): { readonly values: Float64Array; readonly slopes: Float64Array } {
  const size = knots.length;
  const [low, high] = [knots[0], knots[size - 1]];
  const values = new Float64Array(size);
  const slopes = new Float64Array(size);
  values[0] = 1;
  values[1] = x;
  slopes[1] = 1;
  const cube = (from: number) => Math.max(x - from, 0) ** 3;
  const square = (from: number) => 3 * Math.max(x - from, 0) ** 2;
  for (let j = 1; j < size - 1; j++) {
    const share = (high - knots[j]) / (high - low);
    values[j + 1] = cube(knots[j]) - share * cube(low) - (1 - share) * cube(high);
    slopes[j + 1] = square(knots[j]) - share * square(low) - (1 - share) * square(high);
  }
  return { values, slopes };
}

/**
 * Parameters: γ of the spline (1, log t and one an inner knot), then β. With z = s(log t) + x'β survival is S₀(z): exp(−e^z) on the hazard scale (β are
 * log hazard ratios; without inner knots a Weibull model), 1/(1 + e^z) on the odds scale, Φ(−z) on the normal scale.
 * A row gives [event] (log f₀(z) + log s'(log t) − log t) + [censored] log S₀(z) − log S₀(z at its entry).
 * Royston & Parmar 2002, 10.1002/sim.1203. R: `flexsurv::flexsurvspline`.
 * @param knots of log time, the boundary ones included
 * @param starts of (γ₀, γ₁, β)
 */
export function roystonParmarModel(
  data: ParametricData,
  knots: readonly number[],
  standard: Standard,
  starts: () => readonly Float64Array[],
): Model {
  const { n, p, time, start, event } = data;
  const splines = knots.length;
  const size = splines + p;
  const logTime = time.map(Math.log);
  const logStart = start?.map(Math.log) ?? null;
  const spline = (times: Float64Array, part: 'values' | 'slopes') => {
    const columns = Array.from({ length: splines }, () => new Float64Array(n));
    for (let i = 0; i < n; i++) {
      if (times[i] === -Infinity) continue;
      const row = splineAt(knots, times[i])[part];
      for (let j = 0; j < splines; j++) columns[j][i] = row[j];
    }
    return columns;
  };
  const gammas = Array.from({ length: splines }, (_, j) => j);
  const all = Array.from({ length: size }, (_, j) => j);
  const covariates = columnsOf(data);
  const jet = emptyJet();
  const whole = (times: Float64Array) => ({ params: all, columns: [...spline(times, 'values'), ...covariates], offset: data.offset });
  const m = logStart === null ? 2 : 3;
  return {
    size,
    covariatesAt: splines,
    n,
    weights: data.weights,
    forms: [
      whole(logTime),
      { params: gammas, columns: spline(logTime, 'slopes'), offset: null },
      ...(logStart === null ? [] : [whole(logStart)]),
    ],
    contribution: (i, u, out) => {
      out.first.fill(0);
      out.second.fill(0);
      if (event[i] === 1) {
        standard.density(u[0], jet);
        out.value = jet.value + Math.log(u[1]) - logTime[i];
        out.first[1] = 1 / u[1];
        out.second[m + 1] = -1 / (u[1] * u[1]);
      } else {
        standard.survival(u[0], jet);
        out.value = jet.value;
      }
      out.first[0] = jet.z;
      out.second[0] = jet.zz;
      if (logStart === null || logStart[i] === -Infinity) return;
      standard.survival(u[2], jet);
      out.value -= jet.value;
      out.first[2] = -jet.z;
      out.second[8] = -jet.zz;
    },
    starts: () =>
      starts().map((straight) => {
        const theta = new Float64Array(size);
        theta.set(straight.subarray(0, 2));
        theta.set(straight.subarray(2), splines);
        return theta;
      }),
    at: (theta, { x, offset }, t) => {
      const { values, slopes } = splineAt(knots, Math.log(t));
      const columns = new Float64Array(size);
      columns.set(values);
      for (let j = 0; j < p; j++) columns[splines + j] = x[j];
      let [z, slope] = [offset, 0];
      for (let j = 0; j < size; j++) z += theta[j] * columns[j];
      for (let j = 0; j < splines; j++) slope += theta[j] * slopes[j];
      const [upper, dense] = [emptyJet(), emptyJet()];
      standard.survival(z, upper);
      standard.density(z, dense);
      return {
        logSurvival: upper.value,
        logHazard: dense.value - upper.value + Math.log(slope) - Math.log(t),
        survivalSlope: columns.map((value) => upper.z * value),
        hazardSlope: columns.map((value, j) => (dense.z - upper.z) * value + (j < splines ? slopes[j] / slope : 0)),
      };
    },
  };
}
