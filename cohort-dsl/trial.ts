/** What a fix leaves wrong, found without reading and checking the whole program again. */
import type { Diagnostic, Fix } from './diagnostics/diagnostic';
import { applied, type Left } from './diagnostics/tried-fixes';
import type { Span } from './source/span';
import type { Clause, Program } from './syntax/ast';
import { moved } from './syntax/clause-memory';
import { type ClausePart, type ParseResult, parse } from './syntax/parse';
import { type CheckOptions, checkProgram } from './types/program';

/** A program with what is wrong in it. */
export interface Tried {
  readonly source: string;
  readonly read: ParseResult;
  readonly errors: readonly Diagnostic[];
}

/** Clauses that a program has once, or that ask where they stand: what is said of one may depend on any other. */
const PLACED: ReadonlySet<Clause['kind']> = new Set(['index', 'follow', 'time', 'keep', 'merge']);

/**
 * Tries fixes of a program: the clauses that a fix changes are read again and checked with those that read a name they give; what is
 * wrong in the others stays as it is.
 * @param errorsOf what is wrong with a whole program: asked where a fix changes its first line
 * @returns for a fix what is wrong in the clauses it changes, as places of the mended program, and how much elsewhere
 */
export function trials(tried: Tried, options: CheckOptions, errorsOf: (source: string) => readonly Span[]): (fix: Fix) => Left {
  return (fix) => {
    const { source, read } = tried;
    const { text, changed } = applied(source, fix);
    const [first, last] = touched(read.parts, fix);
    const region = { start: read.parts[first]?.span.start ?? 0, end: read.parts[last + 1]?.span.start ?? source.length };
    const inText = { start: region.start, end: region.end + text.length - source.length };
    const again = parse(text.slice(inText.start, inText.end)).parts;
    const old = read.parts.slice(first, last + 1);
    const [previous, next] = [read.parts[first - 1], read.parts[last + 1]];
    const end = again.at(-1)?.span.end ?? 0;
    // On one line with its neighbours a clause may be part of them, or they of it.
    const isApart =
      (!previous || hasLine(source, previous.span.end, region.start)) && (!next || hasLine(text, region.start + end, inText.end));
    if (!isApart || !standsAlone([...old, ...again], next)) return split(errorsOf(text), inText, changed);
    const left = checkedAgain(tried, { first, last, again }, text.slice(inText.start, inText.end), options);
    const here = left.here.map((one) => moved(one, region.start));
    return { ...left, here, changed, clause: inText, next: left.next && moved(left.next, region.start) };
  };
}

const HEADER: ReadonlySet<string | null> = new Set(['cohort', 'from']);

/** Whether clauses say the same wherever they stand: the header does not, nor does what no clause word opens, nor `index` after another clause. */
function standsAlone(parts: readonly ClausePart[], next: ClausePart | undefined): boolean {
  const isAlone = ({ lead }: ClausePart): boolean => lead !== null && !HEADER.has(lead);
  return parts.every(isAlone) && (!next || (isAlone(next) && next.lead !== 'index'));
}

function hasLine(text: string, start: number, end: number): boolean {
  return text.slice(start, end).includes('\n');
}

/** The first and the last clause that edits change; between two clauses it is the one before. */
function touched(parts: readonly ClausePart[], { edits }: Fix): readonly [number, number] {
  const at = (place: number): number =>
    Math.max(
      0,
      parts.findLastIndex(({ span }) => span.start <= place),
    );
  return [
    at(Math.min(...edits.map(({ span }) => span.start))),
    at(Math.max(...edits.map(({ span }) => (span.end > span.start ? span.end - 1 : span.end)))),
  ];
}

function split(errors: readonly Span[], region: Span, changed: Span): Left {
  const here = errors.filter((error) => error.start < region.end && region.start < error.end);
  return { here, elsewhere: errors.length - here.length, changed, clause: region, next: null };
}

