/** How files were read stands in the JSON and in the report, in the notebook's language. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { emptyNotebook } from '@/analysis-kernel/document/notebook';
import { openHost } from '@/analysis-kernel/host/open-host';
import { openNodeEngine } from '@/analysis-kernel/node';
import { ThreadCodeRunner } from '@/cli/code-runner';
import { runCommandLine } from '@/cli/main';
import { openRelease } from '@/cli/run-database';

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

const WARD = {
  'dictionary.yaml': `database: ward
release: "1"
tables:
  person: {role: patient, key: pid, columns: {born: {type: date, role: birth}}}
  visit: {role: event, date: date, columns: {date: {type: date}, weight: {type: number}}}
`,
  'person.csv': 'pid,born\n1,1950-03-01\n2,1961-01-01\n',
  'visit.csv': 'pid,date,weight\n1,2020年4月3日,61.5\n1,20200404,N/A\n2,2020/4/5,72\n',
};

it('of a database is said with it wherever its results go', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'coho-notes-'));
  try {
    for (const [name, text] of Object.entries(WARD)) await writeFile(join(folder, name), text);
    const [file, study, json, html] = ['ward.duckdb', 'study.md', 'out.json', 'out.html'].map((name) => join(folder, name));
    const terminal = { out: () => {}, progress: () => {} };
    expect(await runCommandLine(['database', 'build', folder, '--out', file], terminal)).toBe(0);
    await writeFile(study, '---\ntitle: Ward\n---\n```sql name=n\nSELECT max(date) AS last FROM visit\n```\n');
    expect(await runCommandLine(['run', study, '--database', file, '--json', json, '--html', html], terminal)).toBe(0);
    const message = 'visit, column weight: 1 field is written as unknown (such as "." or "N/A") and read as missing.';
    const notes = [{ file: 'ward@1', column: null, message }];
    const document = JSON.parse(await readFile(json, 'utf8'));
    expect(document.notes).toEqual(notes);
    expect(document.cells[0].tables.table.rows).toEqual([['2020-04-05']]);
    expect(await readFile(html, 'utf8')).toContain('visit, column weight: 1 field');

    const { dictionary, attachment } = await openRelease(file, () => {});
    const host = openHost({
      engine: await openNodeEngine({ database: attachment }),
      dictionary,
      code: new ThreadCodeRunner(),
      analysis: registryCompiler,
    });
    try {
      await host.update(emptyNotebook());
      expect((await host.results('study.md')).notes).toEqual(notes);
    } finally {
      await host.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('stand as warnings at the results that read a column of which something is open, and at no other', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'coho-notes-'));
  try {
    const [table, study, json, html] = ['d.csv', 'study.md', 'out.json', 'out.html'].map((name) => join(folder, name));
    const rows = Array.from(
      { length: 60 },
      (_, at) => `${at < 6 ? -99 : 40 + (at % 30)},${at % 2 === 0 ? '.' : at},${at % 2 === 0 ? 'a' : 'b'},${1 + at}`,
    );
    await writeFile(table, `age,dose,arm,days\n${rows.join('\n')}\n`);
    const cell = (name: string, ...lines: string[]) => `\`\`\`analysis name=${name}\nmethod: ${lines.join('\n')}\n\`\`\`\n`;
    const cells = [
      cell('ages', 'table1', 'data: d', 'variables: [age, days]'),
      '```sql name=older\nSELECT age, arm, days FROM d WHERE days > 3\n```\n',
      cell('passed', 'table1', 'data: older', 'by: arm', 'variables: [age]'),
      cell('doses', 'table1', 'data: d', 'variables: [dose]'),
      cell('curve', 'km', 'data: d', 'formula: Surv(days) ~ arm'),
    ];
    await writeFile(study, `---\nlanguage: zh\n---\n${cells.join('')}`);
    const words = ['run', study, '--table', `d=${table}`, '--json', json, '--html', html];
    expect(await runCommandLine(words, { out: () => {}, progress: () => {} })).toBe(0);
    const document: { cells: { name: string; warnings?: { code: string; message: string }[] }[] } = JSON.parse(
      await readFile(json, 'utf8'),
    );
    const open = document.cells.flatMap(({ name, warnings = [] }) =>
      warnings.flatMap(({ code, message }) => (code === 'open_note' ? [[name, message] as const] : [])),
    );
    expect(open.map(([name]) => name)).toEqual(['ages', 'passed']);
    expect(open[0][1]).toMatch(/^age(: 6 values are|：6 个值为) -99.*nullif/u);
    expect(await readFile(html, 'utf8')).toMatch(/注意：age：6 个值为 -99，/u);
  } finally {
    await rm(folder, { recursive: true });
  }
});
