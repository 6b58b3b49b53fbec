/** Front of `describe`. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { completeRows } from '../../../frame/access';
import type { Column, Frame } from '../../../frame/column';
import { type Factor, factorOf } from '../../../frame/factor';
import { gather, gatherCodes, rowsByCode } from '../../../frame/gather';
import type { QuantileType } from '../../../numeric/quantile';
import { countText, percentText, rowsText, summaryText } from '../../../results/format';
import type { Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { summarise, summariseWeighted } from '../../../stats/descriptive/summary';
import type { View, ViewOf } from '../../../views/kinds';
import { columnLabels, levelSaid, saidOf } from '../../labels';
import type { MethodOutput } from '../../method';
import {
  chosenColumns,
  continuousValues,
  isCounted,
  isDated,
  missingCounts,
  namedColumn,
  noRows,
  notFiniteWarning,
} from '../../own-variables';
import { quantileType } from '../../quantile-convention';
import { type Weights, weightedRows } from '../../weights';
import type { DescribeOptions } from './options';
import { DESCRIBE_TABLE } from './tables';

interface Group {
  readonly label: string | null;
  readonly rows: Int32Array;
}

/** Runs `describe`: numbers are summarised, other columns counted by level; missing values counted apart. */
export function runDescribe(options: DescribeOptions, given: Frame): MethodOutput {
  const { frame, weights, warnings: leftOut } = weightedRows(given, options.weights);
  const warnings: Warning[] = [...leftOut];
  const columns = chosenColumns(frame, options.variables, options.group === undefined ? [] : [options.group], warnings);
  const by = options.group === undefined ? null : namedColumn(frame, options.group, 'group');
  const needed = [...(by === null ? [] : [by]), ...(weights === null ? [] : [namedColumn(frame, weights.column, 'weights.column')])];
  const used = completeRows(frame.length, needed);
  if (used.length === 0) throw noRows(frame.length, needed, by === null ? 'weights.column' : 'group');
  const groups = by === null ? [{ label: null, rows: used }] : groupsOf(by, used);
  const type = quantileType(options.as);
  const rows: Record<string, Value>[] = [];
  for (const group of groups) for (const column of columns) rows.push(...describeColumn(column, group, weights, type));
  warnings.push(...notFinite(columns, used));
  const labels = columnLabels([...columns, ...(by === null ? [] : [by])]);
  const replicated = weights === null || weights.kind === 'frequency';
  return {
    tables: new Map([['variables', tableOf(DESCRIBE_TABLE, rows, by === null ? [] : ['group'])]]),
    figures: [],
    warnings,
    conventions: {
      quantile_type: replicated ? type : 'inverse of the weighted distribution',
      sd_denominator: replicated ? 'n - 1' : 'sum of weights, times n / (n - 1)',
      percent_of: 'known values',
      ...(weights === null ? {} : { weights: weights.kind }),
    },
    seed: null,
    rows: { total: given.length, used: used.length, missing: missingCounts(needed) },
    sentence: sentence(columns, frame, used),
    views: [describedView(by, groups, labels)],
    labels,
  };
}

/** Groups under their column's label, by their own. */
function describedView(by: Column | null, groups: readonly Group[], labels: Readonly<Record<string, Localised>>): View {
  const { name: table, title } = DESCRIBE_TABLE;
  const words = Object.fromEntries(groups.map(({ label }) => [label ?? '', levelSaid(by?.name ?? '', label ?? '', labels)]));
  const columns: ViewOf<'table'>['columns'] = by === null ? {} : { group: { header: saidOf(by.name, labels), words } };
  return { kind: 'table', table, title, folded: false, notes: [], columns };
}

function groupsOf(by: Column, used: Int32Array): Group[] {
  const factor = factorOf(by, used);
  const places = rowsByCode(gatherCodes(factor.codes, used), factor.levels.length);
  return factor.levels.map((label, code) => ({ label, rows: gatherCodes(used, places[code]) }));
}

function describeColumn(column: Column, group: Group, weights: Weights | null, type: QuantileType): Record<string, Value>[] {
  const known = group.rows.filter((row) => column.valid[row] === 1);
  const frequencies = weights?.kind === 'frequency' ? weights : null;
  const missing = sizeOf(
    group.rows.filter((row) => column.valid[row] === 0),
    frequencies,
  );
  const common = { group: group.label, variable: column.name, missing };
  if (isDated(column)) return [{ ...common, level: null, n: sizeOf(known, weights) }];
  const numbers = isCounted(column) ? null : continuousValues(column);
  if (numbers === null) return levelRows(factorOf(column), known, weights, common);
  const finite = known.filter((row) => Number.isFinite(numbers[row]));
  const values = gather(numbers, finite);
  const { n, ...summary } =
    weights === null
      ? summarise(values, type)
      : summariseWeighted(values, gather(weights.values, finite), weights.kind === 'frequency' ? 'frequency' : 'probability', type);
  return [{ ...common, level: null, n, ...summary }];
}

function sizeOf(rows: Int32Array, weights: Weights | null): number {
  return weights === null ? rows.length : rows.reduce((total, row) => total + weights.values[row], 0);
}

/** A row a level; a column without any value gets one row that counts what is missing. */
function levelRows(factor: Factor, known: Int32Array, weights: Weights | null, common: Record<string, Value>): Record<string, Value>[] {
  if (factor.levels.length === 0) return [{ ...common, level: null, n: 0 }];
  const counts = new Float64Array(factor.levels.length);
  for (const row of known) counts[factor.codes[row]] += weights === null ? 1 : weights.values[row];
  const total = counts.reduce((sum, n) => sum + n, 0);
  return factor.levels.map((level, code) => ({
    ...common,
    level,
    n: counts[code],
    percent: total === 0 ? null : (100 * counts[code]) / total,
  }));
}

function notFinite(columns: readonly Column[], used: Int32Array): Warning[] {
  return columns.flatMap((column) => {
    const numbers = continuousValues(column);
    if (numbers === null || isCounted(column)) return [];
    const n = used.reduce((count, row) => (column.valid[row] === 1 && !Number.isFinite(numbers[row]) ? count + 1 : count), 0);
    return n === 0 ? [] : [notFiniteWarning(column, n)];
  });
}

function sentence(columns: readonly Column[], frame: Frame, used: Int32Array): Localised {
  const first = columns.find((column) => !isDated(column) && !isCounted(column));
  const rows = { en: rowsText(used.length), zh: `${countText(used.length)} 行` };
  if (first === undefined) return { en: `The data have ${rows.en}.`, zh: `数据共 ${rows.zh}。` };
  const numbers = gather(continuousValues(first) ?? new Float64Array(frame.length), used).filter(Number.isFinite);
  const { mean, sd, median, p25, p75 } = summarise(numbers);
  const share = percentText((100 * used.filter((row) => first.valid[row] === 0).length) / used.length);
  return {
    en: `Among ${rows.en}, ${first.meta.label?.en ?? first.name} had mean ${summaryText(mean)} (SD ${summaryText(sd)}) and median ${summaryText(median)} (quartiles ${summaryText(p25)} and ${summaryText(p75)}); ${share}% were missing.`,
    zh: `${rows.zh}数据中，${first.meta.label?.zh ?? first.name} 的均数为 ${summaryText(mean)}（标准差 ${summaryText(sd)}），中位数为 ${summaryText(median)}（四分位数 ${summaryText(p25)}、${summaryText(p75)}）；缺失 ${share}%。`,
  };
}
