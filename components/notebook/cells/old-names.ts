import type { Cell } from '@/analysis-kernel/document/notebook';
import type { CellError } from '@/analysis-kernel/results/result';
import type { RenamedColumn } from '@/components/workbench/column-names';

export interface OldName extends RenamedColumn {
  /** The cell's text with the new name. */
  readonly body: string;
}

/**
 * Old names that a failing cell still reads, by what its error says. What renames them is fetched where the error says one.
 * @param tables names of the tables it may read them from
 */
export async function oldNames(
  cell: Cell,
  { message }: Pick<CellError, 'message'>,
  stale: readonly RenamedColumn[],
  tables: readonly string[],
): Promise<readonly OldName[]> {
  const said = new Set(message.en.match(/[\p{L}_][\p{L}\p{M}\p{N}_]*/gu));
  const told = stale.filter(({ old }) => said.has(old));
  if (told.length === 0) return [];
  const { methodsOf, withColumns } = await import('@/analysis-kernel/cells/rename-columns');
  const methods = await methodsOf([cell]);
  return told.flatMap(({ old, now }) => {
    const bodies = tables.map((table) => withColumns(cell, table, new Map([[old, now]]), methods));
    const body = bodies.find((one) => one !== cell.body);
    return body === undefined ? [] : [{ old, now, body }];
  });
}
