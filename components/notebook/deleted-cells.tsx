'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { deletedCellsAction } from '@/app/_actions/workbench';
import type { DeletedCellDto } from '@/app/_contract/notebooks';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Moment } from '@/components/ui/moment';
import { methodIdOf } from '@/components/workbench/method-of';
import { useStore, useWorkbench } from '@/components/workbench/workbench-context';
import { KindIcon } from './cells/cell-kinds';

/** The notebook's deleted cells: each is shown with its text and can be brought back to the end of the notebook. */
export function DeletedCells({ open, onOpenChange }: { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }) {
  const text = useTranslations('notebook.deleted');
  const { controller, notebook, setFocus } = useWorkbench();
  const order = useStore((store) => store.order);
  const [found, setFound] = useState<readonly DeletedCellDto[] | null>(null);
  useEffect(() => {
    if (!open) return;
    let late = false;
    controller.store
      .flush()
      .then(() => deletedCellsAction({ notebook: notebook.id }))
      .then((result) => {
        if (!late) setFound(result.ok ? result.value : []);
      });
    return () => {
      late = true;
    };
  }, [open, controller, notebook.id]);
  const offered = (found ?? []).filter(({ id }) => !order.includes(id));
  const bringBack = ({ id, version: base, kind, name, body }: DeletedCellDto) => {
    controller.store.dispatch({ kind: 'insert', id, base, cell: { kind, name, body }, after: order.at(-1) ?? null });
    setFocus(id);
    onOpenChange(false);
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={text('title')} closeLabel={text('close')}>
      {found !== null && offered.length === 0 ? <p className="text-ink-soft">{text('none')}</p> : null}
      <ul className="grid gap-3">
        {offered.map((cell) => (
          <li key={cell.id} className="grid gap-1">
            <div className="flex items-center gap-2">
              <KindIcon kind={cell.kind} method={methodIdOf(cell.body)} />
              <span title={cell.name ?? undefined} className="min-w-0 flex-1 truncate font-medium">
                {cell.name || text('textCell')}
              </span>
              <span className="text-sm text-ink-soft">
                <Moment iso={cell.deletedAt} />
              </span>
              <Button size="small" onClick={() => bringBack(cell)}>
                {text('bringBack')}
              </Button>
            </div>
            <pre className="max-h-24 overflow-hidden rounded-md bg-sunken p-2 font-mono text-xs whitespace-pre-wrap">
              {cell.body.slice(0, 400)}
            </pre>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
