/** Runs `cause_specific`: a Cox model of each cause, the risks they give together. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../../../figures/kinds';
import type { ResultTable, Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { fitCoxInSteps } from '../../../stats/cox/fit';
import { proportionalHazardsTest } from '../../../stats/cox/zph';
import type { View } from '../../../views/kinds';
import { type CauseRows, causeNamed, causeRows, dataOfCause } from '../../cause-rows';
import { causeLabels, causesText, causesWords, WHICH_MODEL } from '../../causes';
import { ratioColumns } from '../../declare-table';
import { transformOf } from '../../hazard-options';
import { fitRow, hazardEstimates, hazardRatioRows, zphRows } from '../../hazard-rows';
import { fitSaid, strataColumns } from '../../hazard-sentences';
import { asFitted } from '../../hazard-tables';
import { fitWarnings, modelledRowsWarnings, nearTiesWarnings } from '../../hazard-warnings';
import { columnLabels, levelSaid, outcomeOf } from '../../labels';
import type { Estimates, MethodInput, MethodOutput } from '../../method';
import { coefficientsView, effectsTitle, forestOf, type Measure } from '../../model-estimates';
import { inSteps, type Work } from '../../pool';
import { predictedRisks } from '../../predicted-risks';
import { refuseStrataOfOne } from '../../strata-of-one';
import { termLabels } from '../../term-labels';
import { shownTime, timeConvention } from '../../time-scale';
import { timedView } from '../../timed-view';
import { absoluteRisk } from './kernel/absolute-risk';
import type { CauseSpecificOptions } from './options';
import { type CauseModel, causeSpecificSentence } from './sentence';
import { CAUSE_SPECIFIC_TABLES } from './tables';

type Labels = Readonly<Record<string, Localised>>;

const HAZARD_RATIO: Measure = {
  kind: 'ratio',
  name: { en: 'Cause-specific hazard ratio', zh: '病因别风险比' },
  lower: { en: 'lower hazard', zh: '风险较低' },
  higher: { en: 'higher hazard', zh: '风险较高' },
};

/** Of a coefficient that may be infinite. */
const HOLDS = {
  en: 'the likelihood-ratio test of the fit holds',
  zh: '模型的似然比检验仍有效',
};

