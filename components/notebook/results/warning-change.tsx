'use client';

import { useLocale, useTranslations } from 'next-intl';
import { findMethod } from '@/analysis-kernel/registry/registry';
import type { Warning } from '@/analysis-kernel/results/result';
import { Button } from '@/components/ui/button';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { readOptions } from '../forms/analysis-yaml';
import { changedOption } from '../forms/changed-option';

/** The button that mends what a warning tells of, in an analysis that may be changed. */
export function WarningChange({ cell, change }: { readonly cell: string; readonly change: NonNullable<Warning['change']> }) {
  const text = useTranslations('notebook.error');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const { controller } = useWorkbench();
  const own = controller.store.snapshot().notebook.cells.find(({ name, kind }) => name === cell && kind === 'analysis');
  if (!controller.mayEdit || own === undefined) return null;
  const apply = () => {
    const method = findMethod(String(readOptions(own.body)?.method ?? ''));
    controller.edits.write(own.id, changedOption(own.body, method, change.option, change.value, []));
  };
  return (
    <Button size="small" onClick={apply}>
      {text('fix', { fix: change.said[lang] })}
    </Button>
  );
}
