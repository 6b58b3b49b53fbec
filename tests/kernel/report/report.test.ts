import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { answerContent } from '@/analysis-kernel/content/content';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { drawFigure } from '@/analysis-kernel/figures/draw';
import { openNodeEngine } from '@/analysis-kernel/node';
import { attritionTable } from '@/analysis-kernel/report/attrition-table';
import { codedHtml } from '@/analysis-kernel/report/html';
import { reportHtml } from '@/analysis-kernel/report/report';
import { REPORT_STYLE } from '@/analysis-kernel/report/style';
import { tableHtml } from '@/analysis-kernel/report/table-html';
import type { ResultTable } from '@/analysis-kernel/results/result';
import { withFileTables } from '@/analysis-kernel/session/database-facts';
import { NotebookSession } from '@/analysis-kernel/session/session';
import { KERNEL_VERSION } from '@/analysis-kernel/version';

const source = `---
title: Lung cancer <survival> & sex
---
# Background

There are {by_sex["1"].n} men. $x^2$ <script>alert(1)</script> ![far](https://example.org/a.png) [link](javascript:alert(1)) {by_sex["7"].n} {wrong.x}

\`\`\`sql name=by_sex
-- Men and women
SELECT sex, count(*) AS n FROM lung GROUP BY sex ORDER BY sex
\`\`\`

\`\`\`sql name=everyone
SELECT *, count(*) AS n FROM lung GROUP BY ALL
\`\`\`

\`\`\`sql name=prepared
-- Men and women over 60
SELECT *, age > 60 AS old FROM lung
\`\`\`

\`\`\`sql name=of_old
-- How many are old
SELECT old, n FROM (SELECT old, count(*) AS n FROM prepared GROUP BY old)
\`\`\`

\`\`\`analysis name=curve
method: km
data: lung
formula: Surv(time, status) ~ sex
\`\`\`

\`\`\`sql name=wrong
SELECT nothing FROM lung
\`\`\`

\`\`\`input name=least
type: number
default: 3
\`\`\`

\`\`\`analysis name=before
method: table1
data: prepared
variables: [age]
\`\`\`
`;

let pages: Record<'en' | 'zh', string>;
let session: NotebookSession;

beforeAll(async () => {
  const notebook = readNotebook(source);
  const engine = await openNodeEngine({ tables: [{ name: 'lung', file: 'tests/fixtures/data/lung.csv' }] });
  session = new NotebookSession({
    engine,
    compilers: { analysis: registryCompiler, cohort: null, code: null },
    database: withFileTables(null, ['lung']),
  });
  await session.update(notebook);
  await session.runAll();
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const page = (lang: 'en' | 'zh') =>
    reportHtml({
      notebook,
      file: 'study.md',
      // As they come from an engine: in no order of the notebook's.
      states: session.states().toReversed(),
      lang,
      database: null,
      facts: { question: 'Do men die earlier?', author: 'A. Doctor', date: '2026-03-01T08:00:00.000Z' },
      engine: 'duckdb-node v1.4.3',
      content: answerContent,
      draw: (figure, outcome) => drawFigure(figure, outcome.tables, outcome.labels, { document, lang, theme: 'print', width: 700 }).svg,
    });
  pages = { en: await page('en'), zh: await page('zh') };
});
afterAll(() => session.close());

