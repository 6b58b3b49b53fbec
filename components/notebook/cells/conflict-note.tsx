'use client';

import { useTranslations } from 'next-intl';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { Button } from '@/components/ui/button';
import type { Choice, Conflict } from '@/components/workbench/store/conflicts';
import { useWorkbench } from '@/components/workbench/workbench-context';

interface Version {
  readonly choice: Choice;
  readonly title: string;
  readonly name: string | null;
  readonly body: string;
  readonly take: string;
}

/** One cell changed in two windows or more: all texts, side by side, and the choice. */
export function ConflictNote({ conflict, cell }: { readonly conflict: Conflict; readonly cell: Cell }) {
  const text = useTranslations('notebook.conflict');
  const { store } = useWorkbench().controller;
  const { id, theirs, own, removed, others } = conflict;
  const said = removed ? 'removed' : theirs ? 'title' : 'deleted';
  const ownSaid = { removed: 'ownRemoved', title: 'ownTitle', deleted: 'ownDeleted' } as const;
  const versions: Version[] = others.map((one, at) => ({ ...one, choice: at, title: text('otherWindow'), take: text('takeThis') }));
  if (!removed) versions.unshift({ choice: 'mine', title: text('mine'), name: cell.name, body: cell.body, take: text('keepMine') });
  if (theirs) {
    const take = removed ? 'keepIt' : own ? 'takeThis' : 'takeTheirs';
    versions.push({
      choice: 'theirs',
      title: text(own ? 'otherWindow' : 'theirs'),
      name: theirs.name,
      body: theirs.body,
      take: text(take),
    });
  }
  const renamed = new Set(versions.map(({ name }) => name)).size > 1;
  const choose = (choice: Choice) => () => store.resolve(id, choice);
  return (
    <div role="alert" className="grid gap-2 rounded-md border border-stale bg-stale-soft p-3">
      <p>{text(own ? ownSaid[said] : said)}</p>
      <div className="grid gap-2 sm:grid-cols-2">
        {versions.map(({ choice, title, name, body, take }) => (
          <div key={choice} className="grid min-w-0 content-start gap-1">
            <p className="text-xs font-semibold">{title}</p>
            {renamed ? <p className="text-xs break-all">{text('name', { name: name ?? '' })}</p> : null}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
            <pre tabIndex={0} className="max-h-60 overflow-auto rounded-md bg-surface p-2 font-mono text-xs whitespace-pre-wrap">
              {body}
            </pre>
            <Button size="small" className="justify-self-start" onClick={choose(choice)}>
              {take}
            </Button>
          </div>
        ))}
      </div>
      {removed ? (
        <Button size="small" className="justify-self-start" onClick={choose('mine')}>
          {text('deleteIt')}
        </Button>
      ) : null}
      {theirs ? null : (
        <Button size="small" className="justify-self-start" onClick={choose('theirs')}>
          {text('takeDeletion')}
        </Button>
      )}
    </div>
  );
}
