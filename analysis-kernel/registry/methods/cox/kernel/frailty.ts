/** Shared frailties: a random effect of each group on the log hazard, gamma or normal, as a penalised partial likelihood. */
import { solveLdl } from '../../../../numeric/linalg/cholesky';
import type { Steps } from '../../../../numeric/steps';
import type { CoxData } from '../../../../stats/cox/data';
import { type CoxFit, fitCoxInSteps } from '../../../../stats/cox/fit';
import { createWorkspace, type Workspace } from '../../../../stats/cox/workspace';
import { type FrailtyDistribution, type FrailtyLaw, frailtyLaw, gammaSlope, gaussianSlope, integratedLikelihood } from './frailty-law';
import { type FrailtyPoint, frailtyPass, type Membership, membership } from './frailty-sums';
import { eliminated, type FrailtyVariance, groupColumns, sparseVariance, WHOLE_GROUPS, wholeVariance } from './frailty-variance';
import { penalisedFit, traceOf } from './penalised-fit';

export interface FrailtyFit {
  /** At the penalised estimates: `variance` is the columns' block of H⁻¹; `loglik` the likelihood at the estimates and effects, without the penalty. */
  readonly fit: CoxFit;
  /** Diagonal of the columns' block of H⁻¹ I H⁻¹. */
  readonly second: Float64Array;
  /** Of the terms and the frailty together; R: `sum(fit$df)`. */
  readonly effectiveDf: number;
  /** Variance of the frailty (gamma) or of its logarithm (normal); 0 where the likelihood is best without any. */
  readonly theta: number;
  /** Effect of each group on the log hazard, its standard error, and its events. */
  readonly effects: Float64Array;
  readonly errors: Float64Array;
  readonly deaths: Float64Array;
  /** Wald statistic of the effects and its degrees of freedom. */
  readonly chiSquared: number;
  readonly df: number;
  /** Log likelihood integrated over gamma frailties, NaN of normal ones; and that of the model without frailties. */
  readonly integrated: number;
  readonly plain: number;
}

/** A variance below it counts as none. */
const NONE = 1e-6;
const PLACES = [0.05, 0.5];
/** Logarithm beyond which a variance is sought no further. */
const FARTHEST = 12;
/** Where the search begins. */
const START = Math.log(0.3);
/** A step of the logarithm of the variance after whose next the secant is good to the last digit told. */
const PRECISION = 1e-6;
const ROUNDS = 60;
const ITERATIONS = 200;
const HALVINGS = 30;
/** Twice the gain that the next step promises, below which the effects have settled. */
const SETTLED = 1e-18;

interface Shared {
  readonly ws: Workspace;
  readonly members: Membership;
  readonly base: Float64Array | null;
  /** With the groups as columns, where they are few. */
  readonly columns: Workspace | null;
  readonly distribution: FrailtyDistribution;
  readonly deaths: Float64Array;
}

interface Settled {
  readonly theta: number;
  readonly beta: Float64Array;
  readonly effects: Float64Array;
  readonly loglik: number;
  readonly variance: FrailtyVariance;
  readonly slope: number;
  /** Of all variances tried so far. */
  readonly iterations: number;
  readonly converged: boolean;
}

type Start = Pick<Settled, 'beta' | 'effects' | 'iterations'>;

/**
 * Fits λ(t | x, group) = λ₀(t) exp(x'β + b): at a variance θ it maximises ℓ(β, b) less the penalty (`frailtyLaw`); θ is where the marginal likelihood is
 * largest (gamma), or that of restricted maximum likelihood (normal). With more than five groups variances, and through them the normal θ, leave the information
 * between groups out, as R does. Stops before each iteration.
 * @param group of each row, from 0 on without gaps
 * Therneau, Grambsch & Pankratz (2003), 10.1198/1061860031365; R: `coxph(Surv(time, status) ~ x + frailty(id, distribution =))`, with θ to the last digit.
 */
export function* fitFrailty(data: CoxData, group: Int32Array, groups: number, distribution: FrailtyDistribution): Steps<FrailtyFit> {
  const plain = yield* fitCoxInSteps(data, { robust: false });
  const ws = createWorkspace({ ...data, offset: new Float64Array(data.n) });
  const deaths = new Float64Array(groups);
  const copies = data.weights?.kind === 'frequency' ? data.weights.values : null;
  for (let i = 0; i < data.n; i++) if (data.event[i] !== 0) deaths[group[i]] += copies === null ? 1 : copies[i];
  const shared: Shared = {
    ws,
    members: membership(ws, group, groups),
    base: plain.workspace.offset,
    columns: groups <= WHOLE_GROUPS ? groupColumns(data, group, groups) : null,
    distribution,
    deaths,
  };
  const start: Start = {
    beta: plain.coefficients.map((b, j) => (Number.isNaN(b) ? 0 : b / ws.factor[j])),
    effects: new Float64Array(groups),
    iterations: plain.iterations,
  };
  const best = yield* bestVariance(shared, start, plain.loglik);
  return best === null ? without(plain, groups, deaths) : withFrailty(shared, data, group, plain, best);
}

