import { parse } from 'yaml';
import type { Cell } from '@/analysis-kernel/document/notebook';
import type { Lang } from '@/analysis-kernel/frame/column';
import { findMethod } from '@/analysis-kernel/registry/registry';

/** Options of an analysis cell as far as they can be read. */
export function optionsOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const options: unknown = parse(body);
    return typeof options === 'object' && options !== null ? (options as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Method of an analysis cell, or null. */
export function methodOf(cell: Pick<Cell, 'kind' | 'body'>): string | null {
  const { method } = cell.kind === 'analysis' ? optionsOf(cell.body) : {};
  return typeof method === 'string' ? method : null;
}

/** One line of what a cell does, from its source. */
export function summaryLine(cell: Cell, lang: Lang): string {
  if (cell.kind !== 'analysis') return '';
  const options = optionsOf(cell.body);
  const title = findMethod(String(options.method ?? ''))?.title[lang] ?? String(options.method ?? '');
  const what = typeof options.formula === 'string' ? options.formula : typeof options.data === 'string' ? options.data : '';
  return what ? `${title} · ${what}` : title;
}
