/** Runs `finegray`: the model of one cause's subdistribution, the cause-specific ratios beside it, risks of new rows. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { FORMULA_ERRORS } from '../../../formula/error-codes';
import { pchisq } from '../../../numeric/dist/chi-squared';
import { chiSquaredText, countOf, countText, estimateText, levelText } from '../../../results/format';
import { MethodError } from '../../../results/method-error';
import type { ResultTable, Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { fitCoxInSteps } from '../../../stats/cox/fit';
import type { View } from '../../../views/kinds';
import { type CauseRows, causeNamed, causeRows, dataOfCause } from '../../cause-rows';
import { causeLabels, causesText, causesWords, WHICH_MODEL } from '../../causes';
import { ratioColumns } from '../../declare-table';
import { hazardEstimates, hazardRatioRows, zphRows } from '../../hazard-rows';
import { ratiosSaid, rowsByColumn } from '../../hazard-sentences';
import { asFitted } from '../../hazard-tables';
import { fitWarnings, modelledRowsWarnings, nearTiesWarnings } from '../../hazard-warnings';
import { columnLabels, levelSaid, saidOf } from '../../labels';
import type { MethodInput, MethodOutput } from '../../method';
import { coefficientsView, effectsTitle, forestOf, known, type Measure } from '../../model-estimates';
import { inSteps, type Work } from '../../pool';
import { predictedRisks } from '../../predicted-risks';
import { termLabels } from '../../term-labels';
import { shownTime, timeConvention } from '../../time-scale';
import { timedView } from '../../timed-view';
import { FINEGRAY_ERRORS } from './errors';
import type { FineGrayData } from './kernel/data';
import { type FineGrayFit, type FineGrayVariance, fitFineGray } from './kernel/fit';
import { subdistributionRisks } from './kernel/predict';
import { proportionalityTest } from './kernel/proportionality';
import { type FineGrayOptions, tiesOf } from './options';
import { FINEGRAY_TABLES } from './tables';

type Labels = Readonly<Record<string, Localised>>;
const TERMS_SHOWN = 6;

const SUBDISTRIBUTION: Measure = {
  kind: 'ratio',
  name: { en: 'Subdistribution hazard ratio', zh: '部分分布风险比' },
  lower: { en: 'lower incidence', zh: '累积发生率较低' },
  higher: { en: 'higher incidence', zh: '累积发生率较高' },
};
const CAUSE_SPECIFIC: Measure = {
  ...SUBDISTRIBUTION,
  name: { en: 'Cause-specific hazard ratio', zh: '病因别风险比' },
};

/** Of a coefficient that may be infinite. */
const HOLDS = {
  en: 'join groups, leave the term out, or compare the cumulative incidence of the groups by Gray’s test (competing risks)',
  zh: '请合并分组、剔除该项，或以 Gray 检验（竞争风险）比较各组的累积发生率',
};

