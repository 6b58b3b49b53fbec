/** What of a kept result is not there: tables with a row for each row of data are kept nowhere, and no figure can be drawn from them. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { CellOutcome } from '../cells/outcome';
import type { Figure } from '../figures/kinds';
import { listText } from '../results/format';

type Shown = Pick<CellOutcome, 'tables' | 'figures' | 'views'>;

/** The figures whose table is there. */
export function drawable({ figures, tables }: Shown): readonly Figure[] {
  return figures.filter(({ table }) => tables.has(table));
}

/** What the result lacks and how it is had, in a sentence; null where it lacks nothing. A figure speaks for its data. */
export function notKeptText({ tables, figures, views }: Shown, lang: Language): string | null {
  const undrawn = figures.filter(({ table }) => !tables.has(table));
  const untold = views.filter(({ table, folded }) => !folded && !tables.has(table) && !undrawn.some((figure) => figure.table === table));
  const titles = [...undrawn, ...untold].map(({ title }: { readonly title: Localised }) => title[lang]);
  if (titles.length === 0) return null;
  const list = listText([...new Set(titles)], lang);
  return lang === 'zh'
    ? `保存的结果不含逐行的内容，缺少：${list}。运行该单元即可得到。`
    : `A kept result holds nothing about single rows. Without them: ${list}. Run the cell to have them.`;
}
