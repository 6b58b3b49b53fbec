/** What the plan is made of: typed expressions, event rows and code sets. The conventions of `nodes.ts` hold here too. */

/** Days or longer are calendar units; hours and minutes use the clock. */
export interface Duration {
  readonly count: number;
  readonly unit: 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years';
}

export interface ValueType {
  readonly base: 'boolean' | 'integer' | 'number' | 'text' | 'date' | 'datetime';
  /** UCUM; null for a bare number and for everything that is not a number. */
  readonly unit: string | null;
  /** A category: its keys in dictionary order. Base is `text`. */
  readonly category: { readonly keys: readonly string[]; readonly ordered: boolean } | null;
  /** A code: its system. Base is `text`. */
  readonly system: string | null;
}

interface Typed {
  readonly type: ValueType;
}

// --------------------------------------------------------------- expressions

export type Expr =
  | (Typed & {
      readonly kind: 'literal';
      /** Integers as decimal digits, numbers as doubles, dates `YYYY-MM-DD`, datetimes `YYYY-MM-DDTHH:MM:SS`. */
      readonly value: string | number | boolean | null;
    })
  | (Typed & {
      readonly kind: 'entry';
      /** `origin` is the time origin: index, or `time from`. */
      readonly field: 'index' | 'indexEnd' | 'indexLabel' | 'exit' | 'origin';
    })
  /** A column of the index row. */
  | (Typed & { readonly kind: 'indexColumn'; readonly column: string })
  | (Typed & { readonly kind: 'patientColumn'; readonly column: string })
  | (Typed & { readonly kind: 'patientDate'; readonly which: 'birth' | 'death' })
  /** Of the merged period that holds the index; in `patient` context, of the patient's first period. */
  | (Typed & { readonly kind: 'observation'; readonly which: 'start' | 'end' })
  | (Typed & { readonly kind: 'let'; readonly id: number })
  | (Typed & { readonly kind: 'variable'; readonly id: number })
  /** `X_date` of an outcome: missing when censored. */
  | (Typed & { readonly kind: 'outcomeDate'; readonly id: number })
  /** A column of the row bound by the enclosing `Rows` with that `row` number; `column` names one of its source's columns. */
  | (Typed & { readonly kind: 'rowColumn'; readonly row: number; readonly column: string })
  /** `+ - *` on two integers give an integer (overflow is a run-time error naming `text`); `/` always a number; by zero missing. */
  | (Typed & {
      readonly kind: 'arithmetic';
      readonly op: '+' | '-' | '*' | '/';
      readonly left: Expr;
      readonly right: Expr;
      readonly text: string;
    })
  | (Typed & { readonly kind: 'negate'; readonly value: Expr })
  /** Unit conversion of a number: value × factor + offset. */
  | (Typed & { readonly kind: 'convert'; readonly value: Expr; readonly factor: number; readonly offset: number })
  /** Date ± duration (count may be negative). A date stays a date with days or longer; months and years keep the day or take the month's last. Beyond year 9999: missing. */
  | (Typed & { readonly kind: 'shift'; readonly value: Expr; readonly by: Duration })
  /** A datetime's day. */
  | (Typed & { readonly kind: 'day'; readonly value: Expr })
  | (Typed & {
      readonly kind: 'compare';
      readonly op: '=' | '!=' | '<' | '<=' | '>' | '>=';
      readonly left: Expr;
      readonly right: Expr;
      /**
       * `value`: numbers, booleans, exact text by code point. `day`: dates, a datetime counting as its day. `instant`: two datetimes.
       * `rank`: an ordered category by the position of its key. `code`: both sides normalised.
       */
      readonly as: 'value' | 'day' | 'instant' | 'rank' | 'code';
    })
  | (Typed & { readonly kind: 'and' | 'or'; readonly args: readonly Expr[] })
  | (Typed & { readonly kind: 'not'; readonly value: Expr })
  | (Typed & { readonly kind: 'isMissing'; readonly value: Expr })
  /** Kleene `or` of equalities; no members: false. Members are literals. */
  | (Typed & {
      readonly kind: 'inList';
      readonly value: Expr;
      readonly members: readonly Expr[];
      readonly as: 'value' | 'day' | 'instant' | 'code';
    })
  /** Missing for a missing code. `codes` indexes `Plan.codes`. */
  | (Typed & { readonly kind: 'inCodes'; readonly value: Expr; readonly codes: number })
  | (Typed & { readonly kind: 'inCohort'; readonly cohort: string })
  | (Typed & { readonly kind: 'match'; readonly op: 'contains' | 'starts with'; readonly value: Expr; readonly pattern: Expr })
  | (Typed & {
      readonly kind: 'case';
      readonly branches: readonly { readonly when: Expr; readonly then: Expr }[];
      readonly otherwise: Expr | null;
      /**
       * A comparison with a value that has a comparator (`<5`) is a `case` which leaves open what the bound does not decide; this is the
       * comparison as written, for putting it into words. Evaluation ignores it.
       */
      readonly means?: Expr;
    })
  | (Typed & { readonly kind: 'call'; readonly fn: FunctionName; readonly args: readonly Expr[] })
  /** Missing unless the known members decide. `none` is `at most 0`, `all` is `at least` their number, `any` is `at least 1`. */
  | (Typed & {
      readonly kind: 'quantifier';
      readonly mode: 'at least' | 'at most' | 'exactly';
      readonly n: number;
      readonly args: readonly Expr[];
    })
  /** Number of rows (kept by `spaced`; or of distinct days) compared with n. Never missing. `any` is `at least 1`, `no` is `at most 0`. */
  | (Typed & {
      readonly kind: 'rowTruth';
      readonly mode: 'at least' | 'at most' | 'exactly';
      readonly n: number;
      readonly rows: Rows;
      readonly spaced: Duration | null;
      readonly distinctDays: boolean;
    })
  | (Typed & {
      readonly kind: 'rowNumber';
      readonly fn: 'count' | 'count distinct' | 'mean' | 'median' | 'min' | 'max' | 'sum' | 'sd';
      readonly column: string | null;
      /** How `count distinct` tells values apart: `code` by their normal form. */
      readonly as: 'value' | 'code';
      readonly rows: Rows;
      readonly text: string;
    })
  | (Typed & { readonly kind: 'covered'; readonly rows: Rows; readonly cut: { readonly from: Expr; readonly to: Expr } | null })
  | Pick
  /** Completed units from A to B; negative when B is before A. */
  | (Typed & { readonly kind: 'elapsed'; readonly unit: Duration['unit']; readonly from: Expr; readonly to: Expr })
  /** Completed years since birth; missing before birth. */
  | (Typed & { readonly kind: 'age'; readonly at: Expr })
  | (Typed & { readonly kind: 'datePart'; readonly part: 'year' | 'month'; readonly of: Expr })
  /** One merged observation period covers both days and all between. Missing when either is. */
  | (Typed & { readonly kind: 'observed'; readonly from: Expr; readonly to: Expr });

