'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { DropdownMenu as Radix } from 'radix-ui';
import type { CellKind } from '@/analysis-kernel/document/notebook';
import { Button } from '@/components/ui/button';
import { KindIcon } from './cells/cell-head';
import { useNewCell } from './use-new-cell';

export const offeredKinds: readonly CellKind[] = ['cohort', 'analysis', 'sql', 'chart', 'input', 'text'];

interface AddCellProps {
  readonly at: number;
  readonly open: boolean;
  /** An empty text cell in which `/` was typed, and which the new cell takes the place of. */
  readonly replacing: string | null;
  readonly onOpenChange: (open: boolean) => void;
  readonly announce: (text: string) => void;
}

/** The quiet plus between two cells, and its list of kinds. */
export function AddCell({ at, open, replacing, onOpenChange }: AddCellProps) {
  const text = useTranslations('notebook');
  const insert = useNewCell();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <div className="group/add flex h-7 items-center justify-center">
        <Radix.Trigger asChild>
          <Button
            look="quiet"
            size="small"
            aria-label={text('add.here')}
            className="opacity-40 group-hover/add:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100"
          >
            <Plus aria-hidden className="size-4" />
          </Button>
        </Radix.Trigger>
      </div>
      <Radix.Portal>
        <Radix.Content
          sideOffset={4}
          className="z-50 w-80 rounded-md border border-line bg-raised p-1 shadow-float"
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          {offeredKinds.map((kind) => (
            <Radix.Item
              key={kind}
              onSelect={() => insert(kind, at, replacing)}
              className="flex items-start gap-3 rounded px-2 py-1.5 outline-none select-none data-highlighted:bg-sunken"
            >
              <span className="pt-0.5">
                <KindIcon kind={kind} />
              </span>
              <span className="grid">
                <span className="font-medium">{text(`kind.${kind}`)}</span>
                <span className="text-xs text-ink-soft">{text(`kindHelp.${kind}`)}</span>
              </span>
            </Radix.Item>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
