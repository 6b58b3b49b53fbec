/** Comparisons of two values of a column, all else alike. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { quadraticForm } from '../numeric/linalg/cholesky';
import type { Steps } from '../numeric/steps';
import { listText } from '../results/format';
import { MethodError } from '../results/method-error';
import type { ResultTable, Value } from '../results/result';
import { tableOf } from '../results/table-rows';
import { adjustP, type PAdjustment } from '../stats/hypothesis/adjust';
import type { ViewOf } from '../views/kinds';
import type { ContrastOptions } from './contrast-options';
import { ratioColumns } from './declare-table';
import { COMPARE_ERRORS } from './error-codes';
import { declaredColumns, type Estimates, type TableDeclaration } from './method';
import { coefficientRows } from './model-estimates';
import { type ChangedRows, MOST_LEVELS, type Modelled, type Settable, settable, tooManyLevels } from './settable';

/** Two values of a column. */
export interface Pair {
  readonly variable: string;
  readonly group_1: string;
  readonly group_2: string;
  /** Mean over the rows of the design at the first value less that at the second. */
  readonly along: Float64Array;
}

/** Rows of a model that can be changed and averaged. */
export interface Averaged extends Modelled {
  readonly n: number;
  readonly p: number;
  readonly weights: Float64Array | null;
}

/** A fitted model whose rows can be changed. */
export interface Contrasted extends Averaged {
  readonly estimates: Pick<Estimates, 'beta' | 'vcov' | 'df'>;
  /** Columns whose coefficient is infinite: what rests on them has no error. */
  readonly infinite: readonly number[];
  /** The table as the method declares it, and its column of ratios, where coefficients have any. */
  readonly table: TableDeclaration;
  readonly ratio: string | null;
}

/**
 * L'β of each pair, L the mean over the used rows (with their weights) of the design at the first value less that at the second; p values adjusted over all
 * pairs of the table. R: `multcomp::glht(fit, linfct = L)`.
 */
export function* contrastsTable(model: Contrasted, options: ContrastOptions): Steps<ResultTable> {
  const pairs = yield* comparedPairs(model, options.compare);
  const ratio = options.exponentiate ? model.ratio : null;
  const rows = pairs.map(({ variable, group_1, group_2, along }) => {
    const { estimate, error } = effect(along, model);
    const one = { names: [''], beta: Float64Array.of(estimate), vcov: Float64Array.of(error * error), df: model.estimates.df };
    const { term: _, ...numbers } = coefficientRows(one, options.conf_level)[0].row;
    return { variable, group_1, group_2, ...numbers, std_error: Number.isNaN(error) ? null : error, ...ratios(numbers, ratio) };
  });
  const isAdjusted = options.adjust !== 'none';
  const shape = [
    ...model.table.columns,
    ...(model.table.added ?? []).filter(({ name }) => isAdjusted && name === 'p_adjusted'),
    ...(ratio === null ? [] : ratioColumns(ratio)),
  ];
  return tableOf({ columns: shape }, withAdjustedP(rows, options.adjust));
}

/** The rows with their p values adjusted, over all that have one. */
export function withAdjustedP(rows: readonly Record<string, Value>[], adjustment: PAdjustment): readonly Record<string, Value>[] {
  const p = rows.flatMap(({ p_value }) => (typeof p_value === 'number' ? [p_value] : []));
  const adjusted = adjustP(p, adjustment);
  let next = 0;
  return rows.map((row) => (typeof row.p_value === 'number' ? { ...row, p_adjusted: adjusted[next++] } : row));
}

/** The pairs that `compare` asks for, in its order. Throws MethodError of COMPARE_ERRORS and SETTABLE_ERRORS. */
export function* comparedPairs(model: Averaged, compare: ContrastOptions['compare']): Steps<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (const [name, asked] of Object.entries(compare ?? {})) {
    const column = settable(model, name, 'compare');
    pairs.push(...(yield* asked === 'all' ? allPairs(column, model) : onePair(column, asked, model)));
  }
  return pairs;
}

function ratios(numbers: Readonly<Record<string, Value>>, column: string | null): Record<string, Value> {
  if (column === null) return {};
  const exponential = (value: Value | undefined) => (typeof value === 'number' ? Math.exp(value) : null);
  return {
    [column]: exponential(numbers.estimate),
    [`${column}_low`]: exponential(numbers.conf_low),
    [`${column}_high`]: exponential(numbers.conf_high),
  };
}

