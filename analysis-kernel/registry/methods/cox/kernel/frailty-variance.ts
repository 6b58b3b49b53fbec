/** Variances of a Cox model with frailties, of the penalised information H and the information I without the penalty. */
import { factorLdl, inverseLdl } from '../../../../numeric/linalg/cholesky';
import type { CoxData } from '../../../../stats/cox/data';
import { CONTROL } from '../../../../stats/cox/newton';
import { evaluate } from '../../../../stats/cox/pass';
import { createWorkspace, type Workspace } from '../../../../stats/cox/workspace';
import { traceOf } from './penalised-fit';

/** Up to so many groups the information between them counts; beyond, each group's own and that with the columns, as in R. */
export const WHOLE_GROUPS = 5;

/** Of the scaled columns. */
export interface FrailtyVariance {
  /** p × p block of H⁻¹, and of H⁻¹ I H⁻¹. */
  readonly variance: Float64Array;
  readonly second: Float64Array;
  readonly redundant: readonly number[];
  /** Diagonal of the groups' block of H⁻¹, and its sum. */
  readonly effects: Float64Array;
  readonly trace: number;
  /** tr(V₂ V⁻¹) of the groups' blocks. */
  readonly df: number;
  /** Quadratic form of the effects b in the inverse of their variance; with its diagonal alone beyond `WHOLE_GROUPS`. */
  readonly chiSquared: (b: Float64Array) => number;
}

/**
 * @param own information of each group; cross: with the columns, at j × groups + k; penalty: its second derivative for each group
 * @param information p × p of the columns, lower triangle
 * R: `fit$var`, `fit$var2`, `fit$fvar`, `fit$df` of `coxph(… + frailty(id))` with sparse = TRUE.
 */
export function sparseVariance(
  own: Float64Array,
  cross: Float64Array,
  information: Float64Array,
  penalty: Float64Array,
  p: number,
): FrailtyVariance {
  const q = own.length;
  const whole = own.map((one, k) => one + penalty[k]);
  const { factored, weighed } = eliminated(whole, cross, information, p);
  const variance = inverseLdl(factored, p);
  const between = new Float64Array(q * p);
  for (let i = 0; i < p; i++)
    for (let j = 0; j < p; j++) for (let k = 0; k < q; k++) between[i * q + k] -= weighed[j * q + k] * variance[j * p + i];
  const effects = whole.map((one) => 1 / one);
  for (let j = 0; j < p; j++) for (let k = 0; k < q; k++) effects[k] -= between[j * q + k] * weighed[j * q + k];
  const second = Float64Array.from(variance);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) for (let k = 0; k < q; k++) second[i * p + j] -= between[i * q + k] * penalty[k] * between[j * q + k];
  }
  return {
    variance,
    second,
    redundant: redundantOf(factored, p, 0),
    effects,
    trace: effects.reduce((sum, one) => sum + one, 0),
    df: q - effects.reduce((sum, one, k) => sum + one * penalty[k], 0),
    chiSquared: (b) => b.reduce((sum, one, k) => sum + (one * one) / effects[k], 0),
  };
}

/** The information of the columns when the groups' effects are maximised over: factored, with F⁻¹ × cross. */
export function eliminated(
  groups: Float64Array,
  cross: Float64Array,
  information: Float64Array,
  p: number,
): { readonly factored: Float64Array; readonly weighed: Float64Array } {
  const q = groups.length;
  const weighed = cross.map((one, at) => one / groups[at % q]);
  const factored = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = information[i * p + j];
      for (let k = 0; k < q; k++) sum -= cross[i * q + k] * weighed[j * q + k];
      factored[i * p + j] = sum;
    }
  }
  factorLdl(factored, p, CONTROL.pivotTolerance);
  return { factored, weighed };
}

function redundantOf(factored: Float64Array, p: number, from: number): number[] {
  return Array.from({ length: p }, (_, j) => j).filter((j) => factored[(from + j) * (from + p) + from + j] === 0);
}

/** A workspace whose first columns are the groups, with effects as coefficients. */
export function groupColumns(data: CoxData, group: ArrayLike<number>, q: number): Workspace {
  const { n, p, x } = data;
  const columns = new Float64Array(n * (q + p));
  for (let i = 0; i < n; i++) columns[group[i] * n + i] = 1;
  columns.set(x, n * q);
  return createWorkspace({ ...data, p: q + p, x: columns });
}

/** The same with the whole information. R: sparse = FALSE. */
export function wholeVariance(ws: Workspace, effects: Float64Array, beta: Float64Array, penalty: Float64Array): FrailtyVariance {
  const [q, p, size] = [effects.length, beta.length, ws.p];
  evaluate(ws, Float64Array.from([...effects, ...beta]));
  const factored = Float64Array.from(ws.information);
  for (let k = 0; k < q; k++) factored[k * size + k] += penalty[k];
  factorLdl(factored, size, CONTROL.pivotTolerance);
  const inverse = inverseLdl(factored, size);
  const about = Float64Array.from(inverse, (one, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return penalty.reduce((rest, by, k) => rest - by * inverse[i * size + k] * inverse[k * size + j], one);
  });
  const block = (of: Float64Array) => Float64Array.from({ length: p * p }, (_, at) => of[(q + Math.floor(at / p)) * size + q + (at % p)]);
  const groups = Array.from(effects.keys());
  const own = Float64Array.from(effects, (_, k) => inverse[k * size + k]);
  return {
    variance: block(inverse),
    second: block(about),
    redundant: redundantOf(factored, p, q),
    effects: own,
    trace: own.reduce((sum, one) => sum + one, 0),
    df: traceOf(about, inverse, size, groups),
    chiSquared: (b) => {
      const pairs = Float64Array.from({ length: size * size }, (_, at) => {
        const [i, j] = [Math.floor(at / size), at % size];
        return i < q && j < q ? b[i] * b[j] : 0;
      });
      return traceOf(pairs, inverse, size, groups);
    },
  };
}
