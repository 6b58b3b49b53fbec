/** Columns and frames: what engines return and statistics read. A missing value is a zero in `valid`, never NaN. */
import type { Localised } from '@/cohort-dsl/source/localised';

/** Type names of result tables and of the command line's JSON. */
export type ValueType = 'text' | 'integer' | 'number' | 'decimal' | 'boolean' | 'date' | 'datetime';

export interface Level {
  readonly key: string;
  readonly label: Localised | null;
}

/** What a cohort's `X_event` column means. */
export interface EventMeaning {
  readonly outcome: string;
  /** Causes coded 1, 2, … in this order; null for a plain 0/1 outcome. */
  readonly causes: readonly string[] | null;
  /** Words for causes that the program did not name itself. */
  readonly causeWords?: readonly Level[];
  /** Entries whose follow-up ended with death although neither the outcome nor its causes name death. */
  readonly deathsUnlabelled: number;
}

/** Time to an outcome or to the end of follow-up, whether it came, which cause, when, and why follow-up ended. */
export interface OutcomePart {
  readonly name: string;
  readonly part: 'time' | 'event' | 'cause' | 'date' | 'exit';
}

/** What is open in how a column was read; `numbers` are those it is about, where it is about some. */
export interface OpenNote extends Localised {
  readonly numbers?: readonly number[];
}

/** What is known of a column beyond its values; all optional, kept through SQL only where a column keeps its name and origin; a note under another name too. */
export interface ColumnMeta {
  readonly label?: Localised;
  /** UCUM. */
  readonly unit?: string;
  /** Levels of a category in their proper order (the first is the reference). */
  readonly levels?: readonly Level[];
  readonly ordered?: boolean;
  /** Words for values that are no category: of a column that stays a number, as 0 no and 1 yes, and of reasons. */
  readonly codes?: readonly Level[];
  readonly role?: 'key' | 'centre' | 'date' | 'exit' | 'entry';
  /** The outcome of a cohort that the column belongs to, and what it says of it. */
  readonly outcome?: OutcomePart;
  readonly event?: EventMeaning;
  /** What is open in how the column was read from a file: numbers that may stand for missing, dates that may begin with day or month. */
  readonly note?: OpenNote;
}

interface ColumnBase {
  readonly name: string;
  readonly meta: ColumnMeta;
  /** One byte a row: 1 known, 0 missing. */
  readonly valid: Uint8Array;
}

/** Dates are whole days since 1970-01-01, datetimes milliseconds since then, booleans 0 or 1. */
export interface NumericColumn extends ColumnBase {
  readonly kind: 'numeric';
  readonly type: 'integer' | 'number' | 'boolean' | 'date' | 'datetime';
  readonly values: Float64Array;
}

/** Integers of which at least one lies beyond ±(2^53 − 1). */
interface BigIntColumn extends ColumnBase {
  readonly kind: 'bigint';
  readonly type: 'integer';
  readonly values: BigInt64Array;
}

/** Texts by dictionary: `codes[row]` indexes `dictionary`; −1 where missing. Decimals keep their digits. */
export interface TextColumn extends ColumnBase {
  readonly kind: 'text';
  readonly type: 'text' | 'decimal';
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
}

export type Column = NumericColumn | BigIntColumn | TextColumn;

/** Where a formula tells what it notices in the values it reads. A symbol, so that copies for workers are plain data. */
export const NOTICED: unique symbol = Symbol('noticed');

export interface Frame {
  readonly length: number;
  readonly columns: readonly Column[];
  readonly [NOTICED]?: (notice: Localised) => void;
}
