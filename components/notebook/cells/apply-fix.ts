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

/** The body with the word at the error's place replaced by the fix; null where no word stands there. */
export function applyFix(body: string, error: Pick<CellError, 'line' | 'column'>, fix: string): string | null {
  if (error.line === null) return null;
  const lines = body.split('\n');
  const line = lines[error.line - 1];
  if (line === undefined) return null;
  const word = wordAt(line, (error.column ?? 1) - 1);
  if (!word) return null;
  lines[error.line - 1] = line.slice(0, word.start) + fix + line.slice(word.end);
  return lines.join('\n');
}
