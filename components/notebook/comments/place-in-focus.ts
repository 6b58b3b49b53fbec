import { anchorText, LONGEST_WORDS } from '@/analysis-kernel/anchors/text-anchor';
import type { Cell } from '@/analysis-kernel/document/notebook';
import type { BegunThread } from '@/components/workbench/comments/comment-drafts';
import { onPart } from './part-place';
import { type PlaceRefusal, tablePlaces } from './table-places';
import { placeOfValue } from './value-place';

/** Characters of a text, from and to. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** The whole line around a place in a text, without the blanks before its words. */
export function lineAt(text: string, offset: number): Span {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const to = end === -1 ? text.length : end;
  const line = text.slice(from, to);
  return { from: from + line.length - line.trimStart().length, to: from + line.trimEnd().length };
}

/** A comment on characters of a cell's text; on the cell where there are none but blanks. */
export function onWords(cell: Cell, span: Span): BegunThread {
  const isBlank = cell.body.slice(span.from, span.to).trim() === '';
  const anchor = isBlank ? ({ on: 'cell' } as const) : ({ on: 'words', ...anchorText(cell.body, span.from, span.to) } as const);
  return { cell: cell.id, anchor, result: null };
}

/**
 * What a comment is on where the person is within a cell: a value of a table, a figure, the words chosen in its text or the line of the cursor; else
 * the cell.
 */
export async function placeInFocus(cell: Cell): Promise<BegunThread | PlaceRefusal> {
  const section = document.getElementById(`cell-${cell.id}`);
  const focused = document.activeElement;
  const isInside = focused !== null && section?.contains(focused) === true;
  if (isInside) {
    const value = valueIn(focused);
    if (value) return value;
    const span = (await spanInEditor(focused)) ?? spanInField(focused);
    if (span) return onWords(cell, span);
  }
  const chosen = section && chosenIn(section, cell.body);
  if (chosen) return onWords(cell, chosen);
  const part = isInside ? focused.closest<HTMLElement>('[data-comment-on]')?.dataset.commentOn : undefined;
  return part ? onPart(cell.id, part) : { cell: cell.id, anchor: { on: 'cell' }, result: null };
}

function valueIn(focused: Element): BegunThread | PlaceRefusal | null {
  const value = focused.closest('td');
  const table = value?.closest('table');
  const places = table && tablePlaces.get(table);
  if (!value || !places) return null;
  const row = value.parentElement as HTMLTableRowElement;
  // Rows far from the window are not there: those that are say which they are.
  const at = row.dataset.at ?? Array.from(row.parentElement?.children ?? []).indexOf(row);
  return placeOfValue(places.result, places.table, places.valueAt(Number(at), value.cellIndex));
}

/** What is chosen in the code editor, or the line its cursor is on. */
async function spanInEditor(focused: Element): Promise<Span | null> {
  if (!focused.closest('.monaco-editor')) return null;
  const { loadMonaco } = await import('@/components/editor/monaco/load');
  const { editor } = (await loadMonaco()).monaco;
  const live = editor.getEditors().find((one) => one.getContainerDomNode().contains(focused));
  const [model, selection] = [live?.getModel(), live?.getSelection()];
  if (!model || !selection) return null;
  const [from, to] = [selection.getStartPosition(), selection.getEndPosition()].map((position) => model.getOffsetAt(position));
  return from === to ? lineAt(model.getValue(), from) : { from, to };
}

function spanInField(focused: Element): Span | null {
  if (!(focused instanceof HTMLTextAreaElement) || focused.dataset.language === undefined) return null;
  const { selectionStart: from, selectionEnd: to, value } = focused;
  return from === to ? lineAt(value, from) : { from, to };
}

/** What is marked in a cell's text where it is only shown. */
function chosenIn(section: Element, body: string): Span | null {
  const selection = getSelection();
  const range = selection && !selection.isCollapsed && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
  if (!selection || !range || !section.contains(range.commonAncestorContainer)) return null;
  const [from, to] = [[range.startContainer, range.startOffset] as const, [range.endContainer, range.endOffset] as const].map(
    ([node, at]) => offsetIn(node, at, body),
  );
  if (from !== null && to !== null) return from < to ? { from, to } : null;
  const holder =
    range.commonAncestorContainer instanceof Element ? range.commonAncestorContainer : range.commonAncestorContainer.parentElement;
  return holder?.closest('.prose-text') ? wordsIn(body, selection.toString()) : null;
}

/** The offset in a text shown line by line that a place in the page is at. */
function offsetIn(node: Node, at: number, body: string): number | null {
  const holder = node instanceof Element ? node : node.parentElement;
  const line = holder?.closest<HTMLElement>('[data-line]');
  if (!line) return null;
  const before = document.createRange();
  before.selectNodeContents(line);
  before.setEnd(node, at);
  const above = body.split('\n').slice(0, Number(line.dataset.line));
  return above.reduce((sum, text) => sum + text.length + 1, 0) + before.toString().length;
}

/** Words of a text that is set, in the Markdown it was set from: between its letters may stand marks and line ends. */
export function wordsIn(body: string, shown: string): Span | null {
  const letters = shown.slice(0, LONGEST_WORDS).match(/[\p{L}\p{N}]/gu) ?? [];
  if (letters.length === 0) return null;
  const found = new RegExp(letters.join('[^\\p{L}\\p{N}]*'), 'u').exec(body);
  return found ? { from: found.index, to: found.index + found[0].length } : null;
}
