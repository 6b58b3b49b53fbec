/** SQL as tokens: enough to know names from texts and comments, never a parser. Offsets are UTF-16 units into the source. */

export interface SqlToken {
  readonly kind: 'word' | 'quoted' | 'text' | 'number' | 'parameter' | 'mark';
  /** A word as written; a quoted name without its quotes; a text without quotes; a parameter without `$`. */
  readonly value: string;
  /** For words: in capitals; else ''. */
  readonly upper: string;
  readonly start: number;
  readonly end: number;
}

/** A place where the text stops making sense: a quote or comment that is never closed. */
export interface SqlFault {
  readonly what: 'text' | 'name' | 'comment';
  readonly start: number;
}

const WORD = /[\p{L}_][\p{L}\p{M}\p{N}_$]*/uy;
const NUMBER = /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y;
const PARAMETER = /\$([\p{L}_][\p{L}\p{N}_]*)/uy;
const DOLLAR_QUOTE = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
/** A carriage return ends a line as well, for the engine too. */
const LINE_END = /[\n\r]/g;

/** Splits SQL into tokens; comments and blanks are left out. */
export function sqlTokens(source: string): { readonly tokens: readonly SqlToken[]; readonly fault: SqlFault | null } {
  const tokens: SqlToken[] = [];
  let at = 0;
  while (at < source.length) {
    const char = source.charAt(at);
    if (/\s/.test(char)) at += 1;
    else if (source.startsWith('--', at)) at = match(LINE_END)?.index ?? source.length;
    else if (source.startsWith('/*', at)) {
      const end = endOfComment(source, at);
      if (end < 0) return { tokens, fault: { what: 'comment', start: at } };
      at = end;
    } else if (char === "'" || ((char === 'e' || char === 'E') && source.charAt(at + 1) === "'")) {
      const escapes = char !== "'";
      const from = escapes ? at + 1 : at;
      const end = endOfQuote(source, from, "'", escapes);
      if (end < 0) return { tokens, fault: { what: 'text', start: at } };
      push('text', source.slice(from + 1, end - 1).replaceAll("''", "'"), end);
    } else if (char === '"') {
      const end = endOfQuote(source, at, '"', false);
      if (end < 0) return { tokens, fault: { what: 'name', start: at } };
      push('quoted', source.slice(at + 1, end - 1).replaceAll('""', '"'), end);
    } else if (char === '$') {
      const quote = match(DOLLAR_QUOTE);
      const parameter = match(PARAMETER);
      if (quote) {
        const close = source.indexOf(quote[0], at + quote[0].length);
        if (close < 0) return { tokens, fault: { what: 'text', start: at } };
        push('text', source.slice(at + quote[0].length, close), close + quote[0].length);
      } else if (parameter) push('parameter', parameter[1], at + parameter[0].length);
      else push('mark', char, at + 1);
    } else {
      const word = match(WORD);
      const number = word ? null : match(NUMBER);
      if (word) push('word', word[0], at + word[0].length);
      else if (number) push('number', number[0], at + number[0].length);
      else if (source.startsWith('::', at)) push('mark', '::', at + 2);
      else push('mark', char, at + 1);
    }
  }
  return { tokens, fault: null };

  function match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at;
    return pattern.exec(source);
  }

  function push(kind: SqlToken['kind'], value: string, end: number): void {
    tokens.push({ kind, value, upper: kind === 'word' ? value.toUpperCase() : '', start: at, end });
    at = end;
  }
}

/** Block comments nest. */
function endOfComment(source: string, start: number): number {
  let depth = 0;
  for (let at = start; at < source.length; ) {
    if (source.startsWith('/*', at)) {
      depth += 1;
      at += 2;
    } else if (source.startsWith('*/', at)) {
      depth -= 1;
      at += 2;
      if (depth === 0) return at;
    } else at += 1;
  }
  return -1;
}

function endOfQuote(source: string, start: number, quote: string, escapes: boolean): number {
  for (let at = start + 1; at < source.length; at += 1) {
    if (escapes && source.charAt(at) === '\\') at += 1;
    else if (source.charAt(at) === quote) {
      if (source.charAt(at + 1) !== quote) return at + 1;
      at += 1;
    }
  }
  return -1;
}
