import { parse } from 'acorn';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { freeNames } from '@/analysis-kernel/cells/code/free-names';
import { readCodeBody } from '@/analysis-kernel/cells/code/read-code';
import { sanitiseDrawing } from '@/analysis-kernel/cells/code/sanitise-svg';
import { resultOfCode } from '@/analysis-kernel/cells/code/values';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';

function free(source: string): readonly string[] {
  return freeNames(parse(source, { ecmaVersion: 2023, allowAwaitOutsideFunction: true, allowReturnOutsideFunction: true }));
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

describe('drawings', () => {
  it('keep shapes and lose whatever runs or fetches', () => {
    const { document } = parseHTML(
      '<html><body><svg viewBox="0 0 1 1" onload="x()"><style>.a{fill:red}</style><style>@import "x"</style><script>x()</script>' +
        '<a href="https://x"><text>t</text></a><image href="https://x/y.png"/><use href="#m"/><use href="https://x/#m"/>' +
        '<rect style="fill:url(https://x)" fill="url(#g)" width="1"/><foreignObject><div>no</div></foreignObject></svg></body></html>',
    );
    const svg = document.querySelector('svg');
    if (!svg) throw new Error('no drawing');
    sanitiseDrawing(svg);
    expect(svg.outerHTML).not.toMatch(/script|onload|https|image|foreign|@import|<a/i);
    expect(svg.outerHTML).toMatch(/fill:red/);
    expect(svg.querySelectorAll('use').length).toBe(2);
    expect(svg.querySelector('rect')?.getAttribute('fill')).toBe('url(#g)');
  });
});
