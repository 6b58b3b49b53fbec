/** Runs `cox`: prepares the rows, fits the model, makes the tables asked for. */
import type { ResultTable, Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { ShownTime } from '../../../results/time-unit';
import { exactWork } from '../../../stats/cox/exact';
import { type CoxFit, fitCoxInSteps } from '../../../stats/cox/fit';
import { proportionalHazardsTest } from '../../../stats/cox/zph';
import type { View } from '../../../views/kinds';
import { type Contrasted, contrastsTable, contrastsView } from '../../contrasts';
import { alongEstimates, curvedEffects } from '../../curved-effects';
import { eventText, eventWords, outcomeSaid } from '../../event-warnings';
import { transformOf } from '../../hazard-options';
import { hazardEstimates } from '../../hazard-rows';
import { fitSaid, rowsByColumn, strataColumns } from '../../hazard-sentences';
import { fitWarnings, modelledRowsWarnings, nearTiesWarnings } from '../../hazard-warnings';
import { columnLabels, saidOf } from '../../labels';
import type { Estimates, MethodInput, MethodOutput } from '../../method';
import { coefficientsView, effectsTitle, forestOf, type Measure } from '../../model-estimates';
import { inSteps, type Work } from '../../pool';
import { termLabels } from '../../term-labels';
import { shownTime, timeConvention } from '../../time-scale';
import { timedView } from '../../timed-view';
import { adjustedTables } from './adjusted';
import { adjustedFigure, adjustedSentence, adjustedViews, armLabels } from './adjusted-said';
import { anovaTable, coefficientsTable, fitTable, zphTable } from './coefficients';
import { comparedSentence } from './compared-said';
import { baselineTable, predictionsTable, residualsTable } from './details';
import { frailtySentence, frailtyTables, frailtyView, frailtyWarnings } from './frailty-said';
import { sequentialTests } from './kernel/anova';
import { fitFirth } from './kernel/firth';
import { fitFrailty } from './kernel/frailty';
import { WHOLE_GROUPS } from './kernel/frailty-variance';
import { fitRidge } from './kernel/ridge';
import { fitVarying } from './kernel/varying';
import { type CoxMethodOptions, tiesOf } from './options';
import { ridgePenalty } from './penalties';
import { exactTooLarge, type PreparedCox, prepareCox } from './prepare';
import { COX_TABLES } from './tables';
import { coxSentence } from './texts';
import { changingColumns, changingLabels, checkWork, overTimeFigures, overTimeTable, overTimeView } from './varying-said';

const SHRUNKEN: Warning = {
  code: 'shrunken',
  message: {
    en: 'Coefficients under a ridge penalty are drawn towards 0. Their intervals and p values do not allow for that: read them as those of a prediction, not of an effect.',
    zh: '岭惩罚下的系数向 0 收缩，其置信区间与 P 值未计及此偏倚：宜用于预测，不宜作为效应的推断。',
  },
};

/** Of a coefficient that may be infinite. */
const HOLDS = {
  en: 'the likelihood-ratio test and profile-likelihood intervals hold, and Firth’s penalty makes it finite',
  zh: '似然比检验与轮廓似然区间仍有效，Firth 惩罚可使其有限',
};

/** The run function of `cox`: from options and frame to tables, figure, warnings, conventions and sentence. */
export async function runCox({ options, frame, tables: others }: MethodInput<CoxMethodOptions>, work: Work): Promise<MethodOutput> {
  const prepared = prepareCox(options, frame);
  const firth = options.firth ? await inSteps(fitFirth(prepared.data, options.conf_level), work) : null;
  const ridge = options.ridge === undefined ? null : await inSteps(fitRidge(prepared.data, ridgePenalty(prepared, options.ridge)), work);
  const frailty = await frailtyOf(prepared, options, work);
  const shrunken = ridge ?? frailty?.found ?? null;
  const penalised = { firth, shrunken };
  const constant = firth?.fit ?? shrunken?.fit ?? (await inSteps(fitCoxInSteps(prepared.data, { robust: prepared.robust }), work));
  if (!Number.isFinite(constant.loglik) && constant.data.ties === 'exact') throw exactTooLarge(exactWork(prepared.data).tied);
  const varying = options.tt === undefined ? [] : changingColumns(prepared, options.tt);
  if (varying.length > 0) checkWork(constant, varying);
  const changing = varying.length === 0 ? null : await inSteps(fitVarying(constant, varying), work);
  const fit = changing?.fit ?? constant;
  const names = [...prepared.design.names, ...varying.map(({ name }) => name)];
  const warnings: Warning[] = [...prepared.warnings];
  const tables = new Map<string, ResultTable>();
  const coefficients = await inSteps(coefficientsTable(fit, penalised, names, options), work);
  const whole = fitTable(fit, penalised, changing?.concordance ?? null);
  tables.set('coefficients', coefficients);
  tables.set('fit', whole);
  const tests = firth === null && shrunken === null && changing === null ? proportionalHazardsTest(fit, transformOf(options)) : [];
  const zph = tests.length === 0 ? null : zphTable(tests, prepared.design.termLabels);
  if (zph !== null) tables.set('zph', zph);
  const own = { ...columnLabels(frame.columns), ...termLabels(prepared.design, frame) };
  const labels = { ...own, ...changingLabels(varying, names, prepared.timeUnit, own) };
  warnings.push(
    ...nearTiesWarnings(prepared.mergedTimes),
    ...fitWarnings(fit, names, zph, labels, HOLDS),
    ...(ridge === null ? [] : [SHRUNKEN]),
    ...(frailty === null ? [] : frailtyWarnings(frailty.found, prepared, frailty.groups, labels)),
    ...modelledRowsWarnings(prepared, fit.data, labels),
  );
  if (options.anova) tables.set('anova', anovaTable(sequentialTests(fit), prepared.design.termLabels));
  const estimates = hazardEstimates(fit, names);
  const contrasts =
    options.compare === undefined ? null : await inSteps(contrastsTable(contrasted(fit, prepared, estimates), options), work);
  if (contrasts !== null) tables.set('contrasts', contrasts);
  const curved =
    fit.infinite.length > 0 || changing !== null
      ? NO_CURVES
      : curvedEffects(prepared.design, prepared.frame, alongEstimates(estimates, options.conf_level), HAZARD_RATIO, options.conf_level);
  if (curved.rows.length > 0) tables.set('effects', tableOf(COX_TABLES.effects, curved.rows));
  if (options.baseline !== undefined) tables.set('baseline', baselineTable(fit, prepared, options.baseline));
  if (options.residuals !== undefined) tables.set('residuals', residualsTable(fit, prepared, options.residuals));
  if (options.predictions !== undefined) {
    tables.set('predictions', predictionsTable(fit, prepared, options.predictions, options, others, frame, warnings));
  }
  const { eventLabel, timeLabel, coding } = prepared.response;
  const outcome = outcomeSaid(eventLabel, coding, labels) ?? saidOf(eventLabel ?? timeLabel, labels);
  const title = effectsTitle(HAZARD_RATIO, outcome);
  const shown = shownOf(prepared, options);
  const adjusted =
    options.adjusted === undefined
      ? null
      : await inSteps(adjustedTables(fit, prepared, options.adjusted, options.conf_level, labels), work);
  for (const [name, table] of adjusted?.tables ?? []) tables.set(name, table);
  warnings.push(...(adjusted?.warnings ?? []));
  const sentence = coxSentence(coefficients, whole, prepared, options, labels);
  if (changing !== null) tables.set('over_time', overTimeTable(fit, varying, prepared.design.names, options.conf_level));
  const shared =
    frailty === null ? new Map<string, ResultTable>() : frailtyTables(frailty.found, prepared, frailty.groups, options.conf_level);
  for (const [name, table] of shared) tables.set(name, table);
  const spread = shared.get('frailty');
  const beside = [
    frailty === null || spread === undefined ? { en: '', zh: '' } : frailtySentence(spread, frailty.groups, options, labels),
    comparedSentence(tables, options, labels),
    adjusted === null ? { en: '', zh: '' } : adjustedSentence(adjusted, options, labels, shown),
  ];
  return {
    tables,
    figures: [
      ...forestOf(names, HAZARD_RATIO, options.conf_level, title),
      ...curved.figures,
      ...overTimeFigures(varying, prepared.design.names, options.conf_level, prepared.timeUnit, labels),
      ...adjustedFigure(options, outcome, prepared.timeUnit, shown, labels),
    ],
    views: [
      coefficientsView(COX_TABLES.coefficients, HAZARD_RATIO, title, options.conf_level, [fitSaid(rowsByColumn(whole)[0])]),
      ...(contrasts === null
        ? []
        : [contrastsView(COX_TABLES.contrasts, contrasts, labels, { column: 'hazard_ratio', name: HAZARD_RATIO.name })]),
      ...timedViews(shown),
      ...(changing === null ? [] : [overTimeView(varying, prepared.design.names, shown, labels)]),
      ...(frailty === null ? [] : [frailtyView(frailty.groups, labels)]),
      ...adjustedViews(shown, prepared.timeUnit),
    ],
    estimates,
    warnings,
    conventions: conventions(fit, prepared, options),
    seed: null,
    rows: { total: prepared.total, used: prepared.design.n, missing: prepared.design.missing },
    sentence: {
      en: [sentence, ...beside].map(({ en }) => en).join(''),
      zh: [sentence, ...beside].map(({ zh }) => zh).join(''),
    },
    labels: {
      ...labels,
      ...(adjusted === null ? {} : armLabels(adjusted, options.adjusted?.by ?? '', labels)),
      ...eventWords(prepared.response.coding, prepared.response.event, prepared.response.eventLabel, labels),
    },
  };
}

/** The fit with a frailty, where one was asked for. */
async function frailtyOf({ data, frailty }: PreparedCox, options: CoxMethodOptions, work: Work) {
  if (options.frailty === undefined || frailty === null) return null;
  const { codes, levels } = frailty;
  return { groups: frailty, found: await inSteps(fitFrailty(data, codes, levels.length, options.frailty.distribution), work) };
}

const HAZARD_RATIO: Measure = {
  kind: 'ratio',
  name: { en: 'Hazard ratio', zh: '风险比' },
  lower: { en: 'lower hazard', zh: '风险较低' },
  higher: { en: 'higher hazard', zh: '风险较高' },
};

/** Curves are drawn of coefficients that are finite. */
const NO_CURVES: ReturnType<typeof curvedEffects> = { rows: [], figures: [] };

function contrasted(fit: CoxFit, { design, frame, data }: PreparedCox, estimates: Estimates): Contrasted {
  const { n, p, weights } = data;
  const { infinite } = fit;
  return { design, frame, n, p, weights: weights?.values ?? null, estimates, infinite, table: COX_TABLES.contrasts, ratio: 'hazard_ratio' };
}

/** The unit a reader expects times in. */
function shownOf({ data, timeUnit }: PreparedCox, options: CoxMethodOptions): ShownTime {
  const last = data.time.reduce((most, time) => Math.max(most, time), 0);
  return shownTime(timeUnit, options.time_unit, last);
}

/** Tables with times, in that unit. */
function timedViews(shown: ShownTime): View[] {
  return [COX_TABLES.baseline, COX_TABLES.residuals, COX_TABLES.predictions].map((table) => timedView(table, shown, ['time']));
}

function conventions(fit: CoxFit, prepared: PreparedCox, options: CoxMethodOptions): Record<string, Value> {
  const { coding } = prepared.response;
  const strata = prepared.design.strata;
  return {
    as: options.as,
    ties: tiesOf(options),
    variance: fit.robustVariance === null ? 'model' : 'robust sandwich (dfbeta)',
    ...(options.firth
      ? { penalty: 'half the log determinant of the information (Firth)', intervals: 'profile of the penalised likelihood' }
      : {}),
    ...(options.ridge === undefined ? {} : { ridge: options.ridge.theta }),
    ...(options.frailty === undefined
      ? {}
      : {
          frailty: options.frailty.distribution,
          frailty_information: (prepared.frailty?.levels.length ?? 0) <= WHOLE_GROUPS ? 'whole' : 'of each group',
        }),
    conf_level: options.conf_level,
    ...timeConvention(options.time_unit),
    convergence: options.firth
      ? 'penalised score below 1e-9 of a standard error, 400 iterations'
      : 'relative change of the log partial likelihood at most 1e-9, 20 iterations',
    concordance: options.tt === undefined ? 'Harrell, pairs within strata, infinitesimal jackknife' : 'pairs at each event time',
    event: eventText(coding, prepared.response.event),
    ...(fit.data.ties === 'exact' ||
    options.firth ||
    options.ridge !== undefined ||
    options.frailty !== undefined ||
    options.tt !== undefined
      ? {}
      : { zph: `score test, transform ${options.zph}` }),
    ...(strata === null ? {} : { strata: strataColumns(strata.labels) }),
    ...(prepared.clusters === null ? {} : { cluster: options.cluster ?? 'cluster()', clusters: prepared.clusters }),
    ...(options.weights === undefined ? {} : { weights: options.weights.kind }),
    ...(options.compare === undefined || options.adjust === 'none' ? {} : { adjustment: options.adjust }),
    ...(options.adjusted === undefined
      ? {}
      : { adjusted: options.adjusted.method, adjusted_variance: 'baseline hazard and coefficients (delta method), rows as given' }),
    ...(options.baseline === undefined
      ? {}
      : { baseline: options.baseline === 'zero' ? 'all columns 0' : 'columns at their means, those of −1, 0, 1 at 0' }),
    ...(options.predictions === undefined || options.predictions.type === 'survival'
      ? {}
      : { reference: strata === null ? 'means of the columns, those of −1, 0, 1 at 0' : "means of the row's stratum" }),
  };
}
