import type { DurationUnit, Events, Expr } from '../ast-expressions';
import {
  readCall,
  readDateTerm,
  readEndWord,
  readIndexWord,
  readLength,
  readObservationWord,
  readParens,
  readReference,
  readText,
  startsLength,
} from './dates';
import type { PrimaryStart } from './first';
import { readDate, readNumber } from './literals';
import { type Reader, readName, readOfName, spanOf } from './reader';
import { readEvents } from './rows';
import { startsEvents } from './sources';

type Read = (reader: Reader) => Expr;

/** Boolean literals. */
const truth =
  (word: 'true' | 'false'): Read =>
  (reader) => ({ kind: 'boolean', value: word === 'true', span: spanOf(reader.expect(word)) });

/** Case: 'case' CaseBranch+ ('else' Expression)? 'end' */
function readCase(reader: Reader): Expr {
  return reader.in('Case', () => {
    const { start } = reader.expect('case');
    const branches: { readonly when: Expr; readonly then: Expr }[] = [];
    if (!reader.is('when')) reader.stop();
    while (reader.is('when')) branches.push(readBranch(reader));
    const otherwise = reader.take('else') ? reader.rules.expression(reader) : null;
    reader.expect('end');
    return { kind: 'case', branches, otherwise, span: reader.spanFrom(start) };
  });
}

/** CaseBranch: 'when' Expression 'then' Expression */
function readBranch(reader: Reader): { readonly when: Expr; readonly then: Expr } {
  return reader.in('CaseBranch', () => {
    reader.expect('when');
    const when = reader.rules.expression(reader);
    reader.expect('then');
    // biome-ignore lint/suspicious/noThenProperty: the tree calls the parts of a branch as the language does; it is never awaited
    return { when, then: reader.rules.expression(reader) };
  });
}

/** '(' Expression (',' Expression)* ')' */
function readConditions(reader: Reader): readonly Expr[] {
  reader.expect('(');
  const conditions = reader.list(',', reader.rules.expression);
  reader.expect(')');
  return conditions;
}

/** AllOf: ('all' | ANY_OF | 'none') 'of' '(' Expression (',' Expression)* ')' */
const allOf =
  (mode: 'all' | 'any' | 'none'): Read =>
  (reader) =>
    reader.in('AllOf', () => {
      const { start } = reader.expect(mode === 'any' ? 'ANY_OF' : mode);
      reader.expect('of');
      const conditions = readConditions(reader);
      return { kind: 'quantifier', mode, n: null, conditions, span: reader.spanFrom(start) };
    });

/** RowTruth: ('any' | 'no') Events */
const rowTruth =
  (mode: 'any' | 'no'): Read =>
  (reader) =>
    reader.in('RowTruth', () => {
      const { start } = reader.expect(mode);
      const events = readEvents(reader);
      return { kind: 'rowTruth', mode, n: null, distinctDays: false, events, span: reader.spanFrom(start) };
    });

/**
 * Counted: ('at' ('least' | 'most') | 'exactly') NUM
 * ('of' '(' Expression (',' Expression)* ')' | 'distinct' 'days' 'of' Events | Events)
 */
function readCounted(reader: Reader): Expr {
  return reader.in('Counted', () => {
    const { start } = reader;
    const mode = reader.take('at') ? (reader.take('least') ? 'at least' : reader.take('most') ? 'at most' : reader.stop()) : 'exactly';
    if (mode === 'exactly') reader.expect('exactly');
    const { text: n } = reader.expect('NUM');
    const mark = reader.mark();
    const whole = (value: Expr): Expr => {
      const own = reader.diagnostics.splice(mark.diagnostics);
      if (!/^\d+$/.test(n)) reader.report('syntax-number-whole', { text: n }, value.span);
      reader.diagnostics.push(...own);
      return value;
    };
    if (reader.take('of')) {
      const conditions = readConditions(reader);
      return whole({ kind: 'quantifier', mode, n, conditions, span: reader.spanFrom(start) });
    }
    const distinctDays = reader.take('distinct') !== null;
    if (distinctDays) {
      reader.expect('days');
      reader.expect('of');
    } else if (!startsEvents(reader)) reader.stop();
    const events = readEvents(reader);
    return whole({ kind: 'rowTruth', mode, n, distinctDays, events, span: reader.spanFrom(start) });
  });
}

