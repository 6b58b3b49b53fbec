/** Typed traversal of a plan's expressions and event rows, as the printer needs it. */
import type { Expr, Filter, Plan, RowSource, Rows } from '../plan/nodes';

/** The expressions directly under one, event rows left aside. */
export function operands(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'literal':
    case 'entry':
    case 'indexColumn':
    case 'patientColumn':
    case 'patientDate':
    case 'observation':
    case 'let':
    case 'variable':
    case 'outcomeDate':
    case 'rowColumn':
    case 'inCohort':
    case 'rowTruth':
    case 'rowNumber':
    case 'pick':
      return [];
    case 'arithmetic':
    case 'compare':
      return [expr.left, expr.right];
    case 'negate':
    case 'convert':
    case 'shift':
    case 'day':
    case 'not':
    case 'isMissing':
    case 'inCodes':
      return [expr.value];
    case 'and':
    case 'or':
    case 'call':
    case 'quantifier':
      return expr.args;
    case 'inList':
      return [expr.value, ...expr.members];
    case 'match':
      return [expr.value, expr.pattern];
    case 'case':
      return [...expr.branches.flatMap((branch) => [branch.when, branch.then]), ...(expr.otherwise ? [expr.otherwise] : [])];
    case 'covered':
      return expr.cut ? [expr.cut.from, expr.cut.to] : [];
    case 'elapsed':
    case 'observed':
      return [expr.from, expr.to];
    case 'age':
      return [expr.at];
    case 'datePart':
      return [expr.of];
  }
}

/** The event rows an expression speaks of, or null. */
export function rowsUnder(expr: Expr): Rows | null {
  switch (expr.kind) {
    case 'rowTruth':
    case 'rowNumber':
    case 'covered':
    case 'pick':
      return expr.rows;
    default:
      return null;
  }
}

/** The expressions of one filter. */
export function filterExpressions(filter: Filter): readonly Expr[] {
  switch (filter.kind) {
    case 'bound':
      return [filter.value];
    case 'overlap':
      return [filter.from, filter.to];
    case 'where':
      return [filter.condition];
  }
}

function innerRows(source: RowSource): readonly Rows[] {
  switch (source.kind) {
    case 'union':
      return source.parts.map((part) => part.rows);
    case 'episodes':
    case 'lines':
      return [source.rows];
    case 'table':
    case 'word':
    case 'cohort':
      return [];
  }
}

/** Every expression inside event rows, those of inner rows included. */
export function* withinRows(rows: Rows): Generator<Expr> {
  for (const filter of rows.filters) for (const expr of filterExpressions(filter)) yield* everyExpression(expr);
  for (const inner of innerRows(rows.source)) yield* withinRows(inner);
}

/** An expression and every one inside it, event rows included. */
export function* everyExpression(expr: Expr): Generator<Expr> {
  yield expr;
  for (const operand of operands(expr)) yield* everyExpression(operand);
  const rows = rowsUnder(expr);
  if (rows) yield* withinRows(rows);
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
  return rowsUnder(expr) !== null || expr.kind === 'inCohort' || expr.kind === 'observed';
}

/** True for what is a column or a literal, and costs nothing to repeat. */
export function isColumn(expr: Expr): boolean {
  return operands(expr).length === 0 && !isAggregate(expr) && expr.kind !== 'quantifier';
}

/** A condition's conjuncts. */
export function conjuncts(condition: Expr): readonly Expr[] {
  return condition.kind === 'and' ? condition.args.flatMap(conjuncts) : [condition];
}

/** Every expression of a plan. */
export function* planExpressions(plan: Plan): Generator<Expr> {
  for (const rows of indexRows(plan)) yield* withinRows(rows);
  for (const expr of [...indexExpressions(plan), ...clauseExpressions(plan)]) yield* everyExpression(expr);
  for (const outcome of plan.outcomes) if (outcome.kind === 'each') yield* withinRows(outcome.rows);
  for (const series of plan.longTables) yield* withinRows(series.rows);
}

function indexRows({ index }: Plan): readonly Rows[] {
  switch (index.kind) {
    case 'pick':
      return [index.pick.rows];
    case 'each':
      return [index.rows];
    case 'firstOf':
      return index.arms.map((arm) => arm.rows);
    case 'date':
    case 'every':
      return [];
  }
}

function indexExpressions({ index }: Plan): readonly Expr[] {
  if (index.kind === 'date') return [index.value];
  return index.kind === 'every' ? [index.from, index.to] : [];
}

function clauseExpressions(plan: Plan): readonly Expr[] {
  return [
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
}
