'use client';

import { useTranslations } from 'next-intl';
import { memo } from 'react';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { classNames } from '@/components/ui/class-names';
import { useStanding } from '@/components/ui/use-standing';
import { methodIdOf } from '@/components/workbench/method-of';
import { useEngine, useFocus, useStore, useWorkbench } from '@/components/workbench/workbench-context';
import { KindIcon } from '../cells/cell-kinds';
import { CellStatus } from '../cells/cell-status';
import { titleOf } from '../cells/title-of';
import { useShownStatus } from '../cells/use-wait';
import { PeopleHere } from '../people/people-here';

/** The cells of the notebook, to jump to. */
export function Outline() {
  const text = useTranslations('notebook');
  const order = useStore((store) => store.order);
  const lines = useStanding() ? order : order.slice(0, FIRST_LINES);
  return (
    <nav aria-label={text('outline')} className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <p className="text-xs font-semibold text-ink-soft">{text('outline')}</p>
      <ol className="grid grid-cols-[minmax(0,1fr)]">
        {lines.map((id) => (
          <Line key={id} id={id} />
        ))}
      </ol>
    </nav>
  );
}

/** As many as a window shows: the server draws these, and the page the others once it stands. */
const FIRST_LINES = 30;

const Line = memo(function Line({ id }: { readonly id: string }) {
  const text = useTranslations('notebook');
  const { setFocus } = useWorkbench();
  const cell = useStore(({ cells }) => cells.get(id), isSameLine);
  const [kind, title] = [cell?.kind ?? 'text', titleOf(cell)];
  const status = useShownStatus(id);
  const by = useEngine(({ cells }) => cells.get(id)?.error?.by);
  const isHere = useFocus((focus) => focus.id === id);
  return (
    <li>
      <a
        href={`#cell-${id}`}
        onClick={() => setFocus(id)}
        aria-current={isHere || undefined}
        className={classNames('flex min-h-7 items-center gap-2 rounded px-1 text-sm hover:bg-sunken', isHere && 'bg-accent-soft')}
      >
        {kind === 'text' ? null : <KindIcon kind={kind} method={methodIdOf(cell?.body ?? '')} />}
        <span title={title} className="min-w-0 flex-1 truncate">
          {title || text('cell.unnamed')}
        </span>
        <PeopleHere id={id} />
        {kind === 'text' || kind === 'input' ? null : <CellStatus status={status} by={by} short />}
      </a>
    </li>
  );
});

/** Whether the outline says the same of a cell before and after a change. */
function isSameLine(a: Cell | undefined, b: Cell | undefined): boolean {
  return a?.kind === b?.kind && titleOf(a) === titleOf(b) && methodIdOf(a?.body ?? '') === methodIdOf(b?.body ?? '');
}
