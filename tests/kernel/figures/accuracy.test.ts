/** Figures of accuracy and agreement: what they show, and what they say to who does not see them. */
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { drawFigure } from '@/analysis-kernel/figures/draw';
import type { Figure } from '@/analysis-kernel/figures/kinds';
import type { FigureOptions } from '@/analysis-kernel/figures/theme';
import type { ResultTable } from '@/analysis-kernel/results/result';

const { document } = parseHTML('<!doctype html><html><body></body></html>');
const options = (over: Partial<FigureOptions> = {}): FigureOptions => ({
  document: document as unknown as Document,
  lang: 'en',
  theme: 'print',
  width: 720,
  ...over,
});

describe('a ROC figure', () => {
  const roc: ResultTable = {
    columns: ['marker', 'threshold', 'sensitivity', 'specificity', 'n_positive', 'cases', 'controls'],
    types: ['text', 'number', 'number', 'number', 'integer', 'integer', 'integer'],
    rows: [
      ['m', -Infinity, 1, 0, 6, 0, 2],
      ['m', 2.5, 1, 2 / 3, 4, 1, 1],
      ['m', 4.5, 2 / 3, 1, 2, 2, 0],
      ['m', Infinity, 0, 1, 0, 0, 0],
      ['k', -Infinity, 1, 0, 6, 3, 3],
      ['k', Infinity, 0, 1, 0, 0, 0],
    ],
  };
  const figure: Figure = {
    kind: 'roc',
    name: 'roc',
    title: { en: 'Sick: ROC curve', zh: '患病：ROC 曲线' },
    table: 'roc',
    confLevel: 0.95,
    curves: [
      { marker: 'm', auc: 8 / 9, low: 0.61, high: 1 },
      { marker: 'k', auc: 0.5, low: null, high: null },
    ],
    points: [{ marker: 'm', text: '≥ 2.5', sensitivity: 1, specificity: 2 / 3 }],
  };
  const labels = { m: { en: 'Marker', zh: '标志物' } };
  const draw = (over: Partial<FigureOptions> = {}) => drawFigure(figure, new Map([['roc', roc]]), labels, options(over));

  it('names each marker with its area and interval, and says the same in words', () => {
    const { element, alt } = draw();
    const names = [...element.querySelectorAll('.curve-name')].map((node) => node.textContent);
    expect(names).toEqual(['Marker: AUC 0.889 (95% CI 0.610 to 1.000)', 'k: AUC 0.500']);
    expect(alt).toBe('Marker: AUC 0.889 (95% CI 0.610 to 1.000), at ≥ 2.5 sensitivity 1.00, specificity 0.67; k: AUC 0.500');
    expect(draw({ lang: 'zh' }).alt).toBe('标志物：AUC 0.889（95% CI 0.610～1.000），≥ 2.5 处灵敏度 1.00，特异度 0.67；k：AUC 0.500');
    expect(element.textContent).toContain('1 − specificity');
  });

  it('runs from the corner where none is positive to that where all are, beside the diagonal, in a square', () => {
    const { element } = draw();
    const lines = [...element.querySelectorAll('path')]
      .map((node) => node.getAttribute('d') ?? '')
      .filter((d) => /^M(?!0,0L)[\d.]+,[\d.]+L/u.test(d));
    const ends = lines.map((d) => [...d.matchAll(/(-?[\d.]+),(-?[\d.]+)/gu)].map(([, x, y]) => [Number(x), Number(y)]));
    const [diagonal, first, second] = ends;
    expect(first).toHaveLength(4);
    for (const own of [first, second]) {
      expect(own[0]).toEqual(diagonal[0]);
      expect(own[own.length - 1]).toEqual(diagonal[1]);
    }
    expect(diagonal[1][0] - diagonal[0][0]).toBeCloseTo(diagonal[0][1] - diagonal[1][1], 6);
    expect(draw({ width: 300 }).element.getAttribute('width')).toBe('300');
  });
});

