'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { useEngineState, useStoreState, useWorkbench } from '@/components/workbench/workbench-context';
import { AddCell } from './add-cell';
import { CellView } from './cells/cell-view';
import { EmptyNotebook } from './empty-notebook';
import { FirstSteps } from './first-steps';

/** The document in the middle: its cells with a quiet place between them to add one. */
export function NotebookDocument({ hint }: { readonly hint: boolean }) {
  const text = useTranslations('notebook');
  const { controller } = useWorkbench();
  const { cells } = useStoreState().notebook;
  const engine = useEngineState();
  const [menuAt, setMenuAt] = useState<{ readonly at: number; readonly replacing: string | null } | null>(null);
  const open = (at: number, replacing: string | null = null) => setMenuAt({ at, replacing });
  const close = () => setMenuAt(null);
  const add = (at: number) =>
    controller.mayEdit ? (
      <AddCell
        at={at}
        open={menuAt?.at === at}
        replacing={menuAt?.replacing ?? null}
        onOpenChange={(next) => (next ? open(at) : close())}
      />
    ) : null;
  return (
    <div className="mx-auto grid w-full grid-cols-1 max-w-[860px] min-w-0 content-start">
      {engine.phase === 'failed' ? (
        <ErrorNote
          action={
            <Button size="small" className="justify-self-start" onClick={() => void controller.renew()}>
              {text('engine.again')}
            </Button>
          }
        >
          {text('engine.failed', { message: engine.message ?? '' })}
        </ErrorNote>
      ) : null}
      {controller.mayEdit ? null : <p className="mb-3 rounded-md bg-sunken px-3 py-2 text-sm text-ink-soft">{text('readOnly')}</p>}
      {hint ? <FirstSteps /> : null}
      {cells.length === 0 && controller.mayEdit ? <EmptyNotebook /> : null}
      {cells.map((cell, at) => (
        <div key={cell.id} className="grid min-w-0 grid-cols-1">
          {add(at)}
          <CellView cell={cell} onAdd={open} />
        </div>
      ))}
      {cells.length > 0 ? add(cells.length) : null}
    </div>
  );
}
