import 'server-only';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { ReadableStream as NodeStream } from 'node:stream/web';

interface Range {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
}

/** Bytes that are read at once: the engine asks for pieces of this size and less. */
const AT_ONCE = 512 * 1024;

/**
 * A file, or a range of it, as the body of an answer. What is long is read as it is asked for, and let go of when the reader hangs up;
 * `Readable.toWeb` may end the process there, closing a stream that is closed.
 * @throws Error where the file ends before the range does
 */
export async function fileBody(path: string, range?: Range | null): Promise<ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>> {
  if (range && range.end - range.start < AT_ONCE) return readAtOnce(path, range);
  return NodeStream.from<Uint8Array>(createReadStream(path, range ?? {})) as ReadableStream<Uint8Array>;
}

async function readAtOnce(path: string, { start, end }: Range): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path);
  try {
    const bytes = new Uint8Array(end - start + 1);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    if (bytesRead < bytes.length) throw new Error('the file ends before the range that was asked for');
    return bytes;
  } finally {
    await file.close();
  }
}
