'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { openHistory } from './history/open-history';

/** Who locked the notebook, when and why; nothing where it may be edited. */
export function LockNote() {
  const text = useTranslations('history.lock');
  const format = useFormatter();
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
        <Button size="small" onClick={() => openHistory.open({ of: 'lock' })}>
          {text('unlockOpen')}
        </Button>
      ) : null}
    </div>
  );
}
