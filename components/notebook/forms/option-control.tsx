'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useId } from 'react';
import type { OfferedTable } from '@/analysis-kernel/host/contract';
import type { Response } from '@/analysis-kernel/registry/method';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import type { OptionDeclaration } from '@/analysis-kernel/registry/options';
import { Input, NativeSelect } from '@/components/ui/field';
import { ColumnChoice, ColumnsChoice } from './column-choice';
import { EventChoice } from './event-choice';
import { FormulaForm } from './formula-form';

interface OptionControlProps {
  readonly option: OptionDeclaration;
  /** What the method models under the options written. */
  readonly response: Response;
  readonly value: unknown;
  readonly columns: readonly OfferedColumn[];
  /** The event column of the formula written. */
  readonly eventColumn: OfferedColumn | null;
  readonly tables: readonly OfferedTable[];
  readonly disabled: boolean;
  readonly onChange: (value: unknown) => void;
}

const accepted = (columns: readonly OfferedColumn[], accepts: string) =>
  columns.filter(({ use }) => {
    if (accepts === 'numeric') return use === 'numeric' || use === 'time';
    if (accepts === 'category') return use === 'category' || use === 'numeric' || use === 'event';
    if (accepts === 'time') return use === 'time' || use === 'numeric';
    return accepts === 'event' ? use !== 'key' && use !== 'date' : true;
  });

/** One option of a method as its form hint says; the manual's sentence is its help. */
export function OptionControl({ option, response, value, columns, eventColumn, tables, disabled, onChange }: OptionControlProps) {
  const text = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const id = useId();
  const label = option.label[lang];
  const help = option.help[lang];
  const { form } = option;
  const said = (name: string) => option.valueWords[name]?.[lang] ?? name;
  const common = { id, disabled, title: help };
  switch (form.control) {
    case 'formula':
      return (
        <FormulaForm
          hint={form}
          response={response}
          help={help}
          formula={typeof value === 'string' ? value : null}
          columns={columns}
          disabled={disabled}
          onChange={onChange}
        />
      );
    case 'column':
      return (
        <ColumnChoice
          label={label}
          help={help}
          columns={accepted(columns, form.accepts)}
          value={typeof value === 'string' ? value : null}
          optional
          disabled={disabled}
          onChange={onChange}
        />
      );
    case 'columns':
      return (
        <ColumnsChoice
          label={label}
          help={help}
          columns={accepted(columns, form.accepts).filter(({ use }) => use !== 'key')}
          value={namesOf(value)}
          disabled={disabled}
          onChange={onChange}
        />
      );
    case 'event':
      return (
        <EventChoice label={label} help={help} of={form.of} column={eventColumn} value={value} disabled={disabled} onChange={onChange} />
      );
    case 'switch':
      return (
        <label className="flex min-w-0 items-center gap-2 self-end text-sm" title={help}>
          <input
            type="checkbox"
            className="size-4 shrink-0 accent-accent"
            checked={value === true || (value === undefined && option.defaultText === 'true')}
            disabled={disabled}
            onChange={(event) => onChange(event.target.checked === (option.defaultText === 'true') ? undefined : event.target.checked)}
          />
          {label}
        </label>
      );
    case 'table':
      return (
        <Labelled id={id} label={label}>
          <NativeSelect {...common} value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.target.value)}>
            {typeof value === 'string' && value !== '' && !tables.some(({ name }) => name === value) ? (
              <option value={value}>{value}</option>
            ) : null}
            <option value="">{text('choose')}</option>
            {tables.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </Labelled>
      );
    case 'choice':
      return (
        <Labelled id={id} label={label}>
          <NativeSelect
            {...common}
            value={value === undefined ? '' : String(value)}
            onChange={(event) => onChange(event.target.value || undefined)}
          >
            <option value="">{option.defaultText === null ? text('none') : text('default', { value: said(option.defaultText) })}</option>
            {(option.values ?? []).map((name) => (
              <option key={name} value={name}>
                {said(name)}
              </option>
            ))}
          </NativeSelect>
        </Labelled>
      );
    case 'number':
      return (
        <Labelled id={id} label={label}>
          <Input
            {...common}
            type="number"
            min={form.min}
            max={form.max}
            step={form.step ?? 'any'}
            placeholder={option.defaultText ?? ''}
            value={typeof value === 'number' ? value : ''}
            onChange={(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
          />
        </Labelled>
      );
    case 'numbers':
      return (
        <Labelled id={id} label={label}>
          <Input
            {...common}
            inputMode="decimal"
            placeholder={text('numbers')}
            defaultValue={Array.isArray(value) ? value.join(', ') : value === undefined ? '' : String(value)}
            onBlur={(event) => onChange(numbersOf(event.target.value))}
          />
        </Labelled>
      );
    case 'fields':
    case 'yaml':
      return value === undefined ? null : (
        <p className="text-sm text-ink-soft">
          {label}: <code className="font-mono">{JSON.stringify(value)}</code>
        </p>
      );
  }
}

function Labelled({ id, label, children }: { readonly id: string; readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div className="grid min-w-0 grid-cols-1 content-start gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children}
    </div>
  );
}

function namesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

/** Numbers between commas, semicolons or blanks; what is none is left out. */
function numbersOf(text: string): number[] | undefined {
  const numbers = text
    .split(/[,;，；\s]+/u)
    .filter(Boolean)
    .map(Number)
    .filter(Number.isFinite);
  return numbers.length > 0 ? numbers : undefined;
}
