'use client';

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { mergedText } from './line-diff';

interface MergeEditorProps {
  readonly mine: string;
  readonly theirs: string;
  readonly onTake: (text: string) => void;
}

/** Both texts in one, to be worked over and taken. */
export function MergeEditor({ mine, theirs, onTake }: MergeEditorProps) {
  const text = useTranslations('notebook.conflict');
  const [merged, setMerged] = useState<string | null>(null);
  const id = useId();
  if (merged === null) {
    return (
      <Button size="small" className="justify-self-start" onClick={() => setMerged(mergedText(mine, theirs))}>
        {text('merge')}
      </Button>
    );
  }
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-xs font-semibold">
        {text('merged')}
      </label>
      <p id={`${id}-help`} className="text-xs">
        {text('mergedHelp')}
      </p>
      <textarea
        id={id}
        aria-describedby={`${id}-help`}
        value={merged}
        // biome-ignore lint/a11y/noAutofocus: the reader has just asked to merge
        autoFocus
        spellCheck={false}
        rows={Math.min(16, merged.split('\n').length + 1)}
        onChange={(event) => setMerged(event.target.value)}
        className="w-full rounded-md border border-line-strong bg-surface p-2 font-mono text-xs text-ink"
      />
      <Button size="small" look="primary" className="justify-self-start" onClick={() => onTake(merged)}>
        {text('takeMerged')}
      </Button>
    </div>
  );
}
