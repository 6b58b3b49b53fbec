'use client';

import { Radio, Unplug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useOutlasts } from '@/components/ui/use-outlasts';
import { useConnection } from '@/components/workbench/live/use-live';
import { useStore } from '@/components/workbench/workbench-context';

/** A connection that is back sooner was never gone. */
const CALM_MS = 3000;

/** Whether the changes of others are seen at once, and what it means where they are not. While nothing at all is saved, that is said instead. */
export function ConnectionStatus() {
  const text = useTranslations('notebook.connection');
  const connection = useConnection();
  const isOffline = useStore(({ saving }) => saving === 'offline');
  const isLate = useOutlasts(connection !== 'live', CALM_MS);
  const shown = connection === 'live' ? 'live' : isLate && !isOffline ? connection : null;
  if (shown === null) return null;
  const Icon = shown === 'live' ? Radio : Unplug;
  return (
    <span
      role="status"
      data-connection={shown}
      title={text(`help.${shown}`)}
      className="inline-flex items-center gap-1 text-xs whitespace-nowrap text-ink-soft"
    >
      <Icon aria-hidden className="size-3.5" />
      <span className={shown === 'live' ? 'sr-only' : undefined}>{text(shown)}</span>
      <span className="sr-only">{text(`help.${shown}`)}</span>
    </span>
  );
}
