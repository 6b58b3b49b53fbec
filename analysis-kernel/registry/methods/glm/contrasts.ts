/** Comparisons of two values of a column, all else alike. */
import { quadraticForm } from '../../../numeric/linalg/cholesky';
import type { Steps } from '../../../numeric/steps';
import { listText } from '../../../results/format';
import { MethodError } from '../../../results/method-error';
import type { ResultTable, Value } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { adjustP } from '../../../stats/hypothesis/adjust';
import { ratioColumns } from '../../declare-table';
import { coefficientRows } from '../../model-estimates';
import { GLM_ERRORS } from './errors';
import { effectOf } from './measure';
import type { GlmModel } from './model';
import type { GlmOptions } from './options';
import type { PreparedGlm } from './prepare';
import { type ChangedRows, MOST_LEVELS, type Settable, settable, tooManyLevels } from './standardised';
import { GLM_TABLES } from './tables';

interface Pair {
  readonly variable: string;
  readonly group_1: string;
  readonly group_2: string;
  /** Mean over the rows of the design at the first value less that at the second. */
  readonly along: Float64Array;
}

/**
 * L'β of each pair, L the mean over the used rows (with their weights) of the design at the first value less that at the second; p values adjusted over all
 * pairs of the table. R: `multcomp::glht(fit, linfct = L)`.
 */
export function* contrastsTable(model: GlmModel, prepared: PreparedGlm, options: GlmOptions): Steps<ResultTable> {
  const pairs: Pair[] = [];
  for (const [name, asked] of Object.entries(options.compare ?? {})) {
    const column = settable(prepared, name, 'compare');
    pairs.push(...(yield* asked === 'all' ? allPairs(column, prepared) : onePair(column, asked, prepared)));
  }
  const effects = pairs.map((pair) => ({ pair, ...effect(pair, model) }));
  const { column: ratio } = effectOf(options);
  const rows = effects.map(({ pair: { variable, group_1, group_2 }, estimate, error }) => {
    const one = { names: [''], beta: Float64Array.of(estimate), vcov: Float64Array.of(error * error), df: model.estimates.df };
    const { term: _, ...numbers } = coefficientRows(one, options.conf_level)[0].row;
    return { variable, group_1, group_2, ...numbers, std_error: Number.isNaN(error) ? null : error, ...ratios(numbers, ratio, options) };
  });
  const p = rows.flatMap(({ p_value }: Record<string, Value>) => (typeof p_value === 'number' ? [p_value] : []));
  const adjusted = adjustP(p, options.adjust);
  let next = 0;
  const isAdjusted = options.adjust !== 'none';
  const shape = [
    ...GLM_TABLES.contrasts.columns,
    ...GLM_TABLES.contrasts.added.filter(({ name }) => isAdjusted && name === 'p_adjusted'),
    ...(options.exponentiate && ratio !== null ? ratioColumns(ratio) : []),
  ];
  const complete = rows.map((row: Record<string, Value>) =>
    typeof row.p_value === 'number' ? { ...row, p_adjusted: adjusted[next++] } : row,
  );
  return tableOf({ columns: shape }, complete);
}

function ratios(numbers: Readonly<Record<string, Value>>, column: string | null, { exponentiate }: GlmOptions): Record<string, Value> {
  if (!exponentiate || column === null) return {};
  const exponential = (value: Value | undefined) => (typeof value === 'number' ? Math.exp(value) : null);
  return {
    [column]: exponential(numbers.estimate),
    [`${column}_low`]: exponential(numbers.conf_low),
    [`${column}_high`]: exponential(numbers.conf_high),
  };
}

function effect({ along }: Pair, { fit, estimates }: GlmModel) {
  const estimate = along.reduce((sum, value, j) => (value === 0 ? sum : sum + value * fit.coefficients[j]), 0);
  return { estimate, error: Number.isNaN(estimate) ? Number.NaN : Math.sqrt(quadraticForm(estimates.vcov, along.length, along)) };
}

/** Mean row of a design, with the rows' weights. */
function meanRow({ x }: ChangedRows, { data: { n, p, weights } }: PreparedGlm): Float64Array {
  const size = weights === null ? n : weights.reduce((sum, weight) => sum + weight, 0);
  return Float64Array.from({ length: p }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (weights === null ? 1 : weights[i]) * x[j * n + i];
    return sum / size;
  });
}

/** The later level against the earlier, of every two. */
function* allPairs(column: Settable, prepared: PreparedGlm): Steps<Pair[]> {
  const { name: variable, levels } = column;
  if (levels === null) throw noLevels(variable);
  if (levels.length > MOST_LEVELS) throw tooManyLevels(variable, levels.length, 'compare');
  const means: Float64Array[] = [];
  for (const level of levels) {
    yield null;
    means.push(meanRow(column.at(level), prepared));
  }
  return levels.flatMap((group_2, j) =>
    levels.flatMap((group_1, i) => (i > j ? [{ variable, group_1, group_2, along: means[i].map((value, k) => value - means[j][k]) }] : [])),
  );
}

function* onePair(column: Settable, asked: readonly (string | number | boolean)[], prepared: PreparedGlm): Steps<Pair[]> {
  const [group_1, group_2] = asked.map((value) => (typeof value === 'boolean' ? String(value).toUpperCase() : String(value)));
  for (const value of [group_1, group_2]) {
    if (column.levels === null ? !Number.isFinite(Number(value)) : !column.levels.includes(value)) throw unknownLevel(column, value);
  }
  yield null;
  const [first, second] = [group_1, group_2].map((value) => meanRow(column.at(value), prepared));
  return [{ variable: column.name, group_1, group_2, along: first.map((value, k) => value - second[k]) }];
}

function unknownLevel({ name, levels }: Settable, value: string): MethodError {
  const said = (lang: 'en' | 'zh') => (levels === null ? { en: 'numbers', zh: '数值' }[lang] : listText(levels.slice(0, 8), lang));
  return new MethodError(
    GLM_ERRORS,
    'value_not_found',
    {
      en: `compare has ${value} of ${name}, which no row used has. Its values: ${said('en')}.`,
      zh: `compare 中 ${name} 的 ${value} 在所用的行中不存在。可用取值：${said('zh')}。`,
    },
    'compare',
    null,
    levels?.slice(0, 3) ?? [],
  );
}

function noLevels(name: string): MethodError {
  return new MethodError(
    GLM_ERRORS,
    'value_not_found',
    {
      en: `${name} is a number, which has no levels to compare two by two. Name two values: compare: {${name}: [70, 60]}.`,
      zh: `${name} 是数值，没有可两两比较的水平。请写出两个值：compare: {${name}: [70, 60]}。`,
    },
    'compare',
  );
}
