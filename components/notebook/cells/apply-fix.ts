import type { CellError } from '@/analysis-kernel/results/result';

/** The word at a place of a text: letters, digits, `_` and dots, or what stands in quotes that are not those of a whole value of YAML. */
function wordAt(text: string, at: number): { readonly start: number; readonly end: number } | null {
  if (/["'`]/u.test(text[at] ?? '') && !/(?:^|[:-])\s*$/u.test(text.slice(0, at))) {
    const close = text.indexOf(text[at], at + 1);
    return close < 0 ? null : { start: at + 1, end: close };
  }
  const part = /[\p{L}\p{N}_.]/u;
  let start = at;
  let end = at;
  while (start > 0 && part.test(text[start - 1])) start -= 1;
  while (end < text.length && part.test(text[end])) end += 1;
  return start === end ? null : { start, end };
}

/** The sign at a place; null where none stands there. */
function signAt(text: string, at: number): { readonly start: number; readonly end: number } | null {
  const sign = /^[^\p{L}\p{N}_.\s]/u.exec(text.slice(at))?.[0];
  return sign === undefined ? null : { start: at, end: at + sign.length };
}

/** The body with what stands at the error's place replaced by the fix: a sign by a sign, a word by a word; null where no word stands there. */
export function applyFix(body: string, error: Pick<CellError, 'line' | 'column'>, fix: string): string | null {
  if (error.line === null) return null;
  const lines = body.split('\n');
  const line = lines[error.line - 1];
  if (line === undefined) return null;
  const at = (error.column ?? 1) - 1;
  const word = /^[^\p{L}\p{N}_.\s]$/u.test(fix) ? signAt(line, at) : wordAt(line, at);
  if (!word) return null;
  lines[error.line - 1] = line.slice(0, word.start) + fix + line.slice(word.end);
  return lines.join('\n');
}
