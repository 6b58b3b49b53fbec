import type { BegunThread } from '@/components/workbench/comments/comment-drafts';

/** `table NAME` and `figure NAME`, as tables and figures say of themselves. */
export function onPart(cell: string, part: string): BegunThread {
  const [kind, ...rest] = part.split(' ');
  const name = rest.join(' ');
  return { cell, anchor: kind === 'table' ? { on: 'table', table: name } : { on: 'figure', figure: name }, result: null };
}
