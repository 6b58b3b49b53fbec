import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { drawFigure } from '@/analysis-kernel/figures/draw';
import type { Figure } from '@/analysis-kernel/figures/kinds';
import type { FigureOptions } from '@/analysis-kernel/figures/theme';
import type { ResultTable } from '@/analysis-kernel/results/result';

const { document } = parseHTML('<!doctype html><html><body></body></html>');
const options = (over: Partial<FigureOptions>): FigureOptions => ({
  document: document as unknown as Document,
  lang: 'en',
  theme: 'print',
  width: 720,
  ...over,
});
const texts = (markup: string, selector: string) =>
  [...parseHTML(`<html><body>${markup}</body></html>`).document.querySelectorAll(selector)].map((node) => node.textContent);
const outcomes = { 'arm=a': { en: 'Arm: A', zh: '组：甲' }, 'arm=b': { en: 'Arm: B', zh: '组：乙' } };

/** Two groups of mean numbers of events; the second falls below ten under observation at its last time. */
const means: ResultTable = {
  columns: ['strata', 'time', 'estimate', 'conf_low', 'conf_high', 'n_risk', 'n_event', 'n_censor'],
  types: ['text', 'number', 'number', 'number', 'number', 'integer', 'integer', 'integer'],
  rows: [
    ['arm=a', 365.25, 0.5, 0.3, 0.9, 20, 10, 0],
    ['arm=a', 730.5, 1.2, 0.8, 1.7, 18, 12, 2],
    ['arm=b', 365.25, 0.9, 0.5, 1.6, 12, 11, 1],
    ['arm=b', 730.5, 4, 0.5, 40, 3, 9, 0],
  ],
};
describe('mean numbers of events', () => {
  const figure: Figure = {
    kind: 'mean',
    name: 'curve',
    title: { en: 'Mean cumulative number of events', zh: '平均累积事件数' },
    table: 'curve',
    shownTime: { unit: 'years', length: 365.25 },
    confLevel: 0.95,
    note: { en: 'Robust test: p = 0.03', zh: '稳健检验：P = 0.03' },
    leastAtRisk: 10,
  };
  const drawn = (given: Figure = figure, over: Partial<FigureOptions> = {}) =>
    drawFigure(given, new Map([['curve', means]]), outcomes, options(over));

  it('begin at 0 on an axis that holds curves and bands, above the table of who is under observation', () => {
    const { svg: markup } = drawn();
    expect(texts(markup, 'g[aria-label="y-axis tick label"] text, g[text-anchor="end"] text')).toContain('2.0');
    expect(texts(markup, '.at-risk-table text').join(' ')).toContain('Number at risk');
    expect(markup.match(/<g[^>]*stroke-width="1\.8"/gu)).toHaveLength(2);
    expect(markup).toContain('Robust test: p = 0.03');
  });

  it('do not let the band of the last few press the curves flat', () => {
    const { svg: markup } = drawn({ ...figure, leastAtRisk: 0 });
    expect(texts(markup, 'text')).toContain('8');
    expect(texts(markup, 'text')).not.toContain('40');
  });

  it('say in words how many events there were and the mean at the end of what is drawn', () => {
    expect(drawn().alt).toBe(
      'Arm: A: at most 20 under observation, 22 events, mean number of events 1.20 (0.80 to 1.70) by 2 years; Arm: B: at most 12 under observation, 20 events, mean number of events 0.900 (0.500 to 1.600) by 1 years',
    );
    expect(drawn(figure, { lang: 'zh' }).alt).toContain('组：乙：最多 12 例在观察中，20 次事件，至 1 年平均事件数 0.900（0.500～1.600）');
  });
});
