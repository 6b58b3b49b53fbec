import type { ResultTable, Value } from '@/analysis-kernel/results/result';
import { lineOf } from '@/components/editor/text-change';
import type { LiveStep } from '@/components/workbench/engine/protocol';
import type { ClauseLines } from './language-calls';

/** One row of attrition and the line of the clause it belongs to. */
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

/** The criterion's label, unless it only repeats the clause's word. */
function titleOf(kind: string, label: string): string {
  return label.toLowerCase().startsWith(kind) ? '' : label;
}

/** Live attrition with lines instead of offsets. */
export function rowsOfSteps(source: string, steps: readonly LiveStep[]): CountRow[] {
  return steps.map(({ kind, label, patients, removed, span }) => ({
    kind,
    title: titleOf(kind, label),
    patients,
    removed,
    line: span === null ? null : lineOf(source, span.start),
  }));
}

/** A result's attrition table beside the clauses of the program it came from. */
export function rowsOfTable(table: ResultTable, lines: ClauseLines): CountRow[] {
  const at = (row: readonly Value[], column: string) => row[table.columns.indexOf(column)] ?? null;
  let step = 0;
  return table.rows.map((row) => {
    const kind = String(at(row, 'kind'));
    const own = kind === lines.steps[step]?.kind ? lines.steps[step] : null;
    if (own) step += 1;
    const removed = at(row, 'removed_patients');
    return {
      kind,
      title: own?.title ?? '',
      patients: Number(at(row, 'patients')),
      removed: removed === null ? null : Number(removed),
      line: own ? own.line : kind === 'index' ? lines.index : kind === 'follow_up' ? lines.follow : null,
    };
  });
}

/** First row of a kind. */
export function rowOf(rows: readonly CountRow[], kind: string): CountRow | null {
  return rows.find((row) => row.kind === kind) ?? null;
}
