/** Tables of a dictionary's source, and the roles of their columns. */
import type { Centre, Column, ColumnRole, ColumnType, Table } from './dictionary';
import { columnRoles, readColumn, readCoverage, readItem, sameDayRules } from './read-column';
import type { SourceReader } from './source-reader';

/** What the tables of one dictionary share. */
export interface TableContext {
  /** The patient table's key column and its type. */
  readonly key: string;
  readonly keyType: 'integer' | 'text';
  readonly centres: readonly Centre[];
}

const tableRoles = ['patient', 'observation', 'event'] as const;
const assignable = columnRoles.filter((role) => role !== 'key');
const tableKeys = ['role', 'key', 'label', 'description', 'columns', 'items', 'same_day', 'coverage', ...assignable];

/** Words of the language that mean the table's role column; a column of that name may hold no other role. */
const reservedRoles: readonly ColumnRole[] = ['date', 'end', 'item', 'value', 'code'];

const typesOfRole: Partial<Record<ColumnRole, readonly ColumnType[]>> = {
  birth: ['date'],
  death: ['date', 'datetime'],
  date: ['date', 'datetime'],
  end: ['date', 'datetime'],
  centre: ['category', 'text', 'integer'],
  item: ['category'],
  unit: ['text', 'category'],
  comparator: ['text', 'category'],
  code: ['code'],
};

/** Writes the roles given at the table (`date: start_date`) and by name (a column called `date`) into the columns. */
function assignRoles(reader: SourceReader, path: string, source: Readonly<Record<string, unknown>>, columns: readonly Column[]): Column[] {
  const role = new Map<string, ColumnRole>();
  for (const column of columns) if (column.role !== null) role.set(column.name, column.role);
  for (const wanted of assignable) {
    const name = reader.text(`${path}.${wanted}`, source[wanted]);
    if (name === null) continue;
    if (!columns.some((column) => column.name === name)) {
      const known = columns.map((column) => column.name);
      reader.fault(
        `${path}.${wanted}`,
        `${path}.${wanted} names the column "${name}", which the table does not have; it has ${known.join(', ')}.`,
        `${path}.${wanted} 指向列“${name}”，但该表没有此列；现有：${known.join('、')}。`,
      );
      continue;
    }
    const other = role.get(name);
    if (other !== undefined && other !== wanted) {
      reader.fault(
        `${path}.${wanted}`,
        `${path}: the column "${name}" cannot be both ${other} and ${wanted}.`,
        `${path}：列“${name}”不能同时为 ${other} 和 ${wanted}。`,
      );
    }
    role.set(name, wanted);
  }
  for (const word of reservedRoles) {
    const named = columns.find((column) => column.name === word);
    const held = [...role].find(([, held]) => held === word)?.[0];
    const fits = named !== undefined && (typesOfRole[word]?.includes(named.type) ?? true);
    if (named && !role.has(word) && held === undefined && fits) role.set(word, word);
  }
  return columns.map((column) => ({ ...column, role: role.get(column.name) ?? null }));
}

function checkRoles(reader: SourceReader, path: string, table: Table): void {
  const seen = new Map<ColumnRole, string>();
  for (const { name, role, type } of table.columns) {
    const at = `${path}.columns.${name}`;
    if ((reservedRoles as readonly string[]).includes(name) && role !== null && role !== name) {
      reader.fault(
        at,
        `${at} holds the role ${role}, but in a program "${name}" means the column of role ${name}: rename the column.`,
        `${at} 的角色是 ${role}，但程序中“${name}”指角色为 ${name} 的列：请改列名。`,
      );
    }
    if (role === null) {
      if ((reservedRoles as readonly string[]).includes(name)) {
        const other = table.columns.find((column) => column.role === name);
        if (other) {
          reader.fault(
            at,
            `${at}: in a program "${name}" means the column "${other.name}", which holds that role; rename this column.`,
            `${at}：程序中“${name}”指承担该角色的列“${other.name}”；请为此列改名。`,
          );
        }
      }
      continue;
    }
    const first = seen.get(role);
    if (first !== undefined) {
      reader.fault(
        at,
        `${path}: "${first}" and "${name}" both hold the role ${role}.`,
        `${path}：“${first}”和“${name}”都承担角色 ${role}。`,
      );
    }
    seen.set(role, name);
    const types = typesOfRole[role];
    if (types && !types.includes(type) && !reader.hasFault(`${at}.type`)) {
      reader.fault(
        at,
        `${at}: the role ${role} needs type ${types.join(' or ')}, not ${type}.`,
        `${at}：角色 ${role} 要求类型 ${types.join(' 或 ')}，而不是 ${type}。`,
      );
    }
    const patientRole = role === 'birth' || role === 'death' || role === 'centre';
    if (patientRole && table.role !== 'patient') {
      reader.fault(at, `${at}: the role ${role} belongs to the patient table.`, `${at}：角色 ${role} 只属于患者表。`);
    }
  }
  const needs = (role: ColumnRole) => {
    if (seen.has(role) || reader.hasFault(`${path}.${role}`)) return;
    reader.fault(path, `${path} needs a column with the role ${role}.`, `${path} 需要一个角色为 ${role} 的列。`);
  };
  if (table.role === 'observation') for (const role of ['date', 'end'] as const) needs(role);
  if (table.items.length > 0) for (const role of ['item', 'value'] as const) needs(role);
}

