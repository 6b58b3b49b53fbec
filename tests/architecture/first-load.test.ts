/** What is fetched before it is needed: bundled here as for the browser, in kB (1 000 bytes) after gzip. */
import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build, type Metafile, type Plugin } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { root } from './sources';

interface Entry {
  readonly file: string;
  /** Some five of a hundred above what it is. */
  readonly budget: number;
  /** Packages and files that only some need: fetched when they do. */
  readonly absent: readonly RegExp[];
  /** What is fetched later counts too. */
  readonly whole?: boolean;
}

const PARSER = /cohort-dsl\/syntax\/parse\.ts/u;
const UNITS = /\/@lhncbc\/ucum-lhc\//u;
const CODE_READERS = [/\/acorn\//u, /\/sucrase\//u, /\/eslint-scope\//u];
const DUCKDB = /\/@duckdb\/duckdb-wasm\//u;
const YAML = /\/yaml\//u;
const ZOD = /\/zod\//u;
/** All of a method but what menus know of it. */
const METHODS = /\/registry\/methods\/[^/]+\/(?!entry\.ts)/u;

const METHOD_FOLDER = 'analysis-kernel/registry/methods';
const METHOD_IDS = readdirSync(METHOD_FOLDER);

const entries: Readonly<Record<string, Entry>> = {
  'the notebook’s page': {
    file: 'components/notebook/workbench.tsx',
    budget: 320,
    absent: [PARSER, UNITS, DUCKDB, METHODS, ...CODE_READERS],
  },
  'the engine’s worker': { file: 'components/workbench/engine/engine.worker.ts', budget: 392, absent: [METHODS, ...CODE_READERS] },
  'an analysis worker': {
    file: 'components/workbench/engine/analysis.worker.ts',
    budget: 87,
    absent: [PARSER, DUCKDB, METHODS, ...CODE_READERS],
  },
  'a worker for a piece of an analysis': {
    file: 'components/workbench/engine/piece.worker.ts',
    // All of it but the entries is less than five and a half.
    budget: 5.5 + 0.25 * METHOD_IDS.length,
    absent: [PARSER, DUCKDB, METHODS, YAML, ZOD, ...CODE_READERS],
  },
  'the language’s worker': {
    file: 'components/notebook/cohort-editor/language.worker.ts',
    budget: 200,
    absent: [YAML, ZOD, DUCKDB, ...CODE_READERS],
  },
  'the worker that makes content safe': {
    file: 'components/content/content.worker.ts',
    budget: 228,
    absent: [PARSER, DUCKDB, ZOD, ...CODE_READERS],
    whole: true,
  },
  'the worker of code cells': { file: 'components/workbench/sandbox/code.worker.ts', budget: 366, absent: [PARSER, DUCKDB, ZOD] },
  'the editor’s own worker': {
    file: 'node_modules/monaco-editor/esm/vs/editor/editor.worker.js',
    budget: 100,
    absent: [PARSER, DUCKDB, ZOD, ...CODE_READERS],
  },
};

/** The server's actions are addresses to a page; the editor has a worker and a budget of its own. */
const elsewhere: Plugin = {
  name: 'elsewhere',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^server-only$|\/_actions\/|^monaco-editor\// }, ({ path, kind }) =>
      kind === 'entry-point' ? null : { path, external: true },
    ),
};

interface Bundle {
  readonly metafile: Metafile;
  /** kB of a piece by its name. */
  readonly sizes: ReadonlyMap<string, number>;
}

/** Pieces of an entry: what it imports when asked stands apart. */
async function bundled(file: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [file],
    outdir: 'out',
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    metafile: true,
    plugins: [elsewhere],
    external: ['crypto'],
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.css': 'empty', '.woff2': 'empty', '.ttf': 'empty' },
    logLevel: 'error',
  });
  const names = Object.keys(metafile.outputs);
  const sized = outputFiles.map(({ path, contents }): [string, number] => [
    names.find((name) => path.endsWith(`/${name}`)) ?? path,
    gzipSync(contents).length / 1000,
  ]);
  return { metafile, sizes: new Map(sized) };
}

/** The piece that begins with this file. */
function pieceOf(file: string, { outputs }: Metafile): string {
  const found = Object.keys(outputs).find((name) => outputs[name].entryPoint === file);
  if (found === undefined) throw new Error(`${file} is no piece of its own`);
  return found;
}

/** kB and sources of pieces. */
function weighed(pieces: readonly string[], { metafile, sizes }: Bundle): { readonly kb: number; readonly from: readonly string[] } {
  return {
    kb: pieces.reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0),
    from: pieces.flatMap((name) => Object.keys(metafile.outputs[name].inputs)),
  };
}

function comingWith(entry: string, { outputs }: Metafile, found: Set<string> = new Set()): readonly string[] {
  if (!found.has(entry)) {
    found.add(entry);
    for (const { path, kind, external } of outputs[entry].imports)
      if (kind === 'import-statement' && !external) comingWith(path, { inputs: {}, outputs }, found);
  }
  return [...found];
}

describe('the first load of', () => {
  it.each(Object.keys(entries))('%s keeps its budget and goes without what only some need', async (name) => {
    const { file, budget, absent, whole = false } = entries[name];
    const bundle = await bundled(file);
    const { metafile } = bundle;
    const { kb, from } = weighed(whole ? Object.keys(metafile.outputs) : comingWith(pieceOf(file, metafile), metafile), bundle);
    expect(kb).toBeGreaterThan(budget / 2);
    expect.soft(kb, `${name}: ${kb.toFixed(0)} kB`).toBeLessThanOrEqual(budget);
    expect(from.filter((path) => absent.some((part) => part.test(`/${path}`)))).toEqual([]);
  });
});

/** Methods whose options and tables are many, each with words in two languages and a script of its own. */
const MOST_DECLARED: Readonly<Record<string, number>> = { cox: 33 };

describe('a method that a page fetches', () => {
  it.each(METHOD_IDS)('%s comes declared first, and what computes it with its run', async (id) => {
    pages ??= bundled(entries['the notebook’s page'].file);
    const bundle = await pages;
    const { metafile } = bundle;
    const here = new Set(comingWith(pieceOf(entries['the notebook’s page'].file, metafile), metafile));
    const declared = comingWith(pieceOf(`${METHOD_FOLDER}/${id}/method.ts`, metafile), metafile).filter((name) => !here.has(name));
    const { kb, from } = weighed(declared, bundle);
    expect(from).not.toContain(`${METHOD_FOLDER}/${id}/run.ts`);
    // A small one is declared and computed in one file.
    if (readdirSync(`${METHOD_FOLDER}/${id}`).includes('run.ts')) expect(pieceOf(`${METHOD_FOLDER}/${id}/run.ts`, metafile)).not.toBe('');
    // A declaration is words and what several share. One that computes brings formulas and matrices.
    expect(kb, `${kb.toFixed(0)} kB`).toBeLessThanOrEqual(MOST_DECLARED[id] ?? 23);
  });
});

let pages: Promise<Bundle> | null = null;
