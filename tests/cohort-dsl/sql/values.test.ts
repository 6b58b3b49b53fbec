import { describe, expect, it } from 'vitest';
import type { Expr } from '@/cohort-dsl/plan/expressions';
import {
  age,
  and,
  arithmetic,
  call,
  compare,
  date,
  days,
  elapsed,
  icd,
  inCodes,
  integer,
  missing,
  months,
  not,
  number,
  or,
  plan,
  quantifier,
  severity,
  shift,
  text,
  truth,
  type,
  variables,
  years,
} from './build';
import { run, valuesOf } from './run';

type Case = readonly [what: string, value: Expr, expected: string | number | boolean | null];

async function expectAll(cases: readonly Case[]): Promise<void> {
  const values = await valuesOf(variables(...cases.map(([, value]) => value)), {});
  expect(Object.fromEntries(cases.map(([what], at) => [what, values[at]]))).toEqual(
    Object.fromEntries(cases.map(([what, , expected]) => [what, expected])),
  );
}

const [yes, never, unknown] = [truth(true), truth(false), truth(null)];

describe('logic is Kleene', () => {
  it('in and, or, not', () =>
    expectAll([
      ['missing and false', and(unknown, never), false],
      ['missing and true', and(unknown, yes), null],
      ['missing or true', or(unknown, yes), true],
      ['missing or false', or(unknown, never), null],
      ['not missing', not(unknown), null],
      ['no arguments of and', and(), true],
      ['no arguments of or', or(), false],
    ]));

  it('in quantifiers, which are missing unless the known members decide', () =>
    expectAll([
      ['at least 2 of T T M', quantifier('at least', 2, yes, yes, unknown), true],
      ['at least 2 of T M F', quantifier('at least', 2, yes, unknown, never), null],
      ['at least 2 of F F M', quantifier('at least', 2, never, never, unknown), false],
      ['at most 1 of T T M', quantifier('at most', 1, yes, yes, unknown), false],
      ['at most 1 of T M F', quantifier('at most', 1, yes, unknown, never), null],
      ['at most 1 of F M F', quantifier('at most', 1, never, unknown, never), true],
      ['exactly 1 of T F F', quantifier('exactly', 1, yes, never, never), true],
      ['exactly 1 of T M F', quantifier('exactly', 1, yes, unknown, never), null],
      ['exactly 1 of T T M', quantifier('exactly', 1, yes, yes, unknown), false],
      ['exactly 2 of F F M', quantifier('exactly', 2, never, never, unknown), false],
      ['exactly 1 of F F M', quantifier('exactly', 1, never, never, unknown), null],
      ['exactly 0 of F F', quantifier('exactly', 0, never, never), true],
      ['none of F M', quantifier('at most', 0, never, unknown), null],
      ['all of T M', quantifier('at least', 2, yes, unknown), null],
      ['all of F M', quantifier('at least', 2, never, unknown), false],
      ['any of M F', quantifier('at least', 1, unknown, never), null],
    ]));

  it('in comparisons and lists', () => {
    const list = (value: Expr, ...members: readonly Expr[]): Expr => ({
      kind: 'inList',
      type: type('boolean'),
      value,
      members,
      as: 'value',
    });
    return expectAll([
      ['missing = 1', compare(number(null), '=', number(1)), null],
      ['missing is missing', missing(number(null)), true],
      ['missing in {}', list(number(null)), false],
      ['missing in { 1 }', list(number(null), number(1)), null],
      ['1 in { 2, missing }', list(number(1), number(2), number(null)), null],
      ['1 in { 1, missing }', list(number(1), number(1), number(null)), true],
      ['2 in { 1 }', list(number(2), number(1)), false],
    ]);
  });

  it('in case: a branch is taken when its condition is true, missing goes on', () => {
    const cases = (otherwise: Expr | null, ...whens: readonly Expr[]): Expr => ({
      kind: 'case',
      type: type('integer'),
      // biome-ignore lint/suspicious/noThenProperty: the plan's own name for what a branch gives
      branches: whens.map((when, at) => ({ when, then: integer(String(at + 1)) })),
      otherwise,
    });
    return expectAll([
      ['missing, then true', cases(null, unknown, yes), 2],
      ['no else', cases(null, unknown, never), null],
      ['else', cases(integer('9'), unknown, never), 9],
    ]);
  });
});

