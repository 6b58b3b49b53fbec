/** How a report opens: what was asked, by whom, when, of which data, and who was studied, in words. */
import type { Language } from '@/cohort-dsl/source/localised';
import type { Notebook } from '../document/notebook';
import type { CellState } from '../session/state';
import { type Html, html } from './html';
import type { ReportRequest } from './request';
import { type Word, word } from './words';

/** Title, facts and the cohorts in words. */
export function opening({ notebook, states, lang, database, facts }: ReportRequest, titles: ReadonlyMap<string, string>): Html {
  const databaseText =
    database === null
      ? word('tables_only', lang)
      : `${database.title ? `${database.title[lang]}${lang === 'en' ? ', ' : '，'}` : ''}${database.label}`;
  const known: readonly (readonly [Word, string | null])[] = [
    ['question', facts.question],
    ['author', facts.author],
    ['date', facts.date === null ? null : dateText(facts.date, lang)],
    ['database', databaseText],
  ];
  return html`<header>
<h1>${notebook.settings.title ?? word('untitled', lang)}</h1>
<dl class="facts">${known.map(([name, value]) => (value ? html`<dt>${word(name, lang)}</dt><dd>${value}</dd>\n` : null))}</dl>
</header>
${cohortsInWords(notebook, states, titles, lang)}`;
}

/** `2026-03-01` in English, `2026年3月1日` in Chinese. */
function dateText(iso: string, lang: Language): string {
  const day = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  if (!day) return iso;
  return lang === 'en' ? day[0] : `${day[1]}年${Number(day[2])}月${Number(day[3])}日`;
}

function cohortsInWords(
  notebook: Notebook,
  states: readonly CellState[],
  titles: ReadonlyMap<string, string>,
  lang: Language,
): Html | null {
  const outcomes = new Map(states.map(({ id, outcome }) => [id, outcome]));
  const cohorts = notebook.cells.flatMap((cell) => {
    const words = cell.kind === 'cohort' ? outcomes.get(cell.id)?.words : null;
    return words ? [{ title: titles.get(cell.id) ?? '', words: words[lang] }] : [];
  });
  if (cohorts.length === 0) return null;
  return html`<section class="population">
<h2>${word('population', lang)}</h2>
${cohorts.map(({ title, words }) => html`${cohorts.length > 1 ? html`<h3>${title}</h3>\n` : null}${inWords(words)}`)}</section>
`;
}

/** An explanation: a heading a line, what belongs to it indented below. */
function inWords(text: string): Html {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return html`<dl class="words">${lines.map((line) => (/^\s/.test(line) ? html`<dd>${line.trim()}</dd>\n` : html`<dt>${line}</dt>\n`))}</dl>
`;
}
