/** Programs with the error's place between « and »: exactly one error, there, of that code; where a fix is expected, it mends the program. */
import { expect, it } from 'vitest';
import { compile } from '@/cohort-dsl/compile';
import type { Diagnostic } from '@/cohort-dsl/diagnostics/diagnostic';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import { renal } from '../dictionary';

export const header = `codes ckd = ICD10 { "N18*" }
codes dialysis = ICD9CM3 { "39.95" }
param history = 180 days
index at first diagnosis where code in ckd
`;

/** [code, clauses with the place marked, what the first fix leaves in the place of the marked clause (null: no fix is offered)]. */
export type MarkedCase = readonly [code: string, marked: string, mended?: string | null];

export function applyFix(source: string, fix: Diagnostic['fixes'][number]): string {
  return [...fix.edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((text, { span, text: replacement }) => text.slice(0, span.start) + replacement + text.slice(span.end), source);
}

export function expectMarked([code, marked, mended]: MarkedCase, head = header, dictionary: Dictionary = renal): void {
  const start = head.length + marked.indexOf('«');
  const end = head.length + marked.indexOf('»') - 1;
  const source = head + marked.replace(/[«»]/g, '');
  const errors = compile(source, { dictionary }).diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  expect(errors.map((error) => [error.code, source.slice(error.span.start, error.span.end)])).toEqual([[code, source.slice(start, end)]]);
  expect(errors[0].span).toEqual({ start, end });
  expect(errors[0].message.en).toMatch(/\S/);
  expect(errors[0].message.zh).toMatch(/[\u4e00-\u9fff]/);
  if (mended === null) expect(errors[0].fixes).toEqual([]);
  if (typeof mended !== 'string') return;
  const fixed = applyFix(source, errors[0].fixes[0]);
  expect(fixed.slice(head.length)).toBe(mended);
  const left = compile(fixed, { dictionary }).diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  expect(left.map((error) => `${error.code} ${error.message.en}`)).toEqual([]);
}

/** One test for each case of a table. */
export function eachMarked(cases: readonly MarkedCase[], head = header): void {
  for (const one of cases) it(`${one[0]}: ${one[1].replaceAll('\n', ' ⏎ ')}`, () => expectMarked(one, head));
}
