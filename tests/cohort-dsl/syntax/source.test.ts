import { describe, expect, it } from 'vitest';
import { diagnose, replaceFix } from '@/cohort-dsl/diagnostics/diagnostic';
import { messages } from '@/cohort-dsl/diagnostics/messages';
import { renderDiagnostic } from '@/cohort-dsl/diagnostics/render';
import { suggest } from '@/cohort-dsl/diagnostics/suggest';
import { editDistance } from '@/cohort-dsl/source/edit-distance';
import { SourceText } from '@/cohort-dsl/source/source-text';
import { replaceTwins } from '@/cohort-dsl/source/twins';
import { isPlainName } from '@/cohort-dsl/syntax/identifiers';
import { parse } from '@/cohort-dsl/syntax/parse';
import { isCalendarDate } from '@/cohort-dsl/syntax/rules/literals';
import { ordinalEnding } from '@/cohort-dsl/syntax/rules/primaries';
import { scan } from '@/cohort-dsl/syntax/scan';

describe('places in a text', () => {
  it('turn into lines and columns and back', () => {
    const text = new SourceText('ab\ncde\r\n\nf');
    expect(text.lineCount).toBe(4);
    const places = [0, 1, 2, 3, 6, 7, 8, 9, 10].map((offset) => text.position(offset));
    expect(places.map(({ line, column }) => `${line}:${column}`)).toEqual(['1:1', '1:2', '1:3', '2:1', '2:4', '2:5', '3:1', '4:1', '4:2']);
    for (const offset of [0, 1, 3, 5, 8, 9]) expect(text.offset(text.position(offset))).toBe(offset);
    expect(text.line(2)).toBe('cde');
    expect(text.line(9)).toBe('');
    expect(text.position(99)).toEqual({ line: 4, column: 2 });
    expect(text.offset({ line: 2, column: 99 })).toBe(6);
    expect(text.offset({ line: 99, column: 1 })).toBe(9);
  });
});

describe('twins', () => {
  it.each([
    ['（ａ）：；，', '(a):;,'],
    ['“成人”', '"成人"'],
    ['x、y', 'x,y'],
    ['a\u3000b', 'a b'],
    ['5 μg × 2', '5 µg * 2'],
    ['"（不变）“x"', '"（不变）“x"'],
    ['“a\\”b”（', '"a\\”b"('],
    ['`（名）`（', '`（名）`('],
    ['a // （注）\n（', 'a // （注）\n('],
    ['a ／／ （注）', 'a // （注）'],
    ['"没有结束（\n（', '"没有结束（\n('],
  ])('%s', (source, expected) => {
    expect(replaceTwins(source)).toBe(expected);
    expect(replaceTwins(source)).toHaveLength(source.length);
  });
});

describe('names', () => {
  it.each(['a', 'A1', '_x', 'été', '年龄', '年龄2', 'возраст', 'العمر', '나이', 'こども', 'µ', '𬭼x', 'x_1'])('%s is one', (name) => {
    expect(isPlainName(name)).toBe(true);
  });
  it.each(['', '1a', 'a-b', 'a b', 'a.b', '×', 'a÷', '≥', '“', '、', '「甲」', 'a\u3000', '😀', 'a\u2009b'])('%s is none', (name) => {
    expect(isPlainName(name)).toBe(false);
  });
});

describe('suggestions', () => {
  it('measure edits, a swap of neighbours being one', () => {
    expect(editDistance('include', 'include', 3)).toBe(0);
    expect(editDistance('inclued', 'include', 3)).toBe(1);
    expect(editDistance('inclde', 'include', 3)).toBe(1);
    expect(editDistance('kitten', 'sitting', 3)).toBe(3);
    expect(editDistance('abc', 'wxyz', 2)).toBe(3);
    expect(editDistance('', 'ab', 5)).toBe(2);
    expect(editDistance('variabels', 'variables')).toBe(1);
  });
  it('come nearest first and only when near', () => {
    expect(suggest('diagnosys', ['diagnosis', 'drug', 'diagnostic', 'visit'])).toEqual(['diagnosis', 'diagnostic']);
    expect(suggest('sex', ['age', 'hex', 'SEX'])).toEqual(['SEX']);
    expect(suggest('qqqq', ['diagnosis'])).toEqual([]);
    expect(suggest('a1', ['a2', 'a3', 'a4', 'a5'])).toHaveLength(3);
  });
});

describe('diagnostics', () => {
  it('carry the titles of at most three fixes in their message', () => {
    const span = { start: 0, end: 1 };
    const fixes = ['a', 'b', 'c', 'd'].map((text) => replaceFix(span, text, { en: `write ${text}`, zh: `写作 ${text}` }));
    const found = diagnose('error', 'syntax-bracket-stray', { closer: ')' }, span, fixes);
    expect(found.fixes).toHaveLength(3);
    expect(found.message.en).toBe('This `)` closes nothing. To mend it: write a; or write b; or write c.');
    expect(found.message.zh).toBe('这个 `)` 没有对应的开括号。修改建议：写作 a；或写作 b；或写作 c。');
    expect(Object.keys(messages)).toContain(found.code);
  });
  it('show their place under the line, wide characters counting two', () => {
    const source = 'let a = 1\nlet 年龄 = §';
    const found = diagnose('error', 'syntax-character', { character: '§' }, { start: 19, end: 20 });
    expect(source[19]).toBe('§');
    expect(renderDiagnostic(source, found, 'ckd.cohort')).toBe(
      ['ckd.cohort:2:10: syntax-character: The character `§` has no meaning here.', '  let 年龄 = §', '             ^'].join('\n'),
    );
  });
});

describe('literals', () => {
  it.each(['@2020-02-29', '@2000-02-29', '@1999-12-31T23:59', '@2020-01-01T00:00:00'])('%s is a date', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });
  it.each([
    '@2021-02-29',
    '@1900-02-29',
    '@2020-13-01',
    '@2020-00-10',
    '@2020-04-31',
    '@2020-1-1',
    '@0000-01-01',
    '@2020-01-01T24:00',
    '@2020-01-01T',
  ])('%s is none', (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });
  it('spell ordinals', () => {
    const spelled = [1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111].map((n) => `${n}${ordinalEnding(n)}`);
    expect(spelled.join(' ')).toBe('1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 101st 111th');
  });
});

describe('a unit', () => {
  it('may stand on the next line, behind comments that are kept', () => {
    const source = 'include any lab where value < 60 // as measured\n  // of the kidney\n  mL/min/1.73m² before index';
    expect(parse(source).diagnostics).toEqual([]);
    const { tokens, comments } = scan(source);
    expect(tokens.find(({ kind }) => kind === 'unit')?.text).toBe('mL/min/1.73m²');
    expect(comments.map(({ start, end }) => source.slice(start, end))).toEqual(['// as measured', '// of the kidney']);
  });

  it('is no clause word on the next line', () => {
    const { tokens } = scan('let a = 1 // one\nvariabel b = 2');
    expect(tokens.map(({ kind }) => kind)).not.toContain('unit');
  });
});
