/** Results made to tell of single patients, or to say what their cell does not: none is shown to others without a run. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Vocabulary } from '@/analysis-kernel/disclosure/known-words';
import { figureSchema } from '@/analysis-kernel/figures/kinds';
import type { KeptOutcome } from '@/analysis-kernel/session/kept';
import { isDoubtful, vocabularyFrom } from '@/app/_server/notebooks/results/doubt';
import { drawnBy } from '@/app/_server/notebooks/results/drawn-by';
import { attrition, result } from './kept';

const TEXT = 'method: cox\ndata: adults\nformula: Surv(time, died) ~ age + sex + stage';
let known: Vocabulary;
beforeAll(() => {
  known = vocabularyFrom({
    notebook: ['My study', 'fit', TEXT, 'include "Adults": age at index >= 18'],
    dictionary: [
      { name: 'sex', text: '["sex", "Sex", "性别", "F", "Female", "女", "M", "Male", "男"]' },
      { name: 'stage', text: '["stage", "Stage", "I", "II", "III", "IV"]' },
      { name: 'age', text: '["age", "Age", "年龄", "a"]' },
      { name: 'village', text: '["village", "Village", "Milltown", "12345"]' },
    ],
  });
});

const doubtful = async (kind: Parameters<typeof result>[1], given: Record<string, unknown>, method: string | null = null) => {
  const one = result('a', kind, given, method);
  return isDoubtful(one, await drawnBy(one), known);
};

const coefficients = (rows: readonly (readonly [string, ...number[]])[], column = 'term') => ({
  columns: [column, 'estimate', 'std_error'],
  types: ['text', 'number', 'number'],
  rows: rows.map(([term, estimate = 0.12, error = 0.034]) => [term, estimate, error]),
});
const honest: Partial<KeptOutcome> = {
  tables: [
    [
      'coefficients',
      coefficients([
        ['age', 0.0953, 0.01],
        ['sexM', 0.3, 0.02],
        ['stageIV', 1.2, 0.3],
        ['age:sexM', 0.05, 0.01],
      ]),
    ],
  ] as never,
  conventions: { ties: 'efron', conf_level: 0.95 },
  rows: { total: 400, used: 398, missing: [{ variable: 'stage', n: 2 }] },
  sentence: {
    en: 'In a Cox model of time (n = 398), hazard ratios (95% CI) were: Age 1.10, Male 1.35, p < 0.001.',
    zh: '风险比（95% CI）为：年龄 1.10。',
  },
  stored: [['coefficients', 'fit_coefficients']],
  aggregates: ['fit_coefficients'],
  labels: { sexM: { en: '\uE000sex\uE002Male\uE001', zh: '\uE000sex\uE002男\uE001' } },
};
const patients = Array.from({ length: 55 }, (_, at) => 20 + at);
const said = (text: string) => ({ sentence: { en: text, zh: '' } });

it('a model of what the notebook names, in the words of its method, is not in doubt', async () => {
  expect(await doubtful('analysis', honest, 'cox')).toBe(false);
  expect(await doubtful('cohort', { tables: [['attrition', attrition()]], figures: [] })).toBe(false);
  expect(await doubtful('code', { value: 0.42 })).toBe(false);
  expect(await doubtful('chart', { svg: '<svg><text>Age</text><text>10</text><text>20.5</text></svg>' })).toBe(false);
});

describe('a forged result is in doubt', () => {
  const model = (tables: unknown) => ({ ...honest, tables: [['coefficients', tables]] });
  it.each<[string, Record<string, unknown>]>([
    ['values of 55 patients as terms', model(coefficients(patients.map((age) => [`${age}`])))],
    ['values of 55 patients behind a known name', model(coefficients(patients.map((age) => [`age${age}`])))],
    ['values of patients as levels', model(coefficients(patients.map((age) => [`stage${age}`])))],
    ['values of patients as a column of the name', model(coefficients([['age']], 'p71_male'))],
    ['patients by their names', model(coefficients([['Ada Lovelace'], ['age']]))],
    ['patients by their names in Chinese', model(coefficients([['张伟'], ['age']]))],
    ['a level of a column that the notebook does not name', model(coefficients([['Milltown']]))],
    ['a number from a column that the notebook does not name', model(coefficients([['age 12345']]))],
    ['values of 13 patients under one term', model(coefficients(patients.slice(0, 13).map((age) => ['age', age])))],
    ['dates of birth as names', model(coefficients([['1971-03-04']]))],
    ['a number of a patient in the sentence', said('Age 71.')],
    ['a name in the sentence', said('Ada died.')],
    ['a hazard ratio that its table does not have', { ...honest, ...said('hazard ratios (95% CI) were: Age 0.11') }],
    ['numbers as a convention', { ...honest, conventions: { event: '71, 45, 33' } }],
    ['a field of a convention with a name', { ...honest, conventions: { Lovelace: 1 } }],
    ['numbers as a warning', { ...honest, warnings: [{ code: 'ph_violated', message: { en: '71 45 33', zh: '' } }] }],
    ['a name as a missing variable', { ...honest, rows: { total: 400, used: 400, missing: [{ variable: 'ada_lovelace', n: 1 }] } }],
    ['a name as a table of the engine', { ...honest, stored: [['coefficients', 'lovelace_1971']] }],
    ['a label with values', { ...honest, labels: { age: { en: 'Age 71 45 33', zh: '' } } }],
    [
      'a curve of more times than patients that may be told of, with numbers at risk',
      {
        tables: [
          [
            'adjusted_curve',
            {
              columns: ['strata', 'time', 'n_risk'],
              types: ['text', 'number', 'integer'],
              rows: patients.map((age) => ['sex=M', age, 55]),
            },
          ],
        ],
      },
    ],
  ])('%s', async (_, given) => {
    expect(await doubtful('analysis', given, 'cox')).toBe(true);
  });

  it('a figure of a kind that its method does not give', async () => {
    const figure = (kind: 'roc' | 'forest') =>
      figureSchema.parse({
        ...{ kind, name: 'forest', title: { en: 'Hazard ratio', zh: '' }, table: 'coefficients', confLevel: 0.95 },
        ...(kind === 'roc'
          ? { curves: [], points: [] }
          : { measure: { kind: 'ratio', name: { en: 'Hazard ratio', zh: '' }, lower: { en: '', zh: '' }, higher: { en: '', zh: '' } } }),
      });
    expect(await doubtful('analysis', { ...honest, figures: [figure('forest')] }, 'cox')).toBe(false);
    expect(await doubtful('analysis', { ...honest, figures: [figure('roc')] }, 'cox')).toBe(true);
    expect(await doubtful('analysis', { ...honest, figures: [figure('forest')] }, 'table1')).toBe(true);
  });

  it('a criterion of a cohort that its program does not have', async () => {
    expect(await doubtful('cohort', { tables: [['attrition', attrition('Ada, 71')]] })).toBe(true);
  });

  it('code that tells more than it may without a run, in values, names or numbers', async () => {
    const table = (rows: number, name = 'age') => ({
      columns: ['n', name],
      types: ['integer', 'text'],
      rows: Array.from({ length: rows }, (_, at) => [at, ['I', 'II', 'III', 'IV'][at % 4]]),
    });
    const wide = {
      columns: Array.from({ length: 31 }, () => 'age'),
      types: Array.from({ length: 31 }, () => 'number'),
      rows: Array.from({ length: 10 }, () => Array.from({ length: 31 }, (_, at) => at)),
    };
    expect(await doubtful('code', { tables: [['table', table(40)]] })).toBe(false);
    expect(await doubtful('code', { tables: [['table', table(60)]] })).toBe(true);
    expect(await doubtful('code', { tables: [['table', wide]] })).toBe(true);
    expect(await doubtful('code', { tables: [['table', table(4, 'lovelace')]] })).toBe(true);
    expect(await doubtful('code', { value: 'Ada, 71' })).toBe(true);
  });

  it('a drawing with words that are not known, or more numbers than axes have', async () => {
    const drawing = (text: string) => ({ svg: `<svg>${text}</svg>` });
    expect(await doubtful('chart', drawing('<text>Ada</text>'))).toBe(true);
    expect(await doubtful('chart', drawing('<g aria-label="Ada"></g>'))).toBe(true);
    const axis = (ticks: number) => drawing(Array.from({ length: ticks }, (_, at) => `<text>${at}</text>`).join(''));
    expect(await doubtful('chart', axis(150))).toBe(false);
    expect(await doubtful('chart', axis(151))).toBe(true);
  });
});
