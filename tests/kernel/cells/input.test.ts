import { describe, expect, it } from 'vitest';
import { inputValue, readInput } from '@/analysis-kernel/cells/kinds/input';

function read(body: string) {
  const { input, errors } = readInput(body);
  return input ? [input.kind, input.value] : [errors[0].code, errors[0].line, errors[0].column];
}

describe('input cells', () => {
  it.each<[string, unknown[]]>([
    ['type: slider\nmin: 1\nmax: 9', ['slider', 1]],
    ['type: slider\nmin: 1\nmax: 9\nstep: 0.5\ndefault: 2.5', ['slider', 2.5]],
    ['type: number', ['number', null]],
    ['type: number\nvalue: 7', ['number', 7]],
    ['type: select\noptions: [a, b]', ['select', 'a']],
    ['type: select\noptions: [{value: 1, label: One}, {value: 2}]\ndefault: 2', ['select', 2]],
    ['type: date\ndefault: 2024-02-29', ['date', '2024-02-29']],
    ['options: [x, y]\ndefault: y', ['select', 'y']],
    ['min: 0\nmax: 10\nvalue: 3', ['slider', 3]],
    ['value: 2020-01-01', ['date', '2020-01-01']],
    ['default: 4', ['number', 4]],
  ])('%j', (body, expected) => {
    expect(read(body)).toEqual(expected);
  });

  it.each<[string, unknown[]]>([
    ['', ['input_needs', 1, 1]],
    ['- a', ['input_needs', 1, 1]],
    ['type: dial', ['input_kind', 1, 7]],
    ['type: slider\nmin: 1', ['input_needs', 1, 1]],
    ['type: number\ncolour: red', ['input_key', 2, 9]],
    ['type: number\nmin: low', ['input_value', 2, 6]],
    ['type: slider\nmin: 0\nmax: 10\ndefault: 11', ['input_value', 4, 10]],
    ['type: select\noptions: []', ['input_needs', 2, 10]],
    ['type: select\noptions: [a]\ndefault: b', ['input_value', 3, 10]],
    ['type: date\ndefault: 2023-02-29', ['input_value', 2, 10]],
    ['type: [', ['input_yaml', 1, 8]],
    ['type: slider\nmin: 5\nmax: 1', ['input_value', 3, 6]],
    ['type: date\nmin: 2020-02-01\nmax: 2020-01-01', ['input_value', 3, 6]],
    ['type: number\nstep: 0', ['input_value', 2, 7]],
  ])('refuses %j', (body, expected) => {
    expect(read(body)).toEqual(expected);
  });

  it('says what was expected in both languages', () => {
    const [error] = readInput('type: slider\nmin: 0\nmax: 10\ndefault: 11').errors;
    expect(error.message).toEqual({ en: '11 is not between 0 and 10.', zh: '11 不符合要求：应在 0 与 10 之间。' });
  });

  it('takes values from outside as the kind has them', () => {
    const { input } = readInput('type: slider\nmin: 0\nmax: 10');
    if (input === null) throw new Error('unread');
    expect(inputValue(input, ' 5 ')).toEqual({ value: 5 });
    for (const text of ['', 'x', '11', '-1', 'NaN', 'Infinity']) expect(inputValue(input, text)).toHaveProperty('expected');
  });
});
