import type { Expr } from '../plan/expressions';
import { rowsOfIndex } from '../types/index-clause';
import type { CheckedProgram } from '../types/program';
import type { Lint } from './lint';
import { type Criterion, criteriaOf, exprsWithin, meaning } from './look';

/** A criterion written twice, or one that includes whom another excludes. */
export const repeatedCriteria: Lint = (program, warn) => {
  const alike = new Map<string, Criterion[]>();
  for (const criterion of criteriaOf(program)) {
    const outline = outlineOf(exprsWithin(program, criterion.condition));
    const earlier = alike.get(outline) ?? [];
    alike.set(outline, earlier);
    const { kind, condition, span } = criterion;
    const other = earlier.find((one) => meaning(program, one.condition) === meaning(program, condition));
    if (!other) earlier.push(criterion);
    else if (other.kind === kind) warn('lint-criteria-duplicated', span, { text: other.text });
    else warn('lint-criteria-contradictory', span, { text: other.text });
  }
};

/** What expressions are made of, in short: what means the same has the same outline. */
function outlineOf(exprs: readonly Expr[]): string {
  return exprs.map((expr) => (expr.kind === 'literal' ? `${expr.value}` : expr.kind)).join(' ');
}

const data: ReadonlySet<Expr['kind']> = new Set([
  'entry',
  'indexColumn',
  'patientColumn',
  'patientDate',
  'observation',
  'rowColumn',
  'rowTruth',
  'rowNumber',
  'pick',
  'age',
  'observed',
  'inCohort',
]);

/** A criterion that depends on no data. */
export const constantCriterion: Lint = (program, warn) => {
  for (const { condition, span, text } of criteriaOf(program)) {
    if (!exprsWithin(program, condition).some((expr) => data.has(expr.kind))) warn('lint-constant', span, { text });
  }
};

/** Counts that always or never hold: `at least 0`, `at least 4 of` three conditions. */
export const decidedCounts: Lint = (program, warn) => {
  for (const { condition } of criteriaOf(program)) {
    for (const expr of exprsWithin(program, condition)) {
      const answer = expr.kind === 'rowTruth' ? decidedRows(expr) : expr.kind === 'quantifier' ? decidedConditions(expr) : null;
      const span = answer === null ? null : program.spanOf(expr);
      if (span && answer !== null) warn('lint-always', span, { text: program.text(span), answer });
    }
  }
};

function decidedRows(expr: Extract<Expr, { kind: 'rowTruth' }>): boolean | null {
  return expr.mode === 'at least' && expr.n === 0 ? true : null;
}

function decidedConditions(expr: Extract<Expr, { kind: 'quantifier' }>): boolean | null {
  const most = expr.args.length;
  if (expr.mode === 'at least') return expr.n === 0 ? true : expr.n > most ? false : null;
  if (expr.mode === 'at most') return expr.n >= most ? true : null;
  return expr.n > most ? false : null;
}

type Comparison = Extract<Expr, { kind: 'compare' }>;

function limit(expr: Comparison, lower: boolean): string | number | null {
  const ops: readonly string[] = lower ? ['>', '>='] : ['<', '<='];
  if (!ops.includes(expr.op) || expr.right.kind !== 'literal' || typeof expr.right.value === 'boolean') return null;
  const { value, type } = expr.right;
  return type.base === 'integer' && value !== null ? Number(value) : value;
}

/** `between 65 and 18`: a lower bound above the upper one on the same value. */
export const emptyRanges: Lint = (program, warn) => {
  const exprs = [
    ...criteriaOf(program).map(({ condition }) => condition),
    ...program.variables.map(({ value }) => value),
    ...indexConditions(program),
  ];
  for (const whole of exprs) {
    for (const expr of exprsWithin(program, whole)) {
      if (expr.kind !== 'and') continue;
      const parts = expr.args.flatMap((arg) =>
        arg.kind === 'compare' ? [arg] : arg.kind === 'case' && arg.means?.kind === 'compare' ? [arg.means] : [],
      );
      const empty = parts.some((low) => parts.some((high) => isEmpty(program, low, high)));
      const span = empty ? program.spanOf(expr) : null;
      if (span) warn('lint-range-empty', span, { text: program.text(span) });
    }
  }
};

function isEmpty(program: CheckedProgram, low: Comparison, high: Comparison): boolean {
  const from = limit(low, true);
  const to = limit(high, false);
  if (
    from === null ||
    to === null ||
    typeof from !== typeof to ||
    low.as === 'rank' ||
    meaning(program, low.left) !== meaning(program, high.left)
  )
    return false;
  return from > to || (from === to && (low.op === '>' || high.op === '<'));
}

function indexConditions(program: CheckedProgram): readonly Expr[] {
  return rowsOfIndex(program.index).flatMap((rows) =>
    rows.filters.flatMap((filter) => (filter.kind === 'where' ? [filter.condition] : [])),
  );
}
