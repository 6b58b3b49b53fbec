/** Tables of the variance components, of the fit, the groupings, the random effects and the residuals. */
import type { ResultTable, Value } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { MixedFit } from './kernel/fit';
import type { PreparedMixed } from './prepare';
import { MIXED_TABLES } from './tables';

export const RESIDUAL = 'Residual';
const INTERCEPT = '(Intercept)';

/** R: `as.data.frame(VarCorr(fit))`, by rows of a group, variances first. */
export function componentsTable({ components, sigma }: MixedFit, { random }: PreparedMixed): ResultTable {
  const variance = sigma * sigma;
  const isPlain = random.every(({ names }) => names.length === 1 && names[0] === INTERCEPT);
  const all = components.reduce(
    (sum, { covariance, q }) => sum + Array.from({ length: q }, (_, a) => covariance[a * q + a]).reduce((a, b) => a + b, 0),
    variance,
  );
  const rows: Record<string, Value>[] = [];
  components.forEach(({ covariance, q, index }) => {
    const { group, names } = random[index];
    for (let a = 0; a < q; a++) {
      const own = covariance[a * q + a];
      rows.push({ group, term: names[a], variance: own, sd: Math.sqrt(own), icc: isPlain ? own / all : null });
    }
    for (let a = 0; a < q; a++) {
      for (let b = 0; b < a; b++) {
        const product = Math.sqrt(covariance[a * q + a] * covariance[b * q + b]);
        const correlation = product > 0 ? Math.max(-1, Math.min(1, covariance[a * q + b] / product)) : null;
        rows.push({ group, term: names[b], with: names[a], variance: covariance[a * q + b], correlation });
      }
    }
  });
  rows.push({ group: RESIDUAL, variance, sd: sigma });
  return tableOf(MIXED_TABLES.variance_components, rows);
}

/** R: `logLik`, `AIC`, `BIC`, `REMLcrit` of the fit. */
export function fitTable(fit: MixedFit, { random }: PreparedMixed): ResultTable {
  const { data, deviance, rank } = fit;
  const parameters = rank + fit.parameters;
  return tableOf(MIXED_TABLES.fit, [
    {
      n: data.n,
      groups: Math.max(...random.map(({ grouping }) => grouping.labels.length)),
      loglik: -deviance / 2,
      reml_criterion: data.reml ? deviance : null,
      deviance: data.reml ? null : deviance,
      aic: deviance + 2 * parameters,
      bic: deviance + parameters * Math.log(data.n),
      sigma: fit.sigma,
      parameters,
      iterations: fit.iterations,
      gradient: fit.gradient,
    },
  ]);
}

/** How many levels each grouping has. R: `ngrps(fit)`. */
export function groupsTable({ random, data }: PreparedMixed): ResultTable {
  const levels = new Map(random.map(({ group, grouping }) => [group, grouping.labels.length]));
  return tableOf(
    MIXED_TABLES.groups,
    [...levels].map(([group, count]) => ({ group, levels: count, rows: data.n / count })),
  );
}

/** R: `ranef(fit)`. */
export function randomEffectsTable({ components }: MixedFit, { random }: PreparedMixed): ResultTable {
  const rows = components.flatMap(({ modes, q, index }) => {
    const { group, names, grouping } = random[index];
    return grouping.parts.flatMap((parts, level) =>
      names.map((term, a) => ({ group, level: parts.map((part) => part.level).join(':'), term, estimate: modes[level * q + a] })),
    );
  });
  return tableOf(MIXED_TABLES.random_effects, rows);
}

/** R: `fitted(fit)`, `residuals(fit)`, `residuals(fit, type = "pearson", scaled = TRUE)`. */
export function residualsTable(fit: MixedFit, { design, origin }: PreparedMixed): ResultTable {
  const { data, beta, components, sigma } = fit;
  const { n, p, x, y, weights, random } = data;
  const rows = Array.from({ length: n }, (_, i) => {
    let fitted = 0;
    for (let j = 0; j < p; j++) if (!Number.isNaN(beta[j])) fitted += x[j * n + i] * beta[j];
    for (const { index, q, modes } of components) {
      const { codes, z } = random[index];
      for (let a = 0; a < q; a++) fitted += z[a * n + i] * modes[codes[i] * q + a];
    }
    const residual = y[i] - fitted;
    const offset = design.offset?.[i] ?? 0;
    return {
      row: origin(design.rows[i]) + 1,
      fitted: fitted + offset,
      residual,
      standardised: (residual * Math.sqrt(weights?.[i] ?? 1)) / sigma,
    };
  });
  return tableOf(MIXED_TABLES.residuals, rows);
}
