/** Outcomes as they are kept between sessions and readers: aggregates only, as plain JSON. */
import type { Analysis } from '../cells/context';
import type { CellOutcome } from '../cells/outcome';
import { LONGEST_KEPT_DRAWING } from '../content/bounds';
import type { CellKind } from '../document/notebook';
import type { ResultTable } from '../results/result';
import type { CellState } from './state';

/** An outcome as it is kept on the server. */
export type KeptOutcome = Omit<CellOutcome, 'tables' | 'totals' | 'stored' | 'meta' | 'attrition'> & {
  readonly tables: readonly (readonly [string, ResultTable])[];
  readonly totals: readonly (readonly [string, number])[];
  /** Names of the engine tables the cell makes, so that it is known that they are not there yet. */
  readonly stored: readonly (readonly [string, string])[];
};

/** Kinds of cells whose results may be kept. */
export const KEPT_KINDS = ['cohort', 'analysis', 'sql', 'chart', 'code'] as const satisfies readonly CellKind[];

/** A result that may be kept, and under which key. */
export interface KeptCell {
  readonly key: string;
  readonly kind: (typeof KEPT_KINDS)[number];
  /** Method of an analysis cell. */
  readonly method: string | null;
  readonly outcome: KeptOutcome;
}

/** What may be kept of a cell, with its key; null where nothing may. */
export function keptCell(state: CellState, analysis: Analysis | null): KeptCell | null {
  const outcome = keptOf(state, analysis);
  if (outcome === null || state.key === null || state.kind === 'text' || state.kind === 'input') return null;
  return { key: state.key, kind: state.kind, method: analysis?.method ?? null, outcome };
}

/**
 * What may be kept of a cell's outcome, or null. Rows of patients never: a cohort keeps its attrition, an analysis its aggregate tables,
 * a query, drawing or value what it is where no patient can be seen in it.
 * @param analysis of an analysis cell, which says which of its tables have a row a patient
 */
export function keptOf(state: CellState, analysis: Analysis | null): KeptOutcome | null {
  const { outcome, kind, keepable: may, freshness, error } = state;
  if (!outcome || !may || freshness !== 'fresh' || error || kind === 'text' || kind === 'input') return null;
  const { stored, meta: _, attrition: __, totals, ...rest } = outcome;
  const isWhole = kind === 'sql' || kind === 'code' || kind === 'chart';
  if (isWhole && !outcome.aggregates.includes(state.name)) return null;
  // A chart that nothing has drawn or that is very large, and the first rows of a longer table, are no result yet.
  if (kind === 'chart' && (outcome.svg === undefined || outcome.svg.length > LONGEST_KEPT_DRAWING)) return null;
  if (isWhole && [...outcome.tables].some(([name, table]) => table.rows.length < (totals.get(name) ?? 0))) return null;
  const tables = [...outcome.tables].filter(([name]) =>
    kind === 'cohort' ? name === 'attrition' : isWhole || (analysis !== null && !analysis.patientTables.includes(name)),
  );
  // JSON has no NaN and no infinity: a result that holds one is computed again.
  if (tables.some(([, table]) => table.rows.some((row) => row.some((value) => typeof value === 'number' && !Number.isFinite(value)))))
    return null;
  if (typeof outcome.value === 'number' && !Number.isFinite(outcome.value)) return null;
  // What is laid out or drawn of a table that is not kept goes with it.
  const isKept = ({ table }: { readonly table: string }) => tables.some(([name]) => name === table);
  const shown = { figures: rest.figures.filter(isKept), views: rest.views.filter(isKept) };
  // The script is read off the cell's text, whoever shows the result: nobody has to be believed about it.
  return { ...rest, ...shown, rScript: null, tables, totals: [...totals], stored: [...stored] };
}

/** The outcome a kept one stands for: its engine tables are made again when something reads them. */
export function fromKept(kept: KeptOutcome): CellOutcome {
  return { ...kept, tables: new Map(kept.tables), totals: new Map(kept.totals), stored: new Map(kept.stored), meta: new Map() };
}