/** The fit at the best variance; null where that is 0. */
function* bestVariance(shared: Shared, start: Start, loglikWithout: number): Steps<Settled | null> {
  const tried: Settled[] = [];
  const at = function* (logTheta: number): Steps<Settled> {
    const settled = yield* settle(shared, Math.exp(logTheta), nearestTo(logTheta, tried, start));
    tried.push(settled);
    return settled;
  };
  const least = yield* at(Math.log(NONE));
  let from = least.slope > 0 ? START : Number.NaN;
  for (const place of PLACES) if (Number.isNaN(from) && (yield* at(Math.log(place))).slope > 0) from = Math.log(place);
  if (Number.isNaN(from)) return null;
  const best = yield* rootOf(at, from);
  if (best === null) return null;
  const { distribution, deaths } = shared;
  const worse = distribution === 'gamma' && integratedLikelihood(best.loglik, best.theta, best.effects, deaths) < loglikWithout;
  return worse ? null : best;
}

/** Where to begin: on the line through the two variances tried last, in the logarithm. */
function nearestTo(logTheta: number, tried: readonly Settled[], start: Start): Start {
  const [last, before] = tried.slice(-2).reverse();
  if (last === undefined) return start;
  if (before === undefined || before.theta <= NONE) return last;
  const share = (logTheta - Math.log(last.theta)) / Math.log(last.theta / before.theta);
  if (!(Math.abs(share) <= 1)) return last;
  const along = (one: Float64Array, other: Float64Array) => one.map((value, k) => value + share * (value - other[k]));
  return { beta: along(last.beta, before.beta), effects: along(last.effects, before.effects), iterations: last.iterations };
}

/** Where the slope changes its sign: outward from a place, then by secants inside the bracket; not converged where it does not as far as is looked, null below `NONE`. */
function* rootOf(at: (logTheta: number) => Steps<Settled>, from: number): Steps<Settled | null> {
  let now = yield* at(from);
  const side = now.slope > 0 ? 1 : -1;
  let before = now;
  for (let step = 1; side * now.slope > 0; step *= 2) {
    before = now;
    const next = Math.log(before.theta) + side * step;
    if (next < Math.log(NONE)) return null;
    if (next > FARTHEST) return { ...before, converged: false };
    now = yield* at(next);
  }
  let [inside, outside] = [Math.log(before.theta), Math.log(now.theta)];
  for (let round = 0; round < ROUNDS; round++) {
    const [x, last] = [Math.log(now.theta), Math.log(before.theta)];
    const secant = x - (now.slope * (x - last)) / (now.slope - before.slope);
    const isInside = secant > Math.min(inside, outside) && secant < Math.max(inside, outside);
    const next = isInside ? secant : (inside + outside) / 2;
    if (now.slope === 0 || Math.abs(next - x) < PRECISION) return now.slope === 0 ? now : yield* at(next);
    before = now;
    now = yield* at(next);
    if (side * now.slope > 0) inside = next;
    else outside = next;
  }
  return { ...now, converged: false };
}

/**
 * The best coefficients and effects at one variance: Newton's steps with the groups' block of the information replaced by their expected events, which bounds it
 * and is it but for a constant that all effects share; that is taken off at each step.
 */
function* settle(shared: Shared, theta: number, from: Start): Steps<Settled> {
  const { ws, members, base, distribution, deaths, columns } = shared;
  const { p } = ws;
  const q = members.groups;
  const law = frailtyLaw(distribution, theta);
  const passAt = (beta: Float64Array, effects: Float64Array) => {
    const point = frailtyPass(ws, members, base, beta, effects);
    return { beta, effects, point, value: point.loglik - law.value(effects) };
  };
  let now = passAt(Float64Array.from(from.beta), centred(law, from.effects));
  let iterations = 0;
  let converged = false;
  while (iterations < ITERATIONS) {
    yield null;
    const step = stepFrom(ws, now, law);
    if (step.gain < SETTLED) {
      converged = true;
      break;
    }
    iterations++;
    const rounding = 1e-14 * Math.abs(now.value);
    let share = 1;
    let next = moved(now, step, share);
    for (let halved = 0; halved < HALVINGS && !(next.value >= now.value - rounding); halved++) {
      share /= 2;
      next = moved(now, step, share);
    }
    if (!(next.value >= now.value - rounding)) break;
    now = next;
  }
  const penalty = now.effects.map(law.second);
  const information = Float64Array.from(ws.information);
  const variance =
    columns === null
      ? sparseVariance(now.point.information, now.point.cross, information, penalty, p)
      : wholeVariance(columns, now.effects, now.beta, penalty);
  const slope = distribution === 'gamma' ? gammaSlope(theta, now.effects, deaths) : gaussianSlope(theta, now.effects, variance.trace);
  return {
    theta,
    beta: now.beta,
    effects: now.effects,
    loglik: now.point.loglik,
    variance,
    slope,
    iterations: from.iterations + iterations,
    converged,
  };

  function moved(old: typeof now, { beta, effects }: ReturnType<typeof stepFrom>, share: number): typeof now {
    return passAt(
      old.beta.map((one, j) => one + share * beta[j]),
      centred(
        law,
        Float64Array.from({ length: q }, (_, k) => old.effects[k] + share * effects[k]),
      ),
    );
  }
}

