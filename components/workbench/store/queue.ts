import { type CellContent, cellOfId, type Notebook, newCell } from '@/analysis-kernel/document/notebook';
import {
  apply,
  cellOf,
  composed,
  type Envelope,
  isMerged,
  type MergedText,
  type Operation,
  rebased,
  type SharedTexts,
  versionAfter,
} from '@/analysis-kernel/document/operations';
import { MOST_CHARACTERS, MOST_OPERATIONS, type SaveAnswer } from '@/app/_contract/notebook-operations';

/** An operation on its way to the server. */
export interface Entry extends Envelope {
  /** It may have arrived: its words stay as they are, what follows is said apart. */
  readonly sent: boolean;
  /** The closed window of the same person it was made in; none for this one's own. */
  readonly tab?: string;
}

/** What has to be known of a cell to show it again where it was removed meanwhile. */
export interface CellMark extends Pick<CellContent, 'kind' | 'name'> {
  readonly id: string;
  readonly after: string | null;
  /** The text as its writer saw it last, of a shared text: its updates alone say nothing without the document. */
  readonly body?: string;
}

/** The shared texts of a window, as far as their documents are here. */
export interface WindowTexts extends SharedTexts {
  readonly has: (id: string) => boolean;
  readonly body: (id: string) => string;
  /** Two updates of a text, one after the other, as one. */
  readonly joined: (first: string, next: string) => string;
}

/** Adds an operation to those waiting: what follows directly on an unsent one of the same cell becomes one with it. */
export function enqueue(waiting: readonly Entry[], next: Envelope, tab?: string, texts?: WindowTexts | null): readonly Entry[] {
  const last = waiting.at(-1);
  const one = last && !last.sent ? (composed(last.operation, next.operation) ?? merged(last.operation, next.operation, texts)) : null;
  return last && one
    ? [...waiting.slice(0, -1), { ...last, operation: one }]
    : [...waiting, { ...next, sent: false, ...(tab === undefined ? {} : { tab }) }];
}

function merged(first: Operation, next: Operation, texts: WindowTexts | null | undefined): Operation | null {
  if (!texts || !isMerged(first) || !isMerged(next) || first.id !== next.id) return null;
  return { ...first, change: { as: 'merge', update: texts.joined(first.change.update, next.change.update) } };
}

/** The first of the waiting operations, as many as one request may carry; at least one. */
export function batchOf(waiting: readonly Entry[]): readonly Entry[] {
  let characters = 0;
  const over = waiting.findIndex(({ operation }, place) => {
    characters += charactersOf(operation);
    return place > 0 && (place === MOST_OPERATIONS || characters > MOST_CHARACTERS);
  });
  return over === -1 ? waiting : waiting.slice(0, over);
}

function charactersOf(operation: Operation): number {
  if (operation.kind === 'insert') return operation.cell.body.length;
  if (isMerged(operation)) return operation.change.update.length;
  return operation.kind === 'text' ? operation.change.body.length : 0;
}

/** The entries with those of one cell made from a version that is `by` higher. */
export function shifted(entries: readonly Entry[], id: string, by: number): readonly Entry[] {
  return entries.map((entry) => {
    const { operation } = entry;
    return 'base' in operation && operation.id === id ? { ...entry, operation: { ...operation, base: operation.base + by } } : entry;
  });
}

/**
 * The entries about cells, and the others.
 * @param counts of the entries about them, those that are meant
 */
export function parted(
  entries: readonly Entry[],
  ids: ReadonlySet<string>,
  counts: (entry: Entry) => boolean = () => true,
): { readonly about: Entry[]; readonly others: Entry[] } {
  const isAbout = (entry: Entry) => ids.has(cellOf(entry.operation) ?? '') && counts(entry);
  return { about: entries.filter(isAbout), others: entries.filter((entry) => !isAbout(entry)) };
}

/** The notebook with a cell's version set. */
export function withVersion(notebook: Notebook, id: string, version: number): Notebook {
  return { ...notebook, cells: notebook.cells.map((cell) => (cell.id === id && cell.version !== version ? { ...cell, version } : cell)) };
}

/**
 * The notebook with an operation done that the server may refuse: the person's own words stay in sight until it is decided what
 * becomes of them. A cell that was removed meanwhile stands again.
 */
export function forced(
  notebook: Notebook,
  operation: Operation,
  marks: ReadonlyMap<string, CellMark>,
  texts: WindowTexts | null = null,
): Notebook {
  const id = cellOf(operation);
  let state = notebook;
  const mark = id === null ? undefined : marks.get(id);
  if (mark && (operation.kind === 'text' || operation.kind === 'rename') && !cellOfId(state, mark.id)) {
    const at = mark.after === null ? 0 : state.cells.findIndex((cell) => cell.id === mark.after) + 1;
    state = { ...state, cells: state.cells.toSpliced(at, 0, newCell(mark.id, { ...mark, body: mark.body ?? '' })) };
  }
  if (isMerged(operation)) return withUpdate(state, operation, mark, texts);
  const done = apply(state, rebased(operation, state)).notebook;
  const version = versionAfter(operation);
  return id === null || version === null ? done : withVersion(done, id, version);
}

/** An update of a shared text: where its document is not here, the text is as its writer saw it last. Each raises the version by one. */
function withUpdate(notebook: Notebook, { id, change }: MergedText, mark: CellMark | undefined, texts: WindowTexts | null): Notebook {
  const bodyNow = texts?.has(id) ? texts.merge(id, change.update).body : mark?.body;
  const cells = notebook.cells.map((cell) => (cell.id === id ? { ...cell, body: bodyNow ?? cell.body, version: cell.version + 1 } : cell));
  return { ...notebook, cells };
}

/** Marks of the cells that entries are about. */
export function marksOf(notebook: Notebook, entries: readonly Entry[]): readonly CellMark[] {
  const ids = new Set(entries.map(({ operation }) => cellOf(operation)));
  const shared = new Set(entries.flatMap(({ operation }) => (isMerged(operation) ? [operation.id] : [])));
  return notebook.cells.flatMap(({ id, kind, name, body }, at) =>
    ids.has(id) ? [{ id, kind, name, after: notebook.cells[at - 1]?.id ?? null, ...(shared.has(id) ? { body } : {}) }] : [],
  );
}

/** Ids of the cells whose words are others in a later notebook, and `title` where that is. */
export function rewritten(before: Notebook, after: Notebook): ReadonlySet<string> {
  const known = new Map(before.cells.map((cell) => [cell.id, cell]));
  const cells = after.cells.filter(({ id, name, body }) => known.get(id)?.body !== body || known.get(id)?.name !== name);
  return new Set([...cells.map(({ id }) => id), ...(before.settings.title === after.settings.title ? [] : ['title'])]);
}

/** By how much the server's versions differ from those foreseen, for what follows on them. */
export function shiftsOf(answer: SaveAnswer, sent: ReadonlyMap<string, Entry>): ReadonlyMap<string, number> {
  const shifts = new Map<string, number>();
  for (const { operation: id, version } of answer.done) {
    const operation = sent.get(id)?.operation;
    const cell = operation ? cellOf(operation) : null;
    const foreseen = operation ? versionAfter(operation) : null;
    if (cell !== null && version !== null && foreseen !== null) shifts.set(cell, version - foreseen);
  }
  return new Map([...shifts].filter(([, by]) => by !== 0));
}

/** The window whose words an entry goes on from, of those held about the same cell. */
export function windowOf(held: readonly Entry[], { operation }: Envelope): string | undefined {
  return held.findLast((entry) => cellOf(entry.operation) === cellOf(operation))?.tab;
}
