'use client';

import { useTranslations } from 'next-intl';
import type { OfferedTable } from '@/analysis-kernel/host/contract';
import { useToast } from '@/components/ui/toast';
import { methodIdOf } from '@/components/workbench/method-of';
import { useWithMethod } from '@/components/workbench/use-method';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { readOptions } from '../forms/analysis-yaml';
import { withColumn } from '../forms/with-column';

type Insert = (text: string) => boolean;

/** The editor that has the cursor, by cell: it takes what the data panel offers. */
const editors = new Map<string, Insert>();

/** Lets an editor take text at its cursor; gives the function that ends it. */
export function offerInsertion(cell: string, insert: Insert): () => void {
  editors.set(cell, insert);
  return () => {
    if (editors.get(cell) === insert) editors.delete(cell);
  };
}

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
    if (editors.get(cell.id)?.(text)) return;
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
