import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { format } from '@/cohort-dsl/format/format';
import { spellingToUcum, usualSpelling } from '@/cohort-dsl/schema/unit-spellings';
import type { Program } from '@/cohort-dsl/syntax/ast';
import type { Suffix } from '@/cohort-dsl/syntax/ast-expressions';
import { parse } from '@/cohort-dsl/syntax/parse';
import { type RawToken, scan } from '@/cohort-dsl/syntax/scan';
import { rightLines, rightPrograms } from '../syntax/corpus';

const sources = [...rightLines().map((line) => line.source), ...rightPrograms()];

/** A program's tree without places, windows before `by` and `spaced` as the formatter writes them. */
function meaning(source: string): unknown {
  const { program, diagnostics } = parse(source);
  expect(diagnostics, source).toEqual([]);
  return JSON.parse(JSON.stringify(program satisfies Program, (key, value: unknown) => (key === 'span' ? undefined : settle(key, value))));
}

function settle(key: string, value: unknown): unknown {
  if (key === 'unit' && typeof value === 'string') return usualSpelling(spellingToUcum(value) ?? value);
  if (key !== 'suffixes' || !Array.isArray(value)) return value;
  const rank = (suffix: Suffix): number => (suffix.kind === 'by' ? 1 : suffix.kind === 'spaced' ? 2 : 0);
  return [...value].sort((a, b) => rank(a) - rank(b));
}

/** The tokens of a program with other blanks between them; a unit stays on the line of its number. */
function spread(source: string, tokens: readonly RawToken[], gaps: readonly string[]): string {
  return tokens
    .map((token, index) => {
      const gap = token.kind === 'unit' || index === 0 ? ' ' : gaps[index % gaps.length];
      return (index === 0 ? '' : gap) + source.slice(token.start, token.end);
    })
    .join('');
}

