'use client';

import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import { edited } from '@/analysis-kernel/cells/edits';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { cohortAssist } from '@/components/notebook/cohort-editor/cohort-assist';
import { CountSummary, useCountNotes } from '@/components/notebook/cohort-editor/count-notes';
import { otherCohorts } from '@/components/notebook/cohort-editor/other-cohorts';
import { ProgramWords } from '@/components/notebook/cohort-editor/program-words';
import { useCounts } from '@/components/notebook/cohort-editor/use-counts';
import { useUnfolded } from '@/components/ui/use-unfolded';
import { useFocus, useWorkbench } from '@/components/workbench/workbench-context';
import { CellSource } from './source-cell';

/** A cohort cell's program, with who is left after each clause beside it and, while it is edited, what it says in words. */
export function CohortSource({ cell }: { readonly cell: Cell }) {
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const { controller, dictionary, notebook } = useWorkbench();
  const { id, name } = cell;
  const editing = useFocus((focus) => focus.id === id && focus.editing);
  const wordsShown = useUnfolded(editing);
  const assist = useMemo(
    () =>
      cohortAssist(notebook.release, name ?? '', lang, {
        cohorts: () => otherCohorts(controller.store.snapshot().notebook.cells, id),
        renamed: (source, newName, { edits, columns, table, parameter }) => {
          const body = edited(
            source,
            edits.map(({ span, text }) => ({ ...span, text })),
          );
          if (parameter !== null) return controller.names.renameInput(parameter, newName, dictionary);
          return controller.names.renameColumns(id, { from: source, to: body }, { columns: new Map(columns), table });
        },
      }),
    [controller, dictionary, notebook.release, id, name, lang],
  );
  const counts = useCounts(cell);
  const notes = useCountNotes(counts);
  return (
    <div className="@container grid grid-cols-1 gap-2" data-editing={editing ? '' : undefined}>
      <CellSource cell={cell} assist={assist} notes={notes} />
      <CountSummary counts={counts} />
      {wordsShown ? <ProgramWords cell={cell} lang={lang} /> : null}
    </div>
  );
}
