/** Dates joined by `or` or `and`, as one says them: `death or index + 5 years`. */
import type { Span } from '../syntax/ast';
import type { Expr } from '../syntax/ast-expressions';
import { bothReadings } from '../syntax/joined-dates';
import type { Check } from './check';
import type { Scope } from './scope';

/** What can be a date by its form. */
const DATES: ReadonlySet<Expr['kind']> = new Set(['pick', 'word', 'date', 'columnOf', 'ref', 'call']);

function isDate(node: Expr): boolean {
  if (node.kind === 'paren') return isDate(node.inner);
  if (node.kind === 'binary') return (node.op === '+' || node.op === '-') && isDate(node.left);
  return DATES.has(node.kind) || (node.kind === 'rowTruth' && node.mode === 'any');
}

function joined(node: Expr, op: 'and' | 'or'): readonly Expr[] {
  return node.kind === 'binary' && node.op === op ? [...joined(node.left, op), ...joined(node.right, op)] : [node];
}

/** The dates that were meant: those between the joining words, also where the `where` of a pick took the later ones for its own. */
function parts(node: Expr, op: 'and' | 'or'): readonly Span[] {
  const all = joined(node, op);
  if (all.length > 1) return all.every(isDate) ? all.map(({ span }) => span) : [];
  const pick = node.kind === 'columnOf' ? node.of : node;
  const last = pick.kind === 'pick' ? pick.events.suffixes.at(-1) : undefined;
  if (last?.kind !== 'where') return [];
  const conditions = joined(last.condition, op);
  const from = conditions.findLastIndex((one) => !isDate(one) || one.kind === 'ref' || one.kind === 'call') + 1;
  if (from === 0 || from === conditions.length) return [];
  const first = { start: node.span.start, end: conditions[from - 1].span.end };
  return [first, ...conditions.slice(from).map(({ span }) => span)];
}

/** Whether a date stands in the braces of `earliest { … }`, where no others may stand. */
function isInBraces(check: Check, { start }: Span): boolean {
  return /[{;；｛]\s*$/.test(check.source.slice(Math.max(0, start - 200), start));
}

/** Reports dates joined by `or` or `and`, with the `earliest` or the `latest` that is meant most often, and the other; false where there are none. */
export function reportJoinedDates(check: Check, node: Expr, scope: Scope): boolean {
  const op = node.kind === 'binary' && node.op === 'and' ? 'and' : 'or';
  const spans = parts(node, op);
  if (spans.length === 0) return false;
  const inBraces = (scope.place === 'outcome' || scope.place === 'follow') && !isInBraces(check, node.span);
  const texts = spans.map((span) => check.text(span));
  const [first, second] = bothReadings(op, node.span, texts, inBraces);
  check.reporter.error('type-dates-joined', node.span, { op, date: texts[0] }, [{ ...first, asked: true }, second]);
  return true;
}
