/** Variances from the rows themselves: what the sandwich, the robust score test and the robust test of proportional hazards stand on. */
import { factorLdl, solveLdl } from '../../numeric/linalg/cholesky';
import type { CoxData } from './data';
import { dfbetaResiduals } from './residuals';
import type { Workspace } from './workspace';

/**
 * D'D, D the weighted rows (n × p, column by column) summed within clusters; no small-sample factor. With frequency weights and no
 * clusters each of the rows a weight stands for counts by itself, and each cluster where whole clusters are copied.
 */
export function crossProduct(
  { n, cluster, clustersCopied, weights }: Pick<CoxData, 'n' | 'cluster' | 'clustersCopied' | 'weights'>,
  weighted: Float64Array,
  p: number,
): Float64Array {
  let rows = weighted;
  let count = n;
  let copies = cluster === null && weights?.kind === 'frequency' ? weights.values : null;
  if (cluster !== null) {
    const index = new Map<number, number>();
    for (const c of cluster) if (!index.has(c)) index.set(c, index.size);
    count = index.size;
    rows = new Float64Array(count * p);
    if (clustersCopied === true && weights?.kind === 'frequency') {
      copies = new Float64Array(count);
      for (let i = 0; i < n; i++) copies[index.get(cluster[i]) as number] = weights.values[i];
    }
    for (let i = 0; i < n; i++) {
      const at = index.get(cluster[i]) as number;
      for (let j = 0; j < p; j++) rows[j * count + at] += weighted[j * n + i];
    }
  }
  const product = new Float64Array(p * p);
  for (let j = 0; j < p; j++) {
    for (let k = 0; k <= j; k++) {
      let total = 0;
      for (let i = 0; i < count; i++) total += (rows[j * count + i] * rows[k * count + i]) / (copies === null ? 1 : copies[i]);
      product[j * p + k] = total;
      product[k * p + j] = total;
    }
  }
  return product;
}

/** The sandwich: the cross product of the dfbeta residuals, made of the score residuals at the estimates. R: `vcov` of a robust fit. */
export function robustVariance(ws: Workspace, modelVariance: Float64Array, scores: Float64Array): Float64Array {
  return crossProduct(ws.data, dfbetaResiduals(ws, modelVariance, false, scores), ws.p);
}

/**
 * u'(S'S)⁻¹u, S the weighted score residuals (`rows`, which are written over) summed within clusters and u their sum, at the coefficients of the last pass; columns that
 * earlier ones determine drop out by the pivot tolerance. At coefficients 0 it is the robust score test. An offset stays in the null model.
 * R: `coxph(…, cluster = id)$rscore`, which leaves an offset out.
 */
export function robustScore(ws: Workspace, rows: Float64Array, pivotTolerance: number): number {
  const { p, data } = ws;
  const { n, weights } = data;
  const u = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    for (let i = 0; i < n; i++) {
      rows[j * n + i] *= weights === null ? 1 : weights.values[i];
      u[j] += rows[j * n + i];
    }
  }
  const factored = crossProduct(data, rows, p);
  factorLdl(factored, p, pivotTolerance);
  const solved = Float64Array.from(u);
  solveLdl(factored, p, solved);
  return u.reduce((total, value, j) => total + value * solved[j], 0);
}
