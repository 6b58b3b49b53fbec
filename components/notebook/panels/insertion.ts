'use client';

import { useTranslations } from 'next-intl';
import type { OfferedTable } from '@/analysis-kernel/host/contract';
import { useToast } from '@/components/ui/toast';
import { methodIdOf } from '@/components/workbench/method-of';
import { useWithMethod } from '@/components/workbench/use-method';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { insertInto } from '../cells/insertable';
import { readOptions } from '../forms/analysis-yaml';
import { withColumn } from '../forms/with-column';

/** Puts a name into the cell in focus: at the cursor of its editor, into the form of an analysis, else at the end of its text. */
export function useInsertion(tables: readonly OfferedTable[]): (text: string) => void {
  const say = useTranslations('notebook.dictionary');
  const announce = useToast();
  const { controller, setFocus } = useWorkbench();
  const whenHere = useWithMethod();
  return (text) => {
    const cell = controller.store.snapshot().cells.get(controller.focus.snapshot().id ?? '');
    if (!controller.mayEdit) return;
    if (!cell) {
      announce(say('noCell'));
      return;
    }
    if (insertInto(cell.id, text)) return;
    const refuse = () => announce(say('noRole', { name: text, cell: cell.name ?? '' }));
    if (cell.kind === 'input') {
      refuse();
      return;
    }
    if (cell.kind === 'analysis') {
      whenHere(methodIdOf(cell.body), (method) => {
        const now = controller.store.snapshot().cells.get(cell.id)?.body ?? cell.body;
        const data = tables.find(({ name }) => name === readOptions(now)?.data);
        const body = data?.columns.some(({ name }) => name === text) ? withColumn(now, text, method) : null;
        if (body === null) refuse();
        else controller.edits.write(cell.id, body);
      });
      return;
    }
    controller.edits.write(cell.id, cell.body === '' || /\s$/.test(cell.body) ? cell.body + text : `${cell.body} ${text}`);
    setFocus(cell.id, true);
  };
}
