'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useId } from 'react';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import { NativeSelect } from '@/components/ui/field';
import { ChosenColumns, columnLabel, RemoveColumn, takesColumn } from './chosen-columns';
import { Labelled } from './labelled';

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
    <Labelled id={id} label={label}>
      <NativeSelect
        id={id}
        title={help}
        value={value ?? ''}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value || null)}
        {...takesColumn(columns, onChange)}
      >
        {optional || value === null ? <option value="">{optional ? text('none') : text('choose')}</option> : null}
        {value !== null && !known ? <option value={value}>{value}</option> : null}
        {columns.map((column) => (
          <option key={column.name} value={column.name}>
            {columnLabel(column, lang)}
          </option>
        ))}
      </NativeSelect>
    </Labelled>
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

/** Several columns in a role, as chips that can be taken out. */
export function ColumnsChoice({ label, help, columns, value, disabled, onChange }: ColumnsChoiceProps) {
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  return (
    <ChosenColumns
      role={label}
      help={help}
      columns={columns}
      chosen={value}
      disabled={disabled}
      layout="chips"
      onAdd={(name) => onChange([...value, name])}
    >
      {value.map((name) => {
        const column = columns.find((candidate) => candidate.name === name);
        const shown = column ? columnLabel(column, lang) : name;
        return (
          <span key={name} className="inline-flex max-w-full min-w-0 items-center gap-1 rounded bg-accent-soft ps-2 text-sm">
            <span className="truncate" title={shown}>
              {shown}
            </span>
            <RemoveColumn name={shown} disabled={disabled} onRemove={() => onChange(value.filter((other) => other !== name))} />
          </span>
        );
      })}
    </ChosenColumns>
  );
}
