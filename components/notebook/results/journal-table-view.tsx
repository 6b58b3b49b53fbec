'use client';

import { Copy, FileDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { statisticsWhole } from '@/analysis-kernel/results/format';
import { headLines, type JournalTable, shownValue, tsvOf } from '@/analysis-kernel/views/journal-table';
import type { ThreadDto } from '@/app/_contract/comments';
import { Button } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';
import { PartComments } from '../comments/comment-button';
import { useTableComments } from '../comments/use-table-comments';
import { ValueMark } from '../comments/value-mark';
import { download } from './download';
import { htmlOf } from './table-html';

interface JournalTableViewProps {
  readonly table: JournalTable;
  /** Name of the cell, for file names. */
  readonly cell: string;
  /** Rows on the page; copies and files have all. */
  readonly shown?: number;
}

/** A result table as a journal sets it, with its numbers' full precision on hover; copies as text and as a table, and is saved for Word. */
export function JournalTableView({ table, cell, shown = table.rows.length }: JournalTableViewProps) {
  const text = useTranslations('notebook');
  const announce = useToast();
  const copy = async () => {
    const item = new ClipboardItem({
      'text/plain': new Blob([tsvOf(table)], { type: 'text/plain' }),
      'text/html': new Blob([htmlOf(table)], { type: 'text/html' }),
    });
    await navigator.clipboard.write([item]).then(
      () => announce(text('result.copied', { table: table.caption })),
      () => announce(text('result.notCopied')),
    );
  };
  const valueAt = useCallback((row: number, place: number) => shownValue(table, row, place), [table]);
  const talk = useTableComments(table.name, valueAt);
  const saveWord = async () => {
    try {
      const { WORD_TYPE, wordTable } = await import('@/analysis-kernel/views/word-table');
      download(`${cell}-${table.name}.docx`, new Blob([await wordTable(table)], { type: WORD_TYPE }));
    } catch {
      announce(text('result.notWritten'));
    }
  };
  return (
    <figure className="grid grid-cols-1 gap-1" data-comment-on={`table ${table.name}`}>
      <figcaption className="flex items-center justify-between gap-2 text-sm font-semibold">
        <span>{table.caption}</span>
        <span className="flex gap-1">
          <Button look="quiet" size="small" onClick={copy} aria-label={text('result.copyTable', { table: table.caption })}>
            <Copy aria-hidden className="size-3.5" />
            {text('result.copy')}
          </Button>
          <Button look="quiet" size="small" onClick={saveWord} aria-label={text('result.saveWord', { table: table.caption })}>
            <FileDown aria-hidden className="size-3.5" />
            Word
          </Button>
          <PartComments part={`table ${table.name}`} about={table.caption} />
        </span>
      </figcaption>
      <section
        aria-label={table.caption}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
        tabIndex={0}
        className="@container overflow-x-auto"
        onClick={talk.onClick}
        onKeyDown={talk.onKeyDown}
      >
        <table ref={talk.table} className="journal-table text-sm" data-by-labels={table.byLabels || undefined}>
          <Head columns={table.columns} />
          <Body table={table} shown={shown} threadsAt={talk.threadsAt} />
        </table>
      </section>
      {table.notes.map((note) => (
        <p key={note} className="text-xs text-ink-soft">
          {statisticsWhole(note)}
        </p>
      ))}
    </figure>
  );
}

/** Headings, under spanners where columns have one. */
function Head({ columns }: Pick<JournalTable, 'columns'>) {
  return (
    <thead>
      {headLines(columns).map((cells, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one head keep their places
        <tr key={line}>
          {cells.map((cell, place) => (
            <th
              // biome-ignore lint/suspicious/noArrayIndexKey: columns of one table keep their places
              key={place}
              scope={cell.spans ? 'colgroup' : 'col'}
              colSpan={cell.columns}
              rowSpan={cell.lines}
              data-numeric={cell.numeric || undefined}
              data-spanner={cell.spans || undefined}
              className={cell.whole ? 'whitespace-nowrap' : undefined}
            >
              {cell.text}
              {cell.under === null ? null : <span className="block font-normal">{cell.under}</span>}
            </th>
          ))}
        </tr>
      ))}
    </thead>
  );
}

interface BodyProps {
  readonly table: JournalTable;
  readonly shown: number;
  readonly threadsAt: (row: number, place: number) => readonly ThreadDto[];
}

function Body({ table, shown, threadsAt }: BodyProps) {
  const isNumber = (place: number) => table.columns[place]?.numeric === true;
  return (
    <tbody>
      {table.rows.slice(0, shown).map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of one table keep their places
        <tr key={at}>
          {row.cells.map((cell, place) => (
            <td
              // biome-ignore lint/suspicious/noArrayIndexKey: columns of one table keep their places
              key={place}
              data-numeric={isNumber(place) || undefined}
              data-thread={threadsAt(at, place)[0]?.id}
              title={cell.full ?? undefined}
              className={place === 0 ? INDENTS[row.indent] : undefined}
              style={isNumber(place) || (place === 0 && table.byLabels) ? undefined : { minWidth: `${leastWidth(cell.text)}ch` }}
            >
              {cell.text}
              <ValueMark threads={threadsAt(at, place)} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

/** Characters a text has room for before it breaks: a table that has no room for them scrolls. */
const LEAST_CHARACTERS = 24;

/** The room of a text in widths of a digit, a Chinese character being two of them. */
function leastWidth(text: string): number {
  const width = [...text].reduce((sum, character) => sum + (/\p{Script=Han}|[，。：；（）、～]/u.test(character) ? 2 : 1), 0);
  return Math.min(width, LEAST_CHARACTERS);
}

/** How far a row's label stands to the right. */
const INDENTS = [undefined, 'ps-4!', 'ps-8!'] as const;
