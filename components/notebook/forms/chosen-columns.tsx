'use client';

import { X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import { unitText } from '@/analysis-kernel/results/format';
import { NativeSelect } from '@/components/ui/field';

/** How a column is called in pick lists: its label, then its name and unit. */
export function columnLabel(column: OfferedColumn, lang: 'en' | 'zh'): string {
  const label = column.label?.[lang];
  const name = label && label !== column.name ? `${label}${lang === 'zh' ? `（${column.name}）` : ` (${column.name})`}` : column.name;
  return column.unit ? `${name}${lang === 'zh' ? '，' : ', '}${unitText(column.unit, lang)}` : name;
}

/** What an element needs to take the name of a column dropped on it. */
export function takesColumn(columns: readonly OfferedColumn[], onColumn: (name: string) => void) {
  return {
    onDragOver: (event: React.DragEvent) => event.preventDefault(),
    onDrop: (event: React.DragEvent) => {
      event.preventDefault();
      const dropped = event.dataTransfer.getData('text/plain');
      if (columns.some(({ name }) => name === dropped)) onColumn(dropped);
    },
  };
}

interface ChosenColumnsProps {
  readonly role: string;
  readonly help: string;
  /** All that may stand in the role. */
  readonly columns: readonly OfferedColumn[];
  readonly chosen: readonly string[];
  readonly disabled: boolean;
  /** One below the other over the whole form, or beside each other as far as they fit. */
  readonly layout: 'lines' | 'chips';
  readonly onAdd: (name: string) => void;
  /** Those that stand in the role. */
  readonly children: ReactNode;
}

/** Several columns in a role: what is chosen, and a list to add from or to drop on. */
export function ChosenColumns({ role, help, columns, chosen, disabled, layout, onAdd, children }: ChosenColumnsProps) {
  const text = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const rest = columns.filter(({ name }) => !chosen.includes(name));
  return (
    <fieldset className={`grid min-w-0 grid-cols-1 content-start gap-1 ${layout === 'lines' ? 'sm:col-span-2' : ''}`}>
      <legend className="text-sm font-medium">{role}</legend>
      {/* Dropping is a shortcut: the list below does the same by keyboard. */}
      <div
        className={`min-w-0 gap-1.5 rounded-md border border-line-strong bg-surface p-1.5 ${
          layout === 'lines' ? 'grid grid-cols-1' : 'flex flex-wrap items-center'
        }`}
        {...takesColumn(rest, onAdd)}
      >
        {children}
        <NativeSelect
          aria-label={text('addTo', { role })}
          title={help}
          value=""
          disabled={disabled || rest.length === 0}
          className="h-7! w-auto! max-w-full min-w-0 justify-self-start border-dashed! text-sm"
          onChange={(event) => event.target.value && onAdd(event.target.value)}
        >
          <option value="">{text('add')}</option>
          {rest.map((column) => (
            <option key={column.name} value={column.name}>
              {columnLabel(column, lang)}
            </option>
          ))}
        </NativeSelect>
      </div>
    </fieldset>
  );
}

/** Takes a column out of its role; the focus goes to what stands in its place, or to the list to add from. */
export function RemoveColumn({
  name,
  disabled,
  onRemove,
}: {
  readonly name: string;
  readonly disabled: boolean;
  readonly onRemove: () => void;
}) {
  const text = useTranslations('forms');
  return (
    <button
      type="button"
      data-remove
      disabled={disabled}
      aria-label={text('remove', { name })}
      onClick={({ currentTarget }) => {
        const role = currentTarget.closest('fieldset');
        const removers = () => [...(role?.querySelectorAll<HTMLButtonElement>('[data-remove]') ?? [])];
        const at = removers().indexOf(currentTarget);
        flushSync(onRemove);
        (removers()[at] ?? role?.querySelector('select'))?.focus();
      }}
      className="grid size-6 shrink-0 place-items-center rounded hover:bg-sunken"
    >
      <X aria-hidden className="size-3" />
    </button>
  );
}
