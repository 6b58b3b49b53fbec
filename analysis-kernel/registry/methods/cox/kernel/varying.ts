/** Coefficients that change with time: columns times a function of time, without writing out the risk sets. */
import { inverseLdl } from '../../../../numeric/linalg/cholesky';
import type { Steps } from '../../../../numeric/steps';
import { type CoxFit, movingColumns, waldStatistic } from '../../../../stats/cox/fit';
import { CONTROL, maximiseLikelihood } from '../../../../stats/cox/newton';
import type { Workspace } from '../../../../stats/cox/workspace';
import { addRow, classSums, momentsOf, startsOf, sweepSums } from './risk-moments';

/** A column of the design times a function of time. */
export interface Varying {
  readonly column: number;
  readonly of: (time: number) => number;
}

export interface VaryingFit {
  /** Coefficients and variance are of the columns, then of the varying ones; the state of the workspace is not at them. */
  readonly fit: CoxFit;
  /** Share of the pairs of an event and a row at risk whose linear predictors at that time are in order, a tie half; NaN of more risk sets than can be gone through. */
  readonly concordance: number;
}

/** Multiplications after which a pass stops for who may be waiting. */
const PAUSE = 2e7;
/** Pairs beyond which concordance is not worked out. */
const MOST_PAIRED = 3e8;

/**
 * Fits λ(t | x) = λ₀(t) exp(x'β + Σ γ_k g_k(t) x_k) by the partial likelihood, Breslow's or Efron's.
 * A column of few values has its risk sets summed by value, O(n p² + D V p²); otherwise each event time visits its risk set anew where g has changed.
 * Case weights that are frequencies count as rows. Redundant columns get NaN.
 * @param plain the fit without them
 * R: `coxph(Surv(time, status) ~ x + tt(x), tt = function(x, t, ...) x * log(t))`.
 */
export function* fitVarying(plain: CoxFit, varying: readonly Varying[]): Steps<VaryingFit> {
  const { workspace: ws, data } = plain;
  const { p, risk, factor, offset } = ws;
  const size = p + varying.length;
  const times = timesOf(ws, varying);
  const base = Int32Array.from({ length: size }, (_, at) => (at < p ? at : varying[at - p].column));
  const scale = Float64Array.from({ length: size }, (_, at) => factor[base[at]] / (at < p ? 1 : times.largest[at - p]));
  const score = new Float64Array(size);
  const information = new Float64Array(size * size);
  const eta = new Float64Array(ws.m);
  const at = function* (beta: Float64Array): Steps<number> {
    score.fill(0);
    information.fill(0);
    if (offset === null) eta.fill(0);
    else eta.set(offset);
    for (let j = 0; j < p; j++) if (beta[j] !== 0) for (let i = 0; i < ws.m; i++) eta[i] += beta[j] * ws.x[j * ws.m + i];
    const changing = varying.map(({ column }, k) => ({ column, by: (t: number) => beta[p + k] * times.values[k * risk.groups + t] }));
    const sums = (classSums(ws, varying) ?? sweepSums(ws, times.changes))(eta, changing);
    const own = momentsOf(p);
    const step = { score: new Float64Array(p), information: new Float64Array(p * p) };
    let loglik = 0;
    let work = 0;
    for (let t = 0; t < risk.groups; t++) {
      const whole = sums.at(t);
      own.clear();
      for (let i = risk.deathFrom[t]; i < risk.enterTo[t]; i++) {
        const lp = eta[i] + changing.reduce((sum, { column, by }) => sum + by(t) * ws.x[column * ws.m + i], 0);
        loglik += ws.weight[i] * lp;
        addRow(own, ws, i, ws.weight[i] * Math.exp(lp));
      }
      loglik -= addSteps(ws, t, whole, own, step);
      for (let a = 0; a < size; a++) {
        const ga = a < p ? 1 : times.values[(a - p) * risk.groups + t];
        score[a] += ga * step.score[base[a]];
        for (let b = 0; b <= a; b++) {
          const gb = b < p ? 1 : times.values[(b - p) * risk.groups + t];
          information[a * size + b] += ga * gb * step.information[base[a] * p + base[b]];
        }
      }
      work += sums.work() + (risk.enterTo[t] - risk.deathFrom[t]) * p * p;
      if (work < PAUSE) continue;
      work = 0;
      yield null;
    }
    return loglik;
  };
  const newton = yield* maximiseLikelihood({ p: size, score, information, evaluate: at }, CONTROL);
  const variance = inverseLdl(newton.factored, size);
  for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) variance[a * size + b] *= scale[a] * scale[b];
  const redundant = Array.from({ length: size }, (_, a) => a).filter((a) => newton.factored[a * size + a] === 0);
  const beta = newton.beta.map((one, a) => (redundant.includes(a) ? 0 : one * scale[a]));
  const df = size - redundant.length;
  const { loglik, loglikNull, iterations, converged } = newton;
  const fit: CoxFit = {
    ...plain,
    coefficients: beta.map((one, a) => (redundant.includes(a) ? Number.NaN : one)),
    redundant,
    infinite: movingColumns(newton.score, scale, variance, beta, CONTROL),
    modelVariance: variance,
    variance,
    loglik,
    loglikNull,
    likelihoodRatio: { statistic: 2 * (loglik - loglikNull), df },
    wald: { statistic: waldStatistic(variance, size, beta, CONTROL), df },
    score: { statistic: newton.scoreTest, df },
    iterations,
    converged,
  };
  const counted = data.weights?.kind === 'frequency';
  return { fit, concordance: yield* concordanceOf(ws, varying, times, newton.beta, counted) };
}

