'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useId } from 'react';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import { Input, NativeSelect } from '@/components/ui/field';
import { columnLabel, RemoveColumn } from './chosen-columns';
import { Labelled } from './labelled';

type Value = string | number | boolean;
/** Every pair of a column's levels, or two values of it. */
type Compared = 'all' | readonly [Value, Value];

interface ComparisonsChoiceProps {
  readonly label: string;
  readonly help: string;
  /** Those of the formula. */
  readonly columns: readonly OfferedColumn[];
  readonly value: unknown;
  readonly disabled: boolean;
  readonly onChange: (value: Readonly<Record<string, Compared>> | undefined) => void;
}

/** Which values of which columns are compared: a category begins with every pair of its levels, a number with 1 against 0. */
export function ComparisonsChoice({ label, help, columns, value, disabled, onChange }: ComparisonsChoiceProps) {
  const text = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const id = useId();
  const chosen = comparedOf(value);
  const write = (entries: readonly (readonly [string, Compared])[]) =>
    onChange(entries.length === 0 ? undefined : Object.fromEntries(entries));
  const change = (name: string, compared: Compared) => write(chosen.map(([own, old]) => [own, own === name ? compared : old]));
  const others = columns.filter(({ name }) => !chosen.some(([own]) => own === name));
  return (
    <Labelled id={id} label={label}>
      {chosen.map(([name, compared]) => {
        const column = columns.find((one) => one.name === name);
        const shown = column ? columnLabel(column, lang) : name;
        return (
          <div key={name} className="flex min-w-0 flex-wrap items-center gap-2 text-sm">
            <span className="min-w-0 truncate">{shown}</span>
            {column?.levels ? (
              <NativeSelect
                aria-label={text('compareOf', { name: shown })}
                disabled={disabled}
                value={compared === 'all' ? 'all' : 'two'}
                onChange={({ target }) => change(name, target.value === 'all' ? 'all' : firstTwo(column))}
              >
                <option value="all">{text('everyPair')}</option>
                <option value="two">{text('twoLevels')}</option>
              </NativeSelect>
            ) : null}
            {compared === 'all'
              ? null
              : ([0, 1] as const).map((at) => (
                  <ComparedValue
                    key={at}
                    column={column ?? null}
                    label={text(at === 0 ? 'firstOf' : 'secondOf', { name: shown })}
                    value={compared[at]}
                    disabled={disabled}
                    onChange={(one) => change(name, at === 0 ? [one, compared[1]] : [compared[0], one])}
                  />
                ))}
            <RemoveColumn name={shown} disabled={disabled} onRemove={() => write(chosen.filter(([own]) => own !== name))} />
          </div>
        );
      })}
      <NativeSelect
        id={id}
        title={help}
        disabled={disabled || others.length === 0}
        value=""
        onChange={({ target }) => {
          const column = others.find(({ name }) => name === target.value);
          if (column !== undefined) write([...chosen, [column.name, column.levels ? 'all' : [1, 0]]]);
        }}
      >
        <option value="">{text('add')}</option>
        {others.map((column) => (
          <option key={column.name} value={column.name}>
            {columnLabel(column, lang)}
          </option>
        ))}
      </NativeSelect>
    </Labelled>
  );
}

interface ComparedValueProps {
  readonly column: OfferedColumn | null;
  readonly label: string;
  readonly value: Value;
  readonly disabled: boolean;
  readonly onChange: (value: Value) => void;
}

/** One of two values: a level where the column has them, else a number. */
function ComparedValue({ column, label, value, disabled, onChange }: ComparedValueProps) {
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const common = { 'aria-label': label, disabled };
  if (!column?.levels) {
    const typed = (text: string) => (text.trim() === '' || Number.isNaN(Number(text)) ? text.trim() : Number(text));
    return (
      <Input
        {...common}
        key={String(value)}
        className="w-24"
        inputMode="decimal"
        defaultValue={String(value)}
        onBlur={({ target }) => {
          if (target.value.trim() !== '' && typed(target.value) !== value) onChange(typed(target.value));
        }}
      />
    );
  }
  const known = column.levels.some(({ key }) => key === String(value));
  return (
    <NativeSelect {...common} value={String(value)} onChange={({ target }) => onChange(target.value)}>
      {known ? null : <option value={String(value)}>{String(value)}</option>}
      {column.levels.map(({ key, label: word }) => (
        <option key={key} value={key}>
          {word?.[lang] ?? key}
        </option>
      ))}
    </NativeSelect>
  );
}

function firstTwo({ levels }: OfferedColumn): readonly [Value, Value] {
  const keys = (levels ?? []).map(({ key }) => key);
  return [keys[1] ?? keys[0] ?? '', keys[0] ?? ''];
}

/** What is written, as far as it is comparisons. */
function comparedOf(value: unknown): readonly (readonly [string, Compared])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, own]): (readonly [string, Compared])[] => {
    if (own === 'all') return [[name, own]];
    return Array.isArray(own) && own.length === 2 ? [[name, [own[0], own[1]]]] : [];
  });
}
