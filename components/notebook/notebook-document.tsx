'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { useEngine, useStore, useWorkbench } from '@/components/workbench/workbench-context';
import { AddCell } from './add-cell';
import { CellView } from './cells/cell-view';
import { EmptyNotebook } from './empty-notebook';
import { FirstSteps } from './first-steps';
import { useArrival } from './use-arrival';
import { placesDrawn, useGrowing } from './use-growing';

interface Menu {
  readonly at: number;
  readonly replacing: string | null;
}

/** The document in the middle: its cells with a quiet place between them to add one. */
export function NotebookDocument({ hint }: { readonly hint: boolean }) {
  const text = useTranslations('notebook');
  const { controller } = useWorkbench();
  const order = useStore((store) => store.order);
  const drawn = useGrowing(order.length);
  // Gone to before its turn: drawn at once, and those before it after it.
  const wanted = useArrival(order, drawn);
  const places = placesDrawn(order.length, drawn, wanted === null ? -1 : order.indexOf(wanted));
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
      {failed === null ? null : (
        <ErrorNote
          action={
            <Button size="small" className="justify-self-start" onClick={() => void controller.renew()}>
              {text('engine.again')}
            </Button>
          }
        >
          {text('engine.failed', { message: failed })}
        </ErrorNote>
      )}
      {controller.mayEdit ? null : <p className="mb-3 rounded-md bg-sunken px-3 py-2 text-sm text-ink-soft">{text('readOnly')}</p>}
      {hint ? <FirstSteps /> : null}
      {order.length === 0 && controller.mayEdit ? <EmptyNotebook /> : null}
      {places.map((at, place) => (
        <div key={order[at]} className="grid min-w-0 grid-cols-1">
          {place > 0 && places[place - 1] !== at - 1 ? (
            <p role="status" className="py-6 text-center text-sm text-ink-soft">
              {text('drawing', { count: at - places[place - 1] - 1 })}
            </p>
          ) : null}
          {add(at)}
          <CellView id={order[at]} onAdd={open} />
        </div>
      ))}
      {order.length > 0 && drawn === order.length ? add(order.length) : null}
    </div>
  );
}
