/** Front of `prevalence`: who is observed, and who of them is a case. */
import type { EventStatus } from '../../../formula/event-coding';
import { MissingRows } from '../../../formula/model-variables';
import { type Grouping, groupRows } from '../../../formula/specials';
import { numbersOf } from '../../../frame/access';
import type { Column, Frame } from '../../../frame/column';
import { isoDate } from '../../../frame/dates';
import { factorOf } from '../../../frame/factor';
import { gather } from '../../../frame/gather';
import { leaveOut, MethodError } from '../../../results/method-error';
import type { Rows, Warning } from '../../../results/result';
import { namedEvents } from '../../named-event';
import { namedColumn, noRows } from '../../own-variables';
import { readAges } from '../../standardising';
import { weightedRows } from '../../weights';
import { PREVALENCE_ERRORS } from './errors';
import type { PrevalenceOptions } from './options';

/** Cases among so many. */
export interface Share {
  readonly cases: number;
  readonly n: number;
}

export interface PreparedShares {
  /** 1 where the row is a case. */
  readonly isCase: Uint8Array;
  readonly weights: Float64Array | null;
  readonly groups: Grouping | null;
  readonly age: Float64Array | null;
  /** What the column says of cases; null of dates. */
  readonly status: EventStatus | null;
  /** The first and last day that count, in days since 1970; null where cases are no dates. */
  readonly when: readonly [from: number, to: number] | null;
  /** Rows that were not observed then. */
  readonly absent: number;
  readonly frame: Frame;
  readonly counts: Rows;
  readonly warnings: readonly Warning[];
}

const refuse = (code: keyof typeof PREVALENCE_ERRORS, path: string, en: string, zh: string, fixes: readonly string[] = []): MethodError =>
  new MethodError(PREVALENCE_ERRORS, code, { en, zh }, path, null, fixes);

/** Reads the options on a frame. Throws MethodError with the option at fault. */
export function prepareShares(options: PrevalenceOptions, given: Frame): PreparedShares {
  const { frame, weights, warnings } = weightedRows(given, options.weights);
  if (weights !== null && weights.kind !== 'frequency') {
    throw refuse(
      'weights_not_frequency',
      'weights.kind',
      `Cases are counted, so weights are frequencies; these are ${weights.kind} weights. Use kind: frequency.`,
      `患病率按例数计算，权重应为频数；此处为其他权重（${weights.kind}）。请用 kind: frequency。`,
      ['frequency'],
    );
  }
  const column = namedColumn(frame, options.case, 'case');
  const onset = datesOf(column);
  const when = onset === null ? null : whenOf(options);
  if (onset === null) refuseDates(options);
  const status =
    onset === null ? namedEvents(frame, options.case, options.case_value, { column: 'case', value: 'case_value', others: 'none' }) : null;
  const by = (options.by ?? []).map((name, at) => namedColumn(frame, name, `by.${at}`));
  const factors = by.map((one) => ({ label: one.name, ...factorOf(one) }));
  const age = options.standard === undefined ? null : readAges(options.age, 'standard', frame);
  const start = dateColumn(options.start, 'start', frame);
  const missing = new MissingRows(frame);
  const lacks = (name: string, test: (row: number) => boolean) => missing.add(name, [name], test);
  if (status !== null) lacks(options.case, (row) => status.valid[row] === 0);
  factors.forEach(({ codes, label }) => {
    lacks(label, (row) => codes[row] < 0);
  });
  if (age !== null && options.age !== undefined) lacks(options.age, (row) => Number.isNaN(age[row]));
  if (start !== null && options.start !== undefined) lacks(options.start, (row) => Number.isNaN(start[row]));
  if (weights !== null) lacks(weights.column, (row) => Number.isNaN(weights.values[row]));
  const complete = missing.complete();
  if (complete.length === 0) throw noRows(given.length, [column, ...by], 'case');
  const seen = when === null ? null : seenThen(options, frame, when, start);
  const rows = seen === null ? complete : complete.filter((row) => seen.to[row] >= seen.from[row]);
  if (rows.length === 0) throw nobody(when ?? [0, 0]);
  const resolved = dateColumn(options.resolved, 'resolved', frame);
  const isCase = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (status !== null) isCase[i] = status.event[row];
    else if (onset !== null && seen !== null) {
      // A case on one of the days on which the row was observed; what has no onset never was one.
      const ended = resolved === null || Number.isNaN(resolved[row]) ? Number.POSITIVE_INFINITY : resolved[row];
      isCase[i] = onset[row] <= seen.to[row] && ended >= seen.from[row] ? 1 : 0;
    }
  }
  const pick = (values: Float64Array | null) => (values === null ? null : gather(values, rows));
  return {
    isCase,
    weights: pick(weights?.values ?? null),
    groups: factors.length === 0 ? null : groupRows(factors, rows),
    age: pick(age),
    status,
    when,
    absent: complete.length - rows.length,
    frame,
    counts: { total: given.length, used: rows.length, missing: missing.list() },
    warnings,
  };
}

