'use client';

import { useStoreState, useWorkbench } from '../workbench-context';

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

/** Puts a name into the cell in focus: at the cursor of its editor, else at the end of its text. */
export function useInsertion(): (text: string) => void {
  const { controller, focus } = useWorkbench();
  const { cells } = useStoreState().notebook;
  return (text) => {
    const cell = cells.find(({ id }) => id === focus.id);
    if (!cell || !controller.mayEdit) return;
    if (editors.get(cell.id)?.(text)) return;
    controller.edit(cell.id, cell.body === '' || /\s$/.test(cell.body) ? cell.body + text : `${cell.body} ${text}`);
  };
}
