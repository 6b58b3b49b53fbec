'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useLocale, useTranslations } from 'next-intl';
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ColumnSummary } from '@/analysis-kernel/host/contract';
import type { ColumnWords } from '@/analysis-kernel/results/column-words';
import type { ResultTable, Value } from '@/analysis-kernel/results/result';
import { dataText } from '@/analysis-kernel/views/data-text';
import { isNumeric } from '@/analysis-kernel/views/generic-table';
import type { ThreadDto } from '@/app/_contract/comments';
import { classNames } from '@/components/ui/class-names';
import { countText } from '@/components/ui/number-text';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { PartComments } from '../comments/comment-button';
import { useTableComments } from '../comments/use-table-comments';
import { ValueMark } from '../comments/value-mark';
import { useColumnSummaries } from './use-column-summaries';

const PAGE = 200;
const ROW_HEIGHT = 28;
const NO_COLUMNS: readonly string[] = [];
const NO_THREADS: readonly ThreadDto[] = [];

interface DataTableProps {
  /** Name of the table in the engine. */
  readonly table: string;
  /** Number of its rows. */
  readonly total: number;
  /** Its first rows, where they are known already. */
  readonly first: ResultTable | null;
  /** Headings of its columns and words for their values, as far as there are any. */
  readonly words: Readonly<Record<string, ColumnWords>>;
}

