import type { OfferedTable } from '@/analysis-kernel/host/contract';
import type { OfferedType } from '@/analysis-kernel/registry/offered-column';
import { unitText } from '@/analysis-kernel/results/format';
import type { ReleaseDocument } from '@/app/_contract/release-document';
import { profileOf } from '@/app/_contract/release-document';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import type { Profile } from '@/cohort-dsl/schema/profile';
import type { Language } from '@/cohort-dsl/source/localised';

/** How many of a column's rows have a value. */
export interface Filled {
  readonly known: number;
  readonly rows: number;
}

/** A name the data panel puts into a cell. */
export interface OfferedName {
  /** What is written into a program: `lab(egfr)`, `patient.sex`, `nodes`. */
  readonly insert: string;
  readonly name: string;
  readonly label: string;
  /** Null of a measured item, which has its unit instead. */
  readonly type: OfferedType | null;
  readonly unit: string | null;
  /** Null where nobody has counted. */
  readonly filled: Filled | null;
}

export interface OfferedNames {
  readonly name: string;
  readonly label: string;
  readonly entries: readonly OfferedName[];
}

/** What a cohort or query of the notebook offers to analyses and queries. */
export function namesOfCell(
  { name, columns }: OfferedTable,
  lang: Language,
  filled: ReadonlyMap<string, Filled> = new Map(),
): OfferedNames {
  const entries = columns.map((column) => ({
    insert: column.name,
    name: column.name,
    label: column.label?.[lang] ?? '',
    type: column.type,
    unit: column.unit === null ? null : unitText(column.unit, lang),
    filled: filled.get(column.name) ?? null,
  }));
  return { name, label: '', entries };
}

/** The names of a table that a search finds, or null where it finds none; a table without names is found by no search. */
export function matching({ name: table, entries }: OfferedNames, search: string): readonly OfferedName[] | null {
  const found = entries.filter(({ name, label }) => `${name} ${label} ${table}`.toLowerCase().includes(search));
  return found.length > 0 || (search === '' && entries.length === 0) ? found : null;
}

/** What the database offers, table by table: its measured items, then its columns. */
export function namesOfDatabase(document: ReleaseDocument, lang: Language): readonly OfferedNames[] {
  const profile = profileOf(document);
  return document.dictionary.tables.map((table) => ({
    name: table.name,
    label: table.label[lang],
    entries: [...itemsOf(table, profile, lang), ...columnsOf(table, profile, lang)],
  }));
}

type Table = Dictionary['tables'][number];

function itemsOf(table: Table, profile: Profile, lang: Language): readonly OfferedName[] {
  return table.items.map((item) => ({
    insert: `${table.name}(${item.name})`,
    name: item.name,
    label: item.label[lang],
    type: null,
    unit: item.unit ? unitText(item.unit, lang) : null,
    filled: profile.items.get(`${table.name}/${item.name}`) ?? null,
  }));
}

function columnsOf(table: Table, profile: Profile, lang: Language): readonly OfferedName[] {
  return table.columns.map((column) => ({
    insert: table.role === 'patient' ? `patient.${column.name}` : column.name,
    name: column.name,
    label: column.label[lang],
    type: column.type,
    unit: column.unit ? unitText(column.unit, lang) : null,
    filled: profile.columns.get(`${table.name}/${column.name}`) ?? null,
  }));
}
