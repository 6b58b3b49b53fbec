/** What a notebook needs to know of the tables that are there before any cell runs. */
import type { Dictionary, Column as DictionaryColumn } from '@/cohort-dsl/schema/dictionary';
import type { DatabaseFacts } from '../cells/context';
import type { TableMeta } from '../cells/outcome';
import type { ColumnMeta, OpenNote } from '../frame/column';

/** Facts of a release: its tables, and of each column what the dictionary says. */
export function releaseFacts(dictionary: Dictionary, extract = `${dictionary.database}@${dictionary.release}`): DatabaseFacts {
  const meta = new Map<string, TableMeta>();
  for (const table of dictionary.tables) meta.set(table.name, new Map(table.columns.map((column) => [column.name, columnMetaOf(column)])));
  return { extract, dictionary, tables: dictionary.tables.map((table) => table.name), meta };
}

/** What is open in how columns of files were read, by table and column. */
export type FileNotes = ReadonlyMap<string, ReadonlyMap<string, OpenNote>>;

/** The facts with tables from files added; of their columns no more is known than what is open in how they were read. */
export function withFileTables(facts: DatabaseFacts | null, names: readonly string[], notes: FileNotes = new Map()): DatabaseFacts {
  const own = [...notes].map(([table, columns]): [string, TableMeta] => [
    table,
    new Map([...columns].map(([column, note]) => [column, { note }])),
  ]);
  if (facts === null) return { extract: 'files', dictionary: null, tables: names, meta: new Map(own) };
  return { ...facts, tables: [...facts.tables, ...names], meta: new Map([...facts.meta, ...own]) };
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