/** An item column's values are the items; a centre column's, where none are written, the centres. */
function withImpliedValues(column: Column, table: Pick<Table, 'items'>, centres: readonly Centre[]): Column {
  if (column.role === 'item') return { ...column, values: table.items.map(({ name, label }) => ({ key: name, label })) };
  if (column.role === 'centre' && column.values === null && centres.length > 0) {
    return { ...column, values: centres.map(({ key, label }) => ({ key, label })) };
  }
  return column;
}

function keyColumn(name: string, type: 'integer' | 'text'): Column {
  return {
    name,
    type,
    label: { en: 'Patient', zh: '患者' },
    role: 'key',
    unit: null,
    molarMass: null,
    values: null,
    ordered: false,
    system: null,
    precision: null,
    plausible: null,
    level: null,
    genetic: false,
    synonyms: [],
    rule: null,
  };
}

/**
 * One table of a dictionary's source with its columns' roles, wherever they were given: at the column, at the table, or by a column's name.
 * Its key column comes first. Faults go to the reader.
 */
export function readTable(reader: SourceReader, name: string, value: unknown, context: TableContext): Table {
  const path = `tables.${name}`;
  reader.name(path, name);
  const source = reader.object(path, value, tableKeys);
  const role = reader.choice(`${path}.role`, source.role, tableRoles) ?? 'event';
  const key = reader.text(`${path}.key`, source.key) ?? context.key;
  const columnSource = source.columns === undefined ? {} : reader.object(`${path}.columns`, source.columns, null);
  const written = Object.entries(columnSource).map(([column, body]) => readColumn(reader, `${path}.columns.${column}`, column, body));
  const itemSource = source.items === undefined ? {} : reader.object(`${path}.items`, source.items, null);
  const items = Object.entries(itemSource).map(([item, body]) => readItem(reader, `${path}.items.${item}`, item, body));
  const others = written.filter((column) => column.name !== key);
  const own = written.find((column) => column.name === key);
  const keyed: Column = own ? { ...own, type: context.keyType, role: 'key' } : keyColumn(key, context.keyType);
  const columns = [
    keyed,
    ...assignRoles(reader, path, source, others).map((column) => withImpliedValues(column, { items }, context.centres)),
  ];
  const table: Table = {
    name,
    role,
    label: reader.localised(`${path}.label`, source.label) ?? { en: name, zh: name },
    description: reader.localised(`${path}.description`, source.description),
    key,
    columns,
    items,
    sameDay: reader.choice(`${path}.same_day`, source.same_day, sameDayRules),
    coverage: readCoverage(reader, `${path}.coverage`, source.coverage),
  };
  checkRoles(reader, path, table);
  checkNames(reader, path, table);
  return table;
}

/** Column names are unique without regard to case, as SQL reads them. */
function checkNames(reader: SourceReader, path: string, table: Table): void {
  const seen = new Map<string, string>();
  for (const { name } of table.columns) {
    const folded = name.toLowerCase();
    const first = seen.get(folded);
    if (first !== undefined) {
      const at = `${path}.columns.${name}`;
      reader.fault(
        at,
        `${path}: the columns "${first}" and "${name}" differ only in case.`,
        `${path}：列“${first}”与“${name}”仅大小写不同。`,
      );
    }
    seen.set(folded, name);
  }
}
