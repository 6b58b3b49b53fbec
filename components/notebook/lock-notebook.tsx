'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { lazy, useCallback } from 'react';
import { unlockNotebookAction } from '@/app/_actions/history';
import { Button } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { useSending } from './history/use-sending';

/** Asks why a notebook is locked: fetched when it is to be. */
export const LockNotebook = lazy(() => import('./history/lock-form').then(({ LockForm }) => ({ default: LockForm })));

/** Opens the notebook for editing again, and the page with it. */
export function useUnlocking(): { readonly busy: boolean; readonly unlock: () => void } {
  const text = useTranslations('history.lock');
  const announce = useToast();
  const { controller, notebook } = useWorkbench();
  const { busy, send } = useSending(announce);
  const { id } = notebook;
  const unlock = useCallback(
    () =>
      void send(
        () => unlockNotebookAction({ notebook: id }),
        () => {
          announce(text('undone'));
          void controller.refresh();
        },
      ),
    [send, id, announce, text, controller],
  );
  return { busy, unlock };
}

/** Who locked the notebook, when and why; nothing where it may be edited. */
export function LockNote() {
  const text = useTranslations('history.lock');
  const format = useFormatter();
  const { busy, unlock } = useUnlocking();
  const { lock, mayLock } = useWorkbench().notebook;
  if (lock === null) return null;
  const at = format.dateTime(new Date(lock.at), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div
      role="note"
      className="mb-3 flex flex-wrap items-center justify-between gap-2 rounded-md border border-stale bg-stale-soft px-3 py-2"
    >
      <p className="min-w-0 wrap-anywhere">
        {text('said', { who: lock.by, at, reason: lock.reason })} <span className="text-ink-soft">{text('runs')}</span>
      </p>
      {mayLock ? (
        <Button size="small" busy={busy} onClick={unlock}>
          {text('undo')}
        </Button>
      ) : null}
    </div>
  );
}
