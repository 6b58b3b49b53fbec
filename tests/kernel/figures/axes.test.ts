/** Axes and lines of figures: round numbers, texts that do not touch or leave the sheet, lines that are told apart. */
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { tickText } from '@/analysis-kernel/figures/axes';
import { drawFigure } from '@/analysis-kernel/figures/draw';
import { evenTicks } from '@/analysis-kernel/figures/effect-scale';
import type { Figure } from '@/analysis-kernel/figures/kinds';
import { textWidth } from '@/analysis-kernel/figures/svg';
import { type FigureOptions, lineLook, palette } from '@/analysis-kernel/figures/theme';
import type { ResultTable } from '@/analysis-kernel/results/result';

const { document } = parseHTML('<!doctype html><html><body></body></html>');

function drawn(figure: Figure, table: ResultTable, width = 720): Element {
  const options: FigureOptions = { document: document as unknown as Document, lang: 'en', theme: 'print', width };
  return drawFigure(figure, new Map([[figure.table, table]]), {}, options).element;
}

/** Texts of groups that stand as one axis's ticks do: those of the upright axis end at it. */
const ticksOf = (element: Element, axis: 'x' | 'y') =>
  [...element.querySelectorAll('g')]
    .filter((group) => group.getAttribute('text-anchor') === (axis === 'x' ? null : 'end'))
    .map((group) => [...group.querySelectorAll('text')]);

const words = (en: string) => ({ en, zh: en });

describe('numbers on an axis', () => {
  it.each([
    [2500, '2\u202f500'],
    [0, '0'],
    [0.05, '0.05'],
    [-12.5, '−12.5'],
    [0.1 + 0.2, '0.3'],
    [1e-7, '0.0000001'],
    [-5000, '−5\u202f000'],
  ])('%s is %s', (value, text) => {
    expect(tickText(value)).toBe(text);
  });
});

describe('a curve of an effect', () => {
  const figure: Figure = {
    kind: 'effect',
    name: 'effect_age',
    title: words('Odds ratio by age'),
    table: 'effects',
    variable: 'age',
    unit: null,
    confLevel: 0.95,
    reference: 54,
    measure: { kind: 'ratio', name: words('Odds ratio') },
  };
  const table: ResultTable = {
    columns: ['variable', 'value', 'estimate', 'std_error', 'conf_low', 'conf_high'],
    types: ['text', 'number', 'number', 'number', 'number', 'number'],
    rows: [28, 40, 54, 84].map((age) => ['age', age, (age - 54) * 0.08, 0.1, (age - 54) * 0.08 - 1, (age - 54) * 0.08 + 0.4]),
  };

  it('has a text at each tick of its logarithmic axis', () => {
    const texts = ticksOf(drawn(figure, table), 'y')
      .flat()
      .map((node) => node.textContent);
    expect(texts.length).toBeGreaterThan(3);
    expect(texts).not.toContain('');
    expect(texts).toContain('1');
  });

  it('names its axis above the lower edge, with room for letters below the line', () => {
    const element = drawn(figure, table);
    const plot = element.querySelector('svg');
    const name = [...element.querySelectorAll('text')].find((node) => node.textContent === 'age');
    const [, y] = /translate\([\d.]+,([\d.]+)\)/u.exec(name?.getAttribute('transform') ?? '') ?? [];
    const shift = Number(/translate\([\d.-]+,([\d.-]+)\)/u.exec(name?.parentElement?.getAttribute('transform') ?? '')?.[1] ?? 0);
    expect(Number(plot?.getAttribute('height')) - Number(y) - shift).toBeGreaterThanOrEqual(5);
  });
});

