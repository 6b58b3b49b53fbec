import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResultsCell, ResultsDocument } from '@/analysis-kernel/session/results-document';
import { KERNEL_VERSION } from '@/analysis-kernel/version';
import { runCommandLine } from '@/cli/main';

const LUNG = 'tests/fixtures/data/lung.csv';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coho-run-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function coho(...words: string[]) {
  const out: string[] = [];
  const status = await runCommandLine(['run', ...words], { out: (line) => out.push(line), progress: () => {} });
  return { status, out };
}

async function notebook(text: string, name = 'study.md'): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

async function results(
  text: string,
  ...words: string[]
): Promise<{ status: number; document: ResultsDocument; cell: (name: string) => ResultsCell; text: string }> {
  const json = join(folder, 'out.json');
  const { status, out } = await coho(await notebook(text), '--table', `lung=${LUNG}`, '--json', json, ...words);
  expect(out).toEqual([]);
  const written = await readFile(json, 'utf8');
  const document = JSON.parse(written) as ResultsDocument;
  const cell = (name: string) => {
    const found = document.cells.find((candidate) => candidate.name === name);
    if (!found) throw new Error(`no cell ${name}`);
    return found;
  };
  return { status, document, cell, text: written };
}

const study = `---
title: Lung cancer
---
# Background

\`\`\`sql name=next
SELECT * FROM bad
\`\`\`

\`\`\`sql name=by_sex
SELECT sex, count(*) AS n, avg(age) AS age FROM lung GROUP BY sex ORDER BY sex
\`\`\`

\`\`\`sql name=bad
SELECT sex,
       agee
FROM lung
\`\`\`

\`\`\`analysis name=d
method: describe
data: older
variables: [age]
\`\`\`

\`\`\`input name=least
type: slider
min: 0
max: 100
default: 70
\`\`\`

\`\`\`sql name=older
FROM lung WHERE age >= $least
\`\`\`

\`\`\`sql name=reads_results
SELECT n FROM d_variables
\`\`\`
`;

