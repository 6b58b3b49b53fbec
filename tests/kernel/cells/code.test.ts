import { parse } from 'acorn';
import { describe, expect, it } from 'vitest';
import { freeNames } from '@/analysis-kernel/cells/code/free-names';
import { readCodeBody } from '@/analysis-kernel/cells/code/read-code';

import { resultOfCode } from '@/analysis-kernel/cells/code/values';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';

function free(source: string): readonly string[] {
  return freeNames(parse(source, { ecmaVersion: 2023, ranges: true, allowAwaitOutsideFunction: true, allowReturnOutsideFunction: true }));
}

describe('names that code reads', () => {
  it.each<[string, string[]]>([
    ['a + b.c + d[e]', ['a', 'b', 'd', 'e']],
    ['const x = 1; x + y', ['y']],
    ['x + 1; const x = y', ['y']],
    ['({ a, b: c, [d]: 1 })', ['a', 'c', 'd']],
    ['const { a, b: c = e, ...r } = t; a + b + c + r', ['e', 't', 'b']],
    ['const f = (x, y = z) => x + y + w; f()', ['z', 'w']],
    ['function f(a) { return a + g(f) } f(h)', ['g', 'h']],
    ['for (const i of list) { let j = i + k; } j', ['list', 'k', 'j']],
    ['if (p) { var v = 1 } v', ['p']],
    ['try { q() } catch (error) { error.name + r }', ['q', 'r']],
    ['class A extends B { m() { return this.n + C } } new A()', ['B', 'C']],
    ['outer: for (;;) { break outer }', []],
    [`\`\${a} and \${b.c}\``, ['a', 'b']],
    ['t.map((d) => d.age).filter((age) => age > least)', ['t', 'least']],
    ['await Promise.all([a])', ['Promise', 'a']],
    ['f(arguments.length); function f() { return arguments[0] + new.target }', ['arguments']],
    ['x = 1; x + typeof y', ['x', 'y']],
    ['队列.array("年龄")', ['队列']],
  ])('%s', (source, expected) => {
    expect(free(source)).toEqual(expected);
  });

  it('leave out the libraries, and types are taken off', () => {
    const { code } = readCodeBody('interface Row { n: number }\nconst rows: Row[] = fit.objects() as Row[];\naq.from(rows)');
    expect(code?.names).toEqual(['fit']);
    expect(code?.body).toContain('return (aq.from(rows))');
  });

  it('tells where code cannot be read', () => {
    expect(readCodeBody('let a = 1;\nlet b = ;').error).toMatchObject({ code: 'code_syntax', line: 2, column: 9 });
  });
});

describe('what code gives', () => {
  const table = (given: unknown) => {
    const result = resultOfCode(given);
    return result && 'table' in result ? tableOfFrame(result.table) : result;
  };

  it('is a value', () => {
    expect(table(3.5)).toEqual({ value: 3.5 });
    expect(table('x')).toEqual({ value: 'x' });
    expect(table(undefined)).toEqual({ value: null });
    expect(table(9007199254740993n)).toEqual({ value: '9007199254740993' });
  });

  it('or a table, from rows or columns, with types from its values', () => {
    expect(
      table([
        { a: 1, b: 'x' },
        { a: 2.5, c: true },
      ]),
    ).toEqual({
      columns: ['a', 'b', 'c'],
      types: ['number', 'text', 'boolean'],
      rows: [
        [1, 'x', null],
        [2.5, null, true],
      ],
    });
    expect(table({ d: [new Date(0), null], n: new Float64Array([1, 2]) })).toEqual({
      columns: ['d', 'n'],
      types: ['date', 'integer'],
      rows: [
        ['1970-01-01', 1],
        [null, 2],
      ],
    });
  });

  it('and nothing else', () => {
    for (const given of [() => 1, { a: [1], b: [1, 2] }, [1, 2], new Map(), { a: 1 }, [{ a: { b: 1 } }]])
      expect(resultOfCode(given)).toBeNull();
  });
});

describe('code that would cost too much to read', () => {
  it.each([
    ['members of members', `a${'.a'.repeat(50_000)}`],
    ['calls of calls', `a${'()'.repeat(50_000)}`],
    ['a sum', `a${'+a'.repeat(20_000)}`],
    ['else after else', 'if (a) b(); else '.repeat(5000)],
    ['functions in functions', `${'function f() {'.repeat(600)}${'}'.repeat(600)}`],
    ['arrays in arrays', '['.repeat(600) + ']'.repeat(600)],
    ['parentheses', '('.repeat(50_000)],
    ['templates', '`${'.repeat(20_000)],
    ['arrows', '(a => '.repeat(20_000)],
    ['types', `let a: ${'Array<'.repeat(20_000)}`],
  ])('%s', (_, source) => {
    const { code, error } = readCodeBody(source);
    expect(code).toBeNull();
    expect(error?.code).toMatch(/^code_(too_deep|syntax)$/);
    expect(error?.message.en).not.toMatch(/call stack|undefined/i);
  });

  it('a text longer than a cell', () => {
    expect(readCodeBody('a;'.repeat(200_000)).error?.code).toBe('code_too_large');
  });

  it('and what people write is read', () => {
    const chain = `aq.from(rows)${Array.from({ length: 40 }, (_, at) => `.filter((d) => d.x${at} > ${at})`).join('')}`;
    const sum = Array.from({ length: 300 }, (_, at) => `x${at}`).join(' + ');
    expect(
      readCodeBody(
        `${'const y = 1;\n'.replace('y', 'y0').concat(Array.from({ length: 3000 }, (_, at) => `const y${at + 1} = y${at};\n`).join(''))}${chain}`,
      ).error,
    ).toBeNull();
    expect(readCodeBody(sum).code?.names).toHaveLength(300);
  });
});
