/**
 * Design matrices with R's coefficients: `model.frame` and `model.matrix` in one.
 *
 *     const formula = parseFormula('Surv(time, status) ~ age * sex + strata(centre)');
 *     const design = buildDesign(formula, frame, { response: 'survival', intercept: 'coded', cause: null, also: [] });
 *     design.x, design.names, design.assign, design.survival, design.strata, design.rows …
 *     const fresh = encodeRows(design.encoding, newFrame);   // same levels, knots and polynomials on other rows
 */
import type { Frame } from '../frame/column';
import { gather, gatherBytes, gatherCodes } from '../frame/gather';
import { sizeFault } from '../numeric/size';
import { MethodError } from '../results/method-error';
import { asNumbers, type Learnt } from './call';
import { contrastPattern, crossPieces, factorPieces, type Piece } from './coding';
import { type CauseWords, type CompetingResponse, competingResponse } from './competing-response';
import { deparse } from './deparse';
import { infiniteValues, noRows, noTerms, oneLevel, responseNotNumeric, tooWide, unseenLevel, wrongSize } from './design-errors';
import { Evaluator } from './evaluate';
import { namesIn } from './expression';
import { type MissingCount, MissingRows, usedLevels } from './model-variables';
import type { Formula } from './parse-formula';
import { clusterCodes, type Grouping, isSpecial, specialsOf, strataOf, takeStrata } from './specials';
import { type SurvivalResponse, survivalResponse } from './survival-response';
import { expandTerms, type Terms, type Variable } from './terms';
import type { EvaluatedColumn } from './values';

/** Columns of a design: what a model of them makes grows with their square. */
const MOST_COLUMNS = 2000;
/** Numbers in a design, a gigabyte of them. */
const MOST_NUMBERS = 125_000_000;

/** Values besides the formula's that a used row must know, such as weights: NaN where missing. */
interface AlsoNeeded {
  readonly variable: string;
  readonly missing: (row: number) => boolean;
}

export interface DesignOptions {
  readonly response: 'survival' | 'causes' | 'numeric' | 'none';
  /** `coded`: factors are coded as beside an intercept, which itself is left out, whatever the formula says (coxph). `as-written`: as in lm. */
  readonly intercept: 'coded' | 'as-written';
  /** The event to analyse where a column holds several; null when not given. */
  readonly cause: string | number | null;
  /** The value that is the event. */
  readonly event?: string | number | boolean | undefined;
  /** What is said of causes in words, where the response is of causes. */
  readonly causes?: CauseWords;
  readonly also: readonly AlsoNeeded[];
}

export interface Design {
  /** Rows of the frame that are used, ascending; everything below is by place among them. */
  readonly rows: Int32Array;
  readonly n: number;
  readonly p: number;
  /** n × p, column by column. */
  readonly x: Float64Array;
  /** R's coefficient names. */
  readonly names: readonly string[];
  /** The term of each column, as an index into `termLabels`. */
  readonly assign: Int32Array;
  readonly termLabels: readonly string[];
  /** Response of a survival formula, at the used rows. */
  readonly survival: UsedResponse | null;
  /** Response of a formula of causes, at the used rows. */
  readonly causes: UsedCauses | null;
  /** Numeric response, at the used rows. */
  readonly y: Float64Array | null;
  readonly strata: Grouping | null;
  readonly cluster: Grouping | null;
  /** Sum of the offset() terms. */
  readonly offset: Float64Array | null;
  /** Rows lost to missing values, by column. */
  readonly missing: readonly MissingCount[];
  readonly encoding: Encoding;
}

interface UsedResponse extends Omit<SurvivalResponse, 'valid' | 'expressions'> {
  readonly start: Float64Array | null;
  readonly time: Float64Array;
  readonly event: Uint8Array;
}

/** `missingCensored` is of all rows, the rest of the used ones. */
export type UsedCauses = Omit<CompetingResponse, 'valid' | 'expressions'>;

