/** What the methods themselves give passes as what a browser may send, however wide the data are. */
import { describe, expect, it } from 'vitest';
import { EMPTY_OUTCOME } from '@/analysis-kernel/cells/outcome';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Column, ColumnMeta, Frame } from '@/analysis-kernel/frame/column';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { type KeptCell, keptCell } from '@/analysis-kernel/session/kept';
import type { CellState } from '@/analysis-kernel/session/state';
import { keptOutcome } from '@/app/_contract/kept-results';
import { permittedResults } from '@/app/_server/notebooks/kept-shape';
import { key, outcomeOf } from './kept';

const PATIENTS = 400;
const levels = ['none', 'mild', 'moderate', 'severe'];

const withMeta = (column: Column, meta: ColumnMeta): Column => ({ ...column, meta });
const nameOf = (at: number) => `measurement_before_operation_${at}`;
const labelOf = (at: number) => ({
  en: `Laboratory measurement number ${at} before the first operation`,
  zh: `首次手术前的第 ${at} 项实验室检查结果`,
});

/** Patients of two arms with many variables: numbers, categories with words, zeros and ones with words; some values missing. */
function wide(variables: number): Frame {
  const { uniform } = seededRandom(7);
  const rows = <T>(value: () => T) => Array.from({ length: PATIENTS }, () => (uniform() < 0.05 ? null : value()));
  const columns = Array.from({ length: variables }, (_, at): Column => {
    const label = labelOf(at);
    const name = nameOf(at);
    if (at % 3 === 0)
      return withMeta(
        numericColumn(
          name,
          rows(() => uniform() * 100),
        ),
        { label, unit: 'mmol/L' },
      );
    if (at % 3 === 1) {
      const words = levels.map((level, place) => ({
        key: level,
        label: { en: `${level} disturbance (grade ${place})`, zh: `${place} 级功能障碍` },
      }));
      return withMeta(
        textColumn(
          name,
          rows(() => levels[Math.floor(uniform() * levels.length)]),
        ),
        { label, levels: words, ordered: true },
      );
    }
    const codes = ['0', '1'].map((value) => ({
      key: value,
      label: { en: `finding ${value === '1' ? 'present' : 'absent'}`, zh: value === '1' ? '存在' : '不存在' },
    }));
    return withMeta(
      numericColumn(
        name,
        rows(() => Math.floor(uniform() * 2)),
        'integer',
      ),
      { label, codes },
    );
  });
  const arm = textColumn(
    'arm',
    Array.from({ length: PATIENTS }, (_, at) => (at % 2 === 0 ? 'control' : 'treated')),
  );
  const time = numericColumn(
    'time',
    Array.from({ length: PATIENTS }, () => uniform() * 1000),
  );
  const died = numericColumn(
    'died',
    Array.from({ length: PATIENTS }, () => Math.floor(uniform() * 2)),
    'integer',
  );
  return frameOf([arm, time, died, ...columns]);
}

/** The result of an analysis as a browser sends it. */
async function sent(text: string, frame: Frame): Promise<KeptCell> {
  const { analysis, errors } = await registryCompiler.read(text, new Map());
  if (analysis === null) throw new Error(JSON.stringify(errors));
  const run = await analysis.run(frame, new Map(), { signal: new AbortController().signal, progress: () => undefined });
  if ('code' in run) throw new Error(run.message.en);
  const totals = new Map([...run.tables].map(([name, { rows }]) => [name, rows.length]));
  const outcome = { ...EMPTY_OUTCOME, ...run, rScript: analysis.rScript(run.conventions), totals };
  const state = { key: key('a'), kind: 'analysis', name: 'a', keepable: true, freshness: 'fresh', error: null, outcome };
  const kept = keptCell(state as unknown as CellState, analysis);
  if (kept === null) throw new Error('it would not be kept');
  return JSON.parse(JSON.stringify(kept));
}

/** Patients with a diagnosis of a code system of 500, of which so many occur. */
function coded(occurring: number): Frame {
  const { uniform } = seededRandom(11);
  const numbers = (value: () => number) => Array.from({ length: 1500 }, value);
  const codes = Array.from({ length: 500 }, (_, at) => {
    const label = {
      en: `Disorder number ${at} of the heart and the great vessels, not otherwise specified`,
      zh: `第 ${at} 种心脏及大血管疾病，未特指`,
    };
    return { key: `I${at}`, label };
  });
  const diagnosis = textColumn(
    'diagnosis',
    Array.from({ length: 1500 }, (_, row) => `I${row % occurring}`),
  );
  return frameOf([
    withMeta(diagnosis, { label: { en: 'Main diagnosis at discharge', zh: '出院主要诊断' }, levels: codes, ordered: false }),
    numericColumn(
      'time',
      numbers(() => 1 + uniform() * 1000),
    ),
    numericColumn(
      'died',
      numbers(() => Math.floor(uniform() * 2)),
      'integer',
    ),
  ]);
}

const names = (count: number) => Array.from({ length: count }, (_, at) => nameOf(at));

/** What a kept outcome has: anything else would be sent for nothing. */
const places = Object.keys(keptOutcome.parse(outcomeOf({})));

describe('an honest result passes', () => {
  it.each<[string, string, number]>([
    ['a baseline table of 300 variables by arm, with tests', 'method: table1\ndata: d\nby: arm\ntest: true\nsmd: true', 300],
    ['a description of 300 variables', `method: describe\ndata: d\nvariables: [${names(300).join(', ')}]`, 300],
    ['a Cox model of 40 variables', `method: cox\ndata: d\nformula: Surv(time, died) ~ ${names(40).join(' + ')}`, 40],
    ['a logistic model of 40 variables', `method: glm\ndata: d\nfamily: binomial\nformula: died ~ ${names(40).join(' + ')}`, 40],
    ['curves by three variables', `method: km\ndata: d\nformula: Surv(time, died) ~ arm + ${nameOf(1)} + ${nameOf(2)}`, 4],
    ['a comparison by a category', `method: test\ndata: d\ntest: kruskal\nposthoc: dunn\nformula: ${nameOf(0)} ~ ${nameOf(1)}`, 4],
  ])('%s', async (_, text, variables) => {
    const one = await sent(text, wide(variables));
    expect(Object.keys(one.outcome).filter((place) => !places.includes(place))).toEqual([]);
    expect((await permittedResults([one], new Set(['patient_id']))).refused).toEqual([]);
  });

  it.each([
    ['a Cox model by few codes of a system of 500', 'method: cox\ndata: d\nformula: Surv(time, died) ~ diagnosis', 6],
    ['curves by few of them', 'method: km\ndata: d\nformula: Surv(time, died) ~ diagnosis', 3],
    ['a model by all 500', 'method: glm\ndata: d\nformula: time ~ diagnosis', 500],
    ['a description of all 500', 'method: describe\ndata: d\nvariables: [diagnosis]', 500],
  ])('%s', async (_, text, occurring) => {
    const one = await sent(text, coded(occurring));
    expect((await permittedResults([one], new Set(['patient_id']))).refused).toEqual([]);
  });
});