/** The run function of `finegray`. */
export async function runFineGray(input: MethodInput<FineGrayOptions>, work: Work): Promise<MethodOutput> {
  const { options, frame } = input;
  if (options.as === 'cmprsk') refuseBeyondCmprsk(options);
  const rows = causeRows(options, frame);
  if (rows.design.strata !== null) throw noStrata(rows);
  if (options.as === 'cmprsk' && rows.base.start !== null) throw notOfCmprsk('Surv(start, stop, cause)', 'formula');
  if (options.as === 'cmprsk' && rows.base.cluster !== null) throw notOfCmprsk('cluster()', 'formula');
  const at = wantedCause(options, rows);
  const cause = rows.response.causes[at];
  const columns = causeLabels(rows.response, columnLabels(frame.columns));
  const labels = { ...columns, ...termLabels(rows.design, frame) };
  const variance: FineGrayVariance = !options.robust ? 'model' : options.as === 'cmprsk' ? 'censoring' : 'robust';
  const data = dataFor(rows, at, options);
  const fit = await inSteps(fitFineGray(data, variance), work);
  const said = levelSaid(rows.response.causeLabel, cause, labels);
  const { names } = rows.design;
  const ratios = options.exponentiate ? ratioColumns('hazard_ratio') : [];
  const shape = { columns: [...FINEGRAY_TABLES.coefficients.columns, ...ratios] };
  const coefficients = tableOf(shape, hazardRatioRows(fit, names, options.conf_level));
  const whole = fitRow(fit, rows, data, at);
  const tests = zphRows(proportionalityTest(fit, rows.design.assign, options.zph, variance === 'censoring'), rows.design.termLabels);
  const tables = new Map<string, ResultTable>([['coefficients', coefficients]]);
  const specific = await causeSpecificTable(rows, options, work);
  if (specific !== null) tables.set('cause_specific', specific);
  tables.set('fit', tableOf(FINEGRAY_TABLES.fit, [whole]));
  if (tests.length > 0) tables.set('zph', tableOf(asFitted(FINEGRAY_TABLES.zph, fit.robustVariance !== null), tests));
  const shown = shownTime(
    rows.timeUnit,
    options.time_unit,
    rows.base.time.reduce((most, time) => Math.max(most, time), 0),
  );
  const predicted = await predictedRisks(
    { rows, causes: [cause], eventTimes: fit.state.times, risks: (fresh, times) => subdistributionRisks(fit, fresh, times), labels, shown },
    input,
    work,
  );
  for (const [name, table] of predicted.tables) tables.set(name, table);
  const words = Object.fromEntries(rows.response.causes.map((one) => [one, levelSaid(rows.response.causeLabel, one, labels)]));
  const title = effectsTitle(SUBDISTRIBUTION, said);
  const judged = { ...fit, events: Number(whole.events), likelihoodRatio: fit.wald, data };
  return {
    tables,
    figures: [...forestOf(names, SUBDISTRIBUTION, options.conf_level, title), ...predicted.figures],
    views: [
      coefficientsView(FINEGRAY_TABLES.coefficients, SUBDISTRIBUTION, title, options.conf_level, [fitNote(whole), NOT_A_RATE]),
      coefficientsView(
        FINEGRAY_TABLES.cause_specific,
        CAUSE_SPECIFIC,
        effectsTitle(CAUSE_SPECIFIC, { en: 'each event', zh: '各事件' }),
        options.conf_level,
        [WHICH_MODEL],
        { column: 'cause', words },
      ),
      ...(['predictions', 'curve'] as const).map((name): View => {
        const view = timedView(FINEGRAY_TABLES[name], shown, ['time']);
        return { ...view, columns: { ...view.columns, cause: { words } } };
      }),
    ],
    estimates: hazardEstimates(fit, names),
    warnings: [
      ...rows.warnings,
      ...nearTiesWarnings(rows.mergedTimes),
      ...fitWarnings(judged, names, null, labels, HOLDS),
      ...changing(tests, fit.robustVariance !== null, labels),
      ...modelledRowsWarnings({ ...rows, robust: false }, rows.base, labels),
      ...(rows.base.start === null ? [] : [ROWS_ARE_SUBJECTS]),
      ...predicted.warnings,
    ],
    conventions: conventions(fit, rows, options),
    seed: null,
    rows: { total: rows.total, used: rows.design.n, missing: rows.design.missing },
    sentence: sentence(coefficients, whole, said, options, labels),
    labels: { ...labels, ...predicted.labels, ...causesWords(rows.response, rows.cause, columns) },
  };
}

const VIOLATION = 0.05;

/** The warning that coefficients change with time. */
function changing(tests: readonly Readonly<Record<string, Value>>[], robustly: boolean, labels: Labels): Warning[] {
  const judged = robustly ? 'robust_p_value' : 'p_value';
  const low = tests.filter(({ [judged]: p }) => typeof p === 'number' && p < VIOLATION).map(({ term }) => String(term));
  if (low.length === 0) return [];
  const said = (lang: 'en' | 'zh') =>
    low
      .map((term) => (term === 'GLOBAL' ? { en: 'all terms together', zh: '整体' } : saidOf(term, labels))[lang])
      .join(lang === 'zh' ? '、' : ', ');
  const message = {
    en: `The subdistribution hazards do not look proportional (${robustly ? 'robust ' : ''}score test of a change with time, p < ${VIOLATION}): ${said('en')}. The ratio is then an average over follow-up: show cumulative incidences, or model shorter and longer follow-up apart.`,
    zh: `部分分布风险的比例性可疑（系数随时间变化的${robustly ? '稳健' : ''}得分检验 P < ${VIOLATION}）：${said('zh')}。此时风险比是随访期内的平均：请给出累积发生率，或将短期与长期随访分别建模。`,
  };
  return [{ code: 'ph_violated', message }];
}

