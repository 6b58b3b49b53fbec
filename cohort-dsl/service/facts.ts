import type { Column, Dictionary, Item, Table } from '../schema/dictionary';
import type { Profile } from '../schema/profile';
import { usualSpelling } from '../schema/unit-spellings';
import type { Language, Localised } from '../source/localised';
import { pinyinInitials } from './pinyin';

/** What the language service knows besides the program. */
export interface Knowledge {
  readonly dictionary: Dictionary;
  /** Counts and distributions of the release; null where they may not be shown. */
  readonly profile: Profile | null;
  /** Names of other cohorts that may be used. */
  readonly cohorts: readonly string[];
  /** The label of a code in a system, from the release's vocabulary, where it has one. */
  readonly conceptLabel?: (system: string, code: string) => Localised | null;
}

const THIN_SPACE = '\u2009';

/** `18 204`: thousands by thin space. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, THIN_SPACE);
}

/** A number of at most four significant digits. */
export function formatNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** `950 patients`, in a language. */
export function patientsOf(count: number, language: Language): string {
  return language === 'zh' ? `${formatCount(count)} 名患者` : `${formatCount(count)} patient${count === 1 ? '' : 's'}`;
}

/** `1 200 rows`, in a language. */
export function rowsOf(count: number, language: Language): string {
  return language === 'zh' ? `${formatCount(count)} 条记录` : `${formatCount(count)} row${count === 1 ? '' : 's'}`;
}

/** Everything one may type to find a name: itself, its labels, synonyms and pinyin initials. */
export function searchText(name: string, label: Localised, synonyms: readonly string[]): string {
  const words = [name, label.en, label.zh, pinyinInitials(label.zh), ...synonyms, ...synonyms.map(pinyinInitials)];
  return [...new Set(words.filter((word) => word !== ''))].join(' ');
}

/** A number among words: `24` of “24-hour urine”, but not of `hba1c`. */
const BARE_NUMBER = /(?<![\p{L}\p{N}_])\p{N}[\p{N}.,]*/gu;

/**
 * The same of a name that stands where a number may: no number finds it, which one types for itself. An Enter behind `+ 1` would take the first
 * column whose label has a 1 in it.
 */
export function withoutNumbers(searched: string): string {
  return searched.replace(BARE_NUMBER, ' ');
}

const TYPE_NAMES: Readonly<Record<Column['type'], Localised>> = {
  integer: { en: 'whole number', zh: '整数' },
  number: { en: 'number', zh: '数值' },
  boolean: { en: 'true or false', zh: '是或否' },
  text: { en: 'text', zh: '文本' },
  date: { en: 'date', zh: '日期' },
  datetime: { en: 'date and time', zh: '日期时间' },
  category: { en: 'category', zh: '分类' },
  code: { en: 'code', zh: '编码' },
};

/** The type of a column in words, with its unit or code system. */
export function columnType(column: Column, language: Language): string {
  const base = column.type === 'category' && column.ordered ? { en: 'ordered category', zh: '有序分类' } : TYPE_NAMES[column.type];
  const more = column.unit !== null ? usualSpelling(column.unit) : column.system;
  return more === null ? base[language] : `${base[language]}, ${more}`;
}

/** The unit a column's values have among some items: theirs where they share one, else the column's. */
export function unitAmong(column: Column, items: readonly Item[]): string | null {
  if (column.role !== 'value' || items.length === 0) return column.unit;
  const units = new Set(items.map((item) => item.unit));
  return units.size === 1 ? items[0].unit : null;
}

/** A table's label and how many patients it has. */
export function tableDetail(knowledge: Knowledge, table: Table, language: Language): string {
  const counted = knowledge.profile?.tables.get(table.name);
  const label = table.label[language];
  return counted ? `${label} · ${patientsOf(counted.patients, language)}` : label;
}

/** An item's label, unit and how many patients have it. */
export function itemDetail(knowledge: Knowledge, table: Table, item: Item, language: Language): string {
  const counted = knowledge.profile?.items.get(`${table.name}/${item.name}`);
  const parts = [
    item.label[language],
    item.unit === null ? '' : usualSpelling(item.unit),
    counted ? patientsOf(counted.patients, language) : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
