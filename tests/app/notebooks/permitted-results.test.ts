import { describe, expect, it } from 'vitest';
import { permittedResults } from '@/app/_server/notebooks/kept-shape';
import { attrition, key, outcomeOf, result, table } from './kept';

const permitted = (one: { readonly key: string; readonly [name: string]: unknown }) => permittedResults([one], new Set(['patient_id']));

describe('what a browser may send', () => {
  it('no text that would not come back as it was, wherever it stands', async () => {
    for (const text of ['a\0b', 'a\ud800b']) {
      const { refused } = await permittedResults(
        [
          result('a', 'code', { value: text }),
          result('b', 'sql', { tables: [['table', { ...table(1), columns: [text] }]] }),
          result('c', 'analysis', { labels: { [text]: { en: 'x', zh: 'x' } } }, 'km'),
        ],
        new Set(),
      );
      expect(refused.map(({ reason }) => reason)).toEqual(['text', 'text', 'text']);
    }
  });

  it('short tables of queries, and drawings without anything that runs', async () => {
    const svg =
      '<svg viewBox="0 0 1 1" onload="alert(1)"><script>alert(1)</script><a href="javascript:alert(1)"><path d="M0 0"/></a></svg>';
    expect((await permitted(result('a', 'sql', { tables: [['table', table(3)]] }))).results).toHaveLength(1);
    const [{ outcome }] = (await permitted(result('b', 'chart', { svg }))).results;
    expect(outcome.svg).toMatch(/^<svg viewBox="0 0 1 1"/);
    expect(outcome.svg).not.toMatch(/script|onload|javascript/);
  });

  const patients = {
    columns: ['patient_id', 'age', 'birth_date'],
    types: ['integer', 'integer', 'date'],
    rows: Array.from({ length: 20_000 }, (_, at) => [at, 40, '1980-01-01']),
  };
  const patientsAsText = Array.from({ length: 1500 }, (_, at): [string, string] => [`${10_000 + at}`, `${20 + (at % 70)}`]);
  const rowsAsText = patientsAsText.map((row) => row.join()).join(';');
  const table1 = { columns: ['variable', 'label'], types: ['text', 'text'], rows: [['age', 'Age']] };
  it.each<[string, string, { readonly key: string; readonly [name: string]: unknown }]>([
    ['a query as long as a list of patients', 'rows', result('c', 'sql', { tables: [['table', table(1001)]] })],
    ['a query with the patients\u2019 key', 'column', result('c', 'sql', { tables: [['table', table(3, 'Patient_ID')]] })],
    ['20,000 rows of patients as table 1', 'rows', result('c', 'analysis', { tables: [['table', patients]] }, 'table1')],
    [
      'rows of patients as table 1',
      'column',
      result('c', 'analysis', { tables: [['table', { ...patients, rows: patients.rows.slice(0, 20) }]] }, 'table1'),
    ],
    ['a table its method does not have', 'table', result('c', 'analysis', { tables: [['rows', table1]] }, 'table1')],
    ['a table of a method that is not there', 'table', result('c', 'analysis', { tables: [['table', table1]] }, 'none')],
    ['a chart with a table', 'table', result('d', 'chart', { svg: '<svg></svg>', tables: [['table', table(1)]] })],
    ['a chart that is no drawing', 'shape', result('e', 'chart', { svg: '<div>words</div>' })],
    ['the rows of a cohort', 'table', result('f', 'cohort', { tables: [['table', table(1)]] })],
    ['a cohort whose attrition has a long text', 'text', result('f', 'cohort', { tables: [['attrition', attrition('x'.repeat(1001))]] })],
    ['a cohort whose attrition has a column more', 'column', result('f', 'cohort', { tables: [['attrition', table(1)]] })],
    ['words in a column of numbers', 'type', result('c', 'sql', { tables: [['table', { ...table(1), rows: [['Ada']] }]] })],
    [
      'patients as the names of what a cohort counts',
      'text',
      result('f', 'cohort', { totals: Array.from({ length: 30 }, (_, at) => [`patient ${at} born 1950`, 1] as const) }),
    ],
    [
      'patients as names without end',
      'text',
      result('f', 'cohort', { stored: Array.from({ length: 61 }, (_, at) => [`p${at}_1950`, 'a'] as const) }),
    ],
    ['a patient as what can be seen', 'text', result('c', 'sql', { aggregates: ['Ada, 71'] })],
    [
      'patients as variables that cost rows',
      'text',
      result(
        'c',
        'analysis',
        { rows: { total: 1, used: 1, missing: Array.from({ length: 100 }, (_, at) => ({ variable: `${'x'.repeat(90)}${at}`, n: 1 })) } },
        'cox',
      ),
    ],
    [
      'patients as criteria of a cohort',
      'text',
      result('f', 'cohort', {
        tables: [['attrition', { ...attrition('x'), rows: Array.from({ length: 100 }, () => attrition('x'.repeat(300)).rows[0]) }]],
      }),
    ],
    [
      'a figure of a table that is not there',
      'shape',
      result('c', 'analysis', { figures: [{ kind: 'flow', name: 'a', title: { en: '', zh: '' }, table: 'rows' }] }, 'km'),
    ],
    [
      'a view of a table that is not there',
      'shape',
      result(
        'c',
        'analysis',
        { views: [{ kind: 'facts', table: 'rows', title: { en: '', zh: '' }, folded: false, notes: [], columns: {} }] },
        'km',
      ),
    ],
    ['rows as words', 'text', result('c', 'sql', { words: { en: '[[1, 40]]', zh: '' } })],
    [
      'rows as a sentence without end',
      'shape',
      { key: key('c'), kind: 'analysis', method: 'cox', outcome: outcomeOf({ sentence: { en: 'x'.repeat(20_001), zh: '' } }) },
    ],
    [
      'a row a patient as groups of a curve',
      'rows',
      result(
        'c',
        'analysis',
        {
          tables: [
            [
              'curve',
              {
                columns: ['who', 'time', 'n_risk'],
                types: ['text', 'number', 'number'],
                rows: Array.from({ length: 501 }, (_, at) => [`patient ${at}`, 1, 1]),
              },
            ],
          ],
        },
        'km',
      ),
    ],
    [
      'a curve by patient',
      'column',
      result(
        'c',
        'analysis',
        { tables: [['curve', { columns: ['patient_id', 'time'], types: ['text', 'number'], rows: [['7', 1]] }]] },
        'km',
      ),
    ],
    ['rows as warnings of a query', 'text', result('c', 'sql', { warnings: [{ code: 'x', message: { en: '[[1, 40]]', zh: '' } }] })],
    ['rows as labels of code', 'text', result('c', 'code', { labels: { a: { en: '[[1, 40]]', zh: '' } } })],
    ['rows as conventions of a query', 'text', result('c', 'sql', { conventions: { rows: '[[1, 40]]' } })],
    ['rows as an R script of code', 'text', result('c', 'code', { rScript: '[[1, 40]]' })],
    ['rows as an R script of an analysis', 'text', result('c', 'analysis', { rScript: 'x'.repeat(20_000) }, 'km')],
    ['1,500 patients as the words of a cohort', 'text', result('f', 'cohort', { words: { en: rowsAsText, zh: '' } })],
    ['one patient as the words of a cohort', 'text', result('f', 'cohort', { words: { en: '[[1, 40]]', zh: '' } })],
    ...(['sentence', 'paragraph'] as const).map((place): [string, string, ReturnType<typeof result>] => {
      return [`1,500 patients as a ${place}`, 'text', result('c', 'analysis', { [place]: { en: rowsAsText, zh: '' } }, 'km')];
    }),
    ['1,500 patients as conventions', 'text', result('c', 'analysis', { conventions: Object.fromEntries(patientsAsText) }, 'km')],
    [
      '1,500 patients as labels',
      'text',
      result('c', 'analysis', { labels: Object.fromEntries(patientsAsText.map(([id, age]) => [id, { en: age, zh: age }])) }, 'km'),
    ],
    ['rows as the value of a cohort', 'shape', result('c', 'cohort', { value: '[[1, 40]]' })],
    ['a drawing beside numbers', 'shape', result('c', 'analysis', { svg: '<svg></svg>' }, 'km')],
    ['patients counted as used under code', 'shape', result('c', 'code', { rows: { total: 9, used: 9, missing: [] } })],
    [
      'rows as warnings without end',
      'text',
      result('c', 'analysis', { warnings: [1, 2, 3, 4].map(() => ({ code: 'x', message: { en: 'x'.repeat(19_000), zh: '' } })) }, 'km'),
    ],
    [
      'rows as words of columns',
      'text',
      result(
        'c',
        'analysis',
        {
          views: [
            {
              ...{ kind: 'table', table: 'curve', title: { en: '', zh: '' }, folded: false, notes: [] },
              columns: {
                a: { words: Object.fromEntries(Array.from({ length: 12_000 }, (_, at) => [`1,40,${at}`, { en: 'x', zh: 'x' }])) },
              },
            },
          ],
        },
        'km',
      ),
    ],
    ['no result at all', 'shape', { key: key('c'), kind: 'sql' }],
  ])('not %s', async (_, reason, refused) => {
    expect(await permitted(refused)).toMatchObject({ results: [], refused: [{ key: refused.key, reason }] });
  });
});
