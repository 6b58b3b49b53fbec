/** Mean survival of many rows by a Cox model, its restricted mean, and what errors of both are made of. */
import { quadraticForm } from '../../../../numeric/linalg/cholesky';
import type { Steps } from '../../../../numeric/steps';
import type { CoxFit } from '../../../../stats/cox/fit';
import type { NewRows } from '../../../../stats/cox/hazard';
import { dfbetaResiduals } from '../../../../stats/cox/residuals';
import { crossProduct } from '../../../../stats/cox/sandwich';
import { cumulate, growth, riskSums } from '../../../../stats/cox/scans';
import { runningSums, type Workspace } from '../../../../stats/cox/workspace';

/** Rows whose curves are averaged: columns and strata as in the fit, and the share of each, together 1. */
export interface Population extends NewRows {
  readonly share: Float64Array;
}

/** A number that hazards and coefficients make, and its derivatives by them. */
export interface Functional {
  /** NaN where a row's stratum was not in the fit, or not followed so long. */
  readonly value: number;
  /** By the jump of the baseline hazard at each event time of the workspace, on the scale of its stratum's shift. */
  readonly byHazard: Float64Array;
  /** By each coefficient, what the hazards change with it included. */
  readonly byCoefficient: Float64Array;
  /** Whether it rests on a coefficient that may be infinite: then it has no error. */
  readonly rests: boolean;
}

/** Rows between two looks at whether the run was called off. */
const ROWS_A_STEP = 20_000;
/** Share of a hazard below which a coefficient does not move it. */
const MOVED = 1e-3;

/** The hazards of a fit along its event times, as its workspace has them: by stratum from the last time to the first. */
export interface Hazards {
  readonly fit: CoxFit;
  /** Place of each stratum among those with events, by its id. */
  readonly stratum: ReadonlyMap<number, number>;
  /** Σ m/D, and Σ m x̄/D column by column, up to each event time. */
  readonly total: Float64Array;
  readonly means: Float64Array;
  /** n × p, weighted; null where the variance is the model's. */
  readonly dfbeta: Float64Array | null;
}

/** The running hazards of a fit and, of a robust one, what each row adds to its coefficients. R: `basehaz(fit)`, `residuals(fit, "dfbeta")`. */
export function hazardsOf(fit: CoxFit): Hazards {
  const ws = fit.workspace;
  const { risk, sums, p, factor } = ws;
  const total = new Float64Array(risk.groups);
  cumulate(ws, sums.h, { total, lost: null });
  const means = new Float64Array(risk.groups * p);
  const [all, own] = [new Float64Array(risk.groups), new Float64Array(risk.groups)];
  for (let j = 0; j < p; j++) {
    riskSums(ws, j, all, own);
    const increments = all.map((value, g) => (sums.a[g] * value - sums.b[g] * own[g]) / factor[j]);
    cumulate(ws, increments, { total: means.subarray(j * risk.groups, (j + 1) * risk.groups), lost: null });
  }
  const stratum = new Map(Array.from(risk.stratumId, (id, s) => [id, s]));
  return { fit, stratum, total, means, dfbeta: fit.robustVariance === null ? null : dfbetaResiduals(ws, fit.modelVariance) };
}

/** Rows with their hazards' factors. */
export interface Placed extends Population {
  /** Of each row its stratum's place, −1 where the stratum had no event. */
  readonly places: Int32Array;
  /** e^lp on that stratum's scale. */
  readonly scale: Float64Array;
  /** Whether every row is of a stratum that the fit had. */
  readonly known: boolean;
}

/** Works out the hazards' factors of rows. */
export function placedRows({ fit, stratum }: Hazards, rows: Population): Placed {
  const { n, x, strata, offset } = rows;
  const { coefficients, centre, workspace, data } = fit;
  const ids = new Set(data.strata ?? [0]);
  const places = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    places[i] = stratum.get(strata === null ? 0 : strata[i]) ?? -1;
  }
  const scale = offset === null ? new Float64Array(n) : Float64Array.from(offset);
  for (let j = 0; j < data.p; j++) {
    const b = coefficients[j];
    if (!Number.isNaN(b) && b !== 0) for (let i = 0; i < n; i++) scale[i] += b * (x[j * n + i] - centre[j]);
  }
  for (let i = 0; i < n; i++) scale[i] = places[i] < 0 ? 0 : Math.exp(scale[i] - workspace.shift[places[i]]);
  return { ...rows, places, scale, known: strata === null || strata.every((id) => ids.has(id)) };
}

