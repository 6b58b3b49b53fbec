/** Cuts a formula into tokens. */

import { MethodError } from '../results/method-error';
import { FORMULA_ERRORS } from './error-codes';

export type Token =
  | { readonly kind: 'name'; readonly text: string; readonly offset: number }
  | { readonly kind: 'number'; readonly value: number; readonly integer: boolean; readonly offset: number }
  | { readonly kind: 'text'; readonly text: string; readonly offset: number }
  | { readonly kind: 'symbol'; readonly text: string; readonly offset: number }
  | { readonly kind: 'end'; readonly offset: number };

const NAME = /(?:\p{L}|\.(?!\d))[\p{L}\p{M}\p{N}._]*/uy;
const NUMBER = /(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(L?)/y;
const SYMBOL = /%in%|%%|%\/%|<=|>=|==|!=|&&|\|\||[~+\-*/^:(),=<>!&|]/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** Tokens of a formula, the last of kind `end`. Throws MethodError `formula_character` or `formula_unclosed`. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  while (at < text.length) {
    const offset = at;
    const first = text[at];
    if (/\s/.test(first)) {
      at++;
      continue;
    }
    if (first === '`' || first === '"' || first === "'") {
      const quoted = readQuoted(text, at);
      tokens.push({ kind: first === '`' ? 'name' : 'text', text: quoted.value, offset });
      at = quoted.end;
      continue;
    }
    const name = match(NAME);
    if (name !== null) {
      tokens.push({ kind: 'name', text: name[0], offset });
      at += name[0].length;
      continue;
    }
    const number = match(NUMBER);
    if (number !== null) {
      const digits = number[1] === 'L' ? number[0].slice(0, -1) : number[0];
      tokens.push({ kind: 'number', value: Number(digits), integer: number[1] === 'L', offset });
      at += number[0].length;
      continue;
    }
    const symbol = match(SYMBOL);
    if (symbol === null) throw unreadable(text, at);
    const written = symbol[0] === '&&' ? '&' : symbol[0];
    tokens.push({ kind: 'symbol', text: written, offset });
    at += symbol[0].length;
  }
  tokens.push({ kind: 'end', offset: text.length });
  return tokens;
}

function readQuoted(text: string, start: number): { value: string; end: number } {
  const quote = text[start];
  let value = '';
  let at = start + 1;
  while (at < text.length && text[at] !== quote) {
    if (text[at] === '\\' && quote !== '`') {
      at++;
      value += ESCAPES[text[at]] ?? text[at] ?? '';
    } else value += text[at];
    at++;
  }
  if (at >= text.length) {
    throw new MethodError(
      FORMULA_ERRORS,
      'formula_unclosed',
      {
        en: `The formula opens ${quote} and does not close it. Add ${quote} at the end of the name or text.`,
        zh: `公式中的 ${quote} 没有闭合，请在名称或文本末尾补上 ${quote}。`,
      },
      'formula',
      start,
    );
  }
  return { value, end: at + 1 };
}

function unreadable(text: string, at: number): MethodError {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const plain: Readonly<Record<string, string>> = { '～': '~', '＋': '+', '（': '(', '）': ')', '，': ',', '：': ':', '＊': '*' };
  const fix = plain[character];
  return new MethodError(
    FORMULA_ERRORS,
    'formula_character',
    {
      en: `The formula holds the character ${character}, which formulas do not know.${fix === undefined ? ' Put names that contain it in backticks, as in `my name`.' : ` Write ${fix}.`}`,
      zh: `公式中出现了无法识别的字符 ${character}。${fix === undefined ? '含有该字符的名称请写在反引号中，如 `my name`。' : `请改为 ${fix}。`}`,
    },
    'formula',
    at,
    fix === undefined ? [] : [fix],
  );
}
