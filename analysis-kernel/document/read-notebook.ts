/** From Markdown to a notebook. `write-notebook.ts` gives the same text back, letter for letter. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { BOUNDS } from '../content/bounds';
import { closesFence, type Fence, listItems, openingFence, readCellInfo } from './fences';
import { FrontMatterError, readSettings } from './front-matter';
import type { Cell, Notebook, Written } from './notebook';

/** A file above the bounds of a notebook. */
export class NotebookTooLargeError extends Error {
  constructor(readonly says: Localised) {
    super(says.en);
    this.name = 'NotebookTooLargeError';
  }
}

interface Piece {
  readonly kind: Written['kind'];
  readonly name: string | null;
  readonly id: string | null;
  readonly body: string;
  readonly lead: string;
  readonly raw: string;
  readonly line: number;
  readonly indent: number;
}

/** A line between two text cells that would else be read as one; may carry the second's id. */
const TEXT_CELL_MARK = /^<!--\s*cell(?:\s+id=([^\s>]+))?\s*-->[ \t]*$/;

/**
 * Reads a notebook file. A fenced block whose info string is a cell kind with `name=` is a cell, what stands between is text.
 * @throws FrontMatterError where the settings cannot be read; NotebookTooLargeError where there is more than a notebook holds.
 */
export function readNotebook(source: string): Notebook {
  const { characters, cells } = BOUNDS.notebook;
  if (source.length > characters) {
    throw new NotebookTooLargeError({
      en: `The notebook holds more than ${characters} characters. Keep data in tables, not in the text.`,
      zh: `笔记本超过 ${characters} 个字符。数据请存放在表中，不要写入正文。`,
    });
  }
  const byteOrderMark = source.startsWith('\uFEFF');
  const newline = source.includes('\r\n') ? '\r\n' : '\n';
  const lines = source
    .slice(byteOrderMark ? 1 : 0)
    .replace(/\r\n?/g, '\n')
    .split(/(?<=\n)/);
  const head = frontMatterLines(lines);
  const frontMatter = head === 0 ? null : lines.slice(1, head - 1).join('');
  const { pieces, tail } = readPieces(lines, head);
  if (pieces.length > cells) {
    throw new NotebookTooLargeError({
      en: `The notebook holds more than ${cells} cells. Divide it into several notebooks.`,
      zh: `笔记本超过 ${cells} 个单元。请拆分成多个笔记本。`,
    });
  }
  return { frontMatter, settings: readSettings(frontMatter), cells: withIds(pieces), tail, newline, byteOrderMark };
}

const NOT_CLOSED: Localised = {
  en: 'the settings begin here and are never closed by a line ---',
  zh: '设置由此开始，但没有以一行 --- 结束',
};

/** How many lines the front matter takes, both lines of dashes included. Blanks after the dashes do not count, and are not written back. */
function frontMatterLines(lines: readonly string[]): number {
  if (!/^---[ \t]*\n$/.test(lines[0])) return 0;
  const end = lines.findIndex((line, at) => at > 0 && /^---[ \t]*\n?$/.test(line));
  if (end > 0) return end + 1;
  // A line of dashes alone is a rule of Markdown; settings after it were meant as such.
  if (/^[a-z]+:(\s|$)/.test(lines[1] ?? '')) throw new FrontMatterError(NOT_CLOSED, 1);
  return 0;
}

function readPieces(lines: readonly string[], from: number): { pieces: Piece[]; tail: string } {
  const pieces: Piece[] = [];
  let textFrom = from;
  let lead = '';
  let at = from;
  let items: readonly number[] = [];
  while (at < lines.length) {
    const line = lines[at].replace(/\n$/, '');
    items = listItems(items, line);
    const fence = openingFence(line, items.at(-1));
    if (fence) {
      const end = endOfFence(lines, at, fence);
      const info = readCellInfo(fence.info);
      if (info) {
        flushText(at);
        pieces.push({ ...info, ...blockPiece(lines, at, end, fence), lead });
        lead = '';
        textFrom = end;
      }
      at = end;
    } else if (TEXT_CELL_MARK.test(line)) {
      flushText(at);
      textFrom = at;
      at += 1;
    } else if (/^ {0,3}<!--/.test(line)) {
      at = endOfComment(lines, at);
    } else at += 1;
  }
  flushText(lines.length);
  return { pieces, tail: lead };

  function flushText(to: number): void {
    let start = textFrom;
    while (start < to && lines[start].trim() === '') start += 1;
    let end = to;
    while (end > start && lines[end - 1].trim() === '') end -= 1;
    const before = lead + lines.slice(textFrom, start).join('');
    lead = lines.slice(end, to).join('');
    textFrom = to;
    if (start === end) {
      lead = before + lead;
      return;
    }
    pieces.push({ ...textPiece(lines, start, end), lead: before });
  }
}

