import type { Calendar, Centre, Column, Coverage, Item, Table } from '@/cohort-dsl/schema/dictionary';
import type { ColumnProfile, ItemProfile, TableProfile } from '@/cohort-dsl/schema/profile';
import type { Localised } from '@/cohort-dsl/source/localised';

/** A database a project can be made on. */
export interface OfferedDatabase {
  readonly release: string;
  readonly title: Localised;
  readonly description: Localised | null;
}

export interface CentreChoice {
  readonly key: string;
  readonly label: Localised;
}

export interface DatabaseCard {
  readonly name: string;
  readonly release: string;
  readonly title: Localised;
  readonly description: Localised | null;
  readonly kind: 'real' | 'synthetic';
  readonly patients: number;
  readonly centres: number;
  readonly tables: number;
  /** First and last year of what is dated, where the calendar means something. */
  readonly years: readonly [number, number] | null;
}

interface TableSummary {
  readonly name: string;
  readonly role: Table['role'];
  readonly label: Localised;
  readonly description: Localised | null;
  readonly rows: number;
  readonly patients: number;
  readonly columns: number;
  readonly items: number;
  readonly sha256: string;
}

interface TrueModel {
  readonly program: string;
  readonly method: string;
  readonly formula: string;
  readonly logHazardRatios: readonly { readonly term: string; readonly value: number }[];
}

export interface DatabaseDto extends DatabaseCard {
  readonly calendar: Calendar;
  readonly coverage: Coverage | null;
  readonly source: Localised | null;
  readonly licence: string | null;
  readonly lookBack: { readonly possible: boolean; readonly note: Localised } | null;
  readonly notes: readonly Localised[];
  readonly places: readonly Centre[];
  readonly contents: readonly TableSummary[];
  readonly codeSystems: readonly string[];
  readonly trueModel: TrueModel | null;
  readonly sha256: string;
  readonly bytes: number;
  readonly engine: string;
}

export interface ProfiledColumn {
  readonly column: Column;
  readonly profile: ColumnProfile | null;
}

export interface ProfiledItem {
  readonly item: Item;
  readonly profile: ItemProfile | null;
}

export interface TableDto {
  readonly database: string;
  readonly databaseTitle: Localised;
  readonly release: string;
  readonly name: string;
  readonly label: Localised;
  readonly description: Localised | null;
  readonly facts: TableProfile | null;
  readonly coverage: Coverage | null;
  readonly columns: readonly ProfiledColumn[];
  readonly items: readonly ProfiledItem[];
}

/** One thing a search of the catalogue found. */
export interface CatalogueHit {
  readonly kind: 'database' | 'table' | 'column' | 'item' | 'value';
  readonly label: Localised;
  /** As programs write it, such as `lab(egfr)` or `surgery.grade`. */
  readonly name: string;
  readonly database: Localised;
  readonly href: string;
}
