/** Accelerated failure time models: log T = x'β + σ W, W of a standardised distribution. */
import { generalisedGamma } from './gengamma';
import { emptyJet, type Jet, type Standard } from './jet';
import { columnsOf, constant, interceptOf, type Model, type ParametricData, type Point, type Profile } from './model';

/**
 * `fixed`: σ = 1 (exponential); `scale`: one log σ a stratum; `shape`: and a shape q, of the generalised gamma distribution; `tied`: its shape is σ,
 * so that T is gamma with mean exp(x'β) and shape σ⁻².
 */
export type AftKind = 'fixed' | 'scale' | 'shape' | 'tied';

/** Derivatives of g(z, q) in (μ, log σ, q), with z = (log t − μ)/σ. */
function chain(jet: Jet, z: number, rate: number, kind: AftKind, sign: number, first: Float64Array, second: Float64Array): void {
  first[0] += sign * -rate * jet.z;
  if (kind === 'fixed') {
    second[0] += sign * rate * rate * jet.zz;
    return;
  }
  const m = kind === 'shape' ? 3 : 2;
  const tau = -z * jet.z;
  const muTau = rate * (jet.z + z * jet.zz);
  const tauTau = z * jet.z + z * z * jet.zz;
  second[0] += sign * rate * rate * jet.zz;
  if (kind === 'tied') {
    // q is σ: dq/d log σ = q = 1/rate.
    const q = 1 / rate;
    first[1] += sign * (tau + q * jet.q);
    second[1] += sign * (muTau - jet.zq);
    second[3] += sign * (tauTau - 2 * q * z * jet.zq + q * q * jet.qq + q * jet.q);
  } else {
    first[1] += sign * tau;
    second[1] += sign * muTau;
    second[m + 1] += sign * tauTau;
  }
  second[m] = second[1];
  if (kind !== 'shape') return;
  first[2] += sign * jet.q;
  second[2] += sign * -rate * jet.zq;
  second[5] += sign * -z * jet.zq;
  second[8] += sign * jet.qq;
  second[6] = second[2];
  second[7] = second[5];
}

/** Shapes of the generalised gamma distribution, made once each. */
function shapes(standard: Standard | null): (q: number) => Standard {
  if (standard !== null) return () => standard;
  const made = new Map<number, Standard>();
  return (q) => {
    const found = made.get(q) ?? generalisedGamma(q);
    if (made.size > 64) made.clear();
    made.set(q, found);
    return found;
  };
}

/**
 * Parameters: β, then log σ of each stratum (unless fixed), then q of the generalised gamma distribution.
 * A row gives [event] (log f(z) − log σ − log t) + [censored] log S(z) − log S(z at its entry).
 * @param standard the distribution of W; null for the generalised gamma family
 * R: `survival::survreg`, whose likelihood it is.
 */
export function aftModel(data: ParametricData, standard: Standard | null, kind: AftKind): Model {
  const { n, p, time, start, event, strata, strataCount } = data;
  const shapeOf = shapes(standard);
  const logTime = time.map(Math.log);
  const logStart = start?.map(Math.log) ?? null;
  const scales = kind === 'fixed' ? 0 : strataCount;
  const size = p + scales + (kind === 'shape' ? 1 : 0);
  const one = constant(n);
  const jet = emptyJet();
  const qOf = (rate: number, u: ArrayLike<number>) => (kind === 'shape' ? u[2] : kind === 'tied' ? 1 / rate : 0);
  const inStratum = (s: number) => (strata === null ? one : Float64Array.from(strata, (code) => (code === s ? 1 : 0)));
  const scaleParams = Array.from({ length: scales }, (_, s) => p + s);
  return {
    size,
    covariatesAt: 0,
    n,
    weights: data.weights,
    forms: [
      { params: Array.from({ length: p }, (_, j) => j), columns: columnsOf(data), offset: data.offset },
      ...(kind === 'fixed' ? [] : [{ params: scaleParams, columns: scaleParams.map((_, s) => inStratum(s)), offset: null }]),
      ...(kind === 'shape' ? [{ params: [size - 1], columns: [one], offset: null }] : []),
    ],
    contribution: (i, u, out) => {
      const rate = kind === 'fixed' ? 1 : Math.exp(-u[1]);
      const { density, survival } = shapeOf(qOf(rate, u));
      out.first.fill(0);
      out.second.fill(0);
      const z = (logTime[i] - u[0]) * rate;
      if (event[i] === 1) {
        density(z, jet);
        out.value = jet.value - logTime[i] - (kind === 'fixed' ? 0 : u[1]);
      } else {
        survival(z, jet);
        out.value = jet.value;
      }
      chain(jet, z, rate, kind, 1, out.first, out.second);
      if (event[i] === 1 && kind !== 'fixed') out.first[1] -= 1;
      if (logStart === null || logStart[i] === -Infinity) return;
      const entry = (logStart[i] - u[0]) * rate;
      survival(entry, jet);
      out.value -= jet.value;
      chain(jet, entry, rate, kind, -1, out.first, out.second);
    },
    starts: () => aftStarts(data, kind, size),
    at: (theta, profile, t) => aftPoint(theta, profile, t, { p, kind, size, shapeOf }),
  };
}

