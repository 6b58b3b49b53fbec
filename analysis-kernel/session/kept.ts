/** Outcomes as they are kept between sessions and readers: aggregates only, as plain JSON. */
import type { CellOutcome } from '../cells/outcome';
import { LONGEST_KEPT_DRAWING } from '../content/bounds';
import type { ResultTable } from '../results/result';
import type { CellState } from './state';

/** An outcome as it is kept on the server. */
export type KeptOutcome = Omit<CellOutcome, 'tables' | 'totals' | 'stored' | 'meta'> & {
  readonly tables: readonly (readonly [string, ResultTable])[];
  readonly totals: readonly (readonly [string, number])[];
  /** Names of the engine tables the cell makes, so that it is known that they are not there yet. */
  readonly stored: readonly (readonly [string, string])[];
};

/** Whether a table of a method has a row a patient; read from the methods' own declarations. */
export type PatientLevel = (method: string, table: string) => boolean;

/**
 * What may be kept of a cell's outcome, or null. Rows of patients never: a cohort keeps its attrition, an analysis its aggregate tables,
 * a query, drawing or value what it is where no patient can be seen in it.
 * @param method the analysis cell's method; null for other kinds
 */
export function keptOf(state: CellState, method: string | null, patientLevel: PatientLevel): KeptOutcome | null {
  const { outcome, kind, keepable: may, freshness, error } = state;
  if (!outcome || !may || freshness !== 'fresh' || error || kind === 'text' || kind === 'input') return null;
  const { stored, meta: _, totals, ...rest } = outcome;
  const isWhole = kind === 'sql' || kind === 'code' || kind === 'chart';
  if (isWhole && !outcome.aggregates.includes(state.name)) return null;
  // A chart that nothing has drawn or that is very large, and the first rows of a longer table, are no result yet.
  if (kind === 'chart' && (outcome.svg === undefined || outcome.svg.length > LONGEST_KEPT_DRAWING)) return null;
  if (isWhole && [...outcome.tables].some(([name, table]) => table.rows.length < (totals.get(name) ?? 0))) return null;
  const tables = [...outcome.tables].filter(([name]) =>
    kind === 'cohort' ? name === 'attrition' : isWhole || (method !== null && !patientLevel(method, name)),
  );
  // JSON has no NaN and no infinity: a result that holds one is computed again.
  if (tables.some(([, table]) => table.rows.some((row) => row.some((value) => typeof value === 'number' && !Number.isFinite(value)))))
    return null;
  if (typeof outcome.value === 'number' && !Number.isFinite(outcome.value)) return null;
  return { ...rest, tables, totals: [...totals], stored: [...stored] };
}

/** The outcome a kept one stands for: its engine tables are made again when something reads them. */
export function fromKept(kept: KeptOutcome): CellOutcome {
  return { ...kept, tables: new Map(kept.tables), totals: new Map(kept.totals), stored: new Map(kept.stored), meta: new Map() };
}
