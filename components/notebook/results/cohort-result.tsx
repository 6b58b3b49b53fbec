'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import { wordedSteps } from '@/analysis-kernel/figures/flow';
import { COHORT_FLOW } from '@/analysis-kernel/figures/kinds';
import { columnWords } from '@/analysis-kernel/results/column-words';
import { attritionTable } from '@/components/notebook/cohort-editor/attrition-table';
import { CohortSql } from '@/components/notebook/cohort-editor/cohort-sql';
import { ExplainedSections } from '@/components/notebook/cohort-editor/program-words';
import { sectionsOf } from '@/components/notebook/cohort-editor/sections-of';
import { type Tab, Tabs } from '@/components/ui/tabs';
import { useStore } from '@/components/workbench/workbench-context';
import { DataTable } from './data-table';
import { FigureView } from './figure-view';
import { JournalTableView } from './journal-table-view';
import { ResultNotes } from './result-notes';

/** A cohort that has run, seen five ways: who left it where, in words, as a table, its rows, and as SQL. */
export function CohortResult({ outcome, cell }: { readonly outcome: CellOutcome; readonly cell: string }) {
  const text = useTranslations('editor.views');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const program = useStore((store) => store.notebook.cells.find(({ kind, name }) => kind === 'cohort' && name === cell));
  const attrition = outcome.tables.get('attrition');
  const first = outcome.tables.get('table');
  const rowWords = useMemo(() => columnWords(outcome.meta.get(outcome.stored.get('table') ?? cell) ?? new Map()), [outcome, cell]);
  const tabs: Tab[] = [];
  if (attrition)
    tabs.push({ value: 'flow', label: text('flow'), content: <FigureView figure={COHORT_FLOW} outcome={outcome} cell={cell} /> });
  if (outcome.words) {
    const content = (
      <div className="@container">
        <ExplainedSections sections={sectionsOf(outcome.words[lang])} />
      </div>
    );
    tabs.push({ value: 'words', label: text('words'), content });
  }
  if (attrition)
    tabs.push({
      value: 'attrition',
      label: text('attrition'),
      content: <JournalTableView table={attritionTable(wordedSteps(attrition, outcome.labels, lang), lang)} cell={cell} />,
    });
  if (first)
    tabs.push({
      value: 'rows',
      label: text('rows'),
      content: <DataTable table={cell} total={outcome.totals.get('table') ?? 0} first={first} words={rowWords} />,
    });
  if (program) tabs.push({ value: 'sql', label: text('sql'), content: <CohortSql cell={program} /> });
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <Tabs tabs={tabs} label={text('label', { name: cell })} />
      <ResultNotes outcome={outcome} />
    </div>
  );
}
