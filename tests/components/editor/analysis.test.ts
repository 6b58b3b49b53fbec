import { describe, expect, it } from 'vitest';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import { type AnalysisSurroundings, analysisAssist } from '@/components/notebook/cells/analysis-assist';
import { analysisPlace } from '@/components/notebook/cells/analysis-place';
import { marked } from '../../cohort-dsl/service/knowledge';
import { applyEdits } from './apply-edits';

const column = (name: string, use: OfferedColumn['use'], zh: string): OfferedColumn => ({
  name,
  type: 'number',
  label: { en: name, zh },
  unit: null,
  use,
  outcome: null,
  causes: null,
  levels: null,
});

function assist(lang: AnalysisSurroundings['lang'] = 'en') {
  return analysisAssist({
    lang,
    fixTitle: (fix) => fix,
    inputs: () => new Map([['level', 0.9]]),
    tables: async () => [
      { name: 'study', cell: 'study', columns: [column('relapse_days', 'time', '复发天数'), column('age', 'numeric', '年龄')] },
      { name: 'patient', cell: '', columns: [] },
    ],
  });
}

describe('the place of the cursor in YAML', () => {
  it.each([
    ['|', 'key', ''],
    ['method: cox\nda|', 'key', ''],
    ['method: co|', 'value', 'method'],
    ['weights:\n  ki|', 'key', 'weights'],
    ['weights:\n  kind: |', 'value', 'weights.kind'],
    ['weights: {column: w, ki|', 'key', 'weights'],
    ['weights: {column: |', 'value', 'weights.column'],
    ['variables: [age, |', 'value', 'variables'],
    ['variables:\n  - a|', 'value', 'variables'],
    ['variables:\n- a|', 'value', 'variables'],
    ['method: cox # no|', 'none', ''],
  ])('%s', (text, kind, key) => {
    const { source, offset } = marked(text);
    expect(analysisPlace(source, offset)).toMatchObject({ kind, key });
  });
});

describe('completion in analyses', () => {
  const labels = async (text: string, lang: 'en' | 'zh' = 'en') => {
    const { source, offset } = marked(text);
    return (await assist(lang).complete(source, offset)).map(({ label }) => label);
  };

  it('offers the methods, the tables, and the keys of the method that are not there yet', async () => {
    expect(await labels('method: |')).toEqual(expect.arrayContaining(['table1', 'km', 'cox']));
    expect(await labels('method: km\ndata: |')).toEqual(['study', 'patient']);
    const keys = await labels('method: cox\ndata: study\n|');
    expect(keys).toEqual(expect.arrayContaining(['formula', 'conf_level', 'ties']));
    expect(keys).not.toContain('method');
  });

  it('offers the values of a choice, and the columns of the data in a formula', async () => {
    expect(await labels('method: cox\ndata: study\nties: |')).toEqual(['efron', 'breslow', 'exact']);
    expect(await labels('method: cox\ndata: study\nformula: Surv(|')).toEqual(expect.arrayContaining(['relapse_days', 'age', 'strata']));
  });

  it('finds a column by its label in the reader’s language', async () => {
    const { source, offset } = marked('method: table1\ndata: study\nvariables: [年|]');
    const found = await assist('zh').complete(source, offset);
    expect(found.find(({ label }) => label === 'age')).toMatchObject({
      filter: expect.stringContaining('年龄'),
      replace: { start: offset - 1, end: offset },
    });
  });
});

describe('problems of analyses', () => {
  it('stand under the word, and their fixes mend the text', async () => {
    const source = 'method: coxx\ndata: study\nformula: Surv(a, b) ~ 1';
    const [problem] = await assist().check(source);
    expect(source.slice(problem.span.start, problem.span.end)).toBe('coxx');
    expect(problem.severity).toBe('error');
    expect(applyEdits(source, problem.fixes[0].edits)).toBe(source.replace('coxx', 'cox'));
  });

  it('add a key that is missing as a line', async () => {
    const source = 'method: cox\ndata: study';
    const missing = (await assist().check(source)).find(({ code }) => code === 'missing_key');
    expect(applyEdits(source, missing?.fixes[0].edits ?? [])).toBe(`${source}\nformula: `);
  });

  it('are none in a right cell or an empty one', async () => {
    expect(await assist().check('method: cox\ndata: study\nformula: Surv(a, b) ~ age\nconf_level: $level')).toEqual([]);
    expect(await assist().check('')).toEqual([]);
  });

  it('are said in Chinese', async () => {
    const [problem] = await assist('zh').check('method: coxx\ndata: study');
    expect(problem.message).toMatch(/[一-鿿]/u);
  });
});

it('explains keys and methods under the pointer', async () => {
  const source = 'method: cox\ndata: study\nties: efron';
  expect((await assist().hover?.(source, source.indexOf('ties') + 1))?.lines.join(' ')).toContain('efron');
  expect((await assist('zh').hover?.(source, 9))?.title).toMatch(/[一-鿿]/u);
});
