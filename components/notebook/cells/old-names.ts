import { withColumns } from '@/analysis-kernel/cells/rename-columns';
import type { Cell } from '@/analysis-kernel/document/notebook';
import type { CellError } from '@/analysis-kernel/results/result';
import type { RenamedColumn } from '@/components/workbench/column-names';

export interface OldName extends RenamedColumn {
  /** The cell's text with the new name. */
  readonly body: string;
}

/**
 * Old names that a failing cell still reads, by what its error says.
 * @param tables names of the tables it may read them from
 */
export function oldNames(
  cell: Cell,
  { message }: Pick<CellError, 'message'>,
  stale: readonly RenamedColumn[],
  tables: readonly string[],
): readonly OldName[] {
  const said = new Set(message.en.match(/[\p{L}_][\p{L}\p{M}\p{N}_]*/gu));
  return stale.flatMap(({ old, now }) => {
    if (!said.has(old)) return [];
    const bodies = tables.map((table) => withColumns(cell, table, new Map([[old, now]])));
    const body = bodies.find((one) => one !== cell.body);
    return body === undefined ? [] : [{ old, now, body }];
  });
}
