'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { Cell } from '@/analysis-kernel/document/notebook';
import type { CellError } from '@/analysis-kernel/results/result';
import { Button } from '@/components/ui/button';
import { CodedText } from '@/components/ui/coded-text';
import { ErrorNote } from '@/components/ui/error-note';
import { methodIdOf } from '@/components/workbench/method-of';
import { useMethod } from '@/components/workbench/use-method';
import { useOldNames, useWorkbench } from '@/components/workbench/workbench-context';
import { applyFix } from './apply-fix';
import { errorsOf } from './cell-errors';
import { type OldName, oldNames } from './old-names';

/** What is wrong with a cell: each error in words, with its mends as buttons. */
export function CellErrorNote({ cell, error }: { readonly cell: Cell; readonly error: CellError }) {
  // Drawn again when the method has come that knows of more errors.
  useMethod(cell.kind === 'analysis' ? methodIdOf(cell.body) : '');
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
  const renamed = useRenamed(cell, error);
  // A fix of the cohort language may change more than the word at the place; the cell's own editor offers it there.
  const fixes =
    controller.mayEdit && cell.kind !== 'cohort'
      ? error.fixes.filter(saysAll).flatMap((fix) => {
          const body = applyFix(cell.body, error, fix);
          return body === null ? [] : [{ key: fix, label: text('fix', { fix }), body }];
        })
      : [];
  const mends = [
    ...renamed.map(({ old, now, body }) => ({ key: `${old} ${now}`, label: text('renamed', { old, now }), body })),
    ...fixes.filter(({ key }) => !renamed.some(({ now }) => now === key)),
  ];
  // A form has no lines; its text marks the place itself.
  const hasLines = cell.kind !== 'analysis' && cell.kind !== 'input';
  return (
    <ErrorNote
      action={
        error.code === 'method_unavailable' ? (
          <Button size="small" className="justify-self-start" onClick={() => void controller.run([cell.id])}>
            {text('again')}
          </Button>
        ) : mends.length > 0 ? (
          <div className="flex flex-wrap gap-2">
            {mends.map(({ key, label, body }) => (
              <Button key={key} size="small" onClick={() => controller.edits.write(cell.id, body)}>
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

/** A key without its value (`data: `) is begun for a writer of text and mends nothing by a button. */
function saysAll(fix: string): boolean {
  return !/^\s*(?:[\w.]+:\s*)?$/u.test(fix);
}

const NO_NAMES: readonly OldName[] = [];

/** What columns are called now that the cell reads by an old name; empty until that is known of the cell as it stands. */
function useRenamed(cell: Cell, error: CellError): readonly OldName[] {
  const { controller } = useWorkbench();
  const stale = useOldNames();
  const [found, setFound] = useState({ cell, names: NO_NAMES });
  useEffect(() => {
    if (!controller.mayEdit || stale.length === 0) return;
    let late = false;
    const { cells } = controller.store.snapshot().notebook;
    const tables = cells.flatMap(({ id, name }) => (name === null || id === cell.id ? [] : [name]));
    oldNames(cell, error, stale, tables).then(
      (names) => {
        if (!late) setFound({ cell, names });
      },
      // Without it the error still says what is missing.
      () => undefined,
    );
    return () => {
      late = true;
    };
  }, [controller, cell, error, stale]);
  return found.cell === cell && stale.length > 0 ? found.names : NO_NAMES;
}
