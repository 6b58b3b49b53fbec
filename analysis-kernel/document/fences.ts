/** The line rules of Markdown that decide where a fenced block begins and ends. */
import { CELL_KINDS, type CellKind } from './notebook';

export interface Fence {
  readonly indent: number;
  readonly mark: '`' | '~';
  readonly length: number;
  readonly info: string;
}

export interface CellInfo {
  readonly kind: CellKind;
  readonly name: string;
  readonly id: string | null;
  /** Words of the info string that mean nothing to us, kept for writing. */
  readonly rest: readonly string[];
}

/**
 * Reads a line as the opening of a fenced block; null when it opens none.
 * @param inside where the text of the list item begins that the line may stand in: three blanks more are allowed
 */
export function openingFence(line: string, inside = 0): Fence | null {
  const match = /^( *)(`{3,}|~{3,})(.*)$/.exec(line);
  if (!match) return null;
  if (match[1].length > inside + 3) return null;
  const mark = match[2].charAt(0) === '`' ? '`' : '~';
  // A backtick in the info string makes the line inline code.
  if (mark === '`' && match[3].includes('`')) return null;
  return { indent: match[1].length, mark, length: match[2].length, info: match[3].trim() };
}

/** Whether a line closes the block that `fence` opened: as many marks or more, and nothing after them. */
export function closesFence(line: string, fence: Fence): boolean {
  const match = /^( *)(`{3,}|~{3,})[ \t]*$/.exec(line);
  return match !== null && match[1].length <= fence.indent + 3 && match[2].charAt(0) === fence.mark && match[2].length >= fence.length;
}

/**
 * Where the text of the open list items begins, innermost last, after a line that is in no fenced block. An item goes on while
 * lines are indented to its text, blank lines included.
 */
export function listItems(open: readonly number[], line: string): readonly number[] {
  if (line.trim() === '') return open;
  const indent = line.search(/[^ ]/);
  const around = open.filter((inside) => inside <= indent);
  const marker = /^ *(?:[-*+]|\d{1,9}[.)])( {1,4}(?=\S)| *$)/.exec(line);
  return marker && indent <= (around.at(-1) ?? 0) + 3 ? [...around, Math.max(marker[0].length, indent + 2)] : around;
}

/** Reads an info string as that of a cell: a cell kind, then `name=`; null for every other block. */
export function readCellInfo(info: string): CellInfo | null {
  const words = info.match(/[^\s"]*"[^"]*"|\S+/g) ?? [];
  const kind = CELL_KINDS.find((candidate) => candidate !== 'text' && candidate === words[0]);
  if (!kind) return null;
  let name: string | null = null;
  let id: string | null = null;
  const rest: string[] = [];
  for (const word of words.slice(1)) {
    if (name === null && word.startsWith('name=')) name = unquoted(word.slice('name='.length));
    else if (id === null && word.startsWith('id=')) id = unquoted(word.slice('id='.length)) || null;
    else rest.push(word);
  }
  return name === null ? null : { kind, name, id, rest };
}

/** The first word of a block that is named like a cell and is none: `anaylsis name=fit`; null for every other block. */
export function strayKind(line: string): string | null {
  const info = openingFence(line, Number.POSITIVE_INFINITY)?.info ?? '';
  return /^\S+\s(?:.*\s)?name=\S/.test(info) && readCellInfo(info) === null ? info.split(/\s/, 1)[0] : null;
}

/** A fence longer than every run of backticks at the start of a line of the body. */
export function fenceFor(body: string): string {
  let longest = 2;
  for (const match of body.matchAll(/^ {0,3}(`{3,})/gm)) longest = Math.max(longest, match[1].length);
  return '`'.repeat(longest + 1);
}

function unquoted(word: string): string {
  return word.length >= 2 && word.startsWith('"') && word.endsWith('"') ? word.slice(1, -1) : word;
}
