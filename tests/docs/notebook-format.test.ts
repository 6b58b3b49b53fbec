import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResultsDocument } from '@/analysis-kernel/session/results-document';
import { runCommandLine } from '@/cli/main';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coho-docs-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(['docs/notebook-format.md', 'docs/notebook-format.zh.md'])('%s', (page) => {
  it('shows a notebook that runs, and what comes out of it', async () => {
    const text = await readFile(page, 'utf8');
    const example = /^````md\n([\s\S]*?)^````$/m.exec(text)?.[1];
    const shown = /^```json\n([\s\S]*?)^```$/m.exec(text)?.[1];
    if (example === undefined || shown === undefined) throw new Error('the page has no example');
    const file = join(folder, 'example.md');
    await writeFile(file, example);
    const [json, html] = [join(folder, 'out.json'), join(folder, 'out.html')];
    const words = ['run', file, '--table', 'lung=tests/fixtures/data/lung.csv', '--json', json, '--html', html];
    expect(await runCommandLine(words, { out: () => {}, progress: () => {} })).toBe(0);
    const document = JSON.parse(await readFile(json, 'utf8')) as ResultsDocument;
    expect(document.cells.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'least ok',
      'by_sex ok',
      'ages ok',
      'total ok',
      'bars ok',
    ]);
    expect(document.cells[1]).toEqual(JSON.parse(shown));
    const men = document.cells[1].tables?.table.rows[0][1];
    const report = await readFile(html, 'utf8');
    expect(report).toContain(String(men));
    expect(report).toContain('<svg');
    // Nothing in the text is left unfilled.
    expect(report.replace(/<(style|pre)[\s\S]*?<\/\1>/g, '')).not.toMatch(/\{\w+/);
  });
});
