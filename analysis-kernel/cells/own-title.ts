/** What a cell is called by itself, in words: never by its name in the notebook. */
import type { Language } from '@/cohort-dsl/source/localised';
import { readYaml } from '../content/yaml';
import type { Cell } from '../document/notebook';
import { methodEntry } from '../registry/registry';
import { chineseText } from '../results/chinese-text';
import { listText } from '../results/format';
import { headerOf } from '../views/headers';
import { commentAbove } from './comment-above';
import type { CellOutcome } from './outcome';
import { itemOfColumn, type SelectItem, selectItems } from './sql/select-list';
import { AGGREGATES } from './sql/summary-words';
import { sqlTokens } from './sql/tokens';

/** How many columns of a query its title names. */
const MOST_NAMED = 4;

/**
 * An analysis by its figure of what it is about, else by its first table, a table of groups with what they are; a chart by its own title or its axes, a query by its columns; a comment the text begins with goes
 * before what is derived. Null where nothing says what the cell is about.
 */
export function ownTitle(cell: Cell, outcome: CellOutcome | null, lang: Language): string | null {
  switch (cell.kind) {
    case 'analysis': {
      const method = methodEntry(settingOf(cell, 'method') ?? '');
      return mainFigure(outcome, lang) ?? mainTable(outcome, lang) ?? method?.title[lang].replace(IN_BRACKETS, '') ?? null;
    }
    case 'chart':
      return drawnTitle(outcome?.svg ?? '') ?? commentAbove(cell) ?? axesTitle(outcome?.svg ?? '', lang);
    case 'sql':
      return commentAbove(cell) ?? queryTitle(cell.body, outcome, lang);
    default:
      return commentAbove(cell);
  }
}

/** What an analysis says of one key; null where its text says nothing of it. */
export function settingOf({ kind, body }: Cell, key: 'method' | 'data'): string | null {
  const value: unknown = kind === 'analysis' ? readYaml(body).get(key) : null;
  return typeof value === 'string' ? value : null;
}

/** What a method's title adds for menus; a report numbers its tables itself. */
const IN_BRACKETS = / ?[（(][^（(]*[)）]$/u;

/** The title of the first figure, unless it draws a table that stands below another one, as comparisons of pairs do below their test. */
function mainFigure(outcome: CellOutcome | null, lang: Language): string | null {
  const figure = outcome?.figures[0];
  const shown = outcome?.views.filter(({ folded }) => !folded) ?? [];
  return figure === undefined || shown.findIndex(({ table }) => table === figure.table) > 0 ? null : figure.title[lang];
}

/** `Baseline characteristics by Sex`: the caption of the first table, with the groups that are its columns. */
function mainTable(outcome: CellOutcome | null, lang: Language): string | null {
  const view = outcome?.views.find(({ folded }) => !folded);
  if (view === undefined) return null;
  const title = view.title[lang];
  if (view.kind !== 'baseline' || view.by.length === 0) return title;
  const names = view.by.map((name) => outcome?.labels[name]?.[lang] ?? name);
  const by = names.join(lang === 'zh' ? '、' : ' and ');
  return lang === 'zh' ? chineseText(`${title}（按 ${by} 分组）`) : `${title} by ${by}`;
}

/** The title that Plot sets above a drawing, and the words on its axes, as they stand in the drawing's text. */
const DRAWN_TITLE = /<h2[^>]*>([^<]+)<\/h2>/u;
const AXIS_WORDS = (axis: 'x' | 'y') => new RegExp(`aria-label="${axis}-axis label"[^>]*>(?:<g[^>]*>)*<text[^>]*>([^<]+)</text>`, 'u');
/** Signs by which Plot says where an axis grows. */
const ARROWS = /[←→↑↓]/gu;

function drawnTitle(svg: string): string | null {
  return wordsIn(svg, DRAWN_TITLE);
}

/** `Women by Age at surgery (years)`; one axis where the other says nothing. */
function axesTitle(svg: string, lang: Language): string | null {
  const [x, y] = [wordsIn(svg, AXIS_WORDS('x')), wordsIn(svg, AXIS_WORDS('y'))];
  if (x === null || y === null) return y ?? x;
  return lang === 'zh' ? `${y}：按${x}` : `${y} by ${x}`;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function wordsIn(svg: string, pattern: RegExp): string | null {
  const found = pattern.exec(svg)?.[1].replace(ARROWS, '').trim();
  if (found === undefined || found === '') return null;
  return found.replace(/&(amp|lt|gt|quot);/gu, (_, name: string) => ENTITIES[name]);
}

/** `Query: women by Centre, Hormone therapy`: what is summarised and by what, else the columns as they stand. */
function queryTitle(body: string, outcome: CellOutcome | null, lang: Language): string | null {
  const columns = outcome?.tables.get('table')?.columns ?? [];
  if (columns.length === 0) return null;
  const { tokens } = sqlTokens(body);
  const items = selectItems(tokens);
  const view = outcome?.views.find(({ table }) => table === 'table');
  const own = view?.kind === 'table' ? view.columns : {};
  const said = (column: string) => own[column]?.header?.[lang] ?? (lang === 'zh' ? headerOf(column, lang) : column);
  const isSummary = columns.map((_, place) => summarises(itemOfColumn(items, place, columns.length)));
  const grouped = tokens.some(({ upper }) => upper === 'GROUP');
  const summaries = columns.filter((_, place) => isSummary[place]).map(said);
  const groups = grouped ? columns.filter((_, place) => !isSummary[place]).map(said) : [];
  if (summaries.length === 0 || groups.length === 0)
    return lang === 'zh' ? `查询：${list(columns.map(said), lang)}` : `Query: ${list(columns.map(said), lang)}`;
  return lang === 'zh'
    ? `查询：按${list(groups, lang)}统计${list(summaries, lang)}`
    : `Query: ${list(summaries, lang)} by ${list(groups, lang)}`;
}

function summarises(item: SelectItem | null): boolean {
  return (
    item?.tokens.some(
      ({ kind, value }, at) => kind === 'word' && AGGREGATES.has(value.toLowerCase()) && item.tokens[at + 1]?.value === '(',
    ) === true
  );
}

function list(names: readonly string[], lang: Language): string {
  return listText(names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED), '…'] : names, lang);
}
