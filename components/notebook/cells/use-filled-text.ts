'use client';

import { useLocale } from 'next-intl';
import { filledMarkdown, type NamedCell } from '@/analysis-kernel/cells/text/placeholders';
import { nameKey } from '@/analysis-kernel/document/names';
import type { Notebook } from '@/analysis-kernel/document/notebook';
import type { CellState } from '@/analysis-kernel/session/state';
import { onceEach } from '@/components/workbench/once-each';
import { useEngine, useStore } from '@/components/workbench/workbench-context';

/** The notebook itself says which names are cells': the engine may not have read it yet. */
const writtenIn = onceEach(({ cells }: Notebook) => cells.flatMap(({ name }) => (name === null ? [] : [nameKey(name)])).join('\n'));
const byName = onceEach(
  (cells: ReadonlyMap<string, CellState>) => new Map([...cells.values()].map((state) => [nameKey(state.name), state] as const)),
);

/** A text cell's Markdown with the results it names put in; a result that is not there yet stands as three dots, one that will never be says why. */
export function useFilledText(body: string): string {
  const lang = useLocale();
  const written = useStore(({ notebook }) => writtenIn(notebook));
  return useEngine(({ cells }) => {
    if (!body.includes('{')) return body;
    const states = byName(cells);
    const names = new Set(written.split('\n'));
    return filledMarkdown(body, (name) => (names.has(nameKey(name)) ? known(states.get(nameKey(name))) : null), lang);
  });
}

/** What is in error, called off, or waits for a press of Run has no result on the way. */
function known(state: CellState | undefined): NamedCell {
  if (state === undefined) return { outcome: null, failed: false, coming: true };
  const { outcome, error, activity, held } = state;
  return { outcome, failed: error !== null, coming: error === null && activity !== 'cancelled' && held === null };
}
