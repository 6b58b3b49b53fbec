/** Attrition, from the engine to the page: the counts of the table with the words and places of the program as it stands. */
import type { Language } from '@/cohort-dsl/source/localised';
import type { EngineColumn, EngineLine } from '../../ports/query-engine';
import type { AttritionStep, AttritionText } from '../../results/attrition';
import { tableOfFrame } from '../../results/from-frame';
import type { ResultTable, Value } from '../../results/result';
import type { CompiledCohort } from './compiled';

/** Types of the attrition query's columns, so that the engine does not bind it twice while someone types. */
const COLUMNS: readonly EngineColumn[] = [
  { name: 'step', type: 'BIGINT' },
  { name: 'kind', type: 'VARCHAR' },
  { name: 'label', type: 'VARCHAR' },
  ...['patients', 'entries', 'removed_patients', 'removed_entries'].map((name) => ({ name, type: 'BIGINT' })),
];

/** The steps of a counted table, each with its words and the place of its clause; empty where the table is of another program. */
export function attritionSteps(table: ResultTable, texts: readonly AttritionText[]): readonly AttritionStep[] {
  const at = (column: string) => table.columns.indexOf(column);
  const [kind, patients, entries, removed, removedEntries] = ['kind', 'patients', 'entries', 'removed_patients', 'removed_entries'].map(at);
  if (table.rows.length !== texts.length || table.rows.some((row, place) => row[kind] !== texts[place].kind)) return [];
  return table.rows.map((row, place) => ({
    ...texts[place],
    patients: Number(row[patients]),
    entries: countOf(row[entries]),
    removedPatients: countOf(row[removed]),
    removedEntries: countOf(row[removedEntries]),
  }));
}

/** The table with its labels in a language, as the program words them now. */
export function labelledTable(table: ResultTable, steps: readonly AttritionText[], lang: Language): ResultTable {
  const label = table.columns.indexOf('label');
  if (steps.length !== table.rows.length) return table;
  return { ...table, rows: table.rows.map((row, place) => row.map((value, at) => (at === label ? steps[place].label[lang] : value))) };
}

/**
 * Counts a program's steps by one query; no table is made.
 * @throws EngineError where the engine refuses; AbortError when `signal` fires
 */
export async function countSteps(engine: EngineLine, compiled: CompiledCohort, signal?: AbortSignal): Promise<readonly AttritionStep[]> {
  return attritionSteps(tableOfFrame(await engine.query(compiled.counting, signal, COLUMNS)), compiled.attrition);
}

function countOf(value: Value): number | null {
  return value === null ? null : Number(value);
}
