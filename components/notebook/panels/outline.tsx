'use client';

import { useTranslations } from 'next-intl';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { classNames } from '@/components/ui/class-names';
import { useEngineState, useStoreState, useWorkbench } from '@/components/workbench/workbench-context';
import { KindIcon } from '../cells/cell-head';
import { CellStatus, shownStatus } from '../cells/cell-status';

/** Headings of a text cell, or its first words. */
function titleOf(cell: Cell): string {
  if (cell.name !== null) return cell.name;
  const line = cell.body.split('\n').find((text) => text.trim() !== '') ?? '';
  return line.replace(/^#+\s*/, '').slice(0, 60);
}

/** The cells of the notebook, to jump to. */
export function Outline() {
  const text = useTranslations('notebook');
  const { focus, setFocus } = useWorkbench();
  const { cells } = useStoreState().notebook;
  const states = useEngineState().cells;
  return (
    <nav aria-label={text('outline')} className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <p className="text-xs font-semibold text-ink-soft">{text('outline')}</p>
      <ol className="grid grid-cols-[minmax(0,1fr)]">
        {cells.map((cell) => (
          <li key={cell.id}>
            <a
              href={`#cell-${cell.id}`}
              onClick={() => setFocus(cell.id)}
              aria-current={focus.id === cell.id || undefined}
              className={classNames(
                'flex min-h-7 items-center gap-2 rounded px-1 text-sm hover:bg-sunken',
                focus.id === cell.id && 'bg-accent-soft',
              )}
            >
              {cell.kind === 'text' ? null : <KindIcon kind={cell.kind} />}
              <span className="min-w-0 flex-1 truncate">{titleOf(cell) || text('cell.unnamed')}</span>
              {cell.kind === 'text' || cell.kind === 'input' ? null : (
                <CellStatus status={shownStatus(states.get(cell.id) ?? null)} short />
              )}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
