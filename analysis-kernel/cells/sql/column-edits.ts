/** Columns of one table inside a query, as far as its text tells: by qualifier, by what the SELECT around them reads. */

import { plainName, quoteName } from '@/cohort-dsl/source/sql-text';
import { nameKey } from '../../document/names';
import type { Edit } from '../edits';
import { tableReferences } from './references';
import { type SqlToken, sqlTokens } from './tokens';

/** What stands after the list of a SELECT may name its aliases. */
const AFTER_LIST = new Set('GROUP HAVING ORDER QUALIFY'.split(' '));
const ENDS_LIST = new Set('FROM WHERE GROUP HAVING ORDER LIMIT QUALIFY UNION EXCEPT INTERSECT'.split(' '));

/**
 * Where a query names columns that are called otherwise now.
 * @param table key of the table they belong to; null for a condition, whose names are all of the one table it is asked of
 */
export function queryEdits(body: string, table: string | null, columns: ReadonlyMap<string, string>): readonly Edit[] {
  const { tokens, fault } = sqlTokens(body);
  if (fault) return [];
  const query = new Query(tokens, table);
  return tokens.flatMap((token, at): Edit[] => {
    const now = isName(token) ? columns.get(nameKey(token.value)) : undefined;
    if (now === undefined || !query.isColumn(at)) return [];
    const text = token.kind === 'quoted' ? quoteName(now) : plainName(now);
    return [{ start: token.start, end: token.end, text }];
  });
}

/** Where a query, or with `null` a condition, names columns of a table: places of its tokens. */
export function columnPlaces(tokens: readonly SqlToken[], table: string | null): readonly number[] {
  const query = new Query(tokens, table);
  return tokens.flatMap((token, at) => (isName(token) && query.isColumn(at) ? [at] : []));
}

/** Whether a query gives a column of a table on under its own name: by `*`, by its bare name, or without a SELECT. */
export function passesColumn(body: string, table: string, column: string): boolean {
  const { tokens, fault } = sqlTokens(body);
  if (fault) return false;
  const depths = depthsOf(tokens);
  const selects = tokens.flatMap(({ upper }, at) => (upper === 'SELECT' && depths[at] === 0 ? [at] : []));
  if (selects.length === 0) return tableReferences(tokens).some(({ name }) => nameKey(name) === table);
  return selects.some((from) => {
    const ends = tokens.findIndex(({ upper }, at) => at > from && depths[at] === 0 && ENDS_LIST.has(upper));
    return itemsOf(tokens, depths, from + 1, ends < 0 ? tokens.length : ends).some((item) => {
      const last = item.at(-1);
      if (!last) return false;
      if (last.value === '*' && last.kind === 'mark') return true;
      const isBare = item.length === 1 || (item.length === 3 && item[1].value === '.');
      return isBare && isName(last) && nameKey(last.value) === column;
    });
  });
}

/** The items of a SELECT's list: tokens between its own commas, `DISTINCT` left out. */
function itemsOf(tokens: readonly SqlToken[], depths: readonly number[], from: number, to: number): readonly (readonly SqlToken[])[] {
  const items: SqlToken[][] = [[]];
  for (let at = from; at < to; at += 1) {
    const token = tokens[at];
    if (token.value === ',' && token.kind === 'mark' && depths[at] === depths[from]) items.push([]);
    else if (!(items.length === 1 && items[0].length === 0 && (token.upper === 'DISTINCT' || token.upper === 'ALL')))
      items[items.length - 1].push(token);
  }
  return items;
}

function isName({ kind }: SqlToken): boolean {
  return kind === 'word' || kind === 'quoted';
}

/** How many parentheses a token stands in. */
function depthsOf(tokens: readonly SqlToken[]): readonly number[] {
  let depth = 0;
  return tokens.map(({ kind, value }) => {
    if (kind === 'mark' && value === ')') depth -= 1;
    const own = depth;
    if (kind === 'mark' && value === '(') depth += 1;
    return own;
  });
}

class Query {
  private readonly depths: readonly number[];
  /** Starts of tables, with whether it is the one asked about. */
  private readonly tables: ReadonlyMap<number, boolean>;
  private readonly qualifiers: ReadonlyMap<string, boolean>;

  constructor(
    private readonly tokens: readonly SqlToken[],
    private readonly table: string | null,
  ) {
    this.depths = depthsOf(tokens);
    const read = tableReferences(tokens);
    this.tables = new Map(read.map(({ start, name, bare }) => [start, bare && nameKey(name) === table]));
    const qualifiers = new Map<string, boolean>();
    for (const { start, end, name } of read) {
      const isOurs = this.tables.get(start) ?? false;
      qualifiers.set(nameKey(name), isOurs);
      const after = tokens.findIndex((token) => token.start >= end);
      const alias = tokens[after]?.upper === 'AS' ? tokens[after + 1] : tokens[after];
      if (after >= 0 && alias && isName(alias) && !ENDS_LIST.has(alias.upper)) qualifiers.set(nameKey(alias.value), isOurs);
    }
    this.qualifiers = qualifiers;
  }

  /** Whether the name at a place is a column of the table. */
  isColumn(at: number): boolean {
    const { tokens, tables } = this;
    const token = tokens[at];
    const [before, next] = [tokens[at - 1], tokens[at + 1]];
    if (tables.has(token.start) || next?.value === '(' || next?.value === '.' || before?.upper === 'AS') return false;
    if (before?.value === '.') return this.qualifiers.get(nameKey(tokens[at - 2]?.value ?? '')) ?? true;
    if (
      this.isAlias(at) &&
      tokens.slice(0, at).some(({ upper }, place) => AFTER_LIST.has(upper) && this.depths[place] === this.depths[at])
    ) {
      return false;
    }
    return this.table === null || this.readsIt(at);
  }

  /** Whether the query calls something of its own so. */
  private isAlias(at: number): boolean {
    const { tokens, depths } = this;
    const key = nameKey(tokens[at].value);
    return tokens.some((token, place) => nameKey(token.value) === key && tokens[place - 1]?.upper === 'AS' && depths[place] === depths[at]);
  }

  /** The innermost SELECT around a place that reads tables reads ours, or what the query made of it. */
  private readsIt(at: number): boolean {
    for (let depth = this.depths[at]; depth >= 0; depth -= 1) {
      const read = this.tablesAround(at, depth);
      if (read.includes(true)) return true;
      if (read.length > 0) return false;
    }
    return true;
  }

  private tablesAround(at: number, depth: number): readonly boolean[] {
    const { tokens, depths } = this;
    let from = at;
    let to = at;
    while (from > 0 && depths[from - 1] >= depth) from -= 1;
    while (to < tokens.length - 1 && depths[to + 1] >= depth) to += 1;
    return tokens.slice(from, to + 1).flatMap(({ start }, place) => {
      const isOurs = depths[from + place] === depth ? this.tables.get(start) : undefined;
      return isOurs === undefined ? [] : [isOurs];
    });
  }
}
