import * as z from 'zod';
import { type CellDto, cellKinds } from './notebooks';

/** Cell ids are made by the browser that inserts the cell, so a change sent twice is recognised. */
const cellId = z.string().regex(/^[\w-]{8,64}$/);
const version = z.number().int().nonnegative();
const name = z.string().max(120);
/** Longest text of one cell, in characters. */
export const LONGEST_BODY = 200_000;
const body = z.string().max(LONGEST_BODY);

/** A change of a notebook. `base` is the cell's version it was made from; `after` the cell it stands behind, null at the top. */
export const notebookChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('insert'), id: cellId, cell: z.object({ kind: z.enum(cellKinds), name, body }), after: cellId.nullable() }),
  z.object({ kind: z.literal('edit'), id: cellId, base: version, body }),
  z.object({ kind: z.literal('rename'), id: cellId, base: version, name }),
  z.object({ kind: z.literal('remove'), id: cellId, base: version }),
  z.object({ kind: z.literal('bring_back'), id: cellId, after: cellId.nullable() }),
  z.object({ kind: z.literal('move'), id: cellId, after: cellId.nullable() }),
  z.object({ kind: z.literal('title'), title: z.string().trim().min(1).max(200) }),
]);
export type NotebookChange = z.infer<typeof notebookChange>;

export const saveInput = z.object({ notebook: z.string().min(1).max(100), changes: z.array(notebookChange).min(1).max(500) });

/** What became of the changes: all are applied but those in conflict. */
export interface SaveAnswer {
  readonly version: number;
  /** Versions of the cells that were changed, after the change. */
  readonly cells: readonly { readonly id: string; readonly version: number }[];
  readonly conflicts: readonly SaveConflict[];
}

/** A change made from an older version of its cell. Nothing of it was applied; `theirs` is the cell as it stands, null where it was deleted. */
export interface SaveConflict {
  readonly change: number;
  readonly id: string;
  readonly theirs: CellDto | null;
}

/** Asks what changed since a version, so that two open windows agree. */
export const readInput = z.object({ notebook: z.string().min(1).max(100), since: version });
