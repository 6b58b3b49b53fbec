/** Dates joined by `and` or `or` where conditions are: `date > death or index`, `any visit after death or index`. */
import type { Fix } from '../diagnostics/diagnostic';
import type { Span } from '../syntax/ast';
import type { BinaryExpr, CompareExpr, Events, Expr } from '../syntax/ast-expressions';
import type { Check } from './check';
import { writeInstead } from './reporter';
import { findColumn } from './row-view';
import type { Scope } from './scope';

type Logic = BinaryExpr & { readonly op: 'and' | 'or' };

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

/** Whether every entry has this date: that it is known says nothing. */
export function isAlwaysKnown(check: Check, node: Expr): boolean {
  return isKnown(baseOf(check, node));
}

/** Whether an expression is a date and can be nothing else; rows that stand for their date are not. */
function isDate(check: Check, node: Expr, scope: Scope): boolean {
  if (node.kind === 'ref' && scope.row && findColumn(scope.row, node.path[0].text)) return false;
  const base = baseOf(check, node);
  if (base.kind === 'call') return base.name.text === 'earliest' || base.name.text === 'latest';
  return base.kind === 'date' || (base.kind === 'word' && base.word !== 'index.label' && base.word !== 'end');
}

function partsOf(node: Expr, op: Logic['op']): readonly Expr[] {
  return node.kind === 'binary' && node.op === op ? [...partsOf(node.left, op), ...partsOf(node.right, op)] : [node];
}

/** The comparison, or the date, with which an expression ends: what a date written after it may belong to. */
function endOf(node: Expr): { readonly compare: CompareExpr } | { readonly date: Expr } | null {
  switch (node.kind) {
    case 'compare':
      return { compare: node };
    case 'binary':
      return node.op === 'and' || node.op === 'or' ? endOf(node.right) : null;
    case 'elapsed':
      return { date: node.to };
    case 'age':
      return { date: node.at };
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

/**
 * Both readings of dates that were joined, the one that the joining word means most often first.
 * @param braces whether `earliest` is written with braces, as an outcome's own dates are
 */
export function bothReadings(check: Check, op: Logic['op'], span: Span, dates: readonly Span[], braces = false): readonly Fix[] {
  const texts = dates.map((date) => check.text(date).replace(/^any\b/, 'first'));
  const earliest = braces ? `earliest { ${texts.join('; ')} }` : `earliest(${texts.join(', ')})`;
  const latest = `latest(${texts.join(', ')})`;
  return (op === 'or' ? [earliest, latest] : [latest, earliest]).map((text) => writeInstead(span, text));
}

/** A comparison repeated for each date that follows it: `date > death or date > index`. */
function repeated(check: Check, compare: CompareExpr, dates: readonly Expr[], op: Logic['op']): Fix {
  const side = check.text({ start: compare.left.span.start, end: compare.right.span.start });
  const edits = dates.map(({ span }) => ({ span: { start: span.start, end: span.start }, text: `${side} ` }));
  const shown = [check.text(compare.span), ...dates.map(({ span }) => `${side} ${check.text(span)}`)].join(` ${op} `);
  return { edits, title: { en: `write \`${shown}\``, zh: `写作 \`${shown}\`` } };
}

/** Each date as the condition that it is known, and each row as that there is any; none where one is known always. */
function asConditions(check: Check, span: Span, parts: readonly Expr[], op: Logic['op']): readonly Fix[] {
  if (parts.some((part) => isAlwaysKnown(check, part))) return [];
  const texts = parts.map((part) => (part.kind === 'pick' ? `any ${check.text(part.events.span)}` : `${check.text(part.span)} is known`));
  return [writeInstead(span, texts.join(` ${op} `))];
}

/**
 * Reports dates that `and` or `or` joins as if they were conditions, with what was meant: a comparison with each, the earliest or latest of
 * them in a window or as a value, or that they are known. False where there are none, or where something else was meant.
 */
export function reportDatesInLogic(check: Check, node: Logic, scope: Scope): boolean {
  const parts = partsOf(node, node.op);
  const isDateAt = parts.map((part) => isDate(check, part, scope));
  const first = isDateAt.indexOf(true);
  if (first < 0) return false;
  const fixes = fixesOf(check, node, parts, isDateAt, scope);
  if (fixes === null) return false;
  check.reporter.error('type-dates-joined', node.span, { op: node.op, date: check.text(parts[first].span) }, fixes);
  return true;
}

function spanOf(nodes: readonly Expr[]): Span {
  return { start: nodes[0].span.start, end: nodes[nodes.length - 1].span.end };
}

/** A window's date, or the end of a length of time, with the dates that follow it. */
function withDates(check: Check, date: Expr, following: readonly Expr[], op: Logic['op']): readonly Fix[] {
  const dates = [date, ...following];
  return bothReadings(
    check,
    op,
    spanOf(dates),
    dates.map(({ span }) => span),
  );
}

function fixesOf(check: Check, node: Logic, parts: readonly Expr[], isDateAt: readonly boolean[], scope: Scope): readonly Fix[] | null {
  if (parts.every((part, at) => isDateAt[at] || part.kind === 'pick')) {
    const spans = parts.map(({ span }) => span);
    const isValue = (scope.place === 'let' || scope.place === 'variable') && !scope.row;
    return isValue ? bothReadings(check, node.op, node.span, spans) : asConditions(check, node.span, parts, node.op);
  }
  const first = isDateAt.indexOf(true);
  const end = first > 0 ? endOf(parts[first - 1]) : null;
  if (end === null) return null;
  const following = parts.slice(first).findIndex((_, at) => !isDateAt[first + at]);
  const dates = parts.slice(first, following < 0 ? undefined : first + following);
  if ('compare' in end && !isDate(check, end.compare.right, scope)) return null;
  const readings = 'compare' in end ? [repeated(check, end.compare, dates, node.op)] : withDates(check, end.date, dates, node.op);
  const known = asConditions(check, spanOf(dates), dates, node.op);
  // `any visit after index and death`: who died is meant more often than what comes after both.
  return node.op === 'and' ? [...known, ...readings] : [...readings, ...known];
}