describe('a report', () => {
  it('sets what stands between backticks as code, as the page does', () => {
    expect(codedHtml('The outcome `relapse <1>` is early; a single ` stays.').text).toBe(
      'The outcome <code>relapse &lt;1&gt;</code> is early; a single ` stays.',
    );
    for (const page of Object.values(pages)) {
      const { document } = parseHTML(page);
      for (const note of document.querySelectorAll('.note, .error')) expect(note.textContent).not.toMatch(/`[^`]+`/u);
    }
  });

  it('is one page that fetches and runs nothing', () => {
    for (const page of Object.values(pages)) {
      expect(page).not.toMatch(/<script|javascript:|\son\w+=|<link|<img|<iframe|<button|<input|src=/i);
      expect(page).not.toMatch(/https?:\/\/(?!www\.w3\.org\/)[^"]*\.(png|js|css)/);
      expect(page).toContain('default-src &#39;none&#39;');
    }
  });

  it('is well formed, with one title and headings below it', () => {
    const { document } = parseHTML(pages.en);
    expect([...document.querySelectorAll('h1')].map((heading) => heading.textContent)).toEqual(['Lung cancer <survival> & sex']);
    expect([...document.querySelectorAll('h2')].map((heading) => heading.textContent)).toEqual(['Background', 'Methods', 'Provenance']);
    expect(document.documentElement.getAttribute('lang')).toBe('en');
    expect(parseHTML(pages.zh).document.documentElement.getAttribute('lang')).toBe('zh-CN');
  });

  it('fills results into prose and tables', () => {
    const { document } = parseHTML(pages.en);
    expect(document.querySelector('section p')?.textContent).toMatch(/^There are 138 men\./);
    expect(document.querySelector('section p')?.textContent).toContain('⟨by_sex: no such row⟩ ⟨wrong: in error⟩');
    expect(parseHTML(pages.zh).document.querySelector('section p')?.textContent).toContain('⟨by_sex：没有此行⟩');
    const rows = [...document.querySelectorAll('#by_sex tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent));
    expect(rows).toEqual([
      ['1', '138'],
      ['2', '90'],
    ]);
    expect(document.querySelector('#everyone summary')?.textContent).toMatch(/first 200 of 228 rows/);
    // On paper, where the summary is not, the table says so itself.
    expect(document.querySelector('#everyone details > .table-note:last-child')?.textContent).toMatch(/first 200 of 228 rows/);
    // Five sheets of rows that end somewhere say no more than a few of them.
    expect(document.querySelector('#everyone details')?.className).toBe('cut');
    expect(document.querySelector('#everyone details > .printed')?.textContent).toBe('first 30 of 228 rows');
    expect(REPORT_STYLE).toContain('.cut tbody tr:nth-child(n + 31) { display: none; }');
  });

  it('prints no rows of patients, and says what they are, how many, and who uses them', () => {
    const { document } = parseHTML(pages.en);
    expect(document.querySelector('#prepared table')).toBeNull();
    expect(document.querySelector('#prepared .note')?.textContent).toBe(
      'Men and women over 60: 228 rows of patients, 11 columns. Rows of patients are not in the report. Used by: How many are old, Baseline characteristics.',
    );
    expect(parseHTML(pages.zh).document.querySelector('#prepared .note')?.textContent).toContain('228 行患者数据，11 列');
    // What is made of them is printed, however few patients stand behind a number.
    expect(document.querySelectorAll('#of_old tbody tr')).toHaveLength(2);
  });

  it('numbers the tables that are printed, one after another', () => {
    for (const lang of ['en', 'zh'] as const) {
      const { document } = parseHTML(pages[lang]);
      for (const folded of document.querySelectorAll('details.data, details.source')) folded.remove();
      const text = document.querySelector('body')?.textContent ?? '';
      const numbers = new Set([...text.matchAll(lang === 'en' ? /Table (\d+)\./g : /表 (\d+) /g)].map(([, number]) => Number(number)));
      expect(numbers.size).toBeGreaterThan(2);
      expect([...numbers]).toEqual(Array.from(numbers, (_, at) => at + 1));
    }
  });

  it('draws figures, says errors, names versions, writes methods', () => {
    const { document } = parseHTML(pages.en);
    expect(document.querySelector('#curve figure svg title')?.textContent).toMatch(/Kaplan/);
    expect(document.querySelector('#wrong .error')?.textContent).toContain('There is no column nothing here.');
    const provenance = [...document.querySelectorAll('section dl')].at(-1)?.textContent ?? '';
    for (const fact of ['study.md', KERNEL_VERSION, 'duckdb-node v1.4.3']) expect(provenance).toContain(fact);
    expect(document.querySelector('#least')?.textContent).toContain('least = 3');
    expect(pages.en).toMatch(/Kaplan[–-]Meier/);
  });

  it('opens with what was asked, by whom, when and of which data', () => {
    const facts = (page: string) => [...parseHTML(page).document.querySelectorAll('header dd')].map((fact) => fact.textContent);
    expect(facts(pages.en)).toEqual(['Do men die earlier?', 'A. Doctor', '2026-03-01', 'tables from files']);
    expect(facts(pages.zh).slice(1)).toEqual(['A. Doctor', '2026年3月1日', '来自文件的表']);
  });

  it('heads results by what they are, and says what a picture shows in the picture alone', () => {
    const { document } = parseHTML(pages.en);
    const headings = [...document.querySelectorAll('h3')].map((heading) => heading.textContent);
    expect(headings).toEqual([
      'Men and women',
      'Query: n by inst, time, status, age, …',
      'Men and women over 60',
      'How many are old',
      'Kaplan–Meier curves of time',
      'Query 1',
      'Baseline characteristics',
    ]);
    expect([...document.querySelectorAll('figcaption')].map((caption) => caption.textContent)).toEqual([
      'Figure 1. Kaplan–Meier curves of time',
    ]);
    const picture = document.querySelector('#curve figure svg');
    expect(picture?.getAttribute('role')).toBe('img');
    // The medians are those of the table beside it.
    const alternative = picture?.querySelector('desc')?.textContent ?? '';
    const medians = [...alternative.matchAll(/median survival (\d+)/g)].map(([, median]) => median);
    expect(medians).toEqual(['270', '426']);
    const rows = [...document.querySelectorAll('#curve table tr')].map((row) => row.textContent ?? '');
    for (const median of medians) expect(rows.some((row) => row.includes(`${median} (`))).toBe(true);
  });

  it('says methods and gives scripts in the order of the notebook, and the software once', () => {
    for (const [lang, order] of [
      ['en', ['Kaplan', 'Numeric variables']],
      ['zh', ['Kaplan', '数值变量']],
    ] as const) {
      const { document } = parseHTML(pages[lang]);
      const methods = [...document.querySelectorAll('h2')].at(-2)?.parentElement;
      const paragraphs = [...(methods?.querySelectorAll(':scope > p') ?? [])].map((paragraph) => paragraph.textContent ?? '');
      expect(paragraphs).toHaveLength(3);
      expect(order.map((word, at) => paragraphs[at].includes(word))).toEqual([true, true]);
      expect(paragraphs.filter((paragraph) => paragraph.includes(`Coho ${KERNEL_VERSION}`))).toEqual([paragraphs[2]]);
      const scripts = [...(methods?.querySelectorAll('details') ?? [])].map((details) => details.textContent ?? '');
      expect(scripts.map((script) => script.includes('survfit'))).toEqual([true, false]);
    }
  });

  it('calls code and scripts by what their cells are called in words', () => {
    const summaries = [...parseHTML(pages.en).document.querySelectorAll('details.source summary')].map(({ textContent }) => textContent);
    expect(summaries).toContain('Source: Kaplan–Meier curves of time');
    expect(summaries).toContain('Equivalent R script: Kaplan–Meier curves of time');
    expect(summaries).toContain('Source: Men and women');
    expect(summaries.filter((text) => /\b(curve|by_sex|everyone|wrong|before)$/.test(text ?? ''))).toEqual([]);
  });

  it('joins what a picture is called and shows by the full stop of the language', () => {
    const label = (page: string) => parseHTML(page).document.querySelector('#curve figure svg')?.getAttribute('aria-label') ?? '';
    expect(label(pages.en)).toMatch(/^Kaplan–Meier curves of time\. /u);
    expect(label(pages.zh)).toMatch(/^time 的 Kaplan–Meier 曲线。/u);
  });

  it('is wholly in the language asked for', () => {
    const { document } = parseHTML(pages.zh);
    const own = [...document.querySelectorAll('.kind, summary, caption, h2')].map((element) => element.textContent ?? '');
    const foreign = own.filter((text) => /\b(Query|Analysis|Source|Methods|Provenance|Figure|Table)\b/.test(text));
    expect(foreign).toEqual([]);
    expect(pages.zh).toContain('这里没有名为 nothing 的列');
  });

  it('never prints what is no number', () => {
    for (const page of Object.values(pages)) {
      const { document } = parseHTML(page);
      for (const code of document.querySelectorAll('details.source')) code.remove();
      const text = document.querySelector('main')?.textContent ?? '';
      expect(text.replace(/<[^>]*>/g, '')).not.toMatch(/\bNaN\b|\bInfinity\b|\d+e[-+]\d+|-0\.?0*\b/);
    }
  });
});

describe('tables set for readers', () => {
  it('escapes what data say', () => {
    const table = {
      name: 't',
      caption: '',
      columns: [{ header: '"t"', numeric: false }],
      rows: [{ indent: 0 as const, cells: [{ text: '<i>&', full: '"' }] }],
      notes: ['<n>'],
    };
    const page = tableHtml(table, '<c>', 'en')
      .map(({ text }) => text)
      .join('');
    expect(page).toContain('&lt;i&gt;&amp;');
    expect(page).not.toMatch(/<i>|<c>|<n>|title="""/);
  });

  it('sets attrition with the words of the language, and entries only where they differ', () => {
    const columns = ['step', 'kind', 'label', 'patients', 'entries', 'removed_patients', 'removed_entries'];
    const table: ResultTable = {
      columns,
      types: columns.map((_, at) => (at === 1 || at === 2 ? 'text' : 'integer')),
      rows: [
        [1, 'database', 'Patients in the database', 12345, null, null, null],
        [2, 'include', 'Adults', 12000, 12000, 345, 345],
      ],
    };
    const set = attritionTable(table, 'en');
    expect(set.columns.length).toBe(3);
    expect(set.rows.map(({ cells }) => cells.slice(1).map(({ text }) => text.replaceAll(/\s/gu, '')))).toEqual([
      ['12345', ''],
      ['12000', '345'],
    ]);
    expect(
      attritionTable({ ...table, rows: [[1, 'include', 'Adults', 10, 12, 0, 0]] }, 'zh').columns.map(({ header }) => header),
    ).toContain('入组记录');
  });
});
