/**
 * Tables as a manual prints them: blocks apart by a blank line, each a heading (table name, columns) and a row a line.
 * The first column of every row is the patient; `-` is missing; `""` is the empty text.
 */
import type { Row, Value } from '@/cohort-dsl/reference/value';
import type { Column, Dictionary } from '@/cohort-dsl/schema/dictionary';

export type Tables = Readonly<Record<string, readonly Row[]>>;

function cell(text: string, column: Column): Value {
  if (text === '-') return null;
  switch (column.type) {
    case 'integer':
      return BigInt(text);
    case 'number':
      return Number(text);
    case 'boolean':
      return text === 'true';
    case 'datetime':
      return `${text}T00:00:00`.slice(0, 10) + (text.length > 10 ? `${text}:00`.slice(10, 19) : 'T00:00:00');
    default:
      return text === '""' ? '' : text;
  }
}

function blockRows(name: string, lines: readonly string[], dictionary: Dictionary): Row[] {
  const table = dictionary.tables.find((one) => one.name === name);
  if (!table) throw new Error(`no table ${name}`);
  const [heading, ...rows] = lines.map((line) => line.trim().split(/\s+/));
  const columns = [table.key, ...heading.slice(1)].map((column) => {
    const found = table.columns.find((one) => one.name === column);
    if (!found) throw new Error(`no column ${column} in ${name}`);
    return found;
  });
  return rows.map((cells) => {
    if (cells.length > columns.length) throw new Error(`too many cells: ${cells.join(' ')}`);
    const given = new Map(columns.map((column, at) => [column.name, cell(cells[at] ?? '-', column)]));
    return Object.fromEntries(table.columns.map((column) => [column.name, given.get(column.name) ?? null]));
  });
}

/**
 * Rows of every table of the dictionary. Without a patient table there is patient 1; without observation rows everybody is observed
 * from 2000 to 2024.
 */
export function readTables(text: string, dictionary: Dictionary): Tables {
  const blocks = text
    .split(/\n\s*\n/)
    .map((block) => block.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0);
  const given = new Map(
    blocks.map((lines) => {
      const name = lines[0].trim().split(/\s+/)[0];
      return [name, blockRows(name, lines, dictionary)] as const;
    }),
  );
  const patient = dictionary.tables.find((table) => table.role === 'patient');
  if (!patient) throw new Error('a dictionary has a patient table');
  const nobody = Object.fromEntries(patient.columns.map((column) => [column.name, null]));
  const patients = given.get(patient.name) ?? [{ ...nobody, [patient.key]: dictionary.keyType === 'text' ? '1' : 1n }];
  return Object.fromEntries(
    dictionary.tables.map((table): [string, readonly Row[]] => {
      if (table === patient) return [table.name, patients];
      const rows = given.get(table.name);
      if (rows || table.role !== 'observation') return [table.name, rows ?? []];
      const role = (name: string) => table.columns.find((column) => column.role === name)?.name ?? name;
      const always = { [role('date')]: '2000-01-01', [role('end')]: '2024-12-31' };
      return [table.name, patients.map((row) => ({ [table.key]: row[patient.key], ...always }))];
    }),
  );
}
