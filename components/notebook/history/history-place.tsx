'use client';

import { useTranslations } from 'next-intl';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { usePlaceCommands } from '@/components/shell/place-commands';
import { useSelected } from '@/components/workbench/use-selected';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { openHistory } from './open-history';

const HistoryDialog = lazy(() => import('./history-dialog').then(({ HistoryDialog: dialog }) => ({ default: dialog })));

/** Where history, authors and the lock's form open over the notebook; what they show is fetched when they do. */
export function HistoryPlace() {
  const text = useTranslations('history');
  const wish = useSelected(openHistory, () => openHistory.wish);
  const { controller } = useWorkbench();
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
  return <Suspense>{wish === null ? null : <HistoryDialog wish={wish} />}</Suspense>;
}
