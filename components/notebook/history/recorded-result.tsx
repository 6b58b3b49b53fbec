'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import type { CellKind } from '@/analysis-kernel/document/notebook';
import { wordedSteps } from '@/analysis-kernel/figures/flow';
import { COHORT_FLOW } from '@/analysis-kernel/figures/kinds';
import { dataText } from '@/analysis-kernel/views/data-text';
import { attritionTable } from '@/components/notebook/cohort-editor/attrition-table';
import { AnalysisResult } from '../results/analysis-result';
import { ChartResult } from '../results/chart-result';
import { FigureView } from '../results/figure-view';
import { JournalTableView } from '../results/journal-table-view';
import { ResultNotes } from '../results/result-notes';

interface RecordedResultProps {
  readonly kind: CellKind;
  /** Of the cell, for file names. */
  readonly name: string;
  readonly outcome: CellOutcome;
}

/** A result to be looked at away from its notebook: nothing in it is changed from here. */
export function RecordedResult({ kind, name, outcome: given }: RecordedResultProps) {
  const text = useTranslations('notebook.result');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  // What would mend a warning is done in the cell.
  const outcome = useMemo(() => ({ ...given, warnings: given.warnings.map(({ code, message }) => ({ code, message })) }), [given]);
  const attrition = outcome.tables.get('attrition');
  if (kind === 'cohort' && attrition) {
    return (
      <div className="grid min-w-0 grid-cols-1 gap-4">
        <FigureView figure={COHORT_FLOW} outcome={outcome} cell={name} />
        <JournalTableView table={attritionTable(wordedSteps(attrition, outcome.labels, lang), lang)} cell={name} />
        <ResultNotes outcome={outcome} />
      </div>
    );
  }
  if (kind === 'chart') return <ChartResult outcome={outcome} cell={name} />;
  if (outcome.value !== undefined && outcome.tables.size === 0) {
    return (
      <p>
        {text('value')}: <code className="font-mono">{dataText(outcome.value, lang)}</code>
      </p>
    );
  }
  return <AnalysisResult outcome={outcome} cell={name} />;
}
