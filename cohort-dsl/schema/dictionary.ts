/**
 * The dictionary of one database release, as the checker, the planner and the catalogue read it.
 * Source form is `dictionary.yaml`; inside a release it is the table `_coho_dictionary`.
 */
import type { Localised } from '../source/localised';

export type ColumnType = 'integer' | 'number' | 'boolean' | 'text' | 'date' | 'datetime' | 'category' | 'code';

export type ColumnRole =
  | 'key'
  | 'birth'
  | 'death'
  | 'centre'
  | 'date'
  | 'end'
  | 'item'
  | 'value'
  | 'unit'
  | 'comparator'
  | 'code'
  | 'visit';

export type SameDayRule = 'last' | 'mean' | 'median' | 'highest' | 'lowest';

export type Calendar = 'real' | 'shifted' | 'arbitrary';

export interface CategoryValue {
  readonly key: string;
  readonly label: Localised;
}

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly label: Localised;
  readonly role: ColumnRole | null;
  /** UCUM, as stored; null for a bare number. */
  readonly unit: string | null;
  /** g/mol, where the dictionary knows it: allows mass ↔ substance conversion. */
  readonly molarMass: number | null;
  /** Keys of a category in dictionary order. */
  readonly values: readonly CategoryValue[] | null;
  readonly ordered: boolean;
  /** Code system and edition, e.g. `ICD10`, `ICD9CM3`, `ATC`. */
  readonly system: string | null;
  readonly precision: 'day' | 'month' | 'year' | null;
  readonly plausible: readonly [number, number] | null;
  readonly level: number | null;
  readonly genetic: boolean;
  readonly synonyms: readonly string[];
  /** How a derived column was made. */
  readonly rule: Localised | null;
}

/** One thing measured in a table of items (`lab(egfr)`). */
export interface Item {
  readonly name: string;
  readonly label: Localised;
  readonly unit: string | null;
  readonly molarMass: number | null;
  readonly code: { readonly system: string; readonly value: string } | null;
  readonly plausible: readonly [number, number] | null;
  readonly sameDay: SameDayRule | null;
  readonly synonyms: readonly string[];
  readonly rule: Localised | null;
}

export interface Coverage {
  /** ISO dates. */
  readonly from: string | null;
  readonly through: string | null;
}

export interface Table {
  readonly name: string;
  readonly role: 'patient' | 'observation' | 'event';
  readonly label: Localised;
  readonly description: Localised | null;
  /** Column that holds the patient's key in this table. */
  readonly key: string;
  readonly columns: readonly Column[];
  readonly items: readonly Item[];
  readonly sameDay: SameDayRule | null;
  readonly coverage: Coverage | null;
}

export interface Centre {
  readonly key: string;
  readonly label: Localised;
  readonly level: string | null;
  readonly type: string | null;
  readonly region: string | null;
  readonly coverage: Coverage | null;
}

export interface Dictionary {
  readonly database: string;
  readonly release: string;
  readonly title: Localised;
  readonly description: Localised | null;
  readonly centres: readonly Centre[];
  readonly calendar: Calendar;
  readonly coverage: Coverage | null;
  /** To when deaths are complete, where it differs from the database's coverage. */
  readonly deathCoverage: Coverage | null;
  readonly keyType: 'integer' | 'text';
  readonly tables: readonly Table[];
  /** A filled cohort program offered by a new cohort cell. */
  readonly template: Localised | null;
  /** What was decided in reading its files that they do not say by themselves; absent where nothing was. */
  readonly readNotes?: readonly Localised[];
}

/** The column of a table that plays a role, or null. */
export function columnOfRole(table: Table, role: ColumnRole): Column | null {
  return table.columns.find((column) => column.role === role) ?? null;
}

/** The one table with a row a patient. */
export function patientTable(dictionary: Dictionary): Table {
  const table = dictionary.tables.find((candidate) => candidate.role === 'patient');
  if (!table) throw new Error('a dictionary without a patient table was accepted');
  return table;
}
