import { describe, expect, it } from 'vitest';
import { MAX_DEPTH } from '@/cohort-dsl/syntax/brackets';
import { parse } from '@/cohort-dsl/syntax/parse';

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

describe('depth', () => {
  it.each(SHAPES)('%s may nest to the limit and no deeper', (_name, build) => {
    expect(parse(build(MAX_DEPTH)).diagnostics).toEqual([]);
    expect(parse(build(MAX_DEPTH + 2)).diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['syntax-depth']);
    expect(parse(build(20_000)).diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['syntax-depth']);
  });

  it('reads long chains and many clauses without depth', () => {
    expect(parse(`let x = ${'not '.repeat(2000)}true`).diagnostics).toEqual([]);
    expect(parse(`let x = ${'- '.repeat(2000)}1`).diagnostics).toEqual([]);
    expect(parse(`let x = 1${' + 1'.repeat(2000)}`).diagnostics).toEqual([]);
    expect(parse(`include ${Array.from({ length: 300 }, (_, n) => `(any lab where value > ${n})`).join(' or ')}`).diagnostics).toEqual([]);
    expect(parse(Array.from({ length: 500 }, (_, n) => `variable v${n} = age at index`).join('\n')).program.clauses).toHaveLength(500);
  });

  it('does not count a where that a window or a comma has ended', () => {
    const parts = Array.from({ length: 100 }, () => 'any lab where value > 1 before index');
    expect(parse(`include ${parts.join(' and ')}`).diagnostics).toEqual([]);
    expect(parse(`include all of (${parts.join(', ')})`).diagnostics).toEqual([]);
  });
});
