/** Runs `parametric`: prepares the rows, fits the model and those it is compared with, makes the tables and figures. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../../../figures/kinds';
import type { ResultTable, Value, Warning } from '../../../results/result';
import type { ShownTime } from '../../../results/time-unit';
import type { View, ViewOf } from '../../../views/kinds';
import { eventText, eventWords } from '../../event-warnings';
import { columnLabels, groupLabels } from '../../labels';
import type { MethodInput, MethodOutput } from '../../method';
import { coefficientsView, effectsTitle } from '../../model-estimates';
import { inSteps, type Work } from '../../pool';
import { termLabels } from '../../term-labels';
import { shownTime, timeConvention } from '../../time-scale';
import { timedView } from '../../timed-view';
import { coefficientsTable, comparedFits, comparisonTable, fitTable } from './coefficients';
import { comparedTable, curveGroups, curveTable, groupProfiles, summaryTable } from './curves';
import { estimatesOf, knownOf, mainFit, nullFit, scaleNames, variancesOf } from './fits';
import { effectOf } from './measure';
import { type ParametricOptions, splineAsked } from './options';
import { modelSaid } from './paragraph';
import { predictionsTable } from './predictions';
import { type PreparedParametric, prepareParametric } from './prepare';
import { noRatio } from './refusals';
import { fitNote, outcomeName, parametricSentence } from './sentence';
import { PARAMETRIC_TABLES } from './tables';
import { extrapolation, NULL_NOT_CONVERGED, parametricWarnings, withinFollowUp } from './warnings';
import { DISTRIBUTION_WORDS, SCALE_WORDS } from './words';

type Labels = Readonly<Record<string, Localised>>;

/** The run function of `parametric`. */
export async function runParametric({ options, frame, tables: others }: MethodInput<ParametricOptions>, work: Work): Promise<MethodOutput> {
  const prepared = prepareParametric(options, frame);
  const { design } = prepared;
  const stratified = design.strata !== null;
  const effect = effectOf(options, stratified);
  if (options.exponentiate && effect.ratio === null) throw noRatio();
  const fit = await mainFit(prepared, options, work);
  const variances = variancesOf(fit, prepared);
  const known = knownOf(fit, variances);
  const warnings: Warning[] = [...prepared.warnings];
  const coefficients = coefficientsTable(fit, prepared, variances, options);
  const none = await nullFit(fit, prepared, work);
  if (prepared.likely && fit.maximum.converged && prepared.design.encoding.interceptColumn && !none?.maximum.converged) {
    warnings.push(NULL_NOT_CONVERGED);
  }
  const whole = fitTable(fit, none, prepared);
  const tables = new Map<string, ResultTable>([
    ['coefficients', coefficients],
    ['fit', whole],
  ]);
  const columns = columnLabels(frame.columns);
  const groups = curveGroups(prepared);
  const labels = { ...columns, ...termLabels(design, frame), ...parameterLabels(prepared, columns), ...groupLabels(groups, columns) };
  warnings.push(...parametricWarnings(fit, prepared, variances, options, labels));
  const end = Math.max(options.extrapolate_to ?? 0, prepared.end);
  const profiles = groupProfiles(fit, prepared, groups);
  const curve = await inSteps(curveTable(known, prepared, profiles, end, options.conf_level), work);
  const summary = summaryTable(known, prepared, profiles, options.conf_level);
  tables.set('summary', summary);
  const shown = shownTime(prepared.timeUnit, options.time_unit, end);
  const later = [...(end > prepared.end ? [end] : []), ...mediansBeyond(summary, prepared.end)];
  if (later.length > 0) warnings.push(extrapolation(later, prepared.end, shown));
  if ((options.extrapolate_to ?? end) < prepared.end) warnings.push(withinFollowUp(prepared.end, shown));
  if (options.compare !== undefined) {
    const fits = await comparedFits(fit, prepared, options, work, warnings);
    tables.set('comparison', comparisonTable(fits, prepared));
    const all = fits.map((one) => ({ fit: one, known: knownOf(one, { model: one.maximum.variance, robust: null }) }));
    tables.set('compared', await inSteps(comparedTable(all, prepared, end), work));
  }
  if (options.predictions !== undefined) {
    tables.set('predictions', await inSteps(predictionsTable(fit, known, prepared, options, others, frame, warnings, shown), work));
  }
  tables.set('curve', curve);
  const outcome = outcomeName(prepared, labels);
  const title = effectsTitle(effect.measure, outcome);
  return {
    tables,
    figures: figures(tables, prepared, options, outcome, shown),
    views: [
      {
        ...coefficientsView(PARAMETRIC_TABLES.coefficients, effect.measure, title, options.conf_level, [
          fitNote(whole, fit, coefficients, shown),
        ]),
        effects: EFFECTS,
      },
      {
        kind: 'medians',
        table: 'summary',
        title: PARAMETRIC_TABLES.summary.title,
        folded: false,
        notes: [],
        confLevel: options.conf_level,
        timeUnit: shown.unit,
        timeLength: shown.length,
      },
      ...timedViews(shown, options),
    ],
    estimates: estimatesOf(fit, prepared, known.variance),
    warnings,
    conventions: conventions(prepared, options),
    seed: null,
    rows: { total: prepared.total, used: design.n, missing: design.missing },
    sentence: parametricSentence(coefficients, whole, summary, prepared, options, labels, shown),
    labels: {
      ...labels,
      ...eventWords(prepared.response.coding, prepared.response.event, prepared.response.eventLabel, labels),
      'convention:distribution': DISTRIBUTION_WORDS[options.distribution],
      'convention:spline_scale': SCALE_WORDS[splineAsked(options).scale],
      ...Object.fromEntries(Object.entries(DISTRIBUTION_WORDS).map(([name, words]) => [`distribution=${name}`, words])),
    },
  };
}

