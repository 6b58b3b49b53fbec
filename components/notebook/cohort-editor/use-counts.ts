'use client';

import { useEffect, useMemo, useState } from 'react';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { useCellState, useEngine, useFocus, useWorkbench } from '@/components/workbench/workbench-context';
import { type Counts, countsOf } from './counts';

const COUNT_AFTER_MS = 100;

/**
 * Counts of a cohort cell: while it has the focus those of its text as it stands, otherwise those of its result. Until a new text is
 * counted the last counts stay; where it cannot be counted for its errors they are no longer current.
 */
export function useCounts(cell: Cell): Counts | null {
  const focused = useFocus(({ id }) => id === cell.id);
  const live = useLiveCounts(cell);
  const kept = useResultCounts(cell);
  const [last, setLast] = useState<Counts | null>(null);
  const counted = live.counts?.source === cell.body ? live.counts : null;
  // Outside the focus nothing is counted again, so a result made since, with another input, is the newer of the two.
  const now = focused ? (counted ?? kept) : (kept ?? counted);
  if (now !== null && now !== last) setLast(now);
  if (now !== null || last === null) return now;
  return { ...last, current: live.wrong !== cell.body };
}

interface LiveCounts {
  readonly counts: Counts | null;
  /** The text that could not be counted for its errors. */
  readonly wrong: string | null;
}

/** Asks the engine a little after the last key; an answer to an older text is not shown, and the engine calls its query off. */
function useLiveCounts(cell: Cell): LiveCounts {
  const { controller } = useWorkbench();
  const [live, setLive] = useState<LiveCounts>({ counts: null, wrong: null });
  const { id, body, name } = cell;
  // Before the engine has read the notebook it cannot count.
  const isRead = useEngine(({ cells }) => cells.has(id));
  const wanted = useFocus((focus) => focus.id === id) && isRead;
  const inputs = useEngine(({ cells }) =>
    wanted ? [...cells.values()].flatMap((state) => (state.kind === 'input' ? [String(state.outcome?.value)] : [])).join('\n') : '',
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a program may read the inputs' values
  useEffect(() => {
    if (!wanted) return;
    let over = false;
    const count = async () => {
      const answer = await controller.engine.counts({ cell: id, source: body, name: name ?? '' }).catch(() => null);
      if (over || answer === null) return;
      if (answer.ok) setLive({ counts: countsOf(body, answer.steps), wrong: null });
      else if (answer.reason === 'errors') setLive({ counts: null, wrong: body });
    };
    const timer = setTimeout(() => void count(), COUNT_AFTER_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [controller, wanted, id, body, name, inputs]);
  return live;
}

/** The counts that a fresh result holds: a notebook that was opened shows them without starting the database engine. */
function useResultCounts(cell: Cell): Counts | null {
  const state = useCellState(cell.id);
  const { body } = cell;
  // A key typed a moment ago is not in the result yet.
  const steps = state?.freshness === 'fresh' && state.body === body ? state.outcome?.attrition : undefined;
  return useMemo(() => (steps && steps.length > 0 ? countsOf(body, steps) : null), [steps, body]);
}
