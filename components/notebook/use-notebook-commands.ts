'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { CellKind } from '@/analysis-kernel/document/notebook';
import { methodEntries } from '@/analysis-kernel/registry/registry';
import type { Command } from '@/components/shell/palette-events';
import { usePlaceCommands } from '@/components/shell/place-commands';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { cellKinds } from './cells/cell-kinds';
import { titleOf } from './cells/title-of';
import type { NewCell } from './starting-cells';
import { goToCell } from './use-arrival';
import { useNewCell } from './use-new-cell';

const kinds = Object.keys(cellKinds) as CellKind[];

/** In the palette: the notebook's cells to go to, and each kind of cell and analysis to add below the one in focus. */
export function useNotebookCommands(): void {
  const text = useTranslations('notebook');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const { controller, setFocus } = useWorkbench();
  const insert = useNewCell();
  const place = useMemo(() => {
    const goTo = (): Command[] =>
      controller.store.snapshot().notebook.cells.map((cell) => ({
        id: `cell.${cell.id}`,
        group: text('palette.cells'),
        label: titleOf(cell) || text('cell.unnamed'),
        keys: text(`kind.${cell.kind}`),
        run: () => {
          setFocus(cell.id);
          goToCell(cell.id);
        },
      }));
    const add = (id: string, label: string, wanted: NewCell): Command => ({
      id: `add.${id}`,
      group: text('palette.add'),
      label,
      words: `${text('palette.add')} ${id}`,
      run: () => {
        const { order } = controller.store.snapshot();
        const focused = order.indexOf(controller.focus.snapshot().id ?? '');
        insert({ ...wanted, at: focused < 0 ? order.length : focused + 1, replacing: null });
      },
    });
    const additions = () =>
      kinds.flatMap((kind) =>
        kind === 'analysis'
          ? methodEntries().map(({ id, title }) => add(id, title[lang], { kind: 'analysis', method: id }))
          : [add(kind, text(`kind.${kind}`), { kind })],
      );
    return { commands: () => [...goTo(), ...(controller.mayEdit ? additions() : [])], shortcuts: [] };
  }, [controller, insert, lang, setFocus, text]);
  usePlaceCommands(place);
}
