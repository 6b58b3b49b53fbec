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
});
