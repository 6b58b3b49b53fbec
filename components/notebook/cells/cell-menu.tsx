'use client';

import { EllipsisVertical } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { useToast } from '@/components/ui/toast';
import { useStore, useWorkbench } from '@/components/workbench/workbench-context';
import { openHistory } from '../history/open-history';

interface CellMenuProps {
  readonly cell: Cell;
  /** Of a result others may be shown; null where there is none. */
  readonly keptKey: string | null;
  readonly onAdd: (at: number) => void;
}

/** What can be done with a cell as a whole. */
export function CellMenu({ cell, keptKey, onAdd }: CellMenuProps) {
  const text = useTranslations('notebook.cell');
  const history = useTranslations('history');
  const announce = useToast();
  const { controller } = useWorkbench();
  const isFirst = useStore(({ order }) => order[0] === cell.id);
  const isLast = useStore(({ order }) => order.at(-1) === cell.id);
  const place = () => controller.store.snapshot().order.indexOf(cell.id);
  const name = cell.name ?? text('unnamed');
  const remove = () => {
    controller.edits.remove(cell.id);
    announce(text('deleted', { name }));
  };
  const withdraw = async (key: string) => {
    try {
      await controller.results.withdraw(key);
      announce(text('withdrawn', { name }));
    } catch (error) {
      announce(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Menu
      trigger={
        <Button look="quiet" size="icon" aria-label={text('menu', { name })}>
          <EllipsisVertical aria-hidden className="size-4" />
        </Button>
      }
    >
      <MenuItem disabled={isFirst} onSelect={() => controller.edits.shift(cell.id, -1)}>
        {text('moveUp')}
      </MenuItem>
      <MenuItem disabled={isLast} onSelect={() => controller.edits.shift(cell.id, 1)}>
        {text('moveDown')}
      </MenuItem>
      <MenuItem onSelect={() => onAdd(place())}>{text('addAbove')}</MenuItem>
      <MenuItem onSelect={() => onAdd(place() + 1)}>{text('addBelow')}</MenuItem>
      <MenuItem onSelect={() => openHistory.open({ of: 'cell', cell: cell.id })}>{history('blame.open')}</MenuItem>
      {keptKey === null ? null : <MenuItem onSelect={() => void withdraw(keptKey)}>{text('withdraw')}</MenuItem>}
      <MenuSeparator />
      <MenuItem onSelect={remove}>{text('delete')}</MenuItem>
    </Menu>
  );
}