/** Names of the table of functions in `types/functions`; each dialect has SQL for every one. */
export type FunctionName =
  | 'abs'
  | 'round'
  | 'floor'
  | 'ceil'
  | 'sqrt'
  | 'ln'
  | 'exp'
  | 'lowest_of'
  | 'highest_of'
  | 'earliest'
  | 'latest'
  | 'if_missing';

/** `COLUMN of PICK`: one value a patient or entry, missing where no row is left. */
export interface Pick extends Typed {
  readonly kind: 'pick';
  readonly which: 'first' | 'last' | 'nth' | 'highest' | 'lowest';
  /** For `nth`, from 1. */
  readonly n: number;
  /** For highest and lowest: the column compared; rows without it are left out. */
  readonly by: string | null;
  readonly rows: Rows;
  /** The column given back. */
  readonly column: string;
  /** Only rows where `column` is known take part (`COLUMN of first|last E`). */
  readonly known: boolean;
}

// ---------------------------------------------------------------- event rows

/** Rows of the patient in question that pass all filters. Order of filters means nothing. */
export interface Rows {
  readonly kind: 'rows';
  /** Number by which expressions inside name this row; unique in the plan. */
  readonly row: number;
  readonly source: RowSource;
  readonly filters: readonly Filter[];
  /** What the program calls the row, for putting it into words; the hash ignores it. */
  readonly called?: string;
}

