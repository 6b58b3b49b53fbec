import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { Span } from '../../source/span';
import type { Washout } from '../ast';
import type { Events, Expr, Name, Suffix } from '../ast-expressions';
import { readLength } from './dates';
import { join, type Reader, readName } from './reader';
import { readSource } from './sources';
import { readWindow, WINDOW_STARTS } from './windows';

/** Event rows of an index clause: the rows, and what the clause itself takes out of their suffixes. */
export interface IndexRows {
  readonly events: Events;
  readonly spaced: Expr | null;
  readonly washout: Washout | null;
}

/** A suffix as written, with what is wrong inside it; `without` belongs to index clauses alone. */
interface Written {
  readonly suffix: Suffix | Without;
  readonly said: readonly Diagnostic[];
}

interface Without {
  readonly kind: 'without';
  readonly events: Events;
  readonly span: Span;
}

const SUFFIX_STARTS: ReadonlySet<string> = new Set([...WINDOW_STARTS, 'where', 'called', 'by', 'spaced', 'without']);

/** Events: EventSource Suffix* — anywhere but in an index clause: a washout there is an error. */
export function readEvents(reader: Reader): Events {
  return reader.in('Events', () => {
    const { start } = reader;
    const source = readSource(reader, readEvents);
    const written = readSuffixes(reader, start);
    const without = written.find(({ suffix }) => suffix.kind === 'without');
    if (without) reader.report('syntax-washout-place', {}, without.suffix.span);
    const suffixes = written.flatMap(({ suffix, said }, at) => {
      if (suffix.kind === 'without' || written[at + 1]?.suffix.kind === 'without') return [];
      reader.diagnostics.push(...said);
      return [suffix];
    });
    return { kind: 'events', source, suffixes, span: reader.spanFrom(start) };
  });
}

/**
 * Events of an index clause. `after N without F` leaves the suffixes as the clause's washout; with `takeSpaced` so does
 * `spaced N`, which belongs to `each`.
 */
export function readIndexRows(reader: Reader, takeSpaced: boolean): IndexRows {
  return reader.in('Events', () => {
    const { start } = reader;
    const source = readSource(reader, readEvents);
    const written = readSuffixes(reader, start);
    const suffixes: Suffix[] = [];
    let washout: Washout | null = null;
    let spaced: Expr | null = null;
    for (let at = 0; at < written.length; at++) {
      const { suffix, said } = written[at];
      const next = written[at + 1];
      if (suffix.kind === 'window' && suffix.form === 'after' && !suffix.ending && next?.suffix.kind === 'without') {
        reader.diagnostics.push(...next.said);
        const rows = withoutSpaced(next.suffix.events, takeSpaced);
        spaced ??= rows.spaced;
        washout = { after: washoutLength(reader, suffix.date), without: rows.events, span: join(suffix.span, next.suffix.span) };
        at++;
      } else if (suffix.kind === 'without') reader.report('syntax-without', {}, suffix.span);
      else {
        reader.diagnostics.push(...said);
        suffixes.push(suffix);
      }
    }
    const last = suffixes.at(-1)?.span ?? source.span;
    const own = withoutSpaced({ kind: 'events', source, suffixes, span: { start, end: last.end } }, takeSpaced);
    if (own.spaced && spaced) reader.report('syntax-twice', { what: 'spaced' }, spaced.span);
    return { events: own.events, spaced: own.spaced ?? spaced, washout };
  });
}

/** Takes the one `spaced` out of the suffixes; a second stays for the checker. */
function withoutSpaced(events: Events, take: boolean): { readonly events: Events; readonly spaced: Expr | null } {
  const found = take ? events.suffixes.find((suffix) => suffix.kind === 'spaced') : undefined;
  if (found?.kind !== 'spaced') return { events, spaced: null };
  const suffixes = events.suffixes.filter((suffix) => suffix !== found);
  const last = suffixes.at(-1)?.span ?? events.source.span;
  return { events: { ...events, suffixes, span: { start: events.span.start, end: last.end } }, spaced: found.by };
}

/** N of `after N without F`: a duration, or the name of a parameter. */
function washoutLength(reader: Reader, date: Expr): Expr {
  if (date.kind !== 'duration' && date.kind !== 'ref' && date.kind !== 'paren') reader.report('syntax-without', {}, date.span);
  let base = date;
  while (base.kind === 'binary') base = base.left;
  return base;
}

/** Suffix*, the first of the rows that start at a place. */
function readSuffixes(reader: Reader, rows: number): readonly Written[] {
  const written: Written[] = [];
  while (reader.isAny(SUFFIX_STARTS)) {
    const before = reader.diagnostics.length;
    const suffix = readSuffix(reader, rows);
    written.push({ suffix, said: reader.diagnostics.splice(before) });
  }
  return written;
}

/** Suffix: Window | Where | Called | By | Spaced | Without */
function readSuffix(reader: Reader, rows: number): Suffix | Without {
  const { start } = reader;
  return reader.in('Suffix', () => {
    if (reader.isAny(WINDOW_STARTS)) return readWindow(reader);
    // Where: 'where' Expression
    if (reader.take('where')) {
      return reader.in('Where', () => ({ kind: 'where', condition: reader.rules.expression(reader, rows), span: reader.spanFrom(start) }));
    }
    // Called: 'called' Name
    if (reader.take('called')) return named(reader, 'called', start, (name, span) => ({ kind: 'called', name, span }));
    // By: 'by' Name
    if (reader.take('by')) return named(reader, 'by', start, (column, span) => ({ kind: 'by', column, span }));
    // Spaced: 'spaced' Length
    if (reader.take('spaced')) return reader.in('Spaced', () => ({ kind: 'spaced', by: readLength(reader), span: reader.spanFrom(start) }));
    // Without: 'without' Events
    return reader.nested('Without', () => {
      reader.expect('without');
      return { kind: 'without', events: readEvents(reader), span: reader.spanFrom(start) };
    });
  });
}

function named(reader: Reader, rule: string, start: number, make: (name: Name, span: Span) => Suffix): Suffix {
  return reader.in(rule, () => make(readName(reader), reader.spanFrom(start)));
}