it('a hazard has round numbers in the unit it is read in', () => {
  const figure: Figure = {
    kind: 'fitted',
    name: 'hazard',
    title: words('Fitted hazard'),
    table: 'curve',
    by: 'strata',
    value: 'hazard',
    confLevel: 0.95,
    shownTime: { unit: 'years', length: 365.25 },
    followUp: 7000,
  };
  const table: ResultTable = {
    columns: ['source', 'strata', 'time', 'estimate', 'conf_low', 'conf_high', 'hazard', 'hazard_low', 'hazard_high'],
    types: ['text', 'text', 'number', 'number', 'number', 'number', 'number', 'number', 'number'],
    rows: [0, 2000, 4000, 7000].map((time) => ['fitted', null, time, 0.5, 0.4, 0.6, 0.0003, 0.0002, 0.0004]),
  };
  const texts = ticksOf(drawn(figure, table), 'y')
    .flat()
    .map((node) => node.textContent ?? '');
  expect(texts).toContain('0.1');
  expect(texts.filter((text) => text.replace(/[0.]/gu, '').length > 2)).toEqual([]);
});

it('numbers of a scatter do not touch on a narrow sheet, and no point leaves its axes', () => {
  const figure: Figure = {
    kind: 'pairs',
    name: 'limits',
    title: words('Bland–Altman plot'),
    table: 'points',
    across: words('Mean of one and the other'),
    up: words('One − the other'),
    confLevel: 0.95,
    levels: [
      { value: 657, low: 637, high: 678, words: words('upper limit') },
      { value: -648, low: -668, high: -627, words: words('lower limit') },
    ],
    line: null,
  };
  const table: ResultTable = {
    columns: ['x', 'y', 'n'],
    types: ['number', 'number', 'integer'],
    rows: [
      [30, -50, 900],
      [2700, -4400, 1],
      [1500, 2900, 1],
    ],
  };
  for (const width of [340, 720]) {
    const element = drawn(figure, table, width);
    const rows = ticksOf(element, 'x').filter(
      (nodes) => nodes.length > 1 && nodes.every((node) => /^−?[\d\s]+$/u.test(node.textContent ?? '')),
    );
    const places = rows.flat().map((node) => ({
      x: Number(/translate\(([\d.-]+)/u.exec(node.getAttribute('transform') ?? '')?.[1]),
      half: textWidth(node.textContent ?? '', 12) / 2,
    }));
    expect(places.length).toBeGreaterThan(1);
    places.slice(1).forEach(({ x, half }, at) => {
      expect(x - half).toBeGreaterThan(places[at].x + places[at].half);
    });
    const names = [...element.querySelectorAll('.level-name')].map((node) => node.textContent);
    expect(names).toEqual(['upper limit 657', 'lower limit −648']);
    const axis = Math.min(...places.map(({ x }) => x));
    for (const dot of element.querySelectorAll('circle')) expect(Number(dot.getAttribute('cx'))).toBeGreaterThan(axis - 60);
  }
});

it('a table of categories shows their names whole', () => {
  const names = ['Up to 20 mm', 'Above 20 to 50 mm', 'Above 50 mm'];
  const figure: Figure = {
    kind: 'matrix',
    name: 'matrix',
    title: words('ratings'),
    table: 'matrix',
    rows: words('Oestrogen receptor positive'),
    columns: words('Second reading'),
    categories: names.map((name) => ({ level: name, words: words(name) })),
  };
  const table: ResultTable = {
    columns: ['category_1', 'category_2', 'n'],
    types: ['text', 'text', 'integer'],
    rows: names.map((name) => [name, name, 20]),
  };
  const texts = [...drawn(figure, table).querySelectorAll('text')].map((node) => node.textContent ?? '');
  expect(texts.filter((text) => text.includes('…'))).toEqual([]);
  expect(texts.join(' ')).toContain('Above 20 to 50 mm');
});

it('twelve lines are told apart by colour or dash', () => {
  const colours = palette('print');
  const looks = Array.from({ length: 12 }, (_, place) => JSON.stringify(lineLook(colours, place)));
  expect(new Set(looks).size).toBe(12);
});

it.each([
  [3, 3, [3]],
  [0, 0, [0]],
  [1e17, 1e17 + 16, [1e17]],
  [-1e300, 1e300, [-1e300, -5e299, 0, 5e299, 1e300]],
  [0, Number.POSITIVE_INFINITY, []],
  [Number.NaN, 1, []],
])('ticks from %d to %d are few, whatever the range', (from, to, ticks) => {
  expect(evenTicks(from, to, (value) => 400 * ((value - from) / (to - from || 1)))).toEqual(ticks);
});
