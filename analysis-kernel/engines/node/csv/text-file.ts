/** A text file as the engine reads it: UTF-8, its lines ending in one way. What is not is read from a copy. */
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGunzip, gunzipSync } from 'node:zlib';
import { CsvFault, noEncoding, utf16 } from './csv-fault';

export interface TextFile {
  /** The file itself, or the copy. */
  readonly path: string;
  /** What the text was written in. */
  readonly encoding: 'UTF-8' | 'GB 18030';
  /** Removes the copy. */
  close(): Promise<void>;
}

const CHUNK = 1 << 22;

/**
 * Opens a text file, gzipped where its name ends in `.gz`. What is not UTF-8 is read as GB 18030 only where most of it beyond ASCII
 * is everyday Chinese.
 * @throws CsvFault
 */
export async function openTextFile(file: string): Promise<TextFile> {
  if (await isUtf8File(file)) return { path: file, encoding: 'UTF-8', close: async () => {} };
  const bytes = await wholeFile(file);
  const mark = bytes.toString('latin1', 0, 2);
  if (mark === '\xFF\xFE' || mark === '\xFE\xFF') throw new CsvFault(utf16);
  const text = chineseText(bytes);
  if (text === null) throw new CsvFault(noEncoding(firstIllFormedLine(bytes)));
  return { ...(await copyOf(text)), encoding: 'GB 18030' };
}

/** A copy of a file edited on two systems, whose lines then all end in one way; null where they do already. */
export async function withOneLineEnd(file: TextFile): Promise<TextFile | null> {
  const text = (await wholeFile(file.path)).toString('utf8');
  if (new Set(text.match(/\r\n?|\n/g)).size < 2) return null;
  await file.close();
  return { ...(await copyOf(text.replace(/\r\n?/g, '\n'))), encoding: file.encoding };
}

async function copyOf(text: string): Promise<Pick<TextFile, 'path' | 'close'>> {
  const folder = await mkdtemp(join(tmpdir(), 'coho-'));
  const path = join(folder, 'table.csv');
  await writeFile(path, text);
  return { path, close: () => rm(folder, { recursive: true, force: true }) };
}

/** All bytes of a file. */
export async function wholeFile(file: string): Promise<Buffer> {
  const bytes = await readFile(file);
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

async function isUtf8File(file: string): Promise<boolean> {
  const source = createReadStream(file, { highWaterMark: CHUNK });
  const bytes = file.endsWith('.gz') ? source.pipe(createGunzip({ chunkSize: CHUNK })) : source;
  let rest = Buffer.alloc(0);
  try {
    for await (const chunk of bytes) {
      const all = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer);
      const whole = all.length - openSequence(all);
      if (!isUtf8(all.subarray(0, whole))) return false;
      rest = Buffer.from(all.subarray(whole));
    }
    return rest.length === 0;
  } finally {
    source.destroy();
  }
}

/** How many bytes at the end begin a character that the next bytes complete. */
function openSequence(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/**
 * The text of GB 18030 bytes; null where it is none. Nearly any bytes decode as some character of it: letters with accents of a western
 * encoding and Japanese as rare ideographs, Big5 and Cyrillic as characters for private use. So half of the characters must be of the
 * everyday ones (GB 2312) or of four bytes, which other encodings hardly write, and none for private use. And UTF-8 with a
 * character broken off somewhere is UTF-8.
 */
function chineseText(bytes: Buffer): string | null {
  const beyondAscii = bytes.toString('utf8').match(/[^\0-\x7F]/gu) ?? [];
  if (beyondAscii.filter((char) => char === '\uFFFD').length < 0.5 * beyondAscii.length) return null;
  let [likely, beyond] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] < 0x80) continue;
    const isLong = isDigit(bytes[at + 1]) && bytes[at + 2] > 0x80 && isDigit(bytes[at + 3]);
    beyond += 1;
    if (isLong || isEveryday(bytes[at], bytes[at + 1])) likely += 1;
    at += isLong ? 3 : 1;
  }
  if (likely < 0.5 * beyond) return null;
  try {
    const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    return /\p{Co}/u.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** Signs, full-width letters, Greek and the characters of GB 2312; not its kana, as which Big5 would come out. */
const isEveryday = (lead: number, next: number | undefined) =>
  next !== undefined && next >= 0xa1 && ((lead >= 0xa1 && lead <= 0xa3) || lead === 0xa6 || (lead >= 0xb0 && lead <= 0xf7));
const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;

function firstIllFormedLine(bytes: Buffer): number {
  let [line, from] = [1, 0];
  for (let end = bytes.indexOf(0x0a); end >= 0 && isUtf8(bytes.subarray(from, end)); end = bytes.indexOf(0x0a, from)) {
    line += 1;
    from = end + 1;
  }
  return line;
}
