/**
 * What can be done to a notebook, said once for browser, server and command line. An operation is data; applying it is a pure
 * function. The browser shows the new notebook and keeps the inverse, the server stores the effects.
 */
import { readSettings, writeSetting } from './front-matter';
import { type Cell, type CellContent, cellOfId, type Notebook, newCell } from './notebook';

/** All of a cell's text said anew, made from the version `base`. */
interface WholeText {
  readonly kind: 'text';
  readonly id: string;
  readonly base: number;
  readonly change: { readonly as: 'whole'; readonly body: string };
}

/**
 * What several people change of one text at once: an update of the cell's shared text, in base64. It is made from no version, and fits
 * whatever the others did as long as the cell is there.
 */
export interface MergedText {
  readonly kind: 'text';
  readonly id: string;
  readonly change: { readonly as: 'merge'; readonly update: string };
}

/** `base` is the version of the cell it was made from, `from` the title; `after` the cell it stands behind, null at the top. */
export type Operation =
  /** A new cell has base 0; a removed one that comes back, the version it was removed in. */
  | { readonly kind: 'insert'; readonly id: string; readonly base: number; readonly cell: CellContent; readonly after: string | null }
  | { readonly kind: 'remove'; readonly id: string; readonly base: number }
  | { readonly kind: 'move'; readonly id: string; readonly after: string | null }
  | WholeText
  | MergedText
  | { readonly kind: 'rename'; readonly id: string; readonly base: number; readonly name: string }
  | { readonly kind: 'title'; readonly from: string | null; readonly title: string | null };

/** An operation as it travels: its own id, given once, tells one that is sent again from another of the same words. */
export interface Envelope {
  readonly id: string;
  readonly operation: Operation;
}

/** What has to be stored. */
export type Effect =
  | { readonly kind: 'inserted'; readonly cell: Cell }
  | { readonly kind: 'removed'; readonly id: string; readonly version: number }
  | { readonly kind: 'changed'; readonly id: string; readonly version: number; readonly to: Partial<Pick<Cell, 'name' | 'body'>> }
  /** The cell has another place in the reading order. */
  | { readonly kind: 'placed'; readonly id: string }
  | { readonly kind: 'titled'; readonly title: string | null };

/** The operation was made from another version than the cell has, or from another title: nothing of it is done. */
type Conflict =
  | {
      readonly id: string;
      /** The cell as it stands; null where it is gone. */
      readonly theirs: Cell | null;
    }
  /** The title as it stands. */
  | { readonly id: null; readonly theirs: string | null };

/** The shared texts of a notebook's cells, for `apply` to ask: they take an update in, the same one any number of times. */
export interface SharedTexts {
  /**
   * The cell's text with an update in it, and whether the update brought anything.
   * @throws OperationError where it is none of this text
   */
  readonly merge: (id: string, update: string) => { readonly body: string; readonly isNew: boolean };
  /** Whether only updates of its text changed a cell since a version of it: another name collides with none of them. */
  readonly mergedSince: (id: string, version: number) => boolean;
  /** Told that all of a cell's text was said anew. */
  readonly replace: (id: string, body: string) => void;
  /** Whether the text of a cell that was removed has the update already. */
  readonly holds: (id: string, update: string) => boolean;
}

/** Where no text is shared, as in a file. */
const noTexts: SharedTexts = {
  merge: (id) => {
    throw new OperationError(`the text of cell ${id} is not shared here`);
  },
  mergedSince: () => false,
  replace: () => undefined,
  holds: () => false,
};

export interface Applied {
  readonly notebook: Notebook;
  /** Takes it back; null where there was nothing to do, and for an update of a shared text, which has a history of its own. */
  readonly inverse: Operation | null;
  readonly conflict: Conflict | null;
  readonly effects: readonly Effect[];
}

/** An operation that fits no notebook: a name for a text cell, or none for another. */
export class OperationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OperationError';
  }
}

/** The cell an operation is about; null for the title. */
export function cellOf(operation: Operation): string | null {
  return operation.kind === 'title' ? null : operation.id;
}

/** Whether an operation is an update of a shared text. */
export function isMerged(operation: Operation): operation is MergedText {
  return operation.kind === 'text' && operation.change.as === 'merge';
}

