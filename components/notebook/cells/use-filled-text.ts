'use client';

import { useLocale } from 'next-intl';
import { asMarkdown, fill, placeholders, unfilledText } from '@/analysis-kernel/cells/text/placeholders';
import { nameKey } from '@/analysis-kernel/document/names';
import { useEngine, useStore } from '@/components/workbench/workbench-context';

/** A text cell's Markdown with the results it names put in; a result that is not there yet stands as three dots, one that will never be says why. */
export function useFilledText(body: string): string {
  const lang = useLocale();
  // The notebook itself says which names are cells': the engine may not have read it yet.
  const written = useStore(({ notebook }) => notebook.cells.flatMap(({ name }) => (name === null ? [] : [nameKey(name)])).join('\n'));
  return useEngine(({ cells }) => {
    if (!body.includes('{')) return body;
    const byName = new Map([...cells.values()].map((state) => [nameKey(state.name), state]));
    let text = '';
    let from = 0;
    const names = new Set(written.split('\n'));
    for (const placeholder of placeholders(body, (name) => names.has(nameKey(name)))) {
      const filled = fill(placeholder, byName.get(nameKey(placeholder.cell))?.outcome ?? null);
      text += body.slice(from, placeholder.start);
      if ('text' in filled) text += asMarkdown(filled.text);
      else text += filled.problem === 'not_run' ? '…' : asMarkdown(unfilledText(placeholder, filled.problem)[lang]);
      from = placeholder.end;
    }
    return text + body.slice(from);
  });
}
