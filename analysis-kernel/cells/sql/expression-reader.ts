/** Reads conditions and other expressions of SQL, of rows and of groups, and counts the columns each is of. */
import type { Summary } from '../../disclosure/summary-plan';
import { AFTER_TABLES, AGGREGATES, BETWEEN, FUNCTIONS, MARKS, TYPES } from './summary-words';
import { TokenReader, Unreadable } from './token-reader';
import type { SqlToken } from './tokens';

/** `a.x < b.y`, as tokens without their names. */
const COMPARES_TWO = /^n(\.n)?[<>=!]{1,2}n(\.n)?$/;

export abstract class ExpressionReader extends TokenReader {
  /** The columns that the expression being read names outside of its summaries. */
  protected columns = new Set<string>();

  /** @param keys names of columns that tell one patient from another, in lower case */
  constructor(
    sql: string,
    tokens: readonly SqlToken[],
    protected readonly keys: ReadonlySet<string>,
  ) {
    super(sql, tokens);
  }

  /** Reads the call of an aggregate. */
  protected abstract summary(name: string, kind: Summary['kind']): void;

  /**
   * A condition, or what rows are grouped by: of one column alone. Of two it could name a patient by one and ask of the other, and that
   * nobody meets it would be the answer.
   */
  protected ofOneColumn(ends: ReadonlySet<string> = new Set()): string {
    const outer = this.columns;
    this.columns = new Set();
    const text = this.text(() => this.expression(ends, false, false));
    this.demandOneColumn();
    this.columns = outer;
    return text;
  }

  protected demandOneColumn(): void {
    if (this.columns.size > 1) throw new Unreadable();
  }

  /** Conditions of one column each, all to be met, or comparisons of two columns: any other choice of rows could add one patient to many. */
  protected where(): void {
    do {
      const from = this.at;
      this.columns = new Set();
      this.expression(new Set([...AFTER_TABLES, 'AND']), false, false);
      const shape = this.tokens.slice(from, this.at).map((token) => (/^(word|quoted)$/.test(token.kind) ? 'n' : token.value));
      if (!COMPARES_TWO.test(shape.join(''))) this.demandOneColumn();
    } while (this.takeWord('AND'));
  }

  protected expression(ends: ReadonlySet<string>, summarises: boolean, list: boolean): void {
    let values = 0;
    let valueBefore = false;
    for (;;) {
      const token = this.tokens[this.at];
      if (!token || ends.has(token.upper) || this.isMark(')') || (!list && this.isMark(','))) break;
      if (token.upper === 'AS' || /^(THEN|ELSE|WHEN|END)$/.test(token.upper)) break;
      if (valueBefore && this.isName() && !this.isCall()) break;
      if (token.kind === 'mark' && token.value !== '(') {
        this.operator(token.value, list, valueBefore);
        valueBefore = false;
      } else if (BETWEEN.has(token.upper)) {
        this.between(token.upper);
        valueBefore = token.upper === 'NULL' || token.upper === 'TRUE' || token.upper === 'FALSE';
        if (valueBefore) values += 1;
      } else {
        if (valueBefore && token.kind !== 'mark') throw new Unreadable();
        this.value(summarises);
        valueBefore = true;
        values += 1;
      }
    }
    if (values === 0) throw new Unreadable();
  }

  private operator(mark: string, list: boolean, valueBefore: boolean): void {
    if (!MARKS.has(mark) || (mark === ',' && !list)) throw new Unreadable();
    // A star stands between two values, else it is all columns.
    if (mark === '*' && !valueBefore) throw new Unreadable();
    this.at += 1;
    if (mark === '::') this.type(TYPES);
  }

  /** `DISTINCT` and `FROM` only in `IS [NOT] DISTINCT FROM`. */
  private between(word: string): void {
    const earlier = this.tokens[this.at - 1]?.upper;
    if (word === 'DISTINCT' && earlier !== 'IS' && earlier !== 'NOT') throw new Unreadable();
    if (word === 'FROM' && earlier !== 'DISTINCT') throw new Unreadable();
    this.at += 1;
    if (word !== 'BETWEEN') return;
    this.expression(new Set(['AND']), false, false);
    this.word('AND');
  }

  private value(summarises: boolean): void {
    const token = this.tokens[this.at];
    if (token.kind === 'number' || token.kind === 'text') {
      this.at += 1;
      return;
    }
    if (this.take('(')) {
      this.expression(new Set(), summarises, true);
      this.mark(')');
      return;
    }
    if (token.upper === 'CASE') this.caseOf(summarises);
    else if (token.upper === 'CAST' || token.upper === 'TRY_CAST') {
      this.at += 1;
      this.mark('(');
      this.expression(new Set(), summarises, false);
      this.word('AS');
      this.type(TYPES);
      this.mark(')');
    } else if (this.isCall()) this.call(summarises);
    // A date's literal: `DATE '2020-01-01'`.
    else if (/^(DATE|TIMESTAMP)$/.test(token.upper) && this.tokens[this.at + 1]?.kind === 'text') this.at += 2;
    else this.column();
  }

  private call(summarises: boolean): void {
    const name = this.tokens[this.at].value.toLowerCase();
    const kind = AGGREGATES.get(name);
    if (kind) {
      if (!summarises) throw new Unreadable();
      this.summary(name, kind);
      return;
    }
    if (!FUNCTIONS.has(name)) throw new Unreadable();
    this.at += 1;
    this.mark('(');
    if (!this.isMark(')')) this.expression(new Set(), summarises, true);
    this.mark(')');
  }

  private caseOf(summarises: boolean): void {
    this.word('CASE');
    if (!this.isWord('WHEN')) this.expression(new Set(['WHEN']), summarises, false);
    while (this.takeWord('WHEN')) {
      this.expression(new Set(['THEN']), summarises, false);
      this.word('THEN');
      this.expression(new Set(['WHEN', 'ELSE', 'END']), summarises, false);
    }
    if (this.takeWord('ELSE')) this.expression(new Set(['END']), summarises, false);
    this.word('END');
  }

  /** A column, with or without its table; keys are none. */
  protected column(): void {
    const from = this.at;
    const { name } = this.path();
    this.columns.add(
      this.tokens
        .slice(from, this.at)
        .map(({ value }) => value.toLowerCase())
        .join(''),
    );
    if (this.keys.has(name.toLowerCase()) || name.toLowerCase() === 'rowid') throw new Unreadable();
  }
}
