/** Runs `glm`: prepares the rows, fits the model, makes the tables asked for. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { pchisq } from '../../../numeric/dist/chi-squared';
import { countText } from '../../../results/format';
import { leaveOut, MethodError } from '../../../results/method-error';
import type { ResultTable, Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { View } from '../../../views/kinds';
import { type Contrasted, contrastsTable, contrastsView } from '../../contrasts';
import { alongEstimates, curvedEffects } from '../../curved-effects';
import { ratioColumns } from '../../declare-table';
import { columnLabels, levelSaid } from '../../labels';
import type { MethodInput, MethodOutput } from '../../method';
import { coefficientRows, coefficientsView, effectsTitle, forestOf, known } from '../../model-estimates';
import { inSteps, type Work } from '../../pool';
import { termLabels } from '../../term-labels';
import { termTests } from './anova';
import { GLM_ERRORS } from './errors';
import { familyOf } from './kernel/family';
import { logLikelihood, nullDeviance, sizeOf } from './kernel/fit';
import { marginalTable, quantityWords } from './marginal';
import { effectOf, inUnit } from './measure';
import { fitModel, type GlmModel } from './model';
import { type GlmOptions, linkOf } from './options';
import { predictionsTable } from './predictions';
import { type PreparedGlm, prepareGlm } from './prepare';
import { besideSentences, fitNote, glmSentence, outcomeName } from './sentence';
import { GLM_TABLES } from './tables';
import { glmWarnings } from './warnings';

/** The run function of `glm`. */
export async function runGlm({ options, frame, tables: others }: MethodInput<GlmOptions>, work: Work): Promise<MethodOutput> {
  const effect = effectOf(options);
  if (options.exponentiate && effect.column === null) throw noRatio(linkOf(options));
  const prepared = prepareGlm(options, frame);
  const model = await fitModel(prepared, options, work);
  const { names } = prepared.design;
  const coefficients = coefficientsTable(model, options);
  const whole = fitTable(model, prepared, options);
  const labels = { ...columnLabels(frame.columns), ...termLabels(prepared.design, frame) };
  const warnings: Warning[] = [...prepared.warnings, ...glmWarnings(model, prepared, options, labels)];
  const tables = new Map<string, ResultTable>([
    ['coefficients', coefficients],
    ['fit', whole],
  ]);
  if (options.anova !== undefined) tables.set('anova', await inSteps(termTests(model, prepared, options), work));
  if (options.compare !== undefined)
    tables.set('contrasts', await inSteps(contrastsTable(contrasted(model, prepared, effect.column), options), work));
  if (options.marginal !== undefined) tables.set('marginal', await inSteps(marginalTable(model, prepared, options), work));
  if (options.predictions !== undefined) {
    tables.set('predictions', predictionsTable(model, prepared, options, others, frame, warnings));
  }
  const shown = inUnit(effect, prepared.outcome.column?.meta.unit);
  const curved = curvedEffects(
    prepared.design,
    prepared.frame,
    alongEstimates(model.estimates, options.conf_level),
    shown,
    options.conf_level,
  );
  if (curved.rows.length > 0) tables.set('effects', tableOf(GLM_TABLES.effects, curved.rows));
  const title = effectsTitle(effect, {
    en: outcomeName(prepared, labels, 'en'),
    zh: outcomeName(prepared, labels, 'zh'),
  });
  return {
    tables,
    figures: [...forestOf(names, shown, options.conf_level, title), ...curved.figures],
    views: [
      coefficientsView(GLM_TABLES.coefficients, shown, title, options.conf_level, [fitNote(whole, prepared, options)]),
      ...groupedViews(tables, options, labels),
    ],
    estimates: model.estimates,
    warnings,
    conventions: conventions(prepared, model, options),
    seed: null,
    rows: { total: prepared.total, used: prepared.design.n, missing: prepared.design.missing },
    sentence: withSentences(glmSentence(coefficients, whole, prepared, options, labels), tables, options, labels),
    labels: { ...labels, ...modelledLabel(prepared, labels) },
  };
}

/** Tables of levels say them in the dictionary's words. */
function groupedViews(tables: ReadonlyMap<string, ResultTable>, options: GlmOptions, labels: Readonly<Record<string, Localised>>): View[] {
  return [GLM_TABLES.contrasts, GLM_TABLES.marginal].flatMap((declared): View[] => {
    const table = tables.get(declared.name);
    if (table === undefined) return [];
    const view = contrastsView(declared, table, labels, effectOf(options));
    return [{ ...view, columns: { ...view.columns, quantity: { words: quantityWords(options) } } }];
  });
}

function contrasted(model: GlmModel, { design, frame, data }: PreparedGlm, ratio: string | null): Contrasted {
  const { n, p, weights } = data;
  return { design, frame, n, p, weights, estimates: model.estimates, infinite: model.separating, table: GLM_TABLES.contrasts, ratio };
}

function withSentences(
  { en, zh }: Localised,
  tables: ReadonlyMap<string, ResultTable>,
  options: GlmOptions,
  labels: Readonly<Record<string, Localised>>,
): Localised {
  return {
    en: [en, ...besideSentences(tables, options, labels, 'en')].join(' '),
    zh: [zh, ...besideSentences(tables, options, labels, 'zh')].join(''),
  };
}

