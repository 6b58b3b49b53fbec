import type { EventSource, Events, Expr, Name, Suffix, Washout, Window } from '../ast';
import type * as cst from '../generated/ast';
import { convertCodeList } from './codes';
import { type Context, join, nameOf, report, spanOf } from './context';
import { observationWord } from './primaries';

/** Event rows of an index clause: the rows, and what the clause itself takes out of their suffixes. */
export interface IndexRows {
  readonly events: Events;
  readonly spaced: Expr | null;
  readonly washout: Washout | null;
}

/** Event rows anywhere but in an index clause: a washout there is an error. */
export function convertEvents(context: Context, node: cst.Events): Events {
  const without = node.suffixes.find((suffix) => suffix.$type === 'Without');
  if (without) report(context, 'syntax-washout-place', {}, spanOf(without));
  const suffixes = node.suffixes.flatMap((suffix, at) =>
    suffix.$type === 'Without' || node.suffixes[at + 1]?.$type === 'Without' ? [] : [convertSuffix(context, suffix)],
  );
  return { kind: 'events', source: convertSource(context, node.source), suffixes, span: spanOf(node) };
}

/**
 * Event rows of an index clause. `after N without F` leaves the suffixes as the clause's washout; with `takeSpaced` so does
 * `spaced N`, which belongs to `each`.
 */
