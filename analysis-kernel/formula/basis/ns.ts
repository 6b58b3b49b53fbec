/** Natural cubic splines on a B-spline basis, as R's splines package builds them. */

export interface NaturalSpline {
  /** Interior knots, ascending. */
  readonly knots: readonly number[];
  readonly boundary: readonly [number, number];
  readonly intercept: boolean;
}

/**
 * Basis of a natural cubic spline: cubic B-splines with quadruple boundary knots, projected (Householder, LINPACK's signs) on the space where the
 * second derivative is 0 at both boundary knots; linear beyond them. `knots.length + 1` columns, one more with an intercept.
 * NaN where `x` is NaN. As `splines::ns(x, knots =, Boundary.knots =)`.
 */
export function nsBasis(x: Float64Array, spline: NaturalSpline): Float64Array[] {
  const [low, high] = spline.boundary;
  const knots = [low, low, low, low, ...spline.knots, high, high, high, high];
  const size = knots.length - 4;
  const skip = spline.intercept ? 0 : 1;
  const width = size - skip;
  const reflect = householder(
    [low, high].map((at) => secondDerivatives(knots, at).slice(skip)),
    width,
  );
  const columns = Array.from({ length: width - 2 }, () => new Float64Array(x.length));
  const row = new Float64Array(size);
  const edge = [low, high].map((at) => ({
    value: valuesAt(knots, at, new Float64Array(size)).slice(),
    slope: firstDerivatives(knots, at),
  }));
  for (let i = 0; i < x.length; i++) {
    const at = x[i];
    if (Number.isNaN(at)) {
      for (const column of columns) column[i] = Number.NaN;
      continue;
    }
    if (at < low || at > high) {
      const side = edge[at < low ? 0 : 1];
      const distance = at - (at < low ? low : high);
      for (let j = 0; j < size; j++) row[j] = side.value[j] + distance * side.slope[j];
    } else valuesAt(knots, at, row);
    const turned = reflect(row.subarray(skip));
    for (let j = 0; j < width - 2; j++) columns[j][i] = turned[j + 2];
  }
  return columns;
}

function interval(knots: readonly number[], at: number): number {
  let i = 3;
  while (i < knots.length - 5 && at >= knots[i + 1]) i++;
  return i;
}

/** The cubic B-splines at one place inside the boundary knots, by de Boor's recurrence. */
function valuesAt(knots: readonly number[], at: number, out: Float64Array): Float64Array {
  out.fill(0);
  const i = interval(knots, at);
  const b = [1, 0, 0, 0];
  for (let order = 1; order < 4; order++) {
    let saved = 0;
    for (let r = 0; r < order; r++) {
      const right = knots[i + r + 1] - at;
      const left = at - knots[i + 1 - order + r];
      const term = b[r] / (right + left);
      b[r] = saved + right * term;
      saved = left * term;
    }
    b[order] = saved;
  }
  for (let r = 0; r < 4; r++) out[i - 3 + r] = b[r];
  return out;
}

/** One B-spline or derivative by its definition; used at the two boundary knots only. */
function bspline(knots: readonly number[], i: number, j: number, order: number, at: number, derivative: number): number {
  if (order === 1) return i === j && derivative === 0 ? 1 : 0;
  const leftSpan = knots[j + order - 1] - knots[j];
  const rightSpan = knots[j + order] - knots[j + 1];
  const less = derivative === 0 ? 0 : derivative - 1;
  const left = leftSpan === 0 ? 0 : bspline(knots, i, j, order - 1, at, less) / leftSpan;
  const right = rightSpan === 0 ? 0 : bspline(knots, i, j + 1, order - 1, at, less) / rightSpan;
  if (derivative > 0) return (order - 1) * (left - right);
  return (at - knots[j]) * left + (knots[j + order] - at) * right;
}

function derivatives(knots: readonly number[], at: number, derivative: number): number[] {
  const i = interval(knots, at);
  return Array.from({ length: knots.length - 4 }, (_, j) => bspline(knots, i, j, 4, at, derivative));
}

function firstDerivatives(knots: readonly number[], at: number): number[] {
  return derivatives(knots, at, 1);
}

function secondDerivatives(knots: readonly number[], at: number): number[] {
  return derivatives(knots, at, 2);
}

/** Multiplies by Qᵀ of the QR decomposition of the given columns (two, of length `n`). */
function householder(columns: number[][], n: number): (row: Float64Array) => Float64Array {
  const work = columns.map((column) => Float64Array.from(column));
  const reflectors: Float64Array[] = [];
  for (let k = 0; k < work.length; k++) {
    const column = work[k];
    let norm = 0;
    for (let i = k; i < n; i++) norm += column[i] * column[i];
    norm = Math.sqrt(norm) * (column[k] < 0 ? -1 : 1);
    const u = new Float64Array(n);
    if (norm !== 0) {
      for (let i = k; i < n; i++) u[i] = column[i] / norm;
      u[k] += 1;
    }
    reflectors.push(u);
    for (let j = k + 1; j < work.length; j++) reflectOnce(u, k, work[j]);
  }
  return (row) => {
    const out = Float64Array.from(row);
    reflectors.forEach((u, k) => {
      reflectOnce(u, k, out);
    });
    return out;
  };
}

function reflectOnce(u: Float64Array, k: number, vector: Float64Array): void {
  if (u[k] === 0) return;
  let dot = 0;
  for (let i = k; i < u.length; i++) dot += u[i] * vector[i];
  const factor = dot / u[k];
  for (let i = k; i < u.length; i++) vector[i] -= factor * u[i];
}
