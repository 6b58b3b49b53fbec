'use client';

import { useLocale, useTranslations } from 'next-intl';
import { plainTerm, type TermRole } from '@/analysis-kernel/formula/formula-roles';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import { unitText } from '@/analysis-kernel/results/format';
import { Input, NativeSelect } from '@/components/ui/field';
import { ChosenColumns, columnLabel, RemoveColumn } from './chosen-columns';

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
  return (
    <ChosenColumns
      role={text('covariates')}
      help={help}
      columns={columns}
      chosen={terms.map(({ name }) => name)}
      disabled={disabled}
      layout="lines"
      onAdd={(name) => onChange([...terms, plainTerm(name)])}
    >
      {terms.map((term, at) => (
        <TermLine
          key={term.name}
          term={term}
          column={columns.find(({ name }) => name === term.name) ?? null}
          disabled={disabled}
          onChange={(to) => onChange(terms.map((other, place) => (place === at ? { ...term, ...to } : other)))}
          onRemove={() => onChange(terms.filter((_, place) => place !== at))}
        />
      ))}
    </ChosenColumns>
  );
}

interface TermLineProps {
  readonly term: TermRole;
  /** Null where the table has no such column. */
  readonly column: OfferedColumn | null;
  readonly disabled: boolean;
  readonly onChange: (to: Partial<TermRole>) => void;
  readonly onRemove: () => void;
}

function TermLine({ term, column, disabled, onChange, onRemove }: TermLineProps) {
  const text = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const shown = column ? columnLabel(column, lang) : term.name;
  const levels = column?.levels ?? [];
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 rounded bg-accent-soft ps-2 text-sm">
      <span className="min-w-36 flex-1 truncate" title={shown}>
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
              onChange({ per: per > 0 && per !== 1 ? per : null });
            }}
          />
          {column.unit === null ? null : unitText(column.unit, lang)}
        </span>
      ) : null}
      {levels.length > 1 ? (
        <span className="flex max-w-full min-w-0 items-center gap-1.5">
          <span className="whitespace-nowrap">{text('reference')}</span>
          <NativeSelect
            className="h-7! max-w-full min-w-0"
            aria-label={text('referenceOf', { name: shown })}
            value={term.reference ?? levels[0].key}
            disabled={disabled}
            onChange={(event) => onChange({ reference: levels[0].key === event.target.value ? null : event.target.value })}
          >
            {levels.map(({ key, label }) => (
              <option key={key} value={key}>
                {label?.[lang] ?? key}
              </option>
            ))}
          </NativeSelect>
        </span>
      ) : null}
      <RemoveColumn name={shown} disabled={disabled} onRemove={onRemove} />
    </div>
  );
}
