import { describe, expect, it } from 'vitest';
import { SourceText } from '@/cohort-dsl/source/source-text';
import { parse } from '@/cohort-dsl/syntax/parse';
import { scan } from '@/cohort-dsl/syntax/scan';
import { generator, rightLines, rightPrograms } from './corpus';

const REPLACEMENTS = [
  ')',
  '(',
  '}',
  '{',
  ',',
  ';',
  '=',
  'and',
  'of',
  'where',
  'before',
  '5',
  '"text"',
  'then',
  '§',
  'in',
  'zzz',
  '@2020-99-99',
];

function mutate(source: string, random: (below: number) => number): { readonly text: string; readonly line: number } {
  const { tokens } = scan(source);
  const index = random(tokens.length);
  const token = tokens[index];
  const line = new SourceText(source).position(token.start).line;
  const piece = source.slice(token.start, token.end);
  const replacement = REPLACEMENTS[random(REPLACEMENTS.length)];
  const changed = [' ', `${piece} ${piece}`, replacement, `${piece} ${replacement}`][random(4)];
  return { text: source.slice(0, token.start) + changed + source.slice(token.end), line };
}

/** Programs as people lay them out: the corpus's longer ones, and its lines put together a dozen at a time, a clause a line. */
function realisticPrograms(): string[] {
  const lines = rightLines().filter((line) => line.construct !== 'header');
  const dozens = Array.from({ length: Math.floor(lines.length / 12) }, (_, n) => lines.slice(n * 12, n * 12 + 12));
  // Where every word has a line of its own, which line is wrong is a matter of taste.
  const whole = rightPrograms().filter((source) => !/^\s*first\n/m.test(source));
  return [...whole, ...dozens.map((dozen) => dozen.map((line) => line.source).join('\n'))];
}

describe('mutated programs', () => {
  it('report their first error on the mutated line at least 99 times in 100', () => {
    const random = generator(20200131);
    const programs = realisticPrograms();
    const missed: string[] = [];
    let wrong = 0;
    for (let trial = 0; trial < 1500; trial++) {
      const { text, line } = mutate(programs[random(programs.length)], random);
      const [first] = parse(text).diagnostics;
      if (!first) continue;
      wrong++;
      const found = new SourceText(text).position(first.span.start).line;
      if (found !== line) missed.push(`line ${line}, reported ${found} ${first.code}:\n${text.split('\n')[line - 1]}`);
    }
    expect(wrong).toBeGreaterThan(900);
    expect(missed.length / wrong, missed.join('\n\n')).toBeLessThanOrEqual(0.01);
  });
});
