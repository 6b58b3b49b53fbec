import { expect, it } from 'vitest';
import { glanceTable } from '@/analysis-kernel/figures/glance';
import type { FigureOf } from '@/analysis-kernel/figures/kinds';
import { survivalAlt } from '@/analysis-kernel/figures/survival-alt';
import { curvesOf, wellSupported } from '@/analysis-kernel/figures/survival-data';
import type { ResultTable } from '@/analysis-kernel/results/result';

const title = { en: 'Survival', zh: '生存' };
const figure: FigureOf<'survival'> = {
  kind: 'survival',
  name: 'curve',
  title,
  table: 'curve',
  timeUnit: 'days',
  confLevel: 0.95,
  note: null,
  leastAtRisk: 10,
};
const columns = ['strata', 'time', 'n_risk', 'n_event', 'n_censor', 'estimate', 'conf_low', 'conf_high'];
const types = ['text', ...columns.slice(1).map(() => 'number')] as ('text' | 'number')[];

/** Two curves of 1000 patients each, one leaving a day. */
const rows = ['a', 'b'].flatMap((strata, group) => {
  let estimate = 1;
  return Array.from({ length: 1000 }, (_, at) => {
    const atRisk = 1000 - at;
    const event = (at + group) % 3 === 0 ? 1 : 0;
    estimate *= 1 - event / atRisk;
    return [strata, at + 1, atRisk, event, 1 - event, estimate, Math.max(0, estimate - 0.03), Math.min(1, estimate + 0.03)];
  });
});
const whole = { columns, types, rows };

it('a curve at a glance has few rows, says the same and ends where the whole one does', () => {
  const glance = glanceTable(figure, whole);
  expect(glance.rows.length).toBeLessThan(420);
  for (const lang of ['en', 'zh'] as const) expect(survivalAlt(figure, glance, {}, lang)).toBe(survivalAlt(figure, whole, {}, lang));
  const ends = (table: ResultTable) => curvesOf(table).map((curve) => wellSupported(curve, 10).points.at(-1)?.time);
  expect(ends(glance)).toEqual(ends(whole));
});

it('the small curve is off by no more than a two-hundredth of the width', () => {
  const small = curvesOf(glanceTable(figure, whole));
  const width = 1000 / 200;
  for (const [at, { points }] of curvesOf(whole).entries()) {
    for (const { time, estimate, atRisk } of points) {
      if (atRisk < 10) continue;
      const shown = small[at].points.findLast((point) => point.time <= time)?.estimate ?? 1;
      const before = points.findLast((point) => point.time <= time - width)?.estimate ?? 1;
      expect(shown).toBeGreaterThan(estimate - 1e-5);
      expect(shown).toBeLessThan(before + 1e-5);
    }
  }
});

it('a forest plot stays as it is', () => {
  const words = { kind: 'ratio', name: title, lower: title, higher: title } as const;
  const table = { columns: ['term'], types: ['text' as const], rows: [['age']] };
  expect(glanceTable({ kind: 'forest', name: 'forest', title, table: 'coefficients', confLevel: 0.95, measure: words }, table)).toBe(table);
});

it('the median in words is the middle of a stretch at one half, as the table has it', () => {
  const curve = [1, 2, 5, 9].map((time, at) => [
    null,
    time,
    4 - at,
    at === 2 ? 0 : 1,
    at === 2 ? 1 : 0,
    [0.75, 0.5, 0.5, 0][at],
    null,
    null,
  ]);
  const table = { columns, types, rows: curve };
  expect(survivalAlt(figure, table, {}, 'en')).toContain('median survival 5.50');
  expect(survivalAlt(figure, glanceTable(figure, table), {}, 'en')).toContain('median survival 5.50');
});

it('of ROC curves the ends of each and points that can be seen', () => {
  const row = (marker: string, at: number, n: number) => [marker, at, 1 - at / n, 1 - at / (2 * n), 3, 1, 1];
  const rows = ['a', 'b'].flatMap((marker) => Array.from({ length: 1001 }, (_, at) => row(marker, at, 1000)));
  const columns = ['marker', 'threshold', 'sensitivity', 'specificity', 'n_positive', 'cases', 'controls'];
  const table = { columns, types: ['text' as const, ...columns.slice(1).map(() => 'number' as const)], rows };
  const curves = ['a', 'b'].map((marker) => ({ marker, auc: 0.7, low: null, high: null }));
  const small = glanceTable({ kind: 'roc', name: 'roc', title, table: 'roc', confLevel: 0.95, curves, points: [] }, table);
  expect(small.rows.length).toBeLessThan(500);
  expect(small.rows[0]).toEqual(['a', 1, 1]);
  for (const end of [
    ['a', 0, 0.5],
    ['b', 1, 1],
    ['b', 0, 0.5],
  ])
    expect(small.rows).toContainEqual(end);
});
