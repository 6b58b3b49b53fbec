import type { Cell } from '@/analysis-kernel/document/notebook';
import type { RenamedColumn } from './column-names';
import { Versioned } from './versioned';

/** What is to be looked at in one cell after a renaming. */
export interface Doubt {
  readonly renamed: readonly RenamedColumn[];
  /** Lines that name a column in a way that could not be followed, from 1. */
  readonly lines: readonly number[];
  /** The cell's text as the renaming left it. */
  readonly body: string;
  /** The program of the cohort before the renaming. */
  readonly before: { readonly id: string; readonly body: string };
}

/**
 * Cells of code in which this window's renamings left something to be looked at: until their text is another, the person has looked, or
 * the renaming was taken back.
 */
export class Doubts extends Versioned {
  private readonly doubts = new Map<string, Doubt>();

  /** @param lines those to be looked at, by the cell's id */
  note(
    lines: ReadonlyMap<string, readonly number[]>,
    before: Doubt['before'],
    columns: ReadonlyMap<string, string>,
    cells: ReadonlyMap<string, Cell>,
  ): void {
    const renamed = [...columns].map(([old, now]) => ({ old, now }));
    for (const [id, own] of lines) this.doubts.set(id, { renamed, lines: own, body: cells.get(id)?.body ?? '', before });
    this.changed();
  }

  of(id: string, cells: ReadonlyMap<string, Cell>): Doubt | null {
    const doubt = this.doubts.get(id);
    return doubt && cells.get(id)?.body === doubt.body && cells.get(doubt.before.id)?.body !== doubt.before.body ? doubt : null;
  }

  /** The person has looked at the cell. */
  settle(id: string): void {
    this.doubts.delete(id);
    this.changed();
  }
}
