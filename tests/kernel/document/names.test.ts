import { describe, expect, it } from 'vitest';
import { fixedDerivedNames, freeName, isCellName, nameProblems } from '@/analysis-kernel/document/names';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';

describe('names', () => {
  it.each(['a', '_x1', '年龄', 'éa', 'a_b'])('%s names a cell', (name) => expect(isCellName(name)).toBe(true));
  it.each(['', '1a', 'a b', 'a-b', 'a.b', '"a"'])('%j does not', (name) => expect(isCellName(name)).toBe(false));

  it('are free when nothing has them in any case', () => {
    expect(freeName('fit', ['a'])).toBe('fit');
    expect(freeName('fit', ['FIT', 'fit2'])).toBe('fit3');
    expect(freeName('chart1', ['chart1', 'chart2'])).toBe('chart3');
    expect(freeName('icd10', ['ICD10'])).toBe('icd11');
    expect(freeName('icd9x', ['icd9x'])).toBe('icd9x2');
    expect(freeName('visit_1000000', ['visit_1000000'])).toBe('visit_10000002');
  });

  it('are one name however their accents are written, and two where SQL tells the letters apart', () => {
    expect(freeName('e\u0301tude', ['\u00e9tude'])).toBe('e\u0301tude2');
    expect(freeName('strasse', ['straße'])).toBe('strasse');
  });

  it('clash without regard to case, with derived names and tables of the database, both cells at fault', () => {
    const notebook = readNotebook(
      '```sql name=Fit\n```\n```sql name=fit\n```\n```cohort name=c\n```\n```sql name=C_Attrition\n```\n```sql name=Patient\n```\n```sql name=ok\n```\n```sql name=1x\n```\n',
    );
    const derived = new Map(notebook.cells.map((cell) => [cell.id, fixedDerivedNames(cell.kind, cell.name ?? '')]));
    const problems = nameProblems(notebook, derived, ['patient']);
    expect([...problems].map(([id, problem]) => [id, problem.kind])).toEqual([
      ['fit', 'duplicate'],
      ['Fit', 'duplicate'],
      ['C_Attrition', 'duplicate'],
      ['c', 'duplicate'],
      ['Patient', 'database_table'],
      ['1x', 'invalid'],
    ]);
  });

  it('leave words, and a table of the cell itself, in peace', () => {
    const notebook = readNotebook('Words.\n\n```sql name=a\n```\n');
    expect(nameProblems(notebook, new Map(), [])).toEqual(new Map());
    expect(nameProblems(notebook, new Map([['a', ['A', 'a_rows']]]), [])).toEqual(new Map());
  });

  it('say of three cells of one name which other each met first', () => {
    const notebook = readNotebook('```sql name=fit id=1\n```\n```sql name=Fit id=2\n```\n```sql name=FIT id=3\n```\n');
    const problems = nameProblems(notebook, new Map(), []);
    expect(problems.get('1')).toEqual({ kind: 'duplicate', name: 'Fit', otherId: '2', otherName: 'Fit' });
    expect(problems.get('3')).toEqual({ kind: 'duplicate', name: 'FIT', otherId: '1', otherName: 'fit' });
  });

  it('of derived tables belong to cohorts', () => {
    expect(fixedDerivedNames('cohort', 'c')).toEqual(['c_attrition']);
    expect(fixedDerivedNames('sql', 'c')).toEqual([]);
  });
});