/** The rows of a table, read from the engine in pages as they come into view; what is known from the start is not asked for. */
function usePages(table: string, first: ResultTable | null, inView: readonly number[]) {
  const { engine } = useWorkbench().controller;
  const [pages, setPages] = useState<ReadonlyMap<number, ResultTable>>(new Map());
  const asked = useRef(new Set<number>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: another table or another run makes the pages read so far void
  useEffect(() => {
    asked.current = new Set();
    setPages(new Map());
  }, [first, table]);
  const needed = [...new Set(inView.map((index) => Math.floor(index / PAGE)))].filter(
    (page) => page * PAGE >= (first?.rows.length ?? 0) || !first,
  );
  const key = needed.join(',');
  useEffect(() => {
    for (const page of key === '' ? [] : key.split(',').map(Number)) {
      if (asked.current.has(page)) continue;
      asked.current.add(page);
      engine.page({ table, from: page * PAGE, count: PAGE }).then(
        (rows) => setPages((known) => new Map(known).set(page, rows)),
        () => asked.current.delete(page),
      );
    }
  }, [engine, table, key]);
  const shape = first ?? pages.values().next().value ?? null;
  const rowAt = (index: number): readonly Value[] | null =>
    first?.rows[index] ?? pages.get(Math.floor(index / PAGE))?.rows[index % PAGE] ?? null;
  return { shape, rowAt };
}

/** A table of any length: only the rows in view are there, further ones are read from the engine as one scrolls. */
export function DataTable({ table, total, first, words }: DataTableProps) {
  const text = useTranslations('notebook.result');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const scroller = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLTableRowElement>(null);
  const virtual = useVirtualizer({ count: total, getScrollElement: () => scroller.current, estimateSize: () => ROW_HEIGHT, overscan: 12 });
  const items = virtual.getVirtualItems();
  const { shape, rowAt } = usePages(
    table,
    first,
    items.map((item) => item.index),
  );
  const columns = shape?.columns ?? NO_COLUMNS;
  const types = shape?.types.join() ?? '';
  const names = columns.join('\n');
  const codes = useMemo(() => names.split('\n').map((column) => words[column]?.words ?? null), [names, words]);
  // What is said in words is set as words are.
  const kinds = useMemo(
    () => types.split(',').map((type, place) => codes[place] === null && isNumeric(type as ResultTable['types'][number])),
    [types, codes],
  );
  const summaries = useColumnSummaries(table, shape, first !== null && first.rows.length >= total, first, head);
  const isWhole = first !== null && first.rows.length >= total;
  const valueAt = useCallback((row: number, place: number) => (isWhole ? { row, column: columns[place] } : null), [isWhole, columns]);
  const talk = useTableComments('table', valueAt);
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div className="grid w-full min-w-0 gap-1" data-comment-on="table table">
      <section
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
        tabIndex={0}
        aria-label={text('rowsOf', { table })}
        className="max-h-96 w-fit max-w-full min-w-48 overflow-auto border-y border-ink text-sm"
        onClick={talk.onClick}
        onKeyDown={talk.onKeyDown}
      >
        <table ref={talk.table} aria-rowcount={total + 1} className="w-full border-collapse tabular-nums">
          <thead className="sticky top-0 z-10 bg-surface text-ink-soft">
            <tr ref={head} aria-rowindex={1}>
              {columns.map((column, place) => (
                <th
                  key={column}
                  scope="col"
                  className={classNames(
                    'border-b border-ink py-1 pe-4 align-top font-semibold whitespace-nowrap',
                    kinds[place] ? 'text-end' : 'text-start',
                    roomOf(shape?.types[place]),
                  )}
                >
                  <span title={column}>{words[column]?.header?.[lang] ?? column}</span>
                  <Summary summary={summaries.get(column)} words={codes[place]} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {above > 0 ? <tr aria-hidden style={{ height: above }} /> : null}
            {items.map((item) => (
              <Row
                key={item.key}
                index={item.index}
                row={rowAt(item.index)}
                kinds={kinds}
                codes={codes}
                lang={lang}
                threads={talk.isMarked ? kinds.map((_, at) => talk.threadsAt(item.index, at)) : null}
              />
            ))}
            {below > 0 ? <tr aria-hidden style={{ height: below }} /> : null}
          </tbody>
        </table>
      </section>
      <p className="flex items-center gap-2 text-xs text-ink-soft">
        {text('rows', { count: total, shown: countText(total) })}
        <PartComments part="table table" about={text('rowsOf', { table })} />
      </p>
    </div>
  );
}

interface RowProps {
  readonly index: number;
  /** Null while it is on its way. */
  readonly row: readonly Value[] | null;
  /** Of each column, whether it holds numbers. */
  readonly kinds: readonly boolean[];
  /** Of each column, words for its values; null where it has none. */
  readonly codes: readonly (ColumnWords['words'] | null)[];
  readonly lang: 'en' | 'zh';
  /** Of each column, the threads about its value; null where there are none in the table. */
  readonly threads: readonly (readonly ThreadDto[])[] | null;
}

/** One row, drawn once: scrolling draws only those that come into view. */
const Row = memo(function Row({ index, row, kinds, codes, lang, threads }: RowProps) {
  return (
    <tr aria-rowindex={index + 2} data-at={index} style={{ height: ROW_HEIGHT }}>
      {kinds.map((numeric, place) => (
        <td
          // biome-ignore lint/suspicious/noArrayIndexKey: columns of one table keep their places
          key={place}
          data-thread={threads?.[place][0]?.id}
          className={numeric ? 'border-b border-line pe-4 text-end whitespace-nowrap' : 'border-b border-line pe-4 whitespace-nowrap'}
        >
          {row === null ? '' : <Said value={row[place]} words={codes[place]?.[String(row[place])]?.[lang]} lang={lang} />}
          <ValueMark threads={threads?.[place] ?? NO_THREADS} />
        </td>
      ))}
    </tr>
  );
});

/** A value in words where it has any, as it is stored on hover. */
function Said({ value, words, lang }: { readonly value: Value; readonly words: string | undefined; readonly lang: 'en' | 'zh' }) {
  const stored = dataText(value, lang);
  return words === undefined || words === stored ? stored : <span title={stored}>{words}</span>;
}

/** Room for what is said of a column as a whole, which comes after its rows. */
function roomOf(type: ResultTable['types'][number] | undefined): string {
  return type === 'date' || type === 'datetime' ? 'min-w-44' : 'min-w-28';
}

/** A column at a glance: its range or the number of its values, and what is missing. Its line is kept free until it is known. */
function Summary({ summary, words }: { readonly summary: ColumnSummary | undefined; readonly words: ColumnWords['words'] | null }) {
  const text = useTranslations('notebook.result');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const said = (value: Value) => words?.[String(value)]?.[lang] ?? dataText(value, lang);
  const held = !summary
    ? '\u00a0'
    : summary.distinct !== null
      ? text('values', { count: summary.distinct })
      : summary.least === summary.most
        ? said(summary.least)
        : `${said(summary.least)} – ${said(summary.most)}`;
  const line = summary && summary.missing > 0 ? `${held} · ${text('missing', { count: countText(summary.missing) })}` : held;
  return (
    // As wide as its column and no wider: nothing moves when it arrives.
    <span title={line} className="block w-0 min-w-full truncate text-xs font-normal text-ink-faint">
      {line}
    </span>
  );
}
