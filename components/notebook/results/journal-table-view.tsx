'use client';

import { Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type JournalTable, tsvOf } from '@/analysis-kernel/views/journal-table';
import { Button } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';
import { htmlOf } from './table-html';

/** A result table as a journal sets it, with its numbers' full precision on hover; copies as text and as a table. */
export function JournalTableView({ table }: { readonly table: JournalTable }) {
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
  return (
    <figure className="group/table grid grid-cols-1 gap-1">
      <figcaption className="flex items-center justify-between gap-2 text-sm font-semibold">
        <span>{table.caption}</span>
        <Button look="quiet" size="small" onClick={copy} aria-label={text('result.copyTable', { table: table.caption })}>
          <Copy aria-hidden className="size-3.5" />
        </Button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
      <section aria-label={table.caption} tabIndex={0} className="overflow-x-auto">
        <table className="journal-table text-sm">
          <thead>
            <tr>
              {table.columns.map((column, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns of one table keep their places
                <th key={place} scope="col" data-numeric={column.numeric || undefined}>
                  {column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of one table keep their places
              <tr key={at}>
                {row.cells.map((cell, place) => (
                  <td
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns of one table keep their places
                    key={place}
                    data-numeric={table.columns[place]?.numeric || undefined}
                    title={cell.full ?? undefined}
                    className={place === 0 && row.indent === 1 ? 'ps-4!' : undefined}
                  >
                    {cell.text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {table.notes.map((note) => (
        <p key={note} className="text-xs text-ink-soft">
          {note}
        </p>
      ))}
    </figure>
  );
}
