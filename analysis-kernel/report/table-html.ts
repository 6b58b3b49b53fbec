/** Tables as a journal sets them: three lines, numbers right, no stripes. */
import type { JournalTable } from '../views/journal-table';
import { type Html, html } from './html';

/** More columns than stand side by side on an upright page: printed across. */
const WIDE = 9;
const NUMERIC = html` class="num"`;
const INDENTED = html` class="level"`;

/** The table as HTML; the first column names the rows. Values a text was rounded from appear on hover. */
export function tableHtml({ columns, rows, notes }: JournalTable, caption: string): Html {
  const head = columns.some(({ header }) => header !== '')
    ? html`<thead><tr>${columns.map(({ header, numeric }) => html`<th scope="col"${numeric ? NUMERIC : null}>${header}</th>`)}</tr></thead>
`
    : null;
  const body = rows.map(({ cells, indent }) => {
    const set = cells.map(({ text, full }, at) => {
      const title = full === null ? null : html` title="${full}"`;
      if (at === 0) return html`<th scope="row"${indent === 1 ? INDENTED : columns[0].numeric ? NUMERIC : null}${title}>${text}</th>`;
      return html`<td${columns[at].numeric ? NUMERIC : null}${title}>${text}</td>`;
    });
    return html`<tr>${set}</tr>
`;
  });
  return html`<div class="table${columns.length > WIDE ? ' wide' : ''}"><table>
<caption>${caption}</caption>
${head}<tbody>
${body}</tbody>
</table>
${notes.map((note) => html`<p class="table-note">${note}</p>\n`)}</div>
`;
}
