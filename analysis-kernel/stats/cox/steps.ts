/** The sums over the steps of one event time: one step by Breslow's rule, one for each tied death by Efron's. */
import type { Workspace } from './workspace';

/** Where the sums over steps go, and what they are made of. */
export type StepSums = Pick<Workspace, 'sums' | 'deaths' | 'deathWeight'> & { readonly data: Pick<Workspace['data'], 'ties'> };

/** Two numbers within 1/SAFE…SAFE have a product that neither overflows nor vanishes. */
export const SAFE = 1e150;

/**
 * Fills `ws.sums` at group g from the risk of everyone at risk (`all`) and of the time's deaths (`own`; read only for ties by
 * Efron's rule); returns Σ m log D.
 */
export function sumSteps(ws: StepSums, g: number, all: number, own: number): number {
  const { sums } = ws;
  const d = ws.deaths[g];
  const wd = ws.deathWeight[g];
  sums.denominator[g] = all;
  if (ws.data.ties === 'efron' && d > 1) return efronSums(ws, g, all, own, d, wd / d);
  oneStep(sums, g, wd, all);
  return wd * Math.log(all);
}

/** Of a time with one step, wd the weight of its deaths; b, c and meanOwn are 0 and stay so. */
export function oneStep({ denominator, h, own, a, mean }: StepSums['sums'], g: number, wd: number, all: number): void {
  const inverse = 1 / all;
  denominator[g] = all;
  h[g] = wd * inverse;
  own[g] = h[g];
  a[g] = h[g] * inverse;
  mean[g] = inverse;
}

function efronSums(ws: StepSums, g: number, all: number, own: number, d: number, m: number): number {
  const { sums } = ws;
  let h = 0;
  let hOwn = 0;
  let a = 0;
  let b = 0;
  let c = 0;
  let fShare = 0;
  let logs = 0;
  // One logarithm for the product of many steps, taken before it leaves the safe range.
  let product = 1;
  for (let j = 0; j < d; j++) {
    const f = j / d;
    const step = all - f * own;
    const inverse = 1 / step;
    const square = inverse * inverse;
    h += inverse;
    hOwn += (1 - f) * inverse;
    a += square;
    b += f * square;
    c += f * f * square;
    fShare += f * inverse;
    if (step > SAFE || step < 1 / SAFE) logs += Math.log(step);
    else {
      product *= step;
      if (product > SAFE || product < 1 / SAFE) {
        logs += Math.log(product);
        product = 1;
      }
    }
  }
  sums.h[g] = m * h;
  sums.own[g] = m * hOwn;
  sums.a[g] = m * a;
  sums.b[g] = m * b;
  sums.c[g] = m * c;
  sums.mean[g] = h / d;
  sums.meanOwn[g] = fShare / d;
  return m * (logs + Math.log(product));
}
