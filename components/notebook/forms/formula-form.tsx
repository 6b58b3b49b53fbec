'use client';

import { useTranslations } from 'next-intl';
import { type FormulaRoles, formulaOf, type LeftRole, plainTerm, rolesOf } from '@/analysis-kernel/formula/formula-roles';
import type { Response } from '@/analysis-kernel/registry/method';
import { describingColumns, type OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import type { FormHint } from '@/analysis-kernel/registry/options';
import { ColumnChoice, ColumnsChoice } from './column-choice';
import { OutcomeChoice } from './outcome-choice';
import { TermsChoice } from './terms-choice';

interface FormulaFormProps {
  readonly hint: Extract<FormHint, { control: 'formula' }>;
  readonly response: Response;
  readonly help: string;
  readonly formula: string | null;
  readonly columns: readonly OfferedColumn[];
  readonly disabled: boolean;
  readonly onChange: (formula: string) => void;
}

function nothing(response: Response): FormulaRoles {
  const left: LeftRole =
    response === 'survival'
      ? { kind: 'survival', start: null, time: '', event: '' }
      : response === 'none'
        ? { kind: 'none' }
        : { kind: 'column', name: '' };
  return { left, terms: [], strata: [], cluster: null };
}

/** Whether what stands on the left is what the method models. */
function fits(left: LeftRole, response: Response): boolean {
  const wanted = response === 'survival' ? 'survival' : response === 'none' ? 'none' : 'column';
  return left.kind === wanted;
}

/** The roles of a formula as lists to choose from, and the formula they make. */
export function FormulaForm({ hint, response, help, formula, columns, disabled, onChange }: FormulaFormProps) {
  const text = useTranslations('forms');
  const empty = formula === null || formula.trim() === '';
  const read = empty ? nothing(response) : rolesOf(formula);
  if (read === null) {
    return (
      <p className="min-w-0 text-sm text-ink-soft sm:col-span-2">
        {text('rich')} <code className="font-mono break-words">{formula}</code>
      </p>
    );
  }
  // Another method's outcome is chosen anew; the right-hand side stays.
  const roles = fits(read.left, response) ? read : { ...read, left: nothing(response).left };
  const set = (change: Partial<FormulaRoles>) => onChange(formulaOf({ ...roles, ...change }));
  const { left } = roles;
  const covariates = describingColumns(columns).filter(({ name }) => left.kind !== 'column' || name !== left.name);
  return (
    <>
      <OutcomeChoice
        left={left}
        response={response}
        offersStart={hint.roles.includes('start')}
        columns={columns}
        help={help}
        disabled={disabled}
        onChange={(next) => set({ left: next })}
      />
      {hint.roles.includes('group') ? (
        <ColumnChoice
          label={text('group')}
          help={help}
          columns={covariates}
          value={roles.terms.length === 0 ? null : roles.terms.map(({ name }) => name).join(' + ')}
          optional
          disabled={disabled}
          onChange={(name) => set({ terms: name === null ? [] : [plainTerm(name)] })}
        />
      ) : null}
      {hint.roles.includes('groups') ? (
        <ColumnsChoice
          label={text('group')}
          help={help}
          columns={covariates}
          value={roles.terms.map(({ name }) => name)}
          disabled={disabled}
          onChange={(names) => set({ terms: names.map((name) => roles.terms.find((term) => term.name === name) ?? plainTerm(name)) })}
        />
      ) : null}
      {hint.roles.includes('covariates') ? (
        <TermsChoice help={help} columns={covariates} terms={roles.terms} disabled={disabled} onChange={(terms) => set({ terms })} />
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
      {hint.roles.includes('random') ? (
        <RandomChoice roles={roles} columns={columns} help={help} disabled={disabled} onChange={(random) => set({ random })} />
      ) : null}
      <p className="min-w-0 text-sm text-ink-soft sm:col-span-2">
        {text('formula')} <code className="font-mono break-words">{formula ?? ''}</code>
      </p>
    </>
  );
}

interface RandomChoiceProps extends Pick<FormulaFormProps, 'columns' | 'help' | 'disabled'> {
  readonly roles: FormulaRoles;
  readonly onChange: (random: FormulaRoles['random']) => void;
}

/** Whose rows belong together, and the number whose slope varies between them. */
function RandomChoice({ roles, columns, help, disabled, onChange }: RandomChoiceProps) {
  const text = useTranslations('forms');
  const random = roles.random ?? null;
  return (
    <>
      <ColumnChoice
        label={text('random')}
        help={help}
        columns={columns.filter(({ use }) => use !== 'date')}
        value={random?.group ?? null}
        optional
        disabled={disabled}
        onChange={(group) => onChange(group === null ? null : { group, slope: random?.slope ?? null })}
      />
      {random === null ? null : (
        <ColumnChoice
          label={text('randomSlope')}
          help={help}
          columns={columns.filter(({ use }) => use === 'numeric' || use === 'time')}
          value={random.slope}
          optional
          disabled={disabled}
          onChange={(slope) => onChange({ ...random, slope })}
        />
      )}
    </>
  );
}
