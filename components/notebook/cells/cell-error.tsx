'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { Cell } from '@/analysis-kernel/document/notebook';
import type { CellError } from '@/analysis-kernel/results/result';
import { Button } from '@/components/ui/button';
import { CodedText } from '@/components/ui/coded-text';
import { ErrorNote } from '@/components/ui/error-note';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { applyFix } from './apply-fix';
import { errorsOf } from './cell-errors';

/** What is wrong with a cell: each error in words, with its mends as buttons. */
export function CellErrorNote({ cell, error }: { readonly cell: Cell; readonly error: CellError }) {
  return (
    <div className="grid gap-2">
      {errorsOf(cell, error).map((one) => (
        <OneError key={`${one.code} ${one.line} ${one.column} ${one.message.en}`} cell={cell} error={one} />
      ))}
    </div>
  );
}

function OneError({ cell, error }: { readonly cell: Cell; readonly error: CellError }) {
  const text = useTranslations('notebook.error');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const { controller } = useWorkbench();
  // A fix of the cohort language may change more than the word at the place; the cell's own editor offers it there.
  const fixes =
    controller.mayEdit && cell.kind !== 'cohort'
      ? error.fixes.flatMap((fix) => {
          const body = applyFix(cell.body, error, fix);
          return body === null ? [] : [{ fix, body }];
        })
      : [];
  // A form has no lines; its text marks the place itself.
  const hasLines = cell.kind !== 'analysis' && cell.kind !== 'input';
  return (
    <ErrorNote
      action={
        fixes.length > 0 ? (
          <div className="flex flex-wrap gap-2">
            {fixes.map(({ fix, body }) => (
              <Button key={fix} size="small" onClick={() => controller.edit(cell.id, body)}>
                {text('fix', { fix })}
              </Button>
            ))}
          </div>
        ) : undefined
      }
    >
      {error.line === null || !hasLines ? null : <span className="text-ink-soft">{text('place', { line: error.line })} · </span>}
      <CodedText>{error.message[lang]}</CodedText>
    </ErrorNote>
  );
}