describe('figures of agreement', () => {
  const points: ResultTable = {
    columns: ['x', 'y', 'n'],
    types: ['number', 'number', 'integer'],
    rows: [
      [10, 1, 1],
      [20, -1, 3],
      [30, 4, 40],
    ],
  };
  const level = (value: number, en: string) => ({ value, low: value - 1, high: value + 1, words: { en, zh: en } });
  const pairs: Figure = {
    kind: 'pairs',
    name: 'limits',
    title: { en: 'Bland–Altman plot', zh: 'Bland–Altman 图' },
    table: 'points',
    across: { en: 'Mean', zh: '均值' },
    up: { en: 'Difference', zh: '差值' },
    confLevel: 0.95,
    levels: [level(6, 'upper limit'), level(1, 'bias'), level(-4, 'lower limit')],
    line: { intercept: 0, slope: 0.5, words: { en: 'differences on means', zh: '回归线' } },
  };
  const draw = (figure: Figure, table: ResultTable, over: Partial<FigureOptions> = {}) =>
    drawFigure(figure, new Map([[figure.table, table]]), {}, options(over));

  it('limits with their names, larger dots where more rows lie', () => {
    const { element, alt } = draw(pairs, points);
    expect([...element.querySelectorAll('.level-name')].map((node) => node.textContent)).toEqual([
      'upper limit 6.00',
      'bias 1.00',
      'lower limit −4.00',
    ]);
    const radii = [...element.querySelectorAll('circle')].map((node) => Number(node.getAttribute('r'))).sort((a, b) => a - b);
    expect(radii).toHaveLength(3);
    expect(radii[0]).toBeCloseTo(2.6, 6);
    expect(radii[2]).toBeGreaterThan(10);
    expect(alt).toBe(
      '44 rows, Difference against Mean; upper limit 6.00 (5.00 to 7.00); bias 1.00 (0.00 to 2.00); lower limit −4.00 (−5.00 to −3.00); differences on means, slope 0.500',
    );
    expect(draw(pairs, points, { lang: 'zh' }).alt).toContain('44 行，横轴：均值，纵轴：差值');
  });

  it('a square of ratings with its counts, darker where there are more', () => {
    const matrix: ResultTable = {
      columns: ['category_1', 'category_2', 'n'],
      types: ['text', 'text', 'integer'],
      rows: [
        ['no', 'no', 20],
        ['no', 'yes', 5],
        ['yes', 'no', 0],
        ['yes', 'yes', 10],
      ],
    };
    const figure: Figure = {
      kind: 'matrix',
      name: 'matrix',
      title: { en: 'Ratings', zh: '评定' },
      table: 'matrix',
      rows: { en: 'A', zh: '甲' },
      columns: { en: 'B', zh: '乙' },
      categories: ['no', 'yes'].map((one) => ({ level: one, words: { en: one, zh: one } })),
    };
    const { element, alt } = draw(figure, matrix);
    expect([...element.querySelectorAll('.cell-count')].map((node) => node.textContent)).toEqual(['20', '5', '0', '10']);
    expect([...element.querySelectorAll('rect')].flatMap((node) => node.getAttribute('fill-opacity') ?? [])).toEqual([
      '1',
      '0.25',
      '0',
      '0.5',
    ]);
    expect(alt).toBe('Rows A, columns B: no/no 20, no/yes 5, yes/yes 10');
    expect(draw(figure, matrix, { lang: 'zh' }).alt).toBe('行为“甲”，列为“乙”：no/no 20，no/yes 5，yes/yes 10');
  });
});

it('a marker’s name that has no room beside its area on a narrow sheet stands whole above it', () => {
  const name = 'Oestrogen receptor positive';
  const figure: Figure = {
    kind: 'roc',
    name: 'roc',
    title: { en: 'ROC', zh: 'ROC' },
    table: 'roc',
    confLevel: 0.95,
    curves: [{ marker: 'm', auc: 0.502, low: 0.487, high: 0.518 }],
    points: [],
  };
  const table: ResultTable = {
    columns: ['marker', 'sensitivity', 'specificity'],
    types: ['text', 'number', 'number'],
    rows: [
      ['m', 1, 0],
      ['m', 0, 1],
    ],
  };
  const { element } = drawFigure(figure, new Map([['roc', table]]), { m: { en: name, zh: name } }, options({ width: 340 }));
  expect([...element.querySelectorAll('.curve-name tspan')].map((node) => node.textContent)).toEqual([
    name,
    'AUC 0.502 (95% CI 0.487 to 0.518)',
  ]);
});
