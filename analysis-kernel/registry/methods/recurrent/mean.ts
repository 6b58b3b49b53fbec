/** The mean cumulative function of `recurrent`: curves, their values at chosen times, the test between groups. */

import type { Figure } from '../../../figures/kinds';
import { noRows } from '../../../formula/design-errors';
import { Evaluator } from '../../../formula/evaluate';
import { MissingRows } from '../../../formula/model-variables';
import { type Grouping, groupFactor, groupRows } from '../../../formula/specials';
import { gather, gatherBytes, gatherCodes, rowsByCode } from '../../../frame/gather';
import { qnorm } from '../../../numeric/dist/normal';
import { headingUnitText, pClause } from '../../../results/format';
import type { ResultTable, Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { ShownTime } from '../../../results/time-unit';
import type { View } from '../../../views/kinds';
import { leastAtRisk } from '../../common-options';
import { eventText, eventWords, outcomeSaid } from '../../event-warnings';
import { groupTerms } from '../../group-terms';
import { columnLabels, groupLabels, saidOf } from '../../labels';
import type { MethodInput, MethodOutput } from '../../method';
import { beyondFollowUp } from '../../row-warnings';
import { shownTime, timeConvention } from '../../time-scale';
import { timedView } from '../../timed-view';
import { histories } from './kernel/histories';
import { type MeanData, type MeanFunction, meanFunction, placesUpTo, timesOf } from './kernel/mean-function';
import { meanTest } from './kernel/mean-test';
import type { RecurrentOptions } from './options';
import { type OrderedRows, orderRows } from './orders';
import { leftNames, type PreparedHistories } from './prepare';
import * as refusals from './refusals';
import { meanSentence, type SaidCurve } from './sentence';
import { RECURRENT_TABLES, TERMINAL_COLUMN, TIME_OBSERVED } from './tables';

const MOST_GROUPS = 50;

/** One group's rows and curve. */
interface MeanCurve {
  readonly label: string | null;
  readonly data: MeanData;
  readonly times: Float64Array;
  readonly curve: MeanFunction;
  /** Patients whose observation ends with neither event, at each time. */
  readonly nCensor: Float64Array;
}

interface MeanRows {
  readonly rows: Int32Array;
  readonly curves: Grouping | null;
  readonly all: MeanData;
  readonly goesOn: Uint8Array;
  readonly order: Int32Array;
  readonly missing: ReturnType<MissingRows['list']>;
}

/** Curves of the mean number of events. */
export function runMean({ options, frame }: MethodInput<RecurrentOptions>, prepared: PreparedHistories): MethodOutput {
  const read = meanRows(prepared, options.id);
  const { response, terminal } = prepared;
  const groups = curvesOf(read);
  const warnings: Warning[] = [...prepared.warnings, ...meanWarnings(read, prepared, groups.length)];
  const added = terminal === null ? [] : [TERMINAL_COLUMN];
  const shape = (table: { readonly columns: (typeof RECURRENT_TABLES)['curve']['columns'] }) => ({ columns: [...table.columns, ...added] });
  const { curve, at, summary, test, orders } = RECURRENT_TABLES;
  const tables = new Map<string, ResultTable>();
  const tested = groups.length > 1 ? testRow(groups, read, warnings) : null;
  tables.set('summary', tableOf(shape(summary), groups.map(summaryRow)));
  if (tested !== null) tables.set('test', tableOf(test, [tested]));
  if (options.times !== undefined) tables.set('at', tableOf(shape(at), atRows(groups, options.times, options, warnings)));
  tables.set('orders', tableOf(orders, orderRows(ordered(read), null)));
  tables.set(
    'curve',
    tableOf(
      shape(curve),
      groups.flatMap((group) => curveRows(group, options)),
    ),
  );
  const last = read.all.stop.reduce((most, time) => Math.max(most, time), 0);
  const shown = shownTime(prepared.timeUnit, options.time_unit, last);
  const columns = columnLabels(frame.columns);
  const labels = { ...columns, ...groupLabels(read.curves, columns) };
  const outcome = outcomeSaid(response.eventLabel, response.coding, columns) ?? saidOf(response.eventLabel ?? '', columns);
  const figure: Figure = {
    kind: 'mean',
    name: 'curve',
    title: { en: `Mean cumulative number of events: ${outcome.en}`, zh: `平均累积事件数：${outcome.zh}` },
    table: 'curve',
    shownTime: shown,
    confLevel: options.conf_level,
    note:
      tested === null || typeof tested.p_value !== 'number'
        ? null
        : { en: `Robust test: ${pClause(tested.p_value, 'en')}`, zh: `稳健检验：${pClause(tested.p_value, 'zh')}` },
    leastAtRisk: leastAtRisk(options),
  };
  return {
    tables,
    figures: [figure],
    views: [timedView(curve, shown, ['time']), timedView(at, shown, ['time']), summaryView(shown)],
    warnings,
    conventions: {
      estimator: terminal === null ? 'Nelson–Aalen of the mean' : 'Ghosh and Lin',
      variance: 'infinitesimal jackknife',
      conf_type: options.conf_type,
      conf_level: options.conf_level,
      ...timeConvention(options.time_unit),
      event: eventText(response.coding, read.all.event),
      ties: 'events before censorings; near-equal times are one',
      cluster: options.id,
      ...(tested === null ? {} : { test: tested.method }),
      ...(options.weights === undefined ? {} : { weights: options.weights.kind }),
    },
    seed: null,
    rows: { total: prepared.total, used: read.rows.length, missing: read.missing },
    sentence: meanSentence(saidCurves(groups, options), tested, prepared, options, labels, shown),
    labels: { ...labels, ...eventWords(response.coding, read.all.event, response.eventLabel, columns) },
  };
}

function meanRows(prepared: PreparedHistories, idName: string): MeanRows {
  const { frame, formula, response, weights } = prepared;
  const missing = new MissingRows(frame);
  missing.add(response.timeLabel, leftNames(prepared), (row) => response.valid[row] === 0);
  const terms = groupTerms(formula, frame, 'recurrent');
  const evaluator = new Evaluator(frame, new Map(), false);
  const factors = [...terms.groups, ...terms.strata].map((expression) => groupFactor(expression, frame, evaluator, missing));
  for (const { variable, missing: lacks } of prepared.also) missing.add(variable, [variable], lacks);
  const rows = missing.complete();
  if (rows.length === 0) throw noRows(frame.length, missing.list());
  const event = gatherBytes(prepared.event, rows);
  if (event.every((one) => one === 0))
    throw refusals.noEvents(rows.length, response.eventLabel ?? response.timeLabel, response.eventOffset);
  const numbers = new Map<number, number>();
  const id = gatherCodes(prepared.id, rows).map((one) => {
    const known = numbers.get(one) ?? numbers.size;
    numbers.set(one, known);
    return known;
  });
  if (numbers.size < 2) throw refusals.oneId(idName);
  const values = weights && gather(weights.values, rows);
  const counted = weights?.kind === 'frequency';
  const copies = counted && values !== null ? new Float64Array(numbers.size) : null;
  if (copies !== null && values !== null) for (let i = 0; i < id.length; i++) copies[id[i]] = values[i];
  const known = {
    start: gather(prepared.start, rows),
    stop: gather(prepared.stop, rows),
    event,
    terminal: prepared.terminal && gatherBytes(prepared.terminal, rows),
    id,
  };
  const { sorted, goesOn } = histories(known);
  const curves = factors.length === 0 ? null : groupRows(factors, rows);
  if (curves !== null && curves.labels.length > MOST_GROUPS) throw refusals.tooManyGroups(curves.labels.length, MOST_GROUPS);
  return {
    rows,
    curves,
    all: { ...known, ids: numbers.size, weights: counted ? null : values, copies, sorted },
    goesOn,
    order: Int32Array.from(gather(prepared.order, rows)),
    missing: missing.list(),
  };
}

function curvesOf({ curves, all, goesOn }: MeanRows): MeanCurve[] {
  const labels: readonly (string | null)[] = curves?.labels ?? [null];
  const codes = curves?.codes ?? new Int32Array(all.stop.length);
  return rowsByCode(codes, labels.length).map((rows, index) => {
    const data = ofRows(all, rows);
    const times = timesOf(data.stop);
    const nCensor = new Float64Array(times.length);
    rows.forEach((row, at) => {
      const ends = goesOn[row] === 0 && all.event[row] === 0 && (all.terminal === null || all.terminal[row] === 0);
      if (ends) nCensor[placesUpTo(times, data.stop[at]) - 1] += weightOf(data, at);
    });
    return { label: labels[index], data, times, curve: meanFunction(data, times), nCensor };
  });
}

function ordered({ order, all: { id, event, copies } }: MeanRows): OrderedRows {
  return { order, id, event, copies: copies && Float64Array.from(id, (patient) => copies[patient]) };
}

/** Some of the rows, their patients numbered as before. */
function ofRows(all: MeanData, rows: Int32Array): MeanData {
  const part = {
    start: gather(all.start, rows),
    stop: gather(all.stop, rows),
    event: gatherBytes(all.event, rows),
    terminal: all.terminal && gatherBytes(all.terminal, rows),
    id: gatherCodes(all.id, rows),
  };
  return { ...all, ...part, weights: all.weights && gather(all.weights, rows), sorted: histories(part).sorted };
}

function weightOf({ weights, copies, id }: MeanData, row: number): number {
  return (weights === null ? 1 : weights[row]) * (copies === null ? 1 : copies[id[row]]);
}

/** Estimate and limits at a place of a curve; 0 before its first time. */
function estimates({ curve }: MeanCurve, k: number, { conf_type, conf_level }: RecurrentOptions): Record<string, Value> {
  const [estimate, error] = k < 0 ? [0, 0] : [curve.mean[k], curve.stdError[k]];
  const z = qnorm((1 + conf_level) / 2);
  const ratio = Math.exp((z * error) / estimate);
  const [low, high] =
    estimate === 0 ? [0, 0] : conf_type === 'log' ? [estimate / ratio, estimate * ratio] : [estimate - z * error, estimate + z * error];
  return { estimate, std_error: error, conf_low: low, conf_high: Number.isFinite(high) ? high : null };
}

/** The time observed is headed by its unit. */
function summaryView(shown: ShownTime): View {
  const view = timedView(RECURRENT_TABLES.summary, shown, []);
  const { unit, length } = shown;
  const header =
    unit === null
      ? TIME_OBSERVED
      : { en: `${TIME_OBSERVED.en}, ${headingUnitText(unit, 'en')}`, zh: `${TIME_OBSERVED.zh}（${headingUnitText(unit, 'zh')}）` };
  return { ...view, columns: { ...view.columns, observed: { header, length } } };
}

/** Times at which something happens: an event, or observation ends. */
function curveRows(group: MeanCurve, options: RecurrentOptions): Record<string, Value>[] {
  const { curve, times, nCensor, label } = group;
  return Array.from(times, (time, k) => ({
    strata: label,
    time,
    ...estimates(group, k, options),
    n_risk: curve.nRisk[k],
    n_event: curve.nEvent[k],
    n_censor: nCensor[k],
    n_terminal: curve.nTerminal[k],
  })).filter(({ n_event, n_censor, n_terminal }) => n_event > 0 || n_censor > 0 || n_terminal > 0);
}

function summaryRow({ label, data, curve }: MeanCurve): Record<string, Value> {
  const add = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  let observed = 0;
  const patients = new Set<number>();
  const having = new Set<number>();
  for (let row = 0; row < data.stop.length; row++) {
    observed += weightOf(data, row) * (data.stop[row] - data.start[row]);
    patients.add(data.id[row]);
    if (data.event[row] === 1) having.add(data.id[row]);
  }
  const stand = (ids: Set<number>) => (data.copies === null ? ids.size : [...ids].reduce((sum, one) => sum + (data.copies?.[one] ?? 0), 0));
  const events = data.weights === null ? add(curve.nEvent) : data.event.reduce((sum, one) => sum + one, 0);
  const deaths = data.weights === null ? add(curve.nTerminal) : (data.terminal ?? new Uint8Array()).reduce((sum, one) => sum + one, 0);
  return {
    strata: label,
    patients: stand(patients),
    events,
    with_event: stand(having),
    observed,
    n_terminal: deaths,
  };
}

function atRows(
  groups: readonly MeanCurve[],
  asked: readonly number[],
  options: RecurrentOptions,
  warnings: Warning[],
): Record<string, Value>[] {
  const sorted = [...new Set(asked)].sort((a, b) => a - b);
  const beyond = new Set<number>();
  const rows = groups.flatMap((group) => {
    const { times, curve, nCensor, data, label } = group;
    const last = times[times.length - 1];
    let previous = 0;
    return sorted.map((time) => {
      const place = placesUpTo(times, time);
      const since = (values: Float64Array) => values.slice(previous, place).reduce((sum, value) => sum + value, 0);
      let n_risk = 0;
      for (let row = 0; row < data.stop.length; row++) if (data.start[row] < time && data.stop[row] >= time) n_risk += weightOf(data, row);
      const counts = {
        strata: label,
        time,
        n_risk,
        n_event: since(curve.nEvent),
        n_censor: since(nCensor),
        n_terminal: since(curve.nTerminal),
      };
      previous = place;
      if (time > last) {
        beyond.add(time);
        return counts;
      }
      return { ...counts, ...estimates(group, place - 1, options) };
    });
  });
  warnings.push(...beyondFollowUp([...beyond]));
  return rows;
}

function testRow(groups: readonly MeanCurve[], { all }: MeanRows, warnings: Warning[]): Record<string, Value> {
  const { statistic, df, pValue } = meanTest(
    groups.map(({ data }) => data),
    timesOf(all.stop),
  );
  if (df === 0) {
    warnings.push({
      code: 'no_test',
      message: {
        en: 'The groups cannot be tested: never were two of them under observation when an event came, or no patient differs from the mean of the own group, as where each group is one patient.',
        zh: '无法检验组间差异：发生事件时从未有两组同时处于观察中，或各患者均与所在组的均值相同（如每组仅一名患者）。',
      },
    });
  }
  return {
    statistic: df === 0 ? null : statistic,
    df,
    p_value: df === 0 ? null : pValue,
    method: all.terminal === null ? 'Cook–Lawless–Nadeau' : 'Ghosh–Lin',
  };
}

function saidCurves(groups: readonly MeanCurve[], options: RecurrentOptions): readonly SaidCurve[] {
  const asked = options.times === undefined ? Number.POSITIVE_INFINITY : Math.max(...options.times);
  return groups.map((group) => {
    const { times, curve, label, data } = group;
    const time = Math.min(asked, times[times.length - 1]);
    const { estimate, conf_low, conf_high } = estimates(group, placesUpTo(times, time) - 1, options);
    const patients = Number(summaryRow(group).patients);
    const events = curve.nEvent.slice(0, placesUpTo(times, time)).reduce((sum, value) => sum + value, 0);
    return { label, time, estimate, low: conf_low, high: conf_high, events: data.weights === null ? events : Math.round(events), patients };
  });
}

function meanWarnings({ curves, all }: MeanRows, { terminal }: PreparedHistories, groups: number): Warning[] {
  const warnings: Warning[] = [];
  if (terminal !== null && all.terminal?.every((one) => one === 0) === true) {
    warnings.push({
      code: 'no_terminal_events',
      message: {
        en: 'No row used ends with the terminal event: the curves are those without one.',
        zh: '所用的行均未以终末事件结束：曲线与未指定终末事件时相同。',
      },
    });
  }
  if (curves !== null && groups > 1) {
    const first = new Map<number, number>();
    const changing = new Set<number>();
    all.id.forEach((patient, row) => {
      const before = first.get(patient) ?? curves.codes[row];
      first.set(patient, before);
      if (before !== curves.codes[row]) changing.add(patient);
    });
    const n = changing.size;
    if (n > 0) {
      warnings.push({
        code: 'groups_change',
        message: {
          en: `${n === 1 ? '1 patient changes' : `${n} patients change`} group during follow-up and count in each while they are in it. A curve is then of nobody’s whole history: it is read as a rate, not as what a patient of the group will have had.`,
          zh: `${n} 名患者在随访中改变组别，在各组期间分别计入。此时曲线不对应任何患者的完整病程：应理解为发生率，而非该组患者将累积的事件数。`,
        },
      });
    }
  }
  return warnings;
}
