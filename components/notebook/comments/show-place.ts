import type { ThreadDto } from '@/app/_contract/comments';
import { lineOf } from '@/components/editor/text-change';
import { foundIn } from '@/components/workbench/comments/found-place';
import { leadToCell } from '../use-arrival';

const SHOWN_MS = 1600;

/** Leads to what a thread is about: its cell, and there its line or its value, which is lit for a moment. */
export function showPlace({ id, cell, anchor }: ThreadDto, body: string): void {
  leadToCell(cell);
  const section = document.getElementById(`cell-${cell}`);
  if (!section) return;
  const found = anchor.on === 'words' ? foundIn(anchor, body) : null;
  const place =
    anchor.on === 'value'
      ? section.querySelector<HTMLElement>(`td[data-thread="${id}"]`)
      : found
        ? section.querySelectorAll<HTMLElement>('[data-row]')[lineOf(body, found.start)]
        : anchor.on === 'table' || anchor.on === 'figure'
          ? section.querySelector<HTMLElement>(
              `[data-comment-on="${CSS.escape(`${anchor.on} ${anchor.on === 'table' ? anchor.table : anchor.figure}`)}"]`,
            )
          : section;
  if (!place) return;
  if (place !== section) place.scrollIntoView({ block: 'nearest' });
  place.animate?.([{ backgroundColor: 'var(--accent-soft)' }, { backgroundColor: 'transparent' }], { duration: SHOWN_MS });
}
