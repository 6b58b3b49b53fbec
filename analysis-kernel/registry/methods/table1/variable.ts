/** One variable of the baseline table: its rows, its test, its standardised difference. */

import { chiSquaredTest, smallestExpected, withoutEmpty } from '@/analysis-kernel/stats/hypothesis/contingency';
import { exactFisherP, type FisherResult } from '@/analysis-kernel/stats/hypothesis/fisher';
import { anovaTest, studentTest } from '@/analysis-kernel/stats/hypothesis/mean-tests';
import { kruskalTest, wilcoxonTest } from '@/analysis-kernel/stats/hypothesis/rank-tests';
import { numbersOf } from '../../../frame/access';
import type { Column } from '../../../frame/column';
import { type Factor, factorOf } from '../../../frame/factor';
import { gather } from '../../../frame/gather';
import type { QuantileType } from '../../../numeric/quantile';
import { variance } from '../../../numeric/sum';
import type { Value } from '../../../results/result';
import { summarise, summariseWeighted } from '../../../stats/descriptive/summary';
import { isDated } from '../../own-variables';
import type { Weights } from '../../weights';
import { meanDifference, overPairs, shareDifference } from './kernel/smd';

export interface TableGroup {
  readonly label: string | null;
  readonly rows: Int32Array;
}

export interface TableContext {
  readonly everyone: Int32Array;
  /** What rows are listed for: overall, groups. */
  readonly shown: readonly TableGroup[];
  /** What is compared: the last of those shown. */
  readonly compared: readonly TableGroup[];
  readonly weights: Weights | null;
  readonly quantiles: QuantileType;
  readonly test: boolean;
  readonly smd: boolean;
}

/** Values that replication may make of one group. */
const MOST_REPLICATES = 20_000_000;

interface VariableTest {
  readonly test: string;
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly simulation: FisherResult['simulation'];
  /** Counts whose exact test is out of reach: its p value is still to be simulated. */
  readonly open?: readonly (readonly number[])[];
}

/** Why there is no p value or no standardised difference. */
export type Undefined =
  | 'group_unknown'
  | 'one_group_known'
  | 'one_level'
  | 'no_level_shared'
  | 'no_variation'
  | 'one_value'
  | 'too_many_values'
  | 'dates';

export interface VariableResult {
  readonly rows: Record<string, Value>[];
  readonly test: VariableTest | null;
  readonly smd: number | null;
  /** Where it was asked for and there is none. */
  readonly noTest: Undefined | null;
  readonly noSmd: Undefined | null;
  /** Values left out because they are not finite. */
  readonly notFinite: number;
}

const known = (column: Column, rows: Int32Array): Int32Array => rows.filter((row) => column.valid[row] === 1);

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Total weight of rows: their number without weights. */
function size(rows: Int32Array, weights: Weights | null): number {
  return weights === null ? rows.length : rows.reduce((total, row) => total + weights.values[row], 0);
}

/** Rows without a value: counted, or by frequency weight. */
function missingOf(column: Column, rows: Int32Array, weights: Weights | null): number {
  const without = rows.filter((row) => column.valid[row] === 0);
  return size(without, weights?.kind === 'frequency' ? weights : null);
}

/** A numeric variable: one row a group. */
export function continuousVariable(column: Column, normal: boolean, context: TableContext): VariableResult {
  const { weights } = context;
  const numbers = numbersOf(column) ?? new Float64Array(column.valid.length).fill(Number.NaN);
  const meaning = weights?.kind === 'frequency' ? 'frequency' : 'probability';
  const parts = context.shown.map(({ label, rows }) => {
    const usable = rows.filter((row) => Number.isFinite(numbers[row]));
    const values = gather(numbers, usable);
    const summary =
      weights === null
        ? summarise(values, context.quantiles)
        : summariseWeighted(values, gather(weights.values, usable), meaning, context.quantiles);
    const unusable = rows.length - usable.length - rows.reduce((n, row) => (column.valid[row] === 0 ? n + 1 : n), 0);
    return { label, rows, values, summary, unusable };
  });
  const rows = parts.map(({ label, rows: all, summary: { n, mean, sd, median, p25, p75 } }) => {
    return { variable: column.name, level: null, group: label, n, mean, sd, median, p25, p75, missing: missingOf(column, all, weights) };
  });
  const compared = parts.slice(parts.length - context.compared.length);
  const spread = compared.map(({ summary, values }) => ({
    mean: summary.mean ?? Number.NaN,
    variance: meaning === 'frequency' || weights === null ? (summary.sd ?? Number.NaN) ** 2 : variance(values),
  }));
  const smd = context.smd ? orNull(overPairs(compared.length, (a, b) => meanDifference(spread[a], spread[b]))) : null;
  const sizes = compared.map(({ summary }) => summary.n);
  const noSmd = sizes.includes(0) ? 'group_unknown' : sizes.includes(1) ? 'one_value' : 'no_variation';
  const samples = context.test ? context.compared.map(({ rows: all }) => replicated(numbers, all, weights)) : [];
  const held = samples.filter((sample) => sample !== null);
  const test = context.test && held.length === samples.length ? continuousTest(held, normal) : null;
  const noTest =
    held.length < samples.length ? 'too_many_values' : sizes.filter((n) => n > 0).length < 2 ? 'one_group_known' : 'no_variation';
  return {
    rows,
    test,
    smd,
    noTest: context.test && (test?.pValue ?? null) === null ? noTest : null,
    noSmd: context.smd && smd === null ? noSmd : null,
    notFinite: parts.reduce((most, { unusable }) => Math.max(most, unusable), 0),
  };
}

