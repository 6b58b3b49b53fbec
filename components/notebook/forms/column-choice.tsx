'use client';

import { X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useId } from 'react';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import { unitText } from '@/analysis-kernel/results/format';
import { NativeSelect } from '@/components/ui/field';

/** How a column is called in pick lists: its label, then its name and unit. */
export function columnLabel(column: OfferedColumn, lang: 'en' | 'zh'): string {
  const label = column.label?.[lang];
  const name = label && label !== column.name ? `${label} (${column.name})` : column.name;
  return column.unit ? `${name}${lang === 'zh' ? '，' : ', '}${unitText(column.unit, lang)}` : name;
}

interface ColumnChoiceProps {
  readonly label: string;
  readonly help: string;
  readonly columns: readonly OfferedColumn[];
  readonly value: string | null;
  readonly optional: boolean;
  readonly disabled: boolean;
  readonly onChange: (column: string | null) => void;
}

/** One column in a role: a list box that also takes a name dropped on it. */
export function ColumnChoice({ label, help, columns, value, optional, disabled, onChange }: ColumnChoiceProps) {
  const text = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const id = useId();
  const known = columns.some(({ name }) => name === value);
  return (
    <div className="grid min-w-0 grid-cols-1 content-start gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <NativeSelect
        id={id}
        title={help}
        value={value ?? ''}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value || null)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          const dropped = event.dataTransfer.getData('text/plain');
          if (columns.some(({ name }) => name === dropped)) onChange(dropped);
        }}
      >
        {optional || value === null ? <option value="">{optional ? text('none') : text('choose')}</option> : null}
        {value !== null && !known ? <option value={value}>{value}</option> : null}
        {columns.map((column) => (
          <option key={column.name} value={column.name}>
            {columnLabel(column, lang)}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}

interface ColumnsChoiceProps {
  readonly label: string;
  readonly help: string;
  readonly columns: readonly OfferedColumn[];
  readonly value: readonly string[];
  readonly disabled: boolean;
  readonly onChange: (columns: readonly string[]) => void;
}

/** Several columns in a role: chips that can be taken out, and a list to add from or to drop on. */
export function ColumnsChoice({ label, help, columns, value, disabled, onChange }: ColumnsChoiceProps) {
  const text = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const id = useId();
  const add = (name: string) => {
    if (name && !value.includes(name)) onChange([...value, name]);
  };
  const rest = columns.filter(({ name }) => !value.includes(name));
  return (
    <fieldset className="grid min-w-0 grid-cols-1 content-start gap-1">
      <legend className="text-sm font-medium">{label}</legend>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the list below does the same by keyboard */}
      <div
        className="flex min-w-0 flex-wrap items-center gap-1.5 rounded-md border border-line-strong bg-surface p-1.5"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          const dropped = event.dataTransfer.getData('text/plain');
          if (columns.some(({ name }) => name === dropped)) add(dropped);
        }}
      >
        {value.map((name) => {
          const column = columns.find((candidate) => candidate.name === name);
          const shown = column ? columnLabel(column, lang) : name;
          return (
            <span key={name} className="inline-flex max-w-full min-w-0 items-center gap-1 rounded bg-accent-soft ps-2 text-sm">
              <span className="truncate" title={shown}>
                {shown}
              </span>
              <button
                type="button"
                disabled={disabled}
                aria-label={text('remove', { name: shown })}
                onClick={() => onChange(value.filter((other) => other !== name))}
                className="grid size-6 shrink-0 place-items-center rounded hover:bg-sunken"
              >
                <X aria-hidden className="size-3" />
              </button>
            </span>
          );
        })}
        <NativeSelect
          id={id}
          aria-label={text('addTo', { role: label })}
          title={help}
          value=""
          disabled={disabled || rest.length === 0}
          className="h-7! w-auto! max-w-full min-w-0 border-dashed! text-sm"
          onChange={(event) => add(event.target.value)}
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
