import { expect, it } from 'vitest';
import { EMPTY_OUTCOME } from '@/analysis-kernel/cells/outcome';
import type { Cell } from '@/analysis-kernel/document/notebook';
import { summaryLine } from '@/components/notebook/cells/summary-line';

const cell = (body: string): Cell => ({ id: 'c', kind: 'analysis', name: 'fit', options: {}, body }) as unknown as Cell;
const labels = {
  relapse_event: { en: 'Relapse', zh: '复发' },
  hormone: { en: 'Hormone therapy', zh: '内分泌治疗' },
  centre: { en: 'Centre', zh: '中心' },
};
const cox = 'method: cox\ndata: cohort\nformula: Surv(relapse_days, relapse_event) ~ hormone + rcs(age, 4) + strata(centre)\n';

it('says an analysis in the labels of its result, what has none as it is written', () => {
  expect(summaryLine(cell(cox), 'zh', { ...EMPTY_OUTCOME, labels })).toBe('Cox 回归 · 复发 ~ 内分泌治疗 + rcs(age, 4) + 分层(中心)');
  expect(summaryLine(cell(cox), 'en', { ...EMPTY_OUTCOME, labels })).toBe(
    'Cox regression · Relapse ~ Hormone therapy + rcs(age, 4) + strata(Centre)',
  );
});

it('is said in the labels of what it reads while there is no result, and as it is written where they are not known', () => {
  expect(summaryLine(cell(cox), 'en', null, labels)).toBe('Cox regression · Relapse ~ Hormone therapy + rcs(age, 4) + strata(Centre)');
  expect(summaryLine(cell('method: km\ndata: d\nformula: Surv(t, e) ~ 1\n'), 'en', null)).toBe('Kaplan–Meier · Surv(t, e) ~ 1');
  expect(summaryLine(cell('method: table1\ndata: cohort\n'), 'zh', null)).toBe('基线表（表 1） · cohort');
});

it('reads a formula however it is written', () => {
  const said = (formula: string) => summaryLine(cell(`method: km\ndata: d\n${formula}\n`), 'en', null);
  const whole = 'Kaplan–Meier · Surv(t, e) ~ sex';
  expect(said('formula: Surv(t, e) ~ sex')).toBe(whole);
  expect(said('formula:   Surv(t, e) ~ sex   # by sex')).toBe(whole);
  expect(said('formula: "Surv(t, e) ~ sex"')).toBe(whole);
  expect(said("formula: 'Surv(t, e) ~ sex'")).toBe(whole);
  expect(said('formula: Surv(t, e)\n  ~ sex')).toBe(whole);
  expect(said('formula: >-\n  Surv(t, e)\n  ~ sex')).toBe(whole);
  expect(said('formula: Surv(t, e) ~ sex\ntime: months')).toBe(whole);
  expect(said('formula:')).toBe('Kaplan–Meier · d');
});

it('a query, a chart and code say what they are about, a cohort and an input with no such words nothing', () => {
  const of = (kind: 'sql' | 'chart' | 'code' | 'cohort' | 'input', body: string) => summaryLine({ ...cell(body), kind }, 'en', null);
  expect(of('sql', '-- Women by centre\nSELECT 1 AS x')).toBe('Women by centre');
  expect(of('chart', '// Ages at surgery\nPlot.plot({})')).toBe('Ages at surgery');
  expect(of('code', '1 + 1')).toBe('');
  expect(of('input', 'type: number')).toBe('');
});
