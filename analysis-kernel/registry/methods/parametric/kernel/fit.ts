/** The maximum of a parametric model's likelihood, by Newton's method. */
import { factorLdl, inverseLdl, solveLdl } from '../../../../numeric/linalg/cholesky';
import { drain, type Steps, shareOf } from '../../../../numeric/steps';
import type { Contribution, Model } from './model';

export interface Maximum {
  readonly theta: Float64Array;
  readonly loglik: number;
  /** Inverse of the observed information, size × size; NaN where it is not positive definite. */
  readonly variance: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
  /** The change of each parameter in the last iteration. */
  readonly lastStep: Float64Array;
}

const MOST_ITERATIONS = 100;
const MOST_HALVINGS = 40;
/** Squared distance from the maximum in standard errors, before the last step; Newton's method squares it. */
const TOLERANCE = 1e-9;
const PIVOT = 1e-13;
/** Information of a parameter below this share of the others' is none. */
const FIRST_RIDGE = 1e-4;

interface Evaluation {
  readonly loglik: number;
  readonly gradient: Float64Array;
  /** Negative second derivatives, size × size. */
  readonly information: Float64Array;
}

/** The row's linear quantities. */
function formsAt({ forms }: Model, theta: Float64Array): Float64Array[] {
  return forms.map(({ params, columns, offset }) => {
    const u = offset === null ? new Float64Array(columns[0]?.length ?? 0) : Float64Array.from(offset);
    params.forEach((param, k) => {
      const value = theta[param];
      const column = columns[k];
      for (let i = 0; i < u.length; i++) u[i] += value * column[i];
    });
    return u;
  });
}

/** Rows between two chances to hear a cancel. */
const STRETCH = 10_000;

/** Calls back with each row's contribution at θ, the same object each time; stops every ten thousand rows, and at a value outside the model. */
function* eachRow(model: Model, theta: Float64Array, use: (i: number, out: Contribution) => void): Steps<boolean> {
  const m = model.forms.length;
  const quantities = formsAt(model, theta);
  const u = new Float64Array(m);
  const out: Contribution = { value: 0, first: new Float64Array(m), second: new Float64Array(m * m) };
  for (let i = 0; i < model.n; i++) {
    if (i % STRETCH === STRETCH - 1) yield null;
    for (let k = 0; k < m; k++) u[k] = quantities[k].length === 0 ? 0 : quantities[k][i];
    model.contribution(i, u, out);
    if (!Number.isFinite(out.value)) return false;
    use(i, out);
  }
  return true;
}

/** Log likelihood, gradient and information at θ; null where a row has no likelihood there. */
function* evaluate(model: Model, theta: Float64Array): Steps<Evaluation | null> {
  const { n, size, forms, weights } = model;
  const m = forms.length;
  const first = Array.from({ length: m }, () => new Float64Array(n));
  const second = Array.from({ length: m * m }, (_, at) => new Float64Array(Math.floor(at / m) <= at % m ? n : 0));
  let loglik = 0;
  const inside = yield* eachRow(model, theta, (i, out) => {
    const w = weights?.[i] ?? 1;
    loglik += w * out.value;
    for (let k = 0; k < m; k++) {
      first[k][i] = w * out.first[k];
      for (let l = k; l < m; l++) second[k * m + l][i] = w * out.second[k * m + l];
    }
  });
  if (!inside || !Number.isFinite(loglik)) return null;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  const weighted = new Float64Array(n);
  for (let k = 0; k < m; k++) {
    const { params, columns } = forms[k];
    for (const [a, param] of params.entries()) {
      if (n > STRETCH) yield null;
      gradient[param] += dot(first[k], columns[a]);
      for (let l = k; l < m; l++) {
        const curvature = second[k * m + l];
        for (let i = 0; i < n; i++) weighted[i] = curvature[i] * columns[a][i];
        // Of one form with itself each pair is met once; of two forms their product stands on both sides.
        for (let b = l === k ? a : 0; b < forms[l].params.length; b++) {
          const other = forms[l].params[b];
          const value = dot(weighted, forms[l].columns[b]);
          information[param * size + other] -= value;
          if (l !== k || b !== a) information[other * size + param] -= value;
        }
      }
    }
  }
  return { loglik, gradient, information };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** The information scaled to a unit diagonal and factored, with a ridge where it is not positive definite; null where no ridge helps. */
function factored({ information }: Evaluation, size: number, ridge: number): { factor: Float64Array; scale: Float64Array } | null {
  const scale = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    const d = Math.abs(information[j * size + j]);
    if (!Number.isFinite(d)) return null;
    scale[j] = d > 0 ? 1 / Math.sqrt(d) : 1;
  }
  const factor = new Float64Array(size * size);
  for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) factor[a * size + b] = information[a * size + b] * scale[a] * scale[b];
  for (let j = 0; j < size; j++) factor[j * size + j] += ridge;
  return factorLdl(factor, size, PIVOT) === size ? { factor, scale } : null;
}

