/** With nothing typed, the word that comes next in a right program is among the first that completion offers. */
import { describe, expect, it } from 'vitest';
import { renal } from '../dictionary';
import { clinicPrograms, rightLines, rightPrograms } from '../syntax/corpus';
import { service } from './knowledge';
import { asProgram, isRight, nextWords } from './next-words';

/** How many next words are among the first ten, at least. */
const SHARE = 0.95;

/** Checks the share in some programs, of which at least so many words are looked for. */
function expectShare(programs: readonly string[], words: number): void {
  const { tried, missed } = nextWords(programs, service, renal);
  expect(tried).toBeGreaterThan(words);
  expect(1 - missed.length / tried, missed.join('\n')).toBeGreaterThanOrEqual(SHARE);
}

describe('the next word is among the first ten offers', () => {
  it('in programs of the corpus', () => {
    const programs = [...rightLines().map(({ source }) => asProgram(source)), ...rightPrograms()];
    expectShare(
      programs.filter((source) => isRight(source, renal)),
      800,
    );
  });

  const inStyle = clinicPrograms();
  const PART = 10;
  it('in programs of clinicians, which are many', () => expect(inStyle.length).toBeGreaterThanOrEqual(6 * PART));

  it.each(Array.from({ length: Math.ceil(inStyle.length / PART) }, (_, part) => part * PART))(
    'in programs of clinicians from number %i on, all of which are right',
    (first) => {
      const programs = inStyle.slice(first, first + PART);
      expect(programs.filter((source) => !isRight(source, renal))).toEqual([]);
      expectShare(programs, 200);
    },
  );
});
