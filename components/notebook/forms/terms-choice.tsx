'use client';

import { X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { plainTerm, type TermRole } from '@/analysis-kernel/formula/formula-roles';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import { unitText } from '@/analysis-kernel/results/format';
import { Input, NativeSelect } from '@/components/ui/field';
import { columnLabel } from './column-choice';

interface TermsChoiceProps {
  readonly help: string;
  readonly columns: readonly OfferedColumn[];
  readonly terms: readonly TermRole[];
  readonly disabled: boolean;
  readonly onChange: (terms: readonly TermRole[]) => void;
}

/** The covariates of a model, a line each: a number per so many of its unit, a category against a reference of choice. */
export function TermsChoice({ help, columns, terms, disabled, onChange }: TermsChoiceProps) {
  const text = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const rest = columns.filter(({ name }) => !terms.some((term) => term.name === name));
  const change = (at: number, to: Partial<TermRole>) => onChange(terms.map((term, place) => (place === at ? { ...term, ...to } : term)));
  const add = (name: string) => {
    if (rest.some((column) => column.name === name)) onChange([...terms, plainTerm(name)]);
  };
  return (
    <fieldset className="grid min-w-0 grid-cols-1 content-start gap-1 sm:col-span-2">
      <legend className="text-sm font-medium">{text('covariates')}</legend>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the list below does the same by keyboard */}
      <div
        className="grid min-w-0 grid-cols-1 gap-1.5 rounded-md border border-line-strong bg-surface p-1.5"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          add(event.dataTransfer.getData('text/plain'));
        }}
      >
        {terms.map((term, at) => {
          const column = columns.find(({ name }) => name === term.name);
          const shown = column ? columnLabel(column, lang) : term.name;
          return (
            <div key={term.name} className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 rounded bg-accent-soft ps-2 text-sm">
              <span className="min-w-0 flex-1 truncate" title={shown}>
                {shown}
              </span>
              {column?.use === 'numeric' || column?.use === 'time' ? (
                <span className="flex items-center gap-1.5 whitespace-nowrap">
                  {text('per')}
                  <Input
                    type="number"
                    min={0}
                    step="any"
                    className="h-7! w-20!"
                    placeholder="1"
                    aria-label={text('perOf', { name: shown })}
                    value={term.per ?? ''}
                    disabled={disabled}
                    onChange={(event) => {
                      const per = Number(event.target.value);
                      change(at, { per: per > 0 && per !== 1 ? per : null });
                    }}
                  />
                  {column.unit === null ? null : unitText(column.unit, lang)}
                </span>
              ) : null}
              {column?.levels && column.levels.length > 1 ? (
                <span className="flex max-w-full min-w-0 items-center gap-1.5">
                  <span className="whitespace-nowrap">{text('reference')}</span>
                  <NativeSelect
                    className="h-7! max-w-full min-w-0"
                    aria-label={text('referenceOf', { name: shown })}
                    value={term.reference ?? column.levels[0].key}
                    disabled={disabled}
                    onChange={(event) => {
                      const first = column.levels?.[0].key === event.target.value;
                      change(at, { reference: first ? null : event.target.value });
                    }}
                  >
                    {column.levels.map(({ key, label }) => (
                      <option key={key} value={key}>
                        {label?.[lang] ?? key}
                      </option>
                    ))}
                  </NativeSelect>
                </span>
              ) : null}
              <button
                type="button"
                disabled={disabled}
                aria-label={text('remove', { name: shown })}
                onClick={() => onChange(terms.filter((_, place) => place !== at))}
                className="grid size-6 place-items-center rounded hover:bg-sunken"
              >
                <X aria-hidden className="size-3" />
              </button>
            </div>
          );
        })}
        <NativeSelect
          aria-label={text('addTo', { role: text('covariates') })}
          title={help}
          value=""
          disabled={disabled || rest.length === 0}
          className="h-7! w-auto! max-w-full min-w-0 justify-self-start border-dashed! text-sm"
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
