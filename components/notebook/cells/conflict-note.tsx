'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import type { Conflict } from '@/components/workbench/store/notebook-store';
import { useWorkbench } from '@/components/workbench/workbench-context';

/** One cell changed in two windows: both texts, side by side, and the choice. */
export function ConflictNote({ conflict }: { readonly conflict: Conflict }) {
  const text = useTranslations('notebook.conflict');
  const { store } = useWorkbench().controller;
  const mine = conflict.mine.kind === 'edit' ? conflict.mine.body : conflict.mine.kind === 'rename' ? conflict.mine.name : '';
  const versions = [
    { title: text('mine'), body: mine },
    ...(conflict.theirs ? [{ title: text('theirs'), body: conflict.theirs.body }] : []),
  ];
  return (
    <div role="alert" className="grid gap-2 rounded-md border border-stale bg-stale-soft p-3">
      <p>{conflict.theirs ? text('title') : text('deleted')}</p>
      <div className="grid gap-2 sm:grid-cols-2">
        {versions.map(({ title, body }) => (
          <div key={title} className="grid gap-1">
            <p className="text-xs font-semibold">{title}</p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
            <pre tabIndex={0} className="max-h-60 overflow-auto rounded-md bg-surface p-2 font-mono text-xs whitespace-pre-wrap">
              {body}
            </pre>
          </div>
        ))}
      </div>
      <div className="flex gap-2">
        <Button size="small" onClick={() => store.resolve(conflict.id, 'mine')}>
          {text('keepMine')}
        </Button>
        <Button size="small" onClick={() => store.resolve(conflict.id, 'theirs')}>
          {conflict.theirs ? text('takeTheirs') : text('takeDeletion')}
        </Button>
      </div>
    </div>
  );
}
