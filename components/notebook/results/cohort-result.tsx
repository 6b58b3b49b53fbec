'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import type { Figure } from '@/analysis-kernel/results/result';
import { Button } from '@/components/ui/button';
import { DataTable } from './data-table';
import { FigureView } from './figure-view';
import { ResultNotes } from './result-notes';

const FLOW: Figure = { kind: 'flow', name: 'flow', title: { en: 'Cohort flow', zh: '队列流程图' }, table: 'attrition' };

/** A cohort: who is left, in words, as a flow diagram, and its rows when asked for. */
export function CohortResult({ outcome, cell }: { readonly outcome: CellOutcome; readonly cell: string }) {
  const text = useTranslations('notebook');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const [rows, setRows] = useState(false);
  const available = outcome.tables.has('table');
  return (
    <div className="grid gap-4">
      {outcome.words ? <p className="max-w-[68ch] whitespace-pre-line">{outcome.words[lang]}</p> : null}
      {outcome.tables.has('attrition') ? <FigureView figure={FLOW} outcome={outcome} cell={cell} /> : null}
      {available ? (
        <div className="grid justify-items-start gap-2">
          <Button look="quiet" size="small" aria-expanded={rows} onClick={() => setRows((open) => !open)}>
            {text('result.showPatients')}
          </Button>
          {rows ? <DataTable table={cell} total={outcome.totals.get('table') ?? 0} first={outcome.tables.get('table') ?? null} /> : null}
        </div>
      ) : null}
      <ResultNotes outcome={outcome} />
    </div>
  );
}
