/** With nothing typed, the word that comes next in a right program is among the first that completion offers. */
import { describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import { scan } from '@/cohort-dsl/syntax/scan';
import { renal } from '../dictionary';
import { clinicPrograms, rightLines, rightPrograms } from '../syntax/corpus';
import { service } from './knowledge';

/** How many next words are among the first ten, at least. */
const SHARE = 0.95;

const START = 'index at first visit\n';

/** Programs of the corpus that mean something on the test's database. */
function programs(): readonly string[] {
  const lines = rightLines().map(({ source }) => (/^(?:index|cohort|from)\b/.test(source) ? source : START + source));
  return [...lines, ...rightPrograms()].filter(isRight);
}

function isRight(source: string): boolean {
  const { diagnostics } = compile(source, { dictionary: renal, cohorts: 'any' });
  return diagnostics.every(({ severity }) => severity !== 'error');
}

/** Words that are made up where they stand: names that a program gives. */
const GIVEN: ReadonlySet<string> = new Set([
  'codes',
  'param',
  'let',
  'outcome',
  'variable',
  'series',
  'intervals',
  'called',
  'cohort',
  'carry',
  'flag',
]);

describe('the next word', () => {
  it('is looked for in right programs', () => {
    expect(clinicPrograms().filter((source) => !isRight(source))).toEqual([]);
    expect(clinicPrograms().length).toBeGreaterThanOrEqual(60);
  });

  it.each([
    ['of the corpus', programs],
    ['of clinicians', clinicPrograms],
  ])('is among the first ten offers in programs %s', (_of, sources) => {
    let tried = 0;
    const missed: string[] = [];
    for (const source of sources()) {
      const { tokens } = scan(source);
      tokens.forEach(({ kind, text, start }, at) => {
        const previous = tokens[at - 1];
        if (
          (kind !== 'word' && kind !== 'duration') ||
          at === 0 ||
          (source.startsWith(START) && start < START.length) ||
          previous.text === '.' ||
          GIVEN.has(previous.text)
        )
          return;
        const cut = source.slice(0, start);
        const offered = service.complete(cut, cut.length, 'en').slice(0, 10);
        tried++;
        const found = offered.some(({ insert }) => insert === text || [' ', '(', '.'].some((next) => insert.startsWith(text + next)));
        if (!found) missed.push(`${cut.split('\n').at(-1)}| ${text}`);
      });
    }
    expect(tried).toBeGreaterThan(800);
    expect(1 - missed.length / tried, missed.join('\n')).toBeGreaterThanOrEqual(SHARE);
  });
});
