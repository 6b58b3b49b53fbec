/** Front of `recurrent`: times, events, patients and terminal events of all rows that know them, checked patient by patient. */
import { Evaluator } from '../../../formula/evaluate';
import { namesIn } from '../../../formula/expression';
import { type Formula, parseFormula } from '../../../formula/parse-formula';
import { type SurvivalResponse, survivalResponse } from '../../../formula/survival-response';
import { numbersOf } from '../../../frame/access';
import type { Frame } from '../../../frame/column';
import { factorOf } from '../../../frame/factor';
import { gather, gatherBytes, gatherCodes } from '../../../frame/gather';
import type { Warning } from '../../../results/result';
import { eventWarnings } from '../../event-warnings';
import { nearTiesWarnings } from '../../hazard-warnings';
import { columnLabels } from '../../labels';
import { repairedTimes } from '../../model-rows';
import { namedEvents } from '../../named-event';
import { namedColumn } from '../../own-variables';
import { inUnits, timeScale } from '../../time-scale';
import { timeWarnings } from '../../time-warnings';
import { type Weights, weightedRows } from '../../weights';
import { histories } from './kernel/histories';
import type { RecurrentOptions } from './options';
import * as refusals from './refusals';

/** By row of `frame`; rows that do not know their times, event or patient have patient −1 and no meaning. */
export interface PreparedHistories {
  readonly frame: Frame;
  readonly formula: Formula;
  readonly response: SurvivalResponse;
  readonly id: Int32Array;
  readonly start: Float64Array;
  readonly stop: Float64Array;
  readonly event: Uint8Array;
  readonly terminal: Uint8Array | null;
  /** Which event the row waits for, as counted or as given. */
  readonly order: Float64Array;
  /** Where the clock of that event begins. */
  readonly clock: Float64Array;
  readonly weights: Weights | null;
  /** What a used row must know besides the formula. */
  readonly also: readonly { readonly variable: string; readonly missing: (row: number) => boolean }[];
  readonly timeUnit: string | null;
  readonly total: number;
  readonly warnings: readonly Warning[];
}

/** Reads the rows of all patients. Throws MethodError with the option at fault; messages count patients and name none. */
export function prepareHistories(options: RecurrentOptions, given: Frame): PreparedHistories {
  const { frame, weights, warnings } = weightedRows(given, options.weights);
  const formula = parseFormula(options.formula);
  const response = survivalResponse(formula, frame, new Evaluator(frame, new Map(), false), {
    cause: options.cause ?? null,
    event: options.event,
  });
  if (response.start === null) throw refusals.startMissing(response.timeLabel);
  const ids = factorOf(namedColumn(frame, options.id, 'id')).codes;
  const end =
    options.terminal === undefined
      ? null
      : namedEvents(frame, options.terminal, options.terminal_value, { column: 'terminal', value: 'terminal_value' });
  const ordered = options.order === undefined ? null : orderColumn(frame, options.order);
  const scale = timeScale(frame, response.timeLabel, options.time_unit);
  const rows = Int32Array.from({ length: frame.length }, (_, row) => row).filter(
    (row) => response.valid[row] === 1 && ids[row] >= 0 && (end === null || end.valid[row] === 1),
  );
  const times = [response.start, response.time].map((all) => inUnits(gather(all, rows), scale.length));
  const repaired = repairedTimes(times[0], times[1], response.timeLabel);
  const known = {
    start: repaired.start as Float64Array,
    stop: repaired.time,
    event: gatherBytes(response.event, rows),
    terminal: end && gatherBytes(end.event, rows),
    id: gatherCodes(ids, rows),
  };
  const found = histories(known);
  if (found.repeated > 0) throw refusals.repeatedRows(found.repeated, options.id);
  if (found.overlapping > 0) throw refusals.overlappingRows(found.overlapping, options.id);
  if (found.afterTerminal > 0) throw refusals.afterTerminal(found.afterTerminal);
  if (ordered !== null) checkOrder(ordered, rows, known, found.sorted, options.order ?? '');
  if (weights?.kind === 'frequency') checkFrequencies(gather(weights.values, rows), known.id, weights.column);
  const spread = (values: Float64Array) => {
    const all = new Float64Array(frame.length).fill(Number.NaN);
    rows.forEach((row, at) => {
      all[row] = values[at];
    });
    return all;
  };
  const lacks = (valid: Uint8Array) => (row: number) => valid[row] === 0;
  const id = new Int32Array(frame.length).fill(-1);
  for (const row of rows) id[row] = ids[row];
  return {
    frame,
    formula,
    response,
    id,
    start: spread(known.start),
    stop: spread(known.stop),
    event: response.event,
    terminal: end?.event ?? null,
    order: ordered ?? spread(Float64Array.from(found.order)),
    clock: spread(found.clock),
    weights,
    also: [
      { variable: options.id, missing: (row) => ids[row] < 0 },
      ...(weights === null ? [] : [{ variable: weights.column, missing: (row: number) => Number.isNaN(weights.values[row]) }]),
      ...(end === null ? [] : [{ variable: options.terminal as string, missing: lacks(end.valid) }]),
      ...(ordered === null ? [] : [{ variable: options.order as string, missing: (row: number) => Number.isNaN(ordered[row]) }]),
    ],
    timeUnit: scale.unit,
    total: given.length,
    warnings: [
      ...warnings,
      ...eventWarnings(
        response.notes.filter(({ kind }) => end === null || (kind !== 'other-causes-censored' && kind !== 'death-is-competing')),
        response.eventLabel,
        columnLabels(frame.columns),
      ),
      ...timeWarnings(frame, response.timeLabel, known.start, known.stop, scale.unit),
      ...nearTiesWarnings(repaired.merged),
      ...gaps(found.gapped),
    ],
  };
}