describe('numbers', () => {
  it('are missing where a computation has no finite result', () =>
    expectAll([
      ['1 / 0', arithmetic(integer('1'), '/', integer('0')), null],
      ['0 / 0', arithmetic(number(0), '/', number(0)), null],
      ['7 / 2', arithmetic(integer('7'), '/', integer('2')), 3.5],
      ['-7 / 2', arithmetic(integer('-7'), '/', integer('2')), -3.5],
      ['1e308 * 10', arithmetic(number(1e308), '*', number(10)), null],
      ['1 / (1e308 * 10)', arithmetic(number(1), '/', arithmetic(number(1e308), '*', number(10))), null],
      [
        '1e308 * 10 - 1e308 * 10',
        arithmetic(arithmetic(number(1e308), '*', number(10)), '-', arithmetic(number(1e308), '*', number(10))),
        null,
      ],
      ['exp 1000', call('exp', 'number', number(1000)), null],
      ['exp of an overflow to minus infinity', call('exp', 'number', arithmetic(number(-1e308), '*', number(10))), null],
      ['ln 0', call('ln', 'number', number(0)), null],
      ['ln -1', call('ln', 'number', number(-1)), null],
      ['sqrt -1', call('sqrt', 'number', number(-1)), null],
      ['sqrt 9', call('sqrt', 'number', number(9)), 3],
      ['0.1 + 0.2', arithmetic(number(0.1), '+', number(0.2)), 0.1 + 0.2],
      ['missing + 1', arithmetic(number(null), '+', number(1)), null],
      ['-(missing)', { kind: 'negate', type: type('number'), value: number(null) }, null],
      ['10 × 88.4', { kind: 'convert', type: type('number'), value: integer('10'), factor: 88.4, offset: 0 }, 884],
      ['37 °C in °F', { kind: 'convert', type: type('number'), value: number(37), factor: 1.8, offset: 32 }, 98.60000000000001],
    ]));

  it('round half away from zero, on the double', () =>
    expectAll([
      ['2.5', call('round', 'integer', number(2.5)), 3],
      ['-2.5', call('round', 'integer', number(-2.5)), -3],
      ['0.5', call('round', 'number', number(0.5)), 1],
      ['1.25 to one digit', call('round', 'number', number(1.25), integer('1')), 1.3],
      ['-1.25 to one digit', call('round', 'number', number(-1.25), integer('1')), -1.3],
      ['floor -0.5', call('floor', 'integer', number(-0.5)), -1],
      ['ceil 0.2', call('ceil', 'integer', number(0.2)), 1],
      ['abs -3', call('abs', 'integer', integer('-3')), 3],
    ]));

  it('skip missing ones in lowest_of and highest_of', () =>
    expectAll([
      ['lowest', call('lowest_of', 'number', number(null), number(3), integer('2')), 2],
      ['highest', call('highest_of', 'number', number(null), number(3), integer('2')), 3],
      ['none known', call('highest_of', 'number', number(null), number(null)), null],
      ['if missing', call('if_missing', 'number', number(null), integer('4')), 4],
    ]));

  it('keep integers of 64 bits exact', () =>
    expectAll([
      ['sum at the edge', arithmetic(integer('9223372036854775806'), '+', integer('1')), '9223372036854775807'],
      ['beyond 2^53', arithmetic(integer('9007199254740993'), '*', integer('1')), '9007199254740993'],
      ['lowest', arithmetic(integer('-9223372036854775807'), '-', integer('1')), '-9223372036854775808'],
      ['missing operand', arithmetic(integer('9223372036854775807'), '+', integer(null)), null],
    ]));

  it('stop the run with the expression where an integer overflows', async () => {
    const sum = arithmetic(arithmetic(integer('9223372036854775807'), '+', integer('1'), 'big + 1'), '-', integer('1'), 'big + 1 - 1');
    await expect(run(variables(sum), {})).rejects.toThrow('Integer overflow in: big + 1 - 1');
    const product = arithmetic(integer('4611686018427387904'), '*', integer('2'), "it's * 2");
    await expect(run(variables(product), {})).rejects.toThrow("Integer overflow in: it's * 2");
  });

  it('name the inner expression where one stands inside another', async () => {
    const inner = arithmetic(integer('9223372036854775807'), '+', integer('1'), 'big + 1');
    const outer = arithmetic(call('if_missing', 'integer', inner, integer('3')), '*', integer('2'), 'if_missing(big + 1, 3) * 2');
    await expect(run(variables(outer), {})).rejects.toThrow('Integer overflow in: big + 1');
    const fine = arithmetic(call('if_missing', 'integer', arithmetic(integer(null), '+', integer('1')), integer('3')), '*', integer('2'));
    expect(await valuesOf(variables(fine), {})).toEqual([6]);
  });

  it('order an ordered category by its keys', () => {
    const key = (value: string): Expr => ({ kind: 'literal', type: severity, value });
    return expectAll([
      ['mild < severe', compare(key('mild'), '<', key('severe'), 'rank'), true],
      ['severe > moderate', compare(key('severe'), '>', key('moderate'), 'rank'), true],
      ['highest', { kind: 'call', type: severity, fn: 'highest_of', args: [key('moderate'), key('mild')] }, 'moderate'],
    ]);
  });
});

