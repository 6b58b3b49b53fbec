/** Front of `describe`. */

import { unknownColumn } from '../../../formula/evaluate';
import { completeRows, countMissing, findColumn, numbersOf, rowsWhere } from '../../../frame/access';
import type { Column, Frame, Localised } from '../../../frame/column';
import { type Factor, factorOf } from '../../../frame/factor';
import { countText, percentText, summaryText } from '../../../results/format';
import { MethodError } from '../../../results/method-error';
import type { Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { summarise } from '../../../stats/descriptive/summary';
import { columnLabels } from '../../labels';
import type { MethodOutput } from '../../method';
import { quantileType } from '../../quantile-convention';
import type { DescribeOptions } from './options';
import { DESCRIBE_TABLE } from './tables';

const MANY_LEVELS = 30;

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
  const columns =
    options.variables === undefined
      ? ownChoice(frame, options.group, warnings)
      : options.variables.map((name, i) => named(frame, name, `variables.${i}`));
  const by = options.group === undefined ? null : named(frame, options.group, 'group');
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

function named(frame: Frame, name: string, path: string): Column {
  const column = findColumn(frame, name);
  if (column === null) throw unknownColumn(name, frame, null, path);
  return column;
}

function groupsOf(by: Column): Group[] {
  const factor = factorOf(by);
  return factor.levels.map((label, code) => ({ label, rows: rowsWhere(factor.codes.length, (row) => factor.codes[row] === code) }));
}

function isDated(column: Column): boolean {
  return column.kind === 'bigint' || (column.kind === 'numeric' && (column.type === 'date' || column.type === 'datetime'));
}

function ownChoice(frame: Frame, group: string | undefined, warnings: Warning[]): Column[] {
  const left: string[] = [];
  const chosen = frame.columns.filter((column) => {
    if (column.name === group) return false;
    const many = column.kind === 'text' && column.type === 'text' && factorOf(column).levels.length > MANY_LEVELS;
    const keep = column.meta.role !== 'key' && !isDated(column) && !many;
    if (!keep) left.push(column.name);
    return keep;
  });
  if (left.length > 0) {
    warnings.push({
      code: 'columns_left_out',
      message: {
        en: `Keys, dates and texts with more than ${MANY_LEVELS} different values are not described: ${left.join(', ')}. Name them in variables to have them.`,
        zh: `主键、日期及取值超过 ${MANY_LEVELS} 种的文本未描述：${left.join('、')}。如需要，请在 variables 中列出。`,
      },
    });
  }
  if (chosen.length === 0) {
    throw new MethodError(
      'no_variables',
      {
        en: 'The data hold only keys, dates and free texts. Name the columns to describe in variables.',
        zh: '数据中只有主键、日期和自由文本。请在 variables 中指定要描述的列。',
      },
      'data',
    );
  }
  return chosen;
}

function describeColumn(column: Column, group: Group, options: DescribeOptions, warnings: Warning[]): Record<string, Value>[] {
  const known = group.rows.filter((row) => column.valid[row] === 1);
  const missing = group.rows.length - known.length;
  const common = { group: group.label, variable: column.name, missing };
  if (isDated(column)) return [{ ...common, level: null, n: known.length }];
  const numbers = column.meta.levels === undefined && !(column.kind === 'numeric' && column.type === 'boolean') ? numbersOf(column) : null;
  if (numbers === null) return levelRows(factorOf(column), known, common);
  const finite = Float64Array.from(known, (row) => numbers[row]).filter(Number.isFinite);
  if (finite.length < known.length) warnings.push(notFinite(column.name, known.length - finite.length));
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

function notFinite(name: string, n: number): Warning {
  return {
    code: 'not_finite',
    message: {
      en: `${n} values of ${name} are infinite or not a number and are left out.`,
      zh: `${name} 有 ${n} 个值为无穷大或非数值，未参与计算。`,
    },
  };
}

function sentence(columns: readonly Column[], frame: Frame): Localised {
  const first = columns.find((column) => numbersOf(column) !== null && !isDated(column) && column.meta.levels === undefined);
  const rows = countText(frame.length);
  if (first === undefined) return { en: `The data have ${rows} rows.`, zh: `数据共 ${rows} 行。` };
  const numbers = (numbersOf(first) ?? new Float64Array()).filter(Number.isFinite);
  const { mean, sd, median, p25, p75 } = summarise(numbers);
  const share = percentText((100 * countMissing(first)) / frame.length);
  return {
    en: `Among ${rows} rows, ${first.meta.label?.en ?? first.name} had mean ${summaryText(mean)} (SD ${summaryText(sd)}) and median ${summaryText(median)} (quartiles ${summaryText(p25)} and ${summaryText(p75)}); ${share} % were missing.`,
    zh: `${rows} 行数据中，${first.meta.label?.zh ?? first.name} 的均数为 ${summaryText(mean)}（标准差 ${summaryText(sd)}），中位数为 ${summaryText(median)}（四分位数 ${summaryText(p25)}、${summaryText(p75)}）；缺失 ${share}%。`,
  };
}
