'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { findMethod } from '@/analysis-kernel/registry/registry';
import { listText } from '@/analysis-kernel/results/format';
import type { CellError } from '@/analysis-kernel/results/result';
import type { Language } from '@/cohort-dsl/source/localised';
import { Button } from '@/components/ui/button';
import { CodedText } from '@/components/ui/coded-text';
import { ErrorNote } from '@/components/ui/error-note';
import { useOldNames, useWorkbench } from '@/components/workbench/workbench-context';
import { readOptions, withMethod } from '../forms/analysis-yaml';
import { changedOption } from '../forms/changed-option';
import { applyFix } from './apply-fix';
import { errorsOf } from './cell-errors';
import { type OldName, oldNames } from './old-names';

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
  const form = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const { controller } = useWorkbench();
  const renamed = useRenamed(cell, error);
  // A fix of the cohort language may change more than the word at the place; the cell's own editor offers it there.
  const fixes =
    controller.mayEdit && cell.kind !== 'cohort'
      ? error.fixes.filter(saysAll).flatMap((fix) => {
          const setting = cell.kind === 'analysis' ? settingOf(cell.body, fix, lang, form('method')) : null;
          if (setting !== null)
            return [{ key: fix, label: text('set', { option: setting.label, value: setting.value }), body: setting.body }];
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
        mends.length > 0 ? (
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

/** What a fix that is an option with its value (`event: dead`) makes of the text of an analysis; null where it is another kind of fix. */
function settingOf(
  text: string,
  fix: string,
  lang: Language,
  methodLabel: string,
): { readonly label: string; readonly value: string; readonly body: string } | null {
  const [setting] = Object.entries(readOptions(fix) ?? {});
  if (setting === undefined) return null;
  const [key, value] = setting;
  const method = findMethod(String(key === 'method' ? value : (readOptions(text)?.method ?? '')));
  if (key === 'method') {
    const keys = method?.options.map((option) => option.key) ?? [];
    return method && { label: methodLabel, value: method.title[lang], body: withMethod(text, method.id, keys) };
  }
  const option = method?.options.find((one) => one.key === key);
  const said = [value].flat().map((one) => option?.valueWords?.[String(one)]?.[lang] ?? String(one));
  return { label: option?.label[lang] ?? key, value: listText(said, lang), body: changedOption(text, method, key, value, []) };
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
