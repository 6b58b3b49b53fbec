'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { Cell } from '@/analysis-kernel/document/notebook';
import type { CellError } from '@/analysis-kernel/results/result';
import { Button } from '@/components/ui/button';
import { CodedText } from '@/components/ui/coded-text';
import { ErrorNote } from '@/components/ui/error-note';
import type { RenamedColumn } from '@/components/workbench/column-names';
import { useOldNames, useWorkbench } from '@/components/workbench/workbench-context';
import type { WorkbenchController } from '@/components/workbench/workbench-controller';
import { applyFix } from './apply-fix';
import { errorsOf } from './cell-errors';
import { oldNames } from './old-names';

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
  const stale = useOldNames();
  // A fix of the cohort language may change more than the word at the place; the cell's own editor offers it there.
  const fixes =
    controller.mayEdit && cell.kind !== 'cohort'
      ? error.fixes.flatMap((fix) => {
          const body = applyFix(cell.body, error, fix);
          return body === null ? [] : [{ key: fix, label: text('fix', { fix }), body }];
        })
      : [];
  const renamed = controller.mayEdit ? oldNamesOf(controller, cell, error, stale) : [];
  const mends = [
    ...renamed.map(({ old, now, body }) => ({ key: `${old} ${now}`, label: text('renamed', { old, now }), body })),
    ...fixes.filter(({ key }) => !renamed.some(({ now }) => now === key)),
  ];
  // A form has no lines; its text marks the place itself.
  const hasLines = cell.kind !== 'analysis' && cell.kind !== 'input';
  return (
    <ErrorNote
      action={
        mends.length > 0 ? (
          <div className="flex flex-wrap gap-2">
            {mends.map(({ key, label, body }) => (
              <Button key={key} size="small" onClick={() => controller.edit(cell.id, body)}>
                {label}
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

function oldNamesOf({ store }: WorkbenchController, cell: Cell, error: CellError, stale: readonly RenamedColumn[]) {
  if (stale.length === 0) return [];
  const tables = store.snapshot().notebook.cells.flatMap(({ id, name }) => (name === null || id === cell.id ? [] : [name]));
  return oldNames(cell, error, stale, tables);
}
