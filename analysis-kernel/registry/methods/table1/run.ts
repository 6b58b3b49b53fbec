/** Front of `table1`. */

import { FISHER_SEED, FISHER_TASK, fisherPieces, simulatedFisher } from '@/analysis-kernel/stats/hypothesis/fisher';
import type { Localised } from '@/cohort-dsl/source/localised';
import { completeRows } from '../../../frame/access';
import type { Column, Frame } from '../../../frame/column';
import { headingUnitText, listText } from '../../../results/format';
import { joinedLabel } from '../../../results/label-marks';
import { MethodError } from '../../../results/method-error';
import type { Value, Warning } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import { columnLabels, levelSaid, listSaid, saidOf } from '../../labels';
import type { MethodOutput } from '../../method';
import { chosenColumns, continuousValues, isCounted, missingCounts, namedColumn, noRows } from '../../own-variables';
import { ALONE, type Work } from '../../pool';
import { quantileType } from '../../quantile-convention';
import { type Weights, weightedRows } from '../../weights';
import { categoryVariable } from './category-variable';
import { TABLE1_ERRORS } from './errors';
import { blocksOf, type Groups, groupColumns, groupsOf, within } from './groups';
import { numericVariable } from './numeric-variable';
import type { TableOneOptions } from './options';
import { conventions, sentence } from './result-words';
import { columnsOf } from './tables';
import { type BlockResult, comparisonsOf, isProbability, type TableContext, type TestAsked, type VariableResult } from './variable';
import { isNumericTest } from './variable-tests';
import { askedWarnings, resultWarnings, zeroOneWarnings } from './variable-warnings';
import { viewOf } from './view';

/** Runs `table1`: one summary a variable and group, with tests and standardised differences when asked. */
export async function runTableOne(options: TableOneOptions, given: Frame, work: Work = ALONE): Promise<MethodOutput> {
  const { frame, weights, warnings: leftOut } = weightedRows(given, options.weights);
  const warnings: Warning[] = [...leftOut];
  const by = groupColumns(frame, options.by ?? [], options.subgroups);
  const repeated = options.subgroups === undefined ? null : namedColumn(frame, options.subgroups, 'subgroups');
  const splitting = [...by, ...(repeated === null ? [] : [repeated])];
  const columns = describedColumns(
    chosenColumns(
      frame,
      options.variables,
      splitting.map(({ name }) => name),
      warnings,
      'baseline',
    ),
    splitting,
  );
  const needed = [...splitting, ...(weights === null ? [] : [namedColumn(frame, weights.column, 'weights.column')])];
  const used = completeRows(frame.length, needed);
  if (used.length === 0) throw noRows(frame.length, needed, pathOf(by, repeated));
  checkNames(options, columns, splitting);
  const groups = groupsOf(by, used, options);
  const comparable = groups.panels.some((panel) => panel.length > 1);
  warnings.push(...askedWarnings(options, comparable, weights));
  const context = contextOf(options, used, weights, comparable);
  const blocks = await simulated(
    blocksOf(repeated, used).map((block) => {
      const own = within(groups, block, frame.length);
      return { block, groups: own, results: columns.map((column) => described(column, options, { ...context, ...own })) };
    }),
    work,
  );
  const words = columnLabels([...columns, ...splitting]);
  const counted = countedNumbers(columns, options, words);
  warnings.push(
    ...zeroOneWarnings(
      columns.filter((column) => !isCategory(column, options)),
      options,
    ),
    ...resultWarnings(columns, blocks),
  );
  const shape = { columns: columnsOf({ probability: isProbability(weights), smd: options.smd }) };
  const rows = blocks.flatMap(({ block, groups: own, results }) =>
    results.flatMap((result) => withComparisons(result, own).map((row) => (repeated === null ? row : { subgroup: block.level, ...row }))),
  );
  return {
    tables: new Map([['table', tableOf(shape, rows, repeated === null ? [] : ['subgroup'])]]),
    figures: [],
    views: [viewOf(options, groups, blocks, weights)],
    warnings,
    conventions: {
      ...conventions(options, groups, blocks, weights),
      ...counted.conventions,
    },
    seed: comparisonsOf(blocks).some(({ test }) => test !== null && test.simulation !== null) ? FISHER_SEED : null,
    rows: { total: given.length, used: used.length, missing: missingCounts(needed) },
    sentence: sentence(columns, blocks, groups, by, used, words, weights),
    labels: {
      ...words,
      ...withUnits(columns, options),
      ...groupWordsOf(by, groups, words),
      ...counted.labels,
    },
  };
}

/** A list that is longer is none that a reader, or a kept result, has room for. */
const LONGEST_LIST = 1000;

/** Which numbers were counted by value, for the reader and the R script; the values alone may decide it. */
function countedNumbers(
  columns: readonly Column[],
  options: TableOneOptions,
  words: Readonly<Record<string, Localised>>,
): { readonly conventions: Record<string, Value>; readonly labels: Record<string, Localised> } {
  const names = columns.filter((column) => continuousValues(column) !== null && isCategory(column, options)).map(({ name }) => name);
  const list = names.join(', ');
  if (list === '' || list.length > LONGEST_LIST) return { conventions: {}, labels: {} };
  return {
    conventions: { counted: list },
    labels: { 'convention:counted': { en: listSaid(names, words, 'en'), zh: listSaid(names, words, 'zh') } },
  };
}

function pathOf(by: readonly Column[], repeated: Column | null): string {
  if (by.length > 0) return 'by';
  return repeated === null ? 'weights.column' : 'subgroups';
}

