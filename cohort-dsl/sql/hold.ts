/** Expressions kept as columns of a level. */
import type { Expr } from '../plan/expressions';
import { column, freshColumn, type Level, type Printing, part, Scope } from './context';
import { printExpr } from './expressions';
import { all, as, type Column, select } from './tree';
import { everyExpression } from './walk';

/** Adds expressions to a level as columns; those that are columns already cost nothing. */
export function hold(printing: Printing, level: Level, exprs: readonly Expr[]): Level {
  const ready = withLets(printing, level, exprs);
  const scope = new Scope(printing, ready);
  const held = new Map(ready.held);
  const added: Column[] = [];
  for (const expr of exprs) {
    if (held.has(expr)) continue;
    const name = freshColumn(printing);
    added.push(as(printExpr(expr, scope), scope.dialect.quote(name)));
    held.set(expr, name);
  }
  return added.length === 0 ? ready : { ...ready, relation: widened(scope, added), held };
}

/** The level's rows with more columns. */
export function widened(scope: Scope, added: readonly Column[]) {
  return part(scope.printing, select([all('e'), ...added], { from: scope.from() }));
}

function letsUsed(printing: Printing, exprs: readonly Expr[], into: Set<number>): void {
  for (const expr of exprs) {
    for (const inner of everyExpression(expr)) {
      if (inner.kind !== 'let' || into.has(inner.id)) continue;
      letsUsed(printing, [printing.plan.lets[inner.id].value], into);
      into.add(inner.id);
    }
  }
}

/** Adds the lets that expressions use, each once, those it uses itself before it. */
export function withLets(printing: Printing, level: Level, exprs: readonly Expr[]): Level {
  const used = new Set<number>();
  letsUsed(printing, exprs, used);
  let current = level;
  for (const id of used) {
    if (current.lets.has(id)) continue;
    const scope = new Scope(printing, current);
    const value = printExpr(printing.plan.lets[id].value, scope);
    const relation = widened(scope, [as(value, scope.dialect.quote(column.let(id)))]);
    current = { ...current, relation, lets: new Set([...current.lets, id]) };
  }
  return current;
}
