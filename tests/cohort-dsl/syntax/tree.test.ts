import { describe, expect, it } from 'vitest';
import type { Clause } from '@/cohort-dsl/syntax/ast';
import type { Expr } from '@/cohort-dsl/syntax/ast-expressions';
import { parse } from '@/cohort-dsl/syntax/parse';
import { rightPrograms, withoutSpans } from './corpus';

function clauses(source: string): readonly Clause[] {
  const { program, diagnostics } = parse(source);
  expect(diagnostics).toEqual([]);
  return program.clauses;
}

function expression(source: string): Expr {
  const [clause] = clauses(`let x = ${source}`);
  if (clause.kind !== 'let') throw new Error('a let was expected');
  return clause.value;
}

/** The shape of an expression as nested lists, so that precedence shows. */
function shape(node: Expr): unknown {
  switch (node.kind) {
    case 'binary':
    case 'compare':
      return [shape(node.left), node.op, shape(node.right)];
    case 'unary':
      return [node.op, shape(node.value)];
    case 'between':
      return [shape(node.value), 'between', shape(node.low), shape(node.high)];
    case 'is':
      return [shape(node.value), 'is', node.state];
    case 'paren':
      return { paren: shape(node.inner) };
    case 'ref':
      return node.path.map((part) => part.text).join('.');
    case 'number':
      return node.text;
    case 'word':
      return node.word;
    case 'duration':
      return `${node.count} ${node.unit}`;
    default:
      return node.kind;
  }
}

describe('precedence', () => {
  it.each([
    ['a + b * c', ['a', '+', ['b', '*', 'c']]],
    ['a - b - c', [['a', '-', 'b'], '-', 'c']],
    ['a / b * c', [['a', '/', 'b'], '*', 'c']],
    ['a or b and c', ['a', 'or', ['b', 'and', 'c']]],
    ['not a and b', [['not', 'a'], 'and', 'b']],
    ['not a = b', ['not', ['a', '=', 'b']]],
    ['not not a', ['not', ['not', 'a']]],
    ['-a * b', [['-', 'a'], '*', 'b']],
    ['a * -b', ['a', '*', ['-', 'b']]],
    ['a + 1 < b * 2', [['a', '+', '1'], '<', ['b', '*', '2']]],
    ['x between a + 1 and b and c', [['x', 'between', ['a', '+', '1'], 'b'], 'and', 'c']],
    ['a is missing or b is known', [['a', 'is', 'missing'], 'or', ['b', 'is', 'known']]],
    ['(a or b) and c', [{ paren: ['a', 'or', 'b'] }, 'and', 'c']],
    ['not a is missing', ['not', ['a', 'is', 'missing']]],
  ])('%s', (source, expected) => {
    expect(shape(expression(source))).toEqual(expected);
  });
});

describe('dates and what follows them', () => {
  it('gives a date its durations and names, and leaves numbers to the expression', () => {
    const age = expression('age at index + 30 days - n + 1');
    expect(shape(age)).toEqual(['age', '+', '1']);
    if (age.kind !== 'binary' || age.left.kind !== 'age') throw new Error('an age and a number were expected');
    expect(shape(age.left.at)).toEqual([['index', '+', '30 days'], '-', 'n']);
  });

  it('keeps a call after a sign outside the date', () => {
    expect(shape(expression('year of index - abs(n)'))).toEqual(['datePart', '-', 'call']);
  });

  it('reads the words of dates, quoted ones as names', () => {
    expect(expression('index.end')).toMatchObject({ kind: 'word', word: 'index.end' });
    expect(expression('index.label')).toMatchObject({ kind: 'word', word: 'index.label' });
    expect(expression('index.grade')).toMatchObject({ kind: 'ref', path: [{ text: 'index' }, { text: 'grade' }] });
    expect(expression('death')).toMatchObject({ kind: 'word', word: 'death' });
    expect(expression('`death`')).toMatchObject({ kind: 'ref', path: [{ text: 'death', quoted: true }] });
    expect(expression('end of observation')).toMatchObject({ kind: 'word', word: 'end of observation' });
    expect(expression('end of last visit')).toMatchObject({
      kind: 'columnOf',
      column: { text: 'end' },
      of: { kind: 'pick', which: 'last' },
    });
  });
});

