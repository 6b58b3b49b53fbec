'use client';

import { useLocale } from 'next-intl';
import { asMarkdown, fill, placeholders, unfilledText } from '@/analysis-kernel/cells/text/placeholders';
import { nameKey } from '@/analysis-kernel/document/names';
import { useEngine } from '@/components/workbench/workbench-context';

/** A text cell's Markdown with the results it names put in; a result that is not there yet stands as three dots, one that will never be says why. */
export function useFilledText(body: string): string {
  const lang = useLocale();
  return useEngine(({ cells }) => {
    if (!body.includes('{')) return body;
    const byName = new Map([...cells.values()].map((state) => [nameKey(state.name), state]));
    let text = '';
    let from = 0;
    for (const placeholder of placeholders(body, (name) => byName.has(nameKey(name)))) {
      const filled = fill(placeholder, byName.get(nameKey(placeholder.cell))?.outcome ?? null);
      text += body.slice(from, placeholder.start);
      if ('text' in filled) text += asMarkdown(filled.text);
      else text += filled.problem === 'not_run' ? '…' : asMarkdown(unfilledText(placeholder, filled.problem)[lang]);
      from = placeholder.end;
    }
    return text + body.slice(from);
  });
}
