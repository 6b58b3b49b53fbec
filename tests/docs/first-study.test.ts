import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runCommandLine } from '@/cli/main';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coho-first-study-'));
  process.env.COHO_DATA = folder;
});
afterAll(() => rm(folder, { recursive: true }));

describe.each([
  ['docs/first-study.md', ['3 668', '2 232'], 'en'],
  ['docs/first-study.zh.md', ['3 668', '2 232'], 'zh'],
] as const)('%s', (file, counts, lang) => {
  it('has the cohort that stands filled in a new cell', async () => {
    const { template } = parse(await readFile('data/breast_cancer/dictionary.yaml', 'utf8'));
    // Without the lines `cohort` and `from`: in a notebook the cell says both.
    const example = template[lang].split('\n').slice(2).join('\n').trim();
    expect(await readFile(file, 'utf8')).toContain(`\n${example}\n`);
  });

  it('shows a notebook that runs and gives the results the page quotes', async () => {
    const page = await readFile(file, 'utf8');
    const notebook = /^````md\n([\s\S]*?)^````$/mu.exec(page)?.[1];
    const quoted = [...page.matchAll(/^> (.+)$/gmu)].map((match) => match[1]);
    expect(quoted.length).toBeGreaterThan(0);
    await writeFile(join(folder, 'first-study.md'), notebook ?? '');
    const report = join(folder, 'report.html');
    const said: string[] = [];
    const status = await runCommandLine(['run', join(folder, 'first-study.md'), '--html', report], {
      out: (line) => said.push(line),
      progress: () => {},
    });
    expect(said).toEqual([]);
    expect(status).toBe(0);
    const text = (await readFile(report, 'utf8'))
      .replace(/<[^>]+>/gu, ' ')
      .replaceAll('&lt;', '<')
      .replace(/\s+/gu, ' ');
    for (const words of [...quoted, ...counts]) expect(text).toContain(words);
  });
});
