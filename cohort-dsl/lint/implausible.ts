import { type Fix, replaceFix } from '../diagnostics/diagnostic';
import type { Expr, Rows } from '../plan/expressions';
import type { Dictionary } from '../schema/dictionary';
import { usualSpelling } from '../schema/unit-spellings';
import type { CheckedProgram } from '../types/program';
import { unitInSource } from '../types/unit-in-source';
import { type Measure, plausibleUnits } from '../types/units-likely';
import type { Lint } from './lint';
import { everything } from './look';

type Literal = Extract<Expr, { kind: 'literal' }>;

/** A number, and what it is compared with; null where neither side of a comparison is one alone. */
function compared(expr: Expr): { readonly number: Literal; readonly with: Expr } | null {
  if (expr.kind !== 'compare' || expr.left.kind === expr.right.kind) return null;
  if (expr.right.kind === 'literal') return { number: expr.right, with: expr.left };
  return expr.left.kind === 'literal' ? { number: expr.left, with: expr.right } : null;
}

/** What an expression stands for, lets followed. */
function meantBy(program: CheckedProgram, expr: Expr): Expr {
  return expr.kind === 'let' ? meantBy(program, program.letValue(expr.id)) : expr;
}

/** What values of a column of some rows are measured in: of the one item they are of, else of the column. */
function measureOf({ tables }: Dictionary, expr: Expr, rowsOf: ReadonlyMap<number, Rows>): Measure | null {
  const rows = expr.kind === 'rowColumn' ? rowsOf.get(expr.row) : expr.kind === 'pick' || expr.kind === 'rowNumber' ? expr.rows : undefined;
  const isSpread = expr.kind === 'rowNumber' && ['count', 'count distinct', 'sum', 'sd'].includes(expr.fn);
  if (rows?.source.kind !== 'table' || !('column' in expr) || isSpread) return null;
  const { table, items } = rows.source;
  const found = tables.find(({ name }) => name === table);
  const column = found?.columns.find(({ name }) => name === expr.column);
  if (column?.role !== 'value') return column ?? null;
  const [item, ...more] = found?.items.filter(({ name }) => items?.names.includes(name)) ?? [];
  return item && more.length === 0 ? item : null;
}

/** `lab(creatinine) where value > 90 mg/dL`: a number that no plausible value comes near was meant in another unit more often than not. */
export const implausible: Lint = (program, warn) => {
  const { exprs, rows } = everything(program);
  const rowsOf = new Map(rows.map((one) => [one.row, one]));
  for (const expr of exprs) {
    const pair = compared(expr);
    const span = pair ? program.spanOf(pair.number) : null;
    const measure = pair ? measureOf(program.dictionary, meantBy(program, pair.with), rowsOf) : null;
    if (!pair || !span || !measure?.plausible || measure.unit === null || pair.number.type.unit !== measure.unit) continue;
    const [low, high] = measure.plausible;
    const isPlausible = (one: number): boolean => low <= one && one <= high;
    if (isPlausible(Number(pair.number.value))) continue;
    const number = program.text(span);
    const bare = /^\d+(?:\.\d+)?/.exec(number)?.[0];
    // Where the number is plausible in the usual unit, another was typed by mistake.
    const count = Number(bare);
    const units = bare === undefined ? [] : isPlausible(count) ? [measure.unit] : plausibleUnits(count, measure);
    const fixes = units.map((unit): Fix => {
      const text = `${bare} ${unitInSource(unit)}`;
      return replaceFix(span, text, { en: `write \`${text}\``, zh: `写作 \`${text}\`` });
    });
    warn('lint-implausible', span, { number, low, high, unit: usualSpelling(measure.unit) }, fixes.slice(0, 2));
  }
};
