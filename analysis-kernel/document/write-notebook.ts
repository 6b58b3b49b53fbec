/** From a notebook to Markdown. What was read and not changed comes out letter for letter. */
import { fenceFor, openingFence, readCellInfo } from './fences';
import type { Cell, Notebook } from './notebook';
import { endOfOpen } from './read-notebook';

/** Writes the notebook file. */
export function writeNotebook(notebook: Notebook): string {
  let text = notebook.frontMatter === null ? '' : `---\n${notebook.frontMatter}---\n`;
  // A text that begins with a line of dashes would be read as settings.
  if (notebook.frontMatter === null && /^---[ \t]*\n/.test(notebook.cells[0] && !isAsRead(notebook.cells[0]) ? notebook.cells[0].body : ''))
    text = '---\n---\n';
  let previous: Cell | null = null;
  for (const cell of notebook.cells) {
    text = endedLine(text);
    // What a text leaves open would take in the cell behind it.
    const open = previous?.kind === 'text' ? endOfOpen(previous.body) : null;
    if (open !== null) text += `${open}\n`;
    const lead = cell.written?.lead ?? (text === '' ? '' : '\n');
    text += lead + cellText(cell, previous);
    previous = cell;
  }
  if (notebook.tail !== '') text = endedLine(text) + notebook.tail;
  if (notebook.tail === '' && notebook.cells.at(-1)?.written === null) text = endedLine(text);
  return (notebook.byteOrderMark ? '\uFEFF' : '') + (notebook.newline === '\r\n' ? text.replace(/\n/g, '\r\n') : text);
}

function cellText(cell: Cell, previous: Cell | null): string {
  const mark = /^<!--\s*cell/;
  const needsMark = cell.kind === 'text' && (cell.explicitId || previous?.kind === 'text');
  if (isAsRead(cell) && cell.written && (!needsMark || mark.test(cell.written.raw))) return cell.written.raw;
  if (cell.kind === 'text') {
    const line = needsMark ? `<!-- cell${cell.explicitId ? ` id=${cell.id}` : ''} -->\n` : '';
    return `${line}${cell.body}\n`;
  }
  const first = openingFence(cell.written?.raw.split('\n', 1)[0] ?? '', Number.POSITIVE_INFINITY);
  const rest = (first && readCellInfo(first.info)?.rest) ?? [];
  const info = [cell.kind, `name=${cell.name ?? ''}`, ...(cell.explicitId ? [`id=${cell.id}`] : []), ...rest].join(' ');
  const fence = fenceFor(cell.body);
  return `${fence}${info}\n${cell.body === '' ? '' : `${cell.body}\n`}${fence}\n`;
}

function isAsRead(cell: Cell): boolean {
  const { written } = cell;
  return (
    written !== null &&
    written.kind === cell.kind &&
    written.name === cell.name &&
    written.body === cell.body &&
    (!cell.explicitId || written.id === cell.id)
  );
}

function endedLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