/** The cell's version once the operation is done; null where it raises none, or by one whatever it is. */
export function versionAfter(operation: Operation): number | null {
  return 'base' in operation ? operation.base + 1 : null;
}

/** The same operation made from the notebook as it stands. */
export function rebased(operation: Operation, notebook: Notebook): Operation {
  if (operation.kind === 'title') return { ...operation, from: notebook.settings.title };
  if (!('base' in operation)) return operation;
  const cell = cellOfId(notebook, operation.id);
  return cell && !isMerged(operation) ? { ...operation, base: cell.version } : operation;
}

/**
 * Applies one operation. It reads and changes the cell it names and the reading order, no other cell's text. What is so already
 * (the same words from two hands, a removal twice) is no conflict and does nothing.
 * @param texts the shared texts, where there are any; they take in what the operation does to them
 * @throws OperationError where it fits no notebook, or an update no text
 */
export function apply(notebook: Notebook, operation: Operation, texts: SharedTexts = noTexts): Applied {
  switch (operation.kind) {
    case 'insert':
      return insert(notebook, operation, texts);
    case 'remove': {
      const at = notebook.cells.findIndex(({ id }) => id === operation.id);
      if (at < 0) return nothing(notebook);
      const cell = notebook.cells[at];
      if (cell.version !== operation.base) return inConflict(notebook, operation.id);
      const version = cell.version + 1;
      return {
        notebook: { ...notebook, cells: notebook.cells.toSpliced(at, 1) },
        inverse: { kind: 'insert', id: cell.id, base: version, cell: contentOf(cell), after: notebook.cells[at - 1]?.id ?? null },
        conflict: null,
        effects: [{ kind: 'removed', id: cell.id, version }],
      };
    }
    case 'move': {
      const at = notebook.cells.findIndex(({ id }) => id === operation.id);
      if (at < 0 || operation.after === operation.id) return nothing(notebook);
      return {
        notebook: { ...notebook, cells: placed(notebook.cells.toSpliced(at, 1), notebook.cells[at], operation.after) },
        inverse: { kind: 'move', id: operation.id, after: notebook.cells[at - 1]?.id ?? null },
        conflict: null,
        effects: [{ kind: 'placed', id: operation.id }],
      };
    }
    case 'text':
      return isMerged(operation) ? merge(notebook, operation, texts) : write(notebook, operation, texts);
    case 'rename':
      return change(notebook, operation, { name: operation.name }, texts.mergedSince(operation.id, operation.base));
    case 'title': {
      const { title } = notebook.settings;
      if (title === operation.title) return nothing(notebook);
      if (title !== operation.from) return { ...nothing(notebook), conflict: { id: null, theirs: title } };
      const frontMatter = writeSetting(notebook.frontMatter, 'title', operation.title);
      return {
        notebook: { ...notebook, frontMatter, settings: { ...readSettings(frontMatter), database: notebook.settings.database } },
        inverse: { kind: 'title', from: operation.title, title },
        conflict: null,
        effects: [{ kind: 'titled', title: operation.title }],
      };
    }
  }
}

/**
 * Applies operations in their order. One on a cell, or the title, that an earlier one is in conflict over is in conflict with it: it was
 * made from a text that never came to be.
 */
export function applyAll(
  notebook: Notebook,
  operations: readonly Operation[],
  texts: SharedTexts = noTexts,
): { readonly notebook: Notebook; readonly applied: readonly Applied[] } {
  const disputed = new Map<string | null, Conflict>();
  let state = notebook;
  const applied = operations.map((operation) => {
    const dispute = disputed.get(cellOf(operation));
    if (dispute && !(isMerged(operation) && dispute.theirs !== null)) return { ...nothing(state), conflict: dispute };
    const result = apply(state, operation, texts);
    if (result.conflict) disputed.set(result.conflict.id, result.conflict);
    state = result.notebook;
    return result;
  });
  return { notebook: state, applied };
}

