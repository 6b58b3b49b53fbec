import 'server-only';
import type { Localised } from '@/cohort-dsl/source/localised';
/** Faults found while a database is built; each names table, row and column. */
import { ReleaseError } from '../release-error';

/** How many rows of one kind of fault are spelled out. */
const shownRows = 3;

export class BuildFaults {
  readonly faults: Localised[] = [];
  readonly warnings: Localised[] = [];

  private readonly linewise = new Map<string, () => Promise<boolean>>();

  /** Where the rows of a table stand one a line in a text file, its faults name the line too; asked only when there is a fault. */
  readsLines(table: string, isLinewise: () => Promise<boolean>): void {
    let answer: Promise<boolean> | null = null;
    this.linewise.set(table, () => {
      answer ??= isLinewise();
      return answer;
    });
  }

  add(en: string, zh: string): void {
    this.faults.push({ en, zh });
  }

  warn(en: string, zh: string): void {
    this.warnings.push({ en, zh });
  }

  /** One kind of fault over some rows of a column; `value` is what stands there. */
  async rows(
    table: string,
    column: string,
    rows: readonly { readonly row: bigint | number; readonly value: string | null }[],
    total: number,
    say: (value: string) => Localised,
  ): Promise<void> {
    if (rows.length === 0) return;
    const isLinewise = (await this.linewise.get(table)?.()) ?? false;
    for (const { row, value } of rows.slice(0, shownRows)) {
      const { en, zh } = say(value ?? '');
      const line = isLinewise ? Number(row) + 1 : null;
      this.add(
        `${table}, row ${row}${line === null ? '' : ` (line ${line})`}, column ${column}: ${en}`,
        `${table} 第 ${row} 行${line === null ? '' : `（文件第 ${line} 行）`} ${column} 列：${zh}`,
      );
    }
    const more = total - Math.min(rows.length, shownRows);
    if (more > 0) this.add(`${table}, column ${column}: ${more} more rows of this kind`, `${table} ${column} 列：另有 ${more} 行同类问题`);
  }

  /** @throws ReleaseError with every fault, where there are any */
  stop(): void {
    if (this.faults.length === 0) return;
    throw new ReleaseError(
      'faults',
      { en: this.faults.map(({ en }) => en).join('\n'), zh: this.faults.map(({ zh }) => zh).join('\n') },
      this.faults,
    );
  }
}
