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

/** Names a query defines, those of the queries around it among them. */
interface Names {
  readonly own: ReadonlySet<string>;
  readonly outer: Names | null;
}

function isDefined(names: Names, name: string): boolean {
  for (let level: Names | null = names; level !== null; level = level.outer) if (level.own.has(name)) return true;
  return false;
}

/** Of each opening parenthesis the index after the one that closes it. */
function closingMarks(tokens: readonly SqlToken[]): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (const [at, token] of tokens.entries()) {
    if (isMark(token, '(')) open.push(at);
    else if (isMark(token, ')')) {
      const from = open.pop();
      if (from !== undefined) closing.set(from, at + 1);
    }
  }
  return closing;
}

/** Tables read by the query, once each occurrence, in the order written. */
export function tableReferences(tokens: readonly SqlToken[]): readonly TableReference[] {
  const scan = new ReferenceScan(tokens);
  scan.level(0, { own: new Set(), outer: null });
  return scan.found;
}

/** Walks the tokens once, level of parentheses by level; every step takes an index and gives that after what it read. */
class ReferenceScan {
  readonly found: TableReference[] = [];
  private readonly closing: ReadonlyMap<number, number>;

  constructor(private readonly tokens: readonly SqlToken[]) {
    this.closing = closingMarks(tokens);
  }

  /** Reads up to the parenthesis that closes the level; gives the index after it. */
  level(from: number, outer: Names, list = false, call = ''): number {
    const { tokens } = this;
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
        at = this.level(at + 1, names, expectsTable, called);
        expectsTable = false;
      } else if (token.upper === 'WITH' && this.isWithClause(at)) {
        const read = this.readWith(at + 1, names);
        names = read.names;
        at = read.next;
      } else if (TABLE_FIRST.has(token.upper) && !(token.upper === 'FROM' && this.isNoTableList(at, call))) {
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
        at = this.readTable(at, names);
        expectsTable = false;
      } else {
        expectsTable = false;
        at += 1;
      }
    }
    return at;
  }

  private readTable(from: number, names: Names): number {
    const { tokens, found } = this;
    // An alias may stand before its table: `FROM a: t`.
    let at = isMark(tokens[from + 1], ':') && tokens[from + 2] ? from + 2 : from;
    const parts = [tokens[at]];
    while (isMark(tokens[at + 1], '.') && tokens[at + 2] && isName(tokens[at + 2])) {
      at += 2;
      parts.push(tokens[at]);
    }
    if (isMark(tokens[at + 1], '(')) {
      for (const named of this.tablesNamedBy(parts[0].value.toLowerCase(), at + 2)) found.push(reference(named, named.value));
      return at + 1;
    }
    const last = parts[parts.length - 1];
    const own = parts.slice(0, -1).every((part) => /^(main|memory)$/i.test(part.value));
    if (!own) found.push({ name: parts.map((part) => part.value).join('.'), bare: false, start: parts[0].start, end: last.end });
    else if (parts.length > 1 || !isDefined(names, last.value.toLowerCase())) found.push(reference(last, last.value));
    return at + 1;
  }

  /** Table functions that are told a table: query_table by one or more names in quotes, the histograms by the first name. */
  private tablesNamedBy(call: string, from: number): readonly SqlToken[] {
    const end = this.skip(from - 1) - 1;
    if (call === 'query_table') return this.tokens.slice(from, end).filter(({ kind }) => kind === 'text');
    return /^histogram(_values)?$/.test(call) && from < end ? this.tokens.slice(from, from + 1) : [];
  }

  /** `WITH [RECURSIVE] name [(columns)] [USING KEY (…)] AS [[NOT] MATERIALIZED] ( query ), …` */
  private readWith(from: number, outer: Names): { names: Names; next: number } {
    const { tokens } = this;
    let at = from;
    const recursive = tokens[at]?.upper === 'RECURSIVE';
    if (recursive) at += 1;
    const own = new Set<string>();
    const names = { own, outer };
    while (tokens[at] && isName(tokens[at])) {
      const name = tokens[at].value.toLowerCase();
      at += 1;
      while (at < tokens.length && tokens[at].upper !== 'AS') at = isMark(tokens[at], '(') ? this.skip(at) : at + 1;
      at += 1;
      while (tokens[at]?.upper === 'NOT' || tokens[at]?.upper === 'MATERIALIZED') at += 1;
      if (!isMark(tokens[at], '(')) break;
      if (recursive) own.add(name);
      at = this.level(at + 1, names);
      own.add(name);
      if (!isMark(tokens[at], ',')) break;
      at += 1;
    }
    return { names, next: at };
  }

  /** The index after the parenthesis that closes the one here. */
  private skip(from: number): number {
    return this.closing.get(from) ?? this.tokens.length;
  }

  /** `WITH` begins a list of names; `WITH ORDINALITY`, `WITH TIME ZONE`, `WITH TIES` do not. */
  private isWithClause(at: number): boolean {
    const { tokens } = this;
    const next = tokens[at + 1]?.upper === 'RECURSIVE' ? tokens[at + 2] : tokens[at + 1];
    return next !== undefined && isName(next) && !/^(ORDINALITY|TIME|TIES)$/.test(next.upper);
  }

  private isNoTableList(at: number, call: string): boolean {
    const [before, first] = [this.tokens[at - 1]?.upper, this.tokens[at - 2]?.upper ?? ''];
    return (before === 'DISTINCT' && /^(IS|NOT)$/.test(first)) || FROM_INSIDE_CALL.has(call);
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
