/** The rows a model predicts for, and what is said where a table or a covariate is not there. */

import { encodeRows } from '../formula/design-matrix';
import { NEW_ROW_ERRORS } from '../formula/error-codes';
import type { Frame } from '../frame/column';
import { MethodError } from '../results/method-error';
import type { Warning } from '../results/result';

interface Asked {
  /** The table named; the analysed data where none is. */
  readonly name: string | undefined;
  readonly data: string;
  readonly given: Frame;
  readonly tables: ReadonlyMap<string, Frame>;
}

/** The rows that know all covariates, encoded as the model's; warns of the others. Throws MethodError `unknown_table`. */
export function newRows(
  { name, data, given, tables }: Asked,
  encoding: Parameters<typeof encodeRows>[0],
  warnings: Warning[],
): ReturnType<typeof encodeRows> {
  const frame = name === undefined || name === data ? given : tables.get(name);
  if (frame === undefined) {
    const text = { en: `There is no table ${name} to predict for.`, zh: `没有名为 ${name} 的表可供预测。` };
    throw new MethodError(NEW_ROW_ERRORS, 'unknown_table', text, 'predictions.data');
  }
  const encoded = encodeRows(encoding, frame);
  const left = frame.length - encoded.rows.length;
  if (left > 0) {
    const message = {
      en: left === 1 ? 'One new row lacks a covariate and has no prediction.' : `${left} new rows lack a covariate and have no prediction.`,
      zh: `${left} 行新数据缺少协变量，没有预测值。`,
    };
    warnings.push({ code: 'predictions_incomplete', message });
  }
  return encoded;
}
