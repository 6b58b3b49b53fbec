import { describe, expect, it } from 'vitest';
import { givenName, renameGiven } from '@/cohort-dsl';
import { applied } from '@/cohort-dsl/diagnostics/tried-fixes';
import { renal } from '../dictionary';

const PROGRAM = `index at first visit
follow until index + 5 years
outcome failure = earliest { first procedure after index as "dialysis"; death as "death" } until exit
outcome stays = each visit after index
variable age = age at index
variable old = age > 65 and failure is missing // age
series course = lab(egfr) before failure { value }
`;

const placesOf = (name: string) => givenName(PROGRAM, renal, name)?.places.map(({ start }) => PROGRAM.slice(0, start).split('\n').length);

describe('a name that other cells read', () => {
  it('is found in every place, by itself or by a column called after it, in any case', () => {
    expect(placesOf('failure')).toEqual([3, 6, 7]);
    expect(placesOf('failure_days')).toEqual([3, 6, 7]);
    expect(placesOf('AGE')).toEqual([5, 6]);
    expect(placesOf('course')).toEqual([7]);
    expect(givenName(PROGRAM, renal, 'visit')).toBeNull();
    expect(givenName(PROGRAM, renal, 'age_days')).toBeNull();
  });

  it('names columns of the cohort’s table, a table of its own, or both', () => {
    expect(givenName(PROGRAM, renal, 'failure')).toMatchObject({
      kind: 'outcome',
      columns: ['failure_date', 'failure_days', 'failure_event', 'failure_cause', 'failure_exit_reason'],
      table: null,
    });
    expect(givenName(PROGRAM, renal, 'stays')).toMatchObject({ columns: ['stays_date', 'stays_days', 'stays_event'], table: 'stays' });
    expect(givenName(PROGRAM, renal, 'course')).toMatchObject({ kind: 'series', columns: [], table: 'course' });
    expect(givenName(PROGRAM, renal, 'old')).toMatchObject({ kind: 'variable', columns: ['old'], table: null });
  });

  it('is another everywhere at once', () => {
    const given = renameGiven(PROGRAM, renal, 'failure_event', 'kidney_failure');
    if (given?.renaming.kind !== 'edits') throw new Error('the name can be given');
    const { text } = applied(PROGRAM, { title: { en: '', zh: '' }, edits: given.renaming.edits });
    expect(text).toBe(PROGRAM.replaceAll('failure', 'kidney_failure'));
    expect(given.columns[1]).toEqual(['failure_days', 'kidney_failure_days']);
    expect(renameGiven(PROGRAM, renal, 'stays', '`each stay`')?.table).toEqual(['stays', 'each stay']);
  });

  it('is refused where it is taken, and unknown where no clause gives it', () => {
    expect(renameGiven(PROGRAM, renal, 'age', 'old')?.renaming.kind).toBe('refused');
    expect(renameGiven(PROGRAM, renal, 'age', 'failure')?.renaming.kind).toBe('refused');
    expect(renameGiven(PROGRAM, renal, 'visit', 'x')).toBeNull();
  });

  it('is found in a program that is not finished', () => {
    expect(givenName(`${PROGRAM}include age >`, renal, 'age')?.places.length).toBe(2);
  });
});
