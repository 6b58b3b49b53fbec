/** Front of `describe`. */

import { completeRows, countMissing, rowsWhere } from '../../../frame/access';
import type { Column, Frame, Localised } from '../../../frame/column';
import { type Factor, factorOf } from '../../../frame/factor';
import { countText, percentText, summaryText } from '../../../results/format';
import { MethodError } from '../../../results/method-error';
import type { Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { summarise } from '../../../stats/descriptive/summary';
import { columnLabels } from '../../labels';
import type { MethodOutput } from '../../method';
import { chosenColumns, continuousValues, isDated, namedColumn, notFiniteWarning } from '../../own-variables';
import { quantileType } from '../../quantile-convention';
import type { DescribeOptions } from './options';
import { DESCRIBE_TABLE } from './tables';

interface Group {
  readonly label: string | null;
  readonly rows: Int32Array;
}

/** Runs `describe`: numbers are summarised, other columns counted by level; missing values counted apart. */
export function runDescribe(options: DescribeOptions, frame: Frame): MethodOutput {
  if (frame.length === 0) {
    throw new MethodError('no_rows', { en: 'There are no rows to describe.', zh: '没有可描述的行。' }, 'data');
  }
  const warnings: Warning[] = [];
  const columns = chosenColumns(frame, options.variables, options.group, warnings);
  const by = options.group === undefined ? null : namedColumn(frame, options.group, 'group');
  const groups = by === null ? [{ label: null, rows: rowsWhere(frame.length, () => true) }] : groupsOf(by);
  const rows: Record<string, Value>[] = [];
  for (const group of groups) for (const column of columns) rows.push(...describeColumn(column, group, options, warnings));
  const used = by === null ? frame.length : completeRows(frame.length, [by]).length;
  return {
    tables: new Map([['variables', tableOf(DESCRIBE_TABLE, rows, by === null ? [] : ['group'])]]),
    figures: [],
    warnings,
    conventions: { quantile_type: quantileType(options.as), sd_denominator: 'n - 1', percent_of: 'known values' },
    seed: null,
    rows: {
      total: frame.length,
      used,
      missing: by === null || used === frame.length ? [] : [{ variable: by.name, n: frame.length - used }],
    },
    sentence: sentence(columns, frame),
    labels: columnLabels(columns),
  };
}

function groupsOf(by: Column): Group[] {
  const factor = factorOf(by);
  return factor.levels.map((label, code) => ({ label, rows: rowsWhere(factor.codes.length, (row) => factor.codes[row] === code) }));
}

function describeColumn(column: Column, group: Group, options: DescribeOptions, warnings: Warning[]): Record<string, Value>[] {
  const known = group.rows.filter((row) => column.valid[row] === 1);
  const missing = group.rows.length - known.length;
  const common = { group: group.label, variable: column.name, missing };
  if (isDated(column)) return [{ ...common, level: null, n: known.length }];
  const numbers = continuousValues(column);
  if (numbers === null) return levelRows(factorOf(column), known, common);
  const finite = Float64Array.from(known, (row) => numbers[row]).filter(Number.isFinite);
  if (finite.length < known.length) warnings.push(notFiniteWarning(column.name, known.length - finite.length));
  const { n, ...summary } = summarise(finite, quantileType(options.as));
  return [{ ...common, level: null, n, ...summary }];
}

function levelRows(factor: Factor, known: Int32Array, common: Record<string, Value>): Record<string, Value>[] {
  const counts = new Int32Array(factor.levels.length);
  for (const row of known) counts[factor.codes[row]]++;
  return factor.levels.map((level, code) => ({
    ...common,
    level,
    n: counts[code],
    percent: known.length === 0 ? null : (100 * counts[code]) / known.length,
  }));
}

function sentence(columns: readonly Column[], frame: Frame): Localised {
  const first = columns.find((column) => continuousValues(column) !== null);
  const rows = countText(frame.length);
  if (first === undefined) return { en: `The data have ${rows} rows.`, zh: `数据共 ${rows} 行。` };
  const numbers = (continuousValues(first) ?? new Float64Array()).filter(Number.isFinite);
  const { mean, sd, median, p25, p75 } = summarise(numbers);
  const share = percentText((100 * countMissing(first)) / frame.length);
  return {
    en: `Among ${rows} rows, ${first.meta.label?.en ?? first.name} had mean ${summaryText(mean)} (SD ${summaryText(sd)}) and median ${summaryText(median)} (quartiles ${summaryText(p25)} and ${summaryText(p75)}); ${share} % were missing.`,
    zh: `${rows} 行数据中，${first.meta.label?.zh ?? first.name} 的均数为 ${summaryText(mean)}（标准差 ${summaryText(sd)}），中位数为 ${summaryText(median)}（四分位数 ${summaryText(p25)}、${summaryText(p75)}）；缺失 ${share}%。`,
  };
}
