'use client';

import { Cloud, CloudAlert, CloudOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { useStore, useWorkbench } from '@/components/workbench/workbench-context';

/** How far the notebook is saved; where a choice is wanted first, the way to it. */
export function SaveStatus() {
  const text = useTranslations('notebook.save');
  const saving = useStore((store) => store.saving);
  const waiting = useStore((store) => store.waiting);
  if (saving === 'undecided') return <Undecided />;
  const kept = saving === 'offline' || saving === 'refused';
  const Icon = kept ? CloudOff : Cloud;
  return (
    <span
      role="status"
      data-saving={saving}
      className={`inline-flex items-center gap-1 text-xs whitespace-nowrap ${kept ? 'text-stale' : 'text-ink-soft'}`}
    >
      <Icon aria-hidden className="size-3.5" />
      {kept ? text(saving, { count: waiting }) : text(saving)}
    </span>
  );
}

/** Something held back waits for a choice: the way to it. */
function Undecided() {
  const text = useTranslations('notebook.save');
  const { setFocus } = useWorkbench();
  const count = useStore(({ conflicts, titleConflict }) => conflicts.size + (titleConflict ? 1 : 0));
  const first = useStore(({ order, conflicts }) => order.find((id) => conflicts.has(id)) ?? null);
  const show = () => {
    if (first !== null) setFocus(first);
    document.getElementById(first === null ? 'title-conflict' : `cell-${first}`)?.scrollIntoView({ block: 'start' });
  };
  return (
    <span role="status" data-saving="undecided">
      <Button look="quiet" size="small" className="text-stale" onClick={show}>
        <CloudAlert aria-hidden className="size-3.5" />
        {text('undecided', { count })}
      </Button>
    </span>
  );
}
