/** The rows of a fit as they would be with one column set to a value: what comparisons and standardised means are made of. */
import { type Design, encodeRows } from '../formula/design-matrix';
import { type Expression, namesIn } from '../formula/expression';
import { isSpecial } from '../formula/specials';
import type { Variable } from '../formula/terms';
import { findColumn, numbersOf, selectColumns, takeRows } from '../frame/access';
import type { Column, Frame } from '../frame/column';
import { factorOf } from '../frame/factor';
import { listText } from '../results/format';
import { MethodError } from '../results/method-error';
import { SETTABLE_ERRORS } from './error-codes';

/** Each level is a pass over all rows, and every two of them a comparison. */
export const MOST_LEVELS = 30;

const FACTORS = new Set(['factor', 'as.factor', 'relevel']);

/** The design of the used rows with a column changed. */
export interface ChangedRows {
  /** n × p, column by column. */
  readonly x: Float64Array;
  readonly offset: Float64Array | null;
  /** Codes into the fitted strata, −1 where no row of the fit was in this one; null without strata. */
  readonly strata: Int32Array | null;
}

/** A design and the frame whose rows it indexes. */
export interface Modelled {
  readonly design: Pick<Design, 'encoding' | 'rows' | 'strata'>;
  readonly frame: Frame;
}

/** A column of the formula and what it can be set to. */
export interface Settable {
  readonly name: string;
  /** Its levels, the reference first; null of a number that has more than two values. */
  readonly levels: readonly string[] | null;
  /** Standard deviation among the used rows, of a number. */
  readonly spread: number;
  readonly at: (value: string | number) => ChangedRows;
  /** Each row's own value and so much more. */
  readonly moved: (by: number) => ChangedRows;
}

/**
 * The column of this name at the used rows. Throws MethodError `not_in_formula` of the option's path.
 * @param strata whether a column that stands in strata() alone may be set too
 */
export function settable({ design, frame }: Modelled, name: string, path: string, strata = false): Settable {
  const { encoding, rows } = design;
  const { terms, offsets, variables } = encoding.terms;
  const namesOf = (some: readonly Variable[]) => [...new Set(some.flatMap(({ expression }) => namesIn(expression)))];
  const modelled = [...encoding.kept.flatMap((index) => terms[index].variables), ...offsets].map((index) => variables[index]);
  const read = variables.filter(({ expression }) => expression.kind !== 'call' || expression.name !== 'cluster');
  const names = namesOf(strata ? read : modelled.filter((variable) => !isSpecial(variable)));
  const used = takeRows(selectColumns(frame, namesOf(read)), rows);
  const column = names.includes(name) ? findColumn(used, name) : null;
  if (column === null) throw notInFormula(name, names, path);
  const with_ = (changed: Column): ChangedRows => {
    const other: Frame = { length: used.length, columns: used.columns.map((one) => (one === column ? changed : one)) };
    const encoded = encodeRows(encoding, other);
    return { x: encoded.x, offset: encoded.offset, strata: encoded.strata };
  };
  const numbers = numbersOf(column);
  const levels = factorLevels(encoding, name) ?? stratumLevels(design.strata, name) ?? ownLevels(column, numbers);
  return {
    name,
    levels,
    spread: numbers === null ? 0 : spreadOf(numbers),
    at: (value) => with_(filled(column, value)),
    moved: (by) =>
      with_(
        numeric(
          column,
          (numbers ?? new Float64Array(0)).map((value) => value + by),
        ),
      ),
  };
}

/** Levels as the model has them, where the column stands in it as a factor: `relevel` has its reference first. */
function factorLevels(encoding: Design['encoding'], name: string): readonly string[] | null {
  const isColumn = (expression: Expression): boolean => {
    if (expression.kind === 'name') return expression.name === name;
    const first = expression.kind === 'call' && FACTORS.has(expression.name) ? expression.args[0]?.value : undefined;
    return first !== undefined && isColumn(first);
  };
  const at = encoding.terms.variables.findIndex(({ expression }, index) => encoding.levels.has(index) && isColumn(expression));
  return encoding.levels.get(at) ?? null;
}

/** Levels of a column that divides the rows into strata, in their order. */
function stratumLevels(strata: Design['strata'], name: string): readonly string[] | null {
  const levels = (strata?.parts ?? []).flatMap((parts) => parts.flatMap(({ label, level }) => (label === name ? [level] : [])));
  return levels.length === 0 ? null : [...new Set(levels)];
}

function ownLevels(column: Column, numbers: Float64Array | null): readonly string[] | null {
  if (column.kind === 'text' && column.type === 'text') return factorOf(column).levels;
  if (column.type === 'boolean') return ['FALSE', 'TRUE'];
  const distinct = new Set<number>();
  for (const value of numbers ?? []) {
    distinct.add(value);
    if (distinct.size > 2) return null;
  }
  return [...distinct].sort((a, b) => a - b).map(String);
}

function spreadOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** The column with one value in every row. */
function filled(column: Column, value: string | number): Column {
  if (column.kind === 'text') {
    const known = column.dictionary.indexOf(String(value));
    const dictionary = known < 0 ? [...column.dictionary, String(value)] : column.dictionary;
    return { ...column, dictionary, codes: new Int32Array(column.codes.length).fill(known < 0 ? column.dictionary.length : known) };
  }
  const number = value === 'TRUE' ? 1 : value === 'FALSE' ? 0 : Number(value);
  return numeric(column, new Float64Array(column.valid.length).fill(number));
}

function numeric(column: Column, values: Float64Array): Column {
  const type = column.kind === 'numeric' ? column.type : 'number';
  return { kind: 'numeric', type, name: column.name, meta: column.meta, valid: column.valid, values };
}

function notInFormula(name: string, names: readonly string[], path: string): MethodError {
  return new MethodError(
    SETTABLE_ERRORS,
    'not_in_formula',
    {
      en: `${path} names ${name}, which the formula does not have. Its columns: ${listText(names, 'en')}.`,
      zh: `${path} 指定的 ${name} 不在公式中。公式中的列：${listText(names, 'zh')}。`,
    },
    path,
    null,
    names.slice(0, 3),
  );
}

/** The error of a column with more levels than an option takes. */
export function tooManyLevels(name: string, n: number, path: string): MethodError {
  return new MethodError(
    SETTABLE_ERRORS,
    'too_many_levels',
    {
      en: `${name} has ${n} levels; ${path} takes a column of ${MOST_LEVELS} at most. Join levels, or name two in compare: {${name}: [a, b]}.`,
      zh: `${name} 有 ${n} 个水平；${path} 最多允许 ${MOST_LEVELS} 个。请合并水平，或在 compare: {${name}: [a, b]} 中指定两个。`,
    },
    path,
  );
}
