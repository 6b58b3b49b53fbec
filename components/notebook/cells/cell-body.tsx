'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { Cell } from '@/analysis-kernel/document/notebook';
import type { CellState } from '@/analysis-kernel/session/state';
import { dataText } from '@/analysis-kernel/views/data-text';
import { AnalysisResult } from '../results/analysis-result';
import { ChartResult } from '../results/chart-result';
import { CohortResult } from '../results/cohort-result';
import { DataTable } from '../results/data-table';
import { AnalysisSource } from './analysis-source';
import { CellWait } from './cell-wait';
import { CohortSource } from './cohort-source';
import { InputCell } from './input-cell';
import { CellSource } from './source-cell';

/** Source and result of a cell, by its kind. */
export function CellBody({
  cell,
  state,
  sourceShown,
}: {
  readonly cell: Cell;
  readonly state: CellState | null;
  readonly sourceShown: boolean;
}) {
  return (
    <>
      {cell.kind === 'input' ? <InputCell cell={cell} /> : null}
      {sourceShown ? <Source cell={cell} /> : null}
      <Result cell={cell} state={state} />
    </>
  );
}

function Source({ cell }: { readonly cell: Cell }) {
  if (cell.kind === 'analysis') return <AnalysisSource cell={cell} />;
  if (cell.kind === 'cohort') return <CohortSource cell={cell} />;
  return <CellSource cell={cell} />;
}

function Result({ cell, state }: { readonly cell: Cell; readonly state: CellState | null }) {
  const text = useTranslations('notebook.result');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const outcome = state?.outcome;
  const name = cell.name ?? '';
  if (cell.kind === 'input') return null;
  if (!outcome) return <CellWait id={cell.id} state={state} />;
  const stale = state.freshness !== 'fresh';
  return (
    <>
      <CellWait id={cell.id} state={state} />
      {/* Of an earlier state: framed by a broken line, which takes no room, so nothing moves when it is up to date again. */}
      <div
        aria-live="polite"
        className={stale ? 'rounded-md outline-1 outline-offset-4 outline-stale outline-dashed' : undefined}
        data-result={name}
      >
        {cell.kind === 'analysis' ? <AnalysisResult outcome={outcome} cell={name} /> : null}
        {cell.kind === 'cohort' ? <CohortResult outcome={outcome} cell={name} /> : null}
        {cell.kind === 'sql' || (cell.kind === 'code' && outcome.tables.has('table')) ? (
          <DataTable table={name} total={outcome.totals.get('table') ?? 0} first={outcome.tables.get('table') ?? null} />
        ) : null}
        {cell.kind === 'chart' ? <ChartResult outcome={outcome} cell={name} /> : null}
        {cell.kind === 'code' && outcome.value !== undefined ? (
          <p>
            {text('value')}: <code className="font-mono">{dataText(outcome.value, lang)}</code>
          </p>
        ) : null}
      </div>
    </>
  );
}
