/** Front of `diagnostic`: cases, controls and the markers that every row used has. */
import type { EventStatus } from '../../../formula/event-coding';
import { MissingRows } from '../../../formula/model-variables';
import type { Column, Frame } from '../../../frame/column';
import { factorOf } from '../../../frame/factor';
import { gather, gatherBytes, gatherCodes } from '../../../frame/gather';
import { quantile } from '../../../numeric/quantile';
import { countText, rowsText } from '../../../results/format';
import type { Rows, Warning } from '../../../results/result';
import { repeatedRows } from '../../frequencies';
import { namedEvents } from '../../named-event';
import { namedColumn, noRows } from '../../own-variables';
import { type Marker, readMarker, refuse } from './markers';
import type { DiagnosticOptions } from './options';

/** A marker on the rows used. */
export interface PreparedMarker extends Marker {
  readonly isLower: boolean;
  /** The values turned so that the higher are suspicious. */
  readonly turned: Float64Array;
}

export interface Prepared {
  readonly isCase: Uint8Array;
  readonly nCases: number;
  readonly nControls: number;
  readonly markers: readonly PreparedMarker[];
  /** Of the column `by`, on the rows used. */
  readonly groups: { readonly labels: readonly string[]; readonly codes: Int32Array } | null;
  readonly status: EventStatus;
  readonly frame: Frame;
  readonly counts: Rows;
  readonly warnings: readonly Warning[];
}

const MOST_MARKERS = 20;

/** Reads the options on a frame. Throws MethodError with the option at fault. */
export function prepareDiagnostic(options: DiagnosticOptions, given: Frame): Prepared {
  checkNames(options);
  const { frame, unweighted, warnings } = repeatedRows(given, options.weights);
  const column = namedColumn(frame, options.outcome, 'outcome');
  const status = namedEvents(frame, options.outcome, options.event, { column: 'outcome', value: 'event', others: 'control' });
  const columns = options.markers.map((name, at) => namedColumn(frame, name, `markers.${at}`));
  const read = columns.map((one, at) => readMarker(one, options.positive, `markers.${at}`));
  checkPositive(read, options);
  const missing = new MissingRows(frame);
  missing.add(options.outcome, [options.outcome], (row) => status.valid[row] === 0);
  for (const { name, values } of read) missing.add(name, [name], (row) => Number.isNaN(values[row]));
  const by = options.by === undefined ? null : namedColumn(frame, options.by, 'by');
  if (by !== null) missing.add(by.name, [by.name], (row) => by.valid[row] === 0);
  const rows = missing.complete();
  if (rows.length === 0) throw noRows(given.length, [column, ...columns], 'outcome');
  const isCase = gatherBytes(status.event, rows);
  const nCases = isCase.reduce((sum, one) => sum + one, 0);
  if (nCases === 0 || nCases === rows.length) throw oneOutcome(options, nCases, rows.length);
  const markers = read.map((one, at) => oriented({ ...one, values: gather(one.values, rows) }, isCase, options, `markers.${at}`));
  return {
    isCase,
    nCases,
    nControls: rows.length - nCases,
    markers,
    groups: by === null ? null : groupsOf(by, rows),
    status,
    frame,
    counts: { total: frame.length + (unweighted[0]?.n ?? 0), used: rows.length, missing: [...unweighted, ...missing.list()] },
    warnings,
  };
}

