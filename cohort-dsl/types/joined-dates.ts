/** Dates joined by `or`, as one says them: `death or index + 5 years`. */
import type { Fix } from '../diagnostics/diagnostic';
import type { Span } from '../syntax/ast';
import type { Expr } from '../syntax/ast-expressions';
import type { Check } from './check';
import { writeInstead } from './reporter';
import type { Scope } from './scope';

/** What can be a date by its form. */
const DATES: ReadonlySet<Expr['kind']> = new Set(['pick', 'word', 'date', 'columnOf', 'ref', 'call']);

function isDate(node: Expr): boolean {
  if (node.kind === 'paren') return isDate(node.inner);
  if (node.kind === 'binary') return (node.op === '+' || node.op === '-') && isDate(node.left);
  return DATES.has(node.kind) || (node.kind === 'rowTruth' && node.mode === 'any');
}

function joined(node: Expr): readonly Expr[] {
  return node.kind === 'binary' && node.op === 'or' ? [...joined(node.left), ...joined(node.right)] : [node];
}

/** The dates that were meant: those between the `or`s, also where the `where` of a pick took the later ones for its own. */
function parts(node: Expr): readonly Span[] {
  const all = joined(node);
  if (all.length > 1) return all.every(isDate) ? all.map(({ span }) => span) : [];
  const pick = node.kind === 'columnOf' ? node.of : node;
  const last = pick.kind === 'pick' ? pick.events.suffixes.at(-1) : undefined;
  if (last?.kind !== 'where') return [];
  const conditions = joined(last.condition);
  const from = conditions.findLastIndex((one) => !isDate(one) || one.kind === 'ref' || one.kind === 'call') + 1;
  if (from === 0 || from === conditions.length) return [];
  const first = { start: node.span.start, end: conditions[from - 1].span.end };
  return [first, ...conditions.slice(from).map(({ span }) => span)];
}

/** Reports dates joined by `or`, with the `earliest` that is meant most often, and the `latest`; false where there are none. */
export function reportJoinedDates(check: Check, node: Expr, scope: Scope): boolean {
  const spans = parts(node);
  if (spans.length === 0) return false;
  const texts = spans.map((span) => check.text(span).replace(/^any\b/, 'first'));
  const braces = scope.place === 'outcome' || scope.place === 'follow';
  const text = braces ? `earliest { ${texts.join('; ')} }` : `earliest(${texts.join(', ')})`;
  const first: Fix = { ...writeInstead(node.span, text), asked: true };
  check.reporter.error('type-dates-or', node.span, {}, [first, writeInstead(node.span, `latest(${texts.join(', ')})`)]);
  return true;
}
