import { describe, expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import { omop, renal } from '../dictionary';
import { rightLines, rightPrograms, wrongPrograms } from '../syntax/corpus';

const programs = [...rightLines().map(({ source }) => source), ...rightPrograms(), ...wrongPrograms().map(({ source }) => source)];

describe('any text', () => {
  it('compiles or says why not, and never throws: the parser’s whole corpus on two dictionaries', () => {
    expect(programs.length).toBeGreaterThan(400);
    for (const [at, source] of programs.entries()) {
      const { diagnostics, plan } = compile(source, { dictionary: at % 2 === 0 ? renal : omop, cohorts: 'any' });
      const failed = diagnostics.some((one) => one.severity === 'error');
      expect(failed).toBe(plan === null);
      for (const { span, message, fixes } of diagnostics) {
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeLessThanOrEqual(source.length);
        expect(message.en).not.toMatch(/undefined|\[object/);
        expect(message.zh).not.toMatch(/undefined|\[object/);
        expect(fixes.length).toBeLessThanOrEqual(3);
      }
    }
  });

  it('says one thing of one place', () => {
    for (const source of programs) {
      const places = compile(source, { dictionary: renal, cohorts: 'any' })
        .diagnostics.filter((one) => one.severity === 'error')
        .map((one) => `${one.span.start}-${one.span.end}`);
      expect(places).toEqual([...new Set(places)]);
    }
  });
});
