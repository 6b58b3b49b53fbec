import type { Expr, Pick } from '../plan/expressions';
import { dayNumber, dayOf } from './calendar';
import type { Context } from './context';
import type { EventRow } from './event-row';
import { compareRows, compareValues, mean, median, oneADay, select, spaced } from './rows';
import { finite, normaliseCode, type Value, within64 } from './value';

/** Whether enough rows are there. */
export function rowTruth(expr: Extract<Expr, { kind: 'rowTruth' }>, context: Context): boolean {
  const rows = select(expr.rows, context);
  const dates = rows.flatMap((row) => (row.date === null ? [] : [row.date]));
  let count = rows.length;
  if (expr.spaced) count = spaced(dates, expr.spaced).length;
  else if (expr.distinctDays) count = new Set(dates.map(dayOf)).size;
  if (expr.mode === 'at least') return count >= expr.n;
  if (expr.mode === 'at most') return count <= expr.n;
  return count === expr.n;
}

/** A number about rows: each row once, missing values skipped. */
export function rowNumber(expr: Extract<Expr, { kind: 'rowNumber' }>, context: Context): Value {
  const rows = select(expr.rows, context);
  if (expr.fn === 'count') return BigInt(rows.length);
  const column = expr.column ?? '';
  const values = rows.flatMap((row) => {
    const value = row.values[column] ?? null;
    return value === null ? [] : [value];
  });
  if (expr.fn === 'count distinct')
    return BigInt(new Set(expr.as === 'code' ? values.map((value) => normaliseCode(String(value))) : values).size);
  if (values.length === 0) return null;
  switch (expr.fn) {
    case 'min':
    case 'max': {
      const sign = expr.fn === 'min' ? 1 : -1;
      return values.reduce((best, value) => (sign * compareValues(value, best, expr.type, 1) < 0 ? value : best));
    }
    case 'sum': {
      const integers = values.filter((value) => typeof value === 'bigint');
      if (integers.length < values.length) return finite(values.reduce<number>((sum, value) => sum + Number(value), 0));
      const total = integers.reduce((sum, value) => sum + value, 0n);
      return within64(total, expr.text);
    }
    case 'mean':
      return finite(mean(values.map(Number)));
    case 'median':
      return finite(median(values.map(Number).sort((a, b) => a - b)));
    case 'sd': {
      if (values.length < 2) return null;
      const numbers = values.map(Number);
      const centre = mean(numbers);
      return finite(Math.sqrt(numbers.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (numbers.length - 1)));
    }
  }
}

/** Days that the rows' intervals cover, first and last included, each once. */
export function covered(expr: Extract<Expr, { kind: 'covered' }>, context: Context): bigint | null {
  const cut = expr.cut ? { from: context.date(expr.cut.from), to: context.date(expr.cut.to) } : null;
  const days = new Set<number>();
  for (const row of select(expr.rows, context)) {
    if (row.date === null || row.end === null) continue;
    for (let day = dayNumber(row.date); day <= dayNumber(row.end); day += 1) {
      if (cut === null || (cut.from !== null && cut.to !== null && day >= dayNumber(cut.from) && day <= dayNumber(cut.to))) days.add(day);
    }
  }
  return BigInt(days.size);
}

/** The row a pick chooses, or null. */
export function pickRow(expr: Pick, context: Context): EventRow | null {
  const { columns } = expr.rows.source;
  let rows = select(expr.rows, context);
  if (expr.known) rows = rows.filter((row) => (row.values[expr.column] ?? null) !== null);
  const { by } = expr;
  if (by !== null) rows = rows.filter((row) => (row.values[by] ?? null) !== null);
  rows = oneADay(rows, expr.rows.source);
  const inOrder = [...rows].sort((a, b) => compareRows(a, b, columns, 1));
  switch (expr.which) {
    case 'first':
      return inOrder[0] ?? null;
    case 'nth':
      return inOrder[expr.n - 1] ?? null;
    case 'last':
      return [...rows].sort((a, b) => compareRows(a, b, columns, -1))[0] ?? null;
    case 'highest':
    case 'lowest': {
      const type = columns.find((column) => column.name === by)?.type;
      if (by === null || type === undefined) throw new Error('highest and lowest need a column of the rows');
      const direction = expr.which === 'highest' ? -1 : 1;
      return [...inOrder].sort((a, b) => compareValues(a.values[by] ?? null, b.values[by] ?? null, type, direction))[0] ?? null;
    }
  }
}

/** The column of the row a pick chooses. */
export function pick(expr: Pick, context: Context): Value {
  return pickRow(expr, context)?.values[expr.column] ?? null;
}
