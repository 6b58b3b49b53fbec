import type { CommentAnchor, ThreadDto } from '@/app/_contract/comments';
import type { CommentDraft } from '@/components/workbench/comments/comment-drafts';

interface CellGroup {
  readonly cell: string;
  readonly threads: readonly ThreadDto[];
  readonly drafts: readonly (readonly [place: string, CommentDraft])[];
}

const KINDS: readonly CommentAnchor['on'][] = ['cell', 'words', 'figure', 'table', 'value'];

/**
 * Threads and begun ones by the cell they are about, in the notebook's order; those of cells that were deleted come last. Within a cell what is about
 * all of it comes first, then its text from above, then its result.
 */
export function inOrder(
  order: readonly string[],
  threads: readonly ThreadDto[],
  drafts: readonly (readonly [place: string, CommentDraft])[],
): readonly CellGroup[] {
  const place = new Map(order.map((id, at) => [id, at]));
  const cells = [...new Set([...threads.map(({ cell }) => cell), ...drafts.flatMap(([, { begin }]) => begin?.cell ?? [])])];
  const at = (cell: string) => place.get(cell) ?? order.length;
  return cells
    .toSorted((a, b) => at(a) - at(b))
    .map((cell) => ({
      cell,
      threads: threads.filter((thread) => thread.cell === cell).toSorted((a, b) => rank(a.anchor) - rank(b.anchor)),
      drafts: drafts.filter(([, { begin }]) => begin?.cell === cell),
    }));
}

/** Longer than any text of a cell. */
const LONGER = 1e7;

function rank(anchor: CommentAnchor): number {
  return KINDS.indexOf(anchor.on) * LONGER + (anchor.on === 'words' ? anchor.start : 0);
}
