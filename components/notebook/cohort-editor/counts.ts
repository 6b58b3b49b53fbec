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

/** First row of a kind. */
export function rowOf(rows: readonly CountRow[], kind: string): CountRow | null {
  return rows.find((row) => row.kind === kind) ?? null;
}
