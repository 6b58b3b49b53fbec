/** Runs `glm`: prepares the rows, fits the model, makes the tables asked for. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { countText } from '../../../results/format';
import { leaveOut, MethodError } from '../../../results/method-error';
import type { ResultTable, Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { ratioColumns } from '../../declare-table';
import { columnLabels, levelSaid } from '../../labels';
import type { Estimates, MethodInput, MethodOutput } from '../../method';
import { coefficientRows, coefficientsView, effectsTitle, forestOf } from '../../model-estimates';
import { inSteps, type Work } from '../../pool';
import { termLabels } from '../../term-labels';
import { GLM_ERRORS } from './errors';
import { FAMILY } from './family';
import { fitGlm, type GlmFit, NoStart, nullDeviance } from './fit';
import { effectOf } from './measure';
import { type GlmOptions, linkOf, type RobustKind } from './options';
import { predictionsTable } from './predictions';
import { type PreparedGlm, prepareGlm } from './prepare';
import { GLM_TABLES } from './tables';
import { fitNote, glmSentence, outcomeName } from './texts';
import { dispersionOf, sandwich, sizeOf, unscaledVariance } from './variance';
import { glmWarnings } from './warnings';

/** The variance the standard errors use, and the model's own. */
interface Variances {
  readonly model: Float64Array;
  readonly robust: Float64Array | null;
  readonly kind: RobustKind | null;
  readonly dispersion: number;
}

/** The run function of `glm`. */
export async function runGlm({ options, frame, tables: others }: MethodInput<GlmOptions>, work: Work): Promise<MethodOutput> {
  const effect = effectOf(options);
  if (options.exponentiate && effect.column === null) throw noRatio(linkOf(options));
  const prepared = prepareGlm(options, frame);
  const fit = await fitted(prepared, options, work);
  const variances = variancesOf(fit, prepared, options);
  const { names } = prepared.design;
  const estimates: Estimates = {
    names,
    beta: fit.coefficients,
    vcov: variances.robust ?? variances.model,
    df: FAMILY[options.family].dispersed ? sizeOf(fit) - fit.rank : null,
  };
  const coefficients = coefficientsTable(estimates, variances, options);
  const whole = fitTable(fit, prepared, variances, options);
  const labels = { ...columnLabels(frame.columns), ...termLabels(prepared.design, frame) };
  const warnings: Warning[] = [...prepared.warnings, ...glmWarnings(fit, prepared, options, labels)];
  const tables = new Map<string, ResultTable>([
    ['coefficients', coefficients],
    ['fit', whole],
  ]);
  if (options.predictions !== undefined) {
    tables.set('predictions', predictionsTable(fit, estimates, prepared, options, others, frame, warnings));
  }
  const title = effectsTitle(effect, {
    en: outcomeName(prepared, labels, 'en'),
    zh: outcomeName(prepared, labels, 'zh'),
  });
  return {
    tables,
    figures: forestOf(names, effect, options.conf_level, title),
    views: [coefficientsView(GLM_TABLES.coefficients, effect, title, options.conf_level, [fitNote(whole, prepared, options)])],
    estimates,
    warnings,
    conventions: conventions(prepared, variances, options),
    seed: null,
    rows: { total: prepared.total, used: prepared.design.n, missing: prepared.design.missing },
    sentence: glmSentence(coefficients, whole, prepared, options, labels),
    labels: { ...labels, ...modelledLabel(prepared, labels) },
  };
}

/** The level modelled, in the outcome's words. */
function modelledLabel({ outcome, data }: PreparedGlm, labels: Readonly<Record<string, Localised>>): Record<string, Localised> {
  if (outcome.level === null) return {};
  const { en, zh } = levelSaid(outcome.column?.name ?? outcome.label, outcome.level, labels);
  const n = countText(data.y.reduce((sum, one) => sum + one, 0));
  return { 'convention:modelled': { en: `${en}, ${n}`, zh: `${zh}，${n}` } };
}

async function fitted({ data }: PreparedGlm, options: GlmOptions, work: Work): Promise<GlmFit> {
  try {
    return await inSteps(fitGlm(data), work);
  } catch (error) {
    if (error instanceof NoStart) throw noStart(linkOf(options));
    throw error;
  }
}

function variancesOf(fit: GlmFit, { data, cluster }: PreparedGlm, options: GlmOptions): Variances {
  const dispersion = dispersionOf(fit);
  const bread = unscaledVariance(fit);
  const sampled = data.weights !== null && !data.counted;
  const kind = options.robust ?? (cluster !== null || sampled ? 'hc0' : null);
  const clusters = cluster === null ? null : { codes: cluster.codes, count: cluster.labels.length };
  return {
    model: bread.map((value) => value * dispersion),
    robust: kind === null ? null : sandwich(fit, bread, kind, clusters),
    kind,
    dispersion,
  };
}

