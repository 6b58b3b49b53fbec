import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResultsCell, ResultsDocument } from '@/analysis-kernel/session/results-document';
import { runCommandLine } from '@/cli/main';

const demos = join(import.meta.dirname, '..', '..', 'data', 'demos');
let folder: string;
let files: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coho-demos-'));
  process.env.COHO_DATA = folder;
  files = (await readdir(demos)).filter((name) => name.endsWith('.md')).sort();
});
afterAll(() => rm(folder, { recursive: true }));

async function resultsOf(file: string): Promise<readonly ResultsCell[]> {
  const json = join(folder, 'results.json');
  const said: string[] = [];
  const status = await runCommandLine(['run', join(demos, file), '--json', json], { out: (line) => said.push(line), progress: () => {} });
  const { cells } = JSON.parse(await readFile(json, 'utf8')) as ResultsDocument;
  expect(cells.filter((cell) => cell.status !== 'ok').map(({ name, error }) => ({ name, error }))).toEqual([]);
  expect(said).toEqual([]);
  expect(status).toBe(0);
  return cells;
}

/** Everything but the words: titles of inputs and labels differ between languages, numbers must not. */
const numbersOf = (cells: readonly ResultsCell[]) =>
  cells.map(({ kind, tables }) => ({
    kind,
    numbers: JSON.stringify(tables ?? null).match(/-?\d+(?:\.\d+)?(?:e-?\d+)?/gu),
  }));

describe.each(['breast_cancer', 'cardiometabolic', 'renal_flc', 'renal'])('the demo study of %s', (database) => {
  it('runs from its first cell to its last in both languages, to the same numbers', async () => {
    const english = await resultsOf(`${database}.en.md`);
    expect(files).toContain(`${database}.zh.md`);
    expect(english.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['cohort', 'analysis']));
    const chinese = await resultsOf(`${database}.zh.md`);
    expect(numbersOf(chinese)).toEqual(numbersOf(english));
  }, 240_000);
});
