import { describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import { ClauseMemory } from '@/cohort-dsl/syntax/clause-memory';
import { parse } from '@/cohort-dsl/syntax/parse';
import { scan } from '@/cohort-dsl/syntax/scan';
import { renal } from '../dictionary';
import { generator, rightLines, rightPrograms, wrongPrograms } from './corpus';

const sources = [...rightPrograms(), ...rightLines().map(({ source }) => source), ...wrongPrograms().map(({ source }) => source)];
const below = generator(4711);
const words = [...new Set(sources.flatMap((source) => scan(source).tokens.map(({ start, end }) => source.slice(start, end))))];

/** A text with a piece put in, taken out or moved. */
function edited(source: string): string {
  const at = below(source.length + 1);
  const until = Math.min(source.length, at + below(12));
  const pieces = ['', ' ', '\n', `${words[below(words.length)]} `, `\n${sources[below(sources.length)]}\n`, '"', '(', '// note'];
  return source.slice(0, at) + pieces[below(pieces.length)] + source.slice(below(2) === 0 ? at : until);
}

describe('reading again after an edit', () => {
  it('gives what reading from scratch gives, after any edits', () => {
    const memory = new ClauseMemory();
    for (let round = 0; round < 40; round++) {
      let source = Array.from({ length: 4 }, () => sources[below(sources.length)]).join('\n');
      for (let edit = 0; edit < 25; edit++) {
        source = edited(source).slice(0, 4000);
        expect(parse(source, memory), source).toEqual(parse(source, new ClauseMemory()));
      }
    }
  });

  it('gives the same messages for a clause wherever it stands', () => {
    const clause = 'include any lab(egfr) where value < 60';
    const start = 'index at first visit\n';
    const said = ['', '\n', 'param n = 30 days\n'].map((between) => {
      const source = start + between + clause;
      const [error] = compile(source, { dictionary: renal }).diagnostics.filter(({ severity }) => severity === 'error');
      return [error.code, source.slice(error.span.start, error.span.end), error.fixes.map(({ title }) => title.en)];
    });
    expect(said[1]).toEqual(said[0]);
    expect(said[2]).toEqual(said[0]);
  });
});
