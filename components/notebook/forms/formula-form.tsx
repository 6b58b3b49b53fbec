'use client';

import { useTranslations } from 'next-intl';
import type { FormHint } from '@/analysis-kernel/registry/options';
import type { OfferedColumn } from '@/components/workbench/engine/protocol';
import { ColumnChoice, ColumnsChoice } from './column-choice';
import { type FormulaRoles, formulaOf, rolesOf } from './formula-roles';

interface FormulaFormProps {
  readonly hint: Extract<FormHint, { control: 'formula' }>;
  readonly help: string;
  readonly formula: string | null;
  readonly columns: readonly OfferedColumn[];
  readonly disabled: boolean;
  readonly onChange: (formula: string) => void;
}

const nothing: FormulaRoles = { start: null, time: '', event: '', terms: [], strata: [], cluster: null };

/** The roles of a formula as lists to choose from, and the formula they make. */
export function FormulaForm({ hint, help, formula, columns, disabled, onChange }: FormulaFormProps) {
  const text = useTranslations('forms');
  const roles = formula === null || formula.trim() === '' ? nothing : rolesOf(formula);
  if (roles === null) {
    return (
      <p className="text-sm text-ink-soft sm:col-span-2">
        {text('rich')} <code className="font-mono">{formula}</code>
      </p>
    );
  }
  const set = (change: Partial<FormulaRoles>) => onChange(formulaOf({ ...roles, ...change }));
  const outcomes = columns.flatMap(({ name, use, label, unit }) =>
    use === 'event' && name.endsWith('_event') ? [{ name: name.slice(0, -6), type: '', label, unit, use }] : [],
  );
  const outcome = outcomes.find(({ name }) => `${name}_event` === roles.event && `${name}_days` === roles.time)?.name ?? null;
  const numeric = columns.filter(({ use }) => use === 'time' || use === 'numeric');
  const usable = columns.filter(
    ({ use, name }) => use !== 'key' && use !== 'date' && name !== roles.time && name !== roles.event && !name.endsWith('_exit_reason'),
  );
  const isOutcomeColumn = (name: string) =>
    outcomes.some((known) => name === `${known.name}_days` || name === `${known.name}_event` || name === `${known.name}_cause`);
  const covariates = usable.filter(({ name }) => !isOutcomeColumn(name) && name !== 'exit_reason');
  return (
    <>
      {outcomes.length > 0 ? (
        <ColumnChoice
          label={text('outcome')}
          help={help}
          columns={outcomes}
          value={outcome}
          optional={false}
          disabled={disabled}
          onChange={(name) => name && set({ time: `${name}_days`, event: `${name}_event` })}
        />
      ) : (
        <>
          <ColumnChoice
            label={text('time')}
            help={help}
            columns={numeric}
            value={roles.time || null}
            optional={false}
            disabled={disabled}
            onChange={(name) => name && set({ time: name })}
          />
          <ColumnChoice
            label={text('event')}
            help={help}
            columns={columns}
            value={roles.event || null}
            optional={false}
            disabled={disabled}
            onChange={(name) => name && set({ event: name })}
          />
        </>
      )}
      {hint.roles.includes('group') || hint.roles.includes('covariates') ? (
        <ColumnsChoice
          label={hint.roles.includes('group') ? text('group') : text('covariates')}
          help={help}
          columns={covariates}
          value={roles.terms}
          disabled={disabled}
          onChange={(terms) => set({ terms })}
        />
      ) : null}
      {hint.roles.includes('strata') ? (
        <ColumnsChoice
          label={text('strata')}
          help={help}
          columns={covariates}
          value={roles.strata}
          disabled={disabled}
          onChange={(strata) => set({ strata })}
        />
      ) : null}
      {hint.roles.includes('cluster') ? (
        <ColumnChoice
          label={text('cluster')}
          help={help}
          columns={columns.filter(({ use }) => use !== 'date')}
          value={roles.cluster}
          optional
          disabled={disabled}
          onChange={(cluster) => set({ cluster })}
        />
      ) : null}
      <p className="text-sm text-ink-soft sm:col-span-2">
        {text('formula')} <code className="font-mono">{formula ?? ''}</code>
      </p>
    </>
  );
}
