/** Expressions kept as columns of a level. */
import type { Expr } from '../plan/nodes';
import { column, freshColumn, type Level, type Query, Scope } from './context';
import type { Sql } from './dialects/dialect';
import { printExpr } from './expressions';
import { everyExpression } from './walk';

/** Adds expressions to a level as columns; those that are columns already cost nothing. */
export function hold(query: Query, level: Level, exprs: readonly Expr[]): Level {
  const ready = withLets(query, level, exprs);
  const scope = new Scope(query, ready);
  const held = new Map(ready.held);
  const added: Sql[] = [];
  for (const expr of exprs) {
    if (held.has(expr)) continue;
    const name = freshColumn(query.printing);
    added.push(`${printExpr(expr, scope)} AS ${scope.dialect.quote(name)}`);
    held.set(expr, name);
  }
  if (added.length === 0) return ready;
  const relation = query.add(`SELECT e.*, ${added.join(', ')}\n${scope.from()}`);
  return { ...ready, relation, held };
}

function letsUsed(query: Query, exprs: readonly Expr[], into: Set<number>): void {
  for (const expr of exprs) {
    for (const inner of everyExpression(expr)) {
      if (inner.kind !== 'let' || into.has(inner.id)) continue;
      letsUsed(query, [query.printing.plan.lets[inner.id].value], into);
      into.add(inner.id);
    }
  }
}

/** Adds the lets that expressions use, each once, those it uses itself before it. */
export function withLets(query: Query, level: Level, exprs: readonly Expr[]): Level {
  const used = new Set<number>();
  letsUsed(query, exprs, used);
  let current = level;
  for (const id of used) {
    if (current.lets.has(id)) continue;
    const scope = new Scope(query, current);
    const value = printExpr(query.printing.plan.lets[id].value, scope);
    const relation = query.add(`SELECT e.*, ${value} AS ${scope.dialect.quote(column.let(id))}\n${scope.from()}`);
    current = { ...current, relation, lets: new Set([...current.lets, id]) };
  }
  return current;
}
