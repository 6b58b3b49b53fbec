/** A journal table as a Word document of its own: three lines, numbers right, notes below. */
import type { JournalTable } from './journal-table';
import { zipOf } from './zip';

const CONTENT_TYPES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const RELATIONS = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;
const NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** Media type of the file. */
export const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Characters XML does not know are left out. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

interface Look {
  readonly bold?: boolean;
  readonly small?: boolean;
  readonly right?: boolean;
  readonly indented?: boolean;
}

function paragraph(text: string, { bold, small, right, indented }: Look): string {
  const place = `<w:pPr><w:spacing w:before="20" w:after="20"/>${indented ? '<w:ind w:left="240"/>' : ''}${right ? '<w:jc w:val="right"/>' : ''}</w:pPr>`;
  const fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun"/>';
  const size = small ? 16 : 20;
  const run = `<w:rPr>${fonts}${bold ? '<w:b/>' : ''}<w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr>`;
  return `<w:p>${place}<w:r>${run}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
}

/** Eighths of a point: the outer lines heavier than the one under the header. */
function line(side: 'top' | 'bottom', weight: number): string {
  return `<w:${side} w:val="single" w:sz="${weight}" w:space="0" w:color="000000"/>`;
}

function cell(content: string, underlined: boolean): string {
  const borders = underlined ? `<w:tcBorders>${line('bottom', 4)}</w:tcBorders>` : '';
  return `<w:tc><w:tcPr>${borders}</w:tcPr>${content}</w:tc>`;
}

function documentXml({ caption, columns, rows, notes }: JournalTable): string {
  const heading = columns.some(({ header }) => header !== '')
    ? `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${columns
        .map(({ header, numeric }) => cell(paragraph(header, { bold: true, right: numeric }), true))
        .join('')}</w:tr>`
    : '';
  const body = rows.map(
    ({ cells, indent }) =>
      `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells
        .map(({ text }, place) => cell(paragraph(text, { right: columns[place]?.numeric, indented: place === 0 && indent === 1 }), false))
        .join('')}</w:tr>`,
  );
  const grid = columns.map(() => '<w:gridCol/>').join('');
  const table = `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>${line('top', 12)}${line('bottom', 12)}</w:tblBorders></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${heading}${body.join('')}</w:tbl>`;
  const below = notes.map((note) => paragraph(note, { small: true })).join('');
  const page =
    columns.length > 6
      ? '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
      : '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>';
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="${NAMESPACE}"><w:body>${paragraph(caption, { bold: true })}${table}${below}<w:p/>${page}</w:body></w:document>`;
}

/** The table as the bytes of a `.docx` file; the same table gives the same bytes. */
export function wordTable(table: JournalTable): Uint8Array<ArrayBuffer> {
  return zipOf(
    new Map([
      ['[Content_Types].xml', CONTENT_TYPES],
      ['_rels/.rels', RELATIONS],
      ['word/document.xml', documentXml(table)],
    ]),
  );
}
