import type { SourceSpan } from '@/components/editor/language-assist';

/** Where in an analysis cell's YAML a cursor is. */
export interface AnalysisPlace {
  /** `key`: a key is being written; `value`: what stands after `key:`, in its list or its mapping's value. */
  readonly kind: 'key' | 'value' | 'none';
  /** Path of the key: the key a value belongs to, or the mapping a new key goes into (empty at the top). */
  readonly key: string;
  /** The word at the cursor. */
  readonly word: SourceSpan;
}

const WORD = /[\p{L}\p{M}\p{N}_.$]/u;
const KEY_LINE = /^(\s*)(?:-\s+)?([\p{L}_][\p{L}\p{N}_.]*)\s*:(?:\s|$)/u;

function wordAt(source: string, offset: number): SourceSpan {
  let start = offset;
  let end = offset;
  while (start > 0 && WORD.test(source[start - 1])) start -= 1;
  while (end < source.length && WORD.test(source[end])) end += 1;
  return { start, end };
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The keys above a line that it stands under, outermost first, by indentation; list items stand under a key of the same indent too. */
function keysAbove(lines: readonly string[], indent: number, item: boolean): string[] {
  const path: string[] = [];
  let inside = item ? indent + 1 : indent;
  for (let at = lines.length - 1; at >= 0 && inside > 0; at -= 1) {
    const match = KEY_LINE.exec(lines[at]);
    if (!match || match[1].length >= inside) continue;
    path.unshift(match[2]);
    inside = match[1].length;
  }
  return path;
}

/** The place of an offset in YAML that may be unfinished. */
export function analysisPlace(source: string, offset: number): AnalysisPlace {
  const word = wordAt(source, offset);
  const lineStart = source.lastIndexOf('\n', offset - 1) + 1;
  const before = source.slice(lineStart, offset);
  if (/(?:^|\s)#/u.test(before)) return { kind: 'none', key: '', word };
  const above = source.slice(0, lineStart).split('\n').slice(0, -1);
  const item = /^\s*-\s/u.test(before);
  const path = keysAbove(above, indentOf(before), item);
  const own = KEY_LINE.exec(before);
  if (own) {
    // Inside `{…}` of this line, a key until its own colon.
    const inner = /[{,]\s*(?:([\p{L}_]\w*)\s*:\s*)?[^{},:]*$/u.exec(before.slice(own[0].length));
    const flow = before.lastIndexOf('{') > before.lastIndexOf('}') ? inner : null;
    const key = [...path, own[2]].join('.');
    if (!flow) return { kind: 'value', key, word };
    return flow[1] ? { kind: 'value', key: `${key}.${flow[1]}`, word } : { kind: 'key', key, word };
  }
  if (item) return { kind: 'value', key: path.join('.'), word };
  return { kind: 'key', key: path.join('.'), word };
}
