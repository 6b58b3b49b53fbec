/** Tables as a journal sets them: three lines, numbers right, no stripes; printed with all their columns. */

import type { Language } from '@/cohort-dsl/source/localised';
import { statisticsWhole } from '../results/format';
import { type HeadCell, headLines, type JournalTable } from '../views/journal-table';
import { bracketsApart, type PrintLayout, printLayout, withColumns } from '../views/print-layout';
import { type Html, html } from './html';
import { partOf, word } from './words';

/** The table as HTML, in parts where it is too wide for a page; the first column names the rows. Values a text was rounded from appear on hover. */
export function tableHtml(table: JournalTable, caption: string, lang: Language): readonly Html[] {
  const layout = printLayout(table);
  const { parts } = layout;
  return parts.map((places, at) => {
    const part = { ...withColumns(table, places), notes: at === parts.length - 1 ? table.notes : [] };
    return partHtml(part, parts.length === 1 ? caption : `${caption}${partOf(at + 1, parts.length, lang)}`, layout, lang);
  });
}

function partHtml(
  { columns, rows, notes, byLabels }: JournalTable,
  caption: string,
  { across, small, stacked }: PrintLayout,
  lang: Language,
): Html {
  const lines = headLines(columns);
  const head = lines.length === 0 ? null : html`<thead>${lines.map((cells) => html`<tr>${cells.map(headCell)}</tr>\n`)}</thead>\n`;
  const body = rows.map(({ cells, indent }) => {
    const cellsSet = cells.map(({ text, full }, at) => {
      const title = full === null ? null : html` title="${full}"`;
      if (at === 0) return html`<th scope="row"${attribute(LEVELS[indent] || (columns[0].numeric ? 'num' : ''))}${title}>${text}</th>`;
      return html`<td${attribute(columns[at].numeric ? 'num' : '')}${title}>${columns[at].numeric ? unbroken(text) : text}</td>`;
    });
    return html`<tr>${cellsSet}</tr>\n`;
  });
  const looks = [
    'table',
    ...(byLabels ? ['by-labels'] : []),
    ...(across ? ['across'] : []),
    ...(small ? ['small'] : []),
    ...(stacked ? ['stacked'] : []),
  ].join(' ');
  const printed = across ? html`<p class="table-note printed">${word('across', lang)}</p>\n` : null;
  return html`<div class="${looks}"><table>
<caption>${caption}</caption>
${head}<tbody>
${body}</tbody>
</table>
${notes.map((note) => html`<p class="table-note">${statisticsWhole(note)}</p>\n`)}${printed}</div>
`;
}

/** Classes of a row's label by its indent. */
const LEVELS = ['', 'level', 'level below'] as const;

function headCell({ text, under, numeric, columns, lines, spans, whole }: HeadCell): Html {
  const size = html`${columns > 1 ? html` colspan="${columns}"` : null}${lines > 1 ? html` rowspan="${lines}"` : null}`;
  const scope = spans ? 'colgroup' : 'col';
  return html`<th scope="${scope}"${size}${attribute([spans ? 'spanner' : numeric ? 'num' : '', whole ? 'whole' : ''].filter(Boolean).join(' '))}>${text}${under === null ? null : html`<br>${under}`}</th>`;
}

function attribute(looks: string): Html | null {
  return looks === '' ? null : html` class="${looks}"`;
}

/** A number may stand above its range where there is no room beside; neither breaks in itself. */
function unbroken(text: string): Html {
  const [before, brackets] = bracketsApart(text);
  return brackets === ''
    ? html`<span>${text}</span>`
    : html`<span>${before}</span>${brackets.startsWith(' ') ? ' ' : html`<wbr>`}<span class="range">${brackets.trimStart()}</span>`;
}
