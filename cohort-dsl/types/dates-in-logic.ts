/** Dates joined by `and` or `or` where conditions are: `date > death or index`, `any visit after death or index`. */
import type { Fix } from '../diagnostics/diagnostic';
import type { Span } from '../syntax/ast';
import type { BinaryExpr, CompareExpr, Events, Expr } from '../syntax/ast-expressions';
import { bothReadings } from '../syntax/joined-dates';
import type { Check } from './check';
import { writeInstead } from './reporter';
import { findColumn, type RowColumnView } from './row-view';
import type { Scope } from './scope';
import { familyOf } from './value-type';

type Logic = BinaryExpr & { readonly op: 'and' | 'or' };

/** Numbers that end with the date they are counted to. */
const COUNTED: ReadonlySet<Expr['kind']> = new Set(['age', 'elapsed', 'datePart']);

const ALWAYS_KNOWN: ReadonlySet<string> = new Set(['index', 'exit', 'start of observation', 'end of observation']);

/** The expression that a date is counted from. */
function counted(node: Expr): Expr {
  let from = node;
  while (from.kind === 'paren' || (from.kind === 'binary' && (from.op === '+' || from.op === '-')))
    from = from.kind === 'paren' ? from.inner : from.left;
  return from;
}

/** The same, names of lets followed: each reads only those above it. */
function baseOf(check: Check, node: Expr): Expr {
  let base = counted(node);
  let below = Number.POSITIVE_INFINITY;
  while (base.kind === 'ref' && base.path.length === 1) {
    const symbol = check.symbols.get(base.path[0].text.toLowerCase());
    if (symbol?.kind !== 'let' || symbol.position >= below) break;
    below = symbol.position;
    base = counted(symbol.clause.value);
  }
  return base;
}

function isKnown(node: Expr): boolean {
  const base = counted(node);
  if (base.kind === 'call') return ['earliest', 'latest'].includes(base.name.text) && base.args.some(isKnown);
  return base.kind === 'date' || (base.kind === 'word' && ALWAYS_KNOWN.has(base.word));
}

/** The column of the nearest row that a name alone, or `end`, stands for. */
function columnNamed(node: Expr, { row }: Scope): RowColumnView | null {
  if (node.kind === 'word' && node.word === 'end' && row) return findColumn(row, 'end');
  return node.kind === 'ref' && node.path.length === 1 && row ? findColumn(row, node.path[0].text, node.path[0].quoted) : null;
}

/** Whether every entry, or every row that is looked at, has this date: that it is known says nothing. */
export function isAlwaysKnown(check: Check, node: Expr, scope: Scope): boolean {
  const column = columnNamed(counted(node), scope);
  return column ? column.name === scope.row?.roles.date : isKnown(baseOf(check, node));
}

/** Whether an expression is a date and can be nothing else; rows that stand for their date are not. */
function isDate(check: Check, node: Expr, scope: Scope): boolean {
  const column = columnNamed(counted(node), scope);
  if (column) return familyOf(column.type) === 'date';
  const base = baseOf(check, node);
  if (base.kind === 'call') return base.name.text === 'earliest' || base.name.text === 'latest';
  return base.kind === 'date' || (base.kind === 'word' && base.word !== 'index.label' && base.word !== 'end');
}

/** Whether an expression is what a let or a variable says: a date is one of them, a condition too. */
function isNamedValue({ place, row }: Scope): boolean {
  return (place === 'let' || place === 'variable') && !row;
}

/** What `and` or `or` joins, without those in parentheses. */
export function partsOf(node: Expr, op: Logic['op']): readonly Expr[] {
  return node.kind === 'binary' && node.op === op ? [...partsOf(node.left, op), ...partsOf(node.right, op)] : [node];
}

/** The comparison, or the date, with which an expression ends: what a date written after it may belong to. */
export function endOf(node: Expr): { readonly compare: CompareExpr } | { readonly date: Expr } | null {
  switch (node.kind) {
    case 'compare':
      return { compare: node };
    case 'binary':
      return node.op === 'and' || node.op === 'or' ? endOf(node.right) : null;
    case 'elapsed':
      return { date: node.to };
    case 'age':
      return { date: node.at };
    case 'datePart':
      return { date: node.of };
    case 'observed':
      return { date: node.interval.kind === 'fromTo' ? node.interval.to : node.interval.date };
    case 'rowTruth':
    case 'rowNumber':
    case 'pick':
      return endOfRows(node.events);
    case 'columnOf':
      return endOf(node.of);
    default:
      return null;
  }
}

function endOfRows({ suffixes }: Events): ReturnType<typeof endOf> {
  const last = suffixes.at(-1);
  if (last?.kind === 'where') return endOf(last.condition);
  return last?.kind === 'window' ? { date: last.to ?? last.date } : null;
}

