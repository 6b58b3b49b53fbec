/** Reading and checking the column of weights. */

import { unknownColumn } from '../formula/evaluate';
import { findColumn, numbersOf, rowsWhere, takeRows } from '../frame/access';
import type { Frame } from '../frame/column';
import { gather } from '../frame/gather';
import { LARGEST_VALUE } from '../numeric/size';
import { countText, rowsText } from '../results/format';
import { MethodError } from '../results/method-error';
import type { Warning } from '../results/result';
import type { WeightKind, WeightsOption } from './common-options';
import { WEIGHT_ERRORS } from './error-codes';

export interface Weights {
  readonly column: string;
  readonly kind: WeightKind;
  /** One a row, NaN where missing. */
  readonly values: Float64Array;
}

/**
 * The weights of all rows of a frame. Throws MethodError `weights_not_numeric`, `weights_negative`, `weights_infinite`, `weights_not_whole`
 * (frequencies), `weights_zero` (nothing above 0) with path `weights.column`.
 */
function readWeights(frame: Frame, option: WeightsOption): Weights {
  const column = findColumn(frame, option.column);
  if (column === null) throw unknownColumn(option.column, frame, null, 'weights.column');
  const values = numbersOf(column);
  const name = option.column;
  if (values === null) {
    throw wrong('weights_not_numeric', `${name} holds text; weights are numbers.`, `${name} 是文本；权重应为数值。`);
  }
  let negative = 0;
  let infinite = 0;
  let broken = 0;
  let positive = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (value < 0) negative++;
    else if (value > LARGEST_VALUE) infinite++;
    else if (!Number.isInteger(value)) broken++;
    if (value > 0) positive++;
  }
  if (negative > 0) {
    throw wrong(
      'weights_negative',
      `${name} is negative in ${rowsText(negative)}; weights are 0 or more.`,
      `${name} 在 ${negative} 行中为负；权重应不小于 0。`,
    );
  }
  if (infinite > 0) {
    throw wrong(
      'weights_infinite',
      `${name} is infinite or past 1e70 in ${rowsText(infinite)} (a probability of 0 behind an inverse-probability weight). Leave them out or truncate the weights.`,
      `${name} 在 ${infinite} 行中为无穷大或大于 1e70（逆概率权重的概率为 0）。请排除这些行或截断权重。`,
    );
  }
  if (option.kind === 'frequency' && broken > 0) {
    throw wrong(
      'weights_not_whole',
      `${name} is not a whole number in ${rowsText(broken)}; a frequency counts rows. Use kind: sampling or kind: inverse_probability for other weights.`,
      `${name} 在 ${broken} 行中不是整数；频数权重表示行数。其他权重请用 kind: sampling 或 kind: inverse_probability。`,
      ['sampling', 'inverse_probability'],
    );
  }
  if (positive === 0) throw wrong('weights_zero', `${name} is above 0 in no row.`, `${name} 没有大于 0 的行。`);
  return { column: name, kind: option.kind, values };
}

export interface WeightedRows {
  /** Without the rows of weight 0, which count for nothing. */
  readonly frame: Frame;
  /** Of the rows of `frame`; null where none are asked for. */
  readonly weights: Weights | null;
  /** Row of the given data (from 0) for a row of `frame`. */
  readonly origin: (row: number) => number;
  /** Says how many rows were left out. */
  readonly warnings: readonly Warning[];
}

/** The rows of a frame that the option `weights` leaves, with their weights. Throws what `readWeights` throws. */
export function weightedRows(given: Frame, option: WeightsOption | undefined): WeightedRows {
  const all = { frame: given, origin: (row: number) => row, warnings: [] };
  if (option === undefined) return { ...all, weights: null };
  const weights = readWeights(given, option);
  const rows = rowsWhere(given.length, (row) => weights.values[row] !== 0);
  const n = given.length - rows.length;
  if (n === 0) return { ...all, weights };
  const label = findColumn(given, weights.column)?.meta.label;
  const message = {
    en: `${rowsText(n, 'has', 'have')} weight 0 in ${label?.en ?? weights.column} and ${n === 1 ? 'is' : 'are'} not counted.`,
    zh: `${countText(n)} 行的权重（${label?.zh ?? weights.column}）为 0，未计入。`,
  };
  return {
    frame: takeRows(given, rows),
    weights: { ...weights, values: gather(weights.values, rows) },
    origin: (row) => rows[row],
    warnings: [{ code: 'zero_weights', message }],
  };
}

function wrong(code: keyof typeof WEIGHT_ERRORS, en: string, zh: string, fixes: readonly string[] = []): MethodError {
  return new MethodError(WEIGHT_ERRORS, code, { en, zh }, code === 'weights_not_whole' ? 'weights.kind' : 'weights.column', null, fixes);
}
