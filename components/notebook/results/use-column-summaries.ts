'use client';

import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { ColumnSummary, SummaryRequest } from '@/analysis-kernel/host/contract';
import type { ResultTable } from '@/analysis-kernel/results/result';
import { useWorkbench } from '@/components/workbench/workbench-context';

/** Of these the number of values says more than the first and the last. */
function isCounted(type: ResultTable['types'][number]): boolean {
  return type === 'text' || type === 'boolean';
}

/** What the columns of a table hold whose rows are all here. */
function summariesOf({ columns, types, rows }: ResultTable): ReadonlyMap<string, ColumnSummary> {
  return new Map(
    columns.map((column, at): [string, ColumnSummary] => {
      const known = rows.map((row) => row[at]).filter((value) => value !== null);
      const missing = rows.length - known.length;
      if (isCounted(types[at])) return [column, { column, missing, distinct: new Set(known).size, least: null, most: null }];
      const ordered = known.toSorted((a, b) => (isDated(types[at]) ? (a < b ? -1 : Number(a > b)) : Number(a) - Number(b)));
      return [column, { column, missing, distinct: null, least: ordered[0] ?? null, most: ordered.at(-1) ?? null }];
    }),
  );
}

const isDated = (type: ResultTable['types'][number]) => type === 'date' || type === 'datetime';

/**
 * What the columns in view hold, by name; a column out of sight is not asked about.
 * @param isWhole whether the shape has all its rows: they tell it themselves, without the engine
 * @param run changes when the table has been made anew
 */
export function useColumnSummaries(
  table: string,
  shape: ResultTable | null,
  isWhole: boolean,
  run: unknown,
  head: RefObject<HTMLTableRowElement | null>,
): ReadonlyMap<string, ColumnSummary> {
  const { engine } = useWorkbench().controller;
  const own = useMemo(() => (isWhole && shape ? summariesOf(shape) : null), [isWhole, shape]);
  const [known, setKnown] = useState<ReadonlyMap<string, ColumnSummary>>(new Map());
  const asked = useRef(new Set<string>());
  // A text: the shape itself is made anew with each page.
  const columns = shape ? JSON.stringify(shape.columns.map((name, at) => ({ name, counted: isCounted(shape.types[at]) }))) : '[]';
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run makes what is known void
  useEffect(() => {
    asked.current = new Set();
    setKnown(new Map());
    const row = head.current;
    if (!row || isWhole) return;
    let over = false;
    const all = JSON.parse(columns) as SummaryRequest['columns'];
    const observer = new IntersectionObserver((entries) => {
      const wanted = entries.flatMap(({ target, isIntersecting }) => {
        const column = all[[...row.children].indexOf(target)];
        return isIntersecting && column && !asked.current.has(column.name) ? [column] : [];
      });
      if (wanted.length === 0) return;
      for (const { name } of wanted) asked.current.add(name);
      engine.summaries({ table, columns: wanted }).then(
        (found) => {
          if (!over) setKnown((before) => new Map([...before, ...found.map((summary) => [summary.column, summary] as const)]));
        },
        // The table may be gone by now; it is asked about again after its next run.
        () => undefined,
      );
    });
    for (const cell of row.children) observer.observe(cell);
    return () => {
      over = true;
      observer.disconnect();
    };
  }, [engine, table, columns, run, isWhole]);
  return own ?? known;
}