/** What is needed to build the same columns on other rows; plain data. */
export interface Encoding {
  readonly terms: Terms;
  /** Indexes of the terms that have columns. */
  readonly kept: readonly number[];
  readonly intercept: boolean;
  /** Whether there is a column `(Intercept)`. */
  readonly interceptColumn: boolean;
  /** Fitted levels of the factors among the variables, by variable. */
  readonly levels: ReadonlyMap<number, readonly string[]>;
  readonly learnt: Learnt;
  readonly strata: Grouping | null;
}

interface EncodedRows {
  /** Rows of the frame that know every covariate. */
  readonly rows: Int32Array;
  readonly x: Float64Array;
  readonly offset: Float64Array | null;
  /** Codes into the fitted strata; −1 where the row's stratum was not in the fit; null when the fit had none or the frame lacks their columns. */
  readonly strata: Int32Array | null;
}

/**
 * Builds the design of a formula on a frame: complete cases, factor levels that occur among them, columns, names and assignment as R's
 * `model.matrix`. Knots and polynomials are placed on all known values of their variable, before rows with other missing values are left out, as R does.
 *
 * Text and dictionary-levelled columns are factors, booleans logicals; treatment contrasts. `strata()` and `cluster()` give groupings and no columns (an
 * interaction with a stratum does). Throws MethodError with path `formula`: unknown columns and functions, a factor with one level, more columns than can be fitted, infinite
 * values, no complete row, and everything `survivalResponse` refuses.
 * R: `model.matrix(terms, model.frame(formula, data))`; with `coded`, the X of `coxph(formula, x = TRUE)`.
 */
export function buildDesign(formula: Formula, frame: Frame, options: DesignOptions): Design {
  const leftNames = new Set(formula.left === null ? [] : namesIn(formula.left));
  const dotNames = frame.columns.map((column) => column.name).filter((name) => !leftNames.has(name));
  const terms = expandTerms(formula.right, dotNames);
  const learnt: Learnt = new Map();
  const evaluator = new Evaluator(frame, learnt, false);
  const missing = new MissingRows(frame);

  const response =
    options.response === 'survival' ? survivalResponse(formula, frame, evaluator, { cause: options.cause, event: options.event }) : null;
  const causes =
    options.response === 'causes' && options.causes !== undefined ? competingResponse(formula, frame, evaluator, options.causes) : null;
  for (const left of [response, causes]) {
    if (left !== null) missing.add(left.timeLabel, left.expressions.flatMap(namesIn), (row) => left.valid[row] === 0);
  }
  const y = options.response === 'numeric' ? numericResponse(formula, frame, evaluator, missing) : null;
  const specials = specialsOf(terms, frame, evaluator, missing);
  const values = terms.variables.map((variable, index) => {
    if (isSpecial(variable)) return specials.values.get(index) ?? null;
    const value = evaluator.column(variable.expression);
    missing.addVariable(variable.label, variable.expression, value);
    return value;
  });
  for (const { variable, missing: lacks } of options.also) missing.add(variable, [], lacks);

  const rows = missing.complete();
  if (rows.length === 0) throw noRows(frame.length, missing.list());
  const levels = new Map<number, readonly string[]>();
  values.forEach((value, index) => {
    if (value?.kind === 'factor') levels.set(index, usedLevels(value, rows).levels);
  });
  const kept = terms.terms.flatMap((term, index) =>
    term.variables.some((v) => isSpecial(terms.variables[v])) && term.variables.length === 1 ? [] : [index],
  );
  const strata = specials.strata === null ? null : takeStrata(specials.strata, rows);
  const intercept = options.intercept === 'coded' || terms.intercept;
  const encoding: Encoding = {
    terms,
    kept,
    intercept,
    interceptColumn: options.intercept === 'as-written' && terms.intercept,
    levels,
    learnt,
    strata,
  };
  const matrix = fillMatrix(encoding, values, rows);
  return {
    rows,
    n: rows.length,
    p: matrix.names.length,
    ...matrix,
    termLabels: kept.map((index) => terms.terms[index].label),
    survival: response === null ? null : usedResponse(response, rows),
    causes: causes === null ? null : usedCauses(causes, rows),
    y: y === null ? null : gather(y, rows),
    strata,
    cluster: specials.cluster === null ? null : clusterCodes(specials.cluster, rows),
    offset: offsetOf(terms, values, rows, frame.length),
    missing: missing.list(),
    encoding,
  };
}

