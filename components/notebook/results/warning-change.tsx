'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { Warning } from '@/analysis-kernel/results/result';
import { Button } from '@/components/ui/button';
import { methodIdOf } from '@/components/workbench/method-of';
import { useWithMethod } from '@/components/workbench/use-method';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { changedOption } from '../forms/changed-option';

/** The button that mends what a warning tells of, in an analysis that may be changed. */
export function WarningChange({ cell, change }: { readonly cell: string; readonly change: NonNullable<Warning['change']> }) {
  const text = useTranslations('notebook.error');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const { controller } = useWorkbench();
  const whenHere = useWithMethod();
  const own = controller.store.snapshot().notebook.cells.find(({ name, kind }) => name === cell && kind === 'analysis');
  if (!controller.mayEdit || own === undefined) return null;
  const apply = () =>
    whenHere(methodIdOf(own.body), (method) => {
      const body = controller.store.snapshot().cells.get(own.id)?.body;
      if (body !== undefined) controller.edits.write(own.id, changedOption(body, method, change.option, change.value, []));
    });
  return (
    <Button size="small" onClick={apply}>
      {text('fix', { fix: change.said[lang] })}
    </Button>
  );
}
