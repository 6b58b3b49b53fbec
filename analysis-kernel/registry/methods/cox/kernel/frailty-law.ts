/** The distributions of a shared frailty: their penalties, and what says whether their variance should be larger. */

export type FrailtyDistribution = 'gamma' | 'gaussian';

/** A penalty on the groups' effects b (on the log hazard) at one variance θ. */
export interface FrailtyLaw {
  readonly value: (effects: Float64Array) => number;
  readonly first: (b: number) => number;
  readonly second: (b: number) => number;
  /** What is taken off all effects, which the likelihood does not notice, so that the penalty is least. */
  readonly centre: (effects: Float64Array) => number;
}

/**
 * Gamma frailties e^b of mean 1 and variance θ: ν Σ (e^b − b), ν = 1/θ; normal b of mean 0 and variance θ: Σ b²/2θ.
 * Therneau, Grambsch & Pankratz (2003), 10.1198/1061860031365.
 */
export function frailtyLaw(distribution: FrailtyDistribution, theta: number): FrailtyLaw {
  const sum = (effects: Float64Array, of: (b: number) => number) => effects.reduce((total, b) => total + of(b), 0);
  if (distribution === 'gaussian') {
    return {
      value: (effects) => sum(effects, (b) => b * b) / (2 * theta),
      first: (b) => b / theta,
      second: () => 1 / theta,
      centre: (effects) => sum(effects, (b) => b) / effects.length,
    };
  }
  return {
    value: (effects) => sum(effects, (b) => Math.exp(b) - b) / theta,
    first: (b) => Math.expm1(b) / theta,
    second: (b) => Math.exp(b) / theta,
    centre: (effects) => Math.log(sum(effects, Math.exp) / effects.length),
  };
}

/**
 * Of gamma frailties, the derivative of the marginal likelihood by log θ at the effects that are best for θ:
 * −ν Σ (b + ψ(ν + d) − ψ(ν) − log(1 + d/ν)), d the events of a group. Positive where θ should be larger.
 */
export function gammaSlope(theta: number, effects: Float64Array, deaths: Float64Array): number {
  const nu = 1 / theta;
  let total = 0;
  effects.forEach((b, k) => {
    let rise = -Math.log1p(deaths[k] / nu);
    for (let e = 0; e < deaths[k]; e++) rise += 1 / (nu + e);
    total += b + rise;
  });
  return -nu * total;
}

/**
 * The marginal log likelihood of gamma frailties, integrated over them: the likelihood at the best effects and
 * Σ (b ν + d + ν log(ν/(ν + d)) + Σ_{e<d} log((ν + e)/(ν + d))). At θ → 0 that of the model without frailties. R: `I-likelihood`.
 */
export function integratedLikelihood(loglik: number, theta: number, effects: Float64Array, deaths: Float64Array): number {
  const nu = 1 / theta;
  let total = loglik;
  effects.forEach((b, k) => {
    const d = deaths[k];
    total += b * nu + d - nu * Math.log1p(d / nu);
    for (let e = 0; e < d; e++) total += Math.log((nu + e) / (nu + d));
  });
  return total;
}

/** Of normal effects, by restricted maximum likelihood θ = (Σ b² + tr)/q, tr the trace of their variance: (Σ b² + tr)/(q θ) − 1, positive where θ should be larger. */
export function gaussianSlope(theta: number, effects: Float64Array, trace: number): number {
  return (effects.reduce((total, b) => total + b * b, 0) + trace) / (effects.length * theta) - 1;
}
