'use client';

import { useLocale, useTranslations } from 'next-intl';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import type { Cell } from '@/analysis-kernel/document/notebook';
import type { LanguageAssist } from '@/components/editor/language-assist';
import type { LineNotes } from '@/components/editor/line-notes';
import { SourceEditor } from '@/components/editor/source-editor';
import { analysisAssist } from '@/components/notebook/cells/analysis-assist';
import { useLiveText, usePeopleIn } from '@/components/workbench/live/use-live';
import { useCellState, useFocus, useWorkbench } from '@/components/workbench/workbench-context';
import { cellKinds } from './cell-kinds';
import { focusCell } from './focus-cell';
import { offerInsertion } from './insertable';

/** Marks of comments, which come once the page stands. */
const LineComments = lazy(() => import('../comments/late-parts').then(({ lateParts }) => ({ default: lateParts.LineComments })));

interface CellSourceProps {
  readonly cell: Cell;
  readonly assist?: LanguageAssist;
  readonly notes?: LineNotes | null;
}

/** A cell's source in the editor of its language. */
export function CellSource({ cell, assist: given, notes }: CellSourceProps) {
  const text = useTranslations('notebook');
  const words = useTranslations('editor');
  const { controller, setFocus } = useWorkbench();
  const state = useCellState(cell.id);
  const editing = useFocus((focus) => focus.id === cell.id && focus.editing);
  const forAnalysis = useAnalysisAssist();
  const assist = given ?? (cell.kind === 'analysis' ? forAnalysis : undefined);
  const isVisited = usePeopleIn(cell.id).length > 0;
  const live = useLiveText(cell.id, editing || isVisited);
  const onInsertable = useCallback((insert: (inserted: string) => boolean) => offerInsertion(cell.id, insert), [cell.id]);
  return (
    <SourceEditor
      id={cell.id}
      language={cellKinds[cell.kind].language}
      value={cell.body}
      label={words('label', { cell: text('cell.label', { kind: text(`kind.${cell.kind}`), name: cell.name ?? '' }) })}
      readOnly={!controller.mayEdit}
      autoFocus={editing}
      errorLine={state?.error?.line ?? null}
      placeholder={controller.mayEdit ? words('openToWrite') : undefined}
      assist={assist}
      notes={notes}
      margin={(tops) => (
        <Suspense>
          <LineComments cell={cell} tops={tops} />
        </Suspense>
      )}
      onInsertable={onInsertable}
      text={live}
      onOpen={() => setFocus(cell.id, true)}
      onChange={(body) => controller.edits.write(cell.id, body)}
      onRun={(stay) => {
        void controller.run([cell.id]);
        if (!stay) setFocus(cell.id, false);
      }}
      onTurn={controller.mayEdit ? (direction) => controller.edits.turn(direction) : undefined}
      onEscape={() => {
        setFocus(cell.id, false);
        focusCell(cell.id);
      }}
    />
  );
}

/** Help with the YAML of analyses, from the tables and inputs of this notebook. */
function useAnalysisAssist(): LanguageAssist {
  const text = useTranslations('editor');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const { engine } = useWorkbench().controller;
  return useMemo(
    () =>
      analysisAssist({
        lang,
        fixTitle: (fix) => text('fix', { fix }),
        tables: () => engine.tables(null),
        inputs: () =>
          new Map(
            [...engine.snapshot().cells.values()].flatMap((state) =>
              state.kind === 'input' && state.outcome?.value !== undefined ? [[state.name, state.outcome.value]] : [],
            ),
          ),
      }),
    [engine, lang, text],
  );
}