/** Multiplications of one pass where risk sets are visited anew; 0 where they are summed by value. */
export function varyingWork(ws: Workspace, varying: readonly Varying[]): number {
  if (classSums(ws, varying) !== null) return 0;
  const { changes } = timesOf(ws, varying);
  const { risk, p } = ws;
  const starts = startsOf(ws);
  let visits = 0;
  for (let t = 0; t < risk.groups; t++) if (changes[t] === 1 || risk.leaving !== null) visits += risk.enterTo[t] - starts[t];
  return visits * (1 + p + (p * (p + 1)) / 2);
}

interface Times {
  /** g of each varying column at each event time, over its largest size. */
  readonly values: Float64Array;
  readonly largest: Float64Array;
  /** 1 where some g is another than at the event time before, or a stratum begins. */
  readonly changes: Uint8Array;
}

function timesOf({ risk }: Workspace, varying: readonly Varying[]): Times {
  const groups = risk.groups;
  const values = new Float64Array(varying.length * groups);
  const largest = new Float64Array(varying.length).fill(1);
  const changes = Uint8Array.from(risk.opens);
  varying.forEach(({ of }, k) => {
    const own = values.subarray(k * groups, (k + 1) * groups);
    own.set(risk.time.map(of));
    const most = own.reduce((size, one) => Math.max(size, Math.abs(one)), 0);
    if (most > 0) largest[k] = most;
    for (let t = 0; t < groups; t++) {
      own[t] /= largest[k];
      if (t > 0 && own[t] !== own[t - 1]) changes[t] = 1;
    }
  });
  return { values, largest, changes };
}

type Moments = ReturnType<typeof momentsOf>;

/** Score and information of one event time in the columns; returns Σ m log D over its steps. */
function addSteps(
  ws: Workspace,
  t: number,
  whole: Moments,
  own: Moments,
  into: { readonly score: Float64Array; readonly information: Float64Array },
): number {
  const { p, x, m, risk, weight, deaths, deathWeight } = ws;
  const { score, information } = into;
  score.fill(0);
  information.fill(0);
  for (let i = risk.deathFrom[t]; i < risk.enterTo[t]; i++) for (let j = 0; j < p; j++) score[j] += weight[i] * x[j * m + i];
  const steps = ws.data.ties === 'efron' ? deaths[t] : 1;
  const share = deathWeight[t] / steps;
  let logs = 0;
  for (let step = 0; step < steps; step++) {
    const f = step / steps;
    const denominator = whole.zero() - f * own.zero();
    logs += share * Math.log(denominator);
    for (let a = 0; a < p; a++) {
      const mean = (whole.first[a] - f * own.first[a]) / denominator;
      score[a] -= share * mean;
      for (let b = 0; b < p; b++) {
        const [high, low] = a >= b ? [a, b] : [b, a];
        const second = whole.second[high * p + low] - f * own.second[high * p + low];
        information[a * p + b] += share * (second / denominator - (mean * (whole.first[b] - f * own.first[b])) / denominator);
      }
    }
  }
  return logs;
}

/** Over pairs of an event and another row at risk without one at its time; NaN where there are too many to go through. */
function* concordanceOf(ws: Workspace, varying: readonly Varying[], times: Times, beta: Float64Array, counted: boolean): Steps<number> {
  const { risk, m, p, x, weight } = ws;
  const base = ws.offset === null ? new Float64Array(m) : Float64Array.from(ws.offset);
  for (let j = 0; j < p; j++) for (let i = 0; i < m; i++) base[i] += beta[j] * x[j * m + i];
  const starts = startsOf(ws);
  const work = starts.reduce(
    (sum, start, t) => sum + (risk.deathFrom[t] - start) * (risk.enterTo[t] - risk.deathFrom[t] + varying.length),
    0,
  );
  if (work > MOST_PAIRED) return Number.NaN;
  const lp = new Float64Array(m);
  let [ordered, pairs, done] = [0, 0, 0];
  for (let t = 0; t < risk.groups; t++) {
    const [from, dead, end] = [starts[t], risk.deathFrom[t], risk.enterTo[t]];
    lp.set(base.subarray(from, end), from);
    varying.forEach(({ column }, k) => {
      const by = beta[p + k] * times.values[k * risk.groups + t];
      for (let i = from; i < end; i++) lp[i] += by * x[column * m + i];
    });
    for (let d = dead; d < end; d++) {
      const near = 1e-9 * Math.max(1, Math.abs(lp[d]));
      for (let i = from; i < dead; i++) {
        if (risk.leaves[i] <= t) continue;
        const both = counted ? weight[d] * weight[i] : 1;
        pairs += both;
        if (lp[d] > lp[i] + near) ordered += both;
        else if (lp[d] >= lp[i] - near) ordered += both / 2;
      }
    }
    done += (end - from) * (varying.length + end - dead);
    if (done < PAUSE) continue;
    done = 0;
    yield null;
  }
  return ordered / pairs;
}
