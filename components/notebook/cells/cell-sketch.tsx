import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import type { Cell, CellKind } from '@/analysis-kernel/document/notebook';
import { useCellState } from '@/components/workbench/workbench-context';
import { cellKinds } from './cell-kinds';
import { summaryLine } from './summary-line';
import { withoutPlaces } from './title-of';

/** About the room in pixels that head and result of a cell take, its source aside. */
const ROOM: Readonly<Record<CellKind, number>> = { text: 0, input: 100, code: 120, sql: 300, cohort: 420, chart: 420, analysis: 560 };

/**
 * A cell far from the window: its words, for whoever searches the page or has it read out, and about the room it takes, so that the page
 * has its length. What a value stands for is not looked up.
 */
export function CellSketch({ cell }: { readonly cell: Cell }) {
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const outcome = useCellState(cell.id)?.outcome ?? null;
  const summary = useMemo(() => summaryLine(cell, lang, outcome), [cell, lang, outcome]);
  if (cell.kind === 'text') return <div className="prose-text whitespace-pre-wrap wrap-anywhere">{withoutPlaces(cell.body)}</div>;
  return (
    <div style={{ minHeight: ROOM[cell.kind] }} className="grid content-start gap-3">
      <p className="text-sm text-ink-soft">
        <b className="text-base font-semibold text-ink">{cell.name}</b> {summary}
      </p>
      {cellKinds[cell.kind].folds ? null : <pre className="font-mono text-sm whitespace-pre-wrap wrap-anywhere">{cell.body}</pre>}
      {outcome?.sentence ? <p className="max-w-[68ch]">{outcome.sentence[lang]}</p> : null}
    </div>
  );
}
