'use client';

import { useTranslations } from 'next-intl';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { usePlaceCommands } from '@/components/shell/place-commands';
import { Dialog } from '@/components/ui/dialog';
import { useSelected } from '@/components/workbench/use-selected';
import { useStore, useWorkbench } from '@/components/workbench/workbench-context';
import { openHistory } from './open-history';

const HistoryPanel = lazy(() => import('./history-panel').then(({ HistoryPanel: panel }) => ({ default: panel })));
const BlamePanel = lazy(() => import('./blame-panel').then(({ BlamePanel: panel }) => ({ default: panel })));

/** Where history and authors open over the notebook; what they show is fetched when they do. */
export function HistoryPlace() {
  const text = useTranslations('history');
  const wish = useSelected(openHistory, () => openHistory.wish);
  const { controller } = useWorkbench();
  const cell = useStore(({ cells }) => (wish?.of === 'cell' ? cells.get(wish.cell) : undefined));
  // Another notebook begins with nothing open.
  useEffect(() => () => openHistory.open(null), []);
  usePlaceCommands(
    useMemo(
      () => ({
        commands: () => {
          const { id } = controller.focus.snapshot();
          const focused = id === null ? undefined : controller.store.snapshot().cells.get(id);
          return [
            {
              id: 'notebook.history',
              group: text('title'),
              label: text('open'),
              words: text('words'),
              keys: 'H',
              run: () => openHistory.open({ of: 'notebook' }),
            },
            ...(focused
              ? [
                  {
                    id: 'cell.authors',
                    group: text('title'),
                    label: text('blame.palette', { name: focused.name ?? text('textCell') }),
                    words: text('words'),
                    keys: 'W',
                    run: () => openHistory.open({ of: 'cell', cell: focused.id }),
                  },
                ]
              : []),
          ];
        },
        shortcuts: [
          { keys: 'H', label: text('title') },
          { keys: 'W', label: text('blame.open') },
        ],
      }),
      [controller, text],
    ),
  );
  const title = wish?.of === 'cell' ? text('blame.title', { name: cell?.name ?? text('textCell') }) : text('title');
  return (
    <Dialog
      wide
      open={wish !== null}
      onOpenChange={(open) => (open ? undefined : openHistory.open(null))}
      title={title}
      {...(wish?.of === 'notebook' ? { description: text('lead') } : {})}
      closeLabel={text('close')}
    >
      <Suspense fallback={<p role="status">{text('loading')}</p>}>
        {wish === null ? null : wish.of === 'cell' ? <BlamePanel cell={wish.cell} /> : <HistoryPanel />}
      </Suspense>
    </Dialog>
  );
}
