import { describe, expect, it } from 'vitest';
import { firstMention, renameOperations, tableOperations } from '@/analysis-kernel/cells/rename';
import type { CellKind, Notebook } from '@/analysis-kernel/document/notebook';
import { emptyNotebook, newCell } from '@/analysis-kernel/document/notebook';
import { applyAll } from '@/analysis-kernel/document/operations';
import { renal } from '../../cohort-dsl/dictionary';

type Content = readonly [kind: CellKind, name: string | null, body: string];

function notebookOf(...cells: readonly Content[]): Notebook {
  return { ...emptyNotebook(), cells: cells.map(([kind, name, body], at) => newCell(String(at), { kind, name, body }, 1)) };
}

/** The texts of the other cells after the first has another name. */
function renamedTo(name: string, ...cells: readonly Content[]): readonly string[] {
  const notebook = notebookOf(...cells);
  const { notebook: now, applied } = applyAll(notebook, renameOperations(notebook, '0', name, null));
  expect(applied.every(({ conflict }) => conflict === null)).toBe(true);
  expect(now.cells[0].name).toBe(name);
  return now.cells.slice(1).map(({ body }) => body);
}

const cohort = ['cohort', 'adults', 'index at first stay'] as const;

it('a table that a cohort makes besides its own is called otherwise in what reads it, and its own cell is left alone', () => {
  const notebook = notebookOf(cohort, ['sql', 's', 'SELECT * FROM adults_stays JOIN adults'], ['code', 'c', 'adults_stays.numRows()']);
  const { notebook: now } = applyAll(notebook, tableOperations(notebook, '0', 'adults_stays', 'adults_visits'));
  expect(now.cells.map(({ body }) => body)).toEqual([cohort[2], 'SELECT * FROM adults_visits JOIN adults', 'adults_visits.numRows()']);
});

