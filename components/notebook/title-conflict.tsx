'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import type { Choice } from '@/components/workbench/store/conflicts';
import { useStore, useWorkbench } from '@/components/workbench/workbench-context';

/** A title changed in two windows: all of them, and the choice. */
export function TitleConflictNote() {
  const text = useTranslations('notebook.conflict');
  const { store } = useWorkbench().controller;
  const conflict = useStore(({ titleConflict }) => titleConflict);
  const mine = useStore(({ notebook }) => notebook.settings.title ?? '');
  if (!conflict) return null;
  const titles: readonly (readonly [choice: Choice, title: string])[] = [
    ['mine', mine],
    ['theirs', conflict.theirs],
    ...conflict.others.map((title, at) => [at, title] as const),
  ];
  return (
    <div className="mx-auto max-w-[1500px] px-4 pb-2">
      <div id="title-conflict" role="alert" className="grid gap-2 rounded-md border border-stale bg-stale-soft p-3">
        <p>{text(conflict.own ? 'ownNotebookTitle' : 'notebookTitle')}</p>
        <div className="flex flex-wrap gap-2">
          {titles.map(([choice, title]) => (
            <Button key={choice} size="small" onClick={() => store.resolveTitle(choice)}>
              {text('useTitle', { title })}
            </Button>
          ))}
        </div>
      </div>
    </div>
  );
}
