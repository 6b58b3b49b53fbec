/** The models of `recurrent`: Andersen–Gill, and Prentice–Williams–Peterson in total and in gap time. */
import { buildDesign, type Design } from '../../../formula/design-matrix';
import { gather, gatherBytes, gatherCodes } from '../../../frame/gather';
import type { ResultTable, Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { CoxData } from '../../../stats/cox/data';
import { type CoxFit, fitCoxInSteps } from '../../../stats/cox/fit';
import { proportionalHazardsTest } from '../../../stats/cox/zph';
import { ratioColumns } from '../../declare-table';
import { eventText, eventWords, outcomeSaid } from '../../event-warnings';
import { transformOf } from '../../hazard-options';
import { fitRow, hazardEstimates, hazardRatioRows, zphRows } from '../../hazard-rows';
import { strataColumns } from '../../hazard-sentences';
import { asFitted } from '../../hazard-tables';
import { fitWarnings } from '../../hazard-warnings';
import { columnLabels, listSaid, saidOf } from '../../labels';
import type { MethodInput, MethodOutput } from '../../method';
import { coefficientsView, effectsTitle, forestOf, type Measure } from '../../model-estimates';
import { repairedTimes } from '../../model-rows';
import { inSteps, type Work } from '../../pool';
import { fewClusters } from '../../row-warnings';
import { termLabels } from '../../term-labels';
import { timeConvention } from '../../time-scale';
import type { ModelType, RecurrentOptions } from './options';
import { orderRows, thinStrata } from './orders';
import type { PreparedHistories } from './prepare';
import * as refusals from './refusals';
import { modelFitSaid, modelSentence } from './sentence';
import { RECURRENT_TABLES } from './tables';

const RATE_RATIO: Measure = {
  kind: 'ratio',
  name: { en: 'Rate ratio', zh: '率比' },
  lower: { en: 'lower rate', zh: '发生率较低' },
  higher: { en: 'higher rate', zh: '发生率较高' },
};
const HAZARD_RATIO: Measure = {
  kind: 'ratio',
  name: { en: 'Hazard ratio', zh: '风险比' },
  lower: { en: 'lower hazard', zh: '风险较低' },
  higher: { en: 'higher hazard', zh: '风险较高' },
};

/** Of a coefficient that may be infinite. */
const HOLDS = { en: 'report the events of the groups instead', zh: '请直接报告各组的事件数' };

/** The rows of a model, as the fit wants them. */
interface ModelledHistories {
  readonly type: ModelType;
  readonly data: CoxData;
  readonly design: Design;
  /** Which event each used row waits for; the last stratum's number for all from there on. */
  readonly order: Int32Array;
  readonly id: Int32Array;
  readonly event: Uint8Array;
  readonly copies: Float64Array | null;
  /** With frequencies those they stand for. */
  readonly patients: number;
}

/** Andersen–Gill and Prentice–Williams–Peterson. */
export async function runModel(
  { options, frame }: MethodInput<RecurrentOptions>,
  prepared: PreparedHistories,
  type: ModelType,
  work: Work,
): Promise<MethodOutput> {
  const rows = modelledHistories(options, prepared, type);
  const { data, design } = rows;
  const { response } = prepared;
  const robust = options.robust ?? true;
  const fit = await inSteps(fitCoxInSteps(data, { robust }), work);
  const labels = { ...columnLabels(frame.columns), ...termLabels(design, frame) };
  const coefficients = tableOf(
    { columns: [...RECURRENT_TABLES.coefficients.columns, ...(options.exponentiate ? ratioColumns('hazard_ratio') : [])] },
    hazardRatioRows(fit, design.names, options.conf_level),
  );
  const whole: Record<string, Value> = { patients: rows.patients, ...fitRow(fit) };
  const tables = new Map<string, ResultTable>([
    ['coefficients', coefficients],
    ['fit', tableOf(asFitted(RECURRENT_TABLES.fit, fit.robustScore !== null), [whole])],
  ]);
  const tests = zphRows(proportionalHazardsTest(fit, transformOf(options)), design.termLabels);
  const zph = tests.length === 0 ? null : tableOf(asFitted(RECURRENT_TABLES.zph, fit.robustVariance !== null), tests);
  if (zph !== null) tables.set('zph', zph);
  tables.set('orders', tableOf(RECURRENT_TABLES.orders, orderRows(rows, options.last_stratum ?? null)));
  const measure = type === 'andersen_gill' ? RATE_RATIO : HAZARD_RATIO;
  const title = effectsTitle(
    measure,
    outcomeSaid(response.eventLabel, response.coding, labels) ?? saidOf(response.eventLabel ?? '', labels),
  );
  return {
    tables,
    figures: forestOf(design.names, measure, options.conf_level, title),
    views: [coefficientsView(RECURRENT_TABLES.coefficients, measure, title, options.conf_level, [modelFitSaid(whole)])],
    estimates: hazardEstimates(fit, design.names),
    warnings: [
      ...prepared.warnings,
      ...fitWarnings(fit, design.names, zph, labels, HOLDS),
      ...(robust ? fewClusters(rows.patients) : [ONE_PATIENT_MANY_EVENTS]),
      ...(type === 'andersen_gill' ? [] : thinStrata(rows, options.last_stratum ?? null)),
    ],
    conventions: conventions(fit, rows, prepared, options),
    seed: null,
    rows: { total: prepared.total, used: design.n, missing: design.missing },
    sentence: modelSentence(coefficients, whole, prepared, rows, options, labels),
    labels: {
      ...labels,
      ...eventWords(response.coding, rows.event, response.eventLabel, labels),
      ...(type === 'andersen_gill' ? {} : { 'convention:strata': strataWords(rows, options, labels) }),
    },
  };
}

const ONE_PATIENT_MANY_EVENTS: Warning = {
  code: 'model_variance',
  message: {
    en: 'The variance of the model takes the events of a patient for independent given the covariates. Some patients have more events than others for reasons that no covariate says, and intervals are then too short: the robust variance allows for it.',
    zh: '模型方差假定给定协变量后同一患者的各次事件相互独立。若部分患者因协变量之外的原因更易反复发生，区间会偏窄；稳健方差可计及此情形。',
  },
};

function modelledHistories(options: RecurrentOptions, prepared: PreparedHistories, type: ModelType): ModelledHistories {
  const { frame, formula, response, weights } = prepared;
  const design = buildDesign(formula, frame, {
    response: 'survival',
    intercept: 'coded',
    cause: options.cause ?? null,
    event: options.event,
    also: prepared.also,
  });
  if (design.cluster !== null) throw refusals.noClusters(options.id);
  if (design.p === 0) throw refusals.noTerms();
  const event = gatherBytes(prepared.event, design.rows);
  if (event.every((one) => one === 0)) throw refusals.noEvents(design.n, response.eventLabel ?? response.timeLabel, response.eventOffset);
  const id = gatherCodes(prepared.id, design.rows);
  const copies = weights?.kind === 'frequency' ? gather(weights.values, design.rows) : null;
  if ((options.robust ?? true) && new Set(id).size < 2) throw refusals.oneId(options.id);
  const last = options.last_stratum ?? Number.POSITIVE_INFINITY;
  const order = Int32Array.from(gather(prepared.order, design.rows), (one) => Math.min(one, last));
  const [start, stop, clock] = [prepared.start, prepared.stop, prepared.clock].map((all) => gather(all, design.rows));
  const since = (times: Float64Array) => times.map((time, i) => time - clock[i]);
  // What is equal may differ in its last digit once the clock's beginning is taken off.
  const times = type === 'pwp_gap' ? repairedTimes(since(start), since(stop), response.timeLabel) : { start, time: stop };
  const own = design.strata?.codes ?? null;
  const data: CoxData = {
    n: design.n,
    p: design.p,
    start: times.start,
    time: times.time,
    event,
    x: design.x,
    strata: type === 'andersen_gill' ? own : crossed(order, own),
    weights: weights && { values: gather(weights.values, design.rows), kind: weights.kind },
    offset: design.offset,
    cluster: id,
    clustersCopied: true,
    ties: options.ties,
    assign: design.assign,
  };
  return { type, data, design, order, id, event, copies, patients: patientsOf(id, copies) };
}

function patientsOf(id: Int32Array, copies: Float64Array | null): number {
  const of = new Map<number, number>();
  id.forEach((patient, i) => {
    of.set(patient, copies === null ? 1 : copies[i]);
  });
  return [...of.values()].reduce((sum, one) => sum + one, 0);
}

/** Strata by the number of the event, within those of the formula. */
function crossed(order: Int32Array, strata: Int32Array | null): Int32Array {
  const numbers = new Map<string, number>();
  return order.map((one, i) => {
    const key = `${strata === null ? 0 : strata[i]} ${one}`;
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  });
}

function strataWords({ design }: ModelledHistories, options: RecurrentOptions, labels: ReturnType<typeof columnLabels>) {
  const own = design.strata === null ? [] : strataColumns(design.strata.labels).split(', ');
  const said = (lang: 'en' | 'zh') => (own.length === 0 ? '' : listSaid(own, labels, lang));
  const last =
    options.last_stratum === undefined
      ? { en: '', zh: '' }
      : { en: `, joined from ${options.last_stratum} on`, zh: `（第 ${options.last_stratum} 次起合并）` };
  return {
    en: `${own.length === 0 ? '' : `${said('en')}, `}number of the event${last.en}`,
    zh: `${own.length === 0 ? '' : `${said('zh')}、`}事件序号${last.zh}`,
  };
}

function conventions(
  fit: CoxFit,
  { design, event, patients, type }: ModelledHistories,
  prepared: PreparedHistories,
  options: RecurrentOptions,
): Record<string, Value> {
  const own = design.strata === null ? null : strataColumns(design.strata.labels);
  const strata = type === 'andersen_gill' ? own : (own ?? 'number of the event');
  return {
    ties: options.ties,
    variance: fit.robustVariance === null ? 'model' : 'robust sandwich (dfbeta)',
    conf_level: options.conf_level,
    ...timeConvention(options.time_unit),
    ...(type === 'pwp_gap' ? { clock: 'since the first row after the event before' } : {}),
    convergence: 'relative change of the log partial likelihood at most 1e-9, 20 iterations',
    concordance: 'Harrell, pairs within strata, infinitesimal jackknife',
    event: eventText(prepared.response.coding, event),
    zph: `score test, transform ${options.zph}`,
    ...(strata === null ? {} : { strata }),
    ...(fit.robustVariance === null ? {} : { cluster: options.id, clusters: patients }),
    ...(options.weights === undefined ? {} : { weights: options.weights.kind }),
  };
}
