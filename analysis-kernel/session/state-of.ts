/** A cell's state as others see it. */
import type { CellOutcome } from '../cells/outcome';
import type { CellReading } from '../cells/reading';
import { nameKey } from '../document/names';
import type { CellError } from '../results/result';
import { type Entry, isFresh, isShown } from './entry';
import type { Memory } from './memory';
import { shownError, shownOutcome, tablesRead } from './shown';
import type { CellState } from './state';
import type { TableMetas } from './table-metas';

interface Around {
  readonly own: CellReading | undefined;
  /** What its text alone tells. */
  readonly fault: CellError | null;
  readonly metas: TableMetas;
  readonly keepable: boolean;
  readonly awaited: readonly string[];
}

/** Outcomes and errors as they were shown last, by id: words are joined again where the result or a word is another. */
export interface ShownBefore {
  readonly outcomes: Memory<CellOutcome>;
  readonly errors: Memory<CellError>;
}

/** The state of an entry, words joined. */
export function stateOf(entry: Entry, { own, fault, metas, keepable, awaited }: Around, before: ShownBefore): CellState {
  const { cell, name, key, ran, activity, outcome, compiled, materialised, durations, since, progress, held } = entry;
  const fresh = isFresh(entry);
  // An error of an earlier text is no longer true of this one.
  const error = fault ?? (fresh || entry.error?.code === 'blocked' ? entry.error : null);
  const read = tablesRead(own, metas);
  const columns = cell.kind === 'sql' ? (metas.get(nameKey(name)) ?? null) : null;
  return {
    id: cell.id,
    kind: cell.kind,
    name,
    body: cell.body,
    freshness: ran === null ? 'never' : fresh ? 'fresh' : ran.source === entry.source ? 'stale_input' : 'stale_code',
    activity,
    key,
    outcome:
      outcome && before.outcomes.of(cell.id, [outcome, compiled, columns, ...read], () => shownOutcome(outcome, compiled, read, columns)),
    error: error && before.errors.of(cell.id, [error, ...read], () => shownError(error, read)),
    materialised,
    keepable,
    duration: ran === null || ran.isOwn ? (durations[0] ?? null) : null,
    since: activity === 'running' ? since : null,
    progress: activity === 'running' ? progress : null,
    waitsFor: awaited,
    held: activity === 'idle' && !isShown(entry) ? held : null,
  };
}

/** Whether a state says what another says; an outcome and an error are compared by identity. */
export function isSameState(a: CellState, b: CellState): boolean {
  const names = Object.keys(b) as (keyof CellState)[];
  return names.every((name) => (name === 'waitsFor' ? isSameList(a.waitsFor, b.waitsFor) : Object.is(a[name], b[name])));
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, at) => name === b[at]);
}
