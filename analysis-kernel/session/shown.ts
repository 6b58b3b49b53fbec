/** Outcomes as they are shown: the results of a run with the words of the texts as they stand now. */
import { attritionSteps, labelledTable } from '../cells/cohort/attrition';
import type { CompiledCohort } from '../cells/cohort/compiled';
import { errorWithLabels, withLabels } from '../cells/label-marks';
import type { CellOutcome } from '../cells/outcome';
import type { CellReading } from '../cells/reading';
import { nameKey } from '../document/names';
import type { CellError } from '../results/result';
import type { TableMetas } from './table-metas';

/**
 * Joins words to an outcome.
 * @param compiled of a cohort: the program the outcome is of, in its latest wording
 */
export function shownOutcome(
  outcome: CellOutcome,
  compiled: CompiledCohort | null,
  reading: CellReading | undefined,
  metas: TableMetas,
): CellOutcome {
  if (compiled === null) return withLabels(outcome, labelsOf(reading, metas));
  const attrition = outcome.tables.get('attrition');
  return {
    ...outcome,
    tables: attrition ? new Map(outcome.tables).set('attrition', labelledTable(attrition, compiled.attrition, 'en')) : outcome.tables,
    attrition: attrition ? attritionSteps(attrition, compiled.attrition) : [],
    warnings: [...compiled.warnings, ...outcome.warnings],
    words: compiled.words,
    codeLists: compiled.codeLists,
  };
}

/** An error in the words of now. */
export function shownError(error: CellError | null, reading: CellReading | undefined, metas: TableMetas): CellError | null {
  return error && errorWithLabels(error, labelsOf(reading, metas));
}

/** Labels of the columns of the tables a cell reads. */
function labelsOf(reading: CellReading | undefined, metas: TableMetas) {
  const tables = (reading?.references ?? []).map(({ name }) => metas.get(nameKey(name)));
  return (column: string) => tables.find((table) => table?.get(column)?.label)?.get(column)?.label ?? null;
}
