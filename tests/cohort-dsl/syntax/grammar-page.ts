/** The grammar page as data, and what follows from it by itself: sentences, and what may come after the beginning of one. */
import { readFileSync } from 'node:fs';

/** A piece of a rule: a terminal, a rule by name, pieces in a row, one of several, or a piece so many times. */
export type Piece =
  | { readonly kind: 'terminal'; readonly type: string }
  | { readonly kind: 'rule'; readonly name: string }
  | { readonly kind: 'row'; readonly parts: readonly Piece[] }
  | { readonly kind: 'choice'; readonly options: readonly Piece[] }
  | { readonly kind: 'times'; readonly piece: Piece; readonly sign: '?' | '*' | '+' };

export type Grammar = ReadonlyMap<string, Piece>;

/** Reads the rules of the page. */
export function readGrammar(): Grammar {
  const page = readFileSync(new URL('../../../cohort-dsl/syntax/grammar.md', import.meta.url), 'utf8');
  const text = [...page.matchAll(/```grammar\n([\s\S]*?)```/g)].map(([, block]) => block).join('\n');
  const tokens = text.match(/'[^']+'|\w+|[:;|()?*+]/g) ?? [];
  const rules = new Map<string, Piece>();
  let at = 0;
  const choice = (): Piece => {
    const options = [row()];
    while (tokens[at] === '|') {
      at++;
      options.push(row());
    }
    return options.length === 1 ? options[0] : { kind: 'choice', options };
  };
  const row = (): Piece => {
    const parts: Piece[] = [];
    while (!['|', ')', ';', undefined].includes(tokens[at])) parts.push(piece());
    return parts.length === 1 ? parts[0] : { kind: 'row', parts };
  };
  const piece = (): Piece => {
    const token = tokens[at++];
    let found: Piece;
    if (token === '(') {
      found = choice();
      at++;
    } else if (token.startsWith("'")) found = { kind: 'terminal', type: token.slice(1, -1) };
    else found = /^[A-Z_]+$/.test(token) ? { kind: 'terminal', type: token } : { kind: 'rule', name: token };
    const sign = tokens[at];
    if (sign !== '?' && sign !== '*' && sign !== '+') return found;
    at++;
    return { kind: 'times', piece: found, sign };
  };
  while (at < tokens.length) {
    const name = tokens[at];
    at += 2;
    rules.set(name, choice());
    at++;
  }
  return rules;
}

/**
 * A random sentence of the grammar: token types. Beyond `size` tokens each choice takes its shortest way out; before, it takes one time
 * in two the way taken least, so that a few hundred sentences take them all.
 * @param taken how often each way was taken by the sentences before
 */
export function sentence(grammar: Grammar, below: (limit: number) => number, size: number, taken: Map<Piece, number>): string[] {
  const heights = shortest(grammar);
  const out: string[] = [];
  const write = (piece: Piece): void => {
    const full = out.length > size;
    switch (piece.kind) {
      case 'terminal':
        out.push(piece.type);
        return;
      case 'rule':
        write(grammar.get(piece.name) as Piece);
        return;
      case 'row':
        for (const part of piece.parts) write(part);
        return;
      case 'choice': {
        const first = (rank: (option: Piece) => number): Piece => [...piece.options].sort((a, b) => rank(a) - rank(b))[0];
        const rarest = (): Piece => first((option) => taken.get(option) ?? 0);
        const way = full ? first(heights) : below(2) === 0 ? rarest() : piece.options[below(piece.options.length)];
        taken.set(way, (taken.get(way) ?? 0) + 1);
        write(way);
        return;
      }
      case 'times': {
        const least = piece.sign === '+' ? 1 : 0;
        const most = piece.sign === '?' ? 1 : 3;
        const times = !taken.has(piece) ? 1 : full ? least : least + below(most - least + 1);
        if (times > 0) taken.set(piece, times);
        for (let time = 0; time < times; time++) write(piece.piece);
      }
    }
  };
  write({ kind: 'rule', name: 'Clause' });
  return out;
}

const shortestOf = new WeakMap<Grammar, (piece: Piece) => number>();

/** How deep the shortest sentence of a piece is. */
function shortest(grammar: Grammar): (piece: Piece) => number {
  const found = shortestOf.get(grammar);
  if (found) return found;
  const known = new Map<string, number>([...grammar.keys()].map((name) => [name, Number.POSITIVE_INFINITY]));
  const height = (piece: Piece): number => {
    switch (piece.kind) {
      case 'terminal':
        return 1;
      case 'rule':
        return (known.get(piece.name) ?? 0) + 1;
      case 'row':
        return Math.max(0, ...piece.parts.map(height));
      case 'choice':
        return Math.min(...piece.options.map(height));
      case 'times':
        return piece.sign === '+' ? height(piece.piece) : 0;
    }
  };
  for (let round = 0; round < grammar.size; round++) for (const [name, piece] of grammar) known.set(name, height(piece));
  // No height changes any more: each is worked out once.
  const heights = new Map<Piece, number>();
  const once = (piece: Piece): number => {
    const own = heights.get(piece) ?? height(piece);
    heights.set(piece, own);
    return own;
  };
  shortestOf.set(grammar, once);
  return once;
}

export interface Read {
  /** How many tokens were read. */
  readonly length: number;
  /** Whether what was read is a sentence. */
  readonly complete: boolean;
  /** What could have come next. */
  readonly next: ReadonlySet<string>;
}

/** Reads tokens by the page: each choice by the next token alone, and what may go on goes on. */
export function readTokens(grammar: Grammar, types: readonly string[]): Read {
  let at = 0;
  const next = new Set<string>();
  const begins = (piece: Piece): boolean => {
    const first = firstOf(grammar, piece);
    if (at === types.length) for (const type of first) next.add(type);
    return at < types.length && first.has(types[at]);
  };
  const read = (piece: Piece): boolean => {
    switch (piece.kind) {
      case 'terminal':
        if (!begins(piece)) return false;
        at++;
        return true;
      case 'rule':
        return read(grammar.get(piece.name) as Piece);
      case 'row':
        return piece.parts.every(read);
      case 'choice': {
        const option = piece.options.filter(begins)[0];
        return option !== undefined && read(option);
      }
      case 'times': {
        if (piece.sign === '+' && !read(piece.piece)) return false;
        while (begins(piece.piece)) {
          if (!read(piece.piece)) return false;
          if (piece.sign === '?') break;
        }
        return true;
      }
    }
  };
  const complete = read({ kind: 'rule', name: 'Clause' });
  return { length: at, complete, next };
}

const firsts = new Map<Piece, ReadonlySet<string>>();

/** Token types that a piece may begin with; a row begins with its parts up to the first that cannot be left out. */
function firstOf(grammar: Grammar, piece: Piece): ReadonlySet<string> {
  const known = firsts.get(piece);
  if (known) return known;
  const found = new Set<string>();
  const add = (part: Piece): boolean => {
    switch (part.kind) {
      case 'terminal':
        found.add(part.type);
        return false;
      case 'rule':
        return add(grammar.get(part.name) as Piece);
      case 'row':
        return part.parts.every(add);
      case 'choice':
        return part.options.map(add).includes(true);
      case 'times':
        return add(part.piece) || part.sign !== '+';
    }
  };
  add(piece);
  firsts.set(piece, found);
  return found;
}