function effect(along: Float64Array, { estimates: { beta, vcov }, infinite }: Contrasted) {
  const estimate = along.reduce((sum, value, j) => (value === 0 ? sum : sum + value * beta[j]), 0);
  const error =
    Number.isNaN(estimate) || infinite.some((j) => along[j] !== 0) ? Number.NaN : Math.sqrt(quadraticForm(vcov, along.length, along));
  return { estimate, error };
}

/** Mean row of a design, with the rows' weights. */
function meanRow({ x }: ChangedRows, { n, p, weights }: Averaged): Float64Array {
  const size = weights === null ? n : weights.reduce((sum, weight) => sum + weight, 0);
  return Float64Array.from({ length: p }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (weights === null ? 1 : weights[i]) * x[j * n + i];
    return sum / size;
  });
}

/** The later level against the earlier, of every two. */
function* allPairs(column: Settable, model: Averaged): Steps<Pair[]> {
  const { name: variable, levels } = column;
  if (levels === null) throw noLevels(variable);
  if (levels.length > MOST_LEVELS) throw tooManyLevels(variable, levels.length, 'compare');
  const means: Float64Array[] = [];
  for (const level of levels) {
    yield null;
    means.push(meanRow(column.at(level), model));
  }
  return levels.flatMap((group_2, j) =>
    levels.flatMap((group_1, i) => (i > j ? [{ variable, group_1, group_2, along: means[i].map((value, k) => value - means[j][k]) }] : [])),
  );
}

function* onePair(column: Settable, asked: readonly (string | number | boolean)[], model: Averaged): Steps<Pair[]> {
  const [group_1, group_2] = asked.map((value) => (typeof value === 'boolean' ? String(value).toUpperCase() : String(value)));
  for (const value of [group_1, group_2]) {
    if (column.levels === null ? !Number.isFinite(Number(value)) : !column.levels.includes(value)) throw unknownLevel(column, value);
  }
  yield null;
  const [first, second] = [group_1, group_2].map((value) => meanRow(column.at(value), model));
  return [{ variable: column.name, group_1, group_2, along: first.map((value, k) => value - second[k]) }];
}

function unknownLevel({ name, levels }: Settable, value: string): MethodError {
  const said = (lang: 'en' | 'zh') => (levels === null ? { en: 'numbers', zh: '数值' }[lang] : listText(levels.slice(0, 8), lang));
  return new MethodError(
    COMPARE_ERRORS,
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
    COMPARE_ERRORS,
    'value_not_found',
    {
      en: `${name} is a number, which has no levels to compare two by two. Name two values: compare: {${name}: [70, 60]}.`,
      zh: `${name} 是数值，没有可两两比较的水平。请写出两个值：compare: {${name}: [70, 60]}。`,
    },
    'compare',
  );
}

/** The view of the table: levels in the dictionary's words where no two columns have different ones for a level, ratios under their name. */
export function contrastsView(
  declared: TableDeclaration,
  table: ResultTable,
  labels: Readonly<Record<string, Localised>>,
  ratio: { readonly column: string | null; readonly name: Localised },
): ViewOf<'table'> {
  const said = levelWords(table, labels);
  const { column, name } = ratio;
  const heads =
    column === null ? {} : { [column]: { header: name }, [`${column}_low`]: { header: LOWER }, [`${column}_high`]: { header: UPPER } };
  return {
    kind: 'table',
    table: declared.name,
    title: declared.title,
    folded: false,
    notes: [],
    columns: { ...declaredColumns(declared), group_1: { words: said }, group_2: { words: said }, ...heads },
  };
}

const LOWER = { en: 'Lower limit', zh: '置信下限' };
const UPPER = { en: 'Upper limit', zh: '置信上限' };

function levelWords(table: ResultTable, labels: Readonly<Record<string, Localised>>): Record<string, Localised> {
  const [variable, ...groups] = ['variable', 'group_1', 'group_2'].map((name) => table.columns.indexOf(name));
  const words = new Map<string, Localised | null>();
  for (const row of table.rows) {
    for (const at of groups) {
      const level = row[at];
      if (typeof level !== 'string') continue;
      const said = labels[`${row[variable]}=${level}`] ?? null;
      const before = words.get(level);
      words.set(level, before === undefined || before?.en === said?.en ? said : null);
    }
  }
  return Object.fromEntries([...words].flatMap(([level, said]) => (said === null ? [] : [[level, said]])));
}
