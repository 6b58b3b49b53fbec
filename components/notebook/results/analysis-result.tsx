'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import { drawable, notKeptText } from '@/analysis-kernel/report/not-kept';
import { statisticsWhole } from '@/analysis-kernel/results/format';
import { journalTable, viewHeads } from '@/analysis-kernel/views/views';
import { Button } from '@/components/ui/button';
import { countText } from '@/components/ui/number-text';
import { FigureView } from './figure-view';
import { JournalTableView } from './journal-table-view';
import { ResultNotes } from './result-notes';

/** An analysis: its sentence, figures, tables, and what one should know of them. */
export function AnalysisResult({ outcome, cell }: { readonly outcome: CellOutcome; readonly cell: string }) {
  const text = useTranslations('notebook');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const views = viewHeads(outcome, lang);
  const toggle = (name: string) =>
    setOpened((known) => (known.has(name) ? new Set([...known].filter((other) => other !== name)) : new Set([...known, name])));
  const lacking = notKeptText(outcome, lang);
  const unreached = views.filter((view) => view.folded && !outcome.figures.some(({ table }) => table === view.name));
  return (
    <div className="grid grid-cols-1 gap-5">
      {outcome.sentence ? <p className="max-w-[68ch]">{statisticsWhole(outcome.sentence[lang])}</p> : null}
      {drawable(outcome).map((figure) => (
        <FigureView
          key={figure.name}
          figure={figure}
          outcome={outcome}
          cell={cell}
          onData={views.some((view) => view.name === figure.table && view.folded) ? () => toggle(figure.table) : undefined}
        />
      ))}
      {views.map((view) =>
        !view.folded || opened.has(view.name) ? <LongTable key={view.name} name={view.name} outcome={outcome} cell={cell} /> : null,
      )}
      {unreached.length > 0 ? (
        <div className="flex gap-2">
          {unreached.map((view) => (
            <Button key={view.name} look="quiet" size="small" aria-expanded={opened.has(view.name)} onClick={() => toggle(view.name)}>
              {text('result.show', { table: view.caption })}
            </Button>
          ))}
        </div>
      ) : null}
      {lacking === null ? null : <p className="text-sm text-ink-soft">{lacking}</p>}
      <ResultNotes outcome={outcome} cell={cell} />
    </div>
  );
}

const FIRST_ROWS = 60;

/** A table of many rows shows its first ones until asked for the rest. */
function LongTable({ name, outcome, cell }: { readonly name: string; readonly outcome: CellOutcome; readonly cell: string }) {
  const text = useTranslations('notebook');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const [all, setAll] = useState(false);
  const table = useMemo(() => journalTable(outcome, name, { lang, labels: outcome.labels }), [outcome, name, lang]);
  if (table.rows.length <= FIRST_ROWS || all) return <JournalTableView table={table} cell={cell} />;
  return (
    <div className="grid justify-items-start gap-1">
      <JournalTableView table={table} cell={cell} shown={FIRST_ROWS} />
      <Button look="quiet" size="small" onClick={() => setAll(true)}>
        {text('result.allRows', { count: table.rows.length, shown: countText(table.rows.length) })}
      </Button>
    </div>
  );
}
