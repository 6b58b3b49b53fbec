/** Runs `mixed`: prepares the rows, fits the model, makes the tables asked for. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { Figure } from '../../../figures/kinds';
import { findColumn, numbersOf } from '../../../frame/access';
import type { Frame } from '../../../frame/column';
import { factorOf } from '../../../frame/factor';
import { gather } from '../../../frame/gather';
import type { Steps } from '../../../numeric/steps';
import { headingUnitText, levelText } from '../../../results/format';
import type { ResultTable, Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { View } from '../../../views/kinds';
import { comparedPairs, contrastsView, withAdjustedP } from '../../contrasts';
import { curvedEffects } from '../../curved-effects';
import { columnLabels, saidOf } from '../../labels';
import { declaredColumns, type MethodInput, type MethodOutput } from '../../method';
import { coefficientsView, effectsTitle, forestOf, type Measure } from '../../model-estimates';
import { newRows } from '../../new-rows';
import { inSteps, type Work } from '../../pool';
import { termLabels } from '../../term-labels';
import { termTests } from './anova';
import { componentsTable, fitTable, groupsTable, RESIDUAL, randomEffectsTable, residualsTable } from './components';
import { combination, unit } from './inference';
import { fitMixed, type MixedFit, NoResidual } from './kernel/fit';
import { TooCrossed } from './kernel/system';
import { type Curves, meanCurves } from './means';
import type { MixedOptions } from './options';
import { type PreparedMixed, prepareMixed } from './prepare';
import { refuse } from './refuse';
import { fitNote, mixedSentence, randomSaid } from './sentence';
import { slopeTables, totalAt } from './slopes';
import { MIXED_TABLES } from './tables';
import { mixedWarnings } from './warnings';

const DIFFERENCE: Measure = {
  kind: 'difference',
  name: { en: 'Difference', zh: '差值' },
  lower: { en: 'lower', zh: '较低' },
  higher: { en: 'higher', zh: '较高' },
};

/** The run function of `mixed`. */
export async function runMixed({ options, frame, tables: others }: MethodInput<MixedOptions>, work: Work): Promise<MethodOutput> {
  const prepared = prepareMixed(options, frame);
  const { design } = prepared;
  const fit = await fitted(prepared, work);
  const labels = labelsOf(prepared);
  const warnings: Warning[] = [...prepared.warnings, ...mixedWarnings(fit, prepared, options, labels)];
  const total = prepared.slope?.knot == null ? null : totalAt(options, lastYear(prepared));
  const curves = await inSteps(meanCurves(fit, prepared, options, options), work);
  const tables = new Map<string, ResultTable>([
    ...(prepared.slope === null ? [] : slopeTables(fit, prepared, armsOf(prepared), total ?? 1, options)),
    ['coefficients', coefficientsTable(fit, prepared, options)],
    ['variance_components', componentsTable(fit, prepared)],
    ['fit', fitTable(fit, prepared)],
    ['groups', groupsTable(prepared)],
  ]);
  if (options.anova !== undefined) tables.set('anova', termTests(fit, design, options.anova, options));
  if (options.compare !== undefined) tables.set('contrasts', await inSteps(contrasts(fit, prepared, options), work));
  if (curves !== null) tables.set('means', tableOf(MIXED_TABLES.means, curves.rows));
  const along = (combined: Float64Array) => {
    const { estimate, std_error, conf_low, conf_high } = combination(fit, combined, options);
    return estimate === null
      ? null
      : { estimate, std_error: std_error ?? 0, conf_low: conf_low ?? estimate, conf_high: conf_high ?? estimate };
  };
  const curved = curvedEffects(design, prepared.frame, along, DIFFERENCE, options.conf_level);
  if (curved.rows.length > 0) tables.set('effects', tableOf(MIXED_TABLES.effects, curved.rows));
  if (options.predictions !== undefined) tables.set('predictions', predictions(fit, prepared, options, others, frame, warnings));
  if (options.random_effects) tables.set('random_effects', randomEffectsTable(fit, prepared));
  if (options.residuals) tables.set('residuals', residualsTable(fit, prepared));
  const title = effectsTitle(DIFFERENCE, saidOf(prepared.outcome, labels));
  return {
    tables,
    figures: [
      ...trajectory(curves, prepared, options, labels),
      ...forestOf(design.names, DIFFERENCE, options.conf_level, title),
      ...curved.figures,
    ],
    views: views(tables, prepared, options, curves, title, labels),
    estimates: { names: design.names, beta: fit.beta, vcov: fit.vcov, df: null },
    warnings,
    conventions: conventions(fit, prepared, options, total),
    seed: null,
    rows: { total: prepared.total, used: design.n, missing: design.missing },
    sentence: mixedSentence(tables, prepared, options, labels),
    labels: { ...labels, 'convention:random': randomSaid(prepared, labels) },
  };
}

