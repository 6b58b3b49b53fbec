import type { CellOutcome } from '@/analysis-kernel/cells/outcome';
import type { CellState } from '@/analysis-kernel/session/state';
import type { KeptOutcome } from '@/app/_contract/kept-results';

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
  // JSON has no NaN and no infinity: a result that holds one is computed again.
  if (kept.some(([, table]) => table.rows.some((row) => row.some((value) => typeof value === 'number' && !Number.isFinite(value)))))
    return null;
  return { ...rest, tables: kept, totals: [...totals], stored: [...stored] };
}

/** The outcome a kept one stands for: its engine tables are made again when something reads them. */
export function fromKept(kept: KeptOutcome): CellOutcome {
  return { ...kept, tables: new Map(kept.tables), totals: new Map(kept.totals), stored: new Map(kept.stored), meta: new Map() };
}
