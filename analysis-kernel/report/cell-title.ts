/** What a cell is called in a report: never by its kind and name in the notebook alone. */
import type { Language } from '@/cohort-dsl/source/localised';
import type { CellOutcome } from '../cells/outcome';
import { readYaml } from '../content/yaml';
import type { Cell } from '../document/notebook';
import { findMethod } from '../registry/registry';

/** The figure's title or the method's; of code and queries the comment they begin with; of the rest the name as words. */
export function cellTitle(cell: Cell, outcome: CellOutcome | null, lang: Language): string {
  if (cell.kind === 'analysis') {
    const method = methodOf(cell.body);
    return outcome?.figures[0]?.title[lang] ?? (method === null ? undefined : findMethod(method)?.title[lang]) ?? asWords(cell.name);
  }
  return commentAbove(cell) ?? asWords(cell.name);
}

/** Method of an analysis; null where its text names none. */
function methodOf(body: string): string | null {
  const method: unknown = readYaml(body).get('method');
  return typeof method === 'string' ? method : null;
}

/** The first line of a query, chart or code cell where it is a comment. */
function commentAbove({ kind, body }: Cell): string | null {
  const mark = kind === 'sql' ? /^\s*--+\s*(\S.*)/ : kind === 'chart' || kind === 'code' ? /^\s*\/\/+\s*(\S.*)/ : null;
  return mark?.exec(body)?.[1].trim() ?? null;
}

/** `node_positive` as `Node positive`. */
function asWords(name: string | null): string {
  const words = (name ?? '').replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
