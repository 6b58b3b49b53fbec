'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { useNewCell } from './use-new-cell';

/** A notebook without cells: what to do first, and its button. */
export function EmptyNotebook() {
  const text = useTranslations('notebook.empty');
  const insert = useNewCell();
  return (
    <EmptyState
      title={text('title')}
      action={
        <div className="flex gap-2">
          <Button look="primary" onClick={() => insert({ kind: 'cohort', at: 0, replacing: null })}>
            {text('cohort')}
          </Button>
          <Button onClick={() => insert({ kind: 'text', at: 0, replacing: null })}>{text('text')}</Button>
        </div>
      }
    >
      {text('lead')}
    </EmptyState>
  );
}
