/**
 * Facts about a release's contents, computed when it is built and kept in its table `_coho_profile (path, json)`.
 * Paths are those of the dictionary: `tables/lab` (TableProfile), `tables/lab/columns/value` (ColumnProfile), `tables/lab/items/egfr` (ItemProfile).
 */
import type { Localised } from '../source/localised';

export interface TableProfile {
  readonly rows: number;
  readonly patients: number;
  /** First and last day of the table's date column, ISO; null without one. */
  readonly from: string | null;
  readonly through: string | null;
  /** Rows by year of the table's date column, in order. */
  readonly years: readonly { readonly year: number; readonly rows: number }[];
}

/** Equal-width bins of at least 10 values (narrower ones joined); values outside the edges are only counted. */
export interface Histogram {
  /** One more than `counts`. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly below: number;
  readonly above: number;
}

export interface NumberSummary {
  readonly kind: 'number';
  readonly mean: number | null;
  readonly sd: number | null;
  readonly p5: number | null;
  readonly q1: number | null;
  readonly median: number | null;
  readonly q3: number | null;
  readonly p95: number | null;
  /** Values outside the dictionary's plausible range; 0 where none is given. */
  readonly implausible: number;
  readonly histogram: Histogram | null;
}

/** Rows and patients of each key or code, commonest first; categories in dictionary order, with zeros. */
export interface ValuesSummary {
  readonly kind: 'values';
  readonly distinct: number;
  readonly values: readonly {
    readonly value: string;
    readonly rows: number;
    readonly patients: number;
    /** A code's name, where the release's vocabulary knows it; categories have theirs in the dictionary. */
    readonly label?: Localised;
  }[];
}

export interface DateSummary {
  readonly kind: 'date';
  readonly from: string | null;
  readonly through: string | null;
  readonly years: readonly { readonly year: number; readonly rows: number }[];
}

export interface TextSummary {
  readonly kind: 'text';
  readonly distinct: number;
}

export type Summary = NumberSummary | ValuesSummary | DateSummary | TextSummary;

export interface ColumnProfile {
  readonly rows: number;
  /** Rows with a value. */
  readonly known: number;
  /** Patients with at least one value. */
  readonly patients: number;
  readonly summary: Summary;
}

export interface ItemProfile {
  readonly rows: number;
  readonly known: number;
  readonly patients: number;
  readonly summary: NumberSummary | TextSummary;
  /** Units as the source wrote them, commonest first; empty where the table has no unit column. */
  readonly sourceUnits: readonly { readonly unit: string; readonly rows: number }[];
}

export interface ProfileRow {
  readonly path: string;
  readonly json: string;
}

/** What a release's profile says, by the dictionary's names. */
export interface Profile {
  readonly tables: ReadonlyMap<string, TableProfile>;
  /** By `table/column`. */
  readonly columns: ReadonlyMap<string, ColumnProfile>;
  /** By `table/item`. */
  readonly items: ReadonlyMap<string, ItemProfile>;
}

/** The profile of a release from the rows of its `_coho_profile`. */
export function profileFromRows(rows: readonly ProfileRow[]): Profile {
  const tables = new Map<string, TableProfile>();
  const columns = new Map<string, ColumnProfile>();
  const items = new Map<string, ItemProfile>();
  for (const { path, json } of rows) {
    const [, table, part, name] = path.split('/');
    if (part === undefined) tables.set(table, JSON.parse(json) as TableProfile);
    else if (part === 'columns') columns.set(`${table}/${name}`, JSON.parse(json) as ColumnProfile);
    else items.set(`${table}/${name}`, JSON.parse(json) as ItemProfile);
  }
  return { tables, columns, items };
}
