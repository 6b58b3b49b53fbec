'use client';

import { EllipsisVertical } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { useToast } from '@/components/ui/toast';
import { useStore, useWorkbench } from '@/components/workbench/workbench-context';

/** What can be done with a cell as a whole. */
export function CellMenu({ cell, onAdd }: { readonly cell: Cell; readonly onAdd: (at: number) => void }) {
  const text = useTranslations('notebook.cell');
  const announce = useToast();
  const { controller } = useWorkbench();
  const isFirst = useStore(({ order }) => order[0] === cell.id);
  const isLast = useStore(({ order }) => order.at(-1) === cell.id);
  const place = () => controller.store.snapshot().order.indexOf(cell.id);
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
      <MenuItem disabled={isFirst} onSelect={() => controller.shift(cell.id, -1)}>
        {text('moveUp')}
      </MenuItem>
      <MenuItem disabled={isLast} onSelect={() => controller.shift(cell.id, 1)}>
        {text('moveDown')}
      </MenuItem>
      <MenuItem onSelect={() => onAdd(place())}>{text('addAbove')}</MenuItem>
      <MenuItem onSelect={() => onAdd(place() + 1)}>{text('addBelow')}</MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={remove}>{text('delete')}</MenuItem>
    </Menu>
  );
}
