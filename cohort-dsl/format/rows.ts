import type { EventSource, Events, Expr, Name, Suffix, Window } from '../syntax/ast-expressions';
import { codeList } from './codes';
import { type Layout, listItems, withComments } from './context';
import { type Doc, group, indent, line, separate, soft } from './doc';
import { printName } from './names';

/** Event rows: the source, then each suffix, broken before suffixes where the line is too long. */
export function eventsDoc(layout: Layout, node: Events): Doc {
  const source = withComments(layout, node.source.span, () => sourceDoc(layout, node.source));
  const suffixes = orderSuffixes(node.suffixes).map((suffix) => [line, withComments(layout, suffix.span, () => suffixDoc(layout, suffix))]);
  return suffixes.length === 0 ? source : group(source, indent(2, ...suffixes));
}

/** Windows written after `by` or `spaced` come before it. */
function orderSuffixes(suffixes: readonly Suffix[]): Suffix[] {
  const lastWindow = suffixes.findLastIndex((suffix) => suffix.kind === 'window');
  const waits = (suffix: Suffix, at: number): boolean => at < lastWindow && (suffix.kind === 'by' || suffix.kind === 'spaced');
  const settled = suffixes.slice(0, lastWindow + 1).filter((suffix, at) => !waits(suffix, at));
  return [...settled, ...suffixes.filter(waits), ...suffixes.slice(lastWindow + 1)];
}

function sourceDoc(layout: Layout, node: EventSource): Doc {
  switch (node.kind) {
    case 'table':
      return node.items.length === 0 ? printName(node.name) : `${printName(node.name)}(${node.items.map(printName).join(', ')})`;
    case 'word':
      return node.word;
    case 'cohort':
      return `cohort ${printName(node.name)}`;
    case 'parens':
      return group('(', indent(2, soft, layout.events(node.inner)), soft, ')');
    case 'union':
      return call('union', listItems(layout, node.parts, ',', node.span.end, layout.events));
    case 'episodes':
      return call(
        'episodes',
        separated(layout, node.events, [
          ['gap', lengthDoc(layout, node.gap)],
          ['plus', lengthDoc(layout, node.plus)],
          ['by', node.by ? printName(node.by) : null],
        ]),
      );
    case 'lines':
      return call(
        'lines',
        separated(layout, node.events, [
          ['combine', lengthDoc(layout, node.combine)],
          ['gap', lengthDoc(layout, node.gap)],
          ['ignore', ignoreDoc(layout, node.ignore)],
        ]),
      );
  }
}

function lengthDoc(layout: Layout, node: Expr | null): Doc | null {
  return node ? layout.expression(node) : null;
}

function ignoreDoc(layout: Layout, node: Extract<EventSource, { kind: 'lines' }>['ignore']): Doc | null {
  if (node === null) return null;
  return isName(node) ? printName(node) : codeList(layout, node);
}

function isName(node: NonNullable<Extract<EventSource, { kind: 'lines' }>['ignore']>): node is Name {
  return !('kind' in node);
}

type NamedArgument = readonly [name: string, value: Doc | null];

function separated(layout: Layout, events: Events, named: readonly NamedArgument[]): Doc[] {
  const given = named.flatMap(([name, value]): Doc[] => (value === null ? [] : [[`${name}: `, value]]));
  const first = layout.events(events);
  return [first, ...given].map((doc, index) => (index < given.length ? [doc, ','] : doc));
}

/** `name(a, b)`, one argument a line where it is too long. Arguments carry their own commas. */
function call(name: string, args: readonly Doc[]): Doc {
  return group(`${name}(`, indent(2, soft, ...separate(args, line)), soft, ')');
}

function suffixDoc(layout: Layout, node: Suffix): Doc {
  switch (node.kind) {
    case 'window':
      return windowDoc(layout, node);
    case 'where':
      return ['where ', indent(2, layout.expression(node.condition))];
    case 'called':
      return `called ${printName(node.name)}`;
    case 'by':
      return `by ${printName(node.column)}`;
    case 'spaced':
      return ['spaced ', layout.expression(node.by)];
  }
}

function windowDoc(layout: Layout, node: Window): Doc {
  const length = (): Doc => (node.length ? layout.expression(node.length) : '');
  const date = (): Doc => [node.day ? 'the day of ' : '', layout.expression(node.date)];
  const to = (): Doc => (node.to ? layout.expression(node.to) : '');
  const ending = node.ending ? 'ending ' : '';
  switch (node.form) {
    case 'from to':
      return [ending, 'from ', date(), ' to ', to()];
    case 'overlapping':
      return [ending, 'overlapping ', date()];
    case 'overlapping to':
      return [ending, 'overlapping ', date(), ' to ', to()];
    case 'within of':
    case 'within before':
    case 'within after':
    case 'within on or before':
    case 'within on or after':
      return [ending, 'within ', length(), node.form.slice('within'.length), ' ', date()];
    default:
      return [ending, node.form, ' ', date()];
  }
}
