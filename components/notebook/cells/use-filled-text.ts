'use client';

import { useMemo } from 'react';
import { asMarkdown, fill, placeholders } from '@/analysis-kernel/cells/text/placeholders';
import { nameKey } from '@/analysis-kernel/document/names';
import { useEngineState } from '../workbench-context';

/** A text cell's Markdown with the results it names put in; a result that is not there yet stands as three dots. */
export function useFilledText(body: string): string {
  const { cells } = useEngineState();
  return useMemo(() => {
    const byName = new Map([...cells.values()].map((state) => [nameKey(state.name), state]));
    let text = '';
    let from = 0;
    for (const placeholder of placeholders(body, (name) => byName.has(nameKey(name)))) {
      const filled = fill(placeholder, byName.get(nameKey(placeholder.cell))?.outcome ?? null);
      text += body.slice(from, placeholder.start) + ('text' in filled ? asMarkdown(filled.text) : '…');
      from = placeholder.end;
    }
    return text + body.slice(from);
  }, [body, cells]);
}