/** RowCount: 'count' 'of' ('distinct' OfName 'of')? Events */
function readRowCount(reader: Reader): Expr {
  return reader.in('RowCount', () => {
    const { start } = reader.expect('count');
    reader.expect('of');
    const column = reader.take('distinct') ? readOfName(reader) : null;
    if (column) reader.expect('of');
    const events = readEvents(reader);
    return { kind: 'rowNumber', fn: column ? 'count distinct' : 'count', column, events, span: reader.spanFrom(start) };
  });
}

/** Aggregate: ('mean' | 'median' | 'min' | 'max' | 'sum' | 'sd') 'of' OfName 'of' Events */
const aggregate =
  (fn: 'mean' | 'median' | 'min' | 'max' | 'sum' | 'sd'): Read =>
  (reader) =>
    reader.in('Aggregate', () => {
      const { start } = reader.expect(fn);
      reader.expect('of');
      const column = readOfName(reader);
      reader.expect('of');
      const events = readEvents(reader);
      return { kind: 'rowNumber', fn, column, events, span: reader.spanFrom(start) };
    });

/** Covered: DAYS_COVERED 'covered' 'by' Events */
function readCovered(reader: Reader): Expr {
  return reader.in('Covered', () => {
    const { start } = reader.expect('DAYS_COVERED');
    reader.expect('covered');
    reader.expect('by');
    return { kind: 'covered', events: readEvents(reader), span: reader.spanFrom(start) };
  });
}

/** Pick: ('first' | 'last' | 'highest' | 'lowest' | ORDINAL) Events */
function readPick(reader: Reader): Extract<Expr, { kind: 'pick' }> {
  return readPickOf(reader, readEvents);
}

type Which = Extract<Expr, { kind: 'pick' }>['which'];

const PICKS: ReadonlyMap<string, Which> = new Map<string, Which>([
  ['first', 'first'],
  ['last', 'last'],
  ['highest', 'highest'],
  ['lowest', 'lowest'],
  ['ORDINAL', 'nth'],
]);

/** Whether a pick comes next. */
export function startsPick(reader: Reader): boolean {
  return reader.isAny(PICKS);
}

/** A pick, its rows read by a rule of the place where it stands. */
export function readPickOf(reader: Reader, rows: (reader: Reader) => Events): Extract<Expr, { kind: 'pick' }> {
  return reader.in('Pick', () => {
    const which = reader.choose(PICKS);
    const token = reader.expect(which === 'nth' ? 'ORDINAL' : which);
    const n = which === 'nth' ? Number.parseInt(token.text, 10) : null;
    if (n !== null && (n < 1 || !Number.isSafeInteger(n) || !token.text.endsWith(ordinalEnding(n)))) {
      reader.report('syntax-ordinal', { text: token.text }, spanOf(token));
    }
    const events = rows(reader);
    return { kind: 'pick', which, n, events, span: reader.spanFrom(token.start) };
  });
}

/** `st`, `nd`, `rd` or `th`. */
export function ordinalEnding(n: number): string {
  const tens = n % 100;
  if (tens >= 11 && tens <= 13) return 'th';
  return n % 10 === 1 ? 'st' : n % 10 === 2 ? 'nd' : n % 10 === 3 ? 'rd' : 'th';
}

/** ColumnOf: OfName 'of' Primary */
function readColumnOf(reader: Reader): Expr {
  return reader.nested('ColumnOf', () => {
    const { start } = reader;
    const column = readOfName(reader);
    reader.expect('of');
    const of = readPrimary(reader);
    return { kind: 'columnOf', column, of, span: reader.spanFrom(start) };
  });
}

