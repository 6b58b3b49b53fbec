import type { CodeList, EventSource, Events, Expr, Name } from '../ast-expressions';
import { readCodeList } from './codes';
import { readLength, readObservationWord, startsLength } from './dates';
import { nameOf, type Reader, readName, spanOf } from './reader';

type Read = (reader: Reader, events: ReadEvents) => EventSource;
type ReadEvents = (reader: Reader) => Events;

/** TableRows: Name */
function readTable(reader: Reader): EventSource {
  return reader.in('TableRows', () => {
    const name = readName(reader);
    if (!name.quoted && (name.text === 'birth' || name.text === 'death')) return { kind: 'word', word: name.text, span: name.span };
    return { kind: 'table', name, items: [], span: name.span };
  });
}

/** TableItems: CallName '(' (Name (',' Name)*)? ')' */
function readTableItems(reader: Reader): EventSource {
  return reader.in('TableItems', () => {
    const { start } = reader;
    const name = reader.in('CallName', () => nameOf(reader.expect('NAME_CALL')));
    reader.expect('(');
    const items = reader.is('NAME') ? reader.list(',', readName) : [];
    reader.expect(')');
    return { kind: 'table', name, items, span: reader.spanFrom(start) };
  });
}

/** Union: 'union' '(' Events (',' Events)* ')' */
function readUnion(reader: Reader, events: ReadEvents): EventSource {
  return reader.in('Union', () => {
    const { start } = reader.expect('union');
    reader.expect('(');
    const parts = reader.list(',', events);
    reader.expect(')');
    return { kind: 'union', parts, span: reader.spanFrom(start) };
  });
}

/** Episodes: 'episodes' '(' Events (',' NamedArgument)* ')' */
function readEpisodes(reader: Reader, events: ReadEvents): EventSource {
  return reader.in('Episodes', () => {
    const { start } = reader.expect('episodes');
    reader.expect('(');
    const rows = events(reader);
    const given = readArguments(reader, 'episodes', ['gap', 'plus', 'by']);
    reader.expect(')');
    return {
      kind: 'episodes',
      events: rows,
      gap: lengthOf(reader, given.get('gap')),
      plus: lengthOf(reader, given.get('plus')),
      by: nameArgument(reader, given.get('by')),
      span: reader.spanFrom(start),
    };
  });
}

/** Lines: 'lines' '(' Events (',' NamedArgument)* ')' */
function readLines(reader: Reader, events: ReadEvents): EventSource {
  return reader.in('Lines', () => {
    const { start } = reader.expect('lines');
    reader.expect('(');
    const rows = events(reader);
    const given = readArguments(reader, 'lines', ['combine', 'gap', 'ignore']);
    reader.expect(')');
    const ignore = given.get('ignore');
    return {
      kind: 'lines',
      events: rows,
      combine: lengthOf(reader, given.get('combine')),
      gap: lengthOf(reader, given.get('gap')),
      ignore: ignore?.value.kind === 'codeList' ? ignore.value : nameArgument(reader, ignore),
      span: reader.spanFrom(start),
    };
  });
}

/** CohortRows: 'cohort' Name */
function readCohortRows(reader: Reader): EventSource {
  return reader.in('CohortRows', () => {
    const { start } = reader.expect('cohort');
    return { kind: 'cohort', name: readName(reader), span: reader.spanFrom(start) };
  });
}

/** ParensRows: '(' Events ')' */
function readParensRows(reader: Reader, events: ReadEvents): EventSource {
  return reader.in('ParensRows', () => {
    const { start } = reader.expect('(');
    const inner = events(reader);
    reader.expect(')');
    return { kind: 'parens', inner, span: reader.spanFrom(start) };
  });
}

const SOURCES: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['NAME_CALL', readTableItems],
  ['NAME', readTable],
  ['START_OF_OBSERVATION', readObservationWord],
  ['END_OF_OBSERVATION', readObservationWord],
  ['union', readUnion],
  ['episodes', readEpisodes],
  ['lines', readLines],
  ['cohort', readCohortRows],
  ['(', readParensRows],
]);

/** Whether event rows come next. */
export function startsEvents(reader: Reader): boolean {
  return reader.isAny(SOURCES);
}

/** EventSource: TableItems | TableRows | ObservationWord | Union | Episodes | Lines | CohortRows | ParensRows */
export function readSource(reader: Reader, events: ReadEvents): EventSource {
  return reader.in('EventSource', () => reader.choose(SOURCES)(reader, events));
}

interface Argument {
  readonly value: Expr | CodeList;
  readonly place: { readonly start: number; readonly end: number };
}

/** (',' NamedArgument)*; one that is not known, or given twice, is reported and left out. */
function readArguments(reader: Reader, of: string, allowed: readonly string[]): ReadonlyMap<string, Argument> {
  const found = new Map<string, Argument>();
  while (reader.take(',')) {
    const before = reader.mark();
    const { name, argument } = readArgument(reader);
    if (allowed.includes(name.text) && !found.has(name.text)) {
      found.set(name.text, argument);
      continue;
    }
    reader.forget(before);
    if (found.has(name.text)) reader.report('syntax-argument-twice', { name: name.text }, name.span);
    else {
      const known = allowed.map((word) => `\`${word}:\``);
      reader.report('syntax-argument', { name: name.text, of, allowed: known }, name.span);
    }
  }
  return found;
}

/** NamedArgument: ArgumentName ':' (CodeList | Length) */
function readArgument(reader: Reader): { readonly name: Name; readonly argument: Argument } {
  return reader.in('NamedArgument', () => {
    const { start } = reader;
    // ArgumentName: NAME | 'by'
    const name = reader.in('ArgumentName', () => nameOf(reader.take('by') ?? reader.take('NAME') ?? reader.stop()));
    reader.expect(':');
    if (reader.is('SYSTEM')) return { name, argument: { value: readCodeList(reader), place: reader.spanFrom(start) } };
    if (!startsLength(reader)) reader.stop();
    return { name, argument: { value: readLength(reader), place: reader.spanFrom(start) } };
  });
}

function lengthOf(reader: Reader, argument: Argument | undefined): Expr | null {
  if (!argument) return null;
  if (argument.value.kind !== 'codeList') return argument.value;
  reader.report('syntax-expected', { found: 'a code list', expected: 'length', literals: [] }, argument.place);
  return null;
}

function nameArgument(reader: Reader, argument: Argument | undefined): Name | null {
  if (!argument) return null;
  const { value } = argument;
  if (value.kind === 'ref' && value.path.length === 1) return value.path[0];
  if (value.kind === 'word') return { text: value.word, quoted: false, span: spanOf(value.span) };
  reader.report('syntax-expected', { found: 'something else', expected: 'name', literals: [] }, argument.place);
  return null;
}
