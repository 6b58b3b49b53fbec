import 'server-only';
import type { CellKind, Notebook } from '@/analysis-kernel/document/notebook';
import type { Effect } from '@/analysis-kernel/document/operations';
import { positionsFor } from '../cells/positions';
import type { Store } from '../store';
import type { StoredNotebook } from './read-for-saving';

/** What one person's operations have to have stored. */
export interface EffectsOf {
  readonly personId: string;
  readonly effects: readonly Effect[];
}

/** What becomes of one row. */
interface Row {
  kind?: CellKind;
  name?: string;
  body?: string;
  version?: number;
  position?: string;
  deletedAt?: Date | null;
  changedBy?: string;
}

/** Writes the effects of operations: new cells at once, of the others what changed. */
export async function storeEffects(
  transaction: Store,
  stored: StoredNotebook,
  after: Notebook,
  did: readonly EffectsOf[],
  { notebookId, at }: { readonly notebookId: string; readonly at: Date },
): Promise<void> {
  const rows = new Map<string, Row>();
  const note = (id: string, change: Row) => rows.set(id, { ...rows.get(id), ...change });
  const placed = new Set<string>();
  for (const { personId: changedBy, effect } of did.flatMap(({ personId, effects }) => effects.map((effect) => ({ personId, effect })))) {
    switch (effect.kind) {
      case 'inserted': {
        const { id, kind, name, body, version } = effect.cell;
        note(id, { kind, name: name ?? '', body, version, deletedAt: null, changedBy });
        break;
      }
      case 'removed':
        note(effect.id, { version: effect.version, deletedAt: at, changedBy });
        break;
      case 'changed': {
        const { name, ...body } = effect.to;
        note(effect.id, { ...body, ...(name ? { name } : {}), version: effect.version, changedBy });
        break;
      }
      case 'placed':
        placed.add(effect.id);
        break;
      case 'titled':
        if (effect.title !== null) {
          await transaction.notebook.update({ where: { id: notebookId }, data: { title: effect.title }, select: { id: true } });
        }
        break;
    }
  }
  if (placed.size > 0) {
    const order = after.cells.map(({ id }) => id);
    for (const [id, position] of positionsFor(order, stored.positions, placed)) note(id, { position });
  }
  const fresh = [...rows].filter(([id]) => !stored.positions.has(id));
  if (fresh.length > 0) {
    await transaction.cell.createMany({
      data: fresh.map(([id, { kind = 'text', name = '', body = '', position = '', changedBy = '', ...rest }]) => {
        return { id, notebookId, kind, name, body, position, ...rest, changedAt: at, changedBy };
      }),
    });
  }
  for (const [id, row] of rows) {
    if (!stored.positions.has(id)) continue;
    // A cell that only moved was changed by nobody.
    const mark = row.changedBy === undefined ? {} : { changedAt: at };
    await transaction.cell.update({ where: { id }, data: { ...row, ...mark }, select: { id: true } });
  }
}