interface Replaced {
  readonly first: number;
  readonly last: number;
  readonly again: readonly ClausePart[];
}

/** Errors of the clauses read again, as places of their own text, and the number of those elsewhere. */
function checkedAgain(
  { source, read, errors }: Tried,
  { first, last, again }: Replaced,
  text: string,
  options: CheckOptions,
): Pick<Left, 'here' | 'elsewhere' | 'next'> {
  // The new text stands behind the program, so that every other clause keeps its place.
  const behind = source.length + 1;
  const nodes = again.flatMap(({ node }) => (node ? [moved(node, behind)] : []));
  const [before, old, after] = [read.parts.slice(0, first), read.parts.slice(first, last + 1), read.parts.slice(last + 1)];
  const others = [...before, ...after];
  const clauses = [...clausesOf(before), ...nodes, ...clausesOf(after)];
  const program: Program = { ...read.program, clauses };
  const readers = readersOf(source, [...old, ...again], others);
  const only = new Set<Clause>([...nodes, ...clausesOf(readers)]);
  // What only shows once every clause can be read is not held against a fix.
  const partial = [...read.diagnostics, ...again.flatMap(({ said }) => said)].some(isError);
  const brokenNames = [...others, ...again].flatMap(({ broken }) => broken.names);
  const found = checkProgram(program, `${source}\n${text}`, { ...options, brokenNames, partial, only }).diagnostics;
  const meant = found.flatMap(({ span }) => (span.start >= behind ? [{ start: span.start - behind, end: span.end - behind }] : []));
  // What is said of the program as a whole has no place, or the first line's.
  const asked = [...readers, ...others.filter(({ lead }) => HEADER.has(lead))];
  const isRead = (span: Span): boolean => span.end === 0 || isWithin(span, asked);
  const readNow = withSaid(asked, found.map(({ span }) => span).filter(isRead));
  const stays = errors.filter(({ span }) => !isRead(span) && !isWithin(span, old));
  const wrong = [
    ...again.flatMap(({ said }) => said),
    ...found.filter(({ span }) => span.start >= behind).map((one) => moved(one, -behind)),
  ];
  const next = wrong.find((one) => isError(one) && one.fixes.length > 0)?.fixes[0] ?? null;
  return { here: withSaid(again, meant), elsewhere: stays.length + readNow.length, next };
}

/** Places that clauses say are wrong by themselves, and of what their meaning gives those apart from them. */
function withSaid(parts: readonly ClausePart[], meant: readonly Span[]): readonly Span[] {
  const said = parts.flatMap((part) => part.said.filter(isError).map(({ span }) => span));
  return [...said, ...meant.filter((span) => !said.some((one) => one.start < span.end && span.start < one.end))];
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

function isWithin({ start }: Span, parts: readonly ClausePart[]): boolean {
  return parts.some(({ span }) => span.start <= start && start < span.end);
}

function clausesOf(parts: readonly ClausePart[]): readonly Clause[] {
  return parts.flatMap(({ node }) => node ?? []);
}

/** The clauses that read names which some clauses give, or names that those give in turn, and those whose place counts. */
function readersOf(source: string, changed: readonly ClausePart[], others: readonly ClausePart[]): readonly ClausePart[] {
  if (changed.some(({ node }) => node?.kind === 'index')) return others;
  const found = new Set(others.filter(({ node }) => node !== null && PLACED.has(node.kind)));
  let given = changed.flatMap(namesOf);
  while (given.length > 0) {
    const names = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${given.map(escaped).join('|')})`, 'iu');
    const more = others.filter((part) => !found.has(part) && names.test(source.slice(part.span.start, part.span.end)));
    for (const part of more) found.add(part);
    given = more.flatMap(namesOf);
  }
  return [...found];
}

function escaped(name: string): string {
  return name.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

function namesOf({ node, broken }: ClausePart): readonly string[] {
  const own = node && 'name' in node ? [node.name] : [];
  return [...own, ...broken.names].map(({ text }) => text);
}