export interface RowColumn {
  readonly name: string;
  readonly type: ValueType;
}

export type RowSource =
  | {
      readonly kind: 'table';
      readonly table: string;
      /** Column that holds the patient's key. */
      readonly key: string;
      readonly date: string | null;
      readonly end: string | null;
      /** Columns in dictionary order without the key; the order settles ties. */
      readonly columns: readonly RowColumn[];
      /** Only rows whose item column holds one of these. */
      readonly items: { readonly column: string; readonly names: readonly string[] } | null;
      /**
       * Which value stands for a day, in picks only: rows of one day and one item are one row, whose `value` is the rule's over the
       * known values, whose other columns are those of the day's last row (by time, then columns), or for highest and lowest of the row that has the value.
       * `where` filters come before.
       */
      readonly sameDay: {
        readonly value: string;
        readonly item: string | null;
        readonly rules: readonly { readonly item: string | null; readonly rule: 'last' | 'mean' | 'median' | 'highest' | 'lowest' }[];
      } | null;
    }
  /** `birth`, `death`, observation start or end as one row with `date`; no row where missing. */
  | {
      readonly kind: 'word';
      readonly word: 'birth' | 'death' | 'observationStart' | 'observationEnd';
      readonly date: 'date';
      readonly columns: readonly RowColumn[];
    }
  /** Shared columns; `map` gives, for each column of the union, the part's own. The same row in two parts counts once; ties go by the order of parts. */
  | {
      readonly kind: 'union';
      readonly date: string | null;
      readonly end: string | null;
      readonly columns: readonly RowColumn[];
      readonly parts: readonly { readonly rows: Rows; readonly map: readonly string[] }[];
    }
  | {
      /** Runs of intervals; without an end column a row is its day. Of the spellings of one code the first by code point is shown. */
      readonly kind: 'episodes';
      readonly rows: Rows;
      /** Joined where the next start ≤ end so far + gap; months and years keep the day or take the month's last. Never hours or minutes. */
      readonly gap: Duration;
      /** Each interval goes on for this long, at most to the end of year 9999. */
      readonly plus: Duration;
      readonly by: { readonly column: string; readonly as: 'value' | 'code' } | null;
      readonly date: 'start';
      readonly end: 'end';
      readonly columns: readonly RowColumn[];
    }
  | {
      readonly kind: 'lines';
      readonly rows: Rows;
      readonly combine: number;
      readonly gap: number;
      readonly ignore: number | null;
      readonly date: 'start';
      readonly end: 'end';
      readonly columns: readonly RowColumn[];
    }
  | {
      readonly kind: 'cohort';
      readonly cohort: string;
      readonly date: 'date';
      readonly end: 'end';
      readonly columns: readonly RowColumn[];
    };

export type Filter =
  /** The row's date (or end) against a date; a missing one on either side drops the row. */
  | {
      readonly kind: 'bound';
      readonly on: 'date' | 'end';
      readonly op: '<' | '<=' | '=' | '>=' | '>';
      readonly value: Expr;
      readonly as: 'day' | 'instant';
    }
  /** Rows with start and end that share a day with from..to (both days included). */
  | { readonly kind: 'overlap'; readonly from: Expr; readonly to: Expr }
  | { readonly kind: 'where'; readonly condition: Expr };

/** One code of a frozen list, normalised (no dots, upper case). */
export type CodeTest =
  | { readonly kind: 'exact'; readonly not: boolean; readonly code: string }
  | { readonly kind: 'prefix'; readonly not: boolean; readonly code: string }
  /** The first k characters (k the length of the ends; a shorter code as it stands) lie between the ends by code point. */
  | { readonly kind: 'range'; readonly not: boolean; readonly from: string; readonly to: string };

/** A code is in the set when a positive test holds and no `not` test does. */
export interface CodeSet {
  readonly system: string;
  readonly tests: readonly CodeTest[];
}