function centred(law: FrailtyLaw, effects: Float64Array): Float64Array {
  const centre = law.centre(effects);
  return effects.map((b) => b - centre);
}

/** A step of coefficients and effects, and the score times the step. */
function stepFrom(
  { p, score, information }: Workspace,
  { effects, point }: { readonly effects: Float64Array; readonly point: FrailtyPoint },
  law: FrailtyLaw,
): { readonly beta: Float64Array; readonly effects: Float64Array; readonly gain: number } {
  const q = effects.length;
  const bound = point.expected.map((one, k) => one + law.second(effects[k]));
  const gradient = point.score.map((one, k) => one - law.first(effects[k]));
  const { factored, weighed } = eliminated(bound, point.cross, information, p);
  const beta = Float64Array.from(score);
  for (let j = 0; j < p; j++) for (let k = 0; k < q; k++) beta[j] -= weighed[j * q + k] * gradient[k];
  solveLdl(factored, p, beta);
  const step = gradient.map((one, k) => one / bound[k]);
  for (let j = 0; j < p; j++) for (let k = 0; k < q; k++) step[k] -= weighed[j * q + k] * beta[j];
  const gain = beta.reduce((sum, one, j) => sum + one * score[j], 0) + step.reduce((sum, one, k) => sum + one * gradient[k], 0);
  return { beta, effects: step, gain };
}

/** Of a model that is best without frailties. */
function without(plain: CoxFit, groups: number, deaths: Float64Array): FrailtyFit {
  const { modelVariance, data } = plain;
  return {
    fit: { ...plain, wald: { ...plain.wald, statistic: Number.NaN }, score: { ...plain.score, statistic: Number.NaN } },
    second: Float64Array.from({ length: data.p }, (_, j) => modelVariance[j * data.p + j]),
    effectiveDf: data.p - plain.redundant.length,
    theta: 0,
    effects: new Float64Array(groups),
    errors: new Float64Array(groups),
    deaths,
    chiSquared: 0,
    df: 0,
    integrated: plain.loglik,
    plain: plain.loglik,
  };
}

function withFrailty({ ws, distribution, deaths }: Shared, data: CoxData, group: Int32Array, plain: CoxFit, best: Settled): FrailtyFit {
  const { p, factor } = ws;
  const { theta, effects, variance, loglik, iterations, converged } = best;
  const unscaled = (of: Float64Array) => of.map((one, at) => one * factor[Math.floor(at / p)] * factor[at % p]);
  const [first, second] = [unscaled(variance.variance), unscaled(variance.second)];
  const coefficients = best.beta.map((b, j) => (variance.redundant.includes(j) ? Number.NaN : b * factor[j]));
  const { loglikNull, infinite } = plain;
  const found = { coefficients, redundant: variance.redundant, infinite, variance: first, loglikNull, loglik, iterations, converged };
  const fit = penalisedFit(ws, found);
  const columns = Array.from({ length: p }, (_, j) => j);
  const terms = [...new Set(data.assign)].map((term) => columns.filter((j) => data.assign[j] === term));
  const own = data.offset;
  return {
    fit: {
      ...fit,
      data,
      linearPredictor: fit.linearPredictor.map((lp, i) => lp + (own === null ? 0 : own[i]) + effects[group[i]]),
    },
    second: Float64Array.from(columns, (j) => second[j * p + j]),
    effectiveDf: terms.reduce((sum, term) => sum + traceOf(second, first, p, term), variance.df),
    theta,
    effects,
    errors: variance.effects.map(Math.sqrt),
    deaths,
    chiSquared: variance.chiSquared(effects),
    df: variance.df,
    integrated: distribution === 'gamma' ? integratedLikelihood(loglik, theta, effects, deaths) : Number.NaN,
    plain: plain.loglik,
  };
}
