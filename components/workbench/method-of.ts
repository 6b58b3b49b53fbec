import { readYaml } from '@/analysis-kernel/content/yaml';
import type { Cell } from '@/analysis-kernel/document/notebook';

/** Options of an analysis cell as far as they can be read. */
export function optionsOf(body: string): Readonly<Record<string, unknown>> {
  const document = readYaml(body);
  const options: unknown = document.errors.length > 0 ? null : document.toJS();
  return typeof options === 'object' && options !== null ? (options as Record<string, unknown>) : {};
}

/** Method of an analysis cell, or null. */
export function methodOf(cell: Pick<Cell, 'kind' | 'body'>): string | null {
  const { method } = cell.kind === 'analysis' ? optionsOf(cell.body) : {};
  return typeof method === 'string' ? method : null;
}
