'use client';

import { useEffect, useState } from 'react';
import type { OfferedTable } from '@/analysis-kernel/host/contract';
import { useEngine, useWorkbench } from '@/components/workbench/workbench-context';

/** Tables and columns an analysis can take now; asked for again when a cell has changed or run. */
export function useTables(): readonly OfferedTable[] {
  const { engine } = useWorkbench().controller;
  const stamp = useEngine(({ cells }) =>
    [...cells.values()].map(({ id, key, freshness, name }) => `${id} ${name} ${key} ${freshness}`).join('\n'),
  );
  const [tables, setTables] = useState<readonly OfferedTable[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp says when there is something new to ask for
  useEffect(() => {
    let late = false;
    engine.tables(null).then(
      (offered) => {
        if (!late) setTables(offered);
      },
      () => undefined,
    );
    return () => {
      late = true;
    };
  }, [engine, stamp]);
  return tables;
}
