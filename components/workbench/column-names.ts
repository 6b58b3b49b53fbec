import { nameKey } from '@/analysis-kernel/document/names';
import type { OfferedTable } from '@/analysis-kernel/host/contract';
import { Versioned } from './versioned';

/** An outcome gives three columns, which are renamed together. */
const MOST_AT_ONCE = 3;
const LONGEST_CHAIN = 20;

/** A column's name of before, and what stands in its place. */
export interface RenamedColumn {
  readonly old: string;
  readonly now: string;
}

/** What columns of the notebook's tables were called before, in this window: by it a failing cell is offered the new name. */
export class ColumnNames extends Versioned {
  private readonly known = new Map<string, readonly string[]>();
  private readonly renamed = new Map<string, Map<string, string>>();

  /** The tables as they stand now. A table of as many columns, few of which have other names in their old places, had them renamed. */
  note(tables: readonly OfferedTable[]): void {
    for (const { name, cell, columns } of tables) {
      // A program in error has no columns: what it had is compared with what it will have.
      if (cell === '' || columns.length === 0) continue;
      const [before, now] = [this.known.get(nameKey(name)) ?? [], columns.map((column) => column.name)];
      this.known.set(nameKey(name), now);
      const pairs = before.length === now.length ? before.flatMap((old, at) => (old === now[at] ? [] : [[old, now[at]] as const])) : [];
      const isRenaming = pairs.length <= MOST_AT_ONCE && pairs.every(([old, next]) => !now.includes(old) && !before.includes(next));
      if (isRenaming) for (const [old, next] of pairs) this.noteRenamed(name, old, next);
    }
    this.changed();
  }

  /** Columns of a table were renamed here: known at once, whether or not the engine ever sees the notebook between two changes. */
  rename(table: string, columns: ReadonlyMap<string, string>): void {
    const before = this.known.get(nameKey(table));
    if (before)
      this.known.set(
        nameKey(table),
        before.map((name) => columns.get(name) ?? name),
      );
    for (const [old, now] of columns) this.noteRenamed(table, old, now);
    this.changed();
  }

  private noteRenamed(table: string, old: string, now: string): void {
    const names = this.renamed.get(nameKey(table)) ?? new Map<string, string>();
    this.renamed.set(nameKey(table), names.set(old, now));
  }

  /** Columns of a table as last seen; null where it has not been. */
  of(table: string): readonly string[] | null {
    return this.known.get(nameKey(table)) ?? null;
  }

  /** Names that some table had and has no more, with what stands in their place. */
  stale(): readonly RenamedColumn[] {
    return [...this.renamed].flatMap(([table, names]) =>
      [...names.keys()].flatMap((old) => {
        const now = this.nowOf(table, old);
        return now === null ? [] : [{ old, now }];
      }),
    );
  }

  private nowOf(table: string, old: string): string | null {
    const columns = this.known.get(table) ?? [];
    let name: string | undefined = old;
    for (let step = 0; step < LONGEST_CHAIN && name !== undefined; step += 1) {
      if (columns.includes(name)) return name === old ? null : name;
      name = this.renamed.get(table)?.get(name);
    }
    return null;
  }
}
