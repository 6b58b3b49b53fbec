'use client';

import { useTranslations } from 'next-intl';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { SourceEditor, type SourceLanguage } from '@/components/editor/source-editor';
import { useCellState, useWorkbench } from '../workbench-context';

const languages: Readonly<Record<Cell['kind'], SourceLanguage>> = {
  text: 'markdown',
  cohort: 'cohort',
  sql: 'sql',
  analysis: 'yaml',
  chart: 'javascript',
  code: 'javascript',
  input: 'yaml',
};

/** A cell's source in the editor of its language. */
export function CellSource({ cell }: { readonly cell: Cell }) {
  const text = useTranslations('notebook');
  const { controller, focus, setFocus } = useWorkbench();
  const state = useCellState(cell.id);
  return (
    <SourceEditor
      language={languages[cell.kind]}
      value={cell.body}
      label={text('cell.label', { kind: text(`kind.${cell.kind}`), name: cell.name ?? '' })}
      readOnly={!controller.mayEdit}
      autoFocus={focus.id === cell.id && focus.editing}
      errorLine={state?.error?.line ?? null}
      onChange={(body) => controller.edit(cell.id, body)}
      onRun={(stay) => {
        void controller.run([cell.id]);
        if (!stay) setFocus(cell.id, false);
      }}
      onEscape={() => setFocus(cell.id, false)}
    />
  );
}