/**
 * The columns of a fitted design on other rows: levels, knots and polynomials stay those of the fit. Rows that lack a covariate are left out.
 * Throws `unseen_level` for a level the fit did not have. R: `model.matrix(delete.response(terms), newdata, xlev =)`.
 */
export function encodeRows(encoding: Encoding, frame: Frame): EncodedRows {
  try {
    return encodeKnown(encoding, frame);
  } catch (error) {
    // A place in the formula would mislead: what is at fault are the new data.
    if (!(error instanceof MethodError) || error.path !== 'formula') throw error;
    const { en, zh } = error.text;
    const text =
      error.code === 'unknown_column'
        ? { en: `The rows to predict for do not fit the model. ${en}`, zh: `待预测的行与模型不符。${zh}` }
        : error.text;
    throw error.at('predictions.data', text);
  }
}

function encodeKnown(encoding: Encoding, frame: Frame): EncodedRows {
  const { terms } = encoding;
  const evaluator = new Evaluator(frame, encoding.learnt, true);
  const missing = new MissingRows(frame);
  const needed = new Set([...encoding.kept.flatMap((index) => terms.terms[index].variables), ...terms.offsets]);
  const strata = encoding.strata === null ? null : strataOf(terms, frame, evaluator, encoding.strata, missing);
  const values = terms.variables.map((variable, index) => {
    if (!needed.has(index) || isSpecial(variable)) return null;
    const value = alignLevels(evaluator.column(variable.expression), encoding.levels.get(index) ?? null, variable.label);
    missing.addVariable(variable.label, variable.expression, value);
    return value;
  });
  const withStrata = values.map((value, index) =>
    needed.has(index) && isSpecial(terms.variables[index]) ? (strata?.values.get(index) ?? null) : value,
  );
  const rows = missing.complete();
  const { x } = fillMatrix(encoding, withStrata, rows);
  return {
    rows,
    x,
    offset: offsetOf(terms, values, rows, frame.length),
    strata: strata === null ? null : gatherCodes(strata.codes, rows),
  };
}

function numericResponse(formula: Formula, frame: Frame, evaluator: Evaluator, missing: MissingRows): Float64Array {
  const left = formula.left;
  if (left === null) throw responseNotNumeric(null);
  const value = evaluator.column(left);
  const numbers = asNumbers(value, frame.length);
  if (numbers === null) throw responseNotNumeric(left);
  missing.addVariable(deparse(left), left, value);
  return numbers;
}

function usedResponse(response: SurvivalResponse, rows: Int32Array): UsedResponse {
  const { start, time, event, coding, notes, startLabel, timeLabel, eventLabel, eventOffset } = response;
  return {
    start: start === null ? null : gather(start, rows),
    time: gather(time, rows),
    event: gatherBytes(event, rows),
    coding,
    notes,
    startLabel,
    timeLabel,
    eventLabel,
    eventOffset,
  };
}

function usedCauses({ valid, expressions, ...response }: CompetingResponse, rows: Int32Array): UsedCauses {
  const { start, time, cause } = response;
  return { ...response, start: start === null ? null : gather(start, rows), time: gather(time, rows), cause: gatherCodes(cause, rows) };
}

