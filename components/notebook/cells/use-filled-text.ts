'use client';

import { useLocale } from 'next-intl';
import { asMarkdown, fill, placeholders, unfilledText } from '@/analysis-kernel/cells/text/placeholders';
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
    let text = '';
    let from = 0;
    const names = new Set(written.split('\n'));
    for (const placeholder of placeholders(body, (name) => names.has(nameKey(name)))) {
      const filled = fill(placeholder, states.get(nameKey(placeholder.cell))?.outcome ?? null);
      text += body.slice(from, placeholder.start);
      if ('text' in filled) text += asMarkdown(filled.text);
      else text += filled.problem === 'not_run' ? '…' : asMarkdown(unfilledText(placeholder, filled.problem)[lang]);
      from = placeholder.end;
    }
    return text + body.slice(from);
  });
}
