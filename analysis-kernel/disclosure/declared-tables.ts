/** Whether a table is one its cell may give others to see: known by name, with the columns, types and sizes that were declared for it. */
import type { ValueType } from '../frame/column';
import type { TableDeclaration } from '../registry/method';
import type { ResultTable, Value } from '../results/result';

/** Why a table is refused. */
export type TableFault = 'table' | 'column' | 'type' | 'rows' | 'text';

const ATTRITION: readonly (readonly [string, ValueType])[] = [
  ['step', 'integer'],
  ['kind', 'text'],
  ['label', 'text'],
  ['patients', 'integer'],
  ['entries', 'integer'],
  ['removed_patients', 'integer'],
  ['removed_entries', 'integer'],
];

/** Most rows by what a table has to be checked for: a curve has one a time, the others one a term, a level, a test. */
const MOST_ROWS: Readonly<Record<Exclude<TableDeclaration['disclosure']['kind'], 'patient-level'>, number>> = {
  counts: 5000,
  curve: 50_000,
  model: 2000,
  statistic: 2000,
};

const MOST_STEPS = 200;
/** Groups of a query, which the server runs itself before others see it. */
const MOST_GROUPS = 1000;
/** Rows of what code gives, which nobody runs again. */
const MOST_ROWS_OF_CODE = 100;
const MOST_COLUMNS = 200;
const LONGEST_TEXT = 1000;
/** Characters of all criteria of a cohort. */
const LONGEST_ATTRITION = 20_000;
/** Columns of text before the declared ones: the groups a table is given by, and how many of them there may be. */
const MOST_LEADING = 10;
const MOST_LEADING_GROUPS = 200;

/**
 * Of a method's table: what the registry declares; rows of single patients never pass.
 * @param keys names of columns that tell one patient from another, in lower case
 */
export function analysisTableFault(
  declared: readonly TableDeclaration[],
  keys: ReadonlySet<string>,
  name: string,
  table: ResultTable,
): TableFault | null {
  const declaration = declared.find((own) => own.name === name);
  if (!declaration || declaration.disclosure.kind === 'patient-level') return 'table';
  if (table.rows.length > MOST_ROWS[declaration.disclosure.kind]) return 'rows';
  const types = new Map([...declaration.columns, ...(declaration.added ?? [])].map((column) => [column.name, column.type]));
  const first = table.columns.findIndex((column) => types.has(column));
  const leading = first < 0 ? table.columns.length : first;
  if (leading > MOST_LEADING || first < 0) return 'column';
  if (table.columns.slice(0, leading).some((column) => keys.has(column.toLowerCase()))) return 'column';
  const groups = new Set(table.rows.map((row) => JSON.stringify(row.slice(0, leading))));
  if (groups.size > MOST_LEADING_GROUPS) return 'rows';
  for (const [at, column] of table.columns.entries()) {
    const type = at < leading ? 'text' : types.get(column);
    if (type === undefined) return 'column';
    if (type !== table.types[at]) return 'type';
  }
  return valuesFault(table);
}

/** Of a cohort: its attrition alone. */
export function cohortTableFault(name: string, table: ResultTable): TableFault | null {
  if (name !== 'attrition') return 'table';
  if (table.rows.length > MOST_STEPS) return 'rows';
  if (table.columns.length !== ATTRITION.length || ATTRITION.some(([column], at) => table.columns[at] !== column)) return 'column';
  if (ATTRITION.some(([, type], at) => table.types[at] !== type)) return 'type';
  if (JSON.stringify(table.rows).length > LONGEST_ATTRITION) return 'text';
  return valuesFault(table);
}

/**
 * Of a query or of code: one table of groups, whose columns nobody declared.
 * @param keys names of columns that tell one patient from another, in lower case
 */
export function groupsTableFault(kind: 'sql' | 'code', keys: ReadonlySet<string>, name: string, table: ResultTable): TableFault | null {
  if (name !== 'table') return 'table';
  if (table.rows.length > (kind === 'sql' ? MOST_GROUPS : MOST_ROWS_OF_CODE)) return 'rows';
  if (table.columns.some((column) => keys.has(column.toLowerCase()))) return 'column';
  return valuesFault(table);
}

function valuesFault({ columns, types, rows }: ResultTable): TableFault | null {
  if (columns.length !== types.length || columns.length > MOST_COLUMNS || new Set(columns).size < columns.length) return 'column';
  for (const row of rows) {
    if (row.length !== columns.length) return 'column';
    for (const [at, value] of row.entries()) {
      if (typeof value === 'string' && value.length > LONGEST_TEXT) return 'text';
      if (value !== null && !fits(value, types[at])) return 'type';
    }
  }
  return null;
}

function fits(value: Exclude<Value, null>, type: ValueType): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' || value === 'NaN' || value === 'Infinity' || value === '-Infinity';
    case 'integer':
      return typeof value === 'number' ? Number.isInteger(value) : /^-?\d+$/.test(String(value));
    case 'decimal':
      return typeof value === 'number' || /^-?\d+(\.\d+)?$/.test(String(value));
    case 'date':
    case 'datetime':
      return typeof value === 'string' && /^-?\d{4,6}-\d\d-\d\d/.test(value) && value.length <= 40;
    case 'text':
      return typeof value === 'string';
  }
}
