import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { parseSync } from 'oxc-parser';

export const root = join(import.meta.dirname, '..', '..');

/** Rooms of the house; generated files and data are not written by hand. */
const rooms = ['analysis-kernel', 'app', 'bench', 'cli', 'cohort-dsl', 'components', 'prisma', 'tests'];
const doors = ['instrumentation.ts', 'next.config.js', 'playwright.config.ts', 'vitest.config.ts', 'prisma.config.ts'];

interface Import {
  /** The file or package named. */
  readonly target: string;
  /** Path inside the repository, without extension where it was written so; null for a package. */
  readonly path: string | null;
  readonly typeOnly: boolean;
}

export interface Source {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

type Parsed = ReturnType<typeof parseSync>;
const parsed = new Map<string, Parsed>();

export function parse(source: { readonly path: string; readonly text: string }): Parsed {
  const known = parsed.get(source.path) ?? parseSync(source.path, source.text);
  parsed.set(source.path, known);
  return known;
}

function listFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|js)$/u.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function existing(folder: string): boolean {
  try {
    return readdirSync(join(root, folder)).length > 0;
  } catch {
    return false;
  }
}

function importsOf(path: string, text: string): readonly Import[] {
  const { module } = parse({ path, text });
  const named = [
    ...module.staticImports.map((item) => ({
      target: item.moduleRequest.value,
      typeOnly: item.entries.length > 0 && item.entries.every((entry) => entry.isType),
    })),
    ...module.staticExports.flatMap((item) =>
      item.entries.flatMap((entry) => (entry.moduleRequest ? [{ target: entry.moduleRequest.value, typeOnly: entry.isType }] : [])),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest }) => {
      const literal = /^['"](.*)['"]$/su.exec(text.slice(moduleRequest.start, moduleRequest.end));
      return literal ? [{ target: literal[1], typeOnly: false }] : [];
    }),
  ];
  return named.map(({ target, typeOnly }) => ({ target, typeOnly, path: resolve(path, target) }));
}

function resolve(from: string, target: string): string | null {
  if (target.startsWith('@/')) return target.slice(2);
  if (target.startsWith('.')) return join(dirname(from), target).split(sep).join('/');
  return null;
}

function read(): readonly Source[] {
  const paths = [...rooms.filter(existing).flatMap(listFiles), ...doors.filter((door) => readdirSync(root).includes(door))];
  return paths
    .filter((path) => !path.includes('/generated/') && !path.startsWith('tests/fixtures/'))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, lines: text.split('\n').length - 1, imports: importsOf(path, text) };
    });
}

/** Every source file of the repository, parsed once. */
export const sources = read();

const byPath = new Map(sources.map((source) => [source.path, source]));
const endings = ['', '.ts', '.tsx', '.mjs', '.js', '/index.ts', '/index.tsx'];

/** The source an import leads to, if it is one of ours written by hand. */
export function sourceAt(path: string): Source | null {
  for (const ending of endings) {
    const found = byPath.get(path + ending);
    if (found) return found;
  }
  return null;
}
