import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '@/cli/main';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coho-first-study-'));
  process.env.COHO_DATA = folder;
});
afterAll(() => rm(folder, { recursive: true }));

describe.each([
  ['docs/first-study.md', ['3 668', '2 232']],
  ['docs/first-study.zh.md', ['3 668', '2 232']],
] as const)('%s', (file, counts) => {
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
