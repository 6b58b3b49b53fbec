import 'server-only';
import type { SharedTexts } from '@/analysis-kernel/document/operations';
import { OperationError } from '@/analysis-kernel/document/operations';
import { SharedText, type TextNews } from '@/analysis-kernel/document/shared-text';
import { LONGEST_BODY } from '@/app/_contract/notebook-operations';
import type { CellText } from '@/prisma/generated/client';
import type { Store } from '../../store';

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'));

/** The shared texts of some cells as a transaction works on them: read with its first statement, stored with its last. */
export class CellTexts implements SharedTexts {
  private readonly open = new Map<string, SharedText>();
  private readonly touched = new Set<string>();
  private clients: ReadonlySet<number> = new Set();

  private constructor(private readonly rows: Map<string, CellText>) {}

  /** Of the cells named, those whose texts are shared. */
  static async read(transaction: Store, cells: readonly string[]): Promise<CellTexts> {
    const rows = cells.length === 0 ? [] : await transaction.cellText.findMany({ where: { cellId: { in: [...cells] } } });
    return new CellTexts(new Map(rows.map((row) => [row.cellId, row])));
  }

  /** What follows is done by somebody who writes under these numbers. */
  by(clients: ReadonlySet<number>): void {
    this.clients = clients;
  }

  row(id: string): CellText | null {
    return this.rows.get(id) ?? null;
  }

  readonly merge = (id: string, update: string) => {
    const text = this.text(id);
    if (!text) throw new OperationError(`the text of cell ${id} was not opened`);
    this.touched.add(id);
    const isNew = text.merge(bytesOf(update), this.clients, LONGEST_BODY);
    return { body: text.body, isNew };
  };

  readonly mergedSince = (id: string, version: number) => {
    const row = this.rows.get(id);
    return row !== undefined && version >= row.mergedFrom;
  };

  readonly replace = (id: string, body: string) => {
    const text = this.text(id);
    if (!text) return;
    this.touched.add(id);
    text.replace(body);
  };

  readonly holds = (id: string, update: string) => this.text(id)?.holds(bytesOf(update)) ?? false;

  /** Notes that a cell was changed otherwise than by an update of its text: what was made from an older version is held to collide. */
  settle(id: string, version: number): void {
    const row = this.rows.get(id);
    if (!row) return;
    this.rows.set(id, { ...row, mergedFrom: version });
    this.touched.add(id);
  }

  /** Notes whose typing in a text waits for the history. */
  typing(id: string, typing: Pick<CellText, 'typingBy' | 'typingSince' | 'typedAt' | 'typingFrom'>): void {
    const row = this.rows.get(id);
    if (!row) return;
    this.rows.set(id, { ...row, ...typing });
    this.touched.add(id);
  }

  /** Stores what was touched. */
  async store(transaction: Store): Promise<void> {
    for (const id of this.touched) {
      const row = this.rows.get(id);
      if (!row) continue;
      const { cellId, notebookId: _, ...data } = row;
      const state = this.open.get(id)?.state();
      await transaction.cellText.update({
        where: { cellId },
        data: state ? { ...data, state: Uint8Array.from(state) } : data,
        select: { cellId: true },
      });
    }
  }

  /** What became of a text; null where it is not shared, or the same. */
  news(id: string): TextNews | null {
    return this.open.get(id)?.news() ?? null;
  }

  private text(id: string): SharedText | null {
    const known = this.open.get(id);
    if (known) return known;
    const row = this.rows.get(id);
    if (!row) return null;
    const text = SharedText.from(row.state);
    this.open.set(id, text);
    return text;
  }
}
