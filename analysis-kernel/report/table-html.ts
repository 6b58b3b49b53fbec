/** Tables as a journal sets them: three lines, numbers right, no stripes. */
import type { ResultTable } from '../results/result';
import { type Html, html } from './html';
import { isNumeric, printed } from './number-cells';

export interface TableColumn {
  readonly title: string;
  readonly numeric: boolean;
}

export interface TableRow {
  readonly cells: readonly string[];
  /** Levels of a variable stand in under it. */
  readonly indented?: boolean;
}

export interface PrintedTable {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly notes: readonly string[];
}

/** The table as HTML; the first column names the rows. */
export function tableHtml({ caption, columns, rows, notes }: PrintedTable): Html {
  const head = columns.map(({ title, numeric }) => html`<th scope="col"${numeric ? NUMERIC : null}>${title}</th>`);
  const body = rows.map(({ cells, indented }) => {
    const set = cells.map((cell, at) => {
      if (at === 0) return html`<th scope="row"${indented ? INDENTED : null}>${cell}</th>`;
      return html`<td${columns[at].numeric ? NUMERIC : null}>${cell}</td>`;
    });
    return html`<tr>${set}</tr>\n`;
  });
  const foot = notes.map((note) => html`<p class="table-note">${note}</p>\n`);
  return html`<div class="table"><table>
<caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody>
</table>
${foot}</div>
`;
}

const NUMERIC = html` class="num"`;
const INDENTED = html` class="level"`;

/** A result table column by column, as it is; columns without a single value are left out. */
export function plainTable(table: ResultTable, caption: string, rows: number, notes: readonly string[] = []): PrintedTable {
  const shown = table.rows.slice(0, rows);
  const kept = table.columns.flatMap((_, at) => (table.rows.length === 0 || table.rows.some((row) => row[at] !== null) ? [at] : []));
  return {
    caption,
    columns: kept.map((at) => ({ title: table.columns[at], numeric: isNumeric(table, at) })),
    rows: shown.map((row) => ({ cells: kept.map((at) => printed(table.columns[at], row[at] ?? null)) })),
    notes,
  };
}
