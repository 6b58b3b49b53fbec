/** A numeric variable of the baseline table: a row a group, its tests, its standardised differences. */

import { numbersOf } from '../../../frame/access';
import type { Column } from '../../../frame/column';
import { gather } from '../../../frame/gather';
import { mean } from '../../../numeric/sum';
import type { Value } from '../../../results/result';
import { standardDeviation, summarise, summariseWeighted } from '../../../stats/descriptive/summary';
import type { Weights } from '../../weights';
import type { TableGroup } from './groups';
import { meanDifference, overPairs, type Spread } from './kernel/smd';
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
import { numericTest } from './variable-tests';

/** Values that replication may make of one group. */
const MOST_REPLICATES = 20_000_000;

interface Part {
  readonly values: Float64Array;
  readonly n: number;
  readonly spread: Spread;
  readonly unweighted: Spread;
}

/** A row a group with its summary, and the groups of each panel compared. `asked`: how it is tested; `normal`: usually by means. */
export function numericVariable(column: Column, asked: TestAsked, normal: boolean, context: TableContext): VariableResult {
  const { weights, quantiles } = context;
  const numbers = numbersOf(column) ?? new Float64Array(column.valid.length).fill(Number.NaN);
  const parts = new Map<TableGroup, Part>();
  let notFinite = 0;
  const rows = context.shown.map((group) => {
    const usable = group.rows.filter((row) => Number.isFinite(numbers[row]));
    const values = gather(numbers, usable);
    const meaning = isProbability(weights) ? 'probability' : 'frequency';
    const summary =
      weights === null ? summarise(values, quantiles) : summariseWeighted(values, gather(weights.values, usable), meaning, quantiles);
    const { n, median, p25, p75 } = summary;
    const unweighted = { mean: mean(values), sd: standardDeviation(values) };
    // Before and after weighting share one scale: the spread of the rows as they are.
    const sd = isProbability(weights) ? unweighted.sd : (summary.sd ?? Number.NaN);
    parts.set(group, { values, n, spread: { mean: summary.mean ?? Number.NaN, sd }, unweighted });
    const valid = group.rows.reduce((known, row) => (column.valid[row] === 1 ? known + 1 : known), 0);
    notFinite = Math.max(notFinite, valid - usable.length);
    const own: Record<string, Value> = isProbability(weights) ? { n_unweighted: values.length } : {};
    return { ...groupFacts(column, group, weights), level: null, n, mean: summary.mean, sd: summary.sd, median, p25, p75, ...own };
  });
  const comparisons = context.panels.map((panel) => {
    const own = panel.flatMap((group) => parts.get(group) ?? []);
    const samples = asked === null ? [] : panel.map(({ rows: all }) => replicated(numbers, all, weights));
    return compared(own, samples, asked, normal, context);
  });
  return { rows, comparisons, notFinite };
}

function compared(
  parts: readonly Part[],
  samples: readonly (Float64Array | null)[],
  asked: TestAsked,
  normal: boolean,
  context: TableContext,
): Comparison {
  const over = (of: (part: Part) => Spread) =>
    orNull(overPairs(parts.length, (a, b) => meanDifference(of(parts[a]), of(parts[b])), context.overPairs));
  const smd = context.smd ? over(({ spread }) => spread) : null;
  const sizes = parts.map(({ values }) => values.length);
  const held = samples.filter((sample) => sample !== null);
  const choice = asked === 'usual' || asked === null ? (normal ? 't' : 'wilcoxon') : asked;
  const test = asked === null || held.length < samples.length ? null : numericTest(held, choice);
  return {
    test,
    smd,
    smdUnweighted: context.smd && isProbability(context.weights) ? over(({ unweighted }) => unweighted) : null,
    noTest: asked !== null && (test?.pValue ?? null) === null ? reasonOf(samples, held, choice) : null,
    noSmd: context.smd && smd === null ? smdReason(sizes) : null,
  };
}

function smdReason(sizes: readonly number[]): Undefined {
  if (sizes.length < 2) return 'one_group_known';
  if (sizes.includes(0)) return 'group_unknown';
  return sizes.includes(1) ? 'one_value' : 'no_variation';
}

function reasonOf(samples: readonly unknown[], held: readonly Float64Array[], choice: string): Undefined {
  if (held.length < samples.length) return 'too_many_values';
  const filled = held.filter(({ length }) => length > 0);
  if (filled.length < 2) return 'one_group_known';
  return choice === 'welch' && filled.some(({ length }) => length === 1) ? 'one_value' : 'no_variation';
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
