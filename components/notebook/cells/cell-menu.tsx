'use client';

import { EllipsisVertical } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { useToast } from '@/components/ui/toast';
import { useStoreState, useWorkbench } from '@/components/workbench/workbench-context';

/** What can be done with a cell as a whole. */
export function CellMenu({ cell, onAdd }: { readonly cell: Cell; readonly onAdd: (at: number) => void }) {
  const text = useTranslations('notebook.cell');
  const announce = useToast();
  const { controller } = useWorkbench();
  const { cells } = useStoreState().notebook;
  const at = cells.findIndex(({ id }) => id === cell.id);
  const name = cell.name ?? text('unnamed');
  const remove = () => {
    controller.remove(cell.id);
    announce(text('deleted', { name }));
  };
  return (
    <Menu
      trigger={
        <Button look="quiet" size="icon" aria-label={text('menu', { name })}>
          <EllipsisVertical aria-hidden className="size-4" />
        </Button>
      }
    >
      <MenuItem disabled={at === 0} onSelect={() => controller.shift(cell.id, -1)}>
        {text('moveUp')}
      </MenuItem>
      <MenuItem disabled={at === cells.length - 1} onSelect={() => controller.shift(cell.id, 1)}>
        {text('moveDown')}
      </MenuItem>
      <MenuItem onSelect={() => onAdd(at)}>{text('addAbove')}</MenuItem>
      <MenuItem onSelect={() => onAdd(at + 1)}>{text('addBelow')}</MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={remove}>{text('delete')}</MenuItem>
    </Menu>
  );
}
