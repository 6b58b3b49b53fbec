/** Which rows and groups a test is made of, and what is refused where they are not what it compares. */
import { describe, expect, it } from 'vitest';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Frame } from '@/analysis-kernel/frame/column';
import { testMethod } from '@/analysis-kernel/registry/methods/test/method';
import { ALONE } from '@/analysis-kernel/registry/pool';
import { MethodError } from '@/analysis-kernel/results/method-error';
import { rowsIn } from './compare';

async function outputOf(frame: Frame, options: object) {
  return testMethod.run({ options: testMethod.schema.parse({ data: 'd', ...options }), frame, tables: new Map() }, ALONE);
}

async function refused(frame: Frame, options: object): Promise<MethodError> {
  const error: unknown = await outputOf(frame, options).catch((caught: unknown) => caught);
  if (error instanceof MethodError) return error;
  throw new Error('expected a MethodError');
}

const values = [1, 2, 3, 5, 8, 9];

describe('a column of groups with one group', () => {
  const frame = frameOf([
    numericColumn('y', values),
    numericColumn('b', [0, 1, 0, 1, 1, 0]),
    textColumn(
      'g',
      values.map(() => 'a'),
    ),
  ]);

  it.each(['t', 'welch', 'wilcoxon', 'anova', 'welch_anova', 'kruskal', 'levene', 'proportion'])('is refused by %s', async (test) => {
    const { code, text } = await refused(frame, { test, formula: `${test === 'proportion' ? 'b' : 'y'} ~ g` });
    expect(code).toBe('group_count');
    expect(text.en).not.toContain('one or two');
  });

  it('is not one sample: that is written y ~ 1 or x', async () => {
    expect((await refused(frame, { test: 't', formula: 'y ~ g' })).text.en).toContain('outcome ~ 1');
    for (const sample of [{ formula: 'y ~ 1' }, { x: 'y' }]) {
      expect((await rowsIn(frame, { test: 't', ...sample }))[0].method).toBe('one_sample_t');
    }
  });

  it('gives the normality of that group', async () => {
    expect(await rowsIn(frame, { test: 'shapiro', formula: 'y ~ g' })).toMatchObject([{ group: 'a', n: 6 }]);
  });
});

describe('rows that lack a value', () => {
  const frame = frameOf([numericColumn('x', [1, 2, null, 5, null, null]), numericColumn('y', [4, null, 7, 3, 9, null])]);

  it.each([
    ['t', { formula: 'x ~ 1' }, 3, { x: 3 }],
    ['signed_rank', { x: 'x' }, 3, { x: 3 }],
    ['shapiro', { x: 'y' }, 4, { y: 2 }],
    // A row is used where either column knows it.
    ['welch', { x: 'x', y: 'y' }, 5, { x: 3, y: 2 }],
  ])('are counted by column: %s %j', async (test, options, used, missing) => {
    const { rows } = await outputOf(frame, { test, ...options });
    expect([rows.total, rows.used]).toEqual([6, used]);
    expect(Object.fromEntries(rows.missing.map(({ variable, n }) => [variable, n]))).toEqual(missing);
  });

  it('a column without a known value is said to have none, whatever its type', async () => {
    const empty = frameOf([textColumn('x', [null, null]), numericColumn('g', [1, 2])]);
    const { code, text } = await refused(empty, { test: 't', formula: 'x ~ g' });
    expect([code, text.en, text.zh]).toEqual(['no_rows', 'All values of x are missing.', 'x 的所有取值均缺失。']);
  });
});

describe('what the test cannot tell', () => {
  it('groups of one value each are named as such', async () => {
    const { code, text } = await refused(frameOf([numericColumn('y', values), numericColumn('x', values)]), {
      test: 'anova',
      formula: 'y ~ x',
    });
    expect(code).toBe('too_few_values');
    expect(text.en).toContain('Each of the 6 groups of x has one value');
  });

  it('the limits of a simulated p value near 1 are told apart', async () => {
    // Of rows and columns of one value each every table is as likely as any other: p = 1.
    const names = Array.from({ length: 16 }, (_, row) => `v${row}`);
    const frame = frameOf([textColumn('a', names), textColumn('b', names)]);
    const { warnings } = await outputOf(frame, { test: 'fisher', x: 'a', y: 'b' });
    const [, low, high] = /between (\S+) and (\S+)/.exec(warnings.find(({ code }) => code === 'simulated')?.message.en ?? '') ?? [];
    expect(low).toBeDefined();
    expect(low).not.toBe(high);
  });
});

describe('a trend', () => {
  const died = numericColumn('died', [0, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1]);
  const words = Array.from({ length: 12 }, (_, at) => ['low', 'high', 'middle'][at % 3]);
  const codesOf = async (group: Frame['columns'][number], more = {}) => {
    const { warnings } = await outputOf(frameOf([died, group]), { test: 'trend', formula: `died ~ ${group.name}`, ...more });
    return warnings.map(({ code }) => code);
  };

  it('over words without a stated order says the order it takes, unless scores are given', async () => {
    expect(await codesOf(textColumn('g', words))).toEqual(['order_not_stated']);
    expect(await codesOf(textColumn('g', words), { scores: [3, 1, 2] })).toEqual([]);
    expect(await codesOf(textColumn('g', words, { ordered: true }))).toEqual([]);
    expect(
      await codesOf(
        numericColumn(
          'g',
          words.map((word) => word.length),
        ),
      ),
    ).toEqual([]);
  });

  it('over a measurement, a row or two a value, says so', async () => {
    expect(await codesOf(numericColumn('g', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]))).toEqual(['sparse_groups']);
  });
});

it('pairs of different units are warned of, and a mean of one sample names what it is held against', async () => {
  const frame = frameOf([
    numericColumn('egfr', values, 'number', { unit: 'mL/min' }),
    numericColumn('acr', [2, 2, 4, 4, 9, 7], 'number', { unit: 'mg/g' }),
  ]);
  for (const test of ['paired', 'signed_rank']) {
    const { warnings } = await outputOf(frame, { test, x: 'egfr', y: 'acr' });
    expect(warnings.map(({ code }) => code)).toContain('different_units');
  }
  expect((await outputOf(frame, { test: 't', x: 'egfr' })).sentence.en).toContain('one-sample t test against 0,');
  expect((await outputOf(frame, { test: 't', x: 'egfr', mu: 5 })).sentence.zh).toContain('单样本 t 检验（与 5 比较）');
});

it('pairs compared say what is estimated and how the p values are adjusted', async () => {
  const frame = frameOf([numericColumn('y', values), textColumn('g', ['a', 'a', 'b', 'b', 'c', 'c'])]);
  const headings = async (options: object) => {
    const { views = [] } = await outputOf(frame, { formula: 'y ~ g', ...options });
    const view = views.find(({ table }) => table === 'posthoc');
    return view?.kind === 'table' ? [view.columns.estimate.header?.en, view.columns.p_adjusted.header?.en] : [];
  };
  expect(await headings({ test: 'kruskal', posthoc: 'dunn', adjust: 'bh' })).toEqual([
    'Difference in mean ranks',
    'Adjusted p (Benjamini–Hochberg)',
  ]);
  expect(await headings({ test: 'anova', posthoc: 'tukey' })).toEqual(['Difference in means', 'Adjusted p (Tukey)']);
});
