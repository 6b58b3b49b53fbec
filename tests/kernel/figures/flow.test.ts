/** The flow of a cohort through its criteria. */
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { drawFigure } from '@/analysis-kernel/figures/draw';
import { COHORT_FLOW } from '@/analysis-kernel/figures/kinds';
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

const attrition: ResultTable = {
  columns: ['step', 'kind', 'label', 'patients', 'entries', 'removed_patients', 'removed_entries'],
  types: ['integer', 'text', 'text', 'integer', 'integer', 'integer', 'integer'],
  rows: [
    [1, 'database', 'In the database', 20000, null, null, null],
    [2, 'index', 'With an index date', 5200, 5200, 14800, null],
    [3, 'observation', 'Observed', 5200, 5200, 0, 0],
    [4, 'include', 'Adults', 5100, 5100, 100, 100],
    [5, 'exclude', 'Dialysis, transplantation or any other form of kidney replacement before the index date', 4000, 4000, 1100, 1100],
    [6, 'follow_up', 'Followed', 4000, 4000, 0, 0],
    [7, 'result', 'Cohort', 4000, 4000, 0, 0],
  ],
};

const texts = (markup: string, selector: string) =>
  [...parseHTML(`<html><body>${markup}</body></html>`).document.querySelectorAll(selector)].map((node) => node.textContent);

describe('flow diagram', () => {
  it('names who was removed and how many go on', () => {
    const shown = texts(drawFigure(COHORT_FLOW, new Map([['attrition', attrition]]), {}, options()).svg, 'text');
    expect(shown).toContain('Not met: Adults');
    expect(shown).toContain('n = 14\u202f800');
    expect(shown.at(-1)).toBe('n = 4\u202f000');
  });

  it('has words in every box, in the reader’s language where the criterion was given none', () => {
    const labels = Object.fromEntries(
      attrition.rows.map((row) => [`step=${row[attrition.columns.indexOf('step')]}`, { en: `asks ${row[0]}`, zh: `要求${row[0]}` }]),
    );
    for (const lang of ['en', 'zh'] as const) {
      const drawn = drawFigure(COHORT_FLOW, new Map([['attrition', attrition]]), labels, options({ lang }));
      const { document } = parseHTML(`<html><body>${drawn.svg}</body></html>`);
      const lines = [...document.querySelectorAll('text')].map(({ textContent }) => textContent ?? '');
      // No box begins with its number.
      lines.forEach((line, at) => {
        if (line.startsWith('n = ')) expect(lines[at - 1] ?? 'n = ', lines.join()).not.toMatch(/^n = /u);
      });
      expect(drawn.alt).toContain(lang === 'zh' ? '要求' : 'asks');
      if (lang === 'zh') expect(lines.join('')).not.toMatch(/Adults|asks/u);
    }
  });
});
