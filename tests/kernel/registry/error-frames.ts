/** Small tables on which methods refuse what they must. */
import { booleanColumn, frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';

const N = 8;
const each = (value: number) => Array.from({ length: N }, () => value);
export const numbers = (name: string, values: readonly (number | null)[]) => numericColumn(name, values);

export const frame = frameOf([
  numbers('t', [1, 2, 3, 4, 5, 6, 7, 8]),
  numbers('early', [-1, 2, 3, 4, 5, 6, 7, 8]),
  numbers('endless', [1, 2, 3, 4, 5, 6, 7, Number.POSITIVE_INFINITY]),
  numericColumn('day', [1, 2, 3, 4, 5, 6, 7, 8], 'date'),
  numericColumn('e', [1, 0, 1, 1, 0, 1, 0, 1], 'integer'),
  numericColumn('never', each(0), 'integer'),
  numericColumn('causes', [0, 1, 2, 1, 0, 2, 1, 2], 'integer'),
  numbers('odd', [0.5, 1, 2, 3, 4, 5, 6, 7]),
  booleanColumn('dead', [true, false, true, true, false, true, false, true]),
  textColumn('word', ['in', 'out', 'in', 'out', 'in', 'out', 'in', 'out']),
  textColumn('three', ['dead', 'alive', 'relapse', 'dead', 'alive', 'alive', 'relapse', 'dead']),
  numbers('x', [3, 1, 4, 1, 5, 9, 2, 6]),
  numbers('one', each(1)),
  numbers('many', each(1e7)),
  numbers(
    'none',
    Array.from({ length: N }, () => null),
  ),
  numbers('minus', each(-1)),
  numbers('half', each(0.5)),
  numbers('zero', each(0)),
  numbers('infinite', each(Number.POSITIVE_INFINITY)),
  textColumn('g', ['a', 'b', 'a', 'b', 'b', 'a', 'a', 'b']),
  textColumn('same', ['s', 's', 's', 's', 's', 's', 's', 's']),
  numbers('age', [50, 61, 42, 70, 55, 48, 66, 59]),
  { ...numbers('days', [1, 2, 3, 4, 5, 6, 7, 8]), meta: { unit: 'd' } },
]);

export const dates = frameOf([numericColumn('day', [1, 2], 'date')]);
export const others = new Map<string, Frame>([
  ['standards', frameOf([textColumn('standard', ['mine']), numbers('age_from', [0]), numbers('age_to', [null]), numbers('weight', [-1])])],
  ['known', frameOf([numbers('age_from', [0]), numbers('age_to', [39]), numbers('rate', [5])])],
  ['fresh', frameOf([numbers('x', [1]), textColumn('g', ['z'])])],
  ['bare', frameOf([numbers('x', [1])])],
]);

/** As many rows of one time as the exact likelihood cannot count. */
export const tied = (() => {
  const rows = Array.from({ length: 20_000 }, (_, row) => row);
  const x = (row: number) => (row * 7919) % 101;
  return frameOf([
    numbers(
      't',
      rows.map(() => 1),
    ),
    numbers(
      'e',
      rows.map(() => 1),
    ),
    numbers('x', rows.map(x)),
  ]);
})();

/** One set of as many cases and controls as the exact likelihood cannot count. */
const long = (name: string, value: (row: number) => number) =>
  numbers(
    name,
    Array.from({ length: 50_000 }, (_, row) => value(row)),
  );
export const halved = frameOf([long('s', () => 1), long('e', (row) => row % 2), long('x', (row) => (row * 7919) % 101)]);

/** More levels than are compared two by two. */
export const levelled = (() => {
  const rows = Array.from({ length: 80 }, (_, row) => row);
  return frameOf([
    numbers(
      'x',
      rows.map((row) => (row * 7) % 11),
    ),
    numbers(
      't',
      rows.map((row) => row + 1),
    ),
    numbers(
      'e',
      rows.map((row) => row % 2),
    ),
    numbers(
      'g',
      rows.map((row) => row % 40),
    ),
  ]);
})();

/** Two groupings that cross in more ways than a factorisation has room for. */
export const crossed = (() => {
  const rows = Array.from({ length: 15_000 }, (_, row) => row);
  const noise = (row: number) => (((Math.sin(row * 12.9898) * 43758.5453) % 1) + 1) % 1;
  return frameOf([
    numbers('x', rows.map(noise)),
    numbers(
      'a',
      rows.map((row) => Math.floor(row / 3)),
    ),
    numbers(
      'b',
      rows.map((row) => Math.floor(4000 * noise(row + 0.5))),
    ),
  ]);
})();

/** As many levels as a model cannot have. */
export const keys = (() => {
  const rows = Array.from({ length: 2500 }, (_, row) => row);
  const [t, e] = [rows.map((row) => row + 1), rows.map((row) => row % 2)];
  return frameOf([
    numbers('t', t),
    numbers('e', e),
    numbers('causes', e),
    numbers('x', t),
    textColumn(
      'id',
      rows.map((row) => `p${row}`),
    ),
  ]);
})();

/** As many event times of as many values as changing coefficients cannot go through. */
export const distinct = (() => {
  const rows = Float64Array.from({ length: 120_000 }, (_, row) => row + 1);
  return frameOf([
    numericColumn('t', rows),
    numericColumn(
      'e',
      rows.map(() => 1),
    ),
    numericColumn(
      'x',
      rows.map((row) => (row * 7919) % 1009),
    ),
  ]);
})();

/** 1,001 events at one time, soon counted but beyond the range of numbers. */
export const manyTied = (() => {
  const rows = Float64Array.from({ length: 2002 }, (_, row) => row);
  return frameOf([
    numericColumn(
      't',
      rows.map(() => 1),
    ),
    numericColumn(
      'half',
      rows.map((row) => row % 2),
    ),
    numericColumn('x', rows.map(Math.sin)),
  ]);
})();
