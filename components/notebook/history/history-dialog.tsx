'use client';

import { useTranslations } from 'next-intl';
import { Dialog } from '@/components/ui/dialog';
import { useStore } from '@/components/workbench/workbench-context';
import { BlamePanel } from './blame-panel';
import { HistoryPanel } from './history-panel';
import { LockForm } from './lock-form';
import { type HistoryWish, openHistory } from './open-history';

/** What was asked for of the history, over the notebook. */
export function HistoryDialog({ wish }: { readonly wish: HistoryWish }) {
  const text = useTranslations('history');
  const cell = useStore(({ cells }) => (wish.of === 'cell' ? cells.get(wish.cell) : undefined));
  const close = () => openHistory.open(null);
  if (wish.of === 'lock') return <LockForm onClose={close} />;
  const isCell = wish.of === 'cell';
  return (
    <Dialog
      wide
      open
      onOpenChange={close}
      title={isCell ? text('blame.title', { name: cell?.name ?? text('textCell') }) : text('title')}
      {...(isCell ? {} : { description: text('lead') })}
      closeLabel={text('close')}
    >
      {isCell ? <BlamePanel cell={wish.cell} /> : <HistoryPanel />}
    </Dialog>
  );
}
