import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { safeDrawing } from '@/analysis-kernel/content/drawing';
import { palette } from '@/analysis-kernel/figures/theme';
import { housePlot } from '@/components/workbench/sandbox/house-plot';

const { window } = parseHTML('<!doctype html><html><body></body></html>');
const rows = Array.from({ length: 12 }, (_, x) => ({ x, y: x % 5, group: 'abc'[x % 3] }));
const dots = Plot.dot(rows, { x: 'x', y: 'y', fill: 'group' });
let house: typeof Plot;
const houseColours = palette('print').series.map((colour, at) => `var(--plot-series-${at + 1}, ${colour})`);

beforeAll(() => {
  vi.stubGlobal('window', window);
  vi.stubGlobal('document', window.document);
  house = housePlot(window.document);
});
afterAll(() => vi.unstubAllGlobals());

const coloursOf = (drawing: Element) => [...new Set([...drawing.querySelectorAll('circle')].map((dot) => dot.getAttribute('fill')))];

describe('a chart cell’s Plot', () => {
  it('draws groups in the house’s colours, in the house’s font', () => {
    for (const drawing of [house.plot({ marks: [dots] }), dots.plot()]) {
      expect(coloursOf(drawing)).toEqual(houseColours.slice(0, 3));
      expect(drawing.getAttribute('style')).toMatch(/font-family:.*PingFang SC.*font-size: ?12px/);
    }
  });

  it('draws marks that have no colour in the first of the house, and leaves axes and words in ink', () => {
    const bars = house.plot({ marks: [Plot.barY(rows, Plot.groupX({ y: 'count' }, { x: 'group' })), Plot.ruleY([0])] });
    const line = Plot.line(rows, { x: 'x', y: 'y' }).plot();
    const of = (drawing: Element, mark: string, attribute: string) =>
      drawing.querySelector(`g[aria-label="${mark}"]`)?.getAttribute(attribute) ?? null;
    expect(of(bars, 'bar', 'fill')).toBe(houseColours[0]);
    expect(of(bars, 'rule', 'stroke')).toBe('currentColor');
    expect(of(line, 'line', 'stroke')).toBe(houseColours[0]);
    expect(of(house.plot({ marks: [Plot.barY(rows, { x: 'x', y: 'y', fill: 'tomato' })] }), 'bar', 'fill')).toBe('tomato');
  });

  it('keeps its colours when it is made safe, so that a dark page can say others', () => {
    const safe = safeDrawing(house.plot({ marks: [Plot.rectY(rows, Plot.binX({ y: 'count' }, { x: 'x' }))] }).outerHTML);
    expect(safe).toHaveProperty('html', expect.stringContaining(`fill="${houseColours[0]}"`));
  });

  it('has room for a line of ticks and the words below them in its size of type', () => {
    const drawing = house.plot({ x: { label: 'Age' }, marks: [Plot.barY(rows, Plot.groupX({ y: 'count' }, { x: 'group' }))] });
    const place = drawing.querySelector('[aria-label="x-axis label"]')?.getAttribute('transform') ?? '';
    // Nine pixels of tick, twelve of its words, then the axis's own words, which end at their place.
    expect(Number(/,\s?([\d.]+)\)/.exec(place)?.[1])).toBeGreaterThanOrEqual(9 + 12 + 12);
  });

  it('leaves what the cell chose', () => {
    const named = house.plot({ marks: [dots], color: { range: ['red', 'green', 'blue'] }, style: { fontSize: '20px' }, marginLeft: 90 });
    expect(coloursOf(named)).toEqual(['red', 'green', 'blue']);
    expect(named.getAttribute('style')).toMatch(/font-size: ?20px/);
    expect(house.plot({ marks: [dots], style: 'font-size: 9px' }).getAttribute('style')).toMatch(/font-size: ?9px/);
    expect(coloursOf(house.plot({ marks: [dots], color: { scheme: 'Tableau10' } }))[0]).toBe('#4e79a7');
  });

  it('leaves the colours of a number, and draws their legend without a canvas', () => {
    const drawing = house.plot({ color: { legend: true }, marks: [Plot.cell(rows, { x: 'group', y: 'y', fill: 'x' })] });
    const safe = safeDrawing(drawing.outerHTML);
    expect('html' in safe ? safe.html : safe).toMatch(
      /<linearGradient id="drawing-\w+-ramp-0">(<stop [^>]+><\/stop>){52}<\/linearGradient><rect [^>]*fill="url\(#drawing-\w+-ramp-0\)"/,
    );
    expect(drawing.querySelector('image')).toBeNull();
  });
});
