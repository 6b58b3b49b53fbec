/** Tests of the terms of a formula. */
import type { Design } from '../../../formula/design-matrix';
import { pchisq } from '../../../numeric/dist/chi-squared';
import { pf } from '../../../numeric/dist/f';
import { factorLdl, solveLdl } from '../../../numeric/linalg/cholesky';
import type { Steps } from '../../../numeric/steps';
import { MethodError } from '../../../results/method-error';
import type { ResultTable, Value } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { known } from '../../model-estimates';
import { GLM_ERRORS } from './errors';
import { familyOf } from './kernel/family';
import { fitGlm, type GlmData, type GlmFit, nullDeviance, sizeOf, withColumns } from './kernel/fit';
import type { GlmModel } from './model';
import type { GlmOptions } from './options';
import type { PreparedGlm } from './prepare';
import { GLM_TABLES } from './tables';

/** Deviance and rank of a model of some columns. */
interface Part {
  readonly deviance: number;
  readonly rank: number;
}

/**
 * Tests by term: `type2` of each given all terms that do not contain it, `sequential` of each given those before it. The loss of deviance over the
 * dispersion of the whole model: χ², and F where the dispersion is estimated; the negative binomial θ stays that of the whole model. Under a robust
 * variance `type2` is Wald's test of the term's coefficients, and none of a term that another contains.
 * Throws MethodError `sequential_robust`. R: `anova(fit, test)`, `car::Anova(fit, type = 2)`, `car::linearHypothesis(fit, vcov.)`.
 */
export function* termTests(model: GlmModel, { design, data }: PreparedGlm, options: GlmOptions): Steps<ResultTable> {
  const rows: Record<string, Value>[] = [];
  if (model.robust !== null) {
    if (options.anova === 'sequential') throw sequentialRobust();
    design.termLabels.forEach((term, at) => {
      rows.push({ term, ...waldTest(model, design, at) });
    });
    return tableOf(GLM_TABLES.anova, rows);
  }
  const fitted = { ...data, theta: model.fit.data.theta, family: model.fit.data.family };
  let before: Part | null = null;
  for (const [at, term] of design.termLabels.entries()) {
    const [withIt, without] = options.anova === 'sequential' ? [upTo(at), upTo(at - 1)] : [given(design, at), others(design, at)];
    const less: Part = before ?? (yield* part(fitted, design, without, model.fit));
    const more: Part = yield* part(fitted, design, withIt, model.fit);
    if (options.anova === 'sequential') before = more;
    rows.push({ term, ...lossTest(model, more.rank - less.rank, less.deviance - more.deviance) });
  }
  return tableOf(GLM_TABLES.anova, rows);
}

type Chosen = (term: number) => boolean;

const upTo =
  (last: number): Chosen =>
  (term) =>
    term <= last;

/** Whether the first term is contained in the second, or is it. */
function contains({ encoding: { terms, kept } }: Design, inner: number, outer: number): boolean {
  const variables = new Set(terms.terms[kept[outer]].variables);
  return terms.terms[kept[inner]].variables.every((variable) => variables.has(variable));
}

const others =
  (design: Design, at: number): Chosen =>
  (term) =>
    !contains(design, at, term);

const given =
  (design: Design, at: number): Chosen =>
  (term) =>
    term === at || !contains(design, at, term);

function* part(data: GlmData, { assign }: Design, chosen: Chosen, whole: GlmFit): Steps<Part> {
  const columns = Array.from(assign.keys()).filter((j) => assign[j] < 0 || chosen(assign[j]));
  if (columns.length === assign.length) return whole;
  if (columns.length === 0 || (columns.length === 1 && data.intercept)) return { deviance: nullDeviance(data), rank: columns.length };
  return yield* fitGlm(withColumns(data, columns));
}

function lossTest({ fit, dispersion }: GlmModel, df: number, loss: number): Record<string, Value> {
  if (df === 0) return { df: 0 };
  if (!familyOf(fit.data).dispersed)
    return { test: 'likelihood_ratio', statistic: known(loss), df, p_value: known(pchisq(loss, df, { lower: false })) };
  return fTest(loss / dispersion, df, fit);
}

function fTest(statistic: number, df: number, fit: GlmFit): Record<string, Value> {
  const error = sizeOf(fit.data) - fit.rank;
  const f = statistic / df;
  return { test: 'f', statistic: Number.isFinite(f) ? f : null, df, df_error: error, p_value: known(pf(f, df, error, { lower: false })) };
}

function waldTest({ fit, estimates, separating }: GlmModel, design: Design, at: number): Record<string, Value> {
  const { assign, termLabels } = design;
  if (termLabels.some((_, term) => term !== at && contains(design, at, term))) return {};
  const own = Array.from(assign.keys()).filter((j) => assign[j] === at && !Number.isNaN(fit.coefficients[j]));
  const df = own.length;
  if (df === 0 || own.some((j) => separating.includes(j))) return { df };
  const { vcov } = estimates;
  const matrix = Float64Array.from({ length: df * df }, (_, k) => vcov[own[Math.floor(k / df)] * assign.length + own[k % df]]);
  const beta = Float64Array.from(own, (j) => fit.coefficients[j]);
  const solved = beta.slice();
  factorLdl(matrix, df, 1e-14);
  solveLdl(matrix, df, solved);
  const statistic = solved.reduce((sum, value, k) => sum + value * beta[k], 0);
  const error = estimates.df;
  if (error === null) return { test: 'wald', statistic, df, p_value: known(pchisq(statistic, df, { lower: false })) };
  return { test: 'wald', statistic: statistic / df, df, df_error: error, p_value: known(pf(statistic / df, df, error, { lower: false })) };
}

function sequentialRobust(): MethodError {
  return new MethodError(
    GLM_ERRORS,
    'sequential_robust',
    {
      en: 'anova: sequential compares likelihoods, which a robust variance does not have. Use anova: type2, whose Wald tests allow for it.',
      zh: 'anova: sequential 比较似然，而稳健方差没有似然。请用 anova: type2，其 Wald 检验计及稳健方差。',
    },
    'anova',
    null,
    ['type2'],
  );
}
