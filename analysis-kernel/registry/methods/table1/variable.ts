/** What the rows of a variable are made from, whether it is a number or a category. */

import type { FisherResult } from '@/analysis-kernel/stats/hypothesis/fisher';
import type { Column } from '../../../frame/column';
import type { QuantileType } from '../../../numeric/quantile';
import type { Value } from '../../../results/result';
import type { Weights } from '../../weights';
import type { Block, Groups, TableGroup } from './groups';
import type { TestChoice } from './options';

export interface TableContext extends Groups {
  /** Whose levels a category has. */
  readonly everyone: Int32Array;
  readonly weights: Weights | null;
  readonly quantiles: QuantileType;
  readonly smd: boolean;
  readonly overPairs: 'mean' | 'largest';
  readonly percentOf: 'known' | 'all';
  readonly levelOrder: 'dictionary' | 'frequency';
}

export interface VariableTest {
  readonly test: string;
  readonly statistic: number | null;
  readonly pValue: number | null;
  readonly simulation: FisherResult['simulation'];
  /** Counts whose exact test is out of reach: its p value is still to be simulated. */
  readonly open?: readonly (readonly number[])[];
}

/** Whether and how a variable is tested; null where it is not. */
export type TestAsked = 'usual' | Exclude<TestChoice, 'none'> | null;

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

/** The groups of a panel compared. */
export interface Comparison {
  readonly test: VariableTest | null;
  readonly smd: number | null;
  /** Before weighting. */
  readonly smdUnweighted: number | null;
  /** Where it was asked for and there is none. */
  readonly noTest: Undefined | null;
  readonly noSmd: Undefined | null;
}

export interface VariableResult {
  readonly rows: Record<string, Value>[];
  /** One a panel. */
  readonly comparisons: readonly Comparison[];
  /** Values left out because they are not finite. */
  readonly notFinite: number;
}

/** One block of the table with the results of its variables, in the table's order. */
export interface BlockResult {
  readonly block: Block;
  readonly groups: Groups;
  readonly results: readonly VariableResult[];
}

/** All comparisons of the table. */
export function comparisonsOf(blocks: readonly BlockResult[]): readonly Comparison[] {
  return blocks.flatMap(({ results }) => results.flatMap(({ comparisons }) => comparisons));
}

/** A number, or null where it is none. */
export const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Whether rows are weighted by anything but how often they stand. */
export const isProbability = (weights: Weights | null): boolean => weights !== null && weights.kind !== 'frequency';

/** Total weight of rows: their number without weights. */
export function size(rows: Int32Array, weights: Weights | null): number {
  return weights === null ? rows.length : rows.reduce((total, row) => total + weights.values[row], 0);
}

/** Kish's effective sample size (Σw)² / Σw²; null of nothing. Kish 1965, Survey Sampling. */
function effectiveSize(rows: Int32Array, weights: Weights): number | null {
  const squares = rows.reduce((total, row) => total + weights.values[row] ** 2, 0);
  return squares > 0 ? orNull(size(rows, weights) ** 2 / squares) : null;
}

/** What stands on every row of a group: who has no value, and how many there are. */
export function groupFacts(column: Column, { label, rows }: TableGroup, weights: Weights | null): Record<string, Value> {
  const without = rows.filter((row) => column.valid[row] === 0);
  const total = size(rows, weights);
  return {
    variable: column.name,
    group: label,
    // A weight is no number of rows, unless it is a frequency.
    missing: size(without, isProbability(weights) ? null : weights),
    missing_percent: total > 0 ? (100 * size(without, weights)) / total : null,
    group_n: total,
    ...(weights !== null && isProbability(weights) ? { group_n_unweighted: rows.length, effective_n: effectiveSize(rows, weights) } : {}),
  };
}