function dataFor(rows: CauseRows, at: number, options: FineGrayOptions): FineGrayData {
  return {
    ...rows.base,
    status: Uint8Array.from(rows.cause, (code) => (code === 0 ? 0 : code === at + 1 ? 1 : 2)),
    group: rows.censoring?.codes ?? new Int32Array(rows.base.n),
    groups: rows.censoring?.labels.length ?? 1,
    ties: tiesOf(options),
    eventsFirst: options.as === 'survival',
  };
}

function wantedCause(options: FineGrayOptions, rows: CauseRows): number {
  const { causes, causeLabel, causeOffset } = rows.response;
  if (options.cause !== undefined) return causeNamed(options.cause, rows);
  if (causes.length === 1) return 0;
  throw new MethodError(
    FINEGRAY_ERRORS,
    'event_needs_cause',
    {
      en: `${causeLabel} has several events (${causes.join(', ')}), and the model is of one: say which, as cause: ${causes[0]}.`,
      zh: `${causeLabel} 含有多种事件（${causes.join('、')}），模型针对其中一种：请指明，如 cause: ${causes[0]}。`,
    },
    'formula',
    causeOffset,
    causes.slice(0, 4).map((one) => `cause: ${one}`),
  );
}

/** The cause-specific ratios of every cause, where there are several. */
async function causeSpecificTable(rows: CauseRows, options: FineGrayOptions, work: Work): Promise<ResultTable | null> {
  const present = rows.response.causes.flatMap((cause, at) => (rows.events[at] > 0 ? [{ cause, at }] : []));
  if (present.length < 2) return null;
  const found: Record<string, Value>[] = [];
  for (const { cause, at } of present) {
    const fit = await inSteps(fitCoxInSteps(dataOfCause(rows, at, tiesOf(options))), work);
    found.push(...hazardRatioRows(fit, rows.design.names, options.conf_level).map((row) => ({ cause, ...row })));
  }
  const ratios = options.exponentiate ? ratioColumns('hazard_ratio') : [];
  return tableOf({ columns: [...FINEGRAY_TABLES.cause_specific.columns, ...ratios] }, found);
}

function fitRow(fit: FineGrayFit, rows: CauseRows, { status, weights }: FineGrayData, at: number): Record<string, Value> {
  const copies = weights?.kind === 'frequency' ? weights.values : null;
  const count = (code: number | null) => status.reduce((n, one, row) => (code === null || one === code ? n + (copies?.[row] ?? 1) : n), 0);
  const { statistic, df } = fit.wald;
  return {
    n: count(null),
    events: copies === null ? rows.events[at] : count(1),
    competing: count(2),
    loglik_null: fit.loglikNull,
    loglik: fit.loglik,
    wald: df === 0 ? null : known(statistic),
    wald_df: df,
    wald_p: df === 0 ? null : known(pchisq(statistic, df, { lower: false })),
    iterations: fit.iterations,
  };
}

function fitNote(whole: Record<string, Value>): Localised {
  const [n, events, competing] = ['n', 'events', 'competing'].map((name) => countText(Number(whole[name])));
  const number = (value: Value) => (typeof value === 'number' ? value : null);
  const wald = chiSquaredText(estimateText(number(whole.wald)), number(whole.wald_df), number(whole.wald_p));
  return {
    en: `n = ${n}, events ${events}, competing events ${competing}; Wald test ${wald.en}.`,
    zh: `n = ${n}，事件 ${events}，竞争事件 ${competing}；Wald 检验 ${wald.zh}。`,
  };
}

const NOT_A_RATE: Localised = {
  en: 'A subdistribution hazard ratio tells which way, and not by how much, a covariate moves the cumulative incidence (prognosis). It is no ratio of rates: those with a competing event stay in its risk set, so it says nothing of causes (aetiology).',
  zh: '部分分布风险比说明协变量使累积发生率向哪个方向变化，而非变化多少（预后）。它不是速率之比：发生竞争事件者仍在其风险集中，因此不能说明病因。',
};

