import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folders = ['app', 'components', 'analysis-kernel', 'cohort-dsl', 'prisma', 'data', 'public'];
const files = ['package-lock.json', 'next.config.js', 'instrumentation.ts', 'postcss.config.mjs', 'tsconfig.json'];
/** Read at run time, never built into the product. */
const outside = new Set(['sources', 'duckdb', 'sandbox']);

export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

function* filesUnder(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.isDirectory()) {
      if (!outside.has(entry.name)) yield* filesUnder(join(folder, entry.name));
    } else yield join(folder, entry.name);
  }
}

/** One hash of everything the build reads: names and contents. */
export function hashOfSources(root) {
  const hash = createHash('sha256');
  const add = (path) => hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  for (const folder of folders) {
    let under = [];
    try {
      under = [...filesUnder(join(root, folder))];
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
    for (const path of under) add(path);
  }
  for (const file of files) add(join(root, file));
  return hash.digest('hex');
}
