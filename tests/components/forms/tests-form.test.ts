/** A cell of tests begins so that it runs, and another test takes over the columns of the one before. */
import { describe, expect, it } from 'vitest';
import type { ColumnMeta } from '@/analysis-kernel/frame/column';
import type { Method } from '@/analysis-kernel/registry/method';
import { testMethod } from '@/analysis-kernel/registry/methods/test/method';
import { offeredColumn } from '@/analysis-kernel/registry/offered-column';
import { changedOption } from '@/components/notebook/forms/changed-option';
import { replacedColumns } from '@/components/notebook/forms/replaced-columns';
import { startingAnalysis } from '@/components/notebook/forms/starting-analysis';
import { withColumn } from '@/components/notebook/forms/with-column';

const method = testMethod as unknown as Method;
const codes = [
  { key: '0', label: { en: 'no', zh: '否' } },
  { key: '1', label: { en: 'yes', zh: '是' } },
];
const number = (name: string, meta: ColumnMeta = {}) => offeredColumn(name, 'integer', { label: { en: name, zh: name }, ...meta });
const id = number('id', { role: 'key' });
const hormone = number('hormone', { codes });
const menopause = number('menopause', { codes });
const age = number('age', { unit: 'a' });
const size = number('size', { unit: 'mm' });
const nodes = number('nodes');
const dead = offeredColumn('dead', 'boolean', {});
const stage = offeredColumn('stage', 'category', {
  levels: ['I', 'II', 'III'].map((key) => ({ key, label: { en: key, zh: key } })),
  ordered: true,
});
const site = offeredColumn('site', 'text', {});

describe('a new cell of tests', () => {
  it.each([
    [
      'a number by what has two values in words, which is no outcome',
      [id, hormone, menopause, age, nodes],
      'test: welch\nformula: age ~ hormone',
    ],
    ['a measurement before an age', [age, nodes, size, dead], 'test: welch\nformula: size ~ dead'],
    ['several groups', [age, stage], 'test: kruskal\nformula: age ~ stage'],
    ['texts of unknown values', [nodes, site], 'test: kruskal\nformula: nodes ~ site'],
    ['categories alone', [hormone, stage, site], 'test: chisq\nformula: hormone ~ stage'],
    ['numbers alone', [id, age, nodes], 'test: correlation\nx: age\ny: nodes'],
    ['too few columns', [id, age], 'test: welch'],
  ])('%s', (_, columns, expected) => {
    expect(startingAnalysis(method, 'c', columns)).toBe(`method: test\ndata: c\n${expected}`);
  });
});

describe('another test', () => {
  const columns = [id, hormone, age, nodes, stage, dead, site];
  const changed = (body: string, test: string, offered = columns) =>
    changedOption(`method: test\ndata: c\n${body}`, method, 'test', test, offered).replace('method: test\ndata: c\n', '');

  it.each([
    ['outcome and groups where they fit', 'test: welch\nformula: nodes ~ dead', 'wilcoxon', 'test: wilcoxon\nformula: nodes ~ dead'],
    ['groups of two only where it compares two', 'test: kruskal\nformula: age ~ stage', 't', 'test: t\nformula: age ~ hormone'],
    ['whole numbers that were chosen as groups', 'test: welch\nformula: age ~ nodes', 'anova', 'test: anova\nformula: age ~ nodes'],
    ['the groups of a number for counts', 'test: welch\nformula: age ~ stage', 'chisq', 'test: chisq\nformula: hormone ~ stage'],
    ['an outcome of two values', 'test: chisq\nformula: site ~ dead', 'fisher', 'test: fisher\nformula: site ~ dead'],
    ['numbers for a correlation', 'test: welch\nformula: nodes ~ dead', 'correlation', 'test: correlation\nx: nodes\ny: age'],
    ['pairs from one to the other', 'test: correlation\nx: nodes\ny: age', 'paired', 'test: paired\nx: nodes\ny: age'],
    ['the outcome of pairs', 'test: paired\nx: nodes\ny: age', 'welch', 'test: welch\nformula: nodes ~ hormone'],
    ['columns where there were none', 'test: welch', 'wilcoxon', 'test: wilcoxon\nformula: age ~ hormone'],
    ['one sample', 'test: t\nformula: age ~ 1', 'welch', 'test: welch\nformula: age ~ 1'],
    [
      'pairs by their subjects',
      'test: paired\nformula: age ~ dead\nstrata: id',
      'signed_rank',
      'test: signed_rank\nformula: age ~ dead\nstrata: id',
    ],
    [
      'comparisons of pairs',
      'test: anova\nformula: age ~ stage\nposthoc: tukey',
      'kruskal',
      'test: kruskal\nformula: age ~ stage\nposthoc: dunn',
    ],
    ['a formula that says more', 'test: welch\nformula: log(age) ~ dead', 'wilcoxon', 'test: wilcoxon\nformula: log(age) ~ dead'],
  ])('keeps or finds %s', (_, body, test, expected) => expect(changed(body, test)).toBe(expected));

  it('leaves out what it does not heed and keeps what it does', () => {
    expect(changed('test: wilcoxon\nformula: age ~ dead\nalternative: less\nexact: true\nconf_level: 0.9', 'welch')).toBe(
      'test: welch\nformula: age ~ dead\nalternative: less\nconf_level: 0.9',
    );
    expect(changed('test: kruskal\nformula: age ~ stage\nposthoc: dunn\nadjust: bh', 'levene')).toBe('test: levene\nformula: age ~ stage');
  });

  it('writes what there is where a column is lacking', () => {
    expect(changed('test: correlation\nx: age\ny: nodes', 'kruskal', [age, nodes])).toBe('test: kruskal\nformula: age ~ 1');
  });
});

