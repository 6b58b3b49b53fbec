'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { ResultTable, Value } from '@/analysis-kernel/results/result';
import { isNumeric } from '@/analysis-kernel/views/generic-table';
import { useWorkbench } from '../workbench-context';

const PAGE = 200;
const ROW_HEIGHT = 28;

interface DataTableProps {
  /** Name of the table in the engine. */
  readonly table: string;
  /** Number of its rows. */
  readonly total: number;
  /** Its first rows, where they are known already. */
  readonly first: ResultTable | null;
}

/** A table of any length: only the rows in view are there, further ones are read from the engine as one scrolls. */
export function DataTable({ table, total, first }: DataTableProps) {
  const text = useTranslations('notebook.result');
  const { engine } = useWorkbench().controller;
  const scroller = useRef<HTMLDivElement>(null);
  const [pages, setPages] = useState<ReadonlyMap<number, ResultTable>>(new Map());
  const asked = useRef(new Set<number>());
  useEffect(() => {
    asked.current = new Set();
    setPages(new Map());
  }, [first, table]);
  const virtual = useVirtualizer({ count: total, getScrollElement: () => scroller.current, estimateSize: () => ROW_HEIGHT, overscan: 12 });
  const items = virtual.getVirtualItems();
  const needed = [...new Set(items.map((item) => Math.floor(item.index / PAGE)))].filter(
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
  const columns = shape?.columns ?? [];
  const template = { gridTemplateColumns: `repeat(${Math.max(1, columns.length)}, minmax(7rem, 1fr))` };
  return (
    <div className="grid w-full min-w-0 gap-1">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: rows that are not there cannot be rows of a table element */}
      <div
        ref={scroller}
        role="table"
        tabIndex={0}
        aria-label={text('rowsOf', { table })}
        aria-rowcount={total + 1}
        className="max-h-96 overflow-auto border-y border-ink text-sm"
      >
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the scrolling region above takes the focus */}
        <div role="row" className="sticky top-0 z-10 grid border-b border-ink bg-surface font-semibold text-ink-soft" style={template}>
          {columns.map((column, place) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div
              key={column}
              role="columnheader"
              className={`truncate py-1 pe-3 ${numeric(shape, place) ? 'text-end' : ''}`}
              title={column}
            >
              {column}
            </div>
          ))}
        </div>
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rowAt(item.index);
            return (
              // biome-ignore lint/a11y/useSemanticElements: as above
              // biome-ignore lint/a11y/useFocusableInteractive: as above
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 2}
                className="absolute inset-x-0 grid border-b border-line tabular-nums"
                style={{ ...template, height: ROW_HEIGHT, transform: `translateY(${item.start}px)` }}
              >
                {columns.map((column, place) => (
                  // biome-ignore lint/a11y/useSemanticElements: as above
                  <div key={column} role="cell" className={`truncate py-1 pe-3 ${numeric(shape, place) ? 'text-end' : ''}`}>
                    {row === null ? '' : cellText(row[place])}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      <p className="text-xs text-ink-soft">{text('rows', { count: total })}</p>
    </div>
  );
}

function numeric(shape: ResultTable | null, place: number): boolean {
  return shape !== null && isNumeric(shape.types[place]);
}

function cellText(value: Value): string {
  if (value === null) return '';
  return typeof value === 'number' && !Number.isInteger(value) ? String(Number(value.toPrecision(6))) : String(value);
}
