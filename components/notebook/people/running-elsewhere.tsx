'use client';

import { Loader } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { listText } from '@/analysis-kernel/results/format';
import type { LivePerson } from '@/components/workbench/live/live-text';

/** Says that somebody else runs a cell: its result comes here by itself. */
export function RunningElsewhere({ people }: { readonly people: readonly LivePerson[] }) {
  const text = useTranslations('notebook.people');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const names = listText(
    people.map(({ name }) => name),
    lang,
  );
  return (
    <span data-running-elsewhere className="inline-flex min-w-0 items-center gap-1 text-xs text-running">
      <Loader aria-hidden className="size-3.5 shrink-0 animate-spin" />
      <span className="truncate">{text('runs', { count: people.length, names })}</span>
    </span>
  );
}
