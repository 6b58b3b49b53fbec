'use client';

import { useTranslations } from 'next-intl';
import { lazy, memo, Suspense, useEffect, useRef, useState } from 'react';
import type { Cell, CellKind } from '@/analysis-kernel/document/notebook';
import { classNames } from '@/components/ui/class-names';
import { useUnfolded } from '@/components/ui/use-unfolded';
import { asWritten } from '@/components/workbench/as-written';
import { useCell, useCellState, useDoubt, useEngine, useFocus, useStore, useWorkbench } from '@/components/workbench/workbench-context';
import { CellComments } from '../comments/comment-button';
import { PeopleHere } from '../people/people-here';
import { CellBody } from './cell-body';
import { CellHead } from './cell-head';
import { cellKinds } from './cell-kinds';
import { CellSketch } from './cell-sketch';
import { gutterOf, shownStatus } from './cell-status';
import { DoubtNote } from './doubt-note';
import { TextCell } from './text-cell';
import { titleOf } from './title-of';

/** Fetched where there is one. */
const ConflictNote = lazy(async () => ({ default: (await import('../conflict/conflict-note')).ConflictNote }));

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

type CellProps = { readonly cell: Cell } & Pick<CellViewProps, 'onAdd'>;

/** What a cell is from far and near alike: there are hundreds, so it reads little. */
function CellSection({ cell, isWhole, onAdd }: CellProps & Pick<CellViewProps, 'isWhole'>) {
  const text = useTranslations('notebook');
  const { controller, setFocus } = useWorkbench();
  const conflict = useStore(({ conflicts }) => conflicts.get(cell.id));
  const doubt = useDoubt(cell.id);
  const status = useEngine(({ cells }) => shownStatus(asWritten(cells.get(cell.id) ?? null, cell.body), doubt !== null));
  const element = useRef<HTMLElement>(null);
  const isFocused = useFocus(({ id }) => id === cell.id);
  const isEditing = useFocus(({ id, editing }) => id === cell.id && editing);
  useEffect(() => {
    const { current } = element;
    if (isFocused && !isEditing && current && !current.contains(document.activeElement)) current.focus({ preventScroll: false });
  }, [isFocused, isEditing]);
  return (
    <section
      ref={element}
      id={`cell-${cell.id}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: cells take the focus in command mode
      tabIndex={0}
      aria-label={text('cell.label', { kind: text(`kind.${cell.kind}`), name: cell.name ?? text('cell.unnamed') })}
      data-cell={cell.name ?? cell.id}
      data-kind={cell.kind}
      data-status={status}
      onFocus={() => {
        // A field in it may have taken the focus already, to be typed in.
        if (controller.focus.snapshot().id !== cell.id) setFocus(cell.id, false);
      }}
      className={classNames('relative scroll-mt-16 rounded-md py-1 ps-4 pe-1 outline-offset-0', isFocused && 'bg-surface')}
    >
      {cell.kind === 'text' ? null : (
        <span aria-hidden className={classNames('absolute inset-y-1 left-0 w-[3px] rounded-full', gutterOf(status))} />
      )}
      <PeopleHere id={cell.id} className="absolute -top-1.5 end-2 z-10" />
      <Suspense>{conflict ? <ConflictNote conflict={conflict} cell={cell} /> : null}</Suspense>
      {doubt ? <DoubtNote doubt={doubt} id={cell.id} /> : null}
      {isWhole ? <WholeCell cell={cell} onAdd={onAdd} /> : <CellSketch cell={cell} />}
    </section>
  );
}

function WholeCell({ cell, onAdd }: CellProps) {
  const { controller } = useWorkbench();
  const text = useTranslations('notebook');
  if (cell.kind !== 'text') return <ComputedCell cell={cell} kind={cell.kind} onAdd={onAdd} />;
  return (
    <div className="group relative">
      <TextCell cell={cell} onSlash={() => onAdd(controller.store.snapshot().order.indexOf(cell.id), cell.id)} />
      <span className="absolute end-0 top-0">
        <CellComments id={cell.id} name={titleOf(cell) || text('kind.text')} quiet />
      </span>
    </div>
  );
}

function ComputedCell({ cell, kind, onAdd }: CellProps & { readonly kind: Exclude<CellKind, 'text'> }) {
  const { controller } = useWorkbench();
  const state = useCellState(cell.id);
  const looking = useEngine((engine) => state !== null && state.key !== null && engine.looking.has(state.key));
  const isEditing = useFocus(({ id, editing }) => id === cell.id && editing);
  const [opened, setOpened] = useState<boolean | null>(null);
  // An analysis folds its source once it has a result; everything else shows it.
  const foldable = cellKinds[kind].folds;
  const hasResult = state?.outcome !== null && state?.outcome !== undefined;
  // A kept result may still come, and to a reader the form is of no use.
  const toBeMade = !hasResult && kind !== 'input' && state !== null && !looking && controller.mayEdit;
  const sourceShown = useUnfolded(opened ?? (!foldable || toBeMade || isEditing));
  return (
    <div className="grid min-w-0 grid-cols-1 gap-3">
      <CellHead
        cell={cell}
        state={state}
        sourceShown={foldable ? sourceShown : null}
        onToggleSource={() => setOpened(!sourceShown)}
        onAdd={onAdd}
      />
      <CellBody cell={cell} kind={kind} state={state} sourceShown={sourceShown} />
    </div>
  );
}