describe('the formatter', () => {
  it('writes the first program of the language as its authors did, but for lines that are too long', () => {
    const [first] = rightPrograms();
    const kept = new Set(format(first).split('\n'));
    const missing = first.split('\n').filter((line) => !kept.has(line));
    expect(missing).toHaveLength(3);
    expect(format(first)).toMatchInlineSnapshot(`
      "cohort advanced_ckd "Advanced CKD, new to dialysis care"
      from renal

      codes dialysis "Dialysis" = ICD9CM3 { "39.95", "54.98" }
      codes ckd      "CKD 3–5"  = ICD10 { "N18.3*", "N18.4".."N18.5" }
      param history = 180 days

      index at first diagnosis where code in ckd

      include "Adults":             age at index >= 18
      include "Observed before":    observed history before index
      include "Sustained low eGFR": at least 2 lab(egfr)
                                      where value < 60 mL/min/1.73m²
                                      within 365 days on or before index
                                      spaced 90 days
      exclude "Prior dialysis":     any procedure where code in dialysis on or before index

      follow until earliest { index + 5 years as "5 years"; end of observation as "lost" }

      outcome kidney_failure = earliest {
                                 date of (first procedure where code in dialysis after index) as "dialysis";
                                 death as "death"
                               }
      outcome all_death      = death

      variable age      = age at index
      variable sex      = patient.sex
      variable egfr0    = value of last lab(egfr) within 180 days on or before index
      variable visits   = count of visit within 365 days before index
      variable stage    = case when egfr0 >= 30 mL/min/1.73m² then "3" when egfr0 >= 15 mL/min/1.73m² then "4" else "5" end
      variable diabetes = any diagnosis where code in ICD10 { "E10".."E14" } on or before index
      series   egfr     = lab(egfr) from index to exit { date, value }
      "
    `);
  });

  it('keeps the meaning of every program of the corpus', () => {
    for (const source of sources) expect(meaning(format(source)), source).toEqual(meaning(source));
  });

  it('changes nothing the second time', () => {
    for (const source of sources) {
      const once = format(source);
      expect(format(once)).toBe(once);
      expect(format(source, { width: 40 })).toBe(format(format(source, { width: 40 }), { width: 40 }));
    }
  });

  it('gives one layout whatever the blanks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...rightLines().map((line) => line.source)),
        fc.array(fc.constantFrom(' ', '  ', '\n', '\t', '\r\n', '\u3000', '\n    '), { minLength: 7, maxLength: 7 }),
        (source, gaps) => {
          const { tokens, comments } = scan(source);
          fc.pre(comments.length === 0);
          const other = spread(source, tokens, gaps);
          expect(format(other)).toBe(format(source));
        },
      ),
      { seed: 7, numRuns: 400 },
    );
  });

  it('keeps every comment once, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.array(fc.tuple(fc.nat(10_000), fc.boolean()), { minLength: 1, maxLength: 5 }),
        (source, places) => {
          const { tokens } = scan(source);
          const usable = [...new Map(places.map(([place, own]) => [place % (tokens.length + 1), own]))].sort(([a], [b]) => b - a);
          let text = source;
          usable.forEach(([place, own], index) => {
            if (tokens[place]?.kind === 'unit' || tokens[place]?.kind === 'duration') return;
            const at = tokens[place]?.start ?? text.length;
            text = `${text.slice(0, at)}${own ? '\n' : ' '}// note-${index}\n${text.slice(at)}`;
          });
          const once = format(text);
          const notes = (program: string): string[] => (program.match(/note-\d/g) ?? []).sort();
          expect(notes(once)).toEqual(notes(text));
          expect(meaning(once)).toEqual(meaning(source));
          expect(format(once)).toBe(once);
        },
      ),
      { seed: 11, numRuns: 400 },
    );
  });

  it('leaves a program with errors as it is', () => {
    for (const source of ['let  a = = 1', 'include (a', 'inclde   x']) expect(format(source)).toBe(source);
  });

  it.each([
    ['index at highest lab(egfr) by value before @2020-01-01', 'index at highest lab(egfr) before @2020-01-01 by value'],
    ['include any visit spaced 7 days before index', 'include any visit before index spaced 7 days'],
    ['param n = 1 days', 'param n = 1 day'],
    ['param n = 30 day', 'param n = 30 days'],
    ['codes x ＝ ICD10｛“N18”、“E10”，｝', 'codes x = ICD10 { "N18", "E10" }'],
    ['include “成人”：age at index≥18', 'include "成人": age at index >= 18'],
    ['variable x=a×b', 'variable x = a * b'],
    ['index at each visit spaced 7 days where any drug', 'index at each visit spaced 7 days where any drug'],
    ['index at each visit spaced 7 days where los > 1', 'index at each visit where los > 1 spaced 7 days'],
    ['let x = 5mg/dL', 'let x = 5 mg/dL'],
    ['let x = 1 //why', 'let x = 1 // why'],
    ['let x = case when a then 1 end//why', 'let x = case when a then 1 end // why'],
  ])('%s', (source, expected) => {
    expect(format(source)).toBe(`${expected}\n`);
  });

  it.each([
    ["let x = 5 umol/L + 3 'umol/L'", "let x = 5 µmol/L + 3 'umol/L'"],
    ['let x = 60 ml/min/1.73m2', 'let x = 60 mL/min/1.73m²'],
    ['let x = 150 ×10^9/L', 'let x = 150 10^9/L'],
    ['let x = 150 10⁹/L', 'let x = 150 10^9/L'],
    ['let x = 38 ℃', 'let x = 38 °C'],
    ['let x = 300 cells/µL', 'let x = 300 cells/µL'],
    ['let x = 3 furlong', 'let x = 3 furlong'],
  ])('writes the usual spelling of a unit, and leaves UCUM in quotes alone: %s', (source, expected) => {
    expect(format(source)).toBe(`${expected}\n`);
  });

  it('aligns runs of clauses by columns of the screen, and single blank lines part them', () => {
    const source = 'variable 年龄 = age at index\nvariable a = 1\n\n\n\nvariable longer_name = 2\nlet q = 1';
    expect(format(source)).toBe('variable 年龄 = age at index\nvariable a    = 1\n\nvariable longer_name = 2\nlet q = 1\n');
  });

  it('breaks what does not fit', () => {
    const source = 'include "x": all of (age at index >= 18, any lab(egfr) where value < 60 within 365 days before index)';
    expect(format(source, { width: 60 })).toMatchInlineSnapshot(`
      "include "x": all of (
                     age at index >= 18,
                     any lab(egfr)
                       where value < 60
                       within 365 days before index
                   )
      "
    `);
    expect(format('let x = aaaaaaaaaaaaaaaaaaaa and bbbbbbbbbbbbbbbbbbbbbb and cccccccccccccc', { width: 40 })).toMatchInlineSnapshot(`
      "let x = aaaaaaaaaaaaaaaaaaaa
              and bbbbbbbbbbbbbbbbbbbbbb
              and cccccccccccccc
      "
    `);
    expect(format('let x = case when a > 1 then "first" when a > 2 then "second" else "third" end', { width: 40 })).toMatchInlineSnapshot(`
      "let x = case
                when a > 1 then "first"
                when a > 2 then "second"
                else "third"
              end
      "
    `);
  });
});
