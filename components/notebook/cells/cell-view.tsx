'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { classNames } from '@/components/ui/class-names';
import { useCellState, useEngineState, useStoreState, useWorkbench } from '@/components/workbench/workbench-context';
import { CellBody } from './cell-body';
import { CellErrorNote } from './cell-error';
import { CellHead } from './cell-head';
import { gutterOf, shownStatus } from './cell-status';
import { ConflictNote } from './conflict-note';
import { TextCell } from './text-cell';

/** One cell: the gutter, its head, its source where it is open, and its result. */
export function CellView({ cell, onAdd }: { readonly cell: Cell; readonly onAdd: (at: number, replacing?: string) => void }) {
  const text = useTranslations('notebook');
  const { controller, focus, setFocus } = useWorkbench();
  const { phase } = useEngineState();
  const state = useCellState(cell.id);
  const conflict = useStoreState().conflicts.get(cell.id);
  const { cells } = useStoreState().notebook;
  const element = useRef<HTMLElement>(null);
  const [opened, setOpened] = useState<boolean | null>(null);
  const focused = focus.id === cell.id;
  useEffect(() => {
    const { current } = element;
    if (focused && !focus.editing && current && !current.contains(document.activeElement)) current.focus({ preventScroll: false });
  }, [focused, focus.editing]);
  const status = shownStatus(state);
  // An analysis folds its source once it has a result; everything else shows it.
  const foldable = cell.kind === 'analysis' || cell.kind === 'chart' || cell.kind === 'input';
  const hasResult = state?.outcome !== null && state?.outcome !== undefined;
  // While the engine starts a kept result may still come, and to a reader the form is of no use.
  const toBeMade = !hasResult && cell.kind !== 'input' && phase !== 'off' && phase !== 'starting' && controller.mayEdit;
  const sourceShown = opened ?? (!foldable || toBeMade || (focused && focus.editing));
  const name = cell.name ?? text('cell.unnamed');
  return (
    <section
      ref={element}
      id={`cell-${cell.id}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: cells take the focus in command mode
      tabIndex={0}
      aria-label={text('cell.label', { kind: text(`kind.${cell.kind}`), name })}
      data-cell={cell.name ?? cell.id}
      data-kind={cell.kind}
      data-status={status}
      onFocus={() => {
        if (!focused) setFocus(cell.id, false);
      }}
      className={classNames('relative scroll-mt-16 rounded-md py-1 ps-4 pe-1 outline-offset-0', focused && 'bg-surface')}
    >
      {cell.kind === 'text' ? null : (
        <span aria-hidden className={classNames('absolute inset-y-1 left-0 w-[3px] rounded-full', gutterOf(status))} />
      )}
      {conflict ? <ConflictNote conflict={conflict} cell={cell} /> : null}
      {cell.kind === 'text' ? (
        <TextCell
          cell={cell}
          onSlash={() =>
            onAdd(
              cells.findIndex(({ id }) => id === cell.id),
              cell.id,
            )
          }
        />
      ) : (
        <div className="grid min-w-0 grid-cols-1 gap-3">
          <CellHead
            cell={cell}
            state={state}
            sourceShown={foldable ? sourceShown : null}
            onToggleSource={() => setOpened(!sourceShown)}
            onAdd={onAdd}
          />
          <CellBody cell={cell} state={state} sourceShown={sourceShown} />
          {state?.error ? <CellErrorNote cell={cell} error={state.error} /> : null}
        </div>
      )}
    </section>
  );
}
