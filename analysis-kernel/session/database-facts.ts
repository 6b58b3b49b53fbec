/** What a notebook needs to know of the tables that are there before any cell runs. */
import type { Dictionary, Column as DictionaryColumn } from '@/cohort-dsl/schema/dictionary';
import type { DatabaseFacts } from '../cells/context';
import type { TableMeta } from '../cells/outcome';
import type { ColumnMeta } from '../frame/column';

/** Facts of a release: its tables, and of each column what the dictionary says. */
export function releaseFacts(dictionary: Dictionary, extract = `${dictionary.database}@${dictionary.release}`): DatabaseFacts {
  const meta = new Map<string, TableMeta>();
  for (const table of dictionary.tables) meta.set(table.name, new Map(table.columns.map((column) => [column.name, columnMetaOf(column)])));
  return { extract, dictionary, tables: dictionary.tables.map((table) => table.name), meta };
}

/** The facts with tables from files added; nothing is known of their columns. */
export function withFileTables(facts: DatabaseFacts | null, names: readonly string[]): DatabaseFacts {
  if (facts === null) return { extract: 'files', dictionary: null, tables: names, meta: new Map() };
  return { ...facts, tables: [...facts.tables, ...names] };
}

/** What a frame carries of a dictionary column. */
export function columnMetaOf(column: DictionaryColumn): ColumnMeta {
  const { label, type, unit, values, ordered, role } = column;
  return {
    label,
    ...(unit === null ? {} : { unit }),
    ...(values === null ? {} : type === 'integer' ? { codes: values } : { levels: values, ordered }),
    ...(role === 'key' || role === 'centre' || role === 'date' ? { role } : {}),
  };
}