/** The level modelled, in the outcome's words. */
function modelledLabel({ outcome, data }: PreparedGlm, labels: Readonly<Record<string, Localised>>): Record<string, Localised> {
  if (outcome.level === null) return {};
  const { en, zh } = levelSaid(outcome.column?.name ?? outcome.label, outcome.level, labels);
  const n = countText(data.y.reduce((sum, one) => sum + one, 0));
  return { 'convention:modelled': { en: `${en}, ${n}`, zh: `${zh}，${n}` } };
}

/** R: `summary(fit)$coefficients`, `confint.default(fit)`, by t where the dispersion is estimated; of Firth's penalty the profile. */
function coefficientsTable({ estimates, own, robust, firth, separating }: GlmModel, options: GlmOptions): ResultTable {
  const { column } = effectOf(options);
  const p = estimates.names.length;
  const added = options.exponentiate && column !== null ? ratioColumns(column) : [];
  const exponential = (value: Value | undefined) => (typeof value === 'number' ? Math.exp(value) : null);
  const rows = coefficientRows(estimates, options.conf_level, separating).map(({ row: wald, error }, j) => {
    if (wald.estimate === undefined) return wald;
    const row: Record<string, Value> = firth === null ? wald : { ...wald, ...profileCells(firth, j) };
    const ratios = {
      [`${column}`]: exponential(row.estimate),
      [`${column}_low`]: exponential(row.conf_low),
      [`${column}_high`]: exponential(row.conf_high),
    };
    const ownError = separating.includes(j) ? null : known(Math.sqrt(own[j * p + j]));
    return { ...row, std_error: ownError, robust_se: robust === null ? null : known(error), ...ratios };
  });
  return tableOf({ columns: [...GLM_TABLES.coefficients.columns, ...added] }, rows);
}

function profileCells({ statistic, low, high }: NonNullable<GlmModel['firth']>, j: number): Record<string, Value> {
  const limit = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    statistic: known(statistic[j]),
    p_value: known(pchisq(statistic[j], 1, { lower: false })),
    conf_low: limit(low[j]),
    conf_high: limit(high[j]),
  };
}

/** R: `logLik`, `AIC`, `BIC` and the deviances of the fit; of sampling weights and quasi families there is no likelihood. */
function fitTable({ fit, firth, theta, dispersion }: GlmModel, { data }: PreparedGlm, options: GlmOptions): ResultTable {
  const n = sizeOf(data);
  const sampled = data.weights !== null && !data.counted;
  const empty = nullDeviance(fit.data);
  const parameters = fit.rank + familyOf(fit.data).extra + (fit.data.family !== data.family ? 1 : 0);
  const plain = sampled ? null : logLikelihood(fit);
  const loglik = plain === null ? null : known(plain);
  const information = typeof loglik === 'number' && firth === null ? -2 * loglik : null;
  return tableOf(GLM_TABLES.fit, [
    {
      n,
      deviance: fit.deviance,
      null_deviance: Number.isFinite(empty) ? empty : null,
      df: n - fit.rank,
      aic: information === null ? null : information + 2 * parameters,
      bic: information === null ? null : information + parameters * Math.log(n),
      loglik: firth === null ? loglik : firth.loglik,
      r_squared: options.family === 'gaussian' && linkOf(options) === 'identity' && empty > 0 ? 1 - fit.deviance / empty : null,
      theta: theta === null || !Number.isFinite(theta.value) ? null : theta.value,
      std_error_theta: theta === null ? null : known(theta.error),
      dispersion: known(dispersion),
      null_df: n - (data.intercept ? 1 : 0),
      iterations: fit.iterations,
    },
  ]);
}

function conventions(
  { cluster, outcome, data }: PreparedGlm,
  { kind, dispersion, firth }: GlmModel,
  options: GlmOptions,
): Record<string, Value> {
  const { dispersed, loglik } = familyOf({ family: options.family, theta: 1 });
  const intervals = firth !== null ? 'profile of the penalised likelihood' : dispersed ? 'Wald, t' : 'Wald, normal';
  return {
    family: options.family,
    link: linkOf(options),
    ...(outcome.level === null ? {} : { modelled: `${outcome.level}, ${data.y.reduce((sum, one) => sum + one, 0)}` }),
    variance: kind === null ? 'model' : `robust sandwich (${kind}${cluster === null ? '' : ', by cluster, times G/(G - 1)'})`,
    dispersion: dispersed ? known(dispersion) : '1',
    intervals,
    conf_level: options.conf_level,
    convergence:
      firth === null ? 'relative change of the deviance below 1e-8, 25 iterations' : 'step of every linear predictor below 1e-10',
    ...(options.family === 'negbin' ? { theta: 'maximum likelihood in turn with the coefficients' } : {}),
    ...(firth === null ? {} : { penalty: 'half the log determinant of the information (Firth)' }),
    ...(options.anova === undefined ? {} : { term_tests: options.anova }),
    ...(options.compare === undefined || options.adjust === 'none' ? {} : { adjustment: options.adjust }),
    ...(options.marginal === undefined ? {} : { standardised_effects: 'averaged over the rows used, delta method' }),
    ...(cluster === null ? {} : { cluster: options.cluster ?? 'cluster()', clusters: cluster.labels.length }),
    ...(options.weights === undefined ? {} : { weights: options.weights.kind }),
    ...(data.weights !== null && !data.counted
      ? { likelihood: 'none: the weights are not counts' }
      : loglik === null
        ? { likelihood: 'none: the family is a mean and a variance' }
        : {}),
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
