/**
 * Reads a query that summarises groups of rows into its parts; null for every other one, and for what this reader does not know: a
 * query it cannot read is no aggregate. It knows one SELECT over named tables, joined; no query inside another, no window, no list,
 * structure or lambda, and of functions only those named here.
 */
import { profile } from '../../disclosure/profile';
import type { SummarisedTable, Summary, SummaryPlan } from '../../disclosure/summary-plan';
import { ExpressionReader } from './expression-reader';
import { AFTER_LIST, AFTER_TABLES, COLUMN_TYPES, JOINS, MOST_POWERS, SCALED_TYPES } from './summary-words';
import { Unreadable } from './token-reader';
import type { SqlToken } from './tokens';

/**
 * @param sql the query, its parameters written out
 * @param keys names of columns that tell one patient from another, in lower case: they may be counted and joined by, and nothing else
 */
export function readSummary(sql: string, tokens: readonly SqlToken[], keys: ReadonlySet<string>): SummaryPlan | null {
  try {
    return new Reader(sql, tokens, keys).query();
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

class Reader extends ExpressionReader {
  private readonly summaries: Summary[] = [];

  query(): SummaryPlan {
    // Names of that form are the judge's own.
    if (this.tokens.some(({ kind, value }) => kind === 'quoted' && value.startsWith('~'))) throw new Unreadable();
    this.word('SELECT');
    if (this.isWord('DISTINCT') || this.isWord('ALL')) throw new Unreadable();
    const start = this.tokens[0].start;
    const summarises: boolean[] = [];
    do {
      const before = this.summaries.length;
      this.columns = new Set();
      this.item();
      const summarised = this.summaries.length > before;
      if (!summarised) this.demandOneColumn();
      summarises.push(summarised);
    } while (this.take(','));
    const list = this.sql.slice(start, this.before());
    const from = this.start();
    this.word('FROM');
    const tables = this.tables();
    const unnarrowed = this.sql.slice(from, this.before());
    if (this.takeWord('WHERE')) this.where();
    const source = this.sql.slice(from, this.before());
    const grouped = this.takeWord('GROUP');
    const groups = grouped ? this.groups(summarises.length) : [];
    const having = this.takeWord('HAVING') ? this.text(() => this.having()) : null;
    if (this.takeWord('ORDER')) this.order();
    if (this.takeWord('LIMIT')) this.number();
    if (this.at < this.tokens.length) throw new Unreadable();
    if (!grouped && !summarises.includes(true)) throw new Unreadable();
    return { tables, summaries: this.summaries, list, summarises, source, unnarrowed, groups, having };
  }

  private item(): void {
    this.summaryExpression(AFTER_LIST);
    if (this.takeWord('AS')) this.name();
    else if (this.isName()) this.name();
  }

  /** Named tables with their joins; a join's condition compares columns. */
  private tables(): readonly SummarisedTable[] {
    const tables = [this.table()];
    for (;;) {
      if (this.take(',')) {
        tables.push(this.table());
        continue;
      }
      let joined = false;
      while (!this.isWord('JOIN') && JOINS.has(this.upper())) this.at += 1;
      if (this.takeWord('JOIN')) joined = true;
      if (!joined) return tables;
      tables.push(this.table());
      if (this.takeWord('ON')) this.joinCondition();
      else if (this.takeWord('USING')) {
        this.mark('(');
        do this.name();
        while (this.take(','));
        this.mark(')');
      }
    }
  }

  private table(): SummarisedTable {
    const { text, name } = this.name();
    if (this.isMark('.') || this.isMark('(') || this.isMark(':')) throw new Unreadable();
    if (this.takeWord('AS') || this.isName()) return { name, as: this.name().text };
    return { name, as: text };
  }

  /** `a.x = b.y AND …` */
  private joinCondition(): void {
    do {
      this.path();
      this.mark('=');
      this.path();
    } while (this.takeWord('AND'));
  }

  private groups(items: number): SummaryPlan['groups'] {
    this.word('BY');
    if (this.takeWord('ALL')) return 'all';
    const groups: string[] = [];
    do groups.push(this.ofOneColumn(AFTER_TABLES));
    while (this.take(','));
    if (groups.some((group) => /^\d/.test(group) && !(/^\d+$/.test(group) && Number(group) >= 1 && Number(group) <= items))) {
      throw new Unreadable();
    }
    return groups;
  }

  /**
   * Only the number of rows or of patients may choose among groups: any other condition says something of a group that is not shown.
   * It is judged as if it was shown.
   */
  private having(): void {
    if (this.tokens[this.at]?.value.toLowerCase() !== 'count') throw new Unreadable();
    this.at += 1;
    this.mark('(');
    const distinct = !this.take('*') && this.takeWord('DISTINCT');
    let of: string | null = null;
    if (!this.isMark(')')) of = this.text(() => this.key());
    this.mark(')');
    this.mark('>');
    this.take('=');
    this.number();
    if (this.tokens[this.at] && !AFTER_TABLES.has(this.upper())) throw new Unreadable();
    this.summaries.push(
      distinct && of !== null ? { kind: 'distinct', of, isKey: true, condition: null } : { kind: 'count', of, condition: null },
    );
  }

  private key(): void {
    if (!this.keys.has(this.path().name.toLowerCase())) throw new Unreadable();
  }

  private order(): void {
    this.word('BY');
    do {
      this.summaryExpression(new Set(['ASC', 'DESC', 'NULLS', 'LIMIT']));
      if (!this.takeWord('ASC')) this.takeWord('DESC');
      if (this.takeWord('NULLS') && !this.takeWord('FIRST')) this.word('LAST');
    } while (this.take(','));
  }

  // --------------------------------------------------------------- summaries

  /** An expression of groups and summaries, up to a word that ends it, a comma or a name given to it. */
  private summaryExpression(ends: ReadonlySet<string>): void {
    this.expression(ends, true, false);
  }

  protected override summary(name: string, kind: Summary['kind']): void {
    this.at += 1;
    this.mark('(');
    let of: string | null = null;
    let column = '';
    let distinct = false;
    let isKey = false;
    let condition: string | null = null;
    let fraction = 0.5;
    if (name === 'count_if' || name === 'countif') condition = this.ofOneColumn();
    else if (name === 'count') {
      distinct = this.isWord('DISTINCT');
      of = this.counted((name) => {
        isKey = this.keys.has(name.toLowerCase());
      });
    } else {
      condition = this.countingCase(name);
      if (condition !== null) kind = 'count';
      else
        of = this.text(() => {
          column = this.linear();
        });
    }
    if (name === 'quantile_cont') {
      this.mark(',');
      fraction = this.number();
      if (!(fraction >= profile.quantiles.least && fraction <= profile.quantiles.greatest)) throw new Unreadable();
    }
    this.mark(')');
    if (this.takeWord('FILTER')) {
      this.mark('(');
      this.word('WHERE');
      const filter = this.ofOneColumn();
      this.mark(')');
      // The two are one condition, on columns of two.
      if (condition !== null) throw new Unreadable();
      condition = filter;
    }
    if (this.isWord('OVER')) throw new Unreadable();
    if (of === null || kind === 'count')
      this.summaries.push(distinct && of !== null ? { kind: 'distinct', of, isKey, condition } : { kind: 'count', of, condition });
    else this.summaries.push(kind === 'quantile' ? { kind, of, column, condition, fraction } : { kind: 'total', of, column, condition });
  }

  /** `*` or a column; null for rows. */
  private counted(named: (name: string) => void): string | null {
    if (this.take('*') || this.isMark(')')) return null;
    this.takeWord('DISTINCT');
    return this.text(() => named(this.path().name));
  }

  /** `sum(CASE WHEN condition THEN 1 [ELSE 0] END)` counts the rows of its condition. */
  private countingCase(name: string): string | null {
    if (name !== 'sum' || !this.takeWord('CASE')) return null;
    this.word('WHEN');
    const condition = this.ofOneColumn(new Set(['THEN']));
    this.word('THEN');
    if (this.number() !== 1) throw new Unreadable();
    if (this.takeWord('ELSE') && this.number() !== 0) throw new Unreadable();
    this.word('END');
    return condition;
  }

  /** One column, scaled and moved by numbers: what no condition can hide in; gives the column. */
  private linear(): string {
    const columns: string[] = [];
    let powers = 0;
    const scale = (): void => {
      const number = Math.abs(this.number());
      if (number > 0) powers += Math.abs(Math.log10(number));
    };
    const own = (): void => {
      columns.push(this.text(() => this.column()));
    };
    const term = (): void => {
      while (this.take('-') || this.take('+'));
      if (this.take('(')) {
        sum();
        this.mark(')');
      } else if (this.takeWord('CAST')) {
        this.mark('(');
        const from = this.at;
        sum();
        // A whole number of a column is a number of it; of what is scaled it would be a condition.
        const bare = columns.length === 1 && this.sql.slice(this.tokens[from].start, this.before()) === columns[0];
        this.word('AS');
        this.type(bare ? COLUMN_TYPES : SCALED_TYPES);
        this.mark(')');
      } else if (this.tokens[this.at]?.kind === 'number') scale();
      else {
        own();
        if (this.take('::')) this.type(COLUMN_TYPES);
      }
      while (this.take('::')) this.type(SCALED_TYPES);
    };
    const sum = (): void => {
      term();
      for (;;) {
        if (this.take('+') || this.take('-') || this.take('*')) term();
        else if (this.take('/')) {
          // A number divides; divided by a column, one value could be all of a sum.
          if (this.isMark('/')) throw new Unreadable();
          scale();
        } else return;
      }
    };
    sum();
    if (columns.length !== 1 || powers > MOST_POWERS) throw new Unreadable();
    return columns[0];
  }
}
