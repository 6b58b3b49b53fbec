/** How files were read stands in the JSON and in the report, in the notebook's language. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCommandLine } from '@/cli/main';

async function runOn(language: string, table: string) {
  const folder = await mkdtemp(join(tmpdir(), 'coho-notes-'));
  try {
    const [study, json, html] = ['study.md', 'out.json', 'out.html'].map((name) => join(folder, name));
    await writeFile(study, `---\ntitle: Files\nlanguage: ${language}\n---\n\`\`\`sql name=n\nSELECT count(*) AS n FROM d\n\`\`\`\n`);
    const words = ['run', study, '--table', `d=tests/fixtures/csv/${table}`, '--json', json, '--html', html];
    expect(await runCommandLine(words, { out: () => {}, progress: () => {} })).toBe(0);
    return { document: JSON.parse(await readFile(json, 'utf8')), report: await readFile(html, 'utf8') };
  } finally {
    await rm(folder, { recursive: true });
  }
}

it.each([
  [
    'en',
    '1 value is written as unknown (such as "." or "N/A") and read as missing.',
    'How the files were read',
    'missing_dot.csv, column x: ',
  ],
  ['zh', '1 个值写作未知（如“.”或“N/A”），按缺失读取。', '文件的读取方式', 'missing_dot.csv，列 x：'],
])('in %s', async (language, message, heading, place) => {
  const { document, report } = await runOn(language, 'missing_dot.csv');
  expect(document.notes).toEqual([{ file: 'missing_dot.csv', column: 'x', message }]);
  expect(report).toContain(heading);
  expect(report).toContain(place);
});

it('is not spoken of where a file says all by itself', async () => {
  const { document, report } = await runOn('en', 'competing_words.csv');
  expect(Object.keys(document)).toEqual(['notebook', 'database', 'kernel', 'cells']);
  expect(report).not.toContain('How the files were read');
});
