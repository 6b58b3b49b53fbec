'use client';

import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import { asMarkdown, fill, placeholders, unfilledText } from '@/analysis-kernel/cells/text/placeholders';
import { nameKey } from '@/analysis-kernel/document/names';
import { useEngineState, useStoreState } from '@/components/workbench/workbench-context';

/** A text cell's Markdown with the results it names put in; a result that is not there yet stands as three dots, one that will never be says why. */
export function useFilledText(body: string): string {
  const { cells } = useEngineState();
  const written = useStoreState().notebook.cells;
  const lang = useLocale();
  return useMemo(() => {
    const byName = new Map([...cells.values()].map((state) => [nameKey(state.name), state]));
    let text = '';
    let from = 0;
    // The notebook itself says which names are cells': the engine may not have read it yet.
    const names = new Set(written.flatMap(({ name }) => (name === null ? [] : [nameKey(name)])));
    for (const placeholder of placeholders(body, (name) => names.has(nameKey(name)))) {
      const filled = fill(placeholder, byName.get(nameKey(placeholder.cell))?.outcome ?? null);
      text += body.slice(from, placeholder.start);
      if ('text' in filled) text += asMarkdown(filled.text);
      else text += filled.problem === 'not_run' ? '…' : asMarkdown(unfilledText(placeholder, filled.problem)[lang]);
      from = placeholder.end;
    }
    return text + body.slice(from);
  }, [body, cells, written, lang]);
}