function newtonStep(evaluation: Evaluation, size: number): { step: Float64Array; definite: boolean } | null {
  for (let ridge = 0; ridge < 1e8; ridge = ridge === 0 ? FIRST_RIDGE : ridge * 10) {
    const found = factored(evaluation, size, ridge);
    if (found === null) continue;
    const step = evaluation.gradient.map((value, j) => value * found.scale[j]);
    solveLdl(found.factor, size, step);
    return { step: step.map((value, j) => value * found.scale[j]), definite: ridge === 0 };
  }
  return null;
}

/**
 * Newton's method from θ, a step that does not raise the likelihood halved, with a ridge where the likelihood is not concave. Converged where the
 * squared length of the step in standard errors was below 1e-9 (a hundred iterations at most), that step taken. Stops before each iteration.
 * Returns null where the likelihood has no value at θ.
 */
export function* maximise(model: Model, from: Float64Array): Steps<Maximum | null> {
  const { size } = model;
  const unit = model.weights === null ? 1 : model.weights.reduce((a, b) => a + b, 0) / model.n;
  let theta = Float64Array.from(from);
  const begin = yield* evaluate(model, theta);
  if (begin === null) return null;
  let current: Evaluation = begin;
  let lastStep: Float64Array = new Float64Array(size);
  let nearness: number | null = null;
  let iterations = 0;
  let converged = size === 0;
  while (!converged && iterations < MOST_ITERATIONS) {
    yield nearness;
    const found = newtonStep(current, size);
    if (found === null) break;
    const decrement = Math.abs(dot(found.step, current.gradient)) / unit;
    const near = found.definite && decrement <= TOLERANCE;
    const least = current.loglik - (near ? 1e-9 * (1 + Math.abs(current.loglik)) : 0);
    let next = theta;
    let reached: Evaluation | null = null;
    for (let halving = 0; halving <= MOST_HALVINGS && reached === null; halving++) {
      next = theta.map((value, j) => value + found.step[j] / 2 ** halving);
      const tried: Evaluation | null = yield* evaluate(model, next);
      if (tried !== null && tried.loglik >= least) reached = tried;
    }
    if (reached === null) {
      // Nowhere higher along a direction that rises: at the maximum, as near as the digits go.
      converged = found.definite && decrement <= 1e-6;
      break;
    }
    iterations++;
    const before = theta;
    lastStep = next.map((value, j) => value - before[j]);
    theta = next;
    current = reached;
    converged = near;
    nearness = shareOf(decrement, TOLERANCE);
  }
  return { theta, loglik: current.loglik, variance: inverse(current, size), iterations, converged, lastStep };
}

function inverse(evaluation: Evaluation, size: number): Float64Array {
  const found = factored(evaluation, size, 0);
  if (found === null) return new Float64Array(size * size).fill(Number.NaN);
  const whole = inverseLdl(found.factor, size);
  return whole.map((value, at) => value * found.scale[Math.floor(at / size)] * found.scale[at % size]);
}

/**
 * The sandwich V (Σ_c (Σ_i w u)²) V of the rows' scores u at the maximum, summed within clusters; a frequency is so many rows of their own without.
 * R: `survreg(robust = TRUE, cluster =)`, which under weights leaves them out of the scores.
 */
export function sandwich(
  { theta, variance }: Maximum,
  model: Model,
  counted: boolean,
  clusters: { readonly codes: Int32Array; readonly count: number } | null,
): Float64Array {
  const { n, size, forms, weights } = model;
  const groups = clusters?.count ?? n;
  const sums = new Float64Array(groups * size);
  const steps = eachRow(model, theta, (i, { first }) => {
    const w = weights?.[i] ?? 1;
    const share = counted && clusters === null ? Math.sqrt(w) : w;
    const at = (clusters === null ? i : clusters.codes[i]) * size;
    for (const [k, { params, columns }] of forms.entries()) {
      for (let a = 0; a < params.length; a++) sums[at + params[a]] += share * first[k] * columns[a][i];
    }
  });
  drain(steps);
  // The influence of each group, V u, then its square.
  const result = new Float64Array(size * size);
  const influence = new Float64Array(size);
  for (let g = 0; g < groups; g++) {
    for (let a = 0; a < size; a++) {
      let total = 0;
      for (let b = 0; b < size; b++) total += variance[a * size + b] * sums[g * size + b];
      influence[a] = total;
    }
    for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) result[a * size + b] += influence[a] * influence[b];
  }
  return result;
}
