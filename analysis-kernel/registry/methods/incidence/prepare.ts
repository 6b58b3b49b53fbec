/** Front of `incidence`: names, units, checks, missing values; hands plain arrays to the split. */
import type { EventStatus } from '../../../formula/event-coding';
import { MissingRows } from '../../../formula/model-variables';
import { type Grouping, groupRows } from '../../../formula/specials';
import { numbersOf } from '../../../frame/access';
import type { Column, Frame } from '../../../frame/column';
import { factorOf } from '../../../frame/factor';
import { gather, gatherBytes } from '../../../frame/gather';
import { countText, rowsText } from '../../../results/format';
import { leaveOut, MethodError } from '../../../results/method-error';
import type { Rows, Warning } from '../../../results/result';
import { yearIn } from '../../../results/time-unit';
import { namedEvents } from '../../named-event';
import { namedColumn, noRows } from '../../own-variables';
import { readAges } from '../../standardising';
import { timeWarnings } from '../../time-warnings';
import { weightedRows } from '../../weights';
import { INCIDENCE_ERRORS } from './errors';
import type { IncidenceOptions } from './options';

/** A mistake in what the method was given, at the option of this path. */
export function refuse(
  code: keyof typeof INCIDENCE_ERRORS,
  path: string,
  en: string,
  zh: string,
  fixes: readonly string[] = [],
): MethodError {
  return new MethodError(INCIDENCE_ERRORS, code, { en, zh }, path, null, fixes);
}

export interface PreparedRates {
  /** Null where every row is followed from time 0. */
  readonly start: Float64Array | null;
  readonly stop: Float64Array;
  readonly event: Uint8Array;
  readonly weights: Float64Array | null;
  /** Null without `by`. */
  readonly groups: Grouping | null;
  /** At time 0, in years; null where nothing asks for it. */
  readonly age: Float64Array | null;
  /** Date of time 0, in days since 1970; null where nothing asks for it. */
  readonly entry: Float64Array | null;
  /** How many units of the times a year is long; null where their unit is not known. */
  readonly year: number | null;
  readonly status: EventStatus;
  /** The rows used, of a frame without rows of weight 0. */
  readonly frame: Frame;
  readonly rows: Int32Array;
  readonly counts: Rows;
  readonly warnings: readonly Warning[];
}

interface Times {
  readonly start: Float64Array | null;
  readonly stop: Float64Array;
  readonly columns: readonly Column[];
  /** The column that says when a row ends, and its option. */
  readonly path: 'time' | 'stop';
  readonly year: number | null;
  /** Dates of time 0, where the times are dates. */
  readonly entry: Float64Array | null;
}

/**
 * Reads the options on a frame. Throws MethodError with the option at fault.
 * @param also columns that a used row must know besides
 */
export function prepareRates(options: IncidenceOptions, given: Frame, also: readonly string[]): PreparedRates {
  const { frame, weights, warnings } = weightedRows(given, options.weights);
  if (weights !== null && weights.kind !== 'frequency') throw notFrequencies(weights.kind);
  const status = namedEvents(frame, options.event, options.event_value, { column: 'event', value: 'event_value' });
  const times = readTimes(options, frame);
  const by = (options.by ?? []).map((name, at) => namedColumn(frame, name, `by.${at}`));
  const factors = by.map((column) => ({ label: column.name, ...factorOf(column) }));
  const asksAge =
    options.split?.age !== undefined
      ? 'split'
      : options.standard !== undefined
        ? 'standard'
        : options.reference_rates !== undefined
          ? 'reference_rates'
          : null;
  const age = asksAge === null ? null : readAges(options.age, asksAge, frame);
  const entry = options.split?.years === undefined ? null : entryDates(options, frame, times.entry);
  for (const path of [...(asksAge === null ? [] : [asksAge]), ...(entry === null ? [] : ['split'])]) needsUnit(times, path);
  const missing = new MissingRows(frame);
  const lacks = (column: Column, test: (row: number) => boolean) => missing.add(column.name, [column.name], test);
  const own = (name: string, path: string) => namedColumn(frame, name, path);
  lacks(own(options.event, 'event'), (row) => status.valid[row] === 0);
  for (const column of times.columns) lacks(column, (row) => column.valid[row] === 0 || Number.isNaN(times.stop[row]));
  factors.forEach(({ codes }, at) => {
    lacks(by[at], (row) => codes[row] < 0);
  });
  if (age !== null && options.age !== undefined) lacks(own(options.age, 'age'), (row) => Number.isNaN(age[row]));
  if (entry !== null) lacks(own(options.entry ?? options.start ?? '', 'entry'), (row) => Number.isNaN(entry[row]));
  if (weights !== null) lacks(own(weights.column, 'weights.column'), (row) => Number.isNaN(weights.values[row]));
  for (const name of also) {
    const column = own(name, 'reference_rates.data');
    lacks(column, (row) => column.valid[row] === 0);
  }
  const rows = missing.complete();
  if (rows.length === 0) throw noRows(given.length, [own(options.event, 'event'), ...times.columns, ...by], 'event');
  checkTimes(times, rows);
  const pick = (values: Float64Array | null) => (values === null ? null : gather(values, rows));
  const [start, stop] = [pick(times.start), gather(times.stop, rows)];
  const ended = times.columns[times.columns.length - 1];
  return {
    start,
    stop,
    event: gatherBytes(status.event, rows),
    weights: pick(weights?.values ?? null),
    groups: factors.length === 0 ? null : groupRows(factors, rows),
    age: pick(age),
    entry: pick(entry),
    year: times.year,
    status,
    frame,
    rows,
    counts: { total: given.length, used: rows.length, missing: missing.list() },
    warnings: [
      ...warnings,
      ...timeWarnings(frame, ended.name, start, stop, times.entry === null ? (options.unit ?? ended.meta.unit ?? null) : null),
    ],
  };
}