/** First event time of a stratum at or before t, as a group; the end of the stratum's groups where there is none. */
function groupAt({ risk }: Workspace, s: number, t: number): number {
  let low = risk.stratumGroup[s];
  let high = risk.stratumGroup[s + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (risk.time[middle] <= t) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Σ u (x − centre) column by column. */
function weighedColumns({ data, centre }: CoxFit, { n, x }: Population, u: Float64Array): Float64Array {
  const size = u.reduce((sum, value) => sum + value, 0);
  return Float64Array.from({ length: data.p }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += u[i] * x[j * n + i];
    return sum - size * centre[j];
  });
}

/**
 * Mean over the rows of exp(−Λ₀(t) e^lp), each with the baseline hazard of its own stratum.
 * With A the sum of share × S × e^lp over a stratum's rows, its derivative by a jump of that hazard up to t is −A, and by β
 * −Σ share S e^lp Λ (x − centre) + Σ A H, H the part of the hazard that β moves (Σ m x̄/D).
 */
export function meanSurvival(hazards: Hazards, rows: Placed, t: number): Functional {
  const { fit, total, means } = hazards;
  const { workspace: ws, data } = fit;
  const { risk } = ws;
  if (!rows.known) return nothing(hazards);
  const { places, scale } = rows;
  const strata = risk.stratumId.length;
  const at = Int32Array.from({ length: strata }, (_, s) => groupAt(ws, s, t));
  const reached = (s: number) => s >= 0 && at[s] < risk.stratumGroup[s + 1];
  const weight = new Float64Array(strata);
  const u = new Float64Array(rows.n);
  let value = 0;
  for (let i = 0; i < rows.n; i++) {
    const s = places[i];
    const hazard = reached(s) ? total[at[s]] : 0;
    const alive = rows.share[i] * Math.exp(-hazard * scale[i]);
    value += alive;
    if (!reached(s)) continue;
    weight[s] += alive * scale[i];
    u[i] = alive * scale[i] * hazard;
  }
  const byHazard = new Float64Array(risk.groups);
  const byCoefficient = weighedColumns(fit, rows, u).map((one) => -one);
  for (let s = 0; s < strata; s++) {
    if (!reached(s)) continue;
    byHazard.fill(-weight[s], at[s], risk.stratumGroup[s + 1]);
    for (let j = 0; j < data.p; j++) byCoefficient[j] += weight[s] * means[j * risk.groups + at[s]];
  }
  return { value, byHazard, byCoefficient, rests: restsOn(fit, byCoefficient, u) };
}

/** ∫₀^τ of the mean survival, with the derivatives of the same integral. Stops between rows. */
export function* restrictedMean(hazards: Hazards, rows: Placed, tau: number): Steps<Functional> {
  const { fit, total, means } = hazards;
  const { workspace: ws, data } = fit;
  const { risk } = ws;
  if (!rows.known) return nothing(hazards);
  const { places, scale } = rows;
  /** How long the hazard stays as it is after each event time. */
  const width = new Float64Array(risk.groups);
  const from = new Int32Array(risk.stratumId.length);
  for (let s = 0; s < from.length; s++) {
    from[s] = groupAt(ws, s, tau);
    for (let g = from[s]; g < risk.stratumGroup[s + 1]; g++) width[g] = (g === from[s] ? tau : risk.time[g - 1]) - risk.time[g];
  }
  const weight = new Float64Array(risk.groups);
  const u = new Float64Array(rows.n);
  let value = 0;
  let since = 0;
  for (let i = 0; i < rows.n; i++) {
    const s = places[i];
    const end = s < 0 ? 0 : risk.stratumGroup[s + 1];
    const first = s < 0 || from[s] === end ? tau : risk.time[end - 1];
    value += rows.share[i] * first;
    if (first === tau) continue;
    for (let g = from[s]; g < end; g++) {
      const alive = rows.share[i] * Math.exp(-total[g] * scale[i]) * width[g];
      value += alive;
      weight[g] += alive * scale[i];
      u[i] += alive * scale[i] * total[g];
    }
    since += end - from[s];
    if (since > ROWS_A_STEP * 50) {
      since = 0;
      yield i / rows.n;
    }
  }
  const byHazard = new Float64Array(risk.groups);
  const byCoefficient = weighedColumns(fit, rows, u).map((one) => -one);
  for (let s = 0; s < from.length; s++) {
    let after = 0;
    for (let g = from[s]; g < risk.stratumGroup[s + 1]; g++) {
      after += weight[g];
      byHazard[g] = -after;
      for (let j = 0; j < data.p; j++) byCoefficient[j] += weight[g] * means[j * risk.groups + g];
    }
  }
  return { value, byHazard, byCoefficient, rests: restsOn(fit, byCoefficient, u) };
}

/**
 * A coefficient without end takes the hazard of some rows to nothing, and every derivative of them with it: judged is the share of the hazard that it
 * moves. Rows that the others' hazards do not depend on leave them alone.
 */
function restsOn({ infinite }: CoxFit, byCoefficient: Float64Array, u: Float64Array): boolean {
  const size = u.reduce((sum, value) => sum + value, 0);
  return infinite.some((j) => Math.abs(byCoefficient[j]) > MOVED * size);
}

function nothing({ fit }: Hazards): Functional {
  const { risk, p } = fit.workspace;
  return { value: Number.NaN, byHazard: new Float64Array(risk.groups), byCoefficient: new Float64Array(p), rests: false };
}

/** a × the first plus b × the second in its derivatives; its value is the caller's. */
export function combined(value: number, a: number, first: Functional, b: number, second: Functional): Functional {
  return {
    value,
    byHazard: first.byHazard.map((one, g) => a * one + b * second.byHazard[g]),
    byCoefficient: first.byCoefficient.map((one, j) => a * one + b * second.byCoefficient[j]),
    rests: first.rests || second.rests,
  };
}

/**
 * Standard error by the delta method, the rows taken as given: of the model Σ q² Σ m/D² + g'Vg over the hazard's jumps (q) and the
 * coefficients (g); robustly the square sum, within clusters, of what each row adds to both. NaN where a coefficient it rests on is infinite.
 * R: for one row `survival::survfit(fit, newdata)$std.err`; robustly `riskRegression::predictCox(fit, newdata, average.iid = TRUE)`.
 */
export function errorOf({ fit, dfbeta }: Hazards, { value, byHazard, rests, ...by }: Functional): number {
  if (Number.isNaN(value) || rests) return Number.NaN;
  const byCoefficient = by.byCoefficient.map((one, j) => (fit.infinite.includes(j) ? 0 : one));
  const { workspace: ws, data } = fit;
  if (dfbeta === null) {
    let variance = quadraticForm(fit.modelVariance, data.p, byCoefficient);
    byHazard.forEach((q, g) => {
      variance += q * q * ws.sums.a[g];
    });
    return Math.sqrt(Math.max(variance, 0));
  }
  const shares = hazardShares(ws, byHazard);
  for (let j = 0; j < data.p; j++) {
    if (byCoefficient[j] === 0) continue;
    for (let i = 0; i < data.n; i++) shares[i] += byCoefficient[j] * dfbeta[j * data.n + i];
  }
  return Math.sqrt(crossProduct(data, shares, 1)[0]);
}

/** What each row adds to Σ q h at the fitted coefficients, weighted: infinitesimal jackknife of the hazard's jumps, Efron's steps included. */
function hazardShares(ws: Workspace, q: Float64Array): Float64Array {
  const { risk, sums, risks, weight, m, data } = ws;
  const running = runningSums(risk);
  cumulate(
    ws,
    sums.a.map((a, g) => a * q[g]),
    running,
  );
  const places = new Float64Array(m);
  growth(ws, running, places);
  for (let g = 0; g < risk.groups; g++) for (let i = risk.deathFrom[g]; i < risk.enterTo[g]; i++) places[i] -= sums.b[g] * q[g];
  for (let i = 0; i < m; i++) places[i] *= -risks[i];
  for (let g = 0; g < risk.groups; g++) {
    for (let i = risk.deathFrom[g]; i < risk.enterTo[g]; i++) places[i] += weight[i] * sums.mean[g] * q[g];
  }
  const rows = new Float64Array(data.n);
  for (let i = 0; i < m; i++) rows[risk.rows[i]] = places[i];
  return rows;
}
