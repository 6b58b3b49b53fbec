import type { QueryEngine } from '@/analysis-kernel/ports/query-engine';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';
import type { Value } from '@/analysis-kernel/results/result';
import { compile, type Dictionary, type Program, type Span } from '@/cohort-dsl';
import { printAttrition } from '@/cohort-dsl/sql/print-cohort';
import type { LiveAttrition, LiveStep } from './protocol';

/** Counts of a program as it is typed: one question a cell at a time, the older one is called off. */
export class LiveCounts {
  private readonly running = new Map<string, AbortController>();

  constructor(
    private readonly engine: QueryEngine,
    private readonly dictionary: Dictionary,
  ) {}

  /** Patients left after each step of a program that compiles. */
  async count(
    { cell, source, name }: { readonly cell: string; readonly source: string; readonly name: string },
    values: ReadonlyMap<string, Value>,
  ): Promise<LiveAttrition> {
    this.running.get(cell)?.abort();
    const abort = new AbortController();
    this.running.set(cell, abort);
    const { plan, program } = compile(source, { dictionary: this.dictionary, name, params: this.paramsOf(source, name, values) });
    if (plan === null) return { ok: false, reason: 'errors' };
    try {
      const table = tableOfFrame(await this.engine.query(printAttrition(plan, { name, dialect: 'duckdb' }), abort.signal));
      const at = (row: readonly Value[], column: string) => row[table.columns.indexOf(column)] ?? null;
      const spans = spansOf(program);
      let criterion = 0;
      const steps = table.rows.map((row): LiveStep => {
        const kind = String(at(row, 'kind'));
        const span =
          kind === 'index'
            ? spans.index
            : ['include', 'exclude', 'keep'].includes(kind)
              ? (spans.steps[criterion++] ?? null)
              : kind === 'follow_up'
                ? spans.follow
                : null;
        const removed = at(row, 'removed_patients');
        return {
          kind,
          label: String(at(row, 'label') ?? ''),
          patients: Number(at(row, 'patients')),
          removed: removed === null ? null : Number(removed),
          span,
        };
      });
      return { ok: true, steps };
    } catch (error) {
      if (abort.signal.aborted) return { ok: false, reason: 'cancelled' };
      throw error;
    } finally {
      if (this.running.get(cell) === abort) this.running.delete(cell);
    }
  }

  /** Values of input cells for the params the program declares. */
  private paramsOf(source: string, name: string, values: ReadonlyMap<string, Value>): Record<string, string> {
    const { program } = compile(source, { dictionary: this.dictionary, name });
    const params: Record<string, string> = {};
    for (const clause of program.clauses) {
      if (clause.kind !== 'param') continue;
      const value = values.get(clause.name.text.normalize('NFC').toLowerCase());
      if (value !== undefined && value !== null) params[clause.name.text] = String(value);
    }
    return params;
  }
}

function spansOf(program: Program): { readonly index: Span | null; readonly follow: Span | null; readonly steps: readonly Span[] } {
  return {
    index: program.clauses.find(({ kind }) => kind === 'index')?.span ?? null,
    follow: program.clauses.find(({ kind }) => kind === 'follow')?.span ?? null,
    steps: program.clauses.flatMap((clause) =>
      clause.kind === 'include' || clause.kind === 'exclude' || clause.kind === 'keep' || clause.kind === 'merge' ? [clause.span] : [],
    ),
  };
}