/** The known values of some rows, each as often as its frequency; null where there are too many to hold. */
function replicated(numbers: Float64Array, rows: Int32Array, weights: Weights | null): Float64Array | null {
  const usable = rows.filter((row) => Number.isFinite(numbers[row]));
  if (weights === null) return gather(numbers, usable);
  const total = size(usable, weights);
  if (total > MOST_REPLICATES) return null;
  const values = new Float64Array(total);
  let at = 0;
  for (const row of usable) {
    values.fill(numbers[row], at, at + weights.values[row]);
    at += weights.values[row];
  }
  return values;
}

function continuousTest(samples: readonly Float64Array[], normal: boolean): VariableTest | null {
  const filled = samples.filter((sample) => sample.length > 0);
  if (filled.length < 2) return null;
  // The groups of the table choose the test, not those of them that know this variable: all its rows are tested alike.
  const two = samples.length === 2;
  const result = normal
    ? two
      ? studentTest(filled[0], filled[1])
      : anovaTest(filled)
    : two
      ? wilcoxonTest(filled[0], filled[1])
      : kruskalTest(filled);
  const test = normal ? (two ? 't' : 'anova') : two ? 'wilcoxon' : 'kruskal';
  return { test, statistic: orNull(result.statistic), pValue: orNull(result.pValue), simulation: null };
}

/** A category, boolean or date: a row for each level and group; dates, which have no levels here, one row a group with their count. */
export function categoricalVariable(column: Column, context: TableContext): VariableResult {
  const { weights } = context;
  if (isDated(column)) {
    const rows = context.shown.map(({ label, rows: all }) => {
      return {
        variable: column.name,
        level: null,
        group: label,
        n: size(known(column, all), weights),
        missing: missingOf(column, all, weights),
      };
    });
    return { rows, test: null, smd: null, noTest: context.test ? 'dates' : null, noSmd: context.smd ? 'dates' : null, notFinite: 0 };
  }
  const factor = factorOf(column, context.everyone);
  const rows: Record<string, Value>[] = [];
  const missing = context.shown.map((group) => missingOf(column, group.rows, weights));
  const counts = context.shown.map((group) => levelCounts(factor, known(column, group.rows), weights));
  if (factor.levels.length === 0) {
    context.shown.forEach(({ label }, g) => {
      rows.push({ variable: column.name, level: null, group: label, n: 0, missing: missing[g] });
    });
  }
  factor.levels.forEach((level, code) => {
    context.shown.forEach(({ label }, g) => {
      const total = counts[g].reduce((sum, n) => sum + n, 0);
      const percent = total === 0 ? null : (100 * counts[g][code]) / total;
      rows.push({ variable: column.name, level, group: label, n: counts[g][code], percent, missing: missing[g] });
    });
  });
  const plain = context.compared.map((group) =>
    levelCounts(factor, known(column, group.rows), weights?.kind === 'frequency' ? weights : null),
  );
  const weighted = context.compared.map((group) => levelCounts(factor, known(column, group.rows), weights));
  const smd = context.smd ? categoricalSmd(plain, weighted) : null;
  const test = context.test ? categoricalTest(plain) : null;
  const sizes = plain.map((group) => group.reduce((sum, n) => sum + n, 0));
  const noTest = sizes.filter((n) => n > 0).length < 2 ? 'one_group_known' : 'one_level';
  return {
    rows,
    test,
    smd,
    noTest: context.test && test === null ? noTest : null,
    noSmd: context.smd && smd === null ? (sizes.includes(0) ? 'group_unknown' : 'no_level_shared') : null,
    notFinite: 0,
  };
}

function levelCounts(factor: Factor, rows: Int32Array, weights: Weights | null): number[] {
  const counts = new Array<number>(factor.levels.length).fill(0);
  for (let i = 0; i < rows.length; i++) {
    const code = factor.codes[rows[i]];
    if (code >= 0) counts[code] += weights === null ? 1 : weights.values[rows[i]];
  }
  return counts;
}

function categoricalSmd(plain: readonly number[][], weighted: readonly number[][]): number | null {
  const shares = (counts: readonly number[]) => {
    const total = counts.reduce((sum, n) => sum + n, 0);
    return counts.map((n) => n / total);
  };
  const difference = (a: number, b: number) =>
    shareDifference(shares(weighted[a]), shares(weighted[b]), { first: shares(plain[a]), second: shares(plain[b]) });
  return orNull(overPairs(plain.length, difference));
}

function categoricalTest(counts: readonly number[][]): VariableTest | null {
  const table = withoutEmpty(counts);
  if (table.length < 2 || table[0].length < 2) return null;
  if (smallestExpected(table) >= 5) {
    const { statistic, pValue } = chiSquaredTest(table);
    return { test: 'chisq', statistic, pValue, simulation: null };
  }
  const pValue = exactFisherP(table);
  if (pValue === null) return { test: 'fisher_simulated', statistic: null, pValue, simulation: null, open: table };
  return { test: 'fisher', statistic: null, pValue, simulation: null };
}