function fillMatrix(
  encoding: Encoding,
  values: readonly (EvaluatedColumn | null)[],
  rows: Int32Array,
): { x: Float64Array; names: string[]; assign: Int32Array } {
  const { terms } = encoding;
  const pattern = contrastPattern(terms.terms, (variable) => encoding.levels.has(variable), encoding.intercept);
  const columns: { name: string; factors: Piece[]; term: number; at: number }[] = encoding.interceptColumn
    ? [{ name: '(Intercept)', factors: [], term: -1, at: 0 }]
    : [];
  encoding.kept.forEach((index, term) => {
    const parts = terms.terms[index].variables.map((variable, place) =>
      piecesOf(terms.variables[variable], values[variable], encoding.levels.get(variable) ?? null, pattern[index][place], rows),
    );
    const at = terms.variables[terms.terms[index].variables[0]].expression.offset;
    const wide = columns.length + parts.reduce((product, pieces) => product * pieces.length, 1);
    if (wide > MOST_COLUMNS || wide * rows.length > MOST_NUMBERS) throw tooWide(terms.terms[index].label, rows.length, at);
    for (const column of crossPieces(parts)) columns.push({ ...column, term, at });
  });
  const n = rows.length;
  const x = new Float64Array(n * columns.length);
  columns.forEach(({ name, factors, at }, j) => {
    const base = j * n;
    for (let i = 0; i < n; i++) {
      let product = 1;
      for (const factor of factors) product *= factor.at(i);
      if (!Number.isFinite(product)) throw infiniteValues(name, at);
      x[base + i] = product;
    }
    const fault = sizeFault(x.subarray(base, base + n));
    if (fault !== null) throw wrongSize(name, fault, at);
  });
  return { x, names: columns.map(({ name }) => name), assign: Int32Array.from(columns, ({ term }) => term) };
}

function piecesOf(
  { label, expression }: Variable,
  value: EvaluatedColumn | null,
  levels: readonly string[] | null,
  contrasts: boolean,
  rows: Int32Array,
): Piece[] {
  if (value === null) throw noTerms(label);
  if (value.kind === 'numeric') return [{ name: label, at: (i) => value.values[rows[i]] }];
  if (value.kind === 'basis')
    return value.columns.map((column, index) => ({ name: label + value.endings[index], at: (i) => column[rows[i]] }));
  const kept = levels ?? value.levels;
  if (kept.length < 2 && contrasts) throw oneLevel(label, kept, expression.offset);
  const place = new Map(kept.map((level, index) => [level, index]));
  const position = value.levels.map((level) => place.get(level) ?? -1);
  const codes = gatherCodes(value.codes, rows);
  for (let i = 0; i < codes.length; i++) codes[i] = position[codes[i]];
  return factorPieces(label, codes, kept, contrasts);
}

function alignLevels(value: EvaluatedColumn, levels: readonly string[] | null, label: string): EvaluatedColumn {
  if (value.kind !== 'factor' || levels === null || value.logical) return value;
  const place = new Map(levels.map((level, index) => [level, index]));
  const codes = value.codes.map((code) => {
    if (code < 0) return -1;
    const at = place.get(value.levels[code]);
    if (at === undefined) throw unseenLevel(label, value.levels[code], levels);
    return at;
  });
  return { kind: 'factor', codes, levels, logical: false };
}

function offsetOf(terms: Terms, values: readonly (EvaluatedColumn | null)[], rows: Int32Array, length: number): Float64Array | null {
  if (terms.offsets.length === 0) return null;
  const total = new Float64Array(rows.length);
  for (const index of terms.offsets) {
    const value = values[index];
    const numbers = value === null ? null : asNumbers(value, length);
    if (numbers === null) throw noTerms(terms.variables[index].label);
    rows.forEach((row, i) => {
      if (!Number.isFinite(numbers[row])) throw infiniteValues(terms.variables[index].label, terms.variables[index].expression.offset);
      total[i] += numbers[row];
    });
  }
  return total;
}
