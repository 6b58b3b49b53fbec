/** A category, boolean or date of the baseline table: a row a level and group, its tests, its standardised differences. */

import type { Column } from '../../../frame/column';
import { type Factor, factorOf } from '../../../frame/factor';
import type { Value } from '../../../results/result';
import { isDated } from '../../own-variables';
import type { Weights } from '../../weights';
import type { TableGroup } from './groups';
import { overPairs, shareDifference } from './kernel/smd';
import {
  type Comparison,
  groupFacts,
  isProbability,
  orNull,
  size,
  type TableContext,
  type TestAsked,
  type Undefined,
  type VariableResult,
} from './variable';
import { categoryTest } from './variable-tests';

const known = (column: Column, rows: Int32Array): Int32Array => rows.filter((row) => column.valid[row] === 1);

const totalOf = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0);

/** Dates, which have no levels here, have one row a group with their count. */
export function categoryVariable(column: Column, asked: TestAsked, context: TableContext): VariableResult {
  if (isDated(column)) return dates(column, asked, context);
  const { weights } = context;
  const factor = factorOf(column, context.everyone);
  const counts = new Map(context.shown.map((group) => [group, levelCounts(factor, group.rows, weights)]));
  const plain = isProbability(weights) ? new Map(context.shown.map((group) => [group, levelCounts(factor, group.rows, null)])) : counts;
  const rows: Record<string, Value>[] = [];
  const facts = context.shown.map((group) => ({ group, own: groupFacts(column, group, weights) }));
  if (factor.levels.length === 0) for (const { own } of facts) rows.push({ ...own, level: null, n: 0 });
  for (const code of orderOf(factor, context)) {
    for (const { group, own } of facts) {
      const each = counts.get(group) ?? [];
      const total = context.percentOf === 'all' ? size(group.rows, weights) : totalOf(each);
      const unweighted: Record<string, Value> = isProbability(weights) ? { n_unweighted: plain.get(group)?.[code] ?? 0 } : {};
      const percent = total === 0 ? null : (100 * each[code]) / total;
      rows.push({ ...own, level: factor.levels[code], n: each[code], percent, ...unweighted });
    }
  }
  const of = (map: ReadonlyMap<TableGroup, readonly number[]>, panel: readonly TableGroup[]) =>
    panel.flatMap((group) => [map.get(group) ?? []]);
  return { rows, comparisons: context.panels.map((panel) => compared(of(plain, panel), of(counts, panel), asked, context)), notFinite: 0 };
}

function dates(column: Column, asked: TestAsked, context: TableContext): VariableResult {
  const { weights } = context;
  const rows = context.shown.map((group) => {
    const own = known(column, group.rows);
    const unweighted: Record<string, Value> = isProbability(weights) ? { n_unweighted: own.length } : {};
    return { ...groupFacts(column, group, weights), level: null, n: size(own, weights), ...unweighted };
  });
  const comparison: Comparison = {
    test: null,
    smd: null,
    smdUnweighted: null,
    noTest: asked === null ? null : 'dates',
    noSmd: context.smd ? 'dates' : null,
  };
  return { rows, comparisons: context.panels.map(() => comparison), notFinite: 0 };
}

/** Places of the levels in the table's order. */
function orderOf(factor: Factor, { everyone, weights, levelOrder }: TableContext): readonly number[] {
  const places = [...factor.levels.keys()];
  if (levelOrder === 'dictionary') return places;
  const counts = levelCounts(factor, everyone, weights);
  return places.sort((a, b) => counts[b] - counts[a] || a - b);
}

function levelCounts(factor: Factor, rows: Int32Array, weights: Weights | null): number[] {
  const counts = new Array<number>(factor.levels.length).fill(0);
  for (const row of rows) {
    const code = factor.codes[row];
    if (code >= 0) counts[code] += weights === null ? 1 : weights.values[row];
  }
  return counts;
}

function compared(
  plain: readonly (readonly number[])[],
  weighted: readonly (readonly number[])[],
  asked: TestAsked,
  context: TableContext,
): Comparison {
  const shares = (counts: readonly number[]) => counts.map((n) => n / totalOf(counts));
  const over = (of: readonly (readonly number[])[]) =>
    orNull(
      overPairs(
        plain.length,
        (a, b) => shareDifference(shares(of[a]), shares(of[b]), { first: shares(plain[a]), second: shares(plain[b]) }),
        context.overPairs,
      ),
    );
  const smd = context.smd ? over(weighted) : null;
  const sizes = plain.map(totalOf);
  const test = asked === null ? null : categoryTest(plain, asked);
  return {
    test,
    smd,
    smdUnweighted: context.smd && isProbability(context.weights) ? over(plain) : null,
    noTest: asked !== null && test === null ? (sizes.filter((n) => n > 0).length < 2 ? 'one_group_known' : 'one_level') : null,
    noSmd: context.smd && smd === null ? smdReason(sizes) : null,
  };
}

function smdReason(sizes: readonly number[]): Undefined {
  if (sizes.length < 2) return 'one_group_known';
  return sizes.includes(0) ? 'group_unknown' : 'no_level_shared';
}
