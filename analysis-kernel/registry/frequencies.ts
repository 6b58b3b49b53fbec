/** Rows repeated as often as their frequencies say, for methods that count. */
import { takeRows } from '../frame/access';
import type { Frame } from '../frame/column';
import { countText } from '../results/format';
import { MethodError } from '../results/method-error';
import type { Rows, Warning } from '../results/result';
import type { WeightsOption } from './common-options';
import { FREQUENCY_ERRORS } from './frequency-errors';
import { weightedRows } from './weights';

interface Repeated {
  readonly frame: Frame;
  /** Rows without a weight, which are not in the frame. */
  readonly unweighted: Rows['missing'];
  readonly warnings: readonly Warning[];
}

const MOST_ROWS = 20_000_000;

/** The rows of a frame, each as often as its weight says. Throws MethodError `weights_not_frequency`, `too_many_rows` and what `readWeights` throws. */
export function repeatedRows(given: Frame, option: WeightsOption | undefined): Repeated {
  const { frame, weights, warnings } = weightedRows(given, option);
  if (weights === null) return { frame, unweighted: [], warnings };
  const refuse = (code: keyof typeof FREQUENCY_ERRORS, path: string, en: string, zh: string, fixes: readonly string[] = []) =>
    new MethodError(FREQUENCY_ERRORS, code, { en, zh }, path, null, fixes);
  if (weights.kind !== 'frequency') {
    throw refuse(
      'weights_not_frequency',
      'weights.kind',
      `Rows are counted, so weights are frequencies; these are ${weights.kind} weights. Use kind: frequency.`,
      `此方法按例数计算，权重应为频数；此处为其他权重（${weights.kind}）。请用 kind: frequency。`,
      ['frequency'],
    );
  }
  const known = weights.values.filter((copies) => !Number.isNaN(copies));
  const total = known.reduce((sum, copies) => sum + copies, 0);
  if (total > MOST_ROWS) {
    throw refuse(
      'too_many_rows',
      'weights.column',
      `The frequencies of ${weights.column} add up to ${countText(total)} rows; ${countText(MOST_ROWS)} at most are taken.`,
      `${weights.column} 的频数合计 ${countText(total)} 行，至多 ${countText(MOST_ROWS)} 行。`,
    );
  }
  const rows: Int32Array = new Int32Array(total);
  let n = 0;
  weights.values.forEach((copies, row) => {
    if (Number.isNaN(copies)) return;
    rows.fill(row, n, n + copies);
    n += copies;
  });
  const lacking = frame.length - known.length;
  return { frame: takeRows(frame, rows), unweighted: lacking === 0 ? [] : [{ variable: weights.column, n: lacking }], warnings };
}