/** Elapsed: ELAPSED_UNIT 'from' DateTerm 'to' DateTerm */
function readElapsed(reader: Reader): Expr {
  return reader.in('Elapsed', () => {
    const { text, start } = reader.expect('ELAPSED_UNIT');
    reader.expect('from');
    const from = readDateTerm(reader);
    reader.expect('to');
    const to = readDateTerm(reader);
    return { kind: 'elapsed', unit: elapsedUnit(text), from, to, span: reader.spanFrom(start) };
  });
}

function elapsedUnit(word: string): DurationUnit {
  switch (word) {
    case 'minutes':
    case 'hours':
    case 'days':
    case 'weeks':
    case 'months':
    case 'years':
      return word;
    default:
      throw new Error(`${word} is no unit of time`);
  }
}

/** Age: 'age' 'at' DateTerm */
function readAge(reader: Reader): Expr {
  return reader.in('Age', () => {
    const { start } = reader.expect('age');
    reader.expect('at');
    const at = readDateTerm(reader);
    return { kind: 'age', at, span: reader.spanFrom(start) };
  });
}

/** DatePart: ('year' | 'month') 'of' DateTerm */
const datePart =
  (part: 'year' | 'month'): Read =>
  (reader) =>
    reader.in('DatePart', () => {
      const { start } = reader.expect(part);
      reader.expect('of');
      const of = readDateTerm(reader);
      return { kind: 'datePart', part, of, span: reader.spanFrom(start) };
    });

/** Observed: 'observed' ('from' DateTerm 'to' DateTerm | Length 'before' DateTerm) */
function readObserved(reader: Reader): Expr {
  return reader.in('Observed', () => {
    const { start } = reader.expect('observed');
    if (reader.take('from')) {
      const from = readDateTerm(reader);
      reader.expect('to');
      const to = readDateTerm(reader);
      return { kind: 'observed', interval: { kind: 'fromTo', from, to }, span: reader.spanFrom(start) };
    }
    if (!startsLength(reader)) reader.stop();
    const length = readLength(reader);
    reader.expect('before');
    const date = readDateTerm(reader);
    return { kind: 'observed', interval: { kind: 'before', length, date }, span: reader.spanFrom(start) };
  });
}

/** InCohort: 'in' 'cohort' Name */
function readInCohort(reader: Reader): Expr {
  return reader.in('InCohort', () => {
    const { start } = reader.expect('in');
    reader.expect('cohort');
    return { kind: 'inCohort', name: readName(reader), span: reader.spanFrom(start) };
  });
}

const PRIMARIES: Readonly<Record<PrimaryStart, Read>> = {
  NUM: readNumber,
  TEXT: readText,
  true: truth('true'),
  false: truth('false'),
  missing: (reader) => ({ kind: 'missing', span: spanOf(reader.expect('missing')) }),
  DATE: readDate,
  index: readIndexWord,
  end: readEndWord,
  START_OF_OBSERVATION: readObservationWord,
  END_OF_OBSERVATION: readObservationWord,
  NAME: readReference,
  NAME_CALL: readCall,
  '(': readParens,
  case: readCase,
  all: allOf('all'),
  ANY_OF: allOf('any'),
  none: allOf('none'),
  any: rowTruth('any'),
  no: rowTruth('no'),
  at: readCounted,
  exactly: readCounted,
  count: readRowCount,
  mean: aggregate('mean'),
  median: aggregate('median'),
  min: aggregate('min'),
  max: aggregate('max'),
  sum: aggregate('sum'),
  sd: aggregate('sd'),
  DAYS_COVERED: readCovered,
  first: readPick,
  last: readPick,
  highest: readPick,
  lowest: readPick,
  ORDINAL: readPick,
  NAME_OF: readColumnOf,
  ELAPSED_UNIT: readElapsed,
  age: readAge,
  year: datePart('year'),
  month: datePart('month'),
  observed: readObserved,
  in: readInCohort,
};

const choices: ReadonlyMap<string, Read> = new Map(Object.entries(PRIMARIES));

/** What an expression is made of: literals, names, calls and the phrases about rows and dates. */
export function readPrimary(reader: Reader): Expr {
  return reader.in('Primary', () => reader.choose(choices)(reader));
}
