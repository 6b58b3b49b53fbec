import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);

const names = ['duckdb-eh.wasm', 'duckdb-browser-eh.worker.js'];
/** Six takes a few seconds and comes within a fifth of eleven, which takes a minute. */
const QUALITY = 6;

/** Copies the browser engine's files out of its package and compresses each once. */
export async function layOutEngine(root) {
  const from = join(root, 'node_modules', '@duckdb', 'duckdb-wasm', 'dist');
  const to = join(root, 'public', 'duckdb');
  mkdirSync(to, { recursive: true });
  for (const name of names) {
    const source = join(from, name);
    const target = join(to, name);
    const done = existsSync(`${target}.br`) && existsSync(target) && statSync(target).size === statSync(source).size;
    if (done) continue;
    const bytes = readFileSync(source);
    const parameters = {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    write(target, bytes);
    write(`${target}.br`, await compress(bytes, { params: parameters }));
  }
}

/** A reader sees the whole file or none. */
function write(path, bytes) {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, bytes);
  renameSync(unfinished, path);
}
