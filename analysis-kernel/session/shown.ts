/** Outcomes as they are shown: the results of a run with the words of the texts as they stand now. */

import type { Localised } from '@/cohort-dsl/source/localised';
import { attritionSteps, labelledTable } from '../cells/cohort/attrition';
import type { CompiledCohort } from '../cells/cohort/compiled';
import { errorWithLabels, partWithLabels, withLabels } from '../cells/label-marks';
import type { CellOutcome, TableMeta } from '../cells/outcome';
import type { CellReading } from '../cells/reading';
import { nameKey } from '../document/names';
import { stepKey } from '../results/attrition';
import { columnWords } from '../results/column-words';
import type { CellError } from '../results/result';
import type { TableMetas } from './table-metas';

type TablesRead = readonly (TableMeta | undefined)[];

/**
 * Joins words to an outcome.
 * @param compiled of a cohort: the program the outcome is of, in its latest wording
 * @param read whose labels stand in it
 * @param own of a query: what is known of its columns
 */
export function shownOutcome(outcome: CellOutcome, compiled: CompiledCohort | null, read: TablesRead, own: TableMeta | null): CellOutcome {
  if (compiled === null) return { ...withLabels(outcome, labelsOf(read)), ...(own === null ? {} : { views: [viewOfColumns(own)] }) };
  const attrition = outcome.tables.get('attrition');
  const labels = stepLabels(compiled);
  return {
    ...outcome,
    tables: attrition ? new Map(outcome.tables).set('attrition', labelledTable(attrition, compiled.attrition, 'en')) : outcome.tables,
    attrition: attrition ? attritionSteps(attrition, compiled.attrition) : [],
    labels: { ...outcome.labels, ...labels },
    warnings: [...compiled.warnings, ...partWithLabels(outcome.warnings, (step) => labels[step] ?? null)],
    words: compiled.words,
  };
}

/** What each step asks, by its number in the table of attrition. */
function stepLabels({ attrition }: CompiledCohort): Record<string, Localised> {
  return Object.fromEntries(attrition.map(({ label }, at) => [stepKey(at + 1), label]));
}

/** A query's table under the labels of its columns, with words for the values of those that have them. */
function viewOfColumns(meta: TableMeta): CellOutcome['views'][number] {
  return {
    kind: 'table',
    table: 'table',
    title: { en: 'Table', zh: '表' },
    folded: false,
    notes: [],
    columns: columnWords(meta),
  };
}

/** An error in the words of now. */
export function shownError(error: CellError, read: TablesRead): CellError {
  return errorWithLabels(error, labelsOf(read));
}

/** What is known of the tables a cell reads. */
export function tablesRead(reading: CellReading | undefined, metas: TableMetas): TablesRead {
  return (reading?.references ?? []).map(({ name }) => metas.get(nameKey(name)));
}

function labelsOf(read: TablesRead) {
  return (column: string) => read.find((table) => table?.get(column)?.label)?.get(column)?.label ?? null;
}