describe('rows', () => {
  it('binds windows to the nearest rows and lets a window end a where', () => {
    expect(expression('any visit where los > 3 and kind = "a" within 30 days before index')).toMatchObject({
      kind: 'rowTruth',
      mode: 'any',
      events: {
        source: { kind: 'table', name: { text: 'visit' } },
        suffixes: [
          { kind: 'where', condition: { kind: 'binary', op: 'and' } },
          {
            kind: 'window',
            form: 'within before',
            length: { kind: 'duration', count: '30', unit: 'days' },
            date: { kind: 'word', word: 'index' },
          },
        ],
      },
    });
  });

  it.each([
    ['before index', 'before'],
    ['on or before index', 'on or before'],
    ['on index', 'on'],
    ['on or after index', 'on or after'],
    ['after index', 'after'],
    ['within 1 day before index', 'within before'],
    ['within 1 day on or before index', 'within on or before'],
    ['within 1 day after index', 'within after'],
    ['within 1 day on or after index', 'within on or after'],
    ['within 1 day of index', 'within of'],
    ['from index to exit', 'from to'],
    ['overlapping index', 'overlapping'],
    ['overlapping index to exit', 'overlapping to'],
  ])('window %s', (window, form) => {
    for (const ending of [false, true]) {
      expect(expression(`any visit ${ending ? 'ending ' : ''}${window}`)).toMatchObject({
        events: { suffixes: [{ kind: 'window', form, ending }] },
      });
    }
  });

  it('reads a column of a pick, and the tables after counts', () => {
    expect(expression('value of 2nd lab(egfr)')).toMatchObject({
      kind: 'columnOf',
      column: { text: 'value' },
      of: { kind: 'pick', which: 'nth', n: 2, events: { source: { kind: 'table', items: [{ text: 'egfr' }] } } },
    });
    expect(expression('count of distinct code of diagnosis')).toMatchObject({
      kind: 'rowNumber',
      fn: 'count distinct',
      column: { text: 'code' },
    });
    expect(expression('at least 2 observed')).toMatchObject({
      kind: 'rowTruth',
      n: '2',
      events: { source: { name: { text: 'observed' } } },
    });
    expect(expression('any death')).toMatchObject({ events: { source: { kind: 'word', word: 'death' } } });
    expect(expression('any `death`')).toMatchObject({ events: { source: { kind: 'table', name: { text: 'death' } } } });
  });
});

describe('clauses', () => {
  it('takes washouts, spacing and labels out of the rows of an index', () => {
    expect(clauses('index at first drug where code in a after 365 days without drug where code in b')[0]).toMatchObject({
      form: {
        kind: 'washout',
        pick: { kind: 'pick', which: 'first' },
        washout: { after: { kind: 'duration' }, without: { suffixes: [{ kind: 'where' }] } },
      },
    });
    expect(clauses('index at each visit where x = 1 spaced 90 days')[0]).toMatchObject({
      form: { kind: 'each', spaced: { kind: 'duration', count: '90' }, washout: null, events: { suffixes: [{ kind: 'where' }] } },
    });
    expect(clauses('index at first of { a after n without b as "A"; c }')[0]).toMatchObject({
      form: {
        kind: 'firstOf',
        arms: [
          { label: { value: 'A' }, washout: { after: { kind: 'ref' } }, events: { suffixes: [] } },
          { label: null, washout: null },
        ],
      },
    });
  });

  it('reads texts and units as written', () => {
    expect(clauses('include "a \\"b\\"": x = "（c\\\\"')[0]).toMatchObject({
      label: { value: 'a "b"' },
      condition: { right: { value: '（c\\' } },
    });
    expect(clauses('include “甲”：x = “乙”')[0]).toMatchObject({ label: { value: '甲' }, condition: { right: { value: '乙' } } });
    expect(expression('60 mL/min/1.73m²')).toMatchObject({ kind: 'quantity', number: '60', unit: 'mL/min/1.73m²', quoted: false });
    expect(expression("60 'mL/min/{1.73_m2}'")).toMatchObject({ unit: 'mL/min/{1.73_m2}', quoted: true });
    expect(expression('5 μmol/L')).toMatchObject({ unit: 'µmol/L' });
    expect(expression('150 ×10^9/L')).toMatchObject({ kind: 'quantity', number: '150', unit: '10^9/L' });
    expect(expression('@2020-01-31T08:30')).toMatchObject({ kind: 'date', value: '2020-01-31T08:30', time: true });
    expect(expression('9007199254740993')).toMatchObject({ kind: 'number', text: '9007199254740993', integer: true });
  });

  it('reads a unit on the next line, and no mistyped clause for one', () => {
    expect(expression('60\n  mL/min/1.73m²')).toMatchObject({ kind: 'quantity', unit: 'mL/min/1.73m²' });
    expect(expression('60\nmg')).toMatchObject({ kind: 'quantity', unit: 'mg' });
    expect(parse('let x = 60\nvariabel y = 1').program.clauses).toMatchObject([{ value: { kind: 'number' } }]);
  });

  it('gives every clause its place in the source', () => {
    const source = rightPrograms()[0];
    const { program } = parse(source);
    const words = program.clauses.map((clause) => source.slice(clause.span.start, clause.span.end).split(/\s/)[0]);
    expect(words).toEqual([
      ...['codes', 'codes', 'param', 'index', 'include', 'include', 'include', 'exclude', 'follow', 'outcome', 'outcome'],
      ...['variable', 'variable', 'variable', 'variable', 'variable', 'variable', 'series'],
    ]);
    const last = program.clauses[program.clauses.length - 1];
    expect(source.slice(last.span.start, last.span.end)).toBe('series   egfr     = lab(egfr) from index to exit { date, value }');
  });

  it('reads the same program with full-width marks as with ASCII ones', () => {
    const ascii = 'include "x": any lab(egfr) where value >= 60 and (a != 2) before index\ncodes c = ICD10 { "A", "B" }';
    const wide = 'include “x”：any lab（egfr） where value ≥ 60 and （a ≠ 2） before index\ncodes c ＝ ICD10 ｛ “A”、“B” ｝';
    expect(withoutSpans(clauses(wide))).toEqual(withoutSpans(clauses(ascii)));
  });
});