async function fitted({ data }: PreparedMixed, work: Work): Promise<MixedFit> {
  try {
    return await inSteps(fitMixed(data), work);
  } catch (error) {
    if (error instanceof TooCrossed) throw tooCrossed();
    if (error instanceof NoResidual) throw noResidual();
    throw error;
  }
}

function lastYear({ slope, frame, design }: PreparedMixed): number {
  const column = slope === null ? null : findColumn(frame, slope.years);
  const values = column === null ? null : numbersOf(column);
  return values === null ? 0 : gather(values, design.rows).reduce((last, value) => Math.max(last, value), 0);
}

/** Arms in the order of the model. */
function armsOf({ slope, design, frame }: PreparedMixed): readonly (string | null)[] {
  const column = slope?.arm == null ? null : findColumn(frame, slope.arm);
  if (column === null) return [null];
  const { codes, levels } = factorOf(column);
  const seen = new Set(Array.from(design.rows, (row) => codes[row]));
  return levels.filter((_, level) => seen.has(level));
}

/** R: `coef(summary(fit))` of lmerTest. */
function coefficientsTable(fit: MixedFit, { design }: PreparedMixed, options: MixedOptions): ResultTable {
  const rows = design.names.map((term, j) =>
    Number.isNaN(fit.beta[j]) ? { term } : { term, ...combination(fit, unit(design.p, j), options) },
  );
  return tableOf(MIXED_TABLES.coefficients, rows);
}

/** L'β of each pair of values; p values adjusted over all pairs of the table. */
function* contrasts(fit: MixedFit, prepared: PreparedMixed, options: MixedOptions): Steps<ResultTable> {
  const { design, frame } = prepared;
  const pairs = yield* comparedPairs({ design, frame, n: design.n, p: design.p, weights: null }, options.compare);
  const rows = pairs.map(({ along, ...names }): Record<string, Value> => ({ ...names, ...combination(fit, along, options) }));
  const { columns, added } = MIXED_TABLES.contrasts;
  return tableOf({ columns: [...columns, ...(options.adjust === 'none' ? [] : added)] }, withAdjustedP(rows, options.adjust));
}

/** R: `predict(fit, newdata, re.form = NA)`, errors of the fixed effects. */
function predictions(
  fit: MixedFit,
  { design, slope, frame, origin }: PreparedMixed,
  options: MixedOptions,
  tables: ReadonlyMap<string, Frame>,
  given: Frame,
  warnings: Warning[],
): ResultTable {
  // A preset knows its years of the analysed data only.
  const own = slope === null ? given : frame;
  const name = options.predictions?.data;
  const place = slope !== null && (name === undefined || name === options.data) ? origin : (row: number) => row;
  const { rows, x, offset } = newRows({ name, data: options.data, given: own, tables }, design.encoding, warnings);
  const n = rows.length;
  const records = Array.from(rows, (row, i) => {
    const along = Float64Array.from({ length: design.p }, (_, j) => (Number.isNaN(fit.beta[j]) ? 0 : x[j * n + i]));
    const { estimate, std_error, conf_low, conf_high } = combination(fit, along, options);
    const more = offset?.[i] ?? 0;
    const moved = (value: Value) => (typeof value === 'number' ? value + more : value);
    return { row: place(row) + 1, estimate: moved(estimate), std_error, conf_low: moved(conf_low), conf_high: moved(conf_high) };
  });
  return tableOf(MIXED_TABLES.predictions, records);
}

function labelsOf({ design, frame, random }: PreparedMixed): Record<string, Localised> {
  const own = columnLabels(frame.columns);
  const groups = random.flatMap(({ group, grouping }) => {
    const parts = grouping.parts[0].map(({ label }) => saidOf(label, own));
    return parts.length < 2
      ? []
      : [[group, { en: parts.map(({ en }) => en).join(' × '), zh: parts.map(({ zh }) => zh).join(' × ') }] as const];
  });
  return {
    ...own,
    ...Object.assign({}, ...random.map((one) => termLabels(one.design, frame))),
    ...termLabels(design, frame),
    ...Object.fromEntries(groups),
    [RESIDUAL]: { en: 'Residual', zh: '残差' },
  };
}

