import 'server-only';
import { createReadStream } from 'node:fs';
import { ReadableStream as NodeStream } from 'node:stream/web';

/**
 * A file, or the bytes of it from start to end (inclusive), as the body of an answer. Read as it is asked for, and let go of when the
 * reader hangs up; `Readable.toWeb` may end the process there, closing a stream that is closed.
 */
export function fileBody(path: string, range?: { readonly start: number; readonly end: number } | null): ReadableStream<Uint8Array> {
  return NodeStream.from<Uint8Array>(createReadStream(path, range ?? {})) as ReadableStream<Uint8Array>;
}
