/** Front of `table1`. */

import { FISHER_SEED, FISHER_TASK, fisherPieces, simulatedFisher } from '@/analysis-kernel/stats/hypothesis/fisher';
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { completeRows } from '../../../frame/access';
import type { Column, Frame } from '../../../frame/column';
import { factorOf } from '../../../frame/factor';
import { gatherCodes, rowsByCode } from '../../../frame/gather';
import { countText, fixedText, headingUnitText, listText, pSaid, significantText } from '../../../results/format';
import { joinedLabel } from '../../../results/label-marks';
import { MethodError } from '../../../results/method-error';
import type { Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { columnLabels, levelSaid, saidOf } from '../../labels';
import type { MethodOutput } from '../../method';
import {
  chosenColumns,
  continuousValues,
  isCounted,
  missingCounts,
  namedColumn,
  nameOf,
  noRows,
  notFiniteWarning,
} from '../../own-variables';
import { ALONE, type Work } from '../../pool';
import { quantileType } from '../../quantile-convention';
import { type Weights, weightedRows } from '../../weights';
import { TABLE1_ERRORS } from './errors';
import type { TableOneOptions } from './options';
import { TABLE_ONE } from './tables';
import { undefinedWarnings } from './undefined-warnings';
import { categoricalVariable, continuousVariable, type TableContext, type TableGroup, type VariableResult } from './variable';

/** Runs `table1`: one summary a variable and group, with tests and standardised differences when asked. */
export async function runTableOne(options: TableOneOptions, given: Frame, work: Work = ALONE): Promise<MethodOutput> {
  const { frame, weights, warnings: leftOut } = weightedRows(given, options.weights);
  const warnings: Warning[] = [...leftOut];
  const columns = describedColumns(chosenColumns(frame, options.variables, options.by, warnings, 'baseline'), options);
  const by = options.by === undefined ? null : namedColumn(frame, options.by, 'by');
  const needed = [...(by === null ? [] : [by]), ...(weights === null ? [] : [namedColumn(frame, weights.column, 'weights.column')])];
  const used = completeRows(frame.length, needed);
  if (used.length === 0) throw noRows(frame.length, needed, by === null ? 'weights.column' : 'by');
  checkNames(options, columns);
  const groups = by === null ? [] : groupsOf(by, used);
  const context = contextOf(options, groups, used, weights, warnings);
  const summaries = columns.map((column) => {
    const category = isCategory(column, options);
    return category
      ? categoricalVariable(column, context)
      : continuousVariable(column, options.normal?.includes(column.name) === true, context);
  });
  const results = await simulated(summaries, work);
  warnings.push(...resultWarnings(columns, results));
  const columnWords = columnLabels([...columns, ...(by === null ? [] : [by])]);
  const groupWords = by === null ? {} : groupWordsOf(by.name, groups, columnWords);
  return {
    tables: new Map([['table', tableOf(TABLE_ONE, results.flatMap(withComparison))]]),
    figures: [],
    views: [
      {
        kind: 'baseline',
        table: TABLE_ONE.name,
        title: TABLE_ONE.title,
        folded: false,
        notes: [],
        ...(by === null ? {} : { by: by.name }),
        normal: [...(options.normal ?? [])],
      },
    ],
    warnings,
    conventions: conventions(options, groups, weights),
    seed: results.some(({ test }) => test !== null && test.simulation !== null) ? FISHER_SEED : null,
    rows: { total: given.length, used: used.length, missing: missingCounts(needed) },
    sentence: sentence(columns, results, groups, used, by === null ? null : by.name, columnWords, weights),
    labels: { ...columnWords, ...withUnits(columns, options), ...groupWords },
  };
}

/** The results with the p values that enumeration could not give, simulated in pieces wherever the pool has room. */
async function simulated(results: readonly VariableResult[], work: Work): Promise<readonly VariableResult[]> {
  const pieces = results.map(({ test }) => (test?.open === undefined ? [] : fisherPieces(test.open)));
  const all = pieces.flat();
  if (all.length === 0) return results;
  const hits = await work.pool.map(FISHER_TASK, all, work);
  let at = 0;
  return results.map((result, i) => {
    const own = hits.slice(at, at + pieces[i].length);
    at += own.length;
    return result.test === null || own.length === 0 ? result : { ...result, test: { ...result.test, ...simulatedFisher(pieces[i], own) } };
  });
}

/** Without the grouping column, of which the groups' sizes say all. */
function describedColumns(columns: readonly Column[], { by }: TableOneOptions): readonly Column[] {
  const others = columns.filter(({ name }) => name !== by);
  return others.length === 0 ? columns : others;
}

/** Whether a column is counted by level: as the options say, else as it is by itself. */
function isCategory(column: Column, { categorical, normal }: TableOneOptions): boolean {
  if (categorical?.includes(column.name) === true || continuousValues(column) === null) return true;
  return normal?.includes(column.name) !== true && isCounted(column);
}

/** `Age, years` for numbers that have a unit. */
function withUnits(columns: readonly Column[], options: TableOneOptions): Record<string, Localised> {
  return Object.fromEntries(
    columns.flatMap((column): [string, Localised][] => {
      const { unit, label } = column.meta;
      if (unit === undefined || isCategory(column, options)) return [];
      const en = `${label?.en ?? column.name}, ${headingUnitText(unit, 'en')}`;
      return [[column.name, { en, zh: `${label?.zh ?? column.name}（${headingUnitText(unit, 'zh')}）` }]];
    }),
  );
}

/** `by:KEY` for each group: `Sex: Female`, or the key where the dictionary says nothing. */
function groupWordsOf(by: string, groups: readonly TableGroup[], labels: Readonly<Record<string, Localised>>): Record<string, Localised> {
  return Object.fromEntries(
    groups.map(({ label }) => [`by:${label}`, joinedLabel(saidOf(by, labels), levelSaid(by, String(label), labels))]),
  );
}

function groupsOf(by: Column, used: Int32Array): TableGroup[] {
  const factor = factorOf(by, used);
  const places = rowsByCode(gatherCodes(factor.codes, used), factor.levels.length);
  return factor.levels.flatMap((label, code) => {
    const rows = gatherCodes(used, places[code]);
    return rows.length === 0 ? [] : [{ label, rows }];
  });
}

function contextOf(
  options: TableOneOptions,
  groups: readonly TableGroup[],
  used: Int32Array,
  weights: Weights | null,
  warnings: Warning[],
): TableContext {
  const everyone: TableGroup[] = groups.length === 0 || options.overall ? [{ label: null, rows: used }] : [];
  const comparable = groups.length > 1;
  const replicates = weights === null || weights.kind === 'frequency';
  if (options.test && !replicates) {
    warnings.push({
      code: 'no_tests_when_weighted',
      message: {
        en: 'Weighted tables have no p values: they would test the weighting, not the groups. Ask for standardised differences.',
        zh: '加权后的基线表不给 P 值：它检验的是加权而非组间差异。请改用标准化均数差。',
      },
    });
  }
  if ((options.test || options.smd) && !comparable) {
    warnings.push({
      code: 'one_group',
      message: {
        en: 'Tests and standardised differences need a grouping column with at least two groups.',
        zh: '检验与标准化均数差需要一个至少有两组的分组列。',
      },
    });
  }
  return {
    everyone: used,
    shown: [...everyone, ...groups],
    compared: groups,
    weights,
    quantiles: quantileType(options.as),
    test: options.test && comparable && replicates,
    smd: options.smd && comparable,
  };
}

function withComparison({ rows, test, smd }: VariableResult): Record<string, Value>[] {
  const comparison = { statistic: test?.statistic ?? null, p_value: test?.pValue ?? null, test: test?.test ?? null, smd };
  return rows.map((row) => ({ ...row, ...comparison }));
}

function resultWarnings(columns: readonly Column[], results: readonly VariableResult[]): Warning[] {
  return results.flatMap(({ test, notFinite, noTest, noSmd }, i) => {
    const name = { en: nameOf(columns[i], 'en'), zh: nameOf(columns[i], 'zh') };
    const warnings: Warning[] = notFinite > 0 ? [notFiniteWarning(columns[i], notFinite)] : [];
    warnings.push(...undefinedWarnings(name, noTest, noSmd));
    const simulation = test?.simulation ?? null;
    if (simulation === null) return warnings;
    const tables = countText(simulation.tables);
    const [low, high] = [simulation.low, simulation.high].map(probabilityText);
    warnings.push({
      code: 'fisher_simulated',
      message: {
        en: `Fisher's exact test of ${name.en} is beyond what can be enumerated; its p value comes from ${tables} random tables (95% interval ${low} to ${high}, Clopper–Pearson).`,
        zh: `${name.zh} 的 Fisher 精确检验超出可枚举范围；P 值由 ${tables} 个随机列联表得到（95% 区间 ${low} 至 ${high}，Clopper–Pearson）。`,
      },
    });
    return warnings;
  });
}

/** A probability to two digits or more of it or, above one half, of what is left to 1. */
function probabilityText(p: number): string {
  if (p <= 0.5) return significantText(p, 3);
  return p === 1 ? '1' : fixedText(p, Math.max(3, 1 - Math.floor(Math.log10(1 - p))));
}

function conventions(options: TableOneOptions, groups: readonly TableGroup[], weights: Weights | null): Record<string, Value> {
  const compared = groups.length > 1;
  return {
    quantile_type: weights === null || weights.kind === 'frequency' ? quantileType(options.as) : 'inverse of the weighted distribution',
    sd_denominator: weights === null || weights.kind === 'frequency' ? 'n - 1' : 'sum of weights, times n / (n - 1)',
    percent_of: 'known values of the group',
    ...(options.test && compared && (weights === null || weights.kind === 'frequency')
      ? {
          wilcoxon: 'exact below 50 a group without ties, else normal with continuity correction',
          categories: 'chi-squared without Yates where all expected counts are at least 5, else Fisher',
          t: 'equal variances',
        }
      : {}),
    ...(options.smd && compared ? { smd: smdConvention(weights) } : {}),
    ...(weights === null ? {} : { weights: weights.kind }),
  };
}

function smdConvention(weights: Weights | null): string {
  const groups = weights?.kind === 'frequency' ? 'groups, a row as often as its weight' : 'unweighted groups';
  return `over the pooled variance of the ${groups}; second minus first`;
}

function sentence(
  columns: readonly Column[],
  results: readonly VariableResult[],
  groups: readonly TableGroup[],
  used: Int32Array,
  by: string | null,
  words: Readonly<Record<string, Localised>>,
  weights: Weights | null,
): Localised {
  const size = (rows: Int32Array) =>
    weights?.kind === 'frequency' ? rows.reduce((sum, row) => sum + weights.values[row], 0) : rows.length;
  const sizes = (lang: Language, [comma, between]: readonly string[]) => {
    // What the groups are of is said once, before the first.
    const said = (label: Value, at: number) => {
      const level = levelSaid(by ?? '', String(label), words);
      return (at === 0 && by !== null ? joinedLabel(saidOf(by, words), level) : level)[lang];
    };
    return groups.map(({ label, rows }, at) => `${said(label, at)}${comma}${countText(size(rows))}`).join(between);
  };
  const n = countText(size(used));
  const largest = extreme(results, (result) => (result.smd === null ? null : Math.abs(result.smd)));
  const least = extreme(results, (result) => (result.test?.pValue === null || result.test === null ? null : -result.test.pValue));
  const en = [`The table describes ${n} rows${groups.length === 0 ? '' : ` (${sizes('en', [', ', '; '])})`}.`];
  const zh = [`基线表共纳入 ${n} 例${groups.length === 0 ? '' : `（${sizes('zh', ['，', '；'])}）`}。`];
  if (largest !== null) {
    const value = fixedText(Math.abs(results[largest].smd ?? 0), 2);
    en.push(`The largest standardised difference was ${value} (${nameOf(columns[largest], 'en')}).`);
    zh.push(`最大标准化均数差为 ${value}（${nameOf(columns[largest], 'zh')}）。`);
  }
  if (least !== null) {
    const value = pSaid(results[least].test?.pValue);
    en.push(`The smallest p value ${value.en} (${nameOf(columns[least], 'en')}).`);
    zh.push(`最小 P 值${value.zh}（${nameOf(columns[least], 'zh')}）。`);
  }
  return { en: en.join(' '), zh: zh.join('') };
}

function extreme(results: readonly VariableResult[], score: (result: VariableResult) => number | null): number | null {
  let best: number | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  results.forEach((result, i) => {
    const value = score(result);
    if (value !== null && value > bestScore) {
      best = i;
      bestScore = value;
    }
  });
  return best;
}

/** `normal` and `categorical` name columns of the table. */
function checkNames(options: TableOneOptions, columns: readonly Column[]): void {
  for (const key of ['normal', 'categorical'] as const) {
    options[key]?.forEach((name, i) => {
      if (name === options.by || columns.some((column) => column.name === name)) return;
      const names = columns.map((column) => column.name);
      throw new MethodError(
        TABLE1_ERRORS,
        'not_in_table',
        {
          en: `${key} names ${name}, which is not in the table. Its variables: ${listText(names, 'en')}.`,
          zh: `${key} 中的 ${name} 不在表中。表中变量：${listText(names, 'zh')}。`,
        },
        `${key}.${i}`,
      );
    });
  }
}
