/** The first record of a CSV file: what delimits, and what the columns are called. */
import { open } from 'node:fs/promises';

export interface CsvHeader {
  readonly delimiter: ',' | '\t' | ';';
  readonly names: readonly string[];
}

const BYTES = 1 << 20;

/**
 * Reads the header. Commas delimit, unless the first line has none and has tabs or semicolons. A column without a name is called
 * after its place, one whose name is taken gets a number.
 * @throws Error whose message says what is wrong with the file
 */
export async function readCsvHeader(file: string): Promise<CsvHeader> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BYTES), 0, BYTES, 0);
    const mark = buffer.toString('latin1', 0, 2);
    if (mark === '\xFF\xFE' || mark === '\xFE\xFF') throw new Error('the file is UTF-16 text; save it as UTF-8.');
    const text = buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '');
    if (text.trim() === '') throw new Error('the file is empty.');
    const plain = text.split(/\r?\n|\r/, 1)[0].replace(/"[^"]*"/g, '');
    const delimiter = ([',', '\t', ';'] as const).find((mark) => plain.includes(mark)) ?? ',';
    const names = firstRecord(text, delimiter);
    if (names.some((name) => /[\uFFFD\0]/.test(name))) throw new Error('line 1 is not UTF-8 text; save the file as UTF-8.');
    return { delimiter, names: distinct(names) };
  } finally {
    await handle.close();
  }
}

function firstRecord(text: string, delimiter: string): readonly string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quoted) {
      if (char !== '"') field += char;
      else if (text.charAt(at + 1) === '"') {
        field += char;
        at += 1;
      } else quoted = false;
    } else if (char === '"' && field.trim() === '') {
      field = '';
      quoted = true;
    } else if (char === delimiter) {
      fields.push(field);
      field = '';
    } else if (char === '\n' || char === '\r') return [...fields, field];
    else field += char;
  }
  if (quoted) throw new Error('line 1: a text in quotes is never closed.');
  return [...fields, field];
}

function distinct(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((written, at) => {
    const wish = written.trim() === '' ? `column${at + 1}` : written.trim();
    let name = wish;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${wish}_${count}`;
    taken.add(name.toLowerCase());
    return name;
  });
}
