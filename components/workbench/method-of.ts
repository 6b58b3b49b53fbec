import { parse } from 'yaml';
import type { Cell } from '@/analysis-kernel/document/notebook';

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
