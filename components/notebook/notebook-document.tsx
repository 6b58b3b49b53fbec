'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { UNREACHABLE } from '@/components/workbench/engine/engine-client';
import { useEngine, useFocus, useStore, useWorkbench } from '@/components/workbench/workbench-context';
import { AddCell } from './add-cell';
import { CellView } from './cells/cell-view';
import { EmptyNotebook } from './empty-notebook';
import { FirstSteps } from './first-steps';
import { LockNote } from './lock-note';
import { useArrival } from './use-arrival';
import { useGrowing } from './use-growing';
import { useNear } from './use-near';
import { useStillPointer } from './use-still-pointer';

interface Menu {
  readonly at: number;
  readonly replacing: string | null;
}

/** The document in the middle: its cells with a quiet place between them to add one. */
export function NotebookDocument({ hint }: { readonly hint: boolean }) {
  const text = useTranslations('notebook');
  const { controller, notebook } = useWorkbench();
  const isLocked = notebook.lock !== null;
  const order = useStore((store) => store.order);
  const { drawn, placed } = useGrowing(order.length);
  useArrival(order, placed);
  const failed = useEngine(({ phase, message }) => (phase === 'failed' ? (message ?? '') : null));
  const [menu, setMenu] = useState<Menu | null>(null);
  const open = useCallback((at: number, replacing: string | null = null) => setMenu({ at, replacing }), []);
  const turn = useCallback((at: number, next: boolean) => setMenu(next ? { at, replacing: null } : null), []);
  const add = (at: number) =>
    controller.mayEdit ? (
      <AddCell at={at} open={menu?.at === at} replacing={menu?.at === at ? menu.replacing : null} onOpenChange={turn} />
    ) : null;
  return (
    <div className="mx-auto grid w-full grid-cols-1 max-w-[860px] min-w-0 content-start">
      <StillRoom />
      {failed === null ? null : (
        <ErrorNote
          action={
            <Button size="small" className="justify-self-start" onClick={() => void controller.renew()}>
              {text('engine.again')}
            </Button>
          }
        >
          {failed === UNREACHABLE ? text('engine.unreachable') : text('engine.failed', { message: failed })}
        </ErrorNote>
      )}
      <LockNote />
      {controller.mayEdit || isLocked ? null : (
        <p className="mb-3 rounded-md bg-sunken px-3 py-2 text-sm text-ink-soft">{text('readOnly')}</p>
      )}
      {hint ? <FirstSteps /> : null}
      {order.length === 0 && controller.mayEdit ? <EmptyNotebook /> : null}
      {order.slice(0, placed).map((id, at) => (
        <Place key={id} id={id} isEarly={at < drawn} adding={add(at)} onAdd={open} />
      ))}
      {order.length > 0 ? add(order.length) : null}
    </div>
  );
}

/** The room that keeps a pressed cell under the pointer; it alone is drawn with every change of the focus. */
function StillRoom() {
  return <div ref={useStillPointer()} aria-hidden />;
}

interface PlaceProps {
  readonly id: string;
  /** Drawn whole wherever the window stands. */
  readonly isEarly: boolean;
  /** Where a cell is added above this one. */
  readonly adding: ReactNode;
  readonly onAdd: (at: number, replacing?: string) => void;
}

/** A cell with the place to add one above it; far from the window both are only sketched. */
function Place({ id, isEarly, adding, onAdd }: PlaceProps) {
  const place = useRef<HTMLDivElement>(null);
  const isInFocus = useFocus((focus) => focus.id === id);
  const isWhole = useNear(place, isEarly || isInFocus);
  return (
    <div ref={place} className="grid min-w-0 grid-cols-1">
      {isWhole || adding === null ? adding : <div className="h-7" />}
      <CellView id={id} isWhole={isWhole} onAdd={onAdd} />
    </div>
  );
}
