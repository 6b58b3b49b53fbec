/**
 * Values with a comparator (`<5`): the value is its bound, and a comparison which the bound does not decide is missing.
 * With the true value v below the bound b, `v < x` holds where b ≤ x and is open elsewhere; and so for the other signs.
 */
import type { Filter, Expr as PlanExpr } from '../plan/expressions';
import { columnOfRole } from '../schema/dictionary';
import type { Check } from './check';
import { booleanLiteral, textLiteral } from './literals';
import { columnType, type RowView } from './row-view';
import { booleanType, textType } from './value-type';

type Op = Extract<PlanExpr, { kind: 'compare' }>['op'];
type Comparison = Extract<PlanExpr, { kind: 'compare' }>;
type Sign = '<' | '<=' | '>' | '>=';

const mirrored: Readonly<Record<Op, Op>> = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** For a value beyond its bound in a direction: the test on the bound that decides the comparison, and the answer it gives. */
const decided: Readonly<Record<Sign, Readonly<Record<Op, readonly [test: Op, answer: boolean]>>>> = {
  '<': { '<': ['<=', true], '<=': ['<=', true], '>': ['<=', false], '>=': ['<=', false], '=': ['<=', false], '!=': ['<=', true] },
  '<=': { '<': ['<', true], '<=': ['<=', true], '>': ['<=', false], '>=': ['<', false], '=': ['<', false], '!=': ['<', true] },
  '>': { '>': ['>=', true], '>=': ['>=', true], '<': ['>=', false], '<=': ['>=', false], '=': ['>=', false], '!=': ['>=', true] },
  '>=': { '>': ['>', true], '>=': ['>=', true], '<': ['>=', false], '<=': ['>', false], '=': ['>', false], '!=': ['>', true] },
};

const signs: readonly Sign[] = ['<', '<=', '>', '>='];

function isSign(comparator: PlanExpr, sign: readonly Sign[]): PlanExpr {
  const value: PlanExpr = { ...comparator, type: textType };
  return { kind: 'inList', value, members: sign.map(textLiteral), as: 'value', type: booleanType };
}

/** `comparison` as written; `value op other` as it is worked out. */
function guarded(comparison: Comparison, value: PlanExpr, other: PlanExpr, op: Op, comparator: PlanExpr): PlanExpr {
  const branches = signs.map((sign) => {
    const [test, answer] = decided[sign][op];
    const bound: PlanExpr = { kind: 'compare', op: test, left: value, right: other, as: 'value', type: booleanType };
    // biome-ignore lint/suspicious/noThenProperty: the word of the language
    return { when: { kind: 'and' as const, args: [isSign(comparator, [sign]), bound], type: booleanType }, then: booleanLiteral(answer) };
  });
  const open: PlanExpr = { kind: 'literal', value: null, type: booleanType };
  return {
    kind: 'case',
    // biome-ignore lint/suspicious/noThenProperty: the word of the language
    branches: [...branches, { when: isSign(comparator, signs), then: open }],
    otherwise: { kind: 'compare', op, left: value, right: other, as: 'value', type: booleanType },
    type: booleanType,
    means: comparison,
  };
}

type ReadPick = Extract<PlanExpr, { kind: 'pick' }>;

/** The comparator of the value that an expression reads, where it reads one value: that of the row, of a pick, or of a name for either. */
function comparatorOf(check: Check, expr: PlanExpr, row: RowView | null): PlanExpr | null {
  switch (expr.kind) {
    case 'convert':
      return expr.factor > 0 ? comparatorOf(check, expr.value, row) : null;
    case 'rowColumn':
      if (expr.row !== row?.row || !row.comparator || expr.column !== row.roles.value) return null;
      return { kind: 'rowColumn', row: expr.row, column: row.comparator.name, type: row.comparator.type };
    case 'pick':
      return comparatorOfPick(check, expr);
    case 'let':
    case 'variable': {
      const named = expr.kind === 'let' ? check.letValue(expr.id).checked : check.variableValue(expr.id);
      return named.kind === 'value' && named.expr.kind !== 'rowColumn' ? comparatorOf(check, named.expr, null) : null;
    }
    default:
      return null;
  }
}

/** The comparator of the very row whose value is picked. */
function comparatorOfPick(check: Check, pick: ReadPick): PlanExpr | null {
  const { source } = pick.rows;
  const table = source.kind === 'table' ? check.dictionary.tables.find((one) => one.name === source.table) : undefined;
  const value = table && columnOfRole(table, 'value');
  const comparator = table && columnOfRole(table, 'comparator');
  if (!value || !comparator || pick.column !== value.name) return null;
  const read: PlanExpr = { kind: 'rowColumn', row: pick.rows.row, column: value.name, type: pick.type };
  const missing: PlanExpr = { kind: 'isMissing', value: read, type: booleanType };
  const known: Filter = { kind: 'where', condition: { kind: 'not', value: missing, type: booleanType } };
  const rows = pick.known ? check.sameSpan({ ...pick.rows, filters: [...pick.rows.filters, known] }, pick.rows) : pick.rows;
  return check.bind(pick, { ...pick, rows, column: comparator.name, known: false, type: columnType(comparator, table) });
}

/** The comparison, open where a comparator leaves it so. */
export function withComparator(check: Check, comparison: Comparison, row: RowView | null): PlanExpr {
  if (comparison.as !== 'value') return comparison;
  const left = comparatorOf(check, comparison.left, row);
  const right = comparatorOf(check, comparison.right, row);
  if (left && !right) return guarded(comparison, once(check, comparison.left), comparison.right, comparison.op, left);
  if (right && !left) return guarded(comparison, once(check, comparison.right), comparison.left, mirrored[comparison.op], right);
  return comparison;
}

/** A pick that is asked several times is given a name. */
function once(check: Check, expr: PlanExpr): PlanExpr {
  return expr.kind === 'pick' ? check.bind(expr, expr) : expr;
}
