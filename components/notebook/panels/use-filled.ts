'use client';

import { useEffect, useState } from 'react';
import type { OfferedTable } from '@/analysis-kernel/host/contract';
import { useEngine, useWorkbench } from '@/components/workbench/workbench-context';
import type { Filled } from './offered-names';

const none: ReadonlyMap<string, Filled> = new Map();

/** How far the columns of a cell's table are filled; asked of the engine while its list stands open, and again after each run. */
export function useFilled({ name, cell, columns }: OfferedTable, open: boolean): ReadonlyMap<string, Filled> {
  const { engine } = useWorkbench().controller;
  const state = useEngine(({ cells }) => [...cells.values()].find((one) => one.name === cell) ?? null);
  const rows = state?.outcome?.totals.get('table') ?? null;
  const key = state?.freshness === 'fresh' ? state.key : null;
  const [found, setFound] = useState(none);
  const names = columns.map((column) => column.name).join('\n');
  useEffect(() => {
    if (!open || rows === null || key === null) return;
    let late = false;
    engine.summaries({ table: name, columns: names.split('\n').map((column) => ({ name: column, counted: false })) }).then(
      (summaries) => {
        if (!late) setFound(new Map(summaries.map(({ column, missing }) => [column, { known: rows - missing, rows }])));
      },
      // The table is not there: nothing is said of it.
      () => undefined,
    );
    return () => {
      late = true;
    };
  }, [engine, name, names, open, rows, key]);
  return key === null ? none : found;
}
