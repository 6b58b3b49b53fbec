/** Typed traversal of plans: the direct parts of an expression and of rows, a walk over all of them, and a map. */
import type { Expr, Filter, Pick, RowSource, Rows } from './expressions';

export interface Children {
  readonly exprs: readonly Expr[];
  readonly rows: readonly Rows[];
}

const none: Children = { exprs: [], rows: [] };

/** The direct parts of an expression, in reading order. */
export function childrenOf(expr: Expr): Children {
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
      return none;
    case 'arithmetic':
    case 'compare':
      return { exprs: [expr.left, expr.right], rows: [] };
    case 'negate':
    case 'convert':
    case 'shift':
    case 'day':
    case 'not':
    case 'isMissing':
    case 'inCodes':
      return { exprs: [expr.value], rows: [] };
    case 'and':
    case 'or':
    case 'call':
    case 'quantifier':
      return { exprs: expr.args, rows: [] };
    case 'inList':
      return { exprs: [expr.value, ...expr.members], rows: [] };
    case 'match':
      return { exprs: [expr.value, expr.pattern], rows: [] };
    case 'case': {
      const parts = expr.branches.flatMap((branch) => [branch.when, branch.then]);
      return { exprs: expr.otherwise ? [...parts, expr.otherwise] : parts, rows: [] };
    }
    case 'rowTruth':
    case 'rowNumber':
    case 'pick':
      return { exprs: [], rows: [expr.rows] };
    case 'covered':
      return { exprs: expr.cut ? [expr.cut.from, expr.cut.to] : [], rows: [expr.rows] };
    case 'elapsed':
    case 'observed':
      return { exprs: [expr.from, expr.to], rows: [] };
    case 'age':
      return { exprs: [expr.at], rows: [] };
    case 'datePart':
      return { exprs: [expr.of], rows: [] };
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

function sourceRows(source: RowSource): readonly Rows[] {
  switch (source.kind) {
    case 'table':
    case 'word':
    case 'cohort':
      return [];
    case 'union':
      return source.parts.map((part) => part.rows);
    case 'episodes':
    case 'lines':
      return [source.rows];
  }
}

/** The direct parts of rows: rows they are made of, and the expressions of their filters. */
export function childrenOfRows(rows: Rows): Children {
  return { exprs: rows.filters.flatMap(filterExpressions), rows: sourceRows(rows.source) };
}

export interface Visitor {
  readonly expr?: (expr: Expr) => void;
  readonly rows?: (rows: Rows) => void;
}

/** Visits an expression and everything within it, rows and their filters included, parents first. */
export function walkExpr(expr: Expr, visitor: Visitor): void {
  visitor.expr?.(expr);
  const children = childrenOf(expr);
  for (const child of children.exprs) walkExpr(child, visitor);
  for (const rows of children.rows) walkRows(rows, visitor);
}

/** Visits rows and everything within them, parents first. */
export function walkRows(rows: Rows, visitor: Visitor): void {
  visitor.rows?.(rows);
  const children = childrenOfRows(rows);
  for (const inner of children.rows) walkRows(inner, visitor);
  for (const child of children.exprs) walkExpr(child, visitor);
}

/** Whether any expression within satisfies the test. */
export function someExpr(expr: Expr, test: (expr: Expr) => boolean): boolean {
  let found = false;
  walkExpr(expr, {
    expr: (inner) => {
      found ||= test(inner);
    },
  });
  return found;
}

export interface Mapper {
  readonly expr: (expr: Expr) => Expr;
  readonly rows: (rows: Rows) => Rows;
}

/** The same expression with its direct parts mapped. */
export function mapExpr(expr: Expr, map: Mapper): Expr {
  const go = map.expr;
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
      return expr;
    case 'arithmetic':
    case 'compare':
      return { ...expr, left: go(expr.left), right: go(expr.right) };
    case 'negate':
    case 'convert':
    case 'shift':
    case 'day':
    case 'not':
    case 'isMissing':
    case 'inCodes':
      return { ...expr, value: go(expr.value) };
    case 'and':
    case 'or':
    case 'call':
    case 'quantifier':
      return { ...expr, args: expr.args.map(go) };
    case 'inList':
      return { ...expr, value: go(expr.value), members: expr.members.map(go) };
    case 'match':
      return { ...expr, value: go(expr.value), pattern: go(expr.pattern) };
    case 'case':
      return {
        ...expr,
        // biome-ignore lint/suspicious/noThenProperty: the word of the language
        branches: expr.branches.map((branch) => ({ when: go(branch.when), then: go(branch.then) })),
        otherwise: expr.otherwise && go(expr.otherwise),
        ...(expr.means && { means: go(expr.means) }),
      };
    case 'rowTruth':
    case 'rowNumber':
      return { ...expr, rows: map.rows(expr.rows) };
    case 'pick':
      return mapPick(expr, map);
    case 'covered':
      return { ...expr, rows: map.rows(expr.rows), cut: expr.cut && { from: go(expr.cut.from), to: go(expr.cut.to) } };
    case 'elapsed':
    case 'observed':
      return { ...expr, from: go(expr.from), to: go(expr.to) };
    case 'age':
      return { ...expr, at: go(expr.at) };
    case 'datePart':
      return { ...expr, of: go(expr.of) };
  }
}

/** A pick with its rows mapped. */
export function mapPick(pick: Pick, map: Mapper): Pick {
  return { ...pick, rows: map.rows(pick.rows) };
}

/** The same rows with their direct parts mapped. */
export function mapRows(rows: Rows, map: Mapper): Rows {
  return { ...rows, source: mapSource(rows.source, map), filters: rows.filters.map((filter) => mapFilter(filter, map)) };
}

function mapFilter(filter: Filter, map: Mapper): Filter {
  switch (filter.kind) {
    case 'bound':
      return { ...filter, value: map.expr(filter.value) };
    case 'overlap':
      return { ...filter, from: map.expr(filter.from), to: map.expr(filter.to) };
    case 'where':
      return { ...filter, condition: map.expr(filter.condition) };
  }
}

function mapSource(source: RowSource, map: Mapper): RowSource {
  switch (source.kind) {
    case 'table':
    case 'word':
    case 'cohort':
      return source;
    case 'union':
      return { ...source, parts: source.parts.map((part) => ({ ...part, rows: map.rows(part.rows) })) };
    case 'episodes':
    case 'lines':
      return { ...source, rows: map.rows(source.rows) };
  }
}