/** A comparison repeated for each date that follows it: `date > death or date > index`; none where a date would be compared with itself. */
function repeated(check: Check, compare: CompareExpr, dates: readonly Expr[], op: Logic['op']): readonly Fix[] {
  const left = check.text(compare.left.span);
  if (dates.some(({ span }) => check.text(span) === left)) return [];
  const side = check.text({ start: compare.left.span.start, end: compare.right.span.start });
  const edits = dates.map(({ span }) => ({ span: { start: span.start, end: span.start }, text: `${side} ` }));
  const shown = [check.text(compare.span), ...dates.map(({ span }) => `${side} ${check.text(span)}`)].join(` ${op} `);
  return [{ edits, title: { en: `write \`${shown}\``, zh: `写作 \`${shown}\`` } }];
}

/** Each date as the condition that it is known, and each row as that there is any; none where one is known always. */
function asConditions(check: Check, span: Span, parts: readonly Expr[], op: Logic['op'], scope: Scope): readonly Fix[] {
  if (parts.some((part) => isAlwaysKnown(check, part, scope))) return [];
  const texts = parts.map((part) => (part.kind === 'pick' ? `any ${check.text(part.events.span)}` : `${check.text(part.span)} is known`));
  return [writeInstead(span, texts.join(` ${op} `))];
}

/**
 * The parts, of one such as `index >= 18` in `age at death or index >= 18` the date alone: it is compared with no date, and what stands
 * before counts from dates.
 */
function withoutTails(check: Check, parts: readonly Expr[], scope: Scope): readonly Expr[] {
  return parts.map((part, at) => {
    const before = at === 0 ? null : endOf(parts[at - 1]);
    const isCounted = before !== null && 'date' in before && COUNTED.has(parts[at - 1].kind);
    if (!isCounted || (part.kind !== 'compare' && part.kind !== 'between')) return part;
    const [first, second] = part.kind === 'compare' ? [part.left, part.right] : [part.value, part.low];
    return isDate(check, first, scope) && !isDate(check, second, scope) ? first : part;
  });
}

/**
 * Reports dates that `and` or `or` joins as if they were conditions, with what was meant: a comparison with each, the earliest or latest of
 * them in a window or as a value, or that they are known. False where there are none, or where something else was meant.
 */
export function reportDatesInLogic(check: Check, node: Logic, scope: Scope): boolean {
  const parts = withoutTails(check, partsOf(node, node.op), scope);
  const isCounted = COUNTED.has(parts[0].kind);
  const isDateAt = parts.map((part) => isDate(check, part, scope) || (isCounted && part.kind === 'pick'));
  // Rows alone stand for their dates where a value is named.
  const isOfRows = isNamedValue(scope) && parts.every(({ kind }) => kind === 'pick');
  const first = isOfRows ? 0 : isDateAt.indexOf(true);
  if (first < 0) return false;
  const fixes = fixesOf(check, node, parts, isDateAt, scope);
  if (fixes === null) return false;
  check.reporter.error('type-dates-joined', node.span, { op: node.op, date: check.text(parts[first].span) }, fixes);
  return true;
}

function spanOf(nodes: readonly Expr[]): Span {
  return { start: nodes[0].span.start, end: nodes[nodes.length - 1].span.end };
}

function textsOf(check: Check, nodes: readonly Expr[]): readonly string[] {
  return nodes.map(({ span }) => check.text(span));
}

/** A window's date, or the end of a length of time, with the dates that follow it. */
function withDates(check: Check, date: Expr, following: readonly Expr[], op: Logic['op']): readonly Fix[] {
  const dates = [date, ...following];
  return bothReadings(op, spanOf(dates), textsOf(check, dates));
}

function fixesOf(check: Check, node: Logic, parts: readonly Expr[], isDateAt: readonly boolean[], scope: Scope): readonly Fix[] | null {
  if (parts.every((part, at) => isDateAt[at] || part.kind === 'pick')) {
    if (!isNamedValue(scope)) return asConditions(check, node.span, parts, node.op, scope);
    const asRows = parts.every(({ kind }) => kind === 'pick') ? asConditions(check, node.span, parts, node.op, scope) : [];
    return [...bothReadings(node.op, node.span, textsOf(check, parts)), ...asRows];
  }
  const first = isDateAt.indexOf(true);
  const end = first > 0 ? endOf(parts[first - 1]) : null;
  if (end === null) return null;
  const following = parts.slice(first).findIndex((_, at) => !isDateAt[first + at]);
  const dates = parts.slice(first, following < 0 ? undefined : first + following);
  if ('compare' in end && !isDate(check, end.compare.right, scope)) return null;
  const readings = 'compare' in end ? repeated(check, end.compare, dates, node.op) : withDates(check, end.date, dates, node.op);
  const known = asConditions(check, spanOf(dates), dates, node.op, scope);
  // `any visit after index and death`: who died is meant more often than what comes after both.
  return node.op === 'and' ? [...known, ...readings] : [...readings, ...known];
}
