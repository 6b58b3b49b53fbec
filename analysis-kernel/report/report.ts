/**
 * A notebook and its results as one HTML page: nothing to fetch, nothing to run, nothing that does nothing.
 * A pure function; figures are drawn by whom it is handed.
 */

import type { Language } from '@/cohort-dsl/source/localised';
import { readInput } from '../cells/kinds/input';
import type { CellOutcome } from '../cells/outcome';
import { filledMarkdown, type NamedCell } from '../cells/text/placeholders';
import { refusalText } from '../content/refusal';
import { nameKey } from '../document/names';
import type { Cell, CellKind } from '../document/notebook';
import { wordedSteps } from '../figures/flow';
import { COHORT_FLOW } from '../figures/kinds';
import { SOFTWARE } from '../registry/software';
import { statisticsWhole } from '../results/format';
import type { ResultsNote } from '../session/results-document';
import type { CellState } from '../session/state';
import { KERNEL_VERSION } from '../version';
import { journalViews } from '../views/views';
import { attritionTable } from './attrition-table';
import { cellTitles } from './cell-title';
import { codedHtml, Html, html } from './html';
import { drawable, notKeptText } from './not-kept';
import { opening } from './opening';
import { patientTables, readersOf } from './patient-rows';
import type { ReportRequest } from './request';
import { REPORT_STYLE } from './style';
import { tableHtml } from './table-html';
import { patientRows, rowsShown, rowsUsed, word } from './words';

/** Rows of a table a report prints in full; longer ones fold, and of one that is cut no more are printed (`style.ts`). */
const ROWS_IN_FULL = 30;
const ROWS_AT_MOST = 200;

/** The report as a complete HTML document. */
export async function reportHtml(request: ReportRequest): Promise<string> {
  const { notebook, lang } = request;
  const states = new Map(request.states.map((state) => [state.id, state]));
  const numbers = { table: 0, figure: 0 };
  const titles = cellTitles(notebook.cells, (id) => states.get(id)?.outcome ?? null, lang);
  const results = notebook.cells.flatMap(({ id }): TitledOutcome[] => {
    const outcome = states.get(id)?.outcome;
    return outcome ? [{ title: titles.get(id) ?? '', outcome }] : [];
  });
  const outcomeOf = ({ id }: Cell) => states.get(id)?.outcome ?? null;
  const rowsOf = patientTables({ cells: notebook.cells, outcomeOf, keys: request.database?.keys ?? [] });
  const sections: Html[] = [];
  for (const cell of notebook.cells) {
    const state = states.get(cell.id);
    if (!isComputed(cell)) sections.push(await textSection(cell, request));
    else if (state) {
      const hidden = { tables: rowsOf(cell), readers: readersOf(cell, notebook.cells).map(({ id }) => titles.get(id) ?? '') };
      sections.push(await cellSection(cell, titles.get(cell.id) ?? '', state, request, numbers, hidden));
    }
  }
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  return html`<!doctype html>
<html lang="${word('language', lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${notebook.settings.title ?? word('untitled', lang)}</title>
<style>${new Html(REPORT_STYLE)}</style>
</head>
<body>
<main>
${opening(request, titles)}${sections}${methodsSection(results, lang)}${provenanceSection(request, results)}</main>
</body>
</html>
`.text;
}

async function textSection(cell: Cell, request: ReportRequest): Promise<Html> {
  const byName = new Map(request.states.map((state) => [nameKey(state.name), state]));
  const known = (name: string): NamedCell | null => {
    const state = byName.get(nameKey(name));
    return state ? { outcome: state.outcome, failed: state.error !== null, coming: false } : null;
  };
  const markdown = filledMarkdown(cell.body, known, request.lang);
  const set = await request.content({ kind: 'markdown', text: markdown });
  const shown =
    'html' in set
      ? new Html(set.html)
      : html`<p class="note">${refusalText('markdown', set.refusal)[request.lang]}</p>\n<pre>${markdown}</pre>\n`;
  return html`<section>
${shown}</section>
`;
}

/** A cell's tables that hold rows of patients, and the titles of the cells that use it. */
interface Hidden {
  readonly tables: ReadonlySet<string>;
  readonly readers: readonly string[];
}

