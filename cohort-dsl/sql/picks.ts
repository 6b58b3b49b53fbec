/** One row for each patient or entry: first, last, nth, highest, lowest. */
import type { Pick } from '../plan/expressions';
import { type Level, type Printing, part, type RowSet, typeOf } from './context';
import type { OrderKey, Sql } from './dialects/dialect';
import { chronological, comparable } from './order';
import { findRows } from './rows';
import { representDays, ruleOf } from './same-day';
import { as, from, kept, type Part, select } from './tree';

export interface Output {
  /** Name in the result. */
  readonly name: string;
  /** Column of the row. */
  readonly column: string;
}

/** A relation (id, outputs) with the picked row of each row of the level that has one. */
export function pickedRow(printing: Printing, level: Level, pick: Pick, outputs: readonly Output[]): Part {
  const { dialect } = printing;
  const found = dated(findRows(printing, level, pick.rows));
  const { set, keys: order, shortened } = arrange(printing, pick, found, outputs);
  const keys = deciding(set, order, outputs);
  const known = pick.known && !shortened ? [pick.column] : [];
  const needed = pick.by === null ? known : [...known, pick.by];
  const conditions = [...set.where, ...needed.filter((name) => name !== set.source.date).map((name) => `${set.column(name)} IS NOT NULL`)];
  const chosen = (value: Sql): Sql => (pick.which === 'nth' ? dialect.nthBy(value, keys, pick.n) : dialect.firstBy(value, keys));
  const rest = { from: set.from, where: conditions, groupBy: ['1'] };
  const { quote } = dialect;
  if (outputs.length === 1) {
    const [{ name, column }] = outputs;
    const value = onlyDay(pick, set, column)
      ? `${pick.which === 'first' ? 'min' : 'max'}(${set.column(column)})`
      : chosen(set.column(column));
    return part(printing, select([as(set.owner, 'id'), as(value, quote(name))], rest));
  }
  const packed = dialect.pack(outputs.map(({ name, column }) => ({ name, sql: set.column(column) })));
  const rows = part(printing, select([as(set.owner, 'id'), as(chosen(packed), 'chosen')], rest));
  const names = outputs.map((own) => own.name);
  const unpacked = names.map((name) => as(dialect.unpack('chosen', names, name), quote(name)));
  return part(printing, select([...kept('id'), ...unpacked], { from: from(rows) }));
}

/** The order up to the last column given back: rows equal so far give the same. */
function deciding(set: RowSet, order: readonly OrderKey[], outputs: readonly Output[]): readonly OrderKey[] {
  const places = outputs.map(({ column }) => order.findIndex((key) => key.sql === set.column(column)));
  return places.includes(-1) ? order : order.slice(0, Math.max(...places) + 1);
}

/** Rows without a date are never picked. */
export function dated(found: RowSet): RowSet {
  return found.source.date === null ? found : { ...found, where: [...found.where, `${found.column(found.source.date)} IS NOT NULL`] };
}

/** The day of the first or last row does not depend on which row of the day is taken. */
function onlyDay(pick: Pick, set: RowSet, column: string): boolean {
  return (pick.which === 'first' || pick.which === 'last') && column === set.source.date && typeOf(set.source, column).base === 'date';
}

interface Arranged {
  readonly set: RowSet;
  readonly keys: readonly OrderKey[];
  /** True where rows without the wanted column were left out already. */
  readonly shortened: boolean;
}

/** Puts rows in order, the rows of a day first made one where the table has a rule for it. */
function arrange(printing: Printing, pick: Pick, found: RowSet, outputs: readonly Output[]): Arranged {
  const { source } = found;
  const rule = source.kind === 'table' && source.sameDay ? ruleOf(source, source.sameDay) : null;
  if (source.kind !== 'table' || !source.sameDay || rule === null)
    return { set: found, keys: orderOf(printing, pick, found), shortened: false };
  if (outputs.every(({ column }) => onlyDay(pick, found, column)) && (!pick.known || pick.column === source.date)) {
    return { set: found, keys: [], shortened: true };
  }
  const one = outputs.length === 1 && outputs[0].column === source.sameDay.value && pick.column === source.sameDay.value && pick.known;
  if (rule === 'last' && one && (pick.which === 'first' || pick.which === 'last')) {
    // The last known value of the first or last day that has one: no day needs to be put together.
    const set = { ...found, where: [...found.where, `${found.column(source.sameDay.value)} IS NOT NULL`] };
    const day = printing.dialect.dates.day(set.column(source.date ?? ''), typeOf(source, source.date ?? '').base);
    const keys = chronological(printing, set, true);
    return { set, keys: pick.which === 'last' ? keys : [{ sql: day, descending: false }, ...keys], shortened: true };
  }
  const set = representDays(printing, found, source, source.sameDay);
  return { set, keys: orderOf(printing, pick, set), shortened: false };
}

function orderOf(printing: Printing, pick: Pick, set: RowSet): readonly OrderKey[] {
  switch (pick.which) {
    case 'first':
    case 'nth':
      return chronological(printing, set, false);
    case 'last':
      return chronological(printing, set, true);
    case 'highest':
    case 'lowest':
      return [
        { sql: comparable(printing, set, pick.by ?? ''), descending: pick.which === 'highest' },
        ...chronological(printing, set, false),
      ];
  }
}
