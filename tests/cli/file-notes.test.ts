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
    expect(open.map(([name]) => name)).toEqual(['ages', 'older', 'passed']);
    expect(open[0][1]).toMatch(/^age：6 个值为 -99.*nullif\(age, -99\)/u);
    expect(await readFile(html, 'utf8')).toMatch(/注意：age：6 个值为 -99，/u);
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** The cells of a notebook on a table of ages with -99 among them and days that may begin with the day or the month, with the columns whose notes each says. */
async function openOf(cells: readonly string[]): Promise<Readonly<Record<string, readonly string[]>>> {
  const folder = await mkdtemp(join(tmpdir(), 'coho-notes-'));
  try {
    const [table, study, json] = ['d.csv', 'study.md', 'out.json'].map((name) => join(folder, name));
    const rows = Array.from(
      { length: 60 },
      (_, at) => `${at < 6 ? -99 : 40 + (at % 30)},03/0${1 + (at % 9)}/2020,${at % 2 === 0 ? 'a' : 'b'},${1 + at}`,
    );
    await writeFile(table, `age,first visit,arm,days\n${rows.join('\n')}\n`);
    await writeFile(study, cells.join(''));
    const words = ['run', study, '--table', `d=${table}`, '--json', json];
    const said: string[] = [];
    expect(await runCommandLine(words, { out: (line) => said.push(line), progress: () => {} }), said.join('\n')).toBe(0);
    const document: { cells: { name: string; warnings?: { code: string; message: string }[] }[] } = JSON.parse(
      await readFile(json, 'utf8'),
    );
    return Object.fromEntries(
      document.cells.map(({ name, warnings = [] }) => [
        name,
        warnings.flatMap(({ code, message }) => (code === 'open_note' ? [message.split(':')[0]] : [])),
      ]),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

const sqlCell = (name: string, query: string) => `\`\`\`sql name=${name}\n${query}\n\`\`\`\n`;
const describing = (name: string, data: string, rest: string) =>
  `\`\`\`analysis name=${name}\nmethod: describe\ndata: ${data}\n${rest}\n\`\`\`\n`;

it('of a column follow it under another name, and are said by the query itself', async () => {
  const said = await openOf([
    sqlCell('renamed', 'SELECT age AS k, d.arm, days FROM d'),
    describing('of_renamed', 'renamed', 'variables: [k]'),
    sqlCell('bare', 'SELECT d.age k FROM d'),
    describing('of_bare', 'bare', 'variables: [k]'),
    sqlCell('mean', 'SELECT avg(age) AS mean FROM d'),
    sqlCell('mended', 'SELECT nullif(age, -99) AS age, days FROM d'),
    describing('of_mended', 'mended', 'variables: [age]'),
    sqlCell('chosen', 'SELECT age FROM d WHERE age > 0'),
    describing('of_chosen', 'chosen', 'variables: [age]'),
    sqlCell('others', "SELECT days, 'age' AS word FROM d -- not the age\n"),
    sqlCell('dated', 'SELECT strptime("first visit", \'%d/%m/%Y\') AS day FROM d'),
    sqlCell('all_columns', 'SELECT * FROM d'),
  ]);
  expect(said).toEqual({
    renamed: ['age'],
    of_renamed: ['k'],
    bare: ['age'],
    of_bare: ['k'],
    mean: ['age'],
    mended: [],
    of_mended: [],
    chosen: [],
    of_chosen: [],
    others: [],
    dated: [],
    all_columns: ['age', 'first visit'],
  });
});

it('of a column that a condition names count where they bear on the rows left', async () => {
  const said = await openOf([
    describing('below', 'd', 'variables: [days]\nwhere: age < 50'),
    describing('above', 'd', 'variables: [days, age]\nwhere: age > 0'),
    describing('word', 'd', "variables: [days]\nwhere: arm <> 'age'"),
    describing('both', 'd', 'variables: [age]\nwhere: age < 50'),
    describing('visits', 'd', 'variables: [days]\nwhere: "\\"first visit\\" > \'03/04/2020\'"'),
  ]);
  expect(said).toEqual({ below: ['age'], above: [], word: [], both: ['age'], visits: ['first visit'] });
});

it('name the column in their advice as a query has to write it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'coho-notes-'));
  try {
    const table = join(folder, 'd.csv');
    await writeFile(
      table,
      `first visit,crea\n${Array.from({ length: 20 }, (_, at) => `03/0${1 + (at % 9)}/2020,${at < 2 ? -99 : 60 + at}`).join('\n')}\n`,
    );
    const study = join(folder, 'study.md');
    await writeFile(study, sqlCell('n', 'SELECT count(*) AS n FROM d'));
    const progress: string[] = [];
    await runCommandLine(['run', study, '--table', `d=${table}`], { out: () => {}, progress: (line) => progress.push(line) });
    expect(progress.join('\n')).toContain(`strptime("first visit", '%d/%m/%Y')`);
    expect(progress.join('\n')).toContain('nullif(crea, -99)');
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('and all other messages of the JSON are in the language of the notebook', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'coho-notes-'));
  try {
    const [study, json] = ['study.md', 'out.json'].map((name) => join(folder, name));
    for (const [language, written] of [
      ['zh', /\p{Script=Han}/u],
      ['en', /^[^\p{Script=Han}]+$/u],
    ] as const) {
      const missing = describing('bad', 'd', 'variables: [nothing]');
      await writeFile(study, `---\nlanguage: ${language}\n---\n${missing}${describing('late', 'bad_variables', 'variables: [n]')}`);
      const words = ['run', study, '--table', 'd=tests/fixtures/csv/missing_dot.csv', '--json', json];
      expect(await runCommandLine(words, { out: () => {}, progress: () => {} })).toBe(1);
      const document: { notes: { message: string }[]; cells: { error: { message: string } }[] } = JSON.parse(await readFile(json, 'utf8'));
      for (const { message } of [...document.notes, ...document.cells.map(({ error }) => error)]) expect(message).toMatch(written);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