/** Two operations, one after the other, as one; null where they stay two. */
export function composed(first: Operation, next: Operation): Operation | null {
  if (first.kind === 'title') return next.kind === 'title' ? { ...first, title: next.title } : null;
  if (next.kind === 'title' || first.id !== next.id) return null;
  if (isMerged(first) || isMerged(next)) return null;
  if (next.kind === 'text') {
    if (first.kind === 'text') return { ...first, change: next.change };
    if (first.kind === 'insert') return { ...first, cell: { ...first.cell, body: next.change.body } };
  }
  if (next.kind === 'rename') {
    if (first.kind === 'rename') return { ...first, name: next.name };
    if (first.kind === 'insert') return { ...first, cell: { ...first.cell, name: next.name } };
  }
  if (next.kind === 'move' && (first.kind === 'move' || first.kind === 'insert')) {
    // Behind itself is where it stands.
    return next.after === next.id ? first : { ...first, after: next.after };
  }
  return null;
}

function insert(notebook: Notebook, { id, base, cell, after }: Extract<Operation, { kind: 'insert' }>, texts: SharedTexts): Applied {
  if ((cell.kind === 'text') !== (cell.name === null)) {
    throw new OperationError(`a ${cell.kind} cell ${cell.kind === 'text' ? 'has no' : 'needs a'} name`);
  }
  const content = { ...cell, body: unixLines(cell.body) };
  const there = cellOfId(notebook, id);
  if (there) return there.body === content.body && there.kind === cell.kind ? nothing(notebook) : inConflict(notebook, id);
  const made = newCell(id, content, base + 1);
  texts.replace(id, content.body);
  return {
    notebook: { ...notebook, cells: placed(notebook.cells, made, after) },
    inverse: { kind: 'remove', id, base: base + 1 },
    conflict: null,
    effects: [
      { kind: 'inserted', cell: made },
      { kind: 'placed', id },
    ],
  };
}

function write(notebook: Notebook, operation: WholeText, texts: SharedTexts): Applied {
  const body = unixLines(operation.change.body);
  const done = change(notebook, operation, { body }, false);
  if (done.effects.length > 0) texts.replace(operation.id, body);
  return done;
}

function merge(notebook: Notebook, { id, change: { update } }: MergedText, texts: SharedTexts): Applied {
  const cell = cellOfId(notebook, id);
  if (!cell) return texts.holds(id, update) ? nothing(notebook) : inConflict(notebook, id);
  const { body, isNew } = texts.merge(id, update);
  if (!isNew && body === cell.body) return nothing(notebook);
  const version = cell.version + 1;
  const changed = { ...cell, body, version };
  return {
    notebook: { ...notebook, cells: notebook.cells.map((other) => (other.id === id ? changed : other)) },
    inverse: null,
    conflict: null,
    effects: [{ kind: 'changed', id, version, to: { body } }],
  };
}

function change(
  notebook: Notebook,
  { id, base }: WholeText | Extract<Operation, { kind: 'rename' }>,
  to: { readonly body: string } | { readonly name: string },
  fits: boolean,
): Applied {
  const cell = cellOfId(notebook, id);
  if (!cell) return inConflict(notebook, id);
  if ('name' in to && cell.name === null) throw new OperationError('a text cell has no name');
  const isSo = 'body' in to ? cell.body === to.body : cell.name === to.name;
  if (cell.version !== base && !fits) return isSo ? nothing(notebook) : inConflict(notebook, id);
  const version = cell.version + 1;
  const back: Operation =
    'body' in to
      ? { kind: 'text', id, base: version, change: { as: 'whole', body: cell.body } }
      : { kind: 'rename', id, base: version, name: cell.name ?? '' };
  const changed = { ...cell, ...to, version };
  return {
    notebook: { ...notebook, cells: notebook.cells.map((other) => (other.id === id ? changed : other)) },
    inverse: back,
    conflict: null,
    effects: [{ kind: 'changed', id, version, to }],
  };
}

/** A cell whose neighbour is gone stands at the end. */
function placed(cells: readonly Cell[], cell: Cell, after: string | null): readonly Cell[] {
  const at = after === null ? 0 : cells.findIndex(({ id }) => id === after) + 1;
  return cells.toSpliced(after !== null && at === 0 ? cells.length : at, 0, cell);
}

function contentOf({ kind, name, body }: Cell): CellContent {
  return { kind, name, body };
}

function nothing(notebook: Notebook): Applied {
  return { notebook, inverse: null, conflict: null, effects: [] };
}

function inConflict(notebook: Notebook, id: string): Applied {
  return { ...nothing(notebook), conflict: { id, theirs: cellOfId(notebook, id) } };
}

function unixLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
