/** What the printer asks of a plan's expressions and event rows, over the one traversal in `plan/children`. */
import { childrenOf, childrenOfRows } from '../plan/children';
import type { Expr, Rows } from '../plan/expressions';
import type { Plan } from '../plan/nodes';

/** Every expression inside event rows, those of inner rows included. */
export function* withinRows(rows: Rows): Generator<Expr> {
  const children = childrenOfRows(rows);
  for (const expr of children.exprs) yield* everyExpression(expr);
  for (const inner of children.rows) yield* withinRows(inner);
}

/** An expression and every one inside it, event rows included. */
export function* everyExpression(expr: Expr): Generator<Expr> {
  yield expr;
  const children = childrenOf(expr);
  for (const operand of children.exprs) yield* everyExpression(operand);
  for (const rows of children.rows) yield* withinRows(rows);
}

/** True when an expression, at any depth, reads the row of that number. */
export function readsRow(expr: Expr, row: number): boolean {
  for (const inner of everyExpression(expr)) if (inner.kind === 'rowColumn' && inner.row === row) return true;
  return false;
}

/** What needs a relation of its own. */
export type Aggregate = Extract<Expr, { kind: 'rowTruth' | 'rowNumber' | 'covered' | 'pick' | 'inCohort' | 'observed' }>;

/** True for what needs a relation of its own: event rows, other cohorts, observation periods. */
export function isAggregate(expr: Expr): boolean {
  return childrenOf(expr).rows.length > 0 || expr.kind === 'inCohort' || expr.kind === 'observed';
}

/** True for what is a column or a literal, and costs nothing to repeat. */
export function isColumn(expr: Expr): boolean {
  return childrenOf(expr).exprs.length === 0 && !isAggregate(expr) && expr.kind !== 'quantifier';
}

/** A condition's conjuncts. */
export function conjuncts(condition: Expr): readonly Expr[] {
  return condition.kind === 'and' ? condition.args.flatMap(conjuncts) : [condition];
}

/** False for a condition that is never missing, as the number of rows compared with another. */
export function mayBeMissing(condition: Expr): boolean {
  switch (condition.kind) {
    case 'and':
    case 'or':
    case 'quantifier':
      return condition.args.some(mayBeMissing);
    case 'not':
      return mayBeMissing(condition.value);
    case 'rowTruth':
    case 'isMissing':
    case 'inCohort':
    case 'covered':
      return false;
    default:
      return true;
  }
}

/** Every expression of a plan. */
export function* planExpressions(plan: Plan): Generator<Expr> {
  const { exprs, rows } = partsOf(plan);
  for (const own of rows) yield* withinRows(own);
  for (const expr of exprs) yield* everyExpression(expr);
}

/** Whether the index clause speaks of the start or end of observation, as a date or as a row. */
export function indexReadsObservation({ index }: Plan): boolean {
  const { exprs, rows } = indexParts(index);
  const inRows = (own: Rows): boolean =>
    (own.source.kind === 'word' && own.source.word.startsWith('observation')) ||
    childrenOfRows(own).rows.some(inRows) ||
    childrenOfRows(own).exprs.some(inExpr);
  const inExpr = (expr: Expr): boolean => {
    const children = childrenOf(expr);
    return expr.kind === 'observation' || children.exprs.some(inExpr) || children.rows.some(inRows);
  };
  return exprs.some(inExpr) || rows.some(inRows);
}

interface Parts {
  readonly exprs: readonly Expr[];
  readonly rows: readonly Rows[];
}

function indexParts(index: Plan['index']): Parts {
  switch (index.kind) {
    case 'pick':
      return { exprs: [], rows: [index.pick.rows] };
    case 'each':
      return { exprs: [], rows: [index.rows] };
    case 'firstOf':
      return { exprs: [], rows: index.arms.map((arm) => arm.rows) };
    case 'date':
      return { exprs: [index.value], rows: [] };
    case 'every':
      return { exprs: [index.from, index.to], rows: [] };
  }
}

function partsOf(plan: Plan): Parts {
  const index = indexParts(plan.index);
  const exprs = [
    ...index.exprs,
    ...plan.lets.map((own) => own.value),
    ...plan.steps.flatMap((step) => ('condition' in step ? [step.condition] : [])),
    ...plan.follow.map((reason) => reason.value),
    ...(plan.origin ? [plan.origin] : []),
    ...plan.outcomes.flatMap((outcome) => [
      ...(outcome.kind === 'date' ? [outcome.value] : []),
      ...(outcome.kind === 'causes' ? outcome.causes.map((cause) => cause.value) : []),
      ...(outcome.until ?? []).map((reason) => reason.value),
    ]),
    ...plan.variables.map((variable) => variable.value),
  ];
  const rows = [
    ...index.rows,
    ...plan.outcomes.flatMap((outcome) => (outcome.kind === 'each' ? [outcome.rows] : [])),
    ...plan.longTables.map((table) => table.rows),
  ];
  return { exprs, rows };
}
