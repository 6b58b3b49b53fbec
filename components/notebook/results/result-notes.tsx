'use client';

import { TriangleAlert } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import { rowsUsed } from '@/analysis-kernel/report/words';
import { conventionTexts } from '@/analysis-kernel/views/convention-words';
import { CodedText } from '@/components/ui/coded-text';
import { WarningChange } from './warning-change';

/** Warnings with what mends them in the cell of that name, rows used and lost, conventions, methods paragraph and the R script of a result. */
export function ResultNotes({ outcome, cell }: { readonly outcome: CellOutcome; readonly cell?: string }) {
  const text = useTranslations('notebook');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const { rows, warnings, paragraph, rScript } = outcome;
  const conventions = conventionTexts(outcome.conventions, outcome.labels, lang);
  return (
    <div className="grid gap-2 text-sm">
      {warnings.map((warning) => (
        <div key={warning.code + warning.message.en} className="flex flex-wrap items-start gap-2 rounded-md bg-stale-soft px-3 py-2">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-stale" />
          <p className="min-w-0 flex-1 basis-64">
            <span className="sr-only">{text('result.warning')} </span>
            <CodedText>{warning.message[lang]}</CodedText>
          </p>
          {warning.change !== undefined && cell !== undefined ? <WarningChange cell={cell} change={warning.change} /> : null}
        </div>
      ))}
      {rows && rows.used < rows.total ? <p className="text-ink-soft">{rowsUsed(rows, outcome.labels, lang)}</p> : null}
      <details className="text-ink-soft">
        <summary className="cursor-default select-none">{text('result.howMade')}</summary>
        <div className="grid gap-2 pt-2">
          {paragraph ? <p className="max-w-[68ch]">{paragraph[lang]}</p> : null}
          {conventions.length > 0 ? <p>{conventions.join(' · ')}</p> : null}
          {rScript ? (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
            <pre tabIndex={0} className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs">
              {rScript}
            </pre>
          ) : null}
        </div>
      </details>
    </div>
  );
}
