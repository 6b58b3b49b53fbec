import 'server-only';
import { cellOfId, type Notebook } from '@/analysis-kernel/document/notebook';
import { type Applied, type Envelope, isMerged, type Operation } from '@/analysis-kernel/document/operations';
import type { CellTexts } from './texts/cell-texts';
import { type HistoryRow, NOBODY, stretchOf, typedOn } from './texts/stretches';

/** The history's new rows while a save is worked out: one an operation, and one a stretch of typing that ends with it. */
export class History {
  readonly rows: (HistoryRow & { readonly version: number })[] = [];
  /** Somebody typed, and it waits for the history. */
  typing = false;

  /** @param version of the notebook, raised with each change */
  constructor(
    public version: number,
    private readonly texts: CellTexts,
    private readonly at: Date,
  ) {}

  /**
   * Notes what one person did, in order.
   * @param before the notebook it was done to
   * @returns by operation, the version of the notebook it was done as
   */
  note(
    userId: string,
    envelopes: readonly Envelope[],
    asked: readonly Operation[],
    applied: readonly Applied[],
    before: Notebook,
  ): ReadonlyMap<string | null, number> {
    const versions = new Map<string | null, number>();
    for (const [place, { id: operationId }] of envelopes.entries()) {
      const { effects, notebook } = applied[place];
      if (effects.length === 0) continue;
      const operation = asked[place];
      const from = place === 0 ? before : applied[place - 1].notebook;
      if (isMerged(operation)) this.typed(operation.id, userId, from);
      else if ('base' in operation) this.settled(operation.id, from, notebook);
      this.version += 1;
      versions.set(operationId, this.version);
      if (isMerged(operation)) continue;
      // A name given while others typed was made from an older version than it was done on.
      const raised = operation.kind === 'rename' ? cellOfId(notebook, operation.id)?.version : undefined;
      const done = raised === undefined || operation.kind !== 'rename' ? operation : { ...operation, base: raised - 1 };
      this.rows.push({ operationId, userId, at: this.at, operation: done, version: this.version });
    }
    return versions;
  }

  /** Somebody typed in a shared text: who typed before is put on record where this is another stretch. */
  private typed(id: string, userId: string, from: Notebook): void {
    const row = this.texts.row(id);
    if (!row) return;
    const { typing, ends } = typedOn(row, userId, this.at, cellOfId(from, id)?.version ?? 0);
    if (ends) this.end(id, from);
    this.texts.typing(id, typing);
    this.typing = true;
  }

  /** A cell was changed otherwise: what was typed in it before goes on record first. */
  private settled(id: string, from: Notebook, to: Notebook): void {
    if (!this.texts.row(id)) return;
    this.end(id, from);
    this.texts.typing(id, NOBODY);
    const version = cellOfId(to, id)?.version;
    this.texts.settle(id, version ?? (cellOfId(from, id)?.version ?? 0) + 1);
  }

  private end(id: string, from: Notebook): void {
    const row = this.texts.row(id);
    const stretch = row && stretchOf(row, cellOfId(from, id)?.body ?? '');
    if (!stretch) return;
    this.version += 1;
    this.rows.push({ ...stretch, version: this.version });
  }
}
