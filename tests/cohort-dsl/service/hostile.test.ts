/** Texts meant to hurt: whatever an editor asks of them is answered, never with an exception, never with more than can be shown. */
import { describe, expect, it } from 'vitest';
import { check, compile } from '@/cohort-dsl/compile';
import { applied } from '@/cohort-dsl/diagnostics/tried-fixes';
import { explain } from '@/cohort-dsl/explain/explain';
import { format } from '@/cohort-dsl/format/format';
import { createLanguageService } from '@/cohort-dsl/service/language-service';
import { MAX_CLAUSE_TOKENS } from '@/cohort-dsl/syntax/limits';
import { parse } from '@/cohort-dsl/syntax/parse';
import { renal } from '../dictionary';

const service = createLanguageService({ dictionary: renal, profile: null, cohorts: [] });
const INDEX = 'index at first visit\n';
const clauses = (count: number, clause: (n: number) => string) => Array.from({ length: count }, (_, n) => clause(n)).join('\n');

const HOSTILE: readonly (readonly [name: string, source: string])[] = [
  ['parentheses', `${INDEX}include ${'('.repeat(50_000)}1${')'.repeat(50_000)}`],
  ['open parentheses', `${INDEX}include ${'('.repeat(100_000)}`],
  ['open braces', `${INDEX}codes a = ICD10 ${'{'.repeat(100_000)}`],
  ['open choices', `${INDEX}variable x = ${'case when '.repeat(50_000)}`],
  ['negations', `${INDEX}include ${'not '.repeat(100_000)}true`],
  ['criteria in a chain', `${INDEX}include ${'patient.sex = "F" and '.repeat(20_000)}true`],
  ['unknown names in a chain', `${INDEX}include ${'foo or '.repeat(50_000)}true`],
  ['wrong operands', `${INDEX}include ${'"a" = 1 or '.repeat(4000)}true`],
  ['clauses with unknown names', INDEX + clauses(4000, (n) => `variable v${n} = nix${n} + 1`)],
  ['many clauses', INDEX + clauses(10_000, (n) => `variable v${n} = ${n}`)],
  ['a chain of lets', `${INDEX}let a0 = 1\n${clauses(2000, (n) => `let a${n + 1} = a${n} + 1`)}\nvariable z = a2000`],
  ['lets that multiply', `${INDEX}let a0 = 1\n${clauses(199, (n) => `let a${n + 1} = a${n} + a${n}`)}\nvariable z = a199`],
  ['a list of codes', `${INDEX}codes a = ICD10 { ${'"A00", '.repeat(50_000)}"B00" }`],
  ['a long name', `${INDEX}variable ${'a'.repeat(1_000_000)} = 1`],
  ['a long word', `${INDEX}include ${'b'.repeat(1_000_000)}`],
  ['a long number', `${INDEX}include ${'9'.repeat(1_000_000)}`],
  ['an unclosed text', `${INDEX}include "${'x'.repeat(1_000_000)}`],
  ['unclosed texts', INDEX + 'include "x\n'.repeat(20_000)],
  ['halves of surrogate pairs', `${INDEX}include ${'\ud800'.repeat(100_000)}`],
  ['NUL', `${INDEX}include ${'\0'.repeat(100_000)}`],
  ['signs of no language', '~#^&|'.repeat(50_000)],
  ['blanks', INDEX + ' '.repeat(1_000_000)],
  ['empty lines', INDEX + '\n'.repeat(1_000_000)],
  ['a comment', `${INDEX}//${'-'.repeat(1_000_000)}`],
  ['comments', INDEX + '// a\n'.repeat(100_000)],
  ['plus signs', `${INDEX}variable x = ${'+'.repeat(100_000)}1`],
  ['comparisons', `${INDEX}include ${'1 > '.repeat(100_000)}1`],
  ['points', `${INDEX}include ${'a.'.repeat(100_000)}`],
  ['numbers', `${INDEX}include ${'1 '.repeat(100_000)}`],
  ['full-width brackets', `${INDEX}include ${'（'.repeat(100_000)}`],
  ['rows in rows', `${INDEX}include ${'any diagnosis where '.repeat(20_000)}`],
  ['misspelt words', 'befor index '.repeat(20_000)],
  ['windows', `${INDEX}include any diagnosis${' within 3 days before index'.repeat(20_000)}`],
];

describe('a hostile text', () => {
  it.each(HOSTILE)('%s is checked, printed, completed, hovered and renamed', (_name, source) => {
    const diagnostics = service.diagnostics(source);
    expect(diagnostics.filter(({ severity }) => severity === 'error').length).toBeLessThanOrEqual(101);
    for (const { span, message } of diagnostics) {
      expect(span.end).toBeLessThanOrEqual(source.length);
      expect(message.en.length + message.zh.length).toBeGreaterThan(0);
    }
    for (const fix of diagnostics.flatMap(({ fixes }) => fixes).slice(0, 3)) expect(typeof applied(source, fix).text).toBe('string');
    expect(typeof service.format(source)).toBe('string');
    for (const offset of [INDEX.length + 10, source.length >> 1, source.length]) {
      for (const { replace } of service.complete(source, offset, 'en')) expect(replace.end).toBeLessThanOrEqual(source.length);
      service.hover(source, offset, 'zh');
      service.definition(source, offset);
      service.references(source, offset);
      service.rename(source, offset, 'other');
    }
    expect(service.tokens(source).length + service.outline(source).length).toBeGreaterThanOrEqual(0);
  });
});

