/** A journal table as a Word document of its own: three lines, numbers right, notes below. */
import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { type HeadCell, headLines, type JournalTable } from './journal-table';
import { bracketsApart, printLayout, withColumns } from './print-layout';

/** Media type of the file. */
export const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: 'SimSun' };
const MARGIN = convertMillimetersToTwip(20);

/** Of the table's width in twentieths of a point, the share of the column that names the rows. */
const LABELS = 0.34;
const TABLE_WIDTH = 9600;

const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
/** Eighths of a point: the outer lines heavier than the one under the header. */
const OUTER_LINE = { style: BorderStyle.SINGLE, size: 12, color: '000000' };
const INNER_LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' };

interface Look {
  readonly bold?: boolean;
  readonly small?: boolean;
  readonly right?: boolean;
  /** Steps to the right. */
  readonly indented?: number;
}

function paragraph(text: string, { bold = false, small = false, right = false, indented = 0 }: Look): Paragraph {
  // Characters XML does not know are left out.
  const known = text.replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
  return new Paragraph({
    alignment: right ? AlignmentType.RIGHT : AlignmentType.LEFT,
    indent: indented > 0 ? { left: 240 * indented } : undefined,
    spacing: { before: 20, after: 20 },
    children: known
      .split('\n')
      .map((line, at) => new TextRun({ text: line, bold, size: small ? 15 : 20, font: FONT, ...(at > 0 ? { break: 1 } : {}) })),
  });
}

function headingRow(line: readonly HeadCell[]): TableRow {
  const cells = line.map(({ text, under, numeric, columns, lines }) => {
    const looks = { bold: true, right: numeric };
    return new TableCell({
      borders: { bottom: INNER_LINE },
      ...(columns > 1 ? { columnSpan: columns } : {}),
      ...(lines > 1 ? { rowSpan: lines } : {}),
      children: [paragraph(text, looks), ...(under === null ? [] : [paragraph(under, looks)])],
    });
  });
  return new TableRow({ tableHeader: true, cantSplit: true, children: cells });
}

/** A number breaks nowhere, but stands above its range where there is no room beside. */
function whole(text: string, stacked: boolean): string {
  const [before, brackets] = bracketsApart(text);
  const joined = stacked && brackets !== '' ? `${before}\n${brackets.trimStart()}` : text;
  return joined.replaceAll(' ', '\u00a0').replaceAll('～', '\u2060～\u2060');
}

function bodyRow(
  { cells, indent }: JournalTable['rows'][number],
  columns: JournalTable['columns'],
  { small, stacked }: { readonly small: boolean; readonly stacked: boolean },
): TableRow {
  const isNumber = (place: number) => columns[place]?.numeric === true;
  return new TableRow({
    cantSplit: true,
    children: cells.map(
      ({ text }, place) =>
        new TableCell({
          children: [
            paragraph(isNumber(place) ? whole(text, stacked) : text, { right: isNumber(place), indented: place === 0 ? indent : 0, small }),
          ],
        }),
    ),
  });
}

/** The table as the bytes of a `.docx` file: across the page, in smaller type or in parts where it is too wide for the page upright. */
export function wordTable(table: JournalTable): Promise<ArrayBuffer> {
  const { caption, notes } = table;
  const layout = printLayout(table);
  const { across, parts } = layout;
  const tables = parts.map((places) => {
    const { columns, rows, byLabels } = withColumns(table, places);
    return new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      ...(byLabels
        ? { columnWidths: columns.map((_, at) => Math.round((at === 0 ? LABELS : (1 - LABELS) / (columns.length - 1)) * TABLE_WIDTH)) }
        : {}),
      borders: {
        top: OUTER_LINE,
        bottom: OUTER_LINE,
        left: NO_LINE,
        right: NO_LINE,
        insideHorizontal: NO_LINE,
        insideVertical: NO_LINE,
      },
      rows: [...headLines(columns).map(headingRow), ...rows.map((row) => bodyRow(row, columns, layout))],
    });
  });
  const orientation = across ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT;
  const page = { size: { orientation }, margin: { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN } };
  // Two tables without a paragraph between them would be one.
  const set = tables.flatMap((part, at) => (at === 0 ? [part] : [paragraph('', {}), part]));
  const children = [paragraph(caption, { bold: true }), ...set, ...notes.map((note) => paragraph(note, { small: true }))];
  return Packer.toArrayBuffer(new Document({ title: caption, creator: 'Coho', sections: [{ properties: { page }, children }] }));
}
