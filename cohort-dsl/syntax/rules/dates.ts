import type { Expr, Name, RefExpr, WordExpr } from '../ast-expressions';
import { EXPRESSION_STARTS } from './first';
import { readDate, readNumber } from './literals';
import { join, nameOf, type Reader, readName, spanOf, textOf } from './reader';

type Read = (reader: Reader) => Expr;

/** TextLiteral: TEXT */
export function readText(reader: Reader): Expr {
  return { kind: 'text', ...textOf(reader, reader.expect('TEXT')) };
}

/** IndexWord: 'index' ('.' Name)? */
export function readIndexWord(reader: Reader): WordExpr | RefExpr {
  return reader.in('IndexWord', () => {
    const word = reader.expect('index');
    if (!reader.take('.')) return { kind: 'word', word: 'index', span: spanOf(word) };
    const column = readName(reader);
    const span = reader.spanFrom(word.start);
    if (!column.quoted && column.text === 'end') return { kind: 'word', word: 'index.end', span };
    if (!column.quoted && column.text === 'label') return { kind: 'word', word: 'index.label', span };
    return { kind: 'ref', path: [{ text: 'index', quoted: false, span: spanOf(word) }, column], span };
  });
}

/** EndWord: 'end' */
export function readEndWord(reader: Reader): WordExpr {
  return { kind: 'word', word: 'end', span: spanOf(reader.expect('end')) };
}

/** ObservationWord: START_OF_OBSERVATION | END_OF_OBSERVATION */
export function readObservationWord(reader: Reader): WordExpr & { readonly word: 'start of observation' | 'end of observation' } {
  const starts = reader.take('START_OF_OBSERVATION');
  const token = starts ?? reader.expect('END_OF_OBSERVATION');
  return { kind: 'word', word: starts ? 'start of observation' : 'end of observation', span: spanOf(token) };
}

/** Reference: Name ('.' Name)? */
export function readReference(reader: Reader): WordExpr | RefExpr {
  return reader.in('Reference', () => {
    const first = readName(reader);
    const path: Name[] = reader.take('.') ? [first, readName(reader)] : [first];
    const span = reader.spanFrom(first.span.start);
    if (path.length === 1 && !first.quoted && (first.text === 'exit' || first.text === 'birth' || first.text === 'death')) {
      return { kind: 'word', word: first.text, span };
    }
    return { kind: 'ref', path, span };
  });
}

/** Call: CallName '(' (Expression (',' Expression)*)? ')' */
export function readCall(reader: Reader): Expr {
  return reader.in('Call', () => {
    const { start } = reader;
    const name = reader.in('CallName', () => nameOf(reader.expect('NAME_CALL')));
    reader.expect('(');
    const args = reader.isAny(EXPRESSION_STARTS) ? reader.list(',', reader.rules.expression) : [];
    reader.expect(')');
    return { kind: 'call', name, args, span: reader.spanFrom(start) };
  });
}

/** Parens: '(' Expression ')' */
export function readParens(reader: Reader): Expr {
  return reader.in('Parens', () => {
    const { start } = reader.expect('(');
    const inner = reader.rules.expression(reader);
    reader.expect(')');
    return { kind: 'paren', inner, span: reader.spanFrom(start) };
  });
}

/** DateBase: NumberLiteral | TextLiteral | DateLiteral | IndexWord | EndWord | ObservationWord | Reference | Call | Parens */
const DATE_BASES: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['NUM', readNumber],
  ['TEXT', readText],
  ['DATE', readDate],
  ['index', readIndexWord],
  ['end', readEndWord],
  ['START_OF_OBSERVATION', readObservationWord],
  ['END_OF_OBSERVATION', readObservationWord],
  ['NAME', readReference],
  ['NAME_CALL', readCall],
  ['(', readParens],
]);

/** Length: NumberLiteral | Reference | Call | Parens */
const LENGTHS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['NUM', readNumber],
  ['NAME', readReference],
  ['NAME_CALL', readCall],
  ['(', readParens],
]);

/** ShiftAmount: NumberLiteral | Reference */
const SHIFT_AMOUNTS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['NUM', readNumber],
  ['NAME', readReference],
]);

/** Whether a duration or a parameter comes next. */
export function startsLength(reader: Reader): boolean {
  return reader.isAny(LENGTHS);
}

const SHIFTS: ReadonlySet<string> = new Set(['SHIFT_PLUS', 'SHIFT_MINUS']);

/** A duration or a parameter, by the rule `Length`. */
export function readLength(reader: Reader): Expr {
  return reader.in('Length', () => reader.choose(LENGTHS)(reader));
}

/** DateTerm: DateBase Shift*. A date with the durations added to it; what can be no date is reported. */
export function readDateTerm(reader: Reader): Expr {
  return reader.in('DateTerm', () => {
    let value = reader.in('DateBase', () => reader.choose(DATE_BASES)(reader));
    if (value.kind === 'duration') {
      reader.report('syntax-duration-as-date', { text: reader.text(value.span) }, value.span);
    } else if (value.kind === 'number' || value.kind === 'quantity' || value.kind === 'text') {
      reader.report('syntax-not-a-date', { text: reader.text(value.span) }, value.span);
    }
    while (reader.isAny(SHIFTS)) value = readShift(reader, value);
    return value;
  });
}

/** Shift: (SHIFT_PLUS | SHIFT_MINUS) ShiftAmount */
function readShift(reader: Reader, left: Expr): Expr {
  return reader.in('Shift', () => {
    const op = reader.expectAny(SHIFTS).type === 'SHIFT_PLUS' ? '+' : '-';
    const right = reader.in('ShiftAmount', () => reader.choose(SHIFT_AMOUNTS)(reader));
    reader.operators++;
    return { kind: 'binary', op, left, right, span: join(left.span, right.span) };
  });
}