describe('bounds', () => {
  const errorsOf = (source: string) => compile(source, { dictionary: renal }).diagnostics.filter(({ severity }) => severity === 'error');

  it('of errors: the first hundred by place, and how many more there are', () => {
    const errors = errorsOf(INDEX + clauses(250, (n) => `variable v${n} = nix${n}`));
    expect(errors).toHaveLength(101);
    expect(
      errors.slice(0, 100).every(({ code }, at) => code === 'type-unknown-name' && errors[at + 1].span.start > errors[at].span.start),
    ).toBe(true);
    expect(errors[100].code).toBe('syntax-more');
    expect(errors[100].message.en).toContain('150 more errors are not shown');
    expect(errors[100].message.zh).toContain('另有 150 个错误未显示');
  });

  it('of lets that read one another: the first beyond is refused, and what is above it has a plan', () => {
    const chain = (length: number) => `${INDEX}let a0 = 1\n${clauses(length, (n) => `let a${n + 1} = a${n} + 1`)}\nvariable z = a${length}`;
    expect(compile(chain(199), { dictionary: renal }).plan).not.toBeNull();
    const errors = errorsOf(chain(2000));
    expect(errors.map(({ code }) => code)).toEqual(['type-let-deep']);
    expect(errors[0].message.en).toContain('`a200` reads more than 200 lets');
  });

  it('of lets that multiply: refused where they would be written out beyond the bound, and what is below it has a plan and its words', () => {
    const doubling = (length: number) =>
      `${INDEX}let a0 = 1\n${clauses(length, (n) => `let a${n + 1} = a${n} + a${n}`)}\nvariable z = a${length}`;
    const { plan } = compile(doubling(16), { dictionary: renal });
    if (!plan) throw new Error('no plan');
    expect(plan.lets).toHaveLength(17);
    expect(explain(plan, renal, 'en').text.length).toBeGreaterThan(2 ** 16);
    for (const length of [60, 199]) {
      const [error, ...others] = check(doubling(length), { dictionary: renal }).diagnostics;
      expect([error.code, others]).toEqual(['type-let-large', []]);
      expect(error.message.en).toMatch(/more than 200000 parts; `a17` alone has 262143\..*`2 \* x` for `x \+ x`/);
      expect(error.message.zh).toMatch(/超过 200000 个部分；仅 `a17` 就有 262143 个/);
    }
  });

  it('of variables that read one let: refused where all of it together is beyond the bound', () => {
    const sum = Array.from({ length: 100 }, () => '1').join(' + ');
    const many = (length: number) => `${INDEX}let a = ${sum}\n${clauses(length, (n) => `variable v${n} = a`)}`;
    expect(errorsOf(many(1000))).toEqual([]);
    expect(errorsOf(many(1010)).map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => 'type-let-large'));
  });

  it('of a clause: it is refused at the first word too many, and the other clauses are read', () => {
    const list = (codes: number) =>
      `${INDEX}codes a = ICD10 { ${Array.from({ length: codes }, () => '"A00"').join(', ')} }\nvariable x = nix`;
    expect(errorsOf(list(24_990)).map(({ code }) => code)).toEqual(['type-unknown-name']);
    const [error, other] = errorsOf(list(25_010));
    expect([error.code, other.code]).toEqual(['syntax-clause-long', 'type-unknown-name']);
    expect(error.message.en).toContain(String(MAX_CLAUSE_TOKENS));
    expect(parse(list(24_990)).diagnostics).toEqual([]);
  });

  it('of what completion looks at: in a long list or chain it offers what it offers in a short one', () => {
    const offered = (source: string) =>
      service.complete(source, source.length, 'en').map(({ label, replace }) => [label, source.length - replace.end]);
    const chain = (length: number) => `${INDEX}include ${'patient.sex = "F" and '.repeat(length)}any `;
    expect(offered(chain(5000))).toEqual(offered(chain(5)));
    const list = (length: number) => `${INDEX}include any of (${'patient.smoker, '.repeat(length)}age at index >= 18, count `;
    expect(offered(list(5000))).toEqual(offered(list(5)));
    const half = (length: number) => `${INDEX}include ${'patient.smoker or '.repeat(length)}pati`;
    expect(offered(half(5000))).toEqual(offered(half(5)));
  });

  it('of the printer: a list of thousands is printed in lines that read as before', () => {
    const source = `${INDEX}codes a = ICD10 { ${Array.from({ length: 9000 }, (_, n) => `"A${n}"`).join(', ')} }\n`;
    expect(format(format(source))).toBe(format(source));
    expect(format(source).replaceAll(/\s+/g, ' ').trim()).toBe(source.replaceAll(/\s+/g, ' ').trim());
  });
});
