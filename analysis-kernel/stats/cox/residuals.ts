/** Residuals of a Cox fit, each in O((n + D) p) by running sums over the event times. */
import { cumulate, growth, riskSums, spread } from './scans';
import { runningSums, type Workspace } from './workspace';

/**
 * Martingale residuals δ − Λ̂: observed less expected events of each row.
 * Result: one value a row. Rows at risk at no event time have δ − 0. With ties = exact these follow Breslow's hazard at the exact
 * estimates. R: `residuals(fit, "martingale")`.
 */
export function martingaleResiduals(ws: Workspace): Float64Array {
  const { risk, data, expected, weight } = ws;
  const residuals = Float64Array.from(data.event);
  for (let i = 0; i < ws.m; i++) residuals[risk.rows[i]] -= expected[i] / weight[i];
  return residuals;
}

/** Deviance residuals sign(M) √(−2 (M + δ log(δ − M))). R: `residuals(fit, "deviance")`. */
export function devianceResiduals(ws: Workspace): Float64Array {
  const martingale = martingaleResiduals(ws);
  return martingale.map((m, row) => {
    const logTerm = ws.data.event[row] === 0 ? 0 : Math.log(1 - m);
    return Math.sign(m) * Math.sqrt(Math.max(-2 * (m + logTerm), 0));
  });
}

/**
 * Score residuals: each row's share of the score vector, before weighting; for tied deaths averaged over Efron's steps.
 * Result: n × p column by column, on the scale of the original columns; weighted sums over rows are the score, 0 at the estimates.
 * gamma: a factor for each event time; with it, shares of the score of coefficients that are multiplied by it.
 * R: `residuals(fit, "score")`.
 */
export function scoreResiduals(ws: Workspace, gamma: Float64Array | null = null): Float64Array {
  const { risk, x, m, p, sums, risks, weight, factor } = ws;
  const n = ws.data.n;
  const result = new Float64Array(n * p);
  const all = new Float64Array(risk.groups);
  const own = new Float64Array(risk.groups);
  const increments = new Float64Array(risk.groups);
  const running = runningSums(risk);
  const column = new Float64Array(m);
  const times = gamma ?? new Float64Array(risk.groups).fill(1);
  const expected = gamma === null ? ws.expected : new Float64Array(m);
  if (gamma !== null) {
    cumulate(
      ws,
      sums.h.map((h, g) => gamma[g] * h),
      running,
    );
    spread(ws, running, gamma, expected);
  }
  for (let j = 0; j < p; j++) {
    const values = x.subarray(j * m, (j + 1) * m);
    riskSums(ws, j, all, own);
    for (let g = 0; g < risk.groups; g++) increments[g] = times[g] * (sums.a[g] * all[g] - sums.b[g] * own[g]);
    cumulate(ws, increments, running);
    growth(ws, running, column);
    for (let g = 0; g < risk.groups; g++) {
      const less = times[g] * (sums.b[g] * all[g] - sums.c[g] * own[g]);
      if (less !== 0) for (let i = risk.deathFrom[g]; i < risk.enterTo[g]; i++) column[i] -= less;
    }
    for (let i = 0; i < m; i++) column[i] = (risks[i] * column[i] - expected[i] * values[i]) / weight[i];
    for (let g = 0; g < risk.groups; g++) {
      const mean = sums.mean[g] * all[g] - sums.meanOwn[g] * own[g];
      for (let i = risk.deathFrom[g]; i < risk.enterTo[g]; i++) column[i] += times[g] * (values[i] - mean);
    }
    const scale = 1 / factor[j];
    for (let i = 0; i < m; i++) result[j * n + risk.rows[i]] = column[i] * scale;
  }
  return result;
}

/**
 * Approximate change of each coefficient when a row is left out: weight × score residual × model variance.
 * Result: n × p column by column. scaled: divided by the standard errors (`dfbetas`). R: `residuals(fit, "dfbeta")`.
 */
export function dfbetaResiduals(ws: Workspace, modelVariance: Float64Array, scaled = false, score = scoreResiduals(ws)): Float64Array {
  const { p, data } = ws;
  const n = data.n;
  const result = new Float64Array(n * p);
  for (let j = 0; j < p; j++) {
    const target = j * n;
    for (let k = 0; k < p; k++) {
      const v = modelVariance[k * p + j];
      if (v === 0) continue;
      for (let i = 0; i < n; i++) result[target + i] += score[k * n + i] * v;
    }
    const divisor = scaled ? Math.sqrt(modelVariance[j * p + j]) : 1;
    for (let i = 0; i < n; i++) result[target + i] *= (data.weights === null ? 1 : data.weights.values[i]) / (divisor === 0 ? 1 : divisor);
  }
  return result;
}

export interface SchoenfeldResiduals {
  /** Rows of the deaths, by stratum and from early to late. */
  readonly rows: Uint32Array;
  /** One line a death, column by column, on the scale of the original columns. */
  readonly values: Float64Array;
}

/**
 * Schoenfeld residuals: covariates of each death less the risk-weighted mean of those at risk at its time (averaged over Efron's
 * steps for ties), without case weights. R: `residuals(fit, "schoenfeld")`.
 */
export function schoenfeldResiduals(ws: Workspace): SchoenfeldResiduals {
  const { risk, x, m, p, sums, factor } = ws;
  const places: number[] = [];
  for (let s = 0; s < risk.stratumId.length; s++) {
    for (let g = risk.stratumGroup[s + 1] - 1; g >= risk.stratumGroup[s]; g--) {
      for (let i = risk.deathFrom[g]; i < risk.enterTo[g]; i++) places.push(i);
    }
  }
  const values = new Float64Array(places.length * p);
  const all = new Float64Array(risk.groups);
  const own = new Float64Array(risk.groups);
  for (let j = 0; j < p; j++) {
    riskSums(ws, j, all, own);
    places.forEach((place, at) => {
      const g = risk.joins[place];
      const mean = sums.mean[g] * all[g] - sums.meanOwn[g] * own[g];
      values[j * places.length + at] = (x[j * m + place] - mean) / factor[j];
    });
  }
  return { rows: Uint32Array.from(places, (place) => risk.rows[place]), values };
}

/**
 * Scaled Schoenfeld residuals: Schoenfeld residuals × model variance × number of deaths + coefficients.
 * R: `residuals(fit, "scaledsch")`.
 */
export function scaledSchoenfeldResiduals(ws: Workspace, modelVariance: Float64Array, coefficients: Float64Array): SchoenfeldResiduals {
  const { p } = ws;
  const { rows, values } = schoenfeldResiduals(ws);
  const d = rows.length;
  const scaled = new Float64Array(values.length);
  for (let j = 0; j < p; j++) {
    for (let i = 0; i < d; i++) {
      let total = 0;
      for (let k = 0; k < p; k++) total += values[k * d + i] * modelVariance[k * p + j];
      scaled[j * d + i] = total * d + (Number.isNaN(coefficients[j]) ? 0 : coefficients[j]);
    }
  }
  return { rows, values: scaled };
}