describe('the options of a test', () => {
  const offered = (written: object) => method.options.filter(({ heeded }) => heeded({ ...written })).map(({ key }) => key);
  const own = ['formula', 'x', 'y', 'strata', 'coefficient', 'interval', 'posthoc', 'adjust', 'scores', 'mid_p'];
  it.each([
    [{ test: 'welch' }, ['formula']],
    [{ test: 'correlation' }, ['x', 'y', 'coefficient']],
    [{ test: 'paired', x: 'a', y: 'b' }, ['x', 'y']],
    [{ test: 'paired', formula: 'a ~ b' }, ['formula', 'strata']],
    [{ test: 'kruskal', posthoc: 'dunn' }, ['formula', 'posthoc', 'adjust']],
    [{ test: 'proportion' }, ['formula', 'interval']],
  ])('%j', (written, expected) => expect(offered(written).filter((key) => own.includes(key))).toEqual(expected));
});

it('a column put in is the group, the only one, or one of a pair', () => {
  const body = 'method: test\ndata: c\ntest: welch\nformula: age ~ dead';
  expect(withColumn(body, 'hormone', method)).toBe(body.replace('dead', 'hormone'));
  const pairs = 'method: test\ndata: c\ntest: paired';
  expect(withColumn(pairs, 'a', method)).toBe(`${pairs}\nx: a`);
  expect(withColumn(`${pairs}\nx: a`, 'b', method)).toBe(`${pairs}\nx: a\ny: b`);
  expect(withColumn(`${pairs}\nx: a\ny: b`, 'c', method)).toBe(`${pairs}\nx: a\ny: c`);
});

it('pairs begin with one quantity measured twice, or with what the person will choose', () => {
  const before = number('before', { unit: 'mL/min' });
  const after = number('after', { unit: 'mL/min' });
  const paired = (body: string, columns: Parameters<typeof startingAnalysis>[2]) => changedOption(body, method, 'test', 'paired', columns);
  expect(paired('method: test\ntest: welch', [size, dead, before, after])).toContain('x: before\ny: after');
  expect(paired('method: test\ntest: welch\nformula: after ~ dead', [size, dead, before, after])).toContain('x: after\ny: before');
  expect(paired('method: test\ntest: welch\nformula: size ~ dead', [size, dead, before, after])).not.toContain('y:');
});

describe('what an option changes besides', () => {
  const columns = [age, nodes, stage, dead];
  const before = 'method: test\ndata: stage\ntest: kruskal\nformula: age ~ stage';

  it('is named: the column that went and the one that came', () => {
    const after = changedOption(before, method, 'test', 'welch', columns);
    expect(after).toContain('formula: age ~ dead');
    expect(replacedColumns(before, after, columns)).toEqual({ gone: [stage], came: [dead] });
  });

  it('is nothing where all columns stay, in whatever place', () => {
    expect(replacedColumns(before, changedOption(before, method, 'test', 'anova', columns), columns)).toBeNull();
    expect(replacedColumns('method: test\nx: age\ny: nodes', 'method: test\nformula: nodes ~ age', columns)).toBeNull();
  });
});