function trajectory(
  curves: Curves | null,
  { outcome, frame }: PreparedMixed,
  options: MixedOptions,
  labels: Record<string, Localised>,
): Figure[] {
  if (curves === null || new Set(curves.rows.map(({ time }) => time)).size < 2) return [];
  const value = saidOf(outcome, labels);
  const withUnit = (name: string): Localised => {
    const unit = findColumn(frame, name)?.meta.unit;
    const said = saidOf(name, labels);
    if (unit === undefined) return said;
    return { en: `${said.en} (${headingUnitText(unit, 'en')})`, zh: `${said.zh}（${headingUnitText(unit, 'zh')}）` };
  };
  return [
    {
      kind: 'trajectory',
      name: 'trajectory',
      title: { en: `Mean ${value.en} over time`, zh: `${value.zh}的平均轨迹` },
      table: 'means',
      confLevel: options.conf_level,
      by: curves.by,
      across: withUnit(curves.time),
      up: withUnit(outcome),
    },
  ];
}

function views(
  tables: ReadonlyMap<string, ResultTable>,
  prepared: PreparedMixed,
  options: MixedOptions,
  curves: Curves | null,
  title: Localised,
  labels: Record<string, Localised>,
): View[] {
  const { slope } = prepared;
  const levels = slope?.arm == null ? {} : levelWords(slope.arm, labels);
  const plain = (
    name: keyof typeof MIXED_TABLES,
    words: Readonly<Record<string, Readonly<Record<string, Localised>>>>,
    notes: Localised[] = [],
  ): View[] => {
    if (!tables.has(name)) return [];
    const declared = MIXED_TABLES[name];
    const columns = { ...declaredColumns(declared) };
    for (const [column, own] of Object.entries(words)) columns[column] = { ...columns[column], words: own };
    return [{ kind: declared.layout ?? 'table', table: name, title: declared.title, folded: declared.folded ?? false, notes, columns }];
  };
  const contrasts = tables.get('contrasts');
  const unitNote =
    options.conf_level === 0.95
      ? []
      : [{ en: `Intervals: ${levelText(options.conf_level)}%.`, zh: `置信水平 ${levelText(options.conf_level)}%。` }];
  return [
    ...plain('slopes', { group: levels }, unitNote),
    ...plain('slope_differences', { group_1: levels, group_2: levels }, unitNote),
    coefficientsView(MIXED_TABLES.coefficients, DIFFERENCE, title, options.conf_level, [fitNote(tables, options)]),
    ...plain('variance_components', { with: labels }),
    ...plain('means', { group: levelWords(curves?.by ?? '', labels) }),
    ...(contrasts === undefined ? [] : [contrastsView(MIXED_TABLES.contrasts, contrasts, labels, { column: null, name: DIFFERENCE.name })]),
  ];
}

/** Words of the levels of a column. */
function levelWords(column: string, labels: Record<string, Localised>): Record<string, Localised> {
  const start = `${column}=`;
  return Object.fromEntries(
    Object.entries(labels).flatMap(([key, said]) => (key.startsWith(start) ? [[key.slice(start.length), said]] : [])),
  );
}

function conventions(fit: MixedFit, { slope, random }: PreparedMixed, options: MixedOptions, total: number | null): Record<string, Value> {
  const round = (value: number) => Number(value.toPrecision(6));
  return {
    estimator: options.reml ? 'REML' : 'maximum likelihood',
    random: random.map(({ group, names }) => `${group}: ${names.join(', ')}`).join('; '),
    df: options.df,
    conf_level: options.conf_level,
    optimiser: 'BFGS on the exact gradient of the profiled deviance',
    ...(slope === null ? {} : { time_unit: 'years, a year of 365.25 days', time_in_data: slope.unit }),
    ...(slope?.knot == null ? {} : { knot_months: round(slope.knot * 12) }),
    ...(total === null ? {} : { total_slope_years: round(total) }),
    ...(options.anova === undefined ? {} : { term_tests: options.anova }),
    ...(options.compare === undefined || options.adjust === 'none' ? {} : { adjustment: options.adjust }),
    ...(options.residual_weights === undefined ? {} : { residual_weights: 'residual variance over the weight' }),
    evaluations: fit.evaluations,
  };
}

function tooCrossed() {
  return refuse(
    'too_crossed',
    'formula',
    'The groupings cross in more combinations than can be fitted here (20 million entries of the factor, or 3 thousand million multiplications). Leave one grouping out, or join its levels.',
    '分组交叉的组合超出此处可拟合的范围（分解矩阵 2000 万个元素或 30 亿次乘法）。请删去一个分组，或合并其水平。',
  );
}

function noResidual() {
  return refuse(
    'no_residual',
    'formula',
    'The model gives the outcome to the last digit, so there is no residual variance to estimate. Is the outcome among the covariates or made from them, or the same in all rows of each group?',
    '模型完全决定了结局，没有可估计的残差方差。请检查结局是否由自变量计算得到，或在每组的各行中相同。',
  );
}