describe('renaming a cell', () => {
  it.each<[string, CellKind, string, string]>([
    [
      'a table, its qualifier, and the tables the cell makes',
      'sql',
      'SELECT adults.age, n FROM Adults JOIN adults_attrition USING (x)',
      'SELECT grown.age, n FROM grown JOIN grown_attrition USING (x)',
    ],
    ['a name in quotes', 'sql', 'SELECT * FROM "adults"', 'SELECT * FROM "grown"'],
    [
      'no column, alias, text or comment of that name',
      'sql',
      "SELECT adults, 'adults' -- adults\nFROM adults a",
      "SELECT adults, 'adults' -- adults\nFROM grown a",
    ],
    [
      'no table the query makes itself',
      'sql',
      'WITH adults AS (SELECT 1) SELECT * FROM adults',
      'WITH adults AS (SELECT 1) SELECT * FROM adults',
    ],
    ['no column where another table is read', 'sql', 'SELECT adults.x FROM other AS adults', 'SELECT adults.x FROM other AS adults'],
    [
      'the data of an analysis',
      'analysis',
      '# of adults\nmethod: cox\ndata: adults\nformula: y ~ adults\n',
      '# of adults\nmethod: cox\ndata: grown\nformula: y ~ adults\n',
    ],
    [
      'the data of its options',
      'analysis',
      'method: cox\ndata: "adults"\npredictions: {data: adults_x}',
      'method: cox\ndata: "grown"\npredictions: {data: grown_x}',
    ],
    [
      'a table in its condition',
      'analysis',
      'method: km\ndata: d\nwhere: id IN (SELECT id FROM adults)',
      'method: km\ndata: d\nwhere: id IN (SELECT id FROM grown)',
    ],
    [
      'free names of code, no declared ones and no properties',
      'code',
      'const x = adults.filter((d) => d.adults); ({ adults, y: 1 })',
      'const x = grown.filter((d) => d.adults); ({ adults: grown, y: 1 })',
    ],
    ['charts', 'chart', 'Plot.dot(adults_attrition, {x: "adults"}).plot()', 'Plot.dot(grown_attrition, {x: "adults"}).plot()'],
    ['nothing where code declares the name itself', 'code', 'const adults = 1; adults', 'const adults = 1; adults'],
    [
      'placeholders in words',
      'text',
      'We had {adults.rows} adults, {adults.attrition["a"].patients | 0}; $\\{adults\\}$',
      'We had {grown.rows} adults, {grown.attrition["a"].patients | 0}; $\\{adults\\}$',
    ],
    [
      'code with types',
      'code',
      'const f = (rows: any): number => rows.numRows();\nf(adults as any) + (adults_attrition as any).numRows()',
      'const f = (rows: any): number => rows.numRows();\nf(grown as any) + (grown_attrition as any).numRows()',
    ],
    ['nothing in a text that cannot be read', 'code', 'const = adults', 'const = adults'],
  ])('reaches %s', (_, kind, body, expected) => {
    expect(renamedTo('grown', cohort, [kind, kind === 'text' ? null : 'reader', body])).toEqual([expected]);
  });

  it('reaches other cohorts that read it', () => {
    const reader = 'index at first stay\ninclude "Adults": in cohort adults\nvariable adults = age at index';
    expect(renamedTo('grown', cohort, ['cohort', 'other', reader])).toEqual([reader.replace('in cohort adults', 'in cohort grown')]);
  });

  it('reaches the value of an input', () => {
    const [sql, analysis] = renamedTo(
      'cutoff',
      ['input', 'limit', 'type: number'],
      ['sql', 's', 'SELECT $limit AS limit FROM t'],
      ['analysis', 'a', 'method: km\nat: $limit'],
    );
    expect([sql, analysis]).toEqual(['SELECT $cutoff AS limit FROM t', 'method: km\nat: $cutoff']);
  });

  it('reaches the parameter of a cohort that an input gives its value, and no column of that name', () => {
    const program = 'param limit = 1\nindex at first diagnosis\ninclude "A": age at index >= limit\nvariable b = limit + 1';
    const notebook = notebookOf(['input', 'limit', 'type: number'], ['cohort', 'adults', program]);
    const { notebook: now } = applyAll(notebook, renameOperations(notebook, '0', 'cutoff', renal));
    expect(now.cells[1].body).toBe(program.replaceAll('limit', 'cutoff'));
  });

  it('leaves the tables of a cell whose longer name they begin with', () => {
    const reader = ['sql', 's', 'SELECT * FROM adults_old JOIN adults_old_attrition USING (x)'] as const;
    expect(renamedTo('grown', cohort, ['cohort', 'adults_old', 'index at first stay'], reader)[1]).toBe(reader[2]);
  });

  it('does nothing where the name is the same, and one step else', () => {
    const notebook = notebookOf(cohort, ['sql', 's', 'FROM adults'], ['sql', 'other', 'FROM t']);
    expect(renameOperations(notebook, '0', 'adults', null)).toEqual([]);
    expect(renameOperations(notebook, '0', 'grown', null).map(({ kind }) => kind)).toEqual(['rename', 'text']);
  });
});

describe('where a cell names another', () => {
  it.each<[string, CellKind, string, string]>([
    ['a cohort, its entries', 'cohort', 'index at first (cohort adults on or after birth)', 'adults on'],
    ['a cohort, membership', 'cohort', 'index at first stay // adults\ninclude not in cohort adults', 'adults'],
    ['a query', 'sql', "SELECT 'adults' AS t\nFROM adults", 'adults'],
    ['a table the cell makes', 'sql', 'SELECT * FROM adults_attrition', 'adults_attrition'],
  ])('%s', (_, kind, body, from) => {
    const notebook = notebookOf(cohort, [kind, 'other', body]);
    expect(firstMention(notebook, notebook.cells[1], notebook.cells[0])).toBe(body.lastIndexOf(from));
  });

  it('is nowhere in a text that cannot be read', () => {
    const notebook = notebookOf(cohort, ['analysis', 'other', ': ['], ['sql', 'more', 'SELECT 1']);
    for (const reader of notebook.cells.slice(1)) expect(firstMention(notebook, reader, notebook.cells[0])).toBeNull();
  });
});