/** The run function of `cause_specific`. */
export async function runCauseSpecific(input: MethodInput<CauseSpecificOptions>, work: Work): Promise<MethodOutput> {
  const { options, frame } = input;
  const rows = causeRows(options, frame);
  refuseStrataOfOne(rows.design);
  const only = options.cause === undefined ? null : causeNamed(options.cause, rows);
  // Risks take the hazards of all causes.
  const isFitted = (at: number) => rows.events[at] > 0 && (only === null || at === only || options.predictions !== undefined);
  const models: CauseModel[] = [];
  for (const [at, cause] of rows.response.causes.entries()) {
    if (!isFitted(at)) continue;
    const fit = await inSteps(fitCoxInSteps(dataOfCause(rows, at, options.ties), { robust: rows.robust }), work);
    models.push({ at, cause, fit, tests: proportionalHazardsTest(fit, transformOf(options)) });
  }
  const given = models.filter(({ at }) => only === null || at === only);
  const columns = causeLabels(rows.response, columnLabels(frame.columns));
  const labels = { ...columns, ...termLabels(rows.design, frame) };
  const { tables, warnings, notes } = tablesOf(given, rows, options, labels);
  const last = rows.base.time.reduce((most, time) => Math.max(most, time), 0);
  const shown = shownTime(rows.timeUnit, options.time_unit, last);
  const wanted = given.map((model) => models.indexOf(model));
  const fits = models.map(({ fit }) => fit);
  const predicted = await predictedRisks(
    {
      rows,
      causes: given.map(({ cause }) => cause),
      eventTimes: Float64Array.from(fits.flatMap(({ workspace }) => Array.from(workspace.risk.time))),
      risks: (fresh, times) =>
        absoluteRisk(fits, { rows: fresh, times, wanted, free: options.predictions?.free_of_events ?? 'product_limit' }),
      labels,
      shown,
    },
    input,
    work,
  );
  for (const [name, table] of predicted.tables) tables.set(name, table);
  const words = Object.fromEntries(given.map(({ cause }) => [cause, levelSaid(rows.response.causeLabel, cause, labels)]));
  const titleOf = (outcome: Localised) => effectsTitle(HAZARD_RATIO, outcome);
  const whole = given.length === 1 ? words[given[0].cause] : { en: 'each event', zh: '各事件' };
  return {
    tables,
    figures: [...forests(given, rows, options, words), ...predicted.figures],
    views: [
      coefficientsView(
        CAUSE_SPECIFIC_TABLES.coefficients,
        HAZARD_RATIO,
        titleOf(whole),
        options.conf_level,
        [...notes, ...whichModel(rows)],
        {
          column: 'cause',
          words,
        },
      ),
      ...(['fit', 'zph', 'predictions', 'curve'] as const).map((name): View => {
        const view = timedView(CAUSE_SPECIFIC_TABLES[name], shown, name === 'fit' || name === 'zph' ? [] : ['time']);
        return { ...view, columns: { ...view.columns, cause: { words } } };
      }),
    ],
    estimates: stacked(given, rows.design.names),
    warnings: [
      ...rows.warnings,
      ...nearTiesWarnings(rows.mergedTimes),
      ...withoutEvents(rows, labels),
      ...warnings,
      ...modelledRowsWarnings(rows, given[0].fit.data, labels),
      ...(only !== null && rows.events.filter((n) => n > 0).length > 1 && options.predictions === undefined ? [ONE_CAUSE_ALONE] : []),
      ...predicted.warnings,
    ],
    conventions: conventions(given, rows, options),
    seed: null,
    rows: { total: rows.total, used: rows.design.n, missing: rows.design.missing },
    sentence: causeSpecificSentence(given, rows, options, labels, outcomeOf(rows.response.causeLabel, frame.columns, labels)),
    labels: { ...labels, ...predicted.labels, ...causesWords(rows.response, rows.cause, columns) },
  };
}

/** A row or more of each cause in every table, what each fit was, and what it warns of. */
function tablesOf(
  models: readonly CauseModel[],
  { design, response }: CauseRows,
  options: CauseSpecificOptions,
  labels: Labels,
): { readonly tables: Map<string, ResultTable>; readonly warnings: readonly Warning[]; readonly notes: readonly Localised[] } {
  const coefficients: Record<string, Value>[] = [];
  const whole: Record<string, Value>[] = [];
  const zph: Record<string, Value>[] = [];
  const warnings: Warning[] = [];
  const notes: Localised[] = [];
  const robustly = models.some(({ fit }) => fit.robustVariance !== null);
  const zphShape = asFitted(CAUSE_SPECIFIC_TABLES.zph, robustly);
  for (const { cause, fit, tests } of models) {
    const said = levelSaid(response.causeLabel, cause, labels);
    const ofCause = ({ en, zh }: Localised): Localised => ({ en: `${said.en}: ${en}`, zh: `${said.zh}：${zh}` });
    const own = fitRow(fit);
    const ownTests = zphRows(tests, design.termLabels);
    coefficients.push(...hazardRatioRows(fit, design.names, options.conf_level).map((row) => ({ cause, ...row })));
    whole.push({ cause, ...own });
    zph.push(...ownTests.map((row) => ({ cause, ...row })));
    notes.push(ofCause(fitSaid(own)));
    const table = ownTests.length === 0 ? null : tableOf(asFitted(CAUSE_SPECIFIC_TABLES.zph, fit.robustVariance !== null), ownTests);
    warnings.push(
      ...fitWarnings(fit, design.names, table, labels, HOLDS).map(({ code, message }) => ({ code, message: ofCause(message) })),
    );
  }
  const shape = { columns: [...CAUSE_SPECIFIC_TABLES.coefficients.columns, ...(options.exponentiate ? ratioColumns('hazard_ratio') : [])] };
  const tables = new Map([
    ['coefficients', tableOf(shape, coefficients)],
    ['fit', tableOf(asFitted(CAUSE_SPECIFIC_TABLES.fit, robustly), whole)],
  ]);
  if (zph.length > 0) tables.set('zph', tableOf(zphShape, zph));
  return { tables, warnings, notes };
}

