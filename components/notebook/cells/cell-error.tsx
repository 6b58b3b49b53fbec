'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { Cell } from '@/analysis-kernel/document/notebook';
import type { Method } from '@/analysis-kernel/registry/method';
import { loadedMethod, loadMethod, methodEntry } from '@/analysis-kernel/registry/registry';
import { listText } from '@/analysis-kernel/results/format';
import type { CellError } from '@/analysis-kernel/results/result';
import type { Language } from '@/cohort-dsl/source/localised';
import { Button } from '@/components/ui/button';
import { CodedText } from '@/components/ui/coded-text';
import { ErrorNote } from '@/components/ui/error-note';
import { methodIdOf } from '@/components/workbench/method-of';
import { useMethod, useWithMethod } from '@/components/workbench/use-method';
import { useOldNames, useWorkbench } from '@/components/workbench/workbench-context';
import { readOptions, withMethod } from '../forms/analysis-yaml';
import { changedOption } from '../forms/changed-option';
import { applyFix } from './apply-fix';
import { errorsOf } from './cell-errors';
import { CohortErrors } from './cohort-error';
import { type OldName, oldNames } from './old-names';

/** What is wrong with a cell: each error in words, with its mends as buttons. */
export function CellErrorNote({ cell, error }: { readonly cell: Cell; readonly error: CellError }) {
  const absent = useAbsentColumns(cell, error);
  if (error.code === 'blocked') return <WaitingNote error={error} />;
  const said = [...errorsOf(cell, error), ...absent].map((one) => (
    <OneError key={`${one.code} ${one.line} ${one.column} ${one.message.en}`} cell={cell} error={one} />
  ));
  return (
    <div className="grid gap-2">
      {cell.kind === 'cohort' ? (
        <CohortErrors cell={cell} error={error}>
          {said}
        </CohortErrors>
      ) : (
        said
      )}
    </div>
  );
}

/** Nothing is wrong with a cell that waits for another to be mended. */
function WaitingNote({ error }: { readonly error: CellError }) {
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  return (
    <p className="text-sm text-ink-soft" data-wait="blocked">
      <CodedText>{error.message[lang]}</CodedText>
    </p>
  );
}

function OneError({ cell, error }: { readonly cell: Cell; readonly error: CellError }) {
  const text = useTranslations('notebook.error');
  const form = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const { controller } = useWorkbench();
  const whenHere = useWithMethod();
  const write = (body: string) => controller.edits.write(cell.id, body);
  const renamed = useRenamed(cell, error).map(({ old, now, body }) => ({
    key: now,
    label: text('renamed', { old, now }),
    apply: () => write(body),
  }));
  const again = () => {
    // What the page itself lacks of a method comes with it: the form is drawn from it.
    if (cell.kind === 'analysis') void loadMethod(methodIdOf(cell.body)).catch(() => undefined);
    void controller.run([cell.id]);
  };
  const mendOf = (fix: string) => {
    const setting = cell.kind === 'analysis' ? settingOf(fix) : null;
    if (setting === null) {
      const body = applyFix(cell.body, error, fix);
      return body === null ? [] : [{ key: fix, label: text('fix', { fix }), apply: () => write(body) }];
    }
    const [key, value] = setting;
    const id = key === 'method' ? String(value) : methodIdOf(cell.body);
    const body = (method: Method | null) =>
      method !== null && key === 'method'
        ? withMethod(
            cell.body,
            id,
            method.options.map((option) => option.key),
          )
        : changedOption(cell.body, method, key, value, []);
    const said =
      key === 'method'
        ? { option: form('method'), value: methodEntry(id)?.title[lang] ?? id }
        : settingSaid(loadedMethod(id), key, value, lang);
    const label = value === null ? text('leaveOut', { option: said.option }) : text('set', said);
    return [{ key: fix, label, apply: () => whenHere(id, (method) => write(body(method))) }];
  };
  // A fix of the cohort language may change more than the word at the place: the language gives its edits.
  const fixes = controller.mayEdit && cell.kind !== 'cohort' ? error.fixes.filter(saysAll).flatMap(mendOf) : [];
  const mends = [...renamed, ...fixes.filter(({ key }) => !renamed.some((own) => own.key === key))];
  // A form has no lines; its text marks the place itself.
  const hasLines = cell.kind !== 'analysis' && cell.kind !== 'input';
  return (
    <ErrorNote
      action={
        AGAIN.has(error.code) ? (
          <Button size="small" className="justify-self-start" onClick={again}>
            {text('again')}
          </Button>
        ) : mends.length > 0 ? (
          <div className="flex flex-wrap gap-2">
            {mends.map(({ key, label, apply }) => (
              <Button key={key} size="small" onClick={apply}>
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

/** What is wrong with options alone: the columns that others name are looked for all the same. */
const OF_OPTIONS: ReadonlySet<string> = new Set(['unknown_key', 'missing_key', 'wrong_type', 'out_of_range', 'invalid_option']);

/** What nothing in the cell is to blame for: the same may go well the next time. */
const AGAIN: ReadonlySet<string> = new Set(['method_unavailable', 'engine_lost', 'unexpected']);

/** The option and the value of a fix that sets one (`event: dead`); null where it is another kind of fix. */
function settingOf(fix: string): readonly [key: string, value: unknown] | null {
  return /^\s*[\w.]+:/u.test(fix) ? (Object.entries(readOptions(fix) ?? {})[0] ?? null) : null;
}

function settingSaid(method: Method | null, key: string, value: unknown, lang: Language) {
  const option = method?.options.find((one) => one.key === key);
  const said = [value].flat().map((one) => option?.valueWords?.[String(one)]?.[lang] ?? String(one));
  return { option: option?.label[lang] ?? key, value: listText(said, lang) };
}

/** A key without its value (`data: `) is begun for a writer of text and mends nothing by a button. */
function saysAll(fix: string): boolean {
  return !/^\s*(?:[\w.]+:\s*)?$/u.test(fix);
}

const NO_ERRORS: readonly CellError[] = [];

/** Columns that an analysis names and its table lacks, where its options are wrong too: the engine did not come as far as to look for them. */
function useAbsentColumns(cell: Cell, error: CellError): readonly CellError[] {
  const { engine } = useWorkbench().controller;
  // Drawn again when the method has come that knows of more errors.
  const { method } = useMethod(cell.kind === 'analysis' ? methodIdOf(cell.body) : '');
  const [found, setFound] = useState({ body: '', errors: NO_ERRORS });
  const { kind, body } = cell;
  const ofText = kind === 'analysis' && OF_OPTIONS.has(error.code);
  useEffect(() => {
    if (!ofText || method === null) return;
    let late = false;
    const data = readOptions(body)?.data;
    Promise.all([import('@/analysis-kernel/registry/other-columns'), engine.tables(null)]).then(
      ([{ absentColumns }, tables]) => {
        const table = tables.find(({ name }) => typeof data === 'string' && name.toLowerCase() === data.toLowerCase());
        // Of a table that has not been made yet no columns are known.
        const columns = table?.columns.map(({ name }) => name) ?? [];
        if (!late) setFound({ body, errors: columns.length === 0 ? NO_ERRORS : absentColumns(body, method, columns) });
      },
      // Without them the error still says what is wrong first.
      () => undefined,
    );
    return () => {
      late = true;
    };
  }, [engine, method, body, ofText]);
  return ofText && found.body === body ? found.errors : NO_ERRORS;
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
