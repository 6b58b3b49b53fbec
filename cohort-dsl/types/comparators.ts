/**
 * Values with a comparator (`<5`): the value is its bound, and a comparison which the bound does not decide is missing.
 * With the true value v below the bound b, `v < x` holds where b ≤ x and is open elsewhere; and so for the other signs.
 */
import { someExpr } from '../plan/children';
import type { Expr as PlanExpr } from '../plan/nodes';
import { booleanLiteral, textLiteral } from './literals';
import type { RowView } from './row-view';
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
    otherwise: comparison,
    type: booleanType,
    means: comparison,
  };
}

/** The comparator of the value that an expression reads, and the value's name, where it reads just one: that of the row, or of a pick. */
function comparatorOf(expr: PlanExpr, row: RowView | null): PlanExpr | null {
  if (expr.kind === 'convert') return expr.factor > 0 ? comparatorOf(expr.value, row) : null;
  if (expr.kind === 'rowColumn' && row && expr.row === row.row && row.comparator && expr.column === row.roles.value) {
    return { kind: 'rowColumn', row: expr.row, column: row.comparator.name, type: row.comparator.type };
  }
  return null;
}

/** The comparison, open where a comparator leaves it so. */
export function withComparator(comparison: Comparison, row: RowView | null): PlanExpr {
  const left = comparatorOf(comparison.left, row);
  if (left && !reads(comparison.right, row)) return guarded(comparison, comparison.left, comparison.right, comparison.op, left);
  const right = comparatorOf(comparison.right, row);
  if (right && !reads(comparison.left, row)) return guarded(comparison, comparison.right, comparison.left, mirrored[comparison.op], right);
  return comparison;
}

function reads(expr: PlanExpr, row: RowView | null): boolean {
  return someExpr(expr, (inner) => inner.kind === 'rowColumn' && inner.row === row?.row && inner.column === row.roles.value);
}
