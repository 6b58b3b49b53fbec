/** What a browser downloads to run each route: the JavaScript its page starts with, as gzip sends it. Needs a build; `npm start` makes one. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Weight } from './measure';

const built = join(import.meta.dirname, '..', '.next');
const MANIFEST = 'page_client-reference-manifest.js';

interface Manifest {
  readonly entryJSFiles: Readonly<Record<string, readonly string[]>>;
}

function read<T>(file: string): T {
  const text = readFileSync(join(built, file), 'utf8');
  // A manifest is a script that sets one object; the routes' stand after the second assignment.
  const object = file.endsWith('.json') ? text : text.slice(text.indexOf('{', text.lastIndexOf('] = ')), text.lastIndexOf('}') + 1);
  return JSON.parse(object) as T;
}

/** The gzip size of each route's first JavaScript, the framework's part included, greatest last. */
export async function run(): Promise<readonly Weight[]> {
  const { rootMainFiles } = read<{ rootMainFiles: readonly string[] }>('build-manifest.json');
  const sizes = new Map<string, number>();
  const sizeOf = (file: string): number => {
    const known = sizes.get(file) ?? gzipSync(readFileSync(join(built, file))).length;
    sizes.set(file, known);
    return known;
  };
  const app = join(built, 'server', 'app');
  const manifests = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith(MANIFEST) && !path.startsWith('_'),
  );
  const routes = manifests.map((path) => {
    const { entryJSFiles } = read<Manifest>(join('server', 'app', path));
    const files = new Set([
      ...rootMainFiles,
      ...Object.entries(entryJSFiles).flatMap(([entry, list]) => (/\/(?:page|layout)$/u.test(entry) ? list : [])),
    ]);
    const route = dirname(path) === '.' ? '/' : `/${dirname(path)}`;
    return { name: `JavaScript of ${route}`, bytes: [...files].reduce((sum, file) => sum + sizeOf(file), 0) };
  });
  return routes.sort((a, b) => a.bytes - b.bytes);
}
