import type { Cell } from '@/analysis-kernel/document/notebook';
import { findMethod } from '@/analysis-kernel/registry/registry';
import type { Language } from '@/cohort-dsl/source/localised';
import { optionsOf } from '@/components/workbench/method-of';

/** One line of what a cell does, from its source. */
export function summaryLine(cell: Cell, lang: Language): string {
  if (cell.kind !== 'analysis') return '';
  const options = optionsOf(cell.body);
  const title = findMethod(String(options.method ?? ''))?.title[lang] ?? String(options.method ?? '');
  const what = typeof options.formula === 'string' ? options.formula : typeof options.data === 'string' ? options.data : '';
  return what ? `${title} · ${what}` : title;
}
