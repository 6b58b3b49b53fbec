'use client';

import { useTranslations } from 'next-intl';
import type { LeftRole } from '@/analysis-kernel/formula/formula-roles';
import type { Response } from '@/analysis-kernel/registry/method';
import { isGrouping, type OfferedColumn, offeredOutcomes } from '@/analysis-kernel/registry/offered-column';
import { ColumnChoice } from './column-choice';

interface OutcomeChoiceProps {
  readonly left: LeftRole;
  readonly response: Response;
  /** Whether the method wants several rows a patient, each with the time from which it is at risk. */
  readonly offersStart: boolean;
  readonly columns: readonly OfferedColumn[];
  readonly help: string;
  readonly disabled: boolean;
  readonly onChange: (left: LeftRole) => void;
}

/** Columns that can be the outcome, those of its kind first. */
function responseColumns(columns: readonly OfferedColumn[], response: Response): readonly OfferedColumn[] {
  const usable = columns.filter(({ use, outcome }) => use !== 'key' && use !== 'date' && use !== 'other' && outcome?.part !== 'cause');
  const kind = (column: OfferedColumn) => {
    const { use, type, levels, words } = column;
    if (response === 'binary') return use === 'event' || type === 'boolean' || (levels ?? words)?.length === 2;
    return response === 'counts' ? type === 'integer' : (use === 'numeric' && !isGrouping(column)) || use === 'time';
  };
  return [...usable.filter(kind), ...usable.filter((column) => !kind(column))];
}

/** What is modelled: an outcome of the cohort, time and event of other tables, or one column. */
export function OutcomeChoice({ left, response, offersStart, columns, help, disabled, onChange }: OutcomeChoiceProps) {
  const text = useTranslations('forms');
  if (left.kind === 'none') return null;
  if (left.kind === 'column') {
    return (
      <ColumnChoice
        label={text(`response.${response === 'binary' || response === 'counts' ? response : 'numeric'}`)}
        help={help}
        columns={responseColumns(columns, response)}
        value={left.name || null}
        optional={false}
        disabled={disabled}
        onChange={(name) => name && onChange({ kind: 'column', name })}
      />
    );
  }
  const times = columns.filter(({ use }) => use === 'time' || use === 'numeric');
  const start =
    offersStart || left.start !== null ? (
      <ColumnChoice
        label={text('start')}
        help={help}
        columns={times}
        value={left.start || null}
        optional={!offersStart}
        disabled={disabled}
        onChange={(from) => onChange({ ...left, start: from })}
      />
    ) : null;
  const outcomes = offeredOutcomes(columns);
  if (outcomes.length > 0 && start === null) {
    const known = outcomes.find(({ time, event }) => time === left.time && event.name === left.event);
    return (
      <ColumnChoice
        label={text('outcome')}
        help={help}
        // An outcome is picked by its event column, which carries its label.
        columns={outcomes.map(({ name, event }) => ({ ...event, name }))}
        value={known?.name ?? null}
        optional={false}
        disabled={disabled}
        onChange={(name) => {
          const outcome = outcomes.find((one) => one.name === name);
          if (outcome) onChange({ ...left, time: outcome.time, event: outcome.event.name });
        }}
      />
    );
  }
  return (
    <>
      {start}
      <ColumnChoice
        label={text(start === null ? 'time' : 'stop')}
        help={help}
        columns={times}
        value={left.time || null}
        optional={false}
        disabled={disabled}
        onChange={(time) => time && onChange({ ...left, time })}
      />
      <ColumnChoice
        label={text('event')}
        help={help}
        columns={columns}
        value={left.event || null}
        optional={false}
        disabled={disabled}
        onChange={(event) => event && onChange({ ...left, event })}
      />
    </>
  );
}