describe('dates', () => {
  const day = (value: string, by: Parameters<typeof shift>[1]) => shift(date(value), by);

  it('move by calendar months, and by the last day of a shorter month', () =>
    expectAll([
      ['31 January + 1 month', day('2021-01-31', months(1)), '2021-02-28'],
      ['31 January 2020 + 1 month', day('2020-01-31', months(1)), '2020-02-29'],
      ['31 March − 1 month', day('2021-03-31', months(-1)), '2021-02-28'],
      ['29 February + 1 year', day('2020-02-29', years(1)), '2021-02-28'],
      ['30 days', day('2020-02-01', days(30)), '2020-03-02'],
      ['2 weeks back', day('2020-01-01', { count: -2, unit: 'weeks' }), '2019-12-18'],
      ['beyond year 9999', day('9999-12-01', days(40)), null],
      ['far beyond', day('2020-01-01', years(99999)), null],
      ['the last day', day('9999-12-30', days(1)), '9999-12-31'],
    ]));

  it('count completed units, the 31st meeting its month on the first of the next', () => {
    const between = (unit: Parameters<typeof elapsed>[0], from: string, to: string) => elapsed(unit, date(from), date(to));
    return expectAll([
      ['31 Jan to 28 Feb', between('months', '2021-01-31', '2021-02-28'), 0],
      ['31 Jan to 1 Mar', between('months', '2021-01-31', '2021-03-01'), 1],
      ['31 Jan to 30 Apr', between('months', '2021-01-31', '2021-04-30'), 2],
      ['31 Jan to 1 May', between('months', '2021-01-31', '2021-05-01'), 3],
      ['reversed', between('months', '2021-03-01', '2021-01-31'), -1],
      ['reversed, not complete', between('months', '2021-02-28', '2021-01-31'), 0],
      ['29 Feb to 28 Feb', between('years', '2000-02-29', '2001-02-28'), 0],
      ['29 Feb to 1 Mar', between('years', '2000-02-29', '2001-03-01'), 1],
      ['29 Feb to 29 Feb', between('years', '2000-02-29', '2004-02-29'), 4],
      ['years reversed', between('years', '2001-01-02', '2000-01-01'), -1],
      ['a day short of a year, reversed', between('years', '2001-01-01', '2000-01-02'), 0],
      ['13 days in weeks', between('weeks', '2020-01-01', '2020-01-14'), 1],
      ['13 days in weeks, reversed', between('weeks', '2020-01-14', '2020-01-01'), -1],
      ['days reversed', between('days', '2020-01-14', '2020-01-01'), -13],
      ['missing', elapsed('days', date(null), date('2020-01-01')), null],
      ['age', age(date('2020-06-14')), 59],
      ['age on the birthday', age(date('2020-06-15')), 60],
      ['age before birth', age(date('1960-06-14')), null],
      ['year', { kind: 'datePart', type: type('integer'), part: 'year', of: date('2020-06-15') }, 2020],
      ['month', { kind: 'datePart', type: type('integer'), part: 'month', of: date('2020-06-15') }, 6],
    ]);
  });

  it('skip missing ones in earliest and latest', () =>
    expectAll([
      ['earliest', call('earliest', 'date', date(null), date('2020-02-01'), date('2020-01-01')), '2020-01-01'],
      ['latest', call('latest', 'date', date(null), date('2020-02-01'), date('2020-01-01')), '2020-02-01'],
      ['none', call('latest', 'date', date(null)), null],
    ]));
});

describe('texts and codes', () => {
  it('compare by code point', () =>
    expectAll([
      ['Z before a', compare(text('Z'), '<', text('a')), true],
      ['exactly', compare(text('a'), '=', text('A')), false],
      ['é after z', compare(text('é'), '>', text('z')), true],
      ['a quote', compare(text("it's"), '=', text("it's")), true],
      ['contains', { kind: 'match', type: type('boolean'), op: 'contains', value: text('abc'), pattern: text('b') }, true],
      [
        'a wildcard is a letter',
        { kind: 'match', type: type('boolean'), op: 'starts with', value: text('abc'), pattern: text('%') },
        false,
      ],
      ['code = code', compare(text('n18.3'), '=', text('N183'), 'code'), true],
    ]));

  it.each([
    [['N18*'], 'N18.3', true],
    [['N18*'], 'n18', true],
    [['N183'], 'N18.3', true],
    [['N183'], 'N18.30', false],
    [['E10..E14'], 'E11.9', true],
    [['E10..E14'], 'E14.9', true],
    [['E10..E14'], 'E15', false],
    [['E10..E14'], 'E1', false],
    [['E10..E14', '!E12*'], 'E12.1', false],
    [['E10..E14', '!E12*'], 'E13', true],
    [['N184..N185'], 'N18.5', true],
    [['N184..N185'], 'N18', false],
    [['N183', 'N184'], 'N18.4', true],
    [['!N183'], 'N184', false],
    [['N18*', '!N183'], null, null],
    [['!N183'], null, null],
  ] as const)('a list of %s holds %s: %s', async (codes, code, expected) => {
    const value: Expr = { kind: 'literal', type: type('text', { system: 'ICD10' }), value: code };
    const own = plan({ codes: [icd(...codes)], variables: [{ name: 'v0', value: inCodes(value, 0) }] });
    expect(await valuesOf(own, {})).toEqual([expected]);
  });
});
