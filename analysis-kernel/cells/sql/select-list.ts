/** The result columns of a query as written: where each stands, and which are passed through under their own name. */
import type { SqlToken } from './tokens';

export interface SelectItem {
  readonly tokens: readonly SqlToken[];
  readonly start: number;
  readonly end: number;
}

const ENDS_LIST = new Set('FROM WHERE GROUP HAVING ORDER LIMIT OFFSET WINDOW QUALIFY UNION EXCEPT INTERSECT USING'.split(' '));

/** Items of the outermost select list; empty for a query without one (`FROM t`). */
export function selectItems(tokens: readonly SqlToken[]): readonly SelectItem[] {
  const items: SelectItem[] = [];
  let depth = 0;
  let current: SqlToken[] | null = null;
  for (const [at, token] of tokens.entries()) {
    if (token.value === '(' || token.value === '[' || token.value === '{') depth += token.kind === 'mark' ? 1 : 0;
    else if (token.kind === 'mark' && (token.value === ')' || token.value === ']' || token.value === '}')) depth -= 1;
    if (current === null) {
      if (depth === 0 && token.upper === 'SELECT') current = [];
      continue;
    }
    const distinctFrom = token.upper === 'FROM' && tokens[at - 1]?.upper === 'DISTINCT';
    if (depth === 0 && ENDS_LIST.has(token.upper) && !distinctFrom) break;
    if (depth === 0 && token.kind === 'mark' && token.value === ',') {
      close();
      current = [];
    } else if (current.length > 0 || (token.upper !== 'DISTINCT' && token.upper !== 'ALL')) current.push(token);
  }
  close();
  return items;

  function close(): void {
    const first = current?.at(0);
    const last = current?.at(-1);
    if (current && first && last) items.push({ tokens: current, start: first.start, end: last.end });
  }
}

/** The item that gives result column `position` (from 0) of `count`: counted from the end where a star before it blurs the count. */
export function itemOfColumn(items: readonly SelectItem[], position: number, count: number): SelectItem | null {
  if (!items.slice(0, position + 1).some(isStar)) return items[position] ?? null;
  const fromEnd = items.length - (count - position);
  return fromEnd >= 0 && !items.slice(fromEnd).some(isStar) ? items[fromEnd] : null;
}

/** A name for an unnamed expression: `count(*)` gives `n`, `avg(age)` gives `avg_age`. */
export function nameForExpression(item: SelectItem, taken: ReadonlySet<string>): string {
  const words = item.tokens.filter((token) => token.kind === 'word' || token.kind === 'quoted').map((token) => token.value.toLowerCase());
  const count = words.length === 1 && words[0] === 'count';
  const wish = count
    ? 'n'
    : words
        .slice(0, 3)
        .join('_')
        .replaceAll(/[^\p{L}\p{N}_]/gu, '_');
  const name = /^[\p{L}_]/u.test(wish) ? wish : 'value';
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}${number}`)) number += 1;
  return `${name}${number}`;
}

/**
 * Whether a result column of this name can only be a column of a table passed through unchanged: the query is one SELECT (or only
 * FROM), and nothing in it is given that name.
 */
export function passesThrough(tokens: readonly SqlToken[], column: string): boolean {
  if (!isOneSelect(tokens)) return false;
  const name = column.toLowerCase();
  const named = tokens.some((token, at) => {
    if ((token.kind !== 'word' && token.kind !== 'quoted') || token.value.toLowerCase() !== name) return false;
    return tokens[at - 1]?.upper === 'AS' || tokens[at + 1]?.value === ':';
  });
  if (named) return false;
  if (!tokens.some(({ upper }) => upper === 'SELECT')) return true;
  const items = selectItems(tokens);
  const plain = items.some((item) => isPlainColumn(item, name));
  // An alias without AS: `max(age) age`.
  const aliased = items.some((item) => !isPlainColumn(item, name) && item.tokens.at(-1)?.value.toLowerCase() === name);
  return !aliased && (plain || items.some(isStar));
}

/** Result columns that are a column of a table under another name (`crea AS k`, `d.crea k`), each with the name it has there. */
export function renamedColumns(tokens: readonly SqlToken[], columns: readonly string[]): ReadonlyMap<string, string> {
  if (!isOneSelect(tokens)) return new Map();
  const items = selectItems(tokens);
  return new Map(
    columns.flatMap((column, position) => {
      const item = itemOfColumn(items, position, columns.length);
      const name = item === null ? null : plainSource(item.tokens);
      return name === null || name.toLowerCase() === column.toLowerCase() ? [] : [[column, name] as const];
    }),
  );
}

/** The column that an item is nothing but, whatever it is called there. */
function plainSource(tokens: readonly SqlToken[]): string | null {
  const from = tokens[1]?.value === ':' ? 2 : 0;
  const length = tokens[from + 1]?.value === '.' ? 3 : 1;
  const [source, rest] = [tokens.slice(from, from + length), tokens.slice(from + length)];
  const isName = (token: SqlToken | undefined) => token?.kind === 'word' || token?.kind === 'quoted';
  const isAlias = from === 0 && isName(rest.at(-1)) && (rest.length === 1 || (rest.length === 2 && rest[0].upper === 'AS'));
  if (!isName(source[0]) || !isName(source.at(-1)) || !(isAlias || (from === 2 && rest.length === 0))) return null;
  return source[source.length - 1].value;
}

/** One SELECT, or only FROM: what it reads are tables. */
function isOneSelect(tokens: readonly SqlToken[]): boolean {
  const selects = tokens.filter((token) => token.upper === 'SELECT').length;
  return selects < 2 && !tokens.some((token) => /^(WITH|UNION|EXCEPT|INTERSECT|PIVOT|UNPIVOT|VALUES)$/.test(token.upper));
}

function isPlainColumn(item: SelectItem, name: string): boolean {
  if (item.tokens.at(-1)?.value.toLowerCase() !== name) return false;
  return item.tokens.every((token, at) => (at % 2 === 0 ? token.kind === 'word' || token.kind === 'quoted' : token.value === '.'));
}

function isStar(item: SelectItem): boolean {
  return item.tokens.some((token, at) => {
    if (token.upper === 'COLUMNS') return true;
    // `*` that multiplies stands between two operands.
    return token.kind === 'mark' && token.value === '*' && (at === 0 || item.tokens[at - 1].value === '.');
  });
}
