/** Reads tokens one after another; what does not stand where it has to is unreadable. */
import { RESERVED } from './summary-words';
import type { SqlToken } from './tokens';

export class Unreadable extends Error {}

export class TokenReader {
  protected at = 0;

  constructor(
    protected readonly sql: string,
    protected readonly tokens: readonly SqlToken[],
  ) {}

  protected path(): { readonly name: string } {
    const first = this.name();
    const last = this.take('.') ? this.name() : first;
    if (this.isMark('.') || this.isMark('(') || this.isMark('[')) throw new Unreadable();
    return last;
  }

  protected name(): { readonly text: string; readonly name: string } {
    if (!this.isName()) throw new Unreadable();
    const token = this.tokens[this.at];
    this.at += 1;
    return { text: this.sql.slice(token.start, token.end), name: token.value };
  }

  protected type(known: ReadonlySet<string>): void {
    if (!known.has(this.upper())) throw new Unreadable();
    this.at += 1;
    if (!this.take('(')) return;
    this.number();
    if (this.take(',')) this.number();
    this.mark(')');
  }

  protected number(): number {
    const token = this.tokens[this.at];
    if (token?.kind !== 'number') throw new Unreadable();
    this.at += 1;
    return Number(token.value.replaceAll('_', ''));
  }

  /** The text of what is read. */
  protected text(read: () => void): string {
    const start = this.start();
    read();
    return this.sql.slice(start, this.before());
  }

  protected start(): number {
    const token = this.tokens[this.at];
    if (!token) throw new Unreadable();
    return token.start;
  }

  /** Where the last token read ends. */
  protected before(): number {
    return this.tokens[this.at - 1].end;
  }

  protected upper(): string {
    return this.tokens[this.at]?.upper ?? '';
  }

  protected isWord(word: string): boolean {
    return this.upper() === word;
  }

  protected takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.at += 1;
    return true;
  }

  protected word(word: string): void {
    if (!this.takeWord(word)) throw new Unreadable();
  }

  protected isMark(mark: string): boolean {
    const token = this.tokens[this.at];
    return token?.kind === 'mark' && token.value === mark;
  }

  protected take(mark: string): boolean {
    if (!this.isMark(mark)) return false;
    this.at += 1;
    return true;
  }

  protected mark(mark: string): void {
    if (!this.take(mark)) throw new Unreadable();
  }

  protected isName(): boolean {
    const token = this.tokens[this.at];
    return token?.kind === 'quoted' || (token?.kind === 'word' && !RESERVED.has(token.upper));
  }

  protected isCall(): boolean {
    const token = this.tokens[this.at];
    const next = this.tokens[this.at + 1];
    return token?.kind === 'word' && !RESERVED.has(token.upper) && next?.kind === 'mark' && next.value === '(';
  }
}
