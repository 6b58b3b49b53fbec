import { liveAttrition } from '@/analysis-kernel/cells/cohort/live-attrition';
import type { QueryEngine } from '@/analysis-kernel/ports/query-engine';
import type { Value } from '@/analysis-kernel/results/result';
import type { Dictionary } from '@/cohort-dsl';
import type { LiveAttrition } from './protocol';

interface LiveCountRequest {
  readonly cell: string;
  readonly source: string;
  readonly name: string;
}

/** Counts of a program as it is typed: one question a cell at a time, the older one is called off. */
export class LiveCounts {
  private readonly running = new Map<string, AbortController>();

  constructor(
    private readonly engine: QueryEngine,
    private readonly dictionary: Dictionary,
  ) {}

  /** Patients left after each step of a program that compiles. */
  async count(
    { cell, source, name }: LiveCountRequest,
    values: ReadonlyMap<string, Value>,
    cohorts: readonly string[],
  ): Promise<LiveAttrition> {
    this.running.get(cell)?.abort();
    const abort = new AbortController();
    this.running.set(cell, abort);
    try {
      const request = { source, name, dictionary: this.dictionary, values, cohorts, lang: 'en' as const };
      const { attrition, clauses } = await liveAttrition(this.engine, request, abort.signal);
      if (attrition === null) return { ok: false, reason: 'errors' };
      const { columns, rows } = attrition;
      const [kind, patients, removed] = ['kind', 'patients', 'removed_patients'].map((column) => columns.indexOf(column));
      return {
        ok: true,
        steps: rows.map((row, at) => ({
          kind: String(row[kind]),
          label: clauses[at]?.label ?? '',
          patients: Number(row[patients]),
          removed: row[removed] === null ? null : Number(row[removed]),
          span: clauses[at]?.span ?? null,
        })),
      };
    } catch (error) {
      if (abort.signal.aborted) return { ok: false, reason: 'cancelled' };
      throw error;
    } finally {
      if (this.running.get(cell) === abort) this.running.delete(cell);
    }
  }
}
