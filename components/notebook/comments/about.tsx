'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import { headerOf } from '@/analysis-kernel/views/headers';
import { viewHeads } from '@/analysis-kernel/views/views';
import type { CommentAnchor } from '@/app/_contract/comments';
import { foundIn, standingOf } from '@/components/workbench/comments/found-place';
import { useCell, useCellState } from '@/components/workbench/workbench-context';

interface AboutProps {
  readonly cell: string;
  readonly anchor: CommentAnchor;
  /** Goes there; null where there is nothing to go to. */
  readonly onGo: (() => void) | null;
}

/** What a thread is about, and whether that is still so. */
export function About({ cell: id, anchor, onGo }: AboutProps) {
  const text = useTranslations('comments');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const cell = useCell(id);
  const outcome = useCellState(id)?.outcome ?? null;
  const standing = cell ? standingOf(anchor, cell.body, outcome) : 'there';
  const found = cell && standing === 'changed' && anchor.on === 'words' ? foundIn(anchor, cell.body) : null;
  const said =
    anchor.on === 'words' ? (
      <q className={standing === 'words' ? 'line-clamp-3 font-mono line-through' : 'line-clamp-3 font-mono'}>{anchor.words}</q>
    ) : (
      <span className="line-clamp-2">{placeText(anchor, outcome, lang, text('theCell'), text('ofTable'))}</span>
    );
  return (
    <div className="grid gap-0.5 border-s-2 border-line-strong ps-2 text-xs wrap-anywhere text-ink-soft">
      {onGo ? (
        <button type="button" onClick={onGo} title={text('goTo')} className="min-h-6 text-start hover:text-ink hover:underline">
          {said}
        </button>
      ) : (
        said
      )}
      {found && cell ? (
        <span>
          {text('nowReads')} <q className="font-mono">{cell.body.slice(found.start, found.end).slice(0, 300)}</q>
        </span>
      ) : null}
      {standing === 'words' || standing === 'table' || standing === 'row' || standing === 'figure' ? (
        <span className="font-medium text-stale">{text(`gone.${standing}`)}</span>
      ) : null}
    </div>
  );
}

/** `Table 1`; `Estimate: hormone, in Coefficients`. */
function placeText(
  anchor: Exclude<CommentAnchor, { on: 'words' }>,
  outcome: CellOutcome | null,
  lang: 'en' | 'zh',
  theCell: string,
  ofTable: string,
): string {
  if (anchor.on === 'cell') return theCell;
  if (anchor.on === 'figure') return outcome?.figures.find(({ name }) => name === anchor.figure)?.title[lang] ?? anchor.figure;
  const caption = (outcome && viewHeads(outcome, lang).find(({ name }) => name === anchor.table)?.caption) ?? anchor.table;
  if (anchor.on === 'table') return caption;
  const labels = outcome?.labels ?? {};
  const level = (value: unknown) => {
    const variable = anchor.key.find(([column]) => column === 'variable')?.[1];
    return labels[`${variable}=${value}`]?.[lang] ?? labels[String(value)]?.[lang] ?? String(value);
  };
  const row = anchor.key.filter(([, value]) => value !== null).map(([column, value]) => `${headerOf(column, lang)} ${level(value)}`);
  return `${headerOf(anchor.column, lang)}: ${row.join(', ')} (${ofTable} ${caption})`;
}
