/** Mean curves as they are drawn: groups in words, an axis that need not hold 0, a text that says the same. */
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { drawFigure } from '@/analysis-kernel/figures/draw';
import { type Figure, figureSchema } from '@/analysis-kernel/figures/kinds';
import type { Localised } from '@/cohort-dsl/source/localised';
import { readCsv } from '../../read-csv';
import { run } from '../run-method';

const { document } = parseHTML('<!doctype html><html><body></body></html>');
const columns = ['group', 'time', 'estimate', 'conf_low', 'conf_high'];
const types = ['text', 'number', 'number', 'number', 'number'] as const;

const figure = (by: string | null): Figure => ({
  kind: 'trajectory',
  name: 'trajectory',
  title: { en: 'Mean eGFR over time', zh: 'eGFR 的平均轨迹' },
  table: 'means',
  confLevel: 0.95,
  by,
  across: { en: 'Time since the start (years)', zh: '距起点的时间（年）' },
  up: { en: 'eGFR', zh: '估算肾小球滤过率' },
});
const labels: Record<string, Localised> = { 'arm=A': { en: 'Placebo', zh: '安慰剂' }, 'arm=B': { en: 'Drug', zh: '药物' } };

function drawn(rows: readonly (readonly (string | number | null)[])[], lang: 'en' | 'zh' = 'en', by: string | null = 'arm') {
  const tables = new Map([['means', { columns, types: [...types], rows }]]);
  const made = drawFigure(figure(by), tables, labels, { document: document as unknown as Document, lang, theme: 'print', width: 640 });
  return { alt: made.alt, texts: [...made.element.querySelectorAll('text')].map((node) => node.textContent ?? ''), svg: made.svg };
}

const two = [
  ['A', 0, 55, 53, 57],
  ['A', 3, 43, 40, 46],
  ['B', 0, 54.5, 52.5, 56.5],
  ['B', 3, 47, 44, 50],
];

describe('mean curves', () => {
  it('are named by the words of their groups, in both languages', () => {
    expect(drawn(two).texts).toEqual(expect.arrayContaining(['Placebo', 'Drug', 'eGFR, mean (95% CI)']));
    expect(drawn(two, 'zh').texts).toEqual(expect.arrayContaining(['安慰剂', '药物', '估算肾小球滤过率，均值（95% CI）']));
  });

  it('say their ends in words', () => {
    expect(drawn(two).alt).toBe(
      'eGFR, mean (95% CI), along Time since the start (years): Placebo: 55.0 (53.0 to 57.0) at 0, 43.0 (40.0 to 46.0) at 3; Drug: 54.5 (52.5 to 56.5) at 0, 47.0 (44.0 to 50.0) at 3',
    );
    expect(drawn(two, 'zh').alt).toContain('安慰剂：0 处 55.0（53.0～57.0），3 处 43.0（40.0～46.0）');
  });

  it('have an axis of the values there are', () => {
    const { texts } = drawn(two);
    expect(texts).toEqual(expect.arrayContaining(['40', '45', '50', '55']));
    expect(texts.filter((text) => text === '0')).toHaveLength(1);
  });

  it('are drawn alone, flat, of millions and below zero', () => {
    for (const value of [0, -3, 1e6, 1e-6]) {
      const { svg, texts } = drawn(
        [
          [null, -1, value, value, value],
          [null, 1, value, value, value],
        ],
        'en',
        null,
      );
      expect(svg).not.toMatch(/NaN|Infinity/u);
      expect(texts.some((text) => text.includes('-'))).toBe(false);
    }
  });

  it('come with a model of repeated measurements as a figure that may be kept', async () => {
    const output = await run('mixed', { formula: 'egfr ~ arm * day + (1 + day | id)' }, readCsv('visits'));
    expect(output.figures[0]).toMatchObject({ kind: 'trajectory', by: 'arm' });
    expect(output.figures.map((one) => figureSchema.safeParse(one).success)).toEqual([true, true]);
  });
});