const DAY = 86_400_000;

/** Days since 1970 of a column of dates; null of another. */
function datesOf(column: Column): Float64Array | null {
  if (column.kind !== 'numeric' || (column.type !== 'date' && column.type !== 'datetime')) return null;
  const values = numbersOf(column);
  return column.type === 'date' || values === null ? values : values.map((value) => value / DAY);
}

function readTimes(options: IncidenceOptions, frame: Frame): Times {
  const { time, start, stop } = options;
  if (time !== undefined) {
    if (start !== undefined || stop !== undefined) {
      const path = start === undefined ? 'stop' : 'start';
      throw refuse(
        'times_twice',
        path,
        `time says how long each row was followed; leave ${path} out, or write start and stop without time.`,
        `time 已给出随访时长；请删去 ${path}，或只写 start 与 stop。`,
        [leaveOut(path), leaveOut('time')],
      );
    }
    const column = namedColumn(frame, time, 'time');
    if (datesOf(column) !== null) {
      throw refuse(
        'time_is_date',
        'time',
        `${time} is a date, not how long a row was followed. Write start and stop, two dates, instead of time.`,
        `${time} 是日期，而非随访时长。请改用 start 与 stop 两个日期。`,
        [`stop: ${time}`],
      );
    }
    return { start: null, stop: lengthsOf(column, 'time'), columns: [column], path: 'time', year: yearOf(column, options), entry: null };
  }
  if (start === undefined || stop === undefined) {
    const lacking = start === undefined && stop === undefined ? 'time' : start === undefined ? 'start' : 'stop';
    throw refuse(
      'times_missing',
      lacking === 'start' ? 'stop' : lacking === 'stop' ? 'start' : 'event',
      `Rates need how long each row was followed: name its column as time, or name start and stop. ${lacking} is missing.`,
      `计算率需要每行的随访时长：请用 time 指定该列，或用 start 与 stop 指定起止。缺少 ${lacking}。`,
    );
  }
  const [from, to] = [namedColumn(frame, start, 'start'), namedColumn(frame, stop, 'stop')];
  const [begins, ends] = [datesOf(from), datesOf(to)];
  if ((begins === null) !== (ends === null)) {
    const [date, number] = begins === null ? [stop, start] : [start, stop];
    throw refuse(
      'times_mixed',
      begins === null ? 'start' : 'stop',
      `${date} is a date and ${number} is not; start and stop are both dates or both times since time 0.`,
      `${date} 是日期而 ${number} 不是；start 与 stop 应同为日期，或同为自时间 0 起的时间。`,
    );
  }
  if (begins !== null && ends !== null) {
    const length = ends.map((end, row) => end - begins[row]);
    return { start: null, stop: length, columns: [from, to], path: 'stop', year: yearIn('days'), entry: begins };
  }
  return {
    start: lengthsOf(from, 'start'),
    stop: lengthsOf(to, 'stop'),
    columns: [from, to],
    path: 'stop',
    year: yearOf(to, options),
    entry: null,
  };
}