/** One forest plot a cause. */
function forests(models: readonly CauseModel[], rows: CauseRows, options: CauseSpecificOptions, words: Labels): Figure[] {
  return models.flatMap(({ cause }, at) =>
    forestOf(rows.design.names, HAZARD_RATIO, options.conf_level, effectsTitle(HAZARD_RATIO, words[cause])).map(
      (figure): Figure =>
        figure.kind === 'forest' && models.length > 1
          ? { ...figure, name: at === 0 ? 'forest' : `forest_${at + 1}`, only: { column: 'cause', value: cause } }
          : figure,
    ),
  );
}

/** Coefficients of all causes, named `cause: term`; the likelihood of one cause knows nothing of the others' coefficients. */
function stacked(models: readonly CauseModel[], names: readonly string[]): Estimates {
  if (models.length === 1) return hazardEstimates(models[0].fit, names);
  const p = names.length;
  const size = p * models.length;
  const beta = new Float64Array(size);
  const vcov = new Float64Array(size * size);
  models.forEach(({ fit }, m) => {
    beta.set(fit.coefficients, m * p);
    for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) vcov[(m * p + i) * size + m * p + j] = fit.variance[i * p + j];
  });
  return { names: models.flatMap(({ cause }) => names.map((name) => `${cause}: ${name}`)), beta, vcov, df: null };
}

function whichModel({ events }: CauseRows): readonly Localised[] {
  return events.filter((n) => n > 0).length > 1 ? [WHICH_MODEL] : [];
}

const ONE_CAUSE_ALONE: Warning = {
  code: 'one_cause_alone',
  message: {
    en: 'These are ratios of the rate of one event. A covariate may raise this rate and yet lower the risk of the event, through its effect on the others: give all events (leave the cause out), or ask for predicted risks.',
    zh: '所给为一种事件发生速率之比。协变量可能提高该速率，却因其对其他事件的影响而降低该事件的风险：请给出所有事件（不指定事件原因），或要求预测风险。',
  },
};

function withoutEvents({ response, events }: CauseRows, labels: Labels): Warning[] {
  const none = response.causes.filter((_, at) => events[at] === 0).map((cause) => levelSaid(response.causeLabel, cause, labels));
  if (none.length === 0) return [];
  const message = {
    en: `No row used ended with ${none.map(({ en }) => en).join(', ')}: there is no model of it, and its risk is 0.`,
    zh: `所用的行均未以${none.map(({ zh }) => zh).join('、')}结束：无法建立其模型，其风险为 0。`,
  };
  return [{ code: 'cause_without_events', message }];
}

function conventions(models: readonly CauseModel[], rows: CauseRows, options: CauseSpecificOptions): Record<string, Value> {
  const { strata } = rows.design;
  return {
    estimator: 'Cox, other causes censored',
    ties: options.ties,
    variance: models[0].fit.robustVariance === null ? 'model' : 'robust sandwich (dfbeta)',
    conf_level: options.conf_level,
    ...timeConvention(options.time_unit),
    convergence: 'relative change of the log partial likelihood at most 1e-9, 20 iterations',
    concordance: 'Harrell, pairs within strata, infinitesimal jackknife',
    event: causesText(rows.response.causes, rows.cause),
    zph: `score test, transform ${options.zph}`,
    ...(strata === null ? {} : { strata: strataColumns(strata.labels) }),
    ...(rows.clusters === null ? {} : { cluster: options.cluster ?? 'cluster()', clusters: rows.clusters }),
    ...(options.weights === undefined ? {} : { weights: options.weights.kind }),
    ...(options.predictions === undefined
      ? {}
      : {
          free_of_events:
            options.predictions.free_of_events === 'exponential'
              ? 'exponential of the summed hazards'
              : 'product limit of the summed hazards',
          risk_variance: 'of baseline hazards and coefficients (delta method)',
          conf_type: options.conf_type,
        }),
  };
}