describe('coho run', () => {
  it('writes the document of the command line', async () => {
    const { status, document, cell } = await results(study);
    expect(status).toBe(1);
    expect(document).toMatchObject({ notebook: 'study.md', database: null, kernel: KERNEL_VERSION });
    // In file order, text cells absent.
    expect(document.cells.map(({ name, kind, status }) => [name, kind, status])).toEqual([
      ['next', 'sql', 'blocked'],
      ['by_sex', 'sql', 'ok'],
      ['bad', 'sql', 'error'],
      ['d', 'analysis', 'ok'],
      ['least', 'input', 'ok'],
      ['older', 'sql', 'ok'],
      ['reads_results', 'sql', 'ok'],
    ]);
    // From R: table(lung$sex); tapply(lung$age, lung$sex, mean)
    expect(cell('by_sex')).toEqual({
      name: 'by_sex',
      kind: 'sql',
      status: 'ok',
      warnings: [],
      conventions: {},
      seed: null,
      tables: {
        table: {
          columns: ['sex', 'n', 'age'],
          types: ['integer', 'integer', 'number'],
          rows: [
            [1, 138, 63.34057971014493],
            [2, 90, 61.077777777777776],
          ],
        },
      },
    });
    expect(cell('bad').error).toMatchObject({ code: 'unknown_column', line: 16, column: 8, fixes: ['age', 'sex', 'time'] });
    expect(cell('next').error).toEqual({ code: 'blocked', message: 'Waits for the cell bad, which is in error.', by: 'bad' });
    expect(cell('least').value).toBe(70);
    // sum(lung$age >= 70)
    expect(cell('d').tables?.variables.rows[0].slice(0, 3)).toEqual(['age', null, 56]);
    expect(cell('reads_results').tables?.table.rows).toEqual([[56]]);
  });

  it('takes values of inputs', async () => {
    const { cell } = await results(study, '--set', 'LEAST=80');
    expect(cell('least').value).toBe(80);
    expect(cell('reads_results').tables?.table.rows).toEqual([[4]]);
    const refused = await results(study, '--set', 'least=many');
    expect(refused.cell('least').error).toMatchObject({ code: 'input_value' });
    expect(refused.cell('older')).toMatchObject({ status: 'blocked', error: { by: 'least' } });
    expect(refused.cell('d')).toMatchObject({ status: 'blocked', error: { by: 'least' } });
  });

  it('gives SQL a date input as a date', async () => {
    const { cell } = await results(
      '```input name=since\ntype: date\ndefault: 2020-03-01\n```\n```sql name=d\nSELECT $since AS day, $since - INTERVAL 1 DAY AS before\n```\n' +
        '```analysis name=a\nmethod: describe\ndata: lung\nwhere: "DATE \'2020-02-01\' < $since"\nvariables: [age]\n```\n',
    );
    expect(cell('d').tables?.table).toMatchObject({ types: ['date', 'datetime'], rows: [['2020-03-01', '2020-02-29T00:00:00']] });
    expect(cell('a').tables?.variables.rows[0][2]).toBe(228);
  });

  it('says where a query or a condition ends too early, and which item of a list has no name', async () => {
    const { cell } = await results(
      '```sql name=a\nSELECT age FROM lung WHERE\n```\n```analysis name=b\nmethod: describe\ndata: lung\nwhere: age >\nvariables: [age]\n```\n' +
        '```sql name=c\nSELECT *,\n  count(*) OVER () FROM lung\n```\n```analysis name=d\nmethod: describe\ndata: lung\n' +
        "where: age IN (SELECT 1 FROM glob('/*'))\nvariables: [age]\n```\n",
    );
    expect(cell('a').error).toMatchObject({ code: 'sql_syntax', line: 2, column: 27, message: 'The query ends too early.' });
    expect(cell('b').error).toMatchObject({ code: 'sql_syntax', line: 7, column: 13, message: 'The query ends too early.' });
    expect(cell('c').error).toMatchObject({ code: 'sql_unnamed_column', line: 12, column: 3, fixes: ['count(*) OVER () AS count_over'] });
    expect(cell('d').error).toMatchObject({ code: 'sealed', line: 17, column: 30 });
    const catalogue = await results('```analysis name=a\nmethod: describe\ndata: duckdb_databases\n```\n');
    expect(catalogue.cell('a').error).toMatchObject({ code: 'sealed', line: 3, column: 7 });
  });

  it('tells of a block that is named like a cell and is none', async () => {
    const told: string[] = [];
    const file = await notebook(
      'text\n\n```anaylsis name=fit\nmethod: cox\n```\n\n```js\nname=1\n```\n\n```sql name=a\nSELECT 1 AS x\n```\n',
    );
    expect(await runCommandLine(['run', file], { out: () => {}, progress: (line) => told.push(line) })).toBe(0);
    expect(told).toEqual([`${file}:3: "anaylsis" is no kind of cell (cohort, sql, analysis, chart, code, input); the block stays text.`]);
  });

  it('says what is not grouped, and which text cannot be read', async () => {
    const { cell } = await results(
      "```sql name=a\nSELECT sex, count(*) AS n\nFROM lung\n```\n```sql name=b\nSELECT age FROM lung WHERE\n  age > 'old'\n```\n```sql name=c\nSELECT age FROM lung GROUP BY sex HAVING time > 1\n```\n",
    );
    expect(cell('a').error).toMatchObject({
      code: 'not_grouped',
      line: 2,
      column: 8,
      message: expect.stringContaining('max(sex)') as string,
    });
    expect(cell('b').error).toMatchObject({
      code: 'cannot_convert',
      line: 7,
      column: 9,
      message: expect.stringContaining('"old"') as string,
    });
    expect(cell('c').error).toMatchObject({ code: 'not_grouped' });
  });

  it('writes the document to standard output for --json -, and says how it is used', async () => {
    const file = await notebook('```sql name=a\nSELECT 1 AS x\n```\n');
    const { status, out } = await coho(file, '--json', '-');
    expect(status).toBe(0);
    expect(JSON.parse(out.join('\n'))).toMatchObject({ notebook: 'study.md', cells: [{ name: 'a', status: 'ok' }] });
    expect(await coho(file, '--help')).toEqual({ status: 0, out: [expect.stringMatching(/^usage: coho run /)] });
  });

  it('writes values as the format has them', async () => {
    const { cell, text } = await results(
      "```sql name=v\nSELECT 9007199254740993 AS big, 1.50 AS exact, 'NaN'::DOUBLE AS nan, '-inf'::DOUBLE AS low, NULL::INTEGER AS missing, " +
        "DATE '2020-02-29' AS day, TIMESTAMP '2020-02-29 08:30:00' AS moment, TRUE AS yes, [1] AS list, -0.0 AS zero\n```\n",
    );
    expect(cell('v').tables?.table).toEqual({
      columns: ['big', 'exact', 'nan', 'low', 'missing', 'day', 'moment', 'yes', 'list', 'zero'],
      types: ['integer', 'decimal', 'number', 'number', 'integer', 'date', 'datetime', 'boolean', 'text', 'decimal'],
      rows: [['9007199254740993', '1.50', 'NaN', '-Infinity', null, '2020-02-29', '2020-02-29T08:30:00', true, '[1]', '0.0']],
    });
    expect(text).not.toContain('Infinity,');
  });

  it('exits 0 where every cell is well, and prints a line a cell', async () => {
    const file = await notebook('```sql name=a\nSELECT 1 AS x\n```\n```chart name=c\nPlot.plot()\n```\n');
    const { status, out } = await coho(file);
    expect(status).toBe(0);
    expect(out).toEqual(['sql a: ok, table 1 row', 'chart c: ok']);
  });

  it('names the place of an error in its line', async () => {
    const file = await notebook('text\n\n```sql name=a\nSELECT 1\n AS\n```\n');
    const { status, out } = await coho(file);
    expect(status).toBe(1);
    expect(out[0]).toMatch(new RegExp(`^${file}:\\d+:\\d+: sql a: error: `));
  });

  it('tells circles, doubled names and dotted columns', async () => {
    const { cell } = await results(
      '```sql name=a\nFROM b\n```\n```sql name=b\nFROM a\n```\n```sql name=x\nSELECT 1 AS n\n```\n```sql name=X\nSELECT 1 AS n\n```\n```sql name=y\nFROM x\n```\n' +
        '```sql name=lung\nSELECT 1 AS n\n```\n```sql name=dots\nSELECT ph.ecog FROM lung\n```\n',
    );
    expect(cell('a').error).toMatchObject({ code: 'cycle', line: 2, column: 6, message: expect.stringContaining('a → b → a') as string });
    expect(cell('b').error?.message).toContain('b → a → b');
    expect(cell('x').error).toMatchObject({ code: 'name_duplicate', line: 7, column: 13 });
    expect(cell('X').error).toMatchObject({ code: 'name_duplicate', line: 10 });
    expect(cell('y').error).toMatchObject({ code: 'blocked', by: 'x' });
    expect(cell('lung').error?.code).toBe('name_database_table');
    expect(cell('dots').status).toBe('blocked');
    const dotted = await results('```sql name=dots\nSELECT ph.ecog FROM lung\n```\n');
    expect(dotted.cell('dots').error).toMatchObject({ code: 'dotted_name', line: 2, column: 8, fixes: ['"ph.ecog"'] });
  });

  it('refuses a cohort without a database in words', async () => {
    const { cell } = await results('```cohort name=c\nindex at first diagnosis\n```\n');
    expect(cell('c').error).toMatchObject({ code: 'no_database', line: 2, column: 1 });
  });

  it.each<[string, string[], RegExp]>([
    ['no notebook', [], /usage/],
    ['two notebooks', ['a.md', 'b.md'], /one notebook/],
    ['a notebook that is not there', ['nowhere.md'], /nowhere\.md/],
    ['an option that does not exist', ['x.md', '--docx', 'o.docx'], /--docx/],
    ['a table without a file', ['x.md', '--table', 'lung'], /name=file/],
    ['a table file that is not there', ['STUDY', '--table', 't=nowhere.csv'], /nowhere\.csv/],
    ['a table that cannot be named so', ['STUDY', '--table', `a b=${LUNG}`], /a b/],
    ['a value for no input', ['STUDY', '--set', 'nobody=1'], /nobody/],
  ])('exits 2 for %s', async (_, words, message) => {
    const file = await notebook('```sql name=a\nSELECT 1 AS x\n```\n');
    const { status, out } = await coho(...words.map((word) => (word === 'STUDY' ? file : word)));
    expect(status).toBe(2);
    expect(out.join('\n')).toMatch(message);
  });

  it('exits 2 for front matter that is none', async () => {
    const { status, out } = await coho(await notebook('---\ntitle: [\n---\n'));
    expect(status).toBe(2);
    expect(out[0]).toMatch(/study\.md:\d+:1: front_matter: /);
  });
});

