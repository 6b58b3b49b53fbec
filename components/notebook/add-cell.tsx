'use client';

import { Plus } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { DropdownMenu as Radix } from 'radix-ui';
import { memo, useRef } from 'react';
import type { CellKind } from '@/analysis-kernel/document/notebook';
import { methodEntries } from '@/analysis-kernel/registry/registry';
import { Button } from '@/components/ui/button';
import { ownPress } from '@/components/ui/menu';
import { cellKinds, KindIcon } from './cells/cell-kinds';
import type { NewCell } from './starting-cells';
import { useNewCell } from './use-new-cell';
import { useSteady } from './use-steady';

const kinds = Object.keys(cellKinds) as CellKind[];

interface AddCellProps {
  readonly at: number;
  readonly open: boolean;
  /** An empty text cell in which `/` was typed, and which the new cell takes the place of. */
  readonly replacing: string | null;
  readonly onOpenChange: (at: number, open: boolean) => void;
}

/** Where a text cell is written. */
function editorOf(cell: string): HTMLElement | null {
  return document.getElementById(`cell-${cell}`)?.querySelector('textarea') ?? null;
}

/** The quiet plus between two cells, and its list: a cohort, each analysis by its own name, the other kinds. */
export const AddCell = memo(function AddCell({ at, open, replacing, onOpenChange }: AddCellProps) {
  const text = useTranslations('notebook');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const insert = useNewCell();
  /** Whether a cell was chosen, and its id where it is there already. */
  const chosen = useRef<{ readonly made: string | null } | null>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  useSteady(trigger, open);
  // Closed first: with the new cell in, this place is another one's and the list would stand open there.
  const add = (wanted: NewCell) => {
    onOpenChange(at, false);
    chosen.current = { made: insert({ ...wanted, at, replacing }) };
  };
  return (
    <Radix.Root open={open} onOpenChange={(next) => onOpenChange(at, next)}>
      <div className="group/add flex h-7 items-center justify-center">
        <Radix.Trigger asChild>
          <Button
            ref={trigger}
            look="quiet"
            size="small"
            aria-label={text('add.here')}
            className="opacity-60 group-hover/add:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100"
          >
            <Plus aria-hidden className="size-4" />
          </Button>
        </Radix.Trigger>
      </div>
      <Radix.Portal>
        <Radix.Content
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) w-80 overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-float"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // The open list let no cell under it have the focus; one that comes after it takes the focus itself.
            const cell = chosen.current ? chosen.current.made : replacing;
            if (cell !== null) editorOf(cell)?.focus();
            else if (!chosen.current) trigger.current?.focus();
            chosen.current = null;
          }}
        >
          {kinds.map((kind) =>
            kind === 'analysis' ? (
              methodEntries().map((method) => (
                <Offer
                  key={method.id}
                  kind="analysis"
                  method={method.id}
                  title={method.title[lang]}
                  help={method.summary[lang]}
                  onSelect={() => add({ kind: 'analysis', method: method.id })}
                />
              ))
            ) : (
              <Offer key={kind} kind={kind} title={text(`kind.${kind}`)} help={text(`kindHelp.${kind}`)} onSelect={() => add({ kind })} />
            ),
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
});

function Offer({
  kind,
  method,
  title,
  help,
  onSelect,
}: {
  readonly kind: CellKind;
  readonly method?: string;
  readonly title: string;
  readonly help: string;
  readonly onSelect: () => void;
}) {
  return (
    <Radix.Item
      onSelect={onSelect}
      textValue={title}
      {...ownPress}
      className="flex items-start gap-3 rounded px-2 py-1.5 outline-none select-none data-highlighted:bg-sunken"
    >
      <span className="pt-0.5">
        <KindIcon kind={kind} method={method} />
      </span>
      <span className="grid min-w-0">
        <span className="font-medium">{title}</span>
        <span className="line-clamp-2 text-xs text-ink-soft">{help}</span>
      </span>
    </Radix.Item>
  );
}
