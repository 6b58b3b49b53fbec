/** What a fix leaves wrong is found from its clause and what reads its names: as much as the whole program read again has. */
import { describe, expect, it } from 'vitest';
import { applied } from '@/cohort-dsl/diagnostics/tried-fixes';
import { find, isError } from '@/cohort-dsl/find';
import { scan } from '@/cohort-dsl/syntax/scan';
import { trials } from '@/cohort-dsl/trial';
import { renal } from '../dictionary';
import { clinicPrograms, generator, rightPrograms } from '../syntax/corpus';

const sources = [...clinicPrograms(), ...rightPrograms()];
const below = generator(2026);
const words = [...new Set(sources.flatMap((source) => scan(source).tokens.map(({ start, end }) => source.slice(start, end))))];
const options = { dictionary: renal, cohorts: 'any' as const };

/** A word of the program left out, put in or put in another's place. */
function edit(source: string) {
  const { tokens } = scan(source);
  const { start, end } = tokens[below(tokens.length)];
  const word = words[below(words.length)];
  const span = below(3) === 0 ? { start, end: start } : { start, end };
  return { title: { en: '', zh: '' }, edits: [{ span, text: ['', word, `${word} `][below(3)] }] };
}

const spansOf = (source: string, partial: boolean) => find(source, options, partial).errors.map(({ span }) => span);
const inOrder = (spans: readonly { start: number; end: number }[]) => spans.map(({ start, end }) => `${start}–${end}`).sort();

describe('a fix that is tried', () => {
  it('leaves what the whole program has wrong with it, wherever it changes the program', () => {
    for (let round = 0; round < 400; round++) {
      let source = sources[below(sources.length)];
      for (let count = below(3); count > 0; count -= 1) source = applied(source, edit(source)).text;
      const fix = edit(source);
      const { read, errors } = find(source, options);
      const partial = read.diagnostics.some(isError);
      const left = trials({ source, read, errors }, options, (text) => spansOf(text, partial))(fix);
      const { text } = applied(source, fix);
      const whole = spansOf(text, partial);
      const note = `${source}\n=>\n${text}`;
      expect(left.here.length + left.elsewhere, note).toBe(whole.length);
      expect(inOrder(whole), note).toEqual(expect.arrayContaining(inOrder(left.here)));
    }
  });
});