const DAY = 86_400_000;

function datesOf(column: Column): Float64Array | null {
  if (column.kind !== 'numeric' || (column.type !== 'date' && column.type !== 'datetime')) return null;
  const values = numbersOf(column);
  return column.type === 'date' || values === null ? values : values.map((value) => Math.floor(value / DAY));
}

function dateColumn(name: string | undefined, path: string, frame: Frame): Float64Array | null {
  if (name === undefined) return null;
  const dates = datesOf(namedColumn(frame, name, path));
  if (dates !== null) return dates;
  throw refuse(
    'not_a_date',
    path,
    `${name} does not hold dates, and ${path} is a column of them.`,
    `${name} 不是日期；${path} 应为日期列。`,
  );
}

/** The days on which each row was observed within those that count; none where the last is before the first. */
function seenThen(options: PrevalenceOptions, frame: Frame, [from, to]: readonly [number, number], start: Float64Array | null) {
  const stop = dateColumn(options.stop, 'stop', frame);
  const [first, last] = [new Float64Array(frame.length).fill(from), new Float64Array(frame.length).fill(to)];
  for (let row = 0; row < frame.length; row++) {
    if (start !== null && start[row] > from) first[row] = start[row];
    if (stop !== null && stop[row] < to) last[row] = stop[row];
  }
  return { from: first, to: last };
}

/** The first and last day that count. */
function whenOf({ at, period, case: name, case_value }: PrevalenceOptions): readonly [number, number] {
  if (case_value !== undefined) {
    throw refuse(
      'when_without_dates',
      'case_value',
      `${name} holds dates of onset, so a value says nothing of it. Leave case_value out.`,
      `${name} 是发病日期，无需指定取值。请删去 case_value。`,
      [leaveOut('case_value')],
    );
  }
  if (at !== undefined && period !== undefined) {
    throw refuse(
      'when_twice',
      'period',
      'at is for the prevalence on one day, period for that of several. Keep one of them.',
      'at 用于时点患病率，period 用于期间患病率。请只保留一个。',
      [leaveOut('period'), leaveOut('at')],
    );
  }
  if (at !== undefined) {
    const day = dayOf(at, 'at');
    return [day, day];
  }
  if (period === undefined) {
    throw refuse(
      'when_missing',
      'case',
      `${name} holds dates of onset: say the day, as at: 2020-06-30, or the period, as period: {from: 2020-01-01, to: 2020-12-31}.`,
      `${name} 是发病日期：请指定时点，如 at: 2020-06-30；或时期，如 period: {from: 2020-01-01, to: 2020-12-31}。`,
      ['at: 2020-06-30'],
    );
  }
  const [from, to] = [dayOf(period.from, 'period.from'), dayOf(period.to, 'period.to')];
  if (to >= from) return [from, to];
  throw refuse(
    'period_backwards',
    'period.to',
    `The period ends on ${period.to}, before it begins on ${period.from}.`,
    `时期止于 ${period.to}，早于其起点 ${period.from}。`,
  );
}

function dayOf(text: string, path: string): number {
  const day = /^\d{4}-\d{2}-\d{2}$/u.test(text) ? Date.parse(text) / DAY : Number.NaN;
  if (!Number.isNaN(day) && isoDate(day) === text) return day;
  throw refuse('not_a_date', path, `${text} is no date. Write it as 2020-06-30.`, `${text} 不是日期。请写成 2020-06-30 的形式。`);
}

/** Days and dates have a meaning only where cases are dates. */
function refuseDates(options: PrevalenceOptions): void {
  const idle = (['at', 'period', 'start', 'stop', 'resolved'] as const).find((key) => options[key] !== undefined);
  if (idle === undefined) return;
  throw refuse(
    'when_without_dates',
    idle,
    `${idle} needs dates of onset, and ${options.case} is no date: it says who is a case, whenever that was. Leave ${idle} out, or name the date of onset.`,
    `${idle} 需要发病日期，而 ${options.case} 不是日期，仅表示是否为病例。请删去 ${idle}，或指定发病日期列。`,
    [leaveOut(idle)],
  );
}

function nobody([from, to]: readonly [number, number]): MethodError {
  const days =
    from === to
      ? { en: `on ${isoDate(from)}`, zh: `${isoDate(from)} ` }
      : { en: `from ${isoDate(from)} to ${isoDate(to)}`, zh: `${isoDate(from)} 至 ${isoDate(to)} 期间` };
  return refuse(
    'nobody_observed',
    from === to ? 'at' : 'period',
    `Nobody was observed ${days.en}. Check the dates of start and stop.`,
    `${days.zh}没有被观察的对象。请核对 start 与 stop 的日期。`,
  );
}
