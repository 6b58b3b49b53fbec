import { spreadsheetText } from '@/analysis-kernel/results/spreadsheet-text';
import { headLines, type JournalTable } from '@/analysis-kernel/views/journal-table';

const escaped = (text: string) => spreadsheetText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A table as clean HTML for the clipboard: a word processor or spreadsheet makes its own table of it. */
export function htmlOf(table: JournalTable): string {
  const isNumber = (place: number) => table.columns[place]?.numeric === true;
  const head = headLines(table.columns)
    .map((cells) => {
      const set = cells.map(({ text, under, columns, lines }) => {
        const size = `${columns > 1 ? ` colspan="${columns}"` : ''}${lines > 1 ? ` rowspan="${lines}"` : ''}`;
        return `<th${size}>${escaped(text)}${under === null ? '' : `<br>${escaped(under)}`}</th>`;
      });
      return `<tr>${set.join('')}</tr>`;
    })
    .join('');
  const body = table.rows
    .map(
      ({ cells, indent }) =>
        `<tr>${cells.map(({ text }, place) => `<td${isNumber(place) ? ' style="white-space: nowrap"' : ''}>${place === 0 ? '&emsp;'.repeat(indent) : ''}${escaped(text)}</td>`).join('')}</tr>`,
    )
    .join('');
  const notes = table.notes.map((note) => `<p>${escaped(note)}</p>`).join('');
  return `<table><caption>${escaped(table.caption)}</caption><thead>${head}</thead><tbody>${body}</tbody></table>${notes}`;
}
