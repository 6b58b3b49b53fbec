import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import type { ResultTable } from '@/analysis-kernel/results/result';
import type { CellState } from '@/analysis-kernel/session/state';

/** An outcome as it is kept on the server: plain JSON, aggregates only. */
export type KeptOutcome = Omit<CellOutcome, 'tables' | 'totals' | 'stored' | 'meta' | 'value' | 'svg'> & {
  readonly tables: readonly (readonly [string, ResultTable])[];
  readonly totals: readonly (readonly [string, number])[];
  /** Names of the engine tables the cell makes, so that it is known that they are not there yet. */
  readonly stored: readonly (readonly [string, string])[];
};

/** Names of tables with a row a patient, by analysis method; read from the methods' own declarations. */
export type PatientLevel = (method: string, table: string) => boolean;

/**
 * What may be kept of a cell's outcome, or null. Rows of patients never: a cohort keeps its attrition, an analysis its aggregate tables.
 * @param method the analysis cell's method; null for other kinds
 */
export function keepable(state: CellState, method: string | null, patientLevel: PatientLevel): KeptOutcome | null {
  const { outcome, kind, keepable: may, freshness, error } = state;
  if (!outcome || !may || freshness !== 'fresh' || error || (kind !== 'cohort' && kind !== 'analysis')) return null;
  const { tables, totals, stored, meta: _meta, value: _value, svg: _svg, ...rest } = outcome;
  const kept = [...tables].filter(([name]) => (kind === 'cohort' ? name === 'attrition' : method !== null && !patientLevel(method, name)));
  return { ...rest, tables: kept, totals: [...totals], stored: [...stored] };
}

/** The outcome a kept one stands for: its engine tables are made again when something reads them. */
export function fromKept(kept: KeptOutcome): CellOutcome {
  return { ...kept, tables: new Map(kept.tables), totals: new Map(kept.totals), stored: new Map(kept.stored), meta: new Map() };
}