function lengthsOf(column: Column, path: string): Float64Array {
  const values = numbersOf(column);
  if (values !== null && !(column.kind === 'numeric' && column.type === 'boolean')) return values;
  throw refuse(
    'time_not_numeric',
    path,
    `${column.name} does not hold numbers; a time followed is one.`,
    `${column.name} 不是数值；随访时间应为数值。`,
  );
}

function yearOf({ name, meta }: Column, { unit }: IncidenceOptions): number | null {
  const own = yearIn(meta.unit ?? null);
  if (own !== null && unit !== undefined && own !== yearIn(unit)) {
    throw refuse(
      'unit_conflict',
      'unit',
      `The data say that ${name} is in ${meta.unit}, and unit says ${unit}. Leave unit out: person-time is given in years.`,
      `数据标明 ${name} 的单位为 ${meta.unit}，而 unit 为 ${unit}。请删去 unit：人时以年给出。`,
      [leaveOut('unit')],
    );
  }
  return own ?? yearIn(unit ?? null);
}

function needsUnit({ year, columns }: Times, path: string): void {
  if (year !== null) return;
  const { name } = columns[columns.length - 1];
  throw refuse(
    'unit_unknown',
    path,
    `Ages and calendar years go on with ${name}, whose unit the data do not say. Say it: unit: days, months or years.`,
    `年龄与日历年随 ${name} 推移，但数据未标明其单位。请指明：unit: days、months 或 years。`,
    ['unit: days', 'unit: months', 'unit: years'],
  );
}

function entryDates({ entry, start }: IncidenceOptions, frame: Frame, dated: Float64Array | null): Float64Array {
  if (entry === undefined) {
    if (dated !== null && start !== undefined) return dated;
    throw refuse(
      'entry_missing',
      'split',
      'Calendar periods need the date at which each row’s time is 0. Name its column: entry: COLUMN.',
      '按日历时间拆分需要每行时间 0 的日期。请指定该列：entry: 列名。',
    );
  }
  const dates = datesOf(namedColumn(frame, entry, 'entry'));
  if (dates !== null) return dates;
  throw refuse(
    'entry_not_date',
    'entry',
    `${entry} does not hold dates; calendar periods need the date at which each row’s time is 0.`,
    `${entry} 不是日期；按日历时间拆分需要每行时间 0 的日期。`,
  );
}

/** Refuses infinite and negative times, and rows that do not stop after they start. */
function checkTimes({ start, stop, columns, path }: Times, rows: Int32Array): void {
  let [infinite, negative, empty] = [0, 0, 0];
  for (const row of rows) {
    if (!Number.isFinite(stop[row]) || (start !== null && !Number.isFinite(start[row]))) infinite++;
    else if (start === null && stop[row] < 0) negative++;
    else if (start !== null && start[row] >= stop[row]) empty++;
  }
  const names = columns.map(({ name }) => name);
  const [first, last] = [names[0], names[names.length - 1]];
  if (infinite > 0)
    throw refuse(
      'time_infinite',
      path,
      `${rowsText(infinite, 'has', 'have')} an infinite time in ${last}. Times must be finite; leave these rows out with where.`,
      `${countText(infinite)} 行的 ${last} 为无穷大。时间应为有限值；请用 where 排除这些行。`,
    );
  if (negative > 0) {
    const mend =
      names.length > 1
        ? { en: `${last} before ${first}`, zh: `${last} 早于 ${first}` }
        : { en: `a negative time in ${last}`, zh: `${last} 为负` };
    throw refuse(
      'time_negative',
      path,
      `${rowsText(negative, 'has', 'have')} ${mend.en}. Mend the data, or leave these rows out with where.`,
      `${countText(negative)} 行的 ${mend.zh}。请更正数据，或用 where 排除这些行。`,
    );
  }
  if (empty > 0)
    throw refuse(
      'interval_empty',
      'start',
      `${rowsText(empty, 'has', 'have')} ${first} at or after ${last}; a row stops after it starts. Leave these rows out with where: ${first} < ${last}.`,
      `${countText(empty)} 行的 ${first} 不早于 ${last}；终止应晚于起始。请用 where: ${first} < ${last} 排除这些行。`,
    );
}

function notFrequencies(kind: string): MethodError {
  return refuse(
    'weights_not_frequency',
    'weights.kind',
    `Events are counted, so weights are frequencies; ${kind} weights have no Poisson interval. Use kind: frequency, or a Poisson regression with a robust variance.`,
    `率按事件数计算，权重应为频数；此类权重（${kind}）没有 Poisson 区间。请用 kind: frequency，或采用稳健方差的 Poisson 回归。`,
    ['frequency'],
  );
}
