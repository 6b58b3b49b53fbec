import 'server-only';
import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileBody } from './file-body';
import { Refusal } from './refusal';
import type { RouteContext } from './route';

/** The engine's files as the start script laid them out, each with a brotli copy beside it. */
const files = new Set(['duckdb-eh.wasm', 'duckdb-browser-eh.worker.js']);
const types: Readonly<Record<string, string>> = { '.wasm': 'application/wasm', '.js': 'text/javascript; charset=utf-8' };
const directory = join(process.cwd(), 'public', 'duckdb');

/** Serves an engine file, compressed ahead of time where the client takes brotli. The address holds the file's version. */
export async function serveEngineFile({ request, parameters }: RouteContext): Promise<Response> {
  const name = parameters.file ?? '';
  if (!files.has(name)) throw new Refusal('not-found', {});
  const plain = join(directory, name);
  const wantsBrotli = /\bbr\b/u.test(request.headers.get('accept-encoding') ?? '');
  const compressed = wantsBrotli ? await sizeOf(`${plain}.br`) : null;
  const size = compressed ?? (await sizeOf(plain));
  if (size === null) throw new Refusal('not-found', {});
  const tag = `"${size.toString(36)}${compressed === null ? '' : '-br'}"`;
  const headers = new Headers({
    'Content-Type': types[extname(name)] ?? 'application/octet-stream',
    'Cache-Control': new URL(request.url).searchParams.has('v')
      ? 'public, max-age=31536000, immutable, no-transform'
      : 'public, max-age=0, must-revalidate, no-transform',
    ETag: tag,
    Vary: 'Accept-Encoding',
  });
  if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers });
  // The server gives these two their real names.
  headers.set('X-Coho-Content-Length', String(size));
  if (compressed !== null) headers.set('X-Coho-Content-Encoding', 'br');
  if (request.method === 'HEAD') return new Response(null, { headers });
  return new Response(await fileBody(compressed === null ? plain : `${plain}.br`), { headers });
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch {
    return null;
  }
}