/** Columns the left side reads, for counting what is missing. */
export function leftNames({ response }: PreparedHistories): readonly string[] {
  return response.expressions.flatMap(namesIn);
}

function orderColumn(frame: Frame, name: string): Float64Array {
  const values = numbersOf(namedColumn(frame, name, 'order'));
  if (values?.every((value) => Number.isNaN(value) || (Number.isInteger(value) && value >= 1)) !== true)
    throw refusals.orderValues(name, 0);
  return values;
}

/** After an event a row waits for a later one; after none for the same or, where events went unseen, a later one. */
function checkOrder(
  order: Float64Array,
  rows: Int32Array,
  { event, id }: { readonly event: Uint8Array; readonly id: Int32Array },
  sorted: Uint32Array,
  name: string,
): void {
  const falling = new Set<number>();
  for (let at = 1; at < sorted.length; at++) {
    const [before, now] = [sorted[at - 1], sorted[at]];
    if (id[before] === id[now] && order[rows[now]] < order[rows[before]] + event[before]) falling.add(id[now]);
  }
  if (falling.size > 0) throw refusals.orderValues(name, falling.size);
}

function checkFrequencies(values: Float64Array, id: Int32Array, name: string): void {
  const first = new Map<number, number>();
  const differing = new Set<number>();
  for (let at = 0; at < id.length; at++) {
    const before = first.get(id[at]) ?? values[at];
    first.set(id[at], before);
    if (before !== values[at] && !Number.isNaN(before - values[at])) differing.add(id[at]);
  }
  if (differing.size > 0) throw refusals.weightsDiffer(differing.size, name);
}

function gaps(n: number): Warning[] {
  if (n === 0) return [];
  return [
    {
      code: 'gaps',
      message: {
        en: `${n === 1 ? '1 patient has' : `${n} patients have`} time between rows that no row covers: nobody is at risk then, and events in it would not be known. It is as it should be where a patient could not have the event, as in hospital.`,
        zh: `${n} 名患者的行之间有未覆盖的时间：此间不计为处于风险中，其间的事件也无从得知。若患者当时不可能发生事件（如住院期间），则属正常。`,
      },
    },
  ];
}
