'use client';

import { useTranslations } from 'next-intl';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { Button } from '@/components/ui/button';
import type { Conflict } from '@/components/workbench/store/notebook-store';
import { useWorkbench } from '@/components/workbench/workbench-context';

/** One cell changed in two windows: both texts, side by side, and the choice. */
export function ConflictNote({ conflict, cell }: { readonly conflict: Conflict; readonly cell: Cell }) {
  const text = useTranslations('notebook.conflict');
  const { store } = useWorkbench().controller;
  const { id, theirs, removed } = conflict;
  const versions = [
    ...(removed ? [] : [{ title: text('mine'), name: cell.name, body: cell.body }]),
    ...(theirs ? [{ title: text('theirs'), name: theirs.name, body: theirs.body }] : []),
  ];
  const renamed = new Set(versions.map(({ name }) => name)).size > 1;
  return (
    <div role="alert" className="grid gap-2 rounded-md border border-stale bg-stale-soft p-3">
      <p>{text(removed ? 'removed' : theirs ? 'title' : 'deleted')}</p>
      <div className="grid gap-2 sm:grid-cols-2">
        {versions.map(({ title, name, body }) => (
          <div key={title} className="grid min-w-0 gap-1">
            <p className="text-xs font-semibold">{title}</p>
            {renamed ? <p className="text-xs break-all">{text('name', { name: name ?? '' })}</p> : null}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
            <pre tabIndex={0} className="max-h-60 overflow-auto rounded-md bg-surface p-2 font-mono text-xs whitespace-pre-wrap">
              {body}
            </pre>
          </div>
        ))}
      </div>
      <div className="flex gap-2">
        <Button size="small" onClick={() => store.resolve(id, 'mine')}>
          {text(removed ? 'deleteIt' : 'keepMine')}
        </Button>
        <Button size="small" onClick={() => store.resolve(id, 'theirs')}>
          {text(removed ? 'keepIt' : theirs ? 'takeTheirs' : 'takeDeletion')}
        </Button>
      </div>
    </div>
  );
}
