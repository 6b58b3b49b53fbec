import type { DiagnosticCode, DiagnosticCodes } from '../../diagnostics/codes';
import { type Diagnostic, diagnose, type Fix } from '../../diagnostics/diagnostic';
import type { Span } from '../../source/span';
import type { Expr, Name, Text } from '../ast-expressions';
import type { Token } from '../classify';
import { MAX_DEPTH } from '../limits';

/** Rules that need one another. */
export interface Rules {
  /** `rows`: where the event rows start whose `where` it is the condition of. */
  readonly expression: (reader: Reader, rows?: number) => Expr;
  readonly primary: (reader: Reader) => Expr;
}

/**
 * Thrown where no rule fits and caught by `parseClause`: where and why reading stopped is in the reader. It is no `Error`: completion stops
 * a hundred times at a key, and nobody reads the call stack that an error takes down.
 */
export class Stopped {
  constructor(
    /** The one token type that would have fitted, where there was only one. */
    readonly wanted: string | null,
    /** Whether it stopped only because rows and columns nest too deep. */
    readonly deep = false,
  ) {}
}

/**
 * The tokens of one clause, read left to right. Every choice is made on the next token alone, by asking `is`, `isAny`, `take`, `expect`
 * or `choose`; what was asked for at the end of the tokens is what could have come there.
 */
export class Reader {
  /** What the rules let through but is wrong by itself: dates out of the calendar, numbers out of range. */
  readonly diagnostics: Diagnostic[] = [];
  /** Token types that could come after the last token. */
  readonly expected = new Set<string>();
  /** The rule that is being read, by its name in the grammar. */
  rule = '';
  /** Signs and steps of arithmetic read so far. */
  operators = 0;
  private at = 0;
  private readonly depths = new Map<string, number>();

  constructor(
    readonly source: string,
    private readonly tokens: readonly Token[],
    readonly rules: Rules,
  ) {}

  /** The next token; null at the end. */
  get token(): Token | null {
    return this.tokens[this.at] ?? null;
  }

  get previous(): Token | null {
    return this.tokens[this.at - 1] ?? null;
  }

  get atEnd(): boolean {
    return this.at === this.tokens.length;
  }

  is(type: string): boolean {
    const token = this.tokens[this.at];
    if (token !== undefined) return token.type === type;
    this.expected.add(type);
    return false;
  }

  isAny(types: ReadonlySet<string> | ReadonlyMap<string, unknown>): boolean {
    const token = this.tokens[this.at];
    if (token !== undefined) return types.has(token.type);
    for (const type of types.keys()) this.expected.add(type);
    return false;
  }

  /** The next token if it is of the type. */
  take(type: string): Token | null {
    return this.is(type) ? this.next() : null;
  }

  /** The next token, which must be of the type. */
  expect(type: string): Token {
    if (!this.is(type)) throw new Stopped(type);
    return this.next();
  }

  /** The next token, which must be of one of the types. */
  expectAny(types: ReadonlySet<string>): Token {
    if (!this.isAny(types)) throw new Stopped(null);
    return this.next();
  }

  /** What the next token leads to, which must lead to something. The token is not taken. */
  choose<T>(choices: ReadonlyMap<string, T>): T {
    const choice = this.isAny(choices) ? choices.get(this.tokens[this.at].type) : undefined;
    if (choice === undefined) throw new Stopped(null);
    return choice;
  }

  /** Stops here: nothing of what was asked for fits. */
  stop(): never {
    throw new Stopped(null);
  }

  /** Reads a rule of the grammar. */
  in<T>(rule: string, read: () => T): T {
    const outer = this.rule;
    this.rule = rule;
    const result = read();
    this.rule = outer;
    return result;
  }

  /** Reads a rule that may hold itself without brackets, which are counted before reading. */
  nested<T>(rule: string, read: () => T): T {
    const depth = this.depths.get(rule) ?? 0;
    if (depth >= MAX_DEPTH) throw new Stopped(null, true);
    this.depths.set(rule, depth + 1);
    const result = this.in(rule, read);
    this.depths.set(rule, depth);
    return result;
  }

  /** One or more, with a separator between. */
  list<T>(separator: ',' | ';', read: (reader: Reader) => T): T[] {
    const items = [read(this)];
    while (this.take(separator)) items.push(read(this));
    return items;
  }

  /** Where the next token stands, for `spanFrom`. */
  get start(): number {
    return this.token?.start ?? 0;
  }

  /** From a start to the end of what was read last. */
  spanFrom(start: number): Span {
    return { start, end: this.previous?.end ?? start };
  }

  /** A place to come back to. */
  mark(): Mark {
    return { at: this.at, diagnostics: this.diagnostics.length, operators: this.operators };
  }

  /** Goes back to a place, as if nothing had been read since. */
  rewind(mark: Mark): void {
    this.at = mark.at;
    this.operators = mark.operators;
    this.forget(mark);
  }

  /** Forgets what was reported since. */
  forget(mark: Mark): void {
    this.diagnostics.length = mark.diagnostics;
  }

  /** Adds an error about a place. */
  report<C extends DiagnosticCode>(code: C, params: DiagnosticCodes[C], span: Span, fixes: readonly Fix[] = []): void {
    this.diagnostics.push(diagnose('error', code, params, span, fixes));
  }

  /** The source text of a place. */
  text(span: Span): string {
    return this.source.slice(span.start, span.end);
  }

  private next(): Token {
    const token = this.tokens[this.at];
    this.at++;
    return token;
  }
}

export interface Mark {
  readonly at: number;
  readonly diagnostics: number;
  readonly operators: number;
}

/** The place of a token. */
export function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** From the start of one span to the end of another. */
export function join(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}

/** A name as written, out of its backticks. */
export function nameOf({ text, start, end }: Token): Name {
  const quoted = text.startsWith('`');
  return { text: quoted ? text.slice(1, -1) : text, quoted, span: { start, end } };
}

/** The value of a text: what stands between the quotation marks of the source, with `\"` and `\\` undone. */
export function textOf(reader: Reader, token: Token): Text {
  const inner = reader.source.slice(token.start + 1, token.end - 1);
  return { value: inner.replace(/\\(["”\\])/g, '$1'), span: spanOf(token) };
}

/** Name: NAME */
export function readName(reader: Reader): Name {
  return reader.in('Name', () => nameOf(reader.expect('NAME')));
}

/** OfName: NAME_OF */
export function readOfName(reader: Reader): Name {
  return reader.in('OfName', () => nameOf(reader.expect('NAME_OF')));
}

/** Label: TEXT */
export function readLabel(reader: Reader): Text {
  return reader.in('Label', () => textOf(reader, reader.expect('TEXT')));
}

/** Label? */
export function readLabelIfAny(reader: Reader): Text | null {
  return reader.is('TEXT') ? readLabel(reader) : null;
}
