/**
 * The tables a query reads, as far as its text tells: names after FROM, JOIN and the commas of a FROM list, without those the
 * query itself defines by WITH. The caller keeps the names it knows.
 */
import type { SqlToken } from './tokens';

export interface TableReference {
  readonly name: string;
  /** Written without a database or schema, or with ours: a cell or table read by its bare name. */
  readonly bare: boolean;
  readonly start: number;
  readonly end: number;
}

/** Words that end the list of a FROM clause. */
const ENDS_FROM = new Set('SELECT WHERE GROUP HAVING ORDER LIMIT OFFSET WINDOW QUALIFY UNION EXCEPT INTERSECT'.split(' '));
/** Words after which a table stands. */
const TABLE_FIRST = new Set('FROM JOIN PIVOT UNPIVOT PIVOT_WIDER PIVOT_LONGER TABLE SUMMARIZE DESCRIBE'.split(' '));
/** Functions with a FROM of their own: `extract(year FROM d)`. */
const FROM_INSIDE_CALL = new Set('EXTRACT SUBSTRING TRIM OVERLAY POSITION'.split(' '));

/** Tables read by the query, once each occurrence, in the order written. */
export function tableReferences(tokens: readonly SqlToken[]): readonly TableReference[] {
  const found: TableReference[] = [];
  scan(0, new Set(), found);
  return found;

  /** Reads up to the parenthesis that closes the level; gives the index after it. */
  function scan(from: number, outer: ReadonlySet<string>, into: TableReference[], list = false, call = ''): number {
    let names = outer;
    let inFrom = list;
    let expectsTable = list;
    let at = from;
    while (at < tokens.length) {
      const token = tokens[at];
      if (isMark(token, ')')) return at + 1;
      if (isMark(token, '(')) {
        const before = tokens[at - 1];
        const called = before && (before.kind === 'word' || before.kind === 'quoted') && !expectsTable ? before.upper : '';
        at = scan(at + 1, names, into, expectsTable, called);
        expectsTable = false;
      } else if (token.upper === 'WITH' && isWithClause(at)) {
        const read = readWith(at + 1, names, into);
        names = read.names;
        at = read.next;
      } else if (TABLE_FIRST.has(token.upper) && !(token.upper === 'FROM' && isNoTableList(at, call))) {
        // PIVOT and its like name one table; what follows their commas is no table.
        inFrom ||= token.upper === 'FROM';
        expectsTable = true;
        at += 1;
      } else if (ENDS_FROM.has(token.upper)) {
        inFrom = false;
        expectsTable = false;
        at += 1;
      } else if (isMark(token, ',')) {
        expectsTable = inFrom;
        at += 1;
      } else if (expectsTable && (token.upper === 'LATERAL' || token.upper === 'ONLY')) at += 1;
      else if (expectsTable && isName(token)) {
        at = readTable(at, names, into);
        expectsTable = false;
      } else {
        expectsTable = false;
        at += 1;
      }
    }
    return at;
  }

  function readTable(from: number, names: ReadonlySet<string>, into: TableReference[]): number {
    // An alias may stand before its table: `FROM a: t`.
    let at = isMark(tokens[from + 1], ':') && tokens[from + 2] ? from + 2 : from;
    const parts = [tokens[at]];
    while (isMark(tokens[at + 1], '.') && tokens[at + 2] && isName(tokens[at + 2])) {
      at += 2;
      parts.push(tokens[at]);
    }
    if (isMark(tokens[at + 1], '(')) {
      for (const named of tablesNamedBy(parts[0].value.toLowerCase(), at + 2)) into.push(reference(named, named.value));
      return at + 1;
    }
    const last = parts[parts.length - 1];
    const own = parts.slice(0, -1).every((part) => /^(main|memory)$/i.test(part.value));
    if (!own) into.push({ name: parts.map((part) => part.value).join('.'), bare: false, start: parts[0].start, end: last.end });
    else if (parts.length > 1 || !names.has(last.value.toLowerCase())) into.push(reference(last, last.value));
    return at + 1;
  }

  /** Table functions that are told a table: query_table by one or more names in quotes, the histograms by the first name. */
  function tablesNamedBy(call: string, from: number): readonly SqlToken[] {
    const end = skip(from - 1) - 1;
    if (call === 'query_table') return tokens.slice(from, end).filter(({ kind }) => kind === 'text');
    return /^histogram(_values)?$/.test(call) && from < end ? tokens.slice(from, from + 1) : [];
  }

  /** `WITH [RECURSIVE] name [(columns)] [USING KEY (…)] AS [[NOT] MATERIALIZED] ( query ), …` */
  function readWith(from: number, outer: ReadonlySet<string>, into: TableReference[]): { names: ReadonlySet<string>; next: number } {
    let at = from;
    const recursive = tokens[at]?.upper === 'RECURSIVE';
    if (recursive) at += 1;
    const names = new Set(outer);
    while (tokens[at] && isName(tokens[at])) {
      const name = tokens[at].value.toLowerCase();
      at += 1;
      while (at < tokens.length && tokens[at].upper !== 'AS') at = isMark(tokens[at], '(') ? skip(at) : at + 1;
      at += 1;
      while (tokens[at]?.upper === 'NOT' || tokens[at]?.upper === 'MATERIALIZED') at += 1;
      if (!isMark(tokens[at], '(')) break;
      at = scan(at + 1, recursive ? new Set([...names, name]) : new Set(names), into);
      names.add(name);
      if (!isMark(tokens[at], ',')) break;
      at += 1;
    }
    return { names, next: at };
  }

  function skip(from: number): number {
    let depth = 0;
    for (let at = from; at < tokens.length; at += 1) {
      if (isMark(tokens[at], '(')) depth += 1;
      else if (isMark(tokens[at], ')')) {
        depth -= 1;
        if (depth === 0) return at + 1;
      }
    }
    return tokens.length;
  }

  /** `WITH` begins a list of names; `WITH ORDINALITY`, `WITH TIME ZONE`, `WITH TIES` do not. */
  function isWithClause(at: number): boolean {
    const next = tokens[at + 1]?.upper === 'RECURSIVE' ? tokens[at + 2] : tokens[at + 1];
    return next !== undefined && isName(next) && !/^(ORDINALITY|TIME|TIES)$/.test(next.upper);
  }

  function isNoTableList(at: number, call: string): boolean {
    return (tokens[at - 1]?.upper === 'DISTINCT' && /^(IS|NOT)$/.test(tokens[at - 2]?.upper ?? '')) || FROM_INSIDE_CALL.has(call);
  }
}

function reference(token: SqlToken, name: string): TableReference {
  return { name, bare: true, start: token.start, end: token.end };
}

function isName(token: SqlToken): boolean {
  return token.kind === 'word' || token.kind === 'quoted';
}

function isMark(token: SqlToken | undefined, mark: string): boolean {
  return token !== undefined && token.kind === 'mark' && token.value === mark;
}
