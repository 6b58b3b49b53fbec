import { describe, expect, it } from 'vitest';
import { check, compile } from '@/cohort-dsl/compile';
import { explain } from '@/cohort-dsl/explain/explain';
import { format } from '@/cohort-dsl/format/format';
import { MAX_DEPTH, MAX_OPERATORS } from '@/cohort-dsl/syntax/limits';
import { parse } from '@/cohort-dsl/syntax/parse';
import { renal } from '../dictionary';

function nested(open: string, inner: string, close: string, times: number): string {
  return open.repeat(times) + inner + close.repeat(times);
}

const SHAPES = [
  ['parentheses', (n: number) => `let x = ${nested('(', '1', ')', n)}`],
  ['calls', (n: number) => `let x = ${nested('abs(', '1', ')', n)}`],
  ['case', (n: number) => `let x = ${nested('case when a then ', '1', ' end', n)}`],
  ['any of', (n: number) => `include ${nested('any of (', 'a', ')', n)}`],
  ['rows in parentheses', (n: number) => `include any ${nested('(', 'visit', ')', n)}`],
  ['where and rows', (n: number) => `include ${nested('any (visit where ', 'a = 1', ')', Math.floor(n / 2))}`],
] as const;

const CHAINS = [(n: number) => `let x = ${'- '.repeat(n)}1`, (n: number) => `let x = 1${' + 1'.repeat(n)}`];

const LONG_LISTS = ['and', 'or'].map(
  (op) => `include ${Array.from({ length: 1000 }, (_, n) => `patient.children = ${n}`).join(` ${op} `)}`,
);

describe('depth', () => {
  it.each(SHAPES)('%s may nest to the limit and no deeper', (_name, build) => {
    expect(parse(build(MAX_DEPTH)).diagnostics).toEqual([]);
    expect(parse(build(MAX_DEPTH + 2)).diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['syntax-depth']);
    expect(parse(build(20_000)).diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['syntax-depth']);
  });

  it('reads long chains and many clauses without depth', () => {
    for (const build of CHAINS) expect(parse(build(MAX_OPERATORS)).diagnostics).toEqual([]);
    expect(parse(`include ${Array.from({ length: 300 }, (_, n) => `(any lab where value > ${n})`).join(' or ')}`).diagnostics).toEqual([]);
    expect(parse(Array.from({ length: 500 }, (_, n) => `variable v${n} = age at index`).join('\n')).program.clauses).toHaveLength(500);
  });

  it('refuses chains that would overflow what walks the tree, and nothing overflows', () => {
    for (const build of CHAINS) {
      expect(parse(build(MAX_OPERATORS + 1)).diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['syntax-long']);
      expect(check(build(MAX_OPERATORS), { dictionary: renal }).program.clauses).toHaveLength(1);
      expect(format(build(MAX_OPERATORS)).length).toBeGreaterThan(MAX_OPERATORS);
      expect(() => check(build(20_000), { dictionary: renal })).not.toThrow();
    }
  });

  it('reads `and` and `or` of any length', () => {
    for (const source of LONG_LISTS) {
      expect(check(source, { dictionary: renal }).diagnostics.map(({ code }) => code)).toEqual(['type-no-index']);
      expect(format(source).match(/patient/g)).toHaveLength(1000);
      expect(parse(format(source)).diagnostics).toEqual([]);
    }
  });

  it('reads `not` of any number, of which two undo one another', () => {
    const meaning = (times: number) => format(`include ${'not '.repeat(times)}true`);
    expect([1, 2, 3, 4, 4001, 4002].map(meaning).map((text) => text.match(/not /g)?.length)).toEqual([1, 2, 1, 2, 1, 2]);
  });

  it('does not count a where that a window or a comma has ended', () => {
    const parts = Array.from({ length: 100 }, () => 'any lab where value > 1 before index');
    expect(parse(`include ${parts.join(' and ')}`).diagnostics).toEqual([]);
    expect(parse(`include all of (${parts.join(', ')})`).diagnostics).toEqual([]);
  });
});

/** Texts that go on and on, and what is said of each. */
const ENDLESS: readonly (readonly [name: string, source: string, code: string])[] = [
  ['comparisons', `include 1${' > 1'.repeat(4000)}`, 'syntax-comparison-chain'],
  ['tests', `include patient.sex${' is missing'.repeat(4000)}`, 'syntax-comparison-chain'],
  ['plus signs', `let x = ${'+'.repeat(10_000)}1`, 'syntax-expected'],
  ['minus signs', `let x = ${'-'.repeat(10_000)}1`, 'syntax-long'],
  ['terms', `let x = 1${' + 1'.repeat(10_000)}`, 'syntax-long'],
  ['misplaced not', `let x = 1 + ${'not '.repeat(10_000)}1`, 'syntax-expected'],
  ['columns of columns', `let x = ${'date of '.repeat(10_000)}last visit`, 'syntax-depth'],
  ['washouts', `include any visit${' without visit'.repeat(10_000)}`, 'syntax-depth'],
  ['shifts of a date', `include age at index${' + 1 day'.repeat(10_000)} > 1`, 'syntax-long'],
  ['parentheses', `let x = ${'('.repeat(10_000)}1${')'.repeat(10_000)}`, 'syntax-depth'],
  ['open parentheses', `let x = ${'('.repeat(10_000)}1`, 'syntax-depth'],
  ['sums inside sums', `let x = ${'('.repeat(50)}1${`${' + 1'.repeat(400)})`.repeat(50)}`, 'syntax-long'],
];

describe('a text that goes on and on', () => {
  it.each(ENDLESS)('%s are an error at their place, and nothing throws', (_name, clause, code) => {
    const source = `index at first visit\n${clause}`;
    const { diagnostics } = compile(source, { dictionary: renal });
    expect(diagnostics.map((one) => one.code)).toContain(code);
    const [found] = diagnostics.filter((one) => one.code === code);
    expect(found.span.start).toBeGreaterThanOrEqual(source.indexOf('\n') + 1);
    expect(() => format(source)).not.toThrow();
  });

  it('of every shape is checked, printed and explained up to its limit', () => {
    const sum = `${'('.repeat(20)}1${`${' + 1'.repeat(20)})`.repeat(20)}`;
    const shapes = [
      `1${' + 1'.repeat(MAX_OPERATORS)}`,
      sum,
      `${'('.repeat(MAX_DEPTH)}1${')'.repeat(MAX_DEPTH)}`,
      `${'case when true then '.repeat(MAX_DEPTH)}1${' end'.repeat(MAX_DEPTH)}`,
      `age at index${' + 1 day'.repeat(MAX_OPERATORS)}`,
    ];
    for (const shape of shapes) {
      const source = `index at first visit\nvariable x = ${shape}`;
      const { plan, diagnostics } = compile(source, { dictionary: renal });
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      if (!plan) throw new Error('a plan was expected');
      expect(explain(plan, renal, 'en').sections.length).toBeGreaterThan(0);
      expect(parse(format(source)).diagnostics).toEqual([]);
    }
  });
});