/** Medians later than anybody was followed to. */
function mediansBeyond({ columns, rows }: ResultTable, end: number): readonly number[] {
  return rows.map((row) => row[columns.indexOf('median')]).filter((median): median is number => typeof median === 'number' && median > end);
}

/** Rows of the coefficients that are effects; the others are parameters of the distribution. */
const EFFECTS = { column: 'part', value: 'covariate' };

const SCALE: Localised = { en: 'Log of the scale', zh: '尺度参数的对数' };

function parameterLabels(prepared: PreparedParametric, columns: Labels): Record<string, Localised> {
  const { strata } = prepared.design;
  const groups = groupLabels(strata, columns);
  const scales = scaleNames(prepared).map((name, s): [string, Localised] => {
    const group = strata === null ? null : groups[strata.labels[s]];
    return [name, group === null ? SCALE : { en: `${SCALE.en}, ${group.en}`, zh: `${SCALE.zh}，${group.zh}` }];
  });
  const gammas = Array.from({ length: 12 }, (_, j): [string, Localised] => [
    `gamma${j}`,
    { en: `Spline, coefficient ${j}`, zh: `样条系数 ${j}` },
  ]);
  return { ...Object.fromEntries([...scales, ...gammas]), Q: { en: 'Shape Q', zh: '形状参数 Q' }, shape: { en: 'Shape', zh: '形状参数' } };
}

function figures(
  tables: ReadonlyMap<string, ResultTable>,
  prepared: PreparedParametric,
  options: ParametricOptions,
  outcome: Localised,
  shown: ShownTime,
): Figure[] {
  const { measure } = effectOf(options, prepared.design.strata !== null);
  const { conf_level: confLevel } = options;
  const model = { en: modelSaid(options).en.replace(/^an? /u, ''), zh: modelSaid(options).zh };
  const common = { kind: 'fitted', shownTime: shown, confLevel, followUp: prepared.end } as const;
  const titled = (en: string, zh: string): Localised => ({ en: `${en}: ${outcome.en}`, zh: `${zh}：${outcome.zh}` });
  const covariates = prepared.design.names.some((name) => name !== '(Intercept)');
  return [
    {
      ...common,
      name: 'curve',
      table: 'curve',
      by: 'strata',
      value: 'survival',
      title: titled(`Fitted survival (${model.en}) and Kaplan–Meier`, `拟合生存曲线（${model.zh}）与 Kaplan–Meier 曲线`),
    },
    {
      ...common,
      name: 'hazard',
      table: 'curve',
      by: 'strata',
      value: 'hazard',
      title: titled(`Fitted hazard (${model.en})`, `拟合风险（${model.zh}）`),
    },
    ...(tables.has('compared')
      ? [
          {
            ...common,
            name: 'compared',
            table: 'compared',
            by: 'distribution',
            value: 'survival',
            title: titled('Distributions compared', '分布比较'),
          } as const,
        ]
      : []),
    ...(covariates
      ? [
          {
            kind: 'forest',
            name: 'forest',
            title: effectsTitle(measure, outcome),
            table: 'coefficients',
            confLevel,
            measure,
            only: EFFECTS,
          } as const,
        ]
      : []),
  ];
}

/** Tables with times, in the unit a reader expects them in; a hazard is per one of it. */
function timedViews(shown: ShownTime, { predictions: asked }: ParametricOptions): View[] {
  const { curve, compared, predictions } = PARAMETRIC_TABLES;
  const perUnit = (view: ViewOf<'table'>, columns: readonly string[]): ViewOf<'table'> => ({
    ...view,
    columns: {
      ...view.columns,
      ...Object.fromEntries(columns.map((name) => [name, { ...view.columns[name], length: 1 / shown.length }])),
    },
  });
  const estimates = ['estimate', 'std_error', 'conf_low', 'conf_high'];
  const predicted = timedView(predictions, shown, ['time']);
  const inTime = asked?.type === 'quantile' || asked?.type === 'rmst';
  const lengths = Object.fromEntries(estimates.map((name) => [name, { length: shown.length }]));
  return [
    perUnit(timedView(curve, shown, ['time']), ['hazard', 'hazard_low', 'hazard_high']),
    timedView(compared, shown, ['time']),
    asked?.type === 'hazard'
      ? perUnit(predicted, estimates)
      : inTime
        ? { ...predicted, columns: { ...predicted.columns, ...lengths } }
        : predicted,
  ];
}

function conventions(prepared: PreparedParametric, options: ParametricOptions): Record<string, Value> {
  const { coding, event } = prepared.response;
  const { strata } = prepared.design;
  const { knots, scale } = splineAsked(options);
  const spline = options.distribution === 'royston_parmar';
  return {
    distribution: options.distribution,
    ...(spline ? { spline_scale: scale, knots: typeof knots === 'number' ? knots : knots.length } : {}),
    variance: prepared.robust ? 'robust sandwich (scores)' : 'model',
    intervals: 'Wald, normal',
    conf_level: options.conf_level,
    ...timeConvention(options.time_unit),
    convergence: 'step below 3e-5 standard errors, 100 iterations',
    event: eventText(coding, event),
    ...(strata === null ? {} : { strata: (strata.parts[0] ?? []).map(({ label }) => label).join(', ') }),
    ...(prepared.data.start === null ? {} : { left_truncation: 'survival beyond the entry' }),
    ...(prepared.cluster === null ? {} : { cluster: options.cluster ?? 'cluster()', clusters: prepared.cluster.labels.length }),
    ...(options.weights === undefined ? {} : { weights: options.weights.kind }),
    ...(prepared.likely ? {} : { likelihood: 'none: the weights are not counts' }),
  };
}