function described(column: Column, options: TableOneOptions, context: TableContext): VariableResult {
  const asked = context.panels.some((panel) => panel.length > 1) ? testAsked(column.name, options) : null;
  if (isCategory(column, options)) return categoryVariable(column, asked, context);
  return numericVariable(column, asked, options.normal?.includes(column.name) === true, context);
}

/** How a variable is tested: as named, else by its usual test where tests are asked for; weighted rows, no counts of patients, have none. */
function testAsked(name: string, { test, tests, weights }: TableOneOptions): TestAsked {
  if (weights !== undefined && weights.kind !== 'frequency') return null;
  const own = tests !== undefined && Object.hasOwn(tests, name) ? tests[name] : null;
  if (own === 'none') return null;
  return own ?? (test ? 'usual' : null);
}

/** The blocks with the p values that enumeration could not give, simulated in pieces wherever the pool has room. */
async function simulated(blocks: readonly BlockResult[], work: Work): Promise<readonly BlockResult[]> {
  const pieces = comparisonsOf(blocks).map(({ test }) => (test?.open === undefined ? [] : fisherPieces(test.open)));
  const all = pieces.flat();
  if (all.length === 0) return blocks;
  const hits = await work.pool.map(FISHER_TASK, all, work);
  let [at, from] = [0, 0];
  return blocks.map((block) => ({
    ...block,
    results: block.results.map((result) => ({
      ...result,
      comparisons: result.comparisons.map((comparison) => {
        const own = pieces[at++];
        const counted = hits.slice(from, from + own.length);
        from += own.length;
        const { test } = comparison;
        return test === null || own.length === 0 ? comparison : { ...comparison, test: { ...test, ...simulatedFisher(own, counted) } };
      }),
    })),
  }));
}

/** Without the grouping columns, of which the groups' sizes say all. */
function describedColumns(columns: readonly Column[], splitting: readonly Column[]): readonly Column[] {
  const others = columns.filter((column) => !splitting.includes(column));
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

/** `by:KEY` for each group: `Sex: Female`, or the key where the dictionary says nothing; of several columns one after another. */
function groupWordsOf(by: readonly Column[], { shown }: Groups, labels: Readonly<Record<string, Localised>>): Record<string, Localised> {
  return Object.fromEntries(
    shown.flatMap(({ label, levels }): [string, Localised][] => {
      if (label === null) return [];
      const parts = levels.map((level, at) => joinedLabel(saidOf(by[at].name, labels), levelSaid(by[at].name, level, labels)));
      return [[`by:${label}`, { en: parts.map(({ en }) => en).join(', '), zh: parts.map(({ zh }) => zh).join('，') }]];
    }),
  );
}

function contextOf(
  options: TableOneOptions,
  used: Int32Array,
  weights: Weights | null,
  comparable: boolean,
): Omit<TableContext, keyof Groups> {
  return {
    everyone: used,
    weights,
    quantiles: quantileType(options.as),
    smd: options.smd && comparable,
    overPairs: options.smd_of,
    percentOf: options.percent_of,
    levelOrder: options.level_order,
  };
}

/** The rows of a variable with its comparisons: of one panel on all of them, of several on those of its own groups. */
function withComparisons({ rows, comparisons }: VariableResult, { shown, panels }: Groups): Record<string, Value>[] {
  const panelOf = new Map<Value, number | null>(shown.map(({ label, panel }) => [label, panels.length === 1 ? 0 : panel]));
  return rows.map((row) => {
    const comparison = comparisons[panelOf.get(row.group) ?? -1];
    const test = comparison?.test ?? null;
    return {
      ...row,
      statistic: test?.statistic ?? null,
      p_value: test?.pValue ?? null,
      test: test?.test ?? null,
      smd: comparison?.smd ?? null,
      smd_unweighted: comparison?.smdUnweighted ?? null,
    };
  });
}

/** Columns that options name are in the table, and tests are of their kind. */
function checkNames(options: TableOneOptions, columns: readonly Column[], splitting: readonly Column[]): void {
  const names = columns.map(({ name }) => name);
  const named = [
    ...(['normal', 'categorical'] as const).flatMap((key) => (options[key] ?? []).map((name, i) => ({ key, name, path: `${key}.${i}` }))),
    ...(['tests', 'decimals'] as const).flatMap((key) =>
      Object.keys(options[key] ?? {}).map((name) => ({ key, name, path: `${key}.${name}` })),
    ),
  ];
  for (const { key, name, path } of named) {
    if (names.includes(name) || splitting.some((column) => column.name === name)) continue;
    const text = {
      en: `${key} names ${name}, which is not in the table. Its variables: ${listText(names, 'en')}.`,
      zh: `${key} 中的 ${name} 不在表中。表中变量：${listText(names, 'zh')}。`,
    };
    throw new MethodError(TABLE1_ERRORS, 'not_in_table', text, path);
  }
  for (const column of columns) checkTest(column, options);
}

function checkTest(column: Column, options: TableOneOptions): void {
  const { name } = column;
  const test = options.tests !== undefined && Object.hasOwn(options.tests, name) ? options.tests[name] : 'none';
  const counted = isCategory(column, options);
  if (test === 'none' || counted !== isNumericTest(test)) return;
  const own = counted ? 'chisq, fisher' : 't, welch, wilcoxon';
  const text = {
    en: `${name} is ${counted ? 'counted by its levels' : 'described as a number'}; ${test} is no test of that. Its tests: ${own}, none.`,
    zh: `${name} 按${counted ? '水平计数' : '数值描述'}，不能用 ${test} 检验。可用：${own}、none。`,
  };
  throw new MethodError(TABLE1_ERRORS, 'test_of_other_kind', text, `tests.${name}`, null, own.split(', '));
}