/** The block of lines `at` to `end`, without its fences. */
function blockPiece(lines: readonly string[], at: number, end: number, fence: Fence): Pick<Piece, 'body' | 'raw' | 'line' | 'indent'> {
  const closed = closesFence(lines[end - 1].replace(/\n$/, ''), fence) && end - 1 > at;
  const body = lines.slice(at + 1, closed ? end - 1 : end).map((text) => unindent(text, fence.indent));
  return { body: body.join('').replace(/\n$/, ''), raw: lines.slice(at, end).join(''), line: at + 2, indent: fence.indent };
}

/** The words of lines `start` to `end`, without the mark that names them. */
function textPiece(lines: readonly string[], start: number, end: number): Omit<Piece, 'lead'> {
  const mark = TEXT_CELL_MARK.exec(lines[start].replace(/\n$/, ''));
  const from = mark ? start + 1 : start;
  const body = lines.slice(from, end).join('').replace(/\n$/, '');
  return { kind: 'text', name: null, id: mark?.[1] ?? null, body, raw: lines.slice(start, end).join(''), line: from + 1, indent: 0 };
}

/** The line that ends a block or a comment which a text leaves open; null where it leaves none. */
export function endOfOpen(body: string): string | null {
  const lines = body.split('\n');
  let items: readonly number[] = [];
  for (let at = 0; at < lines.length; ) {
    items = listItems(items, lines[at]);
    const fence = openingFence(lines[at], items.at(-1));
    const isComment = !fence && /^ {0,3}<!--/.test(lines[at]);
    const end = fence ? endOfFence(lines, at, fence) : isComment ? endOfComment(lines, at) : at + 1;
    if (fence && (end - 1 === at || !closesFence(lines[end - 1], fence))) return ' '.repeat(fence.indent) + fence.mark.repeat(fence.length);
    if (isComment && !lines[end - 1].includes('-->')) return '-->';
    at = end;
  }
  return null;
}

/** The line after a block; an unclosed one reaches the end of the file. */
function endOfFence(lines: readonly string[], at: number, fence: Fence): number {
  for (let line = at + 1; line < lines.length; line += 1) {
    if (closesFence(lines[line].replace(/\n$/, ''), fence)) return line + 1;
  }
  return lines.length;
}

function endOfComment(lines: readonly string[], at: number): number {
  for (let line = at; line < lines.length; line += 1) if (lines[line].includes('-->')) return line + 1;
  return lines.length;
}

function unindent(line: string, indent: number): string {
  let taken = 0;
  while (taken < indent && line.charAt(taken) === ' ') taken += 1;
  return line.slice(taken);
}

/** Cells without an id take one from their name or, text, from their order; ids stay unique. */
function withIds(pieces: readonly Piece[]): Cell[] {
  const taken = new Set<string>();
  for (const piece of pieces) if (piece.id !== null) taken.add(piece.id);
  const claimed = new Set<string>();
  const counts = new Map<string, number>();
  let texts = 0;
  return pieces.map((piece) => {
    if (piece.kind === 'text') texts += 1;
    const explicitId = piece.id !== null && !claimed.has(piece.id);
    const id = explicitId && piece.id !== null ? piece.id : freshId(piece.name || `text-${texts}`, taken, counts);
    claimed.add(id);
    taken.add(id);
    const { kind, name, body, lead, raw, line, indent } = piece;
    return { id, version: 0, explicitId, kind, name, body, written: { lead, raw, line, indent, kind, name, id, body } };
  });
}

/** @param counts how far each name has been counted, so that a thousand cells of one name are no million tries */
function freshId(wish: string, taken: ReadonlySet<string>, counts: Map<string, number>): string {
  if (!taken.has(wish)) return wish;
  let count = counts.get(wish) ?? 2;
  while (taken.has(`${wish}~${count}`)) count += 1;
  counts.set(wish, count);
  return `${wish}~${count}`;
}
