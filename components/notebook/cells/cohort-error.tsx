'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useState } from 'react';
import { edited } from '@/analysis-kernel/cells/edits';
import type { Cell } from '@/analysis-kernel/document/notebook';
import type { CellError } from '@/analysis-kernel/results/result';
import type { Problem } from '@/components/editor/language-assist';
import { lineOf } from '@/components/editor/text-change';
import { Button } from '@/components/ui/button';
import { CodedText } from '@/components/ui/coded-text';
import { ErrorNote } from '@/components/ui/error-note';
import { useStore, useWorkbench } from '@/components/workbench/workbench-context';
import { askLanguage } from '../cohort-editor/language-client';
import { otherCohorts } from '../cohort-editor/other-cohorts';

interface CohortErrorsProps {
  readonly cell: Cell;
  /** As the engine says it: the first of the program, or that of its run. */
  readonly error: CellError;
  /** What stands here while the language has not answered, and where the error is not of the program's text. */
  readonly children: ReactNode;
}

/** All that is wrong with a cohort's program, each error with its mends as buttons. */
export function CohortErrors({ cell, error, children }: CohortErrorsProps) {
  const problems = useProblems(cell);
  const isOfText = problems.some(({ code, span }) => code === error.code && lineOf(cell.body, span.start) + 1 === error.line);
  if (!isOfText) return children;
  return problems.map((problem) => <ProblemNote key={`${problem.span.start} ${problem.code}`} cell={cell} problem={problem} />);
}

function ProblemNote({ cell, problem }: { readonly cell: Cell; readonly problem: Problem }) {
  const text = useTranslations('notebook.error');
  const { controller } = useWorkbench();
  const { message, finding, fixes, span } = problem;
  const mends = controller.mayEdit ? fixes : [];
  const mend = (edits: Problem['fixes'][number]['edits']) =>
    controller.edits.write(
      cell.id,
      edited(
        cell.body,
        edits.map((edit) => ({ ...edit.span, text: edit.text })),
      ),
    );
  return (
    <ErrorNote
      action={
        mends.length > 0 ? (
          <div className="flex flex-wrap gap-2">
            {mends.map(({ title, edits }) => (
              <Button
                key={title}
                size="small"
                className="h-auto! min-h-7 max-w-full whitespace-normal! text-start"
                onClick={() => mend(edits)}
              >
                <span className="first-letter:uppercase">
                  <CodedText>{title}</CodedText>
                </span>
              </Button>
            ))}
          </div>
        ) : undefined
      }
    >
      <span className="text-ink-soft">{text('place', { line: lineOf(cell.body, span.start) + 1 })} · </span>
      <CodedText>{mends.length > 0 ? finding : message}</CodedText>
    </ErrorNote>
  );
}

const NONE: readonly Problem[] = [];

/** Errors of the program as it stands, in the reader's language; none until the language has answered. */
function useProblems(cell: Cell): readonly Problem[] {
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const { release } = useWorkbench().notebook;
  const [found, setFound] = useState({ body: '', lang, problems: NONE });
  const { body, name } = cell;
  const beside = useStore((store) => otherCohorts(store.notebook.cells, cell.id).join('\n'));
  useEffect(() => {
    let over = false;
    const check = async () => {
      const question = { source: body, name: name ?? '', lang, cohorts: beside.split('\n').filter(Boolean) } as const;
      const problems = await askLanguage(release)('check', question);
      if (!over) setFound({ body, lang, problems: problems.filter(({ severity }) => severity === 'error') });
    };
    // Without an answer the error is said as the engine says it.
    check().catch(() => undefined);
    return () => {
      over = true;
    };
  }, [release, body, name, lang, beside]);
  return found.body === body && found.lang === lang ? found.problems : NONE;
}
