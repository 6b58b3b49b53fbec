'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import type { CellKind } from '@/analysis-kernel/document/notebook';
import { wordedSteps } from '@/analysis-kernel/figures/flow';
import { statisticsWhole } from '@/analysis-kernel/results/format';
import type { JournalTable } from '@/analysis-kernel/views/journal-table';
import { tablesBeside } from '@/analysis-kernel/views/tables-beside';
import { journalTable, viewHeads } from '@/analysis-kernel/views/views';
import type { Language } from '@/cohort-dsl/source/localised';
import { attritionTable } from '@/components/notebook/cohort-editor/attrition-table';
import { JournalTableView } from '../results/journal-table-view';
import { RecordedResult } from './recorded-result';

/** A result of one side, or why there is none. */
export type SideResult = { readonly outcome: CellOutcome } | { readonly why: 'noCell' | 'noKey' | 'notRead' | 'notKept' | 'withdrawn' };

interface ResultsBesideProps {
  readonly kind: CellKind;
  readonly name: string;
  readonly before: SideResult;
  readonly after: SideResult;
}

/** Two results of a cell: a cohort's steps and an analysis's tables in one table each, line by line; anything else, and what has no twin, beside each other. */
export function ResultsBeside({ kind, name, before, after }: ResultsBesideProps) {
  const text = useTranslations('history.compare');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const [was, is] = [outcomeOf(before), outcomeOf(after)];
  const sides = useMemo(() => ({ before: text('before'), after: text('after') }), [text]);
  const joint = useMemo(() => {
    if (was === null || is === null || kind === 'chart' || kind === 'code') return null;
    const [a, b] = [tablesOf(kind, was, lang), tablesOf(kind, is, lang)];
    const tables = a.map((table, at) => (b[at]?.name === table.name ? tablesBeside(table, b[at], sides) : null));
    return a.length > 0 && a.length === b.length && tables.every((table) => table !== null) ? tables : null;
  }, [kind, was, is, lang, sides]);
  if (joint !== null && was !== null && is !== null) {
    return (
      <div className="grid min-w-0 grid-cols-1 gap-4" data-beside={name}>
        {was.sentence || is.sentence ? (
          <dl className="grid grid-cols-[max-content_1fr] gap-x-3 gap-y-1">
            {([was, is] as const).map(({ sentence }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the one before and the one after
              <div key={at} className="contents">
                <dt className="text-ink-soft">{at === 0 ? sides.before : sides.after}</dt>
                <dd className="max-w-[68ch]">{sentence ? statisticsWhole(sentence[lang]) : '–'}</dd>
              </div>
            ))}
          </dl>
        ) : null}
        {joint.map((table) => (
          <JournalTableView key={table.name} table={table} cell={name} shown={MOST_ROWS} />
        ))}
      </div>
    );
  }
  return (
    <div className="@container" data-beside={name}>
      <div className="grid grid-cols-1 gap-4 @3xl:grid-cols-2">
        {([before, after] as const).map((side, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the one before and the one after
          <div key={at} className="grid min-w-0 grid-cols-1 content-start gap-2">
            <p className="text-sm font-semibold">{at === 0 ? sides.before : sides.after}</p>
            {'why' in side ? (
              <p className="rounded-md bg-sunken px-3 py-2 text-sm text-ink-soft">{text(side.why)}</p>
            ) : (
              <RecordedResult kind={kind} name={name} outcome={side.outcome} />
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Rows of a joint table on the page; copies and files have all. */
const MOST_ROWS = 200;

function outcomeOf(side: SideResult): CellOutcome | null {
  return 'outcome' in side ? side.outcome : null;
}

/** The tables of a result that are seen unasked. */
function tablesOf(kind: CellKind, outcome: CellOutcome, lang: Language): readonly JournalTable[] {
  const attrition = outcome.tables.get('attrition');
  if (kind === 'cohort') return attrition ? [attritionTable(wordedSteps(attrition, outcome.labels, lang), lang)] : [];
  const shown = viewHeads(outcome, lang).filter(({ folded }) => !folded);
  return shown.map(({ name }) => journalTable(outcome, name, { lang, labels: outcome.labels }));
}
