/** Mean curves of the outcome along a number, by the levels of another column. */
import { encodeRows } from '../../../formula/design-matrix';
import { type Expression, namesIn } from '../../../formula/expression';
import { findColumn, numbersOf, selectColumns, takeRows } from '../../../frame/access';
import type { Column, Frame } from '../../../frame/column';
import { gather } from '../../../frame/gather';
import type { Steps } from '../../../numeric/steps';
import type { Value } from '../../../results/result';
import { settable, tooManyLevels } from '../../settable';
import { combination, type Inference } from './inference';
import type { MixedFit } from './kernel/fit';
import type { MixedOptions } from './options';
import type { PreparedMixed } from './prepare';
import { refuse } from './refuse';

export interface Curves {
  readonly time: string;
  readonly by: string | null;
  readonly rows: readonly Readonly<Record<string, Value>>[];
}

interface Axes {
  readonly time: string;
  readonly by: string | null;
  readonly levels: readonly string[];
  readonly at: readonly number[] | null;
}

const POINTS = 41;
/** Where rows have to be averaged at each point there are fewer of them, so that a curve is some million rows at most. */
const MOST_ROWS = 4_000_000;
const LEAST_POINTS = 11;
const MOST_CURVES = 12;
/** The curve begins and ends where so many rows lie beyond, at most this share of them: at the ends stand single patients. */
const BEYOND = 10;
const SHARE_BEYOND = 0.05;

/** Null where nothing asks for curves. Throws MethodError of `means`. */
export function* meanCurves(fit: MixedFit, prepared: PreparedMixed, options: MixedOptions, inference: Inference): Steps<Curves | null> {
  const axes = axesOf(prepared, options);
  if (axes === null) return null;
  const { design, frame, slope } = prepared;
  const column = findColumn(frame, axes.time);
  const numbers = column === null ? null : numbersOf(column);
  if (column === null || numbers === null)
    throw refuse('time_not_numeric', 'means.time', `${axes.time} is not a number.`, `${axes.time} 不是数值。`);
  const levels: readonly (string | null)[] = axes.by === null ? [null] : axes.levels;
  const byColumn = changedColumns(prepared, axes);
  const isWhole = byColumn === null;
  const most = isWhole ? Math.max(LEAST_POINTS, Math.min(POINTS, Math.floor(MOST_ROWS / (design.n * levels.length)))) : POINTS;
  const times = axes.at ?? grid(gather(numbers, design.rows), slope?.knot ?? null, most);
  const rows: Record<string, Value>[] = [];
  for (const group of levels) {
    for (const time of times) {
      yield null;
      const along = isWhole ? wholeMean(prepared, axes, group, time) : byColumn(group, time);
      // A column left out counts for nothing, as where it was fitted.
      const kept = along.map((value, j) => (Number.isNaN(fit.beta[j]) ? 0 : value));
      const { estimate, std_error, conf_low, conf_high } = combination(fit, kept, inference);
      rows.push({ group, time, estimate, std_error, conf_low, conf_high });
    }
  }
  return { time: axes.time, by: axes.by, rows };
}

function axesOf(prepared: PreparedMixed, options: MixedOptions): Axes | null {
  const { slope } = prepared;
  if (slope !== null) return { time: slope.years, by: slope.arm, levels: levelsBy(prepared, slope.arm), at: null };
  if (options.means !== undefined) {
    const { time, by = null, at = null } = options.means;
    settable(prepared, time, 'means.time');
    return { time, by, levels: levelsBy(prepared, by), at: at === null ? null : [...at].sort((a, b) => a - b) };
  }
  const time = slopeColumn(prepared) ?? interactingNumber(prepared);
  if (time === null) return null;
  const by = interactingFactor(prepared, time);
  return { time, by, levels: levelsBy(prepared, by), at: null };
}

function levelsBy(prepared: PreparedMixed, by: string | null): readonly string[] {
  if (by === null) return [];
  const { levels } = settable(prepared, by, 'means.by');
  if (levels === null || levels.length > MOST_CURVES) {
    const column = findColumn(takeRows(selectColumns(prepared.frame, [by]), prepared.design.rows), by);
    const values = column === null ? null : numbersOf(column);
    throw tooManyLevels(by, levels?.length ?? new Set(values ?? []).size, 'means.by');
  }
  return levels;
}

/** The first random slope along a number that the fixed part has too. */
function slopeColumn({ random, design, frame }: PreparedMixed): string | null {
  const fixed = new Set(design.encoding.terms.variables.map(({ label }) => label));
  for (const { design: effects } of random) {
    for (const { expression, label } of effects.encoding.terms.variables) {
      const column = expression.kind === 'name' && fixed.has(label) ? findColumn(frame, expression.name) : null;
      if (column?.kind === 'numeric' && column.type !== 'boolean' && column.type !== 'date') return column.name;
    }
  }
  return null;
}

const FACTORS = new Set(['factor', 'as.factor', 'relevel']);

function factorName(expression: Expression): string | null {
  if (expression.kind === 'name') return expression.name;
  const first = expression.kind === 'call' && FACTORS.has(expression.name) ? expression.args[0]?.value : undefined;
  return first === undefined ? null : factorName(first);
}

