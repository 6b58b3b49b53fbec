import { describe, expect, it } from 'vitest';
import { parse } from '@/cohort-dsl/syntax/parse';
import { HARD_WORDS } from '@/cohort-dsl/syntax/words';
import { rightLines, rightPrograms } from './corpus';

describe('right programs', () => {
  it('are many and cover every hard word as the start of a name', () => {
    expect(rightLines().length + rightPrograms().length).toBeGreaterThanOrEqual(250);
    for (const word of HARD_WORDS) {
      const name = `${word}ness_1`;
      const { program, diagnostics } = parse(`let ${name} = ${name} + 1`);
      expect(diagnostics, name).toEqual([]);
      expect(program.clauses[0]).toMatchObject({ kind: 'let', name: { text: name, quoted: false } });
    }
  });

  it.each(rightLines())('$construct: $source', ({ source, construct }) => {
    const { program, diagnostics } = parse(source);
    expect(diagnostics.map((diagnostic) => diagnostic.message.en)).toEqual([]);
    if (construct === 'header') expect(program.cohort ?? program.from).not.toBeNull();
    else expect(program.clauses).toHaveLength(1);
  });

  it.each(rightPrograms().map((source, index) => ({ index, source })))('program $index', ({ source }) => {
    const { program, diagnostics } = parse(source);
    expect(diagnostics.map((diagnostic) => diagnostic.message.en)).toEqual([]);
    expect(program.clauses.length).toBeGreaterThan(0);
  });
});