export function convertIndexRows(context: Context, node: cst.Events, takeSpaced: boolean): IndexRows {
  const source = convertSource(context, node.source);
  const suffixes: Suffix[] = [];
  let washout: Washout | null = null;
  let spaced: Expr | null = null;
  for (let at = 0; at < node.suffixes.length; at++) {
    const suffix = node.suffixes[at];
    const next = node.suffixes[at + 1];
    if (suffix.$type === 'Window' && suffix.form === 'after' && !suffix.ending && next?.$type === 'Without') {
      const rows = withoutSpaced(context.events(next.events), takeSpaced);
      spaced ??= rows.spaced;
      washout = { after: washoutLength(context, suffix.date), without: rows.events, span: join(spanOf(suffix), spanOf(next)) };
      at++;
    } else if (suffix.$type === 'Without') {
      report(context, 'syntax-without', {}, spanOf(suffix));
    } else suffixes.push(convertSuffix(context, suffix));
  }
  const last = suffixes.at(-1)?.span ?? source.span;
  const events: Events = { kind: 'events', source, suffixes, span: join(spanOf(node), last) };
  const own = withoutSpaced(events, takeSpaced);
  if (own.spaced && spaced) report(context, 'syntax-twice', { what: 'spaced' }, spaced.span);
  return { events: own.events, spaced: own.spaced ?? spaced, washout };
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
function washoutLength(context: Context, node: cst.DateTerm): Expr {
  const base = context.primary(node.base);
  if (node.shifts.length > 0 || (base.kind !== 'duration' && base.kind !== 'ref' && base.kind !== 'paren')) {
    report(context, 'syntax-without', {}, spanOf(node));
  }
  return base;
}

function convertSource(context: Context, node: cst.EventSource): EventSource {
  const span = spanOf(node);
  switch (node.$type) {
    case 'TableRows': {
      const name = nameOf(node.table);
      if (!name.quoted && (name.text === 'birth' || name.text === 'death')) return { kind: 'word', word: name.text, span };
      return { kind: 'table', name, items: [], span };
    }
    case 'TableItems':
      return { kind: 'table', name: nameOf(node.table), items: node.items.map(nameOf), span };
    case 'ObservationWord':
      return { kind: 'word', word: observationWord(node.word), span };
    case 'Union':
      return { kind: 'union', parts: node.parts.map(context.events), span };
    case 'Episodes':
      return convertEpisodes(context, node);
    case 'Lines':
      return convertLines(context, node);
    case 'CohortRows':
      return { kind: 'cohort', name: nameOf(node.name), span };
    case 'ParensRows':
      return { kind: 'parens', inner: context.events(node.inner), span };
  }
}

type Arguments = ReadonlyMap<string, cst.NamedArgument>;

function collectArguments(context: Context, node: cst.Episodes | cst.Lines, allowed: readonly string[]): Arguments {
  const found = new Map<string, cst.NamedArgument>();
  for (const argument of node.args) {
    const { text: name, span } = nameOf(argument.key);
    if (!allowed.includes(name)) {
      const list = allowed.map((word) => `\`${word}:\``).join(', ');
      report(context, 'syntax-argument', { name, of: node.kind, allowed: list }, span);
    } else if (found.has(name)) report(context, 'syntax-argument-twice', { name }, span);
    else found.set(name, argument);
  }
  return found;
}

function lengthArgument(context: Context, argument: cst.NamedArgument | undefined): Expr | null {
  if (!argument) return null;
  if (argument.value) return context.primary(argument.value);
  report(context, 'syntax-expected', { found: 'a code list', expected: 'length', literals: [] }, spanOf(argument));
  return null;
}

function nameArgument(context: Context, argument: cst.NamedArgument | undefined): Name | null {
  if (!argument) return null;
  const value = argument.value;
  if (value?.$type === 'Reference' && value.path.length === 1) return nameOf(value.path[0]);
  report(context, 'syntax-expected', { found: 'something else', expected: 'name', literals: [] }, spanOf(argument));
  return null;
}

function convertEpisodes(context: Context, node: cst.Episodes): EventSource {
  const given = collectArguments(context, node, ['gap', 'plus', 'by']);
  return {
    kind: 'episodes',
    events: context.events(node.events),
    gap: lengthArgument(context, given.get('gap')),
    plus: lengthArgument(context, given.get('plus')),
    by: nameArgument(context, given.get('by')),
    span: spanOf(node),
  };
}

function convertLines(context: Context, node: cst.Lines): EventSource {
  const given = collectArguments(context, node, ['combine', 'gap', 'ignore']);
  const ignore = given.get('ignore');
  return {
    kind: 'lines',
    events: context.events(node.events),
    combine: lengthArgument(context, given.get('combine')),
    gap: lengthArgument(context, given.get('gap')),
    ignore: ignore?.codes ? convertCodeList(context, ignore.codes) : nameArgument(context, ignore),
    span: spanOf(node),
  };
}

function convertSuffix(context: Context, node: Exclude<cst.Suffix, cst.Without>): Suffix {
  const span = spanOf(node);
  switch (node.$type) {
    case 'Window':
      return convertWindow(context, node);
    case 'Where':
      return { kind: 'where', condition: context.expression(node.condition), span };
    case 'Called':
      return { kind: 'called', name: nameOf(node.name), span };
    case 'By':
      return { kind: 'by', column: nameOf(node.column), span };
    case 'Spaced':
      return { kind: 'spaced', by: context.primary(node.length), span };
  }
}

function windowForm(node: cst.Window): Window['form'] {
  switch (node.form) {
    case 'before':
    case 'after':
      return node.form;
    case 'on':
      return node.side === 'before' ? 'on or before' : node.side === 'after' ? 'on or after' : 'on';
    case 'from':
      return 'from to';
    case 'overlapping':
      return node.to ? 'overlapping to' : 'overlapping';
    case 'within':
      if (node.side === 'of') return 'within of';
      if (node.on) return node.side === 'before' ? 'within on or before' : 'within on or after';
      return node.side === 'before' ? 'within before' : 'within after';
  }
}

function convertWindow(context: Context, node: cst.Window): Window {
  return {
    kind: 'window',
    ending: node.ending,
    form: windowForm(node),
    length: node.length ? context.primary(node.length) : null,
    date: context.date(node.date),
    to: node.to ? context.date(node.to) : null,
    span: spanOf(node),
  };
}
