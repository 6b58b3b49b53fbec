/** The standardised generalised gamma distribution in Prentice's parametrisation: smooth through q = 0, where it is the normal one. */
import { pnorm } from '../../../../numeric/dist/normal';
import { gammaTail } from '../../../../numeric/special/incomplete-gamma';
import { HALF_LOG_2PI } from '../../../../numeric/special/lgamma';
import { expm1Over, expm1OverFirst, expm2Over, expm2OverFirst, expm2OverSecond } from './exponential-integrals';
import { emptyJet, fill, type Standard } from './jet';

/** Stirling's series in q² = 1/a: log Γ(a) − ((a − ½) log a − a + ½ log 2π). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 5 / 5940, -691 / 360360, 1 / 156, -3617 / 122400];
/** From here on the series holds to the last digit. */
const LARGE_SHAPE = 12;

/** The error of Stirling's formula at a = q⁻², and its first two derivatives in q. */
export function stirlingOfShape(q: number): readonly [number, number, number] {
  const q2 = q * q;
  if (1 / q2 >= LARGE_SHAPE) {
    let [value, first, second] = [0, 0, 0];
    // The terms are c q^(4k + 2).
    for (let k = STIRLING.length - 1; k >= 0; k--) {
      const power = 4 * k + 2;
      value += STIRLING[k] * q ** power;
      first += STIRLING[k] * power * q ** (power - 1);
      second += STIRLING[k] * power * (power - 1) * q ** (power - 2);
    }
    return [value, first, second];
  }
  // δ(a) − δ(a + 1) = (a + ½) log(1 + 1/a) − 1, and its derivatives in a.
  let [value, first, second] = [0, 0, 0];
  let a = 1 / q2;
  for (; a < LARGE_SHAPE; a++) {
    const product = a * (a + 1);
    value += (a + 0.5) * Math.log1p(1 / a) - 1;
    first += Math.log1p(1 / a) - (a + 0.5) / product;
    second += 1 / (2 * product * product);
  }
  for (let k = STIRLING.length - 1; k >= 0; k--) {
    const power = 2 * k + 1;
    value += STIRLING[k] / a ** power;
    first -= (STIRLING[k] * power) / a ** (power + 1);
    second += (STIRLING[k] * power * (power + 1)) / a ** (power + 2);
  }
  return [value, (-2 * first) / (q2 * q), (4 * second) / (q2 * q2 * q2) + (6 * first) / (q2 * q2)];
}

/** log S(z) = log of the upper tail. R: `pgamma(q^-2 * exp(q * z), q^-2, lower.tail = q < 0, log.p = TRUE)`, `pnorm` at 0. */
function logSurvival(z: number, q: number): number {
  if (q === 0) return pnorm(z, { lower: false, log: true });
  const a = 1 / (q * q);
  return gammaTail(a, a * Math.exp(q * z), { lower: q < 0, log: true });
}

/** Weights of the values at `nodes` in the interpolating polynomial at x and its first two derivatives. Fornberg 1988, 10.1090/S0025-5718-1988-0935077-0. */
export function interpolationWeights(nodes: readonly number[], x: number): readonly (readonly number[])[] {
  const n = nodes.length;
  const weights = Array.from({ length: 3 }, () => new Array<number>(n).fill(0));
  weights[0][0] = 1;
  let before = 1;
  for (let i = 1; i < n; i++) {
    let product = 1;
    for (let j = 0; j < i; j++) {
      const gap = nodes[i] - nodes[j];
      product *= gap;
      if (j === i - 1) {
        for (let m = 2; m >= 0; m--) {
          const lower = m > 0 ? m * weights[m - 1][i - 1] : 0;
          weights[m][i] = (before * (lower - (nodes[i - 1] - x) * weights[m][i - 1])) / product;
        }
      }
      for (let m = 2; m >= 0; m--) {
        const lower = m > 0 ? m * weights[m - 1][j] : 0;
        weights[m][j] = ((nodes[i] - x) * weights[m][j] - lower) / gap;
      }
    }
    before = product;
  }
  return weights;
}

const REACH = 4;
/** Nearer to 0 than this the nodes stand around 0 itself, where the shape of the incomplete gamma function is infinite. */
const NEAR_NORMAL = 0.1;
const WIDE = 0.05;
const NARROW = 0.01;

/**
 * The generalised gamma distribution of z of shape q: log f = log|q| + a log a + a(qz − e^(qz)) − log Γ(a) with a = q⁻². q = 1 is the smallest extreme
 * value (T Weibull), 0 the normal (T log-normal), −1 the largest; q = σ makes T gamma.
 *
 * The density and its derivatives are closed forms written without a difference of large numbers. The derivatives of log S in q have none:
 * they are those of the polynomial of degree 8 through nine values of it about q (tested to 1e-9 relative against quadrature).
 * Prentice 1974, 10.1093/biomet/61.3.539. R: `flexsurv::dgengamma`, `pgengamma`.
 */
export function generalisedGamma(q: number): Standard {
  const [stirling, stirlingFirst, stirlingSecond] = stirlingOfShape(q);
  const near = Math.abs(q) < NEAR_NORMAL;
  const step = near ? WIDE : NARROW * Math.max(1, Math.abs(q));
  const nodes = Array.from({ length: 2 * REACH + 1 }, (_, j) => (near ? 0 : q) + (j - REACH) * step);
  const [, first, second] = interpolationWeights(nodes, q);
  const plain = interpolationWeights(nodes, q)[0];
  const own = emptyJet();
  const density: Standard['density'] = (z, out) => {
    const y = q * z;
    fill(
      out,
      -HALF_LOG_2PI - stirling - z * z * expm2Over(y),
      -z * expm1Over(y),
      -Math.exp(y),
      -stirlingFirst - z ** 3 * expm2OverFirst(y),
      -z * z * expm1OverFirst(y),
      -stirlingSecond - z ** 4 * expm2OverSecond(y),
    );
  };
  return {
    density,
    survival: (z, out) => {
      let [value, dq, dqq] = [0, 0, 0];
      for (let j = 0; j < nodes.length; j++) {
        const at = logSurvival(z, nodes[j]);
        if (near) value += plain[j] * at;
        else if (j === REACH) value = at;
        dq += first[j] * at;
        dqq += second[j] * at;
      }
      density(z, own);
      const hazard = Math.exp(own.value - value);
      fill(out, value, -hazard, -hazard * (own.z + hazard), dq, -hazard * (own.q - dq), dqq);
    },
  };
}
