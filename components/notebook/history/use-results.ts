'use client';

import { useMemo } from 'react';
import { fromKept } from '@/analysis-kernel/session/kept';
import { readKeptThenAction } from '@/app/_actions/history';
import type { KeptEntry } from '@/app/_contract/kept-results';
import { useWorkbench } from '@/components/workbench/workbench-context';
import type { SideResult } from './results-beside';
import type { Side } from './sides';
import { type Asked, useAsked } from './use-asked';

const MOST_KEYS = 1000;

/** Reads what is kept under keys. */
export function useKept(keys: readonly string[]): Asked<ReadonlyMap<string, KeptEntry>> {
  const { notebook } = useWorkbench();
  const asked = useMemo(() => [...new Set(keys)].slice(0, MOST_KEYS), [keys]);
  return useAsked(asked.join(' '), async () => {
    if (asked.length === 0) return { ok: true, value: new Map<string, KeptEntry>() };
    const answer = await readKeptThenAction({ notebook: notebook.id, keys: [...asked] });
    if (!answer.ok) return answer;
    return { ok: true, value: new Map((JSON.parse(answer.value) as readonly KeptEntry[]).map((entry) => [entry.key, entry])) };
  });
}

/** The result of a cell on one side, or why it has none. */
export function resultOn(side: Side, id: string, kept: ReadonlyMap<string, KeptEntry>): SideResult {
  if (!side.cells.some((cell) => cell.id === id)) return { why: 'noCell' };
  const own = side.own.get(id);
  if (own) return { outcome: own };
  if (side.keys === null) return { why: 'notRead' };
  const key = side.keys.get(id);
  if (key === undefined) return { why: 'noKey' };
  const entry = kept.get(key);
  if (entry?.origin.withdrawn) return { why: 'withdrawn' };
  return entry?.outcome ? { outcome: fromKept(entry.outcome) } : { why: 'notKept' };
}