/** R: `summary(fit)$coefficients`, `confint.default(fit)` (by t for the gaussian family, as `confint.lm`). */
function coefficientsTable(estimates: Estimates, { model, robust }: Variances, options: GlmOptions): ResultTable {
  const { column } = effectOf(options);
  const p = estimates.names.length;
  const added = options.exponentiate && column !== null ? ratioColumns(column) : [];
  const exponential = (value: Value | undefined) => (typeof value === 'number' ? Math.exp(value) : null);
  const rows = coefficientRows(estimates, options.conf_level).map(({ row, error }, j) => {
    if (row.estimate === undefined) return row;
    const ratios = {
      [`${column}`]: exponential(row.estimate),
      [`${column}_low`]: exponential(row.conf_low),
      [`${column}_high`]: exponential(row.conf_high),
    };
    return { ...row, std_error: Math.sqrt(model[j * p + j]), robust_se: robust === null ? null : error, ...ratios };
  });
  return tableOf({ columns: [...GLM_TABLES.coefficients.columns, ...added] }, rows);
}

/** R: `logLik`, `AIC`, `BIC` and the deviances of the fit; of sampling weights there is no likelihood. */
function fitTable(fit: GlmFit, { data }: PreparedGlm, { dispersion }: Variances, options: GlmOptions): ResultTable {
  const n = sizeOf(fit);
  const sampled = data.weights !== null && !data.counted;
  const empty = nullDeviance(data);
  const parameters = fit.rank + (FAMILY[options.family].dispersed ? 1 : 0);
  const loglik = sampled ? null : logLikelihood(fit, n);
  return tableOf(GLM_TABLES.fit, [
    {
      n,
      deviance: fit.deviance,
      null_deviance: empty,
      df: n - fit.rank,
      aic: loglik === null ? null : -2 * loglik + 2 * parameters,
      bic: loglik === null ? null : -2 * loglik + parameters * Math.log(n),
      loglik,
      r_squared: options.family === 'gaussian' && linkOf(options) === 'identity' && empty > 0 ? 1 - fit.deviance / empty : null,
      theta: null,
      dispersion,
      null_df: n - (data.intercept ? 1 : 0),
      iterations: fit.iterations,
    },
  ]);
}

function logLikelihood({ data, mu, deviance }: GlmFit, n: number): number {
  if (data.family === 'gaussian') return (-n / 2) * (Math.log((2 * Math.PI * deviance) / n) + 1);
  const { loglik } = FAMILY[data.family];
  let total = 0;
  for (let i = 0; i < data.n; i++) total += (data.weights?.[i] ?? 1) * loglik(data.y[i], mu[i]);
  return total;
}

function conventions({ cluster, outcome, data }: PreparedGlm, { kind, dispersion }: Variances, options: GlmOptions): Record<string, Value> {
  return {
    family: options.family,
    link: linkOf(options),
    ...(outcome.level === null ? {} : { modelled: `${outcome.level}, ${data.y.reduce((sum, one) => sum + one, 0)}` }),
    variance: kind === null ? 'model' : `robust sandwich (${kind}${cluster === null ? '' : ', by cluster, times G/(G - 1)'})`,
    dispersion: FAMILY[options.family].dispersed ? dispersion : '1',
    intervals: options.family === 'gaussian' ? 'Wald, t' : 'Wald, normal',
    conf_level: options.conf_level,
    convergence: 'relative change of the deviance below 1e-8, 25 iterations',
    ...(cluster === null ? {} : { cluster: options.cluster ?? 'cluster()', clusters: cluster.labels.length }),
    ...(options.weights === undefined ? {} : { weights: options.weights.kind }),
    ...(data.weights !== null && !data.counted ? { likelihood: 'none: the weights are not counts' } : {}),
  };
}

function noRatio(link: string): MethodError {
  return new MethodError(
    GLM_ERRORS,
    'no_ratio',
    {
      en: `Under link: ${link} a coefficient is not the logarithm of a ratio. Leave exponentiate out, or choose link: log.`,
      zh: `link: ${link} 下系数不是比值的对数。请删去 exponentiate，或改用 link: log。`,
    },
    'exponentiate',
    null,
    ['link: log', leaveOut('exponentiate')],
  );
}

function noStart(link: string): MethodError {
  return new MethodError(
    GLM_ERRORS,
    'no_start',
    {
      en: `No coefficients were found that keep all fitted values where link: ${link} allows them. Use the family’s own link, or look at the covariates for extreme values.`,
      zh: `没有找到使所有拟合值落在 link: ${link} 允许范围内的系数。请改用该分布族默认的连接函数，或检查协变量的极端值。`,
    },
    'formula',
  );
}
