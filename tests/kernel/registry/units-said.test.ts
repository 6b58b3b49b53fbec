/** A number is read with its unit: differences of an outcome, axes of measurements, and an outcome by its own name in every column of it. */
import { expect, it } from 'vitest';
import type { Figure } from '@/analysis-kernel/figures/kinds';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { outcomeOf } from '@/analysis-kernel/registry/labels';
import type { MethodOutput } from '@/analysis-kernel/registry/method';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { ALONE } from '@/analysis-kernel/registry/pool';
import { runMethod } from '@/analysis-kernel/registry/run-method';

const label = (en: string, zh: string) => ({ en, zh });
const rows = Array.from({ length: 40 }, (_, at) => at);
const frame: Frame = frameOf([
  {
    ...numericColumn(
      'er',
      rows.map((at) => 10 + ((at * 7) % 23)),
    ),
    meta: { label: label('Oestrogen receptor', '雌激素受体'), unit: 'fmol/mg' },
  },
  {
    ...numericColumn(
      'er2',
      rows.map((at) => 11 + ((at * 5) % 19)),
    ),
    meta: { label: label('Second reading', '第二次'), unit: 'fmol/mg' },
  },
  {
    ...numericColumn(
      'age',
      rows.map((at) => 40 + (at % 17)),
    ),
    meta: { label: label('Age', '年龄'), unit: 'a' },
  },
]);

async function run(source: string): Promise<MethodOutput> {
  const parse = await parseAnalysis(source, new Map());
  if (!parse.ok) throw new Error(parse.errors[0].message.en);
  const done = await runMethod(parse.analysis, frame, new Map(), ALONE);
  if (!done.ok) throw new Error(done.error.message.en);
  return done.output;
}

it('a linear model’s differences are in the unit of its outcome: forest, table and sentence', async () => {
  const { figures, views = [], sentence } = await run('method: glm\ndata: d\nformula: er ~ age');
  expect(figures.map((figure) => figure.kind === 'forest' && figure.measure.name)).toEqual([label('Difference, fmol/mg', '差值，fmol/mg')]);
  expect(views.map((view) => view.kind === 'coefficients' && view.measure.name.en)).toContain('Difference, fmol/mg');
  expect(sentence.en).toContain('differences, fmol/mg (95% CI) were');
  expect(sentence.zh).toContain('差值，fmol/mg（95% CI）为');
});

it('of a transformed outcome they have none', async () => {
  const { sentence } = await run('method: glm\ndata: d\nformula: log(er) ~ age');
  expect(sentence.en).toContain('differences (95% CI) were');
});

const axes = (figure: Figure) => (figure.kind === 'pairs' ? [figure.across, figure.up] : []);

it('axes of two measurements have their unit', async () => {
  const limits = await run('method: agreement\ndata: d\ntype: bland_altman\nraters: [er, er2]');
  expect(axes(limits.figures[0]).map(({ en }) => en)).toEqual([
    'Mean of Oestrogen receptor and Second reading, fmol/mg',
    'Oestrogen receptor − Second reading, fmol/mg',
  ]);
  expect(axes(limits.figures[0])[0].zh).toBe('雌激素受体 与 第二次 的均值（fmol/mg）');
  const percent = await run('method: agreement\ndata: d\ntype: bland_altman\nraters: [er, er2]\nscale: percent');
  expect(axes(percent.figures[0])[1].en).toBe('Oestrogen receptor − Second reading, % of the mean');
  const concordance = await run('method: agreement\ndata: d\ntype: ccc\nraters: [er, er2]');
  expect(axes(concordance.figures[0]).map(({ en }) => en)).toEqual(['Oestrogen receptor, fmol/mg', 'Second reading, fmol/mg']);
});

it('a cohort’s column of causes is spoken of as its outcome', () => {
  const cause = {
    ...textColumn('first_cause', ['death']),
    meta: { label: label('First event, cause', '首次事件：原因'), outcome: { name: 'first', part: 'cause' as const } },
  };
  const event = {
    ...numericColumn('first_event', [1], 'integer'),
    meta: { label: label('First event', '首次事件'), outcome: { name: 'first', part: 'event' as const } },
  };
  const labels = { first_cause: cause.meta.label, first_event: event.meta.label };
  expect(outcomeOf('first_cause', [cause, event], labels).en).toBe('First event');
  expect(outcomeOf('first_cause', [cause], labels).en).toBe('First event, cause');
  expect(outcomeOf('other', [cause, event], labels).en).toBe('other');
});
