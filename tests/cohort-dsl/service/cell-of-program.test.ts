import { describe, expect, it } from 'vitest';
import { cellOfProgram } from '@/cohort-dsl';
import { openingComment } from '@/cohort-dsl/syntax/opening-comment';

const CLAUSES = 'index at first visit\n\nvariable age = age at index // in years';

describe('a program as a notebook’s cell holds it', () => {
  it.each([
    ['both lines', 'cohort adults "Grown-ups"\nfrom renal\n\n', 'adults'],
    ['one line for both', 'cohort adults from renal\n', 'adults'],
    ['no database', 'cohort adults "Grown-ups"\n', 'adults'],
    ['no name', 'from renal\n', null],
    ['neither', '\n', null],
    ['names between backticks, and in Chinese', 'cohort `New adults`\nfrom `肾病库`\n', 'New adults'],
    ['letters of full width', 'cohort 成人 “成年人”\nfrom renal\n', '成人'],
    ['lines ended as on Windows', 'cohort adults\r\nfrom renal\r\n\r\n', 'adults'],
  ])('has the clauses alone: %s', (_, head, name) => {
    expect(cellOfProgram(`${head}${CLAUSES}\n`)).toEqual({ name, body: CLAUSES });
  });

  it('keeps what is written above, between and beside the first lines', () => {
    const { name, body } = cellOfProgram(`// Of 2026\ncohort adults from renal // all sites\n${CLAUSES}`);
    expect(name).toBe('adults');
    expect(body).toBe(`// Of 2026\n// all sites\n${CLAUSES}`);
    expect(cellOfProgram(`cohort adults // cohort of from\n// those seen\nfrom renal\n${CLAUSES}`).body).toBe(
      `// cohort of from\n// those seen\n${CLAUSES}`,
    );
  });

  it('loses nothing of lines that cannot be read', () => {
    expect(cellOfProgram(`cohort\n${CLAUSES}`)).toEqual({ name: null, body: `cohort\n${CLAUSES}` });
    expect(cellOfProgram('')).toEqual({ name: null, body: '' });
    expect(cellOfProgram('// to be written')).toEqual({ name: null, body: '// to be written' });
  });
});

describe('the comment a program begins with', () => {
  it.each([
    [`// New patients\n// of 2026\n${CLAUSES}`, 'New patients'],
    [`\n  //// New patients  \r\n${CLAUSES}`, 'New patients'],
    [`//\n// New patients\n${CLAUSES}`, 'New patients'],
    [`／／ 新患者\n${CLAUSES}`, '新患者'],
    ['// New patients', 'New patients'],
    [CLAUSES, null],
    [`index at first visit // New patients\n`, null],
    ['', null],
  ])('of %j is %j', (source, words) => {
    expect(openingComment(source)).toBe(words);
  });
});
