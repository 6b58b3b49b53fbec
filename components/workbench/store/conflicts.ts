import { type Cell, cellOfId, type Notebook, newCell } from '@/analysis-kernel/document/notebook';
import { cellOf, isMerged, type Operation } from '@/analysis-kernel/document/operations';
import type { SaveConflict } from '@/app/_contract/notebook-operations';
import type { CellDto } from '@/app/_contract/notebooks';
import { type CellMark, type Entry, forced, parted, type WindowTexts } from './queue';

/** A text of a cell that is the person's own. */
export interface OwnText {
  readonly name: string | null;
  readonly body: string;
}

/** A cell that this window and another changed: the own text stands in the cell and is held back until the person has chosen. */
export interface Conflict {
  readonly id: string;
  /** Null: removed in the other window. */
  readonly theirs: CellDto | null;
  /** The other window is the same person's. */
  readonly own: boolean;
  /** This window removed it: theirs stands in its place. */
  readonly removed: boolean;
  /** What other windows of this person left of the cell. */
  readonly others: readonly OwnText[];
}

/** The title was changed in this window and in another. */
export interface TitleConflict {
  readonly theirs: string;
  readonly own: boolean;
  readonly others: readonly string[];
}

/** What becomes of a conflict: this window's words, theirs, or those at a place among the others. */
export type Choice = 'mine' | 'theirs' | number;

/** Held entries about a cell, or the title where it is null, by the window they were made in, the one shown last. */
function byWindow(held: readonly Entry[], id: string | null): readonly (readonly Operation[])[] {
  const windows = new Map<string, Operation[]>();
  for (const { tab = '', operation } of parted(held, new Set([id ?? ''])).about) {
    const known = windows.get(tab) ?? [];
    windows.delete(tab);
    windows.set(tab, [...known, operation]);
  }
  return [...windows.values()];
}

/** Whether a window wants the cell to have words of its own. */
function hasText(held: readonly Entry[], id: string): boolean {
  return byWindow(held, id).some((operations) => textOf(operations, undefined) !== null);
}

/** The notebook with entries done that the server may refuse; one window's removal hides no words of another. */
export function played(
  notebook: Notebook,
  entries: readonly Entry[],
  marks: ReadonlyMap<string, CellMark>,
  texts: WindowTexts | null = null,
): Notebook {
  const shown = entries.filter(({ operation, tab }) => {
    if (operation.kind !== 'remove') return true;
    const elsewhere = entries.filter((entry) => entry.tab !== tab && cellOf(entry.operation) === operation.id);
    return !hasText(elsewhere, operation.id);
  });
  return shown.reduce((state, { operation }) => forced(state, operation, marks, texts), notebook);
}

/** What each window but the one shown left of a cell, where it is neither shown nor theirs. */
export function otherTexts(held: readonly Entry[], id: string, theirs: CellDto | null, shown: Cell | undefined): readonly OwnText[] {
  const found = byWindow(held, id)
    .map((operations) => textOf(operations, theirs ?? shown))
    .filter((text) => text !== null);
  const seen = new Set([theirs, shown].flatMap((text) => (text ? [keyOf(text)] : [])));
  return [...new Map(found.map((text) => [keyOf(text), text])).values()].filter((text) => !seen.has(keyOf(text)));
}

function keyOf({ name, body }: OwnText): string {
  return JSON.stringify([name, body]);
}

/** A cell's text after operations on it; null where they leave none. */
function textOf(operations: readonly Operation[], before: OwnText | undefined): OwnText | null {
  let [text, isChanged]: [OwnText, boolean] = [{ name: before?.name ?? null, body: before?.body ?? '' }, false];
  for (const operation of operations) {
    if (operation.kind === 'insert') text = operation.cell;
    else if (operation.kind === 'text') text = isMerged(operation) ? text : { ...text, body: operation.change.body };
    else if (operation.kind === 'rename') text = { ...text, name: operation.name };
    else if (operation.kind !== 'remove') continue;
    isChanged = operation.kind !== 'remove';
  }
  return isChanged ? { name: text.name, body: text.body } : null;
}

/** The titles that windows but the one shown gave, where they are neither shown nor theirs. */
function otherTitles(held: readonly Entry[], theirs: string, shown: string | null): readonly string[] {
  const last = byWindow(held, null).map((operations) => operations.at(-1));
  const titles = last.flatMap((operation) => (operation?.kind === 'title' ? (operation.title ?? []) : []));
  return [...new Set(titles)].filter((title) => title !== theirs && title !== shown);
}

/** What a window shows, what of it is in conflict, and what it holds back until it is chosen. */
interface Disputed {
  readonly held: readonly Entry[];
  readonly notebook: Notebook;
  readonly conflicts: ReadonlyMap<string, Conflict>;
  readonly titleConflict: TitleConflict | null;
}

/** Takes in the conflicts that the server found. */
export function withConflicts(before: Disputed, found: readonly SaveConflict[]): Disputed {
  let { held, notebook, titleConflict } = before;
  const conflicts = new Map(before.conflicts);
  for (const { id, theirs, own } of found) {
    if (id === null) {
      titleConflict = { theirs, own, others: otherTitles(held, theirs, notebook.settings.title) };
      continue;
    }
    const shown = cellOfId(notebook, id);
    if (theirs === null && shown === null) {
      // Removed on both sides.
      held = parted(held, new Set([id])).others;
      conflicts.delete(id);
      continue;
    }
    const removed = theirs !== null && (shown === null || !hasText(held, id));
    conflicts.set(id, { id, theirs, own, removed, others: otherTexts(held, id, theirs, shown ?? undefined) });
    if (theirs && shown === null) notebook = { ...notebook, cells: [...notebook.cells, newCell(id, theirs, theirs.version)] };
  }
  return { held, notebook, conflicts, titleConflict };
}

/**
 * What takes the choice back, step by step: the first leads from what was chosen to what was not.
 * @param unchosen as one goes back; null is the cell's removal
 * @param isThere whether the cell stands when the first is asked for
 */
export function stepsBack(
  unchosen: readonly (OwnText | null)[],
  isThere: boolean,
  say: (text: OwnText | null, isThere: boolean) => readonly Operation[],
): readonly (readonly Operation[])[] {
  let there = isThere;
  return unchosen.map((text) => {
    const step = say(text, there);
    there = text !== null;
    return step;
  });
}
