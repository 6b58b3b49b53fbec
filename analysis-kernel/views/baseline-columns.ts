/** The columns of a baseline table: its groups under the headings they belong to, what compares them, missing values. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { countText } from '../results/format';
import { joinedLabel } from '../results/label-marks';
import type { ResultTable, Value } from '../results/result';
import { headerOf } from './headers';
import type { JournalColumn, ViewOptions } from './journal-table';
import type { ViewOf } from './kinds';

type BaselineView = ViewOf<'baseline'>;
export type Group = BaselineView['groups'][number];
export type Row = readonly Value[];
export type Read = (row: Row, column: string) => Value;

/** What stands below a column's heading. */
export type BaselineColumn =
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'missing' }
  /** Of the groups of a panel; of all where null. */
  | { readonly kind: 'p_value' | 'smd' | 'smd_unweighted'; readonly panel: number | null };

const WORDS = {
  characteristic: { en: 'Characteristic', zh: '特征' },
  overall: { en: 'Overall', zh: '合计' },
  all: { en: 'All', zh: '小计' },
  missing: { en: 'Missing', zh: '缺失' },
  missingRows: { en: 'Missing, unweighted', zh: '缺失（未加权）' },
  weighted: { en: 'SMD, weighted', zh: 'SMD（加权）' },
  unweighted: { en: 'SMD, unweighted', zh: 'SMD（未加权）' },
} satisfies Record<string, Localised>;

/** A number, or null where there is none. */
export function number(value: Value): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The columns after the first: groups in their order, after each panel what compares it, or after all where there is one panel. */
export function baselineColumns({ groups, missing }: BaselineView, table: ResultTable, read: Read): readonly BaselineColumn[] {
  const compared = (['p_value', 'smd_unweighted', 'smd'] as const).filter(
    (name) => table.columns.includes(name) && table.rows.some((row) => read(row, name) !== null),
  );
  const panels = new Set(groups.flatMap(({ panel }) => (panel === null ? [] : [panel])));
  const columns: BaselineColumn[] = [];
  for (const [at, group] of groups.entries()) {
    columns.push({ kind: 'group', group });
    const { panel } = group;
    if (panels.size > 1 && panel !== null && groups[at + 1]?.panel !== panel)
      columns.push(...compared.map((kind) => ({ kind, panel }) as const));
  }
  if (missing === 'column' && hasMissing(table, read)) columns.push({ kind: 'missing' });
  if (panels.size < 2) columns.push(...compared.map((kind) => ({ kind, panel: null }) as const));
  return columns;
}

/** Whether any value is missing. */
export function hasMissing(table: ResultTable, read: Read): boolean {
  return table.rows.some((row) => (number(read(row, 'missing')) ?? 0) > 0);
}

/** Their headings: a group under the labels of what the groups are by. */
export function baselineHeadings(
  view: BaselineView,
  columns: readonly BaselineColumn[],
  table: ResultTable,
  read: Read,
  options: ViewOptions,
): JournalColumn[] {
  const { lang } = options;
  const weighted = table.columns.includes('smd_unweighted');
  const headings = columns.map((column): JournalColumn => {
    if (column.kind === 'group') return groupHeading(view, column.group, table, read, options);
    const { kind } = column;
    if (kind === 'missing')
      return { header: WORDS[table.columns.includes('effective_n') ? 'missingRows' : 'missing'][lang], under: 'n (%)', numeric: true };
    const word = kind === 'smd_unweighted' ? 'unweighted' : kind === 'smd' && weighted ? 'weighted' : null;
    const header = word === null ? headerOf(kind, lang) : WORDS[word][lang];
    const first = column.panel === null ? undefined : view.groups.find(({ panel }) => panel === column.panel);
    return { header, numeric: true, ...(first === undefined ? {} : { spanners: outerSpanners(view, first, options) }) };
  });
  return [{ header: WORDS.characteristic[lang], numeric: false }, ...headings];
}

/** `Female`, below it `n = 412`, over all groups `Sex`; the group of all stands under its own word. */
function groupHeading(view: BaselineView, group: Group, table: ResultTable, read: Read, options: ViewOptions): JournalColumn {
  const { by } = view;
  const { lang, labels } = options;
  const under = sizeText(group, table, read);
  if (group.key === null) return { header: WORDS.overall[lang], under, numeric: true };
  const outer = outerSpanners(view, group, options);
  if (group.levels.length < by.length) return { header: WORDS.all[lang], under, spanners: outer, numeric: true };
  const [own, level] = [by[by.length - 1], group.levels[by.length - 1]];
  return { header: labels[`${own}=${level}`]?.[lang] ?? level, under, spanners: [...outer, labels[own]?.[lang] ?? own], numeric: true };
}

/** `Centre: Basel` for each column of `by` but the last. */
function outerSpanners({ by }: BaselineView, { levels }: Group, { lang, labels }: ViewOptions): string[] {
  const said = (word: string, other: string): Localised => labels[word] ?? { en: other, zh: other };
  return by.slice(0, -1).map((name, at) => joinedLabel(said(name, name), said(`${name}=${levels[at]}`, levels[at]))[lang]);
}

/** `n = 412`, blocks of rows below one another together. */
function sizeText({ key }: Group, table: ResultTable, read: Read): string {
  const own = table.rows.filter((row) => read(row, 'group') === key);
  const blocks = new Map(own.map((row) => [read(row, 'subgroup'), number(read(row, 'group_n'))]));
  return `n = ${countText([...blocks.values()].reduce<number>((sum, value) => sum + (value ?? 0), 0))}`;
}
