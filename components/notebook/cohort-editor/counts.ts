import type { AttritionStep } from '@/analysis-kernel/results/attrition';
import { lineOf } from '@/components/editor/text-change';

/** One step of attrition beside the line of its clause. */
export interface CountRow {
  readonly kind: string;
  /** The criterion's own label; empty where it has none. */
  readonly title: string;
  readonly patients: number;
  readonly removed: number | null;
  /** From 0; null for what no clause of the program says. */
  readonly line: number | null;
}

/** Who is left after each clause of a text. */
export interface Counts {
  readonly source: string;
  readonly rows: readonly CountRow[];
  /** False while the program has errors: these are then the counts of an earlier text. */
  readonly current: boolean;
}

/** The counts of a text, with lines instead of offsets. */
export function countsOf(source: string, steps: readonly AttritionStep[]): Counts {
  const rows = steps.map(({ kind, written, patients, removedPatients, place }) => ({
    kind,
    title: written ?? '',
    patients,
    removed: removedPatients,
    line: place === null ? null : lineOf(source, place.start),
  }));
  return { source, rows, current: true };
}

/** One row a line: of clauses that stand on one line, who is left after the last, and all whom they removed. */
export function byLine(rows: readonly CountRow[], titleOf: (row: CountRow) => string): readonly CountRow[] {
  const lines = new Map<number, CountRow>();
  for (const row of rows) {
    if (row.line === null) continue;
    const before = lines.get(row.line);
    const title = before ? `${before.title} · ${titleOf(row)}` : titleOf(row);
    // The first entry removes nobody.
    const own = row.kind === 'index' ? 0 : (row.removed ?? 0);
    lines.set(row.line, { ...row, title, removed: (before?.removed ?? 0) + own });
  }
  return [...lines.values()];
}

/** First row of a kind. */
export function rowOf(rows: readonly CountRow[], kind: string): CountRow | null {
  return rows.find((row) => row.kind === kind) ?? null;
}
