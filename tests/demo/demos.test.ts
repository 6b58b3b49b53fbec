import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResultsCell, ResultsDocument } from '@/analysis-kernel/session/results-document';
import { embeddedDatabases } from '@/app/_server/databases/embedded/catalogue';
import { runCommandLine } from '@/cli/main';
import type { Language } from '@/cohort-dsl/source/localised';
import { tableOne } from './template-table';

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

/** Numbers that are words of no scale: a stage or a grade goes on to 3 at least. */
const isFlag = (values: readonly unknown[]) => values.every((value) => value === 0 || value === 1);

describe.each(embeddedDatabases.map(({ name }) => name))('the template of %s', (database) => {
  it.each<Language>(['en', 'zh'])(
    'gives a Table 1 of words in %s',
    async (lang) => {
      const { rows, label } = await tableOne(database, lang);
      const variables = [...new Set(rows.map(({ variable }) => String(variable)))];
      expect(variables.length).toBeGreaterThan(4);
      for (const variable of variables) {
        const own = rows.filter((row) => row.variable === variable);
        const said = label(variable);
        expect(said, `${variable} has a label`).toBeTruthy();
        expect(said, `${variable} has a label of its own`).not.toBe(variable);
        if (lang === 'zh') expect(said).toMatch(/[一-鿿]/u);
        const levels = own.flatMap(({ level }) => (level === null ? [] : [String(level)]));
        if (levels.length === 0)
          expect(isFlag(own.flatMap(({ median, p25, p75 }) => [median, p25, p75])), `${variable} is a number`).toBe(false);
        const isScale = levels.length > 2 && levels.every((level) => /^\d+$/.test(level));
        const words = isScale ? [] : levels.map((level) => label(`${variable}=${level}`) ?? level);
        for (const word of words) expect(word, variable).toMatch(/^(?!(TRUE|FALSE)$)([\p{Lu}].+|.*[一-鿿].*)/u);
      }
    },
    240_000,
  );
});
