'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useId, useRef } from 'react';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { methodEntries, methodEntry } from '@/analysis-kernel/registry/registry';
import { NativeSelect } from '@/components/ui/field';
import { useWithMethod } from '@/components/workbench/use-method';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { withMethod } from './analysis-yaml';

/** The method of an analysis. Another is written when it has come, which is at once for all but the first cell of its kind. */
export function MethodChoice({ cell, method }: { readonly cell: Cell; readonly method: string }) {
  const text = useTranslations('forms');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const id = useId();
  const { controller } = useWorkbench();
  const whenHere = useWithMethod();
  const picked = useRef('');
  const known = methodEntry(method);
  const pick = (wanted: string) => {
    picked.current = wanted;
    whenHere(wanted, (next) => {
      const now = controller.store.snapshot().cells.get(cell.id);
      if (next === null || !now || picked.current !== wanted) return;
      const keys = next.options.map(({ key }) => key);
      controller.edits.write(cell.id, withMethod(now.body, next.id, keys));
    });
  };
  return (
    <div className="grid min-w-0 grid-cols-1 content-start gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {text('method')}
      </label>
      <NativeSelect id={id} value={known?.id ?? ''} disabled={!controller.mayEdit} onChange={(event) => pick(event.target.value)}>
        {known ? null : <option value="">{text('choose')}</option>}
        {methodEntries().map((candidate) => (
          <option key={candidate.id} value={candidate.id}>
            {candidate.title[lang]}
          </option>
        ))}
      </NativeSelect>
      {known ? <p className="text-xs text-ink-soft">{known.summary[lang]}</p> : null}
    </div>
  );
}