function checkNames({ markers, outcome, by, partial_auc: part }: DiagnosticOptions): void {
  const twice = markers.findIndex((name, at) => name === outcome || markers.indexOf(name) < at);
  if (twice >= 0) {
    throw refuse(
      'marker_is_outcome',
      `markers.${twice}`,
      markers[twice] === outcome
        ? `${outcome} is the outcome, so it is no marker of it.`
        : `${markers[twice]} is named twice. Name each marker once.`,
      markers[twice] === outcome ? `${outcome} 是结局，不能作为自身的标志物。` : `${markers[twice]} 重复。每个标志物只写一次。`,
    );
  }
  if (by !== undefined && (by === outcome || markers.includes(by))) {
    throw refuse(
      'by_is_other',
      'by',
      `${by} is ${by === outcome ? 'the outcome' : 'a marker'}, so it makes no groups to compare. Name another column in by.`,
      `${by} 是${by === outcome ? '结局' : '标志物'}，不能用于分组。请在 by 中指定其他列。`,
    );
  }
  if (markers.length > MOST_MARKERS) {
    throw refuse(
      'too_many_markers',
      'markers',
      `There are ${markers.length} markers; ${MOST_MARKERS} at most are compared. Name fewer.`,
      `共有 ${markers.length} 个标志物，至多比较 ${MOST_MARKERS} 个。请减少。`,
    );
  }
  if (part !== undefined && part.to <= part.from) {
    throw refuse(
      'range_backwards',
      'partial_auc.to',
      `The range ends at ${part.to}, which is not above its beginning at ${part.from}.`,
      `范围止于 ${part.to}，不大于起点 ${part.from}。`,
    );
  }
}

const MOST_GROUPS = 30;

function groupsOf(by: Column, rows: Int32Array): NonNullable<Prepared['groups']> {
  const { levels, codes } = factorOf(by, rows);
  const own = gatherCodes(codes, rows);
  // Booleans keep a level that does not occur.
  const occurring = levels.flatMap((label, code) => (own.includes(code) ? [{ label, code }] : []));
  if (occurring.length > MOST_GROUPS) {
    throw refuse(
      'too_many_groups',
      'by',
      `${by.name} has ${countText(occurring.length)} groups; ${MOST_GROUPS} at most are compared. Cut numbers into bands first, or leave groups out with where.`,
      `${by.name} 有 ${countText(occurring.length)} 组，至多比较 ${MOST_GROUPS} 组。数值变量请先分段，或用 where 排除部分组。`,
    );
  }
  return { labels: occurring.map(({ label }) => label), codes: own.map((code) => occurring.findIndex((one) => one.code === code)) };
}

function checkPositive(markers: readonly Marker[], { positive, markers: names }: DiagnosticOptions): void {
  if (positive === undefined) return;
  const said = String(positive).toLowerCase();
  if (markers.some((marker) => marker.positive?.toLowerCase() === said)) return;
  throw refuse(
    'unknown_positive',
    'positive',
    `${positive} is no value of ${names.join(', ')} that could be the positive result of two.`,
    `${positive} 不是 ${names.join('、')} 中可作为阳性结果的取值。`,
  );
}

function oneOutcome({ outcome }: DiagnosticOptions, cases: number, rows: number) {
  const all = cases > 0;
  return refuse(
    'one_outcome',
    'outcome',
    `${all ? 'Every one' : 'None'} of the ${rowsText(rows)} used is a case by ${outcome}: accuracy needs both cases and controls. Check which value means a case (event), and where.`,
    `所用的 ${countText(rows)} 行按 ${outcome} ${all ? '均为病例' : '均非病例'}：评价准确性既需要病例也需要对照。请核对表示病例的取值（event）及 where。`,
  );
}

/** Which values are suspicious, and the marker turned so that the high ones are. R: `pROC::roc(direction = "auto")`, of measured markers. */
function oriented(marker: Marker, isCase: Uint8Array, { direction }: DiagnosticOptions, path: string): PreparedMarker {
  const { values, isResult, name } = marker;
  const infinite = values.reduce((n, value) => (Number.isFinite(value) ? n : n + 1), 0);
  if (infinite > 0) {
    throw refuse(
      'marker_infinite',
      path,
      `${name} is infinite in ${rowsText(infinite)}. Leave them out with where, or give them the limit of detection.`,
      `${name} 在 ${countText(infinite)} 行中为无穷大。请用 where 排除，或以检测限代替。`,
    );
  }
  const isLower = direction === 'auto' ? !isResult && medianOf(values, isCase, 1) < medianOf(values, isCase, 0) : direction === 'lower';
  return { ...marker, isLower, turned: isLower ? values.map((value) => -value) : values };
}

function medianOf(values: Float64Array, isCase: Uint8Array, kind: number): number {
  return quantile(
    values.filter((_, row) => isCase[row] === kind),
    [0.5],
  )[0];
}
