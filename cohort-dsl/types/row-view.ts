/** A row of an event table as names see it: its columns by role word and by name. */
import type { Duration, RowSource, Rows, ValueType } from '../plan/expressions';
import type { Column, Item, Table } from '../schema/dictionary';
import { columnOfRole } from '../schema/dictionary';
import { usualSpelling } from '../schema/unit-spellings';
import type { Localised } from '../source/localised';
import type { Span } from '../syntax/ast';
import { categoryOf, codeOf, dateType, numberOf } from './value-type';

export interface RowColumnView {
  readonly name: string;
  readonly type: ValueType;
  readonly molarMass: number | null;
  /** Values of several units: to be used only for one item. */
  readonly mixedUnits: boolean;
}

export interface RowView {
  /** Number by which the plan names the row. */
  readonly row: number;
  /** As written, for messages. */
  readonly name: string;
  readonly source: RowSource;
  readonly columns: readonly RowColumnView[];
  /** Physical names of the role words that the source has. */
  readonly roles: Readonly<Partial<Record<RoleWord, string>>>;
  /** Columns that all parts of a union have, each with what they have there (units, types) where that differs. */
  readonly differing?: ReadonlyMap<string, readonly Localised[]>;
  /** The column that says of a value that it is a bound (`<5`). */
  readonly comparator: RowColumnView | null;
}

export type RoleWord = 'date' | 'end' | 'item' | 'value' | 'code';
export const roleWords: readonly RoleWord[] = ['date', 'end', 'item', 'value', 'code'];

export interface CheckedRows {
  readonly rows: Rows;
  readonly view: RowView;
  readonly by: { readonly column: RowColumnView; readonly span: Span } | null;
  readonly spaced: { readonly duration: Duration; readonly span: Span } | null;
  readonly span: Span;
}

/** The value type of a dictionary column; an item column without listed keys has the items' names. */
export function columnType(column: Column, table: Table): ValueType {
  switch (column.type) {
    case 'category': {
      const keys = column.values?.map((value) => value.key) ?? (column.role === 'item' ? table.items.map((item) => item.name) : []);
      return categoryOf(keys, column.ordered);
    }
    case 'code':
      return codeOf(column.system ?? '');
    case 'integer':
      return { ...numberOf(column.unit), base: 'integer' };
    case 'number':
      return numberOf(column.unit);
    default:
      return { base: column.type, unit: null, category: null, system: null };
  }
}

/** The names that may stand in `TABLE(item)`: the table's items, or the keys of its item column. */
export function itemNames(table: Table): readonly string[] {
  if (table.items.length > 0) return table.items.map((item) => item.name);
  return columnOfRole(table, 'item')?.values?.map((value) => value.key) ?? [];
}

/** Each item with its unit, for messages. */
export function unitsOf(items: readonly Item[]): readonly string[] {
  return items.map(({ name, unit }) => `${name}: ${usualSpelling(unit ?? '1')}`);
}

function one<T>(values: readonly T[]): T | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}

/** The column's unit for the items in question: theirs where they have one in common. */
function rowColumn(column: Column, table: Table, items: readonly Item[]): RowColumnView {
  const type = columnType(column, table);
  const base = { name: column.name, type, molarMass: column.molarMass, mixedUnits: false };
  if (column.role !== 'value' || items.length === 0 || (column.type !== 'number' && column.type !== 'integer')) return base;
  const unit = one(items.map((item) => item.unit));
  const molarMass = one(items.map((item) => item.molarMass)) ?? null;
  return unit === undefined ? { ...base, mixedUnits: true } : { ...base, type: { ...type, unit }, molarMass };
}

function sameDayOf(table: Table, names: readonly string[] | null): Extract<RowSource, { kind: 'table' }>['sameDay'] {
  const value = columnOfRole(table, 'value')?.name;
  if (value === undefined) return null;
  const item = columnOfRole(table, 'item')?.name ?? null;
  if (item === null) return table.sameDay === null ? null : { value, item, rules: [{ item: null, rule: table.sameDay }] };
  const rules = table.items
    .filter((candidate) => names === null || names.includes(candidate.name))
    .flatMap((candidate) => {
      const rule = candidate.sameDay ?? table.sameDay;
      return rule === null ? [] : [{ item: candidate.name, rule }];
    });
  return rules.length === 0 ? null : { value, item, rules };
}

/** What a table's rows look like, by the items that were named. */
const shapes = new WeakMap<Table, Map<string, Omit<RowView, 'row' | 'name'>>>();

/** The view of a table's rows; `items` null where none were named. */
export function tableView(row: number, table: Table, items: readonly string[] | null, name: string): RowView {
  const known = shapes.get(table) ?? new Map<string, Omit<RowView, 'row' | 'name'>>();
  shapes.set(table, known);
  const key = JSON.stringify(items);
  const shape = known.get(key) ?? shapeOf(table, items);
  known.set(key, shape);
  return { row, name, ...shape };
}

function shapeOf(table: Table, items: readonly string[] | null): Omit<RowView, 'row' | 'name'> {
  const chosen = table.items.filter((item) => items === null || items.includes(item.name));
  const columns = table.columns.filter((column) => column.role !== 'key').map((column) => rowColumn(column, table, chosen));
  const comparator = columnOfRole(table, 'comparator')?.name;
  const itemColumn = columnOfRole(table, 'item')?.name;
  const roles: Partial<Record<RoleWord, string>> = {};
  for (const word of roleWords) {
    const column = columnOfRole(table, word)?.name;
    if (column !== undefined) roles[word] = column;
  }
  return {
    columns,
    roles,
    comparator: columns.find((column) => column.name === comparator) ?? null,
    source: {
      kind: 'table',
      table: table.name,
      key: table.key,
      date: roles.date ?? null,
      end: roles.end ?? null,
      columns: columns.map((column) => ({ name: column.name, type: column.type })),
      items: items !== null && itemColumn !== undefined ? { column: itemColumn, names: [...new Set(items)].sort() } : null,
      sameDay: sameDayOf(table, items),
    },
  };
}

const planWords = {
  birth: 'birth',
  death: 'death',
  'start of observation': 'observationStart',
  'end of observation': 'observationEnd',
} as const;

/** `birth`, `death`, start or end of observation as one row with a date. */
export function wordView(row: number, word: keyof typeof planWords): RowView {
  const date = { name: 'date', type: dateType };
  return {
    row,
    name: word,
    columns: [{ ...date, molarMass: null, mixedUnits: false }],
    roles: { date: 'date' },
    comparator: null,
    source: { kind: 'word', word: planWords[word], date: 'date', columns: [date] },
  };
}

/** The column a name stands for: a role word first, unless it is quoted and a column has that very name. */
export function findColumn(view: RowView, name: string, quoted = false): RowColumnView | null {
  const byName = view.columns.find((column) => column.name === name) ?? null;
  if (quoted && byName) return byName;
  const role = (view.roles as Readonly<Record<string, string | undefined>>)[name];
  if (role !== undefined) return view.columns.find((column) => column.name === role) ?? null;
  return byName;
}

/** Every name the row answers to, for suggestions. */
export function columnNames(view: RowView): readonly string[] {
  return [...new Set([...Object.keys(view.roles), ...view.columns.map((column) => column.name)])];
}
