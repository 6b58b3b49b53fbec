import { expect, it } from 'vitest';
import { offeredColumn } from '@/analysis-kernel/registry/offered-column';
import { startingBody, wishedName } from '@/components/notebook/starting-cells';

const age = offeredColumn('age', 'integer', { label: { en: 'Age at index', zh: '入组年龄' }, unit: 'a' });
const cohort = { id: 'c', kind: 'cohort', name: 'adults', options: {}, body: '' } as never;
const started = (lang: 'en' | 'zh', columns = [age]) =>
  startingBody(
    { kind: 'chart' },
    { above: [cohort], tables: [{ name: 'adults', cell: 'c', columns } as never], method: null, dictionary: null, startingCohort: null },
    lang,
  );

it('a new chart names its axes in the reader’s words and leaves its colours to the house', () => {
  expect(started('zh')).toContain('x: { label: "入组年龄" }');
  expect(started('zh')).toContain('label: "行数"');
  expect(started('en')).toContain('x: { label: "Age at index" }');
  expect(started('en')).not.toMatch(/fill|#[0-9A-F]{6}/u);
});

it('a column without a label keeps its name on the axis', () => {
  expect(started('en', [offeredColumn('age', 'integer', {})])).toContain('Plot.binX({ y: "count" }, { x: "age" })');
});

it('a new cohort begins with what the database offers, in the reader’s language, or empty', () => {
  const startingCohort = { name: 'advanced_ckd', body: { en: 'index at first visit', zh: '// 首次就诊\nindex at first visit' } };
  const begun = (lang: 'en' | 'zh', offered: typeof startingCohort | null) =>
    startingBody({ kind: 'cohort' }, { above: [], tables: [], method: null, dictionary: null, startingCohort: offered }, lang);
  expect(begun('en', startingCohort)).toBe('index at first visit');
  expect(begun('zh', startingCohort)).toBe('// 首次就诊\nindex at first visit');
  expect(begun('en', null)).toBe('');
  expect(wishedName({ kind: 'cohort' }, startingCohort)).toBe('advanced_ckd');
  expect(wishedName({ kind: 'cohort' }, { ...startingCohort, name: null })).toBe('cohort1');
  expect(wishedName({ kind: 'cohort' }, null)).toBe('cohort1');
  expect(wishedName({ kind: 'sql' }, startingCohort)).toBe('query1');
});
