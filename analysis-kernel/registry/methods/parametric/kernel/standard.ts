/** The standardised distributions without a shape: smallest extreme value, normal, logistic. */
import { dnorm, pnorm } from '../../../../numeric/dist/normal';
import { fill, type Standard } from './jet';

/** Of log T where T is Weibull: f = exp(z − e^z), S = exp(−e^z). R: `survreg.distributions$extreme`. */
export const extremeValue: Standard = {
  density: (z, out) => {
    const e = Math.exp(z);
    fill(out, z - e, 1 - e, -e);
  },
  survival: (z, out) => {
    const e = Math.exp(z);
    fill(out, -e, -e, -e);
  },
};

/** Of log T where T is log-normal. R: `survreg.distributions$gaussian`. */
export const normal: Standard = {
  density: (z, out) => fill(out, dnorm(z, { log: true }), -z, -1),
  survival: (z, out) => {
    const value = pnorm(z, { lower: false, log: true });
    const hazard = Math.exp(dnorm(z, { log: true }) - value);
    fill(out, value, -hazard, -hazard * (hazard - z));
  },
};

/** log(1 + e^z) without overflow. */
const softplus = (z: number) => (z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)));

/** Of log T where T is log-logistic: S = 1/(1 + e^z). R: `survreg.distributions$logistic`. */
export const logistic: Standard = {
  density: (z, out) => {
    const lower = 1 / (1 + Math.exp(-z));
    fill(out, z - 2 * softplus(z), 1 - 2 * lower, -2 * lower * (1 - lower));
  },
  survival: (z, out) => {
    const lower = 1 / (1 + Math.exp(-z));
    fill(out, -softplus(z), -lower, -lower * (1 - lower));
  },
};
