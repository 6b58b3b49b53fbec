/** What is fetched before it is needed: bundled here as for the browser, in kB (1 000 bytes) after gzip. */
import { gzipSync } from 'node:zlib';
import { build, type Metafile, type Plugin } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { root } from './sources';

interface Entry {
  readonly file: string;
  /** Some five of a hundred above what it is. */
  readonly budget: number;
  /** Packages and files that only some need: fetched when they do. */
  readonly absent: readonly string[];
  /** What is fetched later counts too. */
  readonly whole?: boolean;
}

const PARSER = 'cohort-dsl/syntax/parse.ts';
const UNITS = '/@lhncbc/ucum-lhc/';
const CODE_READERS = ['/acorn/', '/sucrase/', '/eslint-scope/'];
const DUCKDB = '/@duckdb/duckdb-wasm/';

const entries: Readonly<Record<string, Entry>> = {
  'the notebook’s page': { file: 'components/notebook/workbench.tsx', budget: 430, absent: [PARSER, UNITS, DUCKDB, ...CODE_READERS] },
  'the engine’s worker': { file: 'components/workbench/engine/engine.worker.ts', budget: 540, absent: CODE_READERS },
  'an analysis worker': { file: 'components/workbench/engine/analysis.worker.ts', budget: 235, absent: [PARSER, DUCKDB, ...CODE_READERS] },
  'a worker for a piece of an analysis': {
    file: 'components/workbench/engine/piece.worker.ts',
    budget: 197,
    absent: [PARSER, DUCKDB, '/yaml/', ...CODE_READERS],
  },
  'the language’s worker': {
    file: 'components/notebook/cohort-editor/language.worker.ts',
    budget: 193,
    absent: ['/yaml/', '/zod/', DUCKDB, ...CODE_READERS],
  },
  'the worker that makes content safe': {
    file: 'components/content/content.worker.ts',
    budget: 228,
    absent: [PARSER, DUCKDB, '/zod/', ...CODE_READERS],
    whole: true,
  },
  'the worker of code cells': { file: 'components/workbench/sandbox/code.worker.ts', budget: 366, absent: [PARSER, DUCKDB, '/zod/'] },
  'the editor’s own worker': {
    file: 'node_modules/monaco-editor/esm/vs/editor/editor.worker.js',
    budget: 100,
    absent: [PARSER, DUCKDB, '/zod/', ...CODE_READERS],
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

/** Size and sources of an entry, and of what it imports from the first; what it imports when asked stands apart. */
async function bundled({ file, whole = false }: Entry): Promise<{ readonly kb: number; readonly from: readonly string[] }> {
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
  const all = Object.keys(metafile.outputs);
  const first = whole ? all : comingWith(all.find((name) => metafile.outputs[name].entryPoint === file) ?? '', metafile);
  const fetched = outputFiles.filter(({ path }) => first.some((name) => path.endsWith(`/${name}`)));
  return {
    kb: fetched.reduce((sum, { contents }) => sum + gzipSync(contents).length, 0) / 1000,
    from: first.flatMap((name) => Object.keys(metafile.outputs[name].inputs)),
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
    const { budget, absent } = entries[name];
    const { kb, from } = await bundled(entries[name]);
    expect(kb).toBeGreaterThan(budget / 2);
    expect.soft(kb, `${name}: ${kb.toFixed(0)} kB`).toBeLessThanOrEqual(budget);
    expect(absent.filter((part) => from.some((path) => `/${path}`.includes(part)))).toEqual([]);
  });
});
