/** Figures at a glance: the data of a small picture, of which a whole curve's rows are too many. */
import type { ResultTable, Value } from '../results/result';
import type { Figure } from './kinds';
import { type Curve, type CurvePoint, curvesOf, medianPoints, thin, wellSupported } from './survival-data';
import { reader } from './table-access';

/** Steps of a curve that a small picture can show. */
const MOST_STEPS = 200;
/** Significant digits that a small picture, and what is said of it, can show. */
const DIGITS = 6;

const NUMBERS = ['time', 'n_risk', 'n_event', 'n_censor', 'estimate', 'conf_low', 'conf_high'];

/** The table a figure is drawn from, with no more in it than its small picture and its description need. */
export function glanceTable(figure: Figure, table: ResultTable): ResultTable {
  if (figure.kind === 'roc') return glanceRoc(table);
  if (figure.kind === 'fitted') return fittedGlance(table);
  if (figure.kind !== 'survival' && figure.kind !== 'incidence') return table;
  const rows = curvesOf(table).flatMap((curve) =>
    fewer(curve, figure.leastAtRisk).map(({ time, atRisk, events, censored, estimate, low, high }) => [
      curve.strata,
      ...[time, atRisk, events, censored, estimate, low, high].map((value) => (value === null ? null : Number(value.toPrecision(DIGITS)))),
      curve.cause,
    ]),
  );
  return { columns: ['strata', ...NUMBERS, 'cause'], types: ['text', ...NUMBERS.map(() => 'number' as const), 'text'], rows };
}

/** The points of ROC curves that lie far enough apart to be seen. */
function glanceRoc(table: ResultTable): ResultTable {
  const at = reader(table);
  const kept = table.rows.filter((row, place, rows) => {
    const ends = [rows[place - 1], rows[place + 1]];
    return ends.some((other) => other === undefined || at(other, 'marker') !== at(row, 'marker')) || place % stepOf(rows.length) === 0;
  });
  const columns = ['marker', 'sensitivity', 'specificity'];
  const short = (value: Value) => (typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value);
  return { columns, types: ['text', 'number', 'number'], rows: kept.map((row) => columns.map((column) => short(at(row, column)))) };
}

const stepOf = (rows: number) => Math.max(1, Math.floor(rows / MOST_STEPS / 2));

/** Points that draw the same small picture: size, median, end and where too few are at risk stay; what is left out is counted with the next. */
function fewer(curve: Curve, leastAtRisk: number): readonly CurvePoint[] {
  const { points } = curve;
  const supported = wellSupported(curve, leastAtRisk).points;
  const told = [points[0], ...medianPoints(points), points[supported.length], points[points.length - 1]];
  const kept = new Set([...thin(supported, MOST_STEPS), ...told]);
  let events = 0;
  let censored = 0;
  return points.flatMap((point) => {
    events += point.events;
    censored += point.censored;
    if (!kept.has(point)) return [];
    const whole = { ...point, events, censored };
    [events, censored] = [0, 0];
    return [whole];
  });
}

/** Fitted curves as they are, of the observed no more steps than a small picture can show. */
function fittedGlance({ columns, types, rows }: ResultTable): ResultTable {
  const source = columns.indexOf('source');
  const observed = rows.filter((row) => row[source] === 'observed').length;
  const every = Math.ceil(observed / MOST_STEPS);
  let seen = 0;
  const kept = rows.filter((row) => row[source] !== 'observed' || seen++ % every === 0);
  return {
    columns,
    types,
    rows: kept.map((row) => row.map((value) => (typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value))),
  };
}
