'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type ComponentType, useMemo } from 'react';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import type { Cell, CellKind } from '@/analysis-kernel/document/notebook';
import type { CellState } from '@/analysis-kernel/session/state';
import { dataText } from '@/analysis-kernel/views/data-text';
import { ResultPlaceContext } from '../comments/result-place';
import { AnalysisResult } from '../results/analysis-result';
import { ChartResult } from '../results/chart-result';
import { CohortResult } from '../results/cohort-result';
import { DataTable } from '../results/data-table';
import { AnalysisSource } from './analysis-source';
import { CellErrorNote } from './cell-error';
import { CellWait } from './cell-wait';
import { CohortSource } from './cohort-source';
import { InputCell } from './input-cell';
import { CellSource } from './source-cell';

const NO_WORDS = {};

interface ResultProps {
  readonly outcome: CellOutcome;
  readonly cell: string;
}

interface Body {
  /** Stands above the source and is always seen. */
  readonly Head?: ComponentType<{ readonly cell: Cell }>;
  readonly Source: ComponentType<{ readonly cell: Cell }>;
  /** Null for a kind whose value is all seen in its head. */
  readonly Result: ComponentType<ResultProps> | null;
}

/** Source and result of each kind of cell that computes something. */
const BODIES: Readonly<Record<Exclude<CellKind, 'text'>, Body>> = {
  cohort: { Source: CohortSource, Result: CohortResult },
  analysis: { Source: AnalysisSource, Result: AnalysisResult },
  sql: { Source: CellSource, Result: TableResult },
  chart: { Source: CellSource, Result: ChartResult },
  code: { Source: CellSource, Result: CodeResult },
  input: { Head: InputCell, Source: CellSource, Result: null },
};

interface CellBodyProps {
  readonly cell: Cell;
  readonly kind: keyof typeof BODIES;
  readonly state: CellState | null;
  readonly sourceShown: boolean;
}

/** Source, what is wrong with it, and result of a cell, by its kind: the error stands where it is mended, above a result of an earlier text. */
export function CellBody({ cell, kind, state, sourceShown }: CellBodyProps) {
  const { Head, Source, Result } = BODIES[kind];
  return (
    <>
      {Head ? <Head cell={cell} /> : null}
      {sourceShown ? <Source cell={cell} /> : null}
      {state?.error ? <CellErrorNote cell={cell} error={state.error} /> : null}
      {Result ? <Shown Result={Result} cell={cell} state={state} /> : null}
    </>
  );
}

interface ShownProps {
  readonly Result: ComponentType<ResultProps>;
  readonly cell: Cell;
  readonly state: CellState | null;
}

/** The result with what it waits for. */
function Shown({ Result, cell, state }: ShownProps) {
  const name = cell.name ?? '';
  const [outcome, key] = [state?.outcome ?? null, state?.freshness === 'fresh' ? state.key : null];
  const place = useMemo(() => (outcome ? { cell: cell.id, outcome, key } : null), [cell.id, outcome, key]);
  if (!state?.outcome) return <CellWait id={cell.id} state={state} />;
  const isStale = state.freshness !== 'fresh';
  return (
    <>
      <CellWait id={cell.id} state={state} />
      {/* Of an earlier state: framed by a broken line, which takes no room, so nothing moves when it is up to date again. */}
      <div
        aria-live="polite"
        className={isStale ? 'rounded-md outline-1 outline-offset-4 outline-stale outline-dashed' : undefined}
        data-result={name}
      >
        <ResultPlaceContext value={place}>
          <Result outcome={state.outcome} cell={name} />
        </ResultPlaceContext>
      </div>
    </>
  );
}

function TableResult({ outcome, cell }: ResultProps) {
  const view = outcome.views.find(({ kind, table }) => kind === 'table' && table === 'table');
  return (
    <DataTable
      table={cell}
      total={outcome.totals.get('table') ?? 0}
      first={outcome.tables.get('table') ?? null}
      words={view?.kind === 'table' ? view.columns : NO_WORDS}
    />
  );
}

/** A table, or a value. */
function CodeResult({ outcome, cell }: ResultProps) {
  const text = useTranslations('notebook.result');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  if (outcome.tables.has('table')) return <TableResult outcome={outcome} cell={cell} />;
  if (outcome.value === undefined) return null;
  return (
    <p>
      {text('value')}: <code className="font-mono">{dataText(outcome.value, lang)}</code>
    </p>
  );
}
