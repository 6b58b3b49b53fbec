'use client';

import { useMemo } from 'react';
import { readKeptThenAction } from '@/app/_actions/history';
import type { ResultsThen } from '@/app/_contract/history';
import { useWorkbench } from '@/components/workbench/workbench-context';
import type { SideResult } from './results-beside';
import { resultsIn } from './results-then';
import type { Side } from './sides';
import { useAsked } from './use-asked';

const MOST_KEYS = 1000;

interface Results {
  /** The result of a cell, or why it has none; null until it is known. */
  readonly of: ((id: string) => SideResult) | null;
  readonly problem: string | null;
}

/** Results of one side of a comparison, for the cells that are looked at. */
export function useResults(side: Side, ids: readonly string[]): Results {
  const { notebook } = useWorkbench();
  const keys = useMemo(() => [...new Set(ids.flatMap((id) => side.keys?.get(id) ?? []))].slice(0, MOST_KEYS), [side, ids]);
  const { value, problem } = useAsked<ResultsThen>(`${side.version} ${keys.join(' ')}`, async () => {
    if (keys.length === 0) return { ok: true, value: { brought: null, others: [] } };
    const answer = await readKeptThenAction({ notebook: notebook.id, version: side.version, keys });
    return answer.ok ? { ok: true, value: JSON.parse(answer.value) as ResultsThen } : answer;
  });
  const of = useMemo(() => (value === null ? null : resultOn(side, value)), [side, value]);
  return { of, problem };
}

function resultOn(side: Side, then: ResultsThen): (id: string) => SideResult {
  const cells = new Map(side.cells.map((cell) => [cell.id, cell]));
  const kept = resultsIn(then);
  return (id) => {
    const cell = cells.get(id);
    if (cell === undefined) return { why: 'noCell' };
    const own = side.own.get(id);
    if (own) return { outcome: own };
    if (side.keys === null) return { why: 'notRead' };
    const key = side.keys.get(id);
    if (key === undefined) return { why: 'noKey' };
    const found = kept(cell, key);
    if (found?.entry.origin.withdrawn) return { why: 'withdrawn' };
    return found?.outcome ? { outcome: found.outcome } : { why: 'notKept' };
  };
}