async function cellSection(
  cell: ComputedCell,
  title: string,
  state: CellState,
  request: ReportRequest,
  numbers: Numbers,
  hidden: Hidden,
): Promise<Html> {
  const { lang } = request;
  const { outcome, error } = state;
  const head = html`<h3>${title}</h3>
`;
  if (error !== null || outcome === null) {
    const message = error?.message[lang] ?? word('not_run', lang);
    return html`<section id="${cell.id}">
${head}<p class="error">${codedHtml(message)}</p>
${sourceDetails(cell, title, lang)}</section>
`;
  }
  const stale = state.freshness === 'fresh' ? null : html`<p class="note">${word('stale', lang)}</p>\n`;
  if (cell.kind === 'input') {
    const value = outcome.value === null || outcome.value === undefined ? word('no_value', lang) : String(outcome.value);
    return html`<section id="${cell.id}"><p><span class="kind">${word('input', lang)}</span> ${inputLabel(cell)} = ${value}</p></section>
`;
  }
  const lacking = notKeptText(outcome, lang);
  const parts = [
    outcome.sentence === null ? null : html`<p>${statisticsWhole(outcome.sentence[lang])}</p>\n`,
    outcome.value === undefined ? null : html`<p>${String(outcome.value ?? word('no_value', lang))}</p>\n`,
    ...outcome.warnings.map(({ message }) => html`<p class="note">${word('warning', lang)}${colon(lang)}${codedHtml(message[lang])}</p>\n`),
    outcome.rows === null || outcome.rows.used === outcome.rows.total
      ? null
      : html`<p class="note">${rowsUsed(outcome.rows, outcome.labels, lang)}</p>\n`,
    lacking === null ? null : html`<p class="note">${lacking}</p>\n`,
    outcome.svg === undefined ? null : await chart(title, outcome.svg, request, numbers),
    ...figures(cell, outcome, request, numbers),
    ...tables(cell, title, outcome, request, numbers, hidden),
  ];
  return html`<section id="${cell.id}">
${head}${stale}${parts}${sourceDetails(cell, title, lang)}</section>
`;
}

/** A chart as its cell drew it, made safe, in a box it cannot leave. */
async function chart(title: string, svg: string, { content, lang }: ReportRequest, numbers: Numbers): Promise<Html> {
  const drawing = await content({ kind: 'drawing', text: svg });
  if ('refusal' in drawing) return html`<p class="note">${refusalText('drawing', drawing.refusal)[lang]}</p>\n`;
  return html`<figure><div class="drawing" role="img" aria-label="${title}">${new Html(drawing.html)}</div><figcaption>${figureNumber(numbers, lang)} ${title}</figcaption></figure>
`;
}

function inputLabel(cell: Cell): string {
  return readInput(cell.body).input?.label ?? cell.name ?? '';
}

/** A cell that computes something, and stands in a report with its result. */
type ComputedCell = Cell & { readonly kind: Exclude<CellKind, 'text'> };

function isComputed(cell: Cell): cell is ComputedCell {
  return cell.kind !== 'text';
}

/** What a cell gave, under what it is called. */
interface TitledOutcome {
  readonly title: string;
  readonly outcome: CellOutcome;
}

interface Numbers {
  table: number;
  figure: number;
}

function figureNumber(numbers: Numbers, lang: Language): string {
  numbers.figure += 1;
  return lang === 'en' ? `Figure ${numbers.figure}.` : `图 ${numbers.figure}`;
}

function figures(cell: Cell, outcome: CellOutcome, { draw, lang }: ReportRequest, numbers: Numbers): readonly Html[] {
  if (draw === null) return [];
  const all = cell.kind === 'cohort' && outcome.tables.has('attrition') ? [COHORT_FLOW] : drawable(outcome);
  return all.flatMap((figure) => {
    // The drawing carries its own text alternative.
    const svg = draw(figure, outcome, lang);
    return [
      html`<figure>${new Html(svg)}<figcaption>${figureNumber(numbers, lang)} ${figure.title[lang]}</figcaption></figure>
`,
    ];
  });
}