const ROWS_ARE_SUBJECTS: Warning = {
  code: 'rows_are_subjects',
  message: {
    en: 'Every row is taken for a subject who enters once and is followed to the end. Rows that go on from one another would count as censored and entered anew.',
    zh: '每一行视为一名进入一次并随访至终点的个体。若若干行前后相接，则会被误计为删失后重新进入。',
  },
};

function refuseBeyondCmprsk(options: FineGrayOptions): void {
  if (options.weights !== undefined) throw notOfCmprsk('weights', 'weights');
  if (options.cluster !== undefined) throw notOfCmprsk('cluster', 'cluster');
  if (options.ties === 'efron') throw notOfCmprsk('ties: efron', 'ties');
}

function notOfCmprsk(what: string, path: string): MethodError {
  return new MethodError(
    FINEGRAY_ERRORS,
    'not_of_cmprsk',
    {
      en: `cmprsk’s crr has no ${what}. Leave it out, or write as: survival.`,
      zh: `cmprsk 的 crr 不含 ${what}。请删去，或写 as: survival。`,
    },
    path,
    null,
    ['as: survival'],
  );
}

function noStrata({ formula }: CauseRows): MethodError {
  return new MethodError(
    FORMULA_ERRORS,
    'formula_term',
    {
      en: 'This model has one baseline for all rows, so strata() has no place in it. Where censoring differs between groups name them by censoring_groups; else take the column as a covariate.',
      zh: '该模型对所有行采用同一基线，不使用 strata()。若各组删失规律不同，请用 censoring_groups 指定；否则请将该列作为协变量。',
    },
    'formula',
    formula.right.offset,
  );
}

function conventions(fit: FineGrayFit, rows: CauseRows, options: FineGrayOptions): Record<string, Value> {
  return {
    as: options.as,
    estimator: 'Fine and Gray',
    ties: tiesOf(options),
    variance:
      fit.robustVariance === null
        ? 'model'
        : options.as === 'cmprsk'
          ? 'sandwich with the estimation of censoring'
          : 'robust sandwich (dfbeta)',
    censoring:
      options.as === 'cmprsk' ? 'Kaplan–Meier, censorings before events at one time' : 'Kaplan–Meier, events before censorings at one time',
    conf_level: options.conf_level,
    ...timeConvention(options.time_unit),
    zph: `score test, transform ${options.zph}`,
    convergence: 'relative change of the log partial likelihood at most 1e-9, 20 iterations',
    event: causesText(rows.response.causes, rows.cause),
    ...(options.censoring_groups === undefined
      ? {}
      : { censoring_groups: options.censoring_groups, beyond_group: 'no weight after the last time of a group' }),
    ...(rows.clusters === null ? {} : { cluster: options.cluster ?? 'cluster()', clusters: rows.clusters }),
    ...(options.weights === undefined ? {} : { weights: options.weights.kind }),
    ...(options.predictions === undefined
      ? {}
      : { risk_variance: 'of baseline hazards and coefficients (delta method)', conf_type: options.conf_type }),
  };
}

function sentence(
  coefficients: ResultTable,
  whole: Record<string, Value>,
  cause: Localised,
  options: FineGrayOptions,
  labels: Labels,
): Localised {
  const level = levelText(options.conf_level);
  const ratios = ratiosSaid(rowsByColumn(coefficients), labels, TERMS_SHOWN);
  const [n, events, competing] = ['n', 'events', 'competing'].map((name) => countText(Number(whole[name])));
  return {
    en: `In a Fine–Gray model of ${cause.en} (n = ${n}, ${countOf(Number(whole.events), 'event')}, ${countOf(Number(whole.competing), 'competing event')}), subdistribution hazard ratios (${level}% CI) were: ${ratios.en}.`,
    zh: `在以${cause.zh}为结局的 Fine–Gray 模型（n = ${n}，${events} 个事件，${competing} 个竞争事件）中，部分分布风险比（${level}% CI）为：${ratios.zh}。`,
  };
}
