/** Families and links of generalised linear models, with R's guards at the edges. */
import { dnorm, pnorm, qnorm } from '../../../../numeric/dist/normal';
import { dpois } from '../../../../numeric/dist/poisson';
import { lgamma, lgammaDifference } from '../../../../numeric/special/lgamma';
import type { FamilyName, LinkName } from '../options';

export interface Link {
  readonly of: (mu: number) => number;
  readonly inverse: (eta: number) => number;
  /** dμ/dη at a linear predictor and its mean. */
  readonly slope: (eta: number, mu: number) => number;
  readonly valid: (eta: number) => boolean;
}

const EPS = Number.EPSILON;
const between = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
const always = () => true;
const PROBIT_EDGE = -qnorm(EPS);
const CAUCHIT_EDGE = 1 / Math.tan(Math.PI * EPS);

/** As `make.link` of R, its limits at the edges included. */
export const LINK: Readonly<Record<LinkName, Link>> = {
  identity: { of: (mu) => mu, inverse: (eta) => eta, slope: () => 1, valid: always },
  log: { of: Math.log, inverse: (eta) => Math.max(Math.exp(eta), EPS), slope: (_, mu) => mu, valid: always },
  inverse: { of: (mu) => 1 / mu, inverse: (eta) => 1 / eta, slope: (eta) => -1 / (eta * eta), valid: (eta) => eta !== 0 },
  sqrt: { of: Math.sqrt, inverse: (eta) => eta * eta, slope: (eta) => 2 * eta, valid: (eta) => eta > 0 },
  logit: {
    of: (mu) => Math.log(mu / (1 - mu)),
    inverse: (eta) => {
      const odds = eta < -30 ? EPS : eta > 30 ? 1 / EPS : Math.exp(eta);
      return odds / (1 + odds);
    },
    slope: (eta, mu) => (Math.abs(eta) > 30 ? EPS : mu * (1 - mu)),
    valid: always,
  },
  probit: {
    of: (mu) => qnorm(mu),
    inverse: (eta) => pnorm(between(eta, -PROBIT_EDGE, PROBIT_EDGE)),
    slope: (eta) => Math.max(dnorm(eta), EPS),
    valid: always,
  },
  cloglog: {
    of: (mu) => Math.log(-Math.log1p(-mu)),
    inverse: (eta) => between(-Math.expm1(-Math.exp(eta)), EPS, 1 - EPS),
    slope: (eta) => {
      const held = Math.min(eta, 700);
      return Math.max(Math.exp(held) * Math.exp(-Math.exp(held)), EPS);
    },
    valid: always,
  },
  cauchit: {
    of: (mu) => Math.tan(Math.PI * (mu - 0.5)),
    inverse: (eta) => 0.5 + Math.atan(between(eta, -CAUCHIT_EDGE, CAUCHIT_EDGE)) / Math.PI,
    slope: (eta) => Math.max(1 / (Math.PI * (1 + eta * eta)), EPS),
    valid: always,
  },
};

/**
 * Limits of a mean from those of its linear predictor, the lower first; NaN where these lie on both sides of a 0 that the link does not have, as those
 * of the inverse and the square root.
 */
export function meanLimits([low, high]: readonly number[], link: Link): readonly number[] {
  if (!link.valid(0) && !(low * high > 0)) return [Number.NaN, Number.NaN];
  return [link.inverse(low), link.inverse(high)].sort((a, b) => a - b);
}

/** A sample's total weight and deviance: what a family's likelihood estimates its dispersion from. */
interface Whole {
  readonly size: number;
  readonly deviance: number;
}

export interface Family {
  readonly variance: (mu: number) => number;
  /** One row's share of the deviance. */
  readonly deviance: (y: number, mu: number) => number;
  readonly valid: (mu: number) => boolean;
  /** The mean a fit begins with at a row, of this prior weight. */
  readonly start: (y: number, weight: number) => number;
  /** Whether the dispersion is estimated; else it is 1. */
  readonly dispersed: boolean;
  /** Parameters besides the coefficients that the likelihood has. */
  readonly extra: 0 | 1;
  /** One row's log likelihood at the dispersion of the whole; null where the family is a mean and a variance without a likelihood. */
  readonly loglik: ((y: number, mu: number, whole: Whole) => number) | null;
}

const xlogy = (x: number, y: number) => (x === 0 ? 0 : x * Math.log(y));

const BINOMIAL: Family = {
  variance: (mu) => mu * (1 - mu),
  deviance: (y, mu) => {
    if (y === 1) return -2 * Math.log(mu);
    return y === 0 ? -2 * Math.log(1 - mu) : 2 * (y * Math.log(y / mu) + (1 - y) * Math.log((1 - y) / (1 - mu)));
  },
  valid: (mu) => mu > 0 && mu < 1,
  start: (y, weight) => (weight * y + 0.5) / (weight + 1),
  dispersed: false,
  extra: 0,
  loglik: (y, mu) => xlogy(y, mu) + xlogy(1 - y, 1 - mu),
};

const POISSON: Family = {
  variance: (mu) => mu,
  deviance: (y, mu) => 2 * (y === 0 ? mu : y * Math.log(y / mu) - (y - mu)),
  valid: (mu) => mu > 0,
  start: (y) => y + 0.1,
  dispersed: false,
  extra: 0,
  loglik: (y, mu) => dpois(y, mu, { log: true }),
};

/** Variance μ + μ²/θ. R: `MASS::negative.binomial(theta)`. */
function negativeBinomial(theta: number): Family {
  return {
    variance: (mu) => mu + (mu * mu) / theta,
    deviance: (y, mu) => 2 * (xlogy(y, y / mu) - (y + theta) * Math.log1p((y - mu) / (mu + theta))),
    valid: (mu) => mu > 0,
    start: (y) => (y === 0 ? 1 / 6 : y),
    dispersed: false,
    extra: 1,
    loglik: (y, mu) => lgammaDifference(y, theta) - lgamma(y + 1) - theta * Math.log1p(mu / theta) + xlogy(y, mu / (theta + mu)),
  };
}

const FAMILY: Readonly<Record<Exclude<FamilyName, 'negbin'>, Family>> = {
  gaussian: {
    variance: () => 1,
    deviance: (y, mu) => (y - mu) ** 2,
    valid: always,
    start: (y) => y,
    dispersed: true,
    extra: 1,
    loglik: (y, mu, { size, deviance }) => -0.5 * (Math.log((2 * Math.PI * deviance) / size) + ((y - mu) ** 2 * size) / deviance),
  },
  binomial: BINOMIAL,
  poisson: POISSON,
  // The shape is n/deviance, as R's AIC has it, and not its maximum of the likelihood.
  gamma: {
    variance: (mu) => mu * mu,
    deviance: (y, mu) => -2 * (Math.log(y / mu) - (y - mu) / mu),
    valid: (mu) => mu > 0,
    start: (y) => y,
    dispersed: true,
    extra: 1,
    loglik: (y, mu, { size, deviance }) => {
      const shape = size / deviance;
      return (shape - 1) * Math.log(y) + shape * (Math.log(shape / mu) - y / mu) - lgamma(shape);
    },
  },
  quasibinomial: { ...BINOMIAL, dispersed: true, loglik: null },
  quasipoisson: { ...POISSON, dispersed: true, loglik: null },
};

/** As R's family objects; the negative binomial at its θ. */
export function familyOf({ family, theta }: { readonly family: FamilyName; readonly theta: number | null }): Family {
  return family === 'negbin' ? negativeBinomial(theta ?? Number.NaN) : FAMILY[family];
}
