import 'server-only';
import { safeDrawing } from '@/analysis-kernel/content/drawing';
import { analysisTableFault, cohortTableFault, groupsTableFault, type TableFault } from '@/analysis-kernel/disclosure/declared-tables';
import { isCellName } from '@/analysis-kernel/document/names';
import type { TableDeclaration } from '@/analysis-kernel/registry/method';
import { loadMethod } from '@/analysis-kernel/registry/registry';
import type { ResultTable } from '@/analysis-kernel/results/result';
import { type KeptResult, keptResult } from '@/app/_contract/kept-results';
import { demandBounded } from '../envelope';

/** A result that was refused, and why. */
export interface RefusedResult {
  readonly key: string;
  readonly reason: TableFault | 'shape';
}

export interface Permitted {
  readonly results: readonly KeptResult[];
  readonly refused: readonly RefusedResult[];
}

/**
 * Results as a browser sent them, each held to what its cell may give: what a browser says is data to check, not truth. One that is
 * refused takes none of the others with it.
 * @param keys names of the release's columns that tell one patient from another, in lower case
 */
export async function permittedResults(given: readonly { readonly key: string }[], keys: ReadonlySet<string>): Promise<Permitted> {
  const results: KeptResult[] = [];
  const refused: RefusedResult[] = [];
  for (const one of given) {
    const permitted = await permittedResult(one, keys);
    const drawn = typeof permitted === 'string' ? permitted : withHarmlessDrawing(permitted);
    if (typeof drawn === 'string') refused.push({ key: one.key, reason: drawn });
    else results.push(drawn);
  }
  return { results, refused };
}

/** Most characters of everything beside the tables and the drawing. */
const MOST_BESIDE = 300_000;
/** And more for each thing the tables name, as labels have below. */
const MORE_BESIDE = 400;

/**
 * Most characters of what is said about one result, some ten times what the longest of ours says: a sentence, a paragraph and a warning
 * are a few lines, labels a few words for each column, term and level, `rows` the variables that cost some. None is a place for rows.
 */
const MOST_SAID = { sentence: 4000, paragraph: 4000, warnings: 8000, conventions: 4000, labels: 20_000, rows: 8000 } as const;
/** Characters more for each thing the tables name, such as a level of a variable or a group: labels and the sentence put it into words. */
const MORE_FOR_EACH: { readonly [Place in keyof typeof MOST_SAID]?: number } = { sentence: 400, labels: 400, rows: 100 };
/** Names of tables: those of a cell's method, or of a cohort and what it lists. */
const MOST_NAMES = 60;
const LONGEST_NAME = 100;

async function permittedResult(given: unknown, keys: ReadonlySet<string>): Promise<KeptResult | RefusedResult['reason']> {
  // Escaped in the text of the call, it came past the call's own look.
  if (!isBounded(given)) return 'text';
  const read = keptResult.safeParse(given);
  if (!read.success) return 'shape';
  const { kind, method, outcome } = read.data;
  const declared = method === null ? undefined : (await loadMethod(method))?.tables;
  for (const [name, table] of outcome.tables) {
    const fault = faultOf(kind, declared ?? [], keys, name, table);
    if (fault) return fault;
  }
  const { tables: _, svg: __, ...beside } = outcome;
  const named = namedIn(outcome.tables.map(([, table]) => table));
  if (JSON.stringify(beside).length > MOST_BESIDE + named * MORE_BESIDE) return 'text';
  // What the program says of itself is read off its text, by the server and by each page: nobody sends it.
  const { words, rScript } = outcome;
  if (words !== null || rScript !== null) return 'text';
  // Each place stands with the kinds that fill it, where its bounds are known: nobody sends rows as text elsewhere.
  const { sentence, paragraph, warnings, labels, conventions } = outcome;
  const saysAnalysis = sentence !== null || paragraph !== null || Object.keys(labels).length > 0 || Object.keys(conventions).length > 0;
  if ((saysAnalysis && kind !== 'analysis') || (warnings.length > 0 && kind === 'sql')) return 'text';
  const { figures, views, rows, seed, value, svg } = outcome;
  const said: Record<keyof typeof MOST_SAID, unknown> = { sentence, paragraph, warnings, labels, conventions, rows };
  for (const [place, most] of Object.entries(MOST_SAID) as [keyof typeof said, number][]) {
    if (JSON.stringify(said[place]).length > most + named * (MORE_FOR_EACH[place] ?? 0)) return 'text';
  }
  const names = [...outcome.totals.map(([name]) => name), ...outcome.stored.flat(), ...outcome.aggregates];
  if (names.length > MOST_NAMES || names.some((name) => name.length > LONGEST_NAME || !isCellName(name))) return 'text';
  const isAnalysis = figures.length > 0 || views.length > 0 || rows !== null || seed !== null;
  if ((isAnalysis && kind !== 'analysis') || (value !== undefined && kind !== 'code') || (svg !== undefined && kind !== 'chart'))
    return 'shape';
  // What is drawn or laid out is a table of the result.
  const there = new Set(outcome.tables.map(([name]) => name));
  if ([...figures, ...views].some(({ table }) => !there.has(table))) return 'shape';
  return read.data;
}

/** How many things tables name: rows that differ in their texts. */
function namedIn(tables: readonly ResultTable[]): number {
  const named = new Set<string>();
  for (const { types, rows } of tables) {
    const texts = types.flatMap((type, at) => (type === 'text' ? [at] : []));
    if (texts.length > 0) for (const row of rows) named.add(JSON.stringify(texts.map((at) => row[at])));
  }
  return named.size;
}

function isBounded(given: unknown): boolean {
  try {
    demandBounded(given);
    return true;
  } catch {
    return false;
  }
}

function faultOf(
  kind: KeptResult['kind'],
  declared: readonly TableDeclaration[],
  keys: ReadonlySet<string>,
  name: string,
  table: ResultTable,
): TableFault | null {
  switch (kind) {
    case 'cohort':
      return cohortTableFault(name, table);
    case 'analysis':
      return analysisTableFault(declared, keys, name, table);
    case 'sql':
    case 'code':
      return groupsTableFault(kind, keys, name, table);
    case 'chart':
      return 'table';
  }
}

/** With its drawing as others will be shown it, whoever drew it and with what. */
function withHarmlessDrawing(result: KeptResult): KeptResult | RefusedResult['reason'] {
  const { svg } = result.outcome;
  if (svg === undefined) return result;
  const answer = safeDrawing(svg);
  return 'refusal' in answer ? 'shape' : { ...result, outcome: { ...result.outcome, svg: answer.html } };
}
