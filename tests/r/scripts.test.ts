/** The R script shown beside each result runs in R as it stands, on the file that the analysis read. */
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settingOf } from '@/analysis-kernel/cells/own-title';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { methodEntries } from '@/analysis-kernel/registry/registry';
import { runCommandLine } from '@/cli/main';

const data = join(import.meta.dirname, '..', 'fixtures', 'data');
const notebook = join(import.meta.dirname, 'scripts.md');
const { cells } = readNotebook(await readFile(notebook, 'utf8'));
const tables = [...new Set(cells.map((cell) => settingOf(cell, 'data')))].filter((name) => name !== null);

let folder: string;
let scripts: readonly string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coho-r-'));
  process.env.COHO_DATA = join(folder, 'data');
  for (const table of tables) await copyFile(join(data, `${table}.csv`), join(folder, `${table}.csv`));
  const said: string[] = [];
  const html = join(folder, 'report.html');
  const named = tables.flatMap((table) => ['--table', `${table}=${join(folder, `${table}.csv`)}`]);
  const status = await runCommandLine(['run', notebook, ...named, '--html', html], {
    out: (line) => said.push(line),
    progress: (line) => said.push(line),
  });
  expect(status, said.join('\n')).toBe(0);
  const { document } = parseHTML(await readFile(html, 'utf8'));
  scripts = [...document.querySelectorAll('details.source code')]
    .map((code) => code.textContent ?? '')
    .filter((text) => text.includes('read.csv('));
});
afterAll(() => rm(folder, { recursive: true }));

it('every method is among them, and every analysis shows its script', () => {
  expect(new Set(cells.map((cell) => settingOf(cell, 'method')))).toEqual(new Set(methodEntries().map(({ id }) => id)));
  expect(scripts).toHaveLength(cells.length);
});

it.each(cells.map(({ name }, at) => ({ name, at })))('$name', async ({ name, at }) => {
  await writeFile(join(folder, `${name}.R`), scripts[at]);
  const { stdout } = await promisify(execFile)('Rscript', ['--vanilla', `${name}.R`], { cwd: folder });
  expect(stdout.length).toBeGreaterThan(0);
});