/** The first number of the fixed part, by itself or as a curve, that interacts with a category. */
function interactingNumber(prepared: PreparedMixed): string | null {
  const { terms, levels } = prepared.design.encoding;
  for (const { variables } of terms.terms) {
    const [number = null, ...others] = variables.filter((variable) => !levels.has(variable));
    if (number === null || others.length > 0 || variables.length !== 2) continue;
    const names = namesIn(terms.variables[number].expression);
    const column = names.length === 1 ? findColumn(prepared.frame, names[0]) : null;
    if (column?.kind === 'numeric' && column.type !== 'boolean' && column.type !== 'date' && interactingFactor(prepared, names[0]) !== null)
      return column.name;
  }
  return null;
}

function interactingFactor({ design }: PreparedMixed, time: string): string | null {
  const { terms, levels } = design.encoding;
  const own = terms.variables.flatMap(({ expression }, at) => (namesIn(expression).includes(time) && !levels.has(at) ? [at] : []));
  for (const { variables } of terms.terms) {
    if (!variables.some((variable) => own.includes(variable))) continue;
    const factor = variables.find((variable) => (levels.get(variable)?.length ?? Number.POSITIVE_INFINITY) <= MOST_CURVES);
    const name = factor === undefined ? null : factorName(terms.variables[factor].expression);
    if (name !== null) return name;
  }
  return null;
}

function grid(times: Float64Array, knot: number | null, most: number): number[] {
  const sorted = times.sort();
  const beyond = Math.min(BEYOND, Math.floor(sorted.length * SHARE_BEYOND));
  const [from, to] = [sorted[beyond], sorted[sorted.length - 1 - beyond]];
  if (!(to > from)) return [from];
  const points = Array.from({ length: most }, (_, k) => from + ((to - from) * k) / (most - 1));
  return knot === null || knot <= from || knot >= to ? points : [...points, knot].sort((a, b) => a - b);
}

/** Columns with other values, in rows that are otherwise alike. */
function changed({ slope, frame }: PreparedMixed, { time, by }: Axes, rows: Frame, group: string | null, at: number): Frame {
  const n = rows.length;
  const numbers = (column: Column, value: number): Column => ({
    kind: 'numeric',
    type: 'number',
    name: column.name,
    meta: column.meta,
    valid: new Uint8Array(n).fill(1),
    values: new Float64Array(n).fill(value),
  });
  const columns = rows.columns.map((column): Column => {
    if (column.name === time) return numbers(column, at);
    if (slope !== null && column.name === slope.after) return numbers(column, Math.max(at - (slope.knot ?? 0), 0));
    if (column.name !== by || group === null) return column;
    if (column.kind !== 'text') return numbers(column, group === 'TRUE' ? 1 : group === 'FALSE' ? 0 : Number(group));
    return { ...column, valid: new Uint8Array(n).fill(1), codes: new Int32Array(n).fill(column.dictionary.indexOf(group)) };
  });
  const booleans = by !== null && findColumn(frame, by)?.type === 'boolean' ? by : null;
  return {
    length: n,
    columns: columns.map((column) => (column.name === booleans && column.kind === 'numeric' ? { ...column, type: 'boolean' } : column)),
  };
}

function readColumns({ design, frame }: PreparedMixed): Frame {
  const names = [...new Set(design.encoding.terms.variables.flatMap(({ expression }) => namesIn(expression)))];
  return selectColumns(frame, names);
}

/** The mean row of the design with the columns changed in every row. */
function wholeMean(prepared: PreparedMixed, axes: Axes, group: string | null, time: number): Float64Array {
  const { design } = prepared;
  const rows = takeRows(readColumns(prepared), design.rows);
  const { x } = encodeRows(design.encoding, changed(prepared, axes, rows, group, time));
  return Float64Array.from({ length: design.p }, (_, j) => meanOf(x, design.n, j));
}

function meanOf(x: Float64Array, n: number, j: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += x[j * n + i];
  return sum / n;
}

/** The same where no term joins the changed columns with others: one row tells the one, the means of the design the others. Null where one does. */
function changedColumns(prepared: PreparedMixed, axes: Axes): ((group: string | null, time: number) => Float64Array) | null {
  const { design, slope } = prepared;
  const { terms, kept } = design.encoding;
  const moving = new Set([axes.time, axes.by, slope?.after ?? null]);
  const kinds = kept.map((index) => {
    const names = terms.terms[index].variables.flatMap((variable) => namesIn(terms.variables[variable].expression));
    const isMoving = names.some((name) => moving.has(name));
    return isMoving ? (names.every((name) => moving.has(name)) ? 'moving' : 'both') : 'still';
  });
  if (kinds.includes('both')) return null;
  const means = Float64Array.from({ length: design.p }, (_, j) =>
    kinds[design.assign[j]] === 'still' ? meanOf(design.x, design.n, j) : 0,
  );
  const one = takeRows(readColumns(prepared), design.rows.slice(0, 1));
  return (group, time) => {
    const { x } = encodeRows(design.encoding, changed(prepared, axes, one, group, time));
    return Float64Array.from({ length: design.p }, (_, j) => (kinds[design.assign[j]] === 'still' ? means[j] : x[j]));
  };
}
