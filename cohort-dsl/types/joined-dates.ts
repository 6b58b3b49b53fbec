/** Dates joined by `or` or `and`, as one says them: `death or index + 5 years`. */
import type { Span } from '../syntax/ast';
import type { Expr } from '../syntax/ast-expressions';
import { bothReadings } from '../syntax/joined-dates';
import type { Check } from './check';
import type { Scope } from './scope';

/** What can be a date by its form. */
const DATES: ReadonlySet<Expr['kind']> = new Set(['pick', 'word', 'date', 'columnOf', 'ref', 'call']);

/** What is a condition of rows as often as a date. */
const NO_DATE_HERE: ReadonlySet<Expr['kind']> = new Set(['ref', 'call', 'rowTruth']);

function isDate(node: Expr): boolean {
  if (node.kind === 'paren') return isDate(node.inner);
  if (node.kind === 'binary') {
    if (node.op === 'and' || node.op === 'or') return isDate(node.left) && isDate(node.right);
    return (node.op === '+' || node.op === '-') && isDate(node.left);
  }
  return DATES.has(node.kind) || (node.kind === 'rowTruth' && node.mode === 'any');
}

function joined(node: Expr, op: 'and' | 'or'): readonly Expr[] {
  return node.kind === 'binary' && node.op === op ? [...joined(node.left, op), ...joined(node.right, op)] : [node];
}

/** A date with how it is written by itself. */
interface Part {
  readonly text: string;
  /** The window at the end of a picked row, which may have been meant for all of them: ` after index`. */
  readonly window: string;
  readonly isPick: boolean;
}

function pickOf(node: Expr): Extract<Expr, { kind: 'pick' }> | null {
  let inner = node.kind === 'columnOf' ? node.of : node;
  while (inner.kind === 'paren') inner = inner.inner;
  return inner.kind === 'pick' ? inner : null;
}

function partOf(check: Check, node: Expr): Part {
  if (node.kind === 'binary' && (node.op === 'and' || node.op === 'or')) {
    const texts = joined(node, node.op).map((one) => partOf(check, one).text);
    return { text: `${node.op === 'or' ? 'earliest' : 'latest'}(${texts.join(', ')})`, window: '', isPick: false };
  }
  const pick = pickOf(node);
  const last = pick?.events.suffixes.at(-1);
  const window = last?.kind === 'window' ? ` ${check.text(last.span)}` : '';
  return { text: check.text(node.span), window, isPick: pick !== null && pick === node };
}

/**
 * A date, or several where the `where` of a pick took the later ones for its own conditions: `first visit where main or death after index`
 * is `first visit where main after index` and `death`. What follows `and` there is a condition of the rows more often than a date.
 */
function splitPick(check: Check, node: Expr): readonly Part[] {
  const suffixes = pickOf(node)?.events.suffixes ?? [];
  const where = suffixes.find(({ kind }) => kind === 'where');
  if (where?.kind !== 'where') return [partOf(check, node)];
  const conditions = joined(where.condition, 'or');
  const from = conditions.findLastIndex((one) => !isDate(one) || NO_DATE_HERE.has(one.kind)) + 1;
  if (from === 0 || from === conditions.length) return [partOf(check, node)];
  const own = check.text({ start: node.span.start, end: conditions[from - 1].span.end });
  const rest = check.text({ start: where.condition.span.end, end: node.span.end }).trim();
  const first = { text: rest === '' ? own : `${own} ${rest}`, window: '', isPick: node.kind === 'pick' };
  return [first, ...conditions.slice(from).flatMap((one) => splitPick(check, one))];
}

/** The dates that were meant: those between the joining words, and those that the `where` of a pick took. */
function parts(check: Check, node: Expr, op: 'and' | 'or'): readonly Part[] {
  const all = joined(node, op);
  if (!all.every(isDate)) return [];
  const found = all.flatMap((one) => splitPick(check, one));
  return found.length > 1 ? found : [];
}

/** The dates with the window of the last picked row written for each row that has none; null where it is clear whose it is. */
function shared(found: readonly Part[]): readonly string[] | null {
  const window = found.at(-1)?.window ?? '';
  const others = found.slice(0, -1);
  const isShared = window !== '' && others.some(({ isPick }) => isPick) && others.every(({ text }) => !text.includes(window.trim()));
  if (!isShared) return null;
  return found.map(({ text, isPick }, at) => (isPick && at < found.length - 1 ? `${text}${window}` : text));
}

/** Whether a date stands in the braces of `earliest { … }`, where no others may stand. */
function isInBraces(check: Check, { start }: Span): boolean {
  return /[{;；｛]\s*$/.test(check.source.slice(Math.max(0, start - 200), start));
}

/** The same where a let or a variable says what it is: for picked rows and their dates, the dates that their `where` took. */
export function reportDatesInPick(check: Check, node: Expr, scope: Scope): boolean {
  const isPicked = node.kind === 'pick' || (node.kind === 'columnOf' && node.column.text === 'date');
  return isPicked && reportJoinedDates(check, node, scope);
}

/** Reports dates joined by `or` or `and`, with the `earliest` or the `latest` that is meant most often, and the other; false where there are none. */
export function reportJoinedDates(check: Check, node: Expr, scope: Scope): boolean {
  const op = node.kind === 'binary' && node.op === 'and' ? 'and' : 'or';
  const found = parts(check, node, op);
  if (found.length === 0) return false;
  const inBraces = (scope.place === 'outcome' || scope.place === 'follow') && !isInBraces(check, node.span);
  const texts = found.map(({ text }) => text);
  const [first, second] = bothReadings(op, node.span, texts, inBraces);
  const forAll = shared(found);
  const between = forAll ? bothReadings(op, node.span, forAll, inBraces).slice(0, 1) : [];
  check.reporter.error('type-dates-joined', node.span, { op, date: texts[0] }, [{ ...first, asked: true }, ...between, second]);
  return true;
}
