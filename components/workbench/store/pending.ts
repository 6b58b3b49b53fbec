import type { NotebookChange, SaveAnswer, SaveConflict } from '@/app/_contract/notebook-changes';

/** A change without its base version, which is only known when it is sent. */
export type LocalChange = NotebookChange extends infer Change ? (Change extends { base: number } ? Omit<Change, 'base'> : Change) : never;

/** Adds a change to those waiting: typing on in one cell replaces what was typed before, a cell removed before it was sent leaves nothing. */
export function enqueue(waiting: readonly LocalChange[], change: LocalChange): LocalChange[] {
  const last = waiting.at(-1);
  if (change.kind === 'title' || last === undefined) return [...waiting, change];
  if (last.kind !== 'title' && last.id === change.id) {
    if (change.kind === 'edit' && last.kind === 'edit') return [...waiting.slice(0, -1), change];
    if (change.kind === 'edit' && last.kind === 'insert')
      return [...waiting.slice(0, -1), { ...last, cell: { ...last.cell, body: change.body } }];
    if (change.kind === 'rename' && last.kind === 'insert')
      return [...waiting.slice(0, -1), { ...last, cell: { ...last.cell, name: change.name } }];
    if (change.kind === 'move' && (last.kind === 'move' || last.kind === 'insert'))
      return [...waiting.slice(0, -1), { ...last, after: change.after }];
  }
  return [...waiting, change];
}

const MOST_CHANGES = 500;
const MOST_CHARACTERS = 1_000_000;

/** The first of the waiting changes, as many as one request may carry; at least one. */
export function batchOf(waiting: readonly LocalChange[]): readonly LocalChange[] {
  let characters = 0;
  const over = waiting.findIndex((change, place) => {
    characters += change.kind === 'insert' ? change.cell.body.length : change.kind === 'edit' ? change.body.length : 0;
    return place > 0 && (place === MOST_CHANGES || characters > MOST_CHARACTERS);
  });
  return over === -1 ? waiting : waiting.slice(0, over);
}

/** The changes as they are sent: each with the version of its cell that this window knows, raised by the changes of the same cell before it. */
export function withBases(changes: readonly LocalChange[], versions: ReadonlyMap<string, number>): NotebookChange[] {
  const known = new Map(versions);
  return changes.map((change) => {
    if (change.kind === 'title' || change.kind === 'move') return change;
    const base = known.get(change.id) ?? 0;
    known.set(change.id, base + 1);
    return change.kind === 'insert' || change.kind === 'bring_back' ? change : { ...change, base };
  });
}

/** Versions after an answer: those the server gave, and those of cells in conflict as they stand there. */
export function versionsAfter(versions: ReadonlyMap<string, number>, answer: SaveAnswer): Map<string, number> {
  const known = new Map(versions);
  for (const { id, version } of answer.cells) known.set(id, version);
  for (const { id, theirs } of answer.conflicts) if (theirs) known.set(id, theirs.version);
  return known;
}

/** Conflicts that need a choice: a removal someone else forestalled does not. */
export function needChoice(conflicts: readonly SaveConflict[], sent: readonly NotebookChange[]): SaveConflict[] {
  return conflicts.filter(({ change, theirs }) => {
    const { kind } = sent[change];
    if (kind === 'move' || kind === 'rename') return false;
    return kind !== 'remove' || theirs !== null;
  });
}