/** The mean and spread of log T; for a shape both the Weibull's and the log-normal. */
function aftStarts(data: ParametricData, kind: AftKind, size: number): readonly Float64Array[] {
  const { n, p, time, event, weights, offset, strataCount } = data;
  const intercept = interceptOf(data);
  let [total, exposure, events, sum, squares] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const w = weights?.[i] ?? 1;
    const y = Math.log(time[i]) - (offset?.[i] ?? 0);
    total += w;
    sum += w * y;
    squares += w * y * y;
    exposure += w * Math.exp(y);
    events += event[i] === 1 ? w : 0;
  }
  const mean = sum / total;
  const centre = kind === 'fixed' && Number.isFinite(exposure) ? Math.log(exposure / events) : mean;
  const spread = Math.sqrt(Math.max(squares / total - (intercept < 0 ? 0 : mean * mean), 1e-4));
  const begin = (scale: number, shape: number) => {
    const theta = new Float64Array(size);
    if (intercept >= 0) theta[intercept] = centre;
    if (kind !== 'fixed') theta.fill(Math.log(scale), p, p + strataCount);
    if (kind === 'shape') theta[size - 1] = shape;
    return theta;
  };
  if (kind === 'shape') return [begin(spread, 1), begin(spread, 0)];
  return [begin(kind === 'tied' ? Math.min(Math.max(spread, 0.2), 2) : spread, 0)];
}

interface AftShape {
  readonly p: number;
  readonly kind: AftKind;
  readonly size: number;
  readonly shapeOf: (q: number) => Standard;
}

function aftPoint(theta: Float64Array, { x, offset, stratum }: Profile, time: number, { p, kind, size, shapeOf }: AftShape): Point {
  const tau = kind === 'fixed' ? 0 : theta[p + stratum];
  const rate = Math.exp(-tau);
  let mu = offset;
  for (let j = 0; j < p; j++) mu += x[j] * theta[j];
  const { density, survival } = shapeOf(kind === 'shape' ? theta[size - 1] : kind === 'tied' ? 1 / rate : 0);
  const z = (Math.log(time) - mu) * rate;
  const m = kind === 'shape' ? 3 : 2;
  const slopes = (of: Standard['density']) => {
    const jet = emptyJet();
    const first = new Float64Array(3);
    of(z, jet);
    chain(jet, z, rate, kind, 1, first, new Float64Array(9));
    const slope = new Float64Array(size);
    for (let j = 0; j < p; j++) slope[j] = first[0] * x[j];
    if (kind !== 'fixed') slope[p + stratum] = first[1];
    if (m === 3) slope[size - 1] = first[2];
    return { value: jet.value, slope };
  };
  const upper = slopes(survival);
  const dense = slopes(density);
  if (kind !== 'fixed') dense.slope[p + stratum] -= 1;
  return {
    logSurvival: upper.value,
    logHazard: dense.value - tau - Math.log(time) - upper.value,
    survivalSlope: upper.slope,
    hazardSlope: dense.slope.map((value, k) => value - upper.slope[k]),
  };
}
