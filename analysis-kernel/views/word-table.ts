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
import type { JournalTable } from './journal-table';

/** Media type of the file. */
export const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: 'SimSun' };
const MARGIN = convertMillimetersToTwip(20);
/** More columns than this want the page on its side. */
const UPRIGHT_COLUMNS = 6;

const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
/** Eighths of a point: the outer lines heavier than the one under the header. */
const OUTER_LINE = { style: BorderStyle.SINGLE, size: 12, color: '000000' };
const INNER_LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' };

interface Look {
  readonly bold?: boolean;
  readonly small?: boolean;
  readonly right?: boolean;
  readonly indented?: boolean;
}

function paragraph(text: string, { bold = false, small = false, right = false, indented = false }: Look): Paragraph {
  // Characters XML does not know are left out.
  const known = text.replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
  return new Paragraph({
    alignment: right ? AlignmentType.RIGHT : AlignmentType.LEFT,
    indent: indented ? { left: 240 } : undefined,
    spacing: { before: 20, after: 20 },
    children: [new TextRun({ text: known, bold, size: small ? 16 : 20, font: FONT })],
  });
}

function headingRow(columns: JournalTable['columns']): TableRow {
  const cells = columns.map(
    ({ header, numeric }) =>
      new TableCell({ borders: { bottom: INNER_LINE }, children: [paragraph(header, { bold: true, right: numeric })] }),
  );
  return new TableRow({ tableHeader: true, cantSplit: true, children: cells });
}

function bodyRow({ cells, indent }: JournalTable['rows'][number], columns: JournalTable['columns']): TableRow {
  return new TableRow({
    cantSplit: true,
    children: cells.map(
      ({ text }, place) =>
        new TableCell({ children: [paragraph(text, { right: columns[place]?.numeric, indented: place === 0 && indent === 1 })] }),
    ),
  });
}

/** The table as the bytes of a `.docx` file. */
export function wordTable({ caption, columns, rows, notes }: JournalTable): Promise<ArrayBuffer> {
  const heading = columns.some(({ header }) => header !== '') ? [headingRow(columns)] : [];
  const table = new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: {
      top: OUTER_LINE,
      bottom: OUTER_LINE,
      left: NO_LINE,
      right: NO_LINE,
      insideHorizontal: NO_LINE,
      insideVertical: NO_LINE,
    },
    rows: [...heading, ...rows.map((row) => bodyRow(row, columns))],
  });
  const orientation = columns.length > UPRIGHT_COLUMNS ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT;
  const page = { size: { orientation }, margin: { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN } };
  const children = [paragraph(caption, { bold: true }), table, ...notes.map((note) => paragraph(note, { small: true }))];
  return Packer.toArrayBuffer(new Document({ title: caption, creator: 'Coho', sections: [{ properties: { page }, children }] }));
}