function tables(
  cell: Cell,
  title: string,
  outcome: CellOutcome,
  { lang }: ReportRequest,
  numbers: Numbers,
  hidden: Hidden,
): readonly Html[] {
  const attrition = outcome.tables.get('attrition');
  if (cell.kind === 'cohort')
    return attrition
      ? tableHtml(
          attritionTable(wordedSteps(attrition, outcome.labels, lang), lang),
          numbered(word('attrition', lang), numbers, lang),
          lang,
        )
      : [];
  // More rows than a page holds are cut before they are set; a table that is read by its labels is made of all its rows.
  const whole = new Set(outcome.views.flatMap(({ kind, table }) => (kind === 'baseline' ? [table] : [])));
  const cut = new Map(
    [...outcome.tables].map(([name, table]) => [name, whole.has(name) ? table : { ...table, rows: table.rows.slice(0, ROWS_AT_MOST) }]),
  );
  return journalViews({ tables: cut, views: outcome.views }, { lang, labels: outcome.labels }).flatMap((view) => {
    const own = cell.kind === 'analysis' ? view.caption : title;
    const total = outcome.totals.get(view.name) ?? view.rows.length;
    if (hidden.tables.has(view.name)) {
      const columns = outcome.tables.get(view.name)?.columns.length ?? 0;
      return html`<p class="note">${patientRows(own, total, columns, hidden.readers, lang)}</p>
`;
    }
    // What stays folded is not printed: on paper no number may be missing.
    const caption = view.folded ? own : numbered(own, numbers, lang);
    if (!view.folded && (total <= ROWS_IN_FULL || view.byLabels)) return tableHtml(view, caption, lang);
    const isCut = total > ROWS_AT_MOST;
    const note = isCut
      ? html`<p class="table-note printed">${rowsShown(ROWS_IN_FULL, total, lang)}</p>\n<p class="table-note seen">${rowsShown(ROWS_AT_MOST, total, lang)}</p>\n`
      : null;
    return [
      html`<details${view.folded ? html` class="data"` : isCut ? html` class="cut"` : null}><summary>${inBrackets(caption, rowsShown(Math.min(ROWS_AT_MOST, total), total, lang), lang)}</summary>
${tableHtml(view, caption, lang)}${note}</details>
`,
    ];
  });
}

function numbered(title: string, numbers: Numbers, lang: Language): string {
  numbers.table += 1;
  return lang === 'en' ? `Table ${numbers.table}. ${title}` : `表 ${numbers.table} ${title}`;
}

/** `Curve (12 rows)`; in Chinese `曲线（12 行）`. */
function inBrackets(text: string, more: string, lang: Language): string {
  return lang === 'en' ? `${text} (${more})` : `${text}（${more}）`;
}

function colon(lang: Language): string {
  return lang === 'en' ? ': ' : '：';
}

function sourceDetails({ body }: ComputedCell, title: string, lang: Language): Html {
  return codeDetails('source', title, body, lang);
}

/** Code that folds away, under what it makes. */
function codeDetails(kind: 'source' | 'r_script', title: string, code: string, lang: Language): Html {
  return html`<details class="source"><summary>${word(kind, lang)}${colon(lang)}${title}</summary><pre><code>${code}</code></pre></details>
`;
}

/** Methods in the order of the notebook's cells, each paragraph once, and the software once for all of them. */
function methodsSection(results: readonly TitledOutcome[], lang: Language): Html | null {
  const said = results.flatMap(({ outcome }) => (outcome.paragraph ? [outcome.paragraph[lang]] : []));
  if (said.length === 0) return null;
  const software = SOFTWARE[lang];
  const own = new Set(said.map((paragraph) => paragraph.replace(software, '').trim()));
  const paragraphs = [...own, ...(said.some((paragraph) => paragraph.includes(software)) ? [software] : [])];
  const scripts = results.map(({ title, outcome }) => (outcome.rScript ? codeDetails('r_script', title, outcome.rScript, lang) : null));
  return html`<section>
<h2>${word('methods', lang)}</h2>
${paragraphs.map((paragraph) => html`<p>${paragraph}</p>\n`)}${scripts}</section>
`;
}

function provenanceSection({ lang, file, database, engine, notes = [] }: ReportRequest, results: readonly TitledOutcome[]): Html {
  const seeds = results.flatMap(({ title, outcome }) => (outcome.seed === null ? [] : [`${title}${colon(lang)}${outcome.seed}`]));
  const facts: (readonly [string, string])[] = [
    [word('notebook', lang), file],
    [word('database', lang), database?.label ?? word('tables_only', lang)],
    [word('kernel', lang), KERNEL_VERSION],
    [word('engine', lang), engine],
    ...(seeds.length > 0 ? [[word('seed', lang), seeds.join(lang === 'zh' ? '；' : '; ')] as const] : []),
  ];
  const comma = lang === 'zh' ? '，' : ', ';
  const place = ({ file, column }: ResultsNote) => (column === null ? file : `${file}${comma}${word('column', lang)} ${column}`);
  const said = notes.map((note) => html`<dd>${place(note)}${colon(lang)}${note.message}</dd>\n`);
  return html`<section>
<h2>${word('provenance', lang)}</h2>
<dl>${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>\n`)}${said.length > 0 ? html`<dt>${word('files_read', lang)}</dt>${said}` : ''}</dl>
</section>
`;
}
