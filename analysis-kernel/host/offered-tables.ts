import type { Dictionary, ResultColumn } from '@/cohort-dsl';
import { cohortColumnMeta } from '../cells/cohort/column-meta';
import { offeredColumn } from '../registry/offered-column';
import { columnMetaOf } from '../session/database-facts';
import type { CellState } from '../session/state';
import type { OfferedTable } from './contract';

/**
 * Tables that an analysis can take: cohorts and SQL results, then the database's own.
 * @param cohortColumns columns of a cohort cell by its id, known from its program before it has run
 */
export function offeredTables(
  states: readonly CellState[],
  dictionary: Dictionary | null,
  cohortColumns: (id: string) => readonly ResultColumn[],
): OfferedTable[] {
  const cells = states.flatMap((state): OfferedTable[] => {
    if (state.kind === 'cohort') {
      const columns = cohortColumns(state.id);
      return [
        {
          name: state.name,
          cell: state.name,
          columns: columns.map((column) => offeredColumn(column.name, column.type, cohortColumnMeta(column))),
        },
      ];
    }
    if (state.kind !== 'sql') return [];
    const table = state.outcome?.tables.get('table');
    const meta = state.outcome?.meta.get(state.name);
    return [
      {
        name: state.name,
        cell: state.name,
        columns: table ? table.columns.map((name, place) => offeredColumn(name, table.types[place], meta?.get(name) ?? {})) : [],
      },
    ];
  });
  const own = (dictionary?.tables ?? []).map((table) => ({
    name: table.name,
    cell: '',
    columns: table.columns.map((column) => offeredColumn(column.name, column.type, columnMetaOf(column))),
  }));
  return [...cells, ...own];
}
