'use client';

import { useTranslations } from 'next-intl';
import { memo, useEffect, useRef, useState } from 'react';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { classNames } from '@/components/ui/class-names';
import { useUnfolded } from '@/components/ui/use-unfolded';
import { useCell, useCellState, useDoubt, useEngine, useFocus, useStore, useWorkbench } from '@/components/workbench/workbench-context';
import { CellBody } from './cell-body';
import { CellErrorNote } from './cell-error';
import { CellHead } from './cell-head';
import { cellKinds } from './cell-kinds';
import { CellSketch } from './cell-sketch';
import { gutterOf, shownStatus } from './cell-status';
import { ConflictNote } from './conflict-note';
import { DoubtNote } from './doubt-note';
import { TextCell } from './text-cell';

interface CellViewProps {
  readonly id: string;
  /** Otherwise it is sketched. */
  readonly isWhole: boolean;
  readonly onAdd: (at: number, replacing?: string) => void;
}

/** One cell: the gutter, its head, its source where it is open, and its result; or its words alone. Drawn again when it changes, not when others do. */
export const CellView = memo(function CellView({ id, isWhole, onAdd }: CellViewProps) {
  const cell = useCell(id);
  return cell ? <CellSection cell={cell} isWhole={isWhole} onAdd={onAdd} /> : null;
});

function CellSection({ cell, isWhole, onAdd }: { readonly cell: Cell } & Omit<CellViewProps, 'id'>) {
  const text = useTranslations('notebook');
  const { controller, setFocus } = useWorkbench();
  const state = useCellState(cell.id);
  const looking = useEngine((engine) => state !== null && state.key !== null && engine.looking.has(state.key));
  const conflict = useStore(({ conflicts }) => conflicts.get(cell.id));
  const element = useRef<HTMLElement>(null);
  const [opened, setOpened] = useState<boolean | null>(null);
  const focused = useFocus(({ id }) => id === cell.id);
  const editing = useFocus((focus) => focus.id === cell.id && focus.editing);
  useEffect(() => {
    const { current } = element;
    if (focused && !editing && current && !current.contains(document.activeElement)) current.focus({ preventScroll: false });
  }, [focused, editing]);
  const doubt = useDoubt(cell.id);
  const status = shownStatus(state, doubt !== null);
  // An analysis folds its source once it has a result; everything else shows it.
  const foldable = cellKinds[cell.kind].folds;
  const hasResult = state?.outcome !== null && state?.outcome !== undefined;
  // A kept result may still come, and to a reader the form is of no use.
  const toBeMade = !hasResult && cell.kind !== 'input' && state !== null && !looking && controller.mayEdit;
  const sourceShown = useUnfolded(opened ?? (!foldable || toBeMade || editing));
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
      {doubt ? <DoubtNote doubt={doubt} id={cell.id} /> : null}
      {!isWhole ? (
        <CellSketch cell={cell} outcome={state?.outcome ?? null} />
      ) : cell.kind === 'text' ? (
        <TextCell cell={cell} onSlash={() => onAdd(controller.store.snapshot().order.indexOf(cell.id), cell.id)} />
      ) : (
        <div className="grid min-w-0 grid-cols-1 gap-3">
          <CellHead
            cell={cell}
            state={state}
            sourceShown={foldable ? sourceShown : null}
            onToggleSource={() => setOpened(!sourceShown)}
            onAdd={onAdd}
          />
          <CellBody cell={cell} kind={cell.kind} state={state} sourceShown={sourceShown} />
          {state?.error ? <CellErrorNote cell={cell} error={state.error} /> : null}
        </div>
      )}
    </section>
  );
}