describe('code and charts in a run', () => {
  it('give values, tables and drawings, in a thread of their own', async () => {
    const { status, cell } = await results(
      '```sql name=by_sex\nSELECT sex, count(*) AS n FROM lung GROUP BY sex ORDER BY sex\n```\n```input name=k\ntype: number\ndefault: 2\n```\n' +
        "```code name=total\nconst sum: number = by_sex.array('n').reduce((a: number, b: number) => a + b, 0);\nsum * k\n```\n" +
        '```code name=twice\nby_sex.derive({ m: (d) => d.n * 2 })\n```\n```sql name=again\nSELECT sum(m) AS s FROM twice\n```\n' +
        "```code name=wrong\nconst q = {};\nq.a.b\n```\n```code name=reaches\nimport('node:fs')\n```\n" +
        "```chart name=bars\nPlot.barY(by_sex, { x: 'sex', y: 'n' }).plot()\n```\n```chart name=no_chart\n'text'\n```\n",
    );
    expect(status).toBe(1);
    expect(cell('total').value).toBe(456);
    expect(cell('twice').tables?.table).toEqual({
      columns: ['sex', 'n', 'm'],
      types: ['integer', 'integer', 'integer'],
      rows: [
        [1, 138, 276],
        [2, 90, 180],
      ],
    });
    expect(cell('again').tables?.table.rows).toEqual([[456]]);
    expect(cell('wrong').error).toMatchObject({ code: 'code_failed', line: 20, column: 5 });
    expect(cell('reaches').status).toBe('error');
    expect(cell('bars')).toEqual({ name: 'bars', kind: 'chart', status: 'ok', warnings: [] });
    expect(cell('no_chart').error?.code).toBe('code_result');
  });

  it('reach nothing of the machine and leave nothing behind', async () => {
    const { cell } = await results(
      "```code name=a\nArray.prototype.map = null;\nleft = 1\n```\n```code name=b\na + (typeof left === 'undefined' ? [1].map((x) => x)[0] : 100)\n```\n" +
        '```code name=c\n[].constructor.constructor("return typeof process + typeof require + typeof fetch")()\n```\n' +
        '```code name=d\nawait [].constructor.constructor("return import(\'node:fs\')")()\n```\n```code name=e\nconsole.log("to standard error"); 1\n```\n',
    );
    expect(cell('a').value).toBe(1);
    expect(cell('b').value).toBe(2);
    expect(cell('c').value).toBe('undefinedundefinedundefined');
    expect(cell('d').status).toBe('error');
    expect(cell('e').value).toBe(1);
  });

  it('name what keeps a result from being a table', async () => {
    const { cell } = await results(
      '```code name=a\n[]\n```\n```code name=b\n[{ x: 1, X: 2 }]\n```\n```code name=c\n[{ x: 1, "": 2 }]\n```\n```code name=d\naq.table({ x: [] })\n```\n',
    );
    expect(cell('a').error?.code).toBe('code_no_columns');
    expect(cell('b').error).toMatchObject({ code: 'code_duplicate_column', message: expect.stringContaining('called X') as string });
    expect(cell('c').error?.code).toBe('code_unnamed_column');
    expect(cell('d').tables?.table).toEqual({ columns: ['x'], types: ['text'], rows: [] });
  });
});
