/** The rows a model predicts for, and what is said where a table or a covariate is not there. */

import { encodeRows } from '../formula/design-matrix';
import { NEW_ROW_ERRORS, NEW_STRATA_ERRORS } from '../formula/error-codes';
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

/** Warns of times of prediction beyond the follow-up, and of those on which events fall. */
export function horizonWarnings(times: readonly number[], observed: Float64Array, events: Float64Array): Warning[] {
  const warnings: Warning[] = [];
  const last = observed.reduce((most, t) => Math.max(most, t), -Infinity);
  const beyond = times.filter((t) => t > last);
  if (beyond.length > 0) {
    warnings.push({
      code: 'horizon_beyond_follow_up',
      message: {
        en: `No prediction at ${beyond.join(', ')}: follow-up ends at ${last}.`,
        zh: `时间 ${beyond.join('、')} 无法预测：随访截止于 ${last}。`,
      },
    });
  }
  const eventTimes = new Set(events);
  const on = times.filter((t) => eventTimes.has(t));
  if (on.length > 0) {
    warnings.push({
      code: 'horizon_on_event_time',
      message: {
        en: `Events fall exactly on ${on.join(', ')}; they count as having happened, as in R.`,
        zh: `时间 ${on.join('、')} 恰有事件发生；按 R 的惯例计为已发生。`,
      },
    });
  }
  return warnings;
}

/** Where a row to predict for is of a stratum without a baseline hazard. */
export const UNKNOWN_STRATUM: Warning = {
  code: 'unknown_stratum',
  message: {
    en: 'Rows of strata that the model was not fitted on have no baseline hazard and no prediction.',
    zh: '模型拟合时未出现的层没有基线风险，其行没有预测值。',
  },
};

/** The error of new data without the columns of the strata. */
export function predictionsNeedStrata(name: string): MethodError {
  return new MethodError(
    NEW_STRATA_ERRORS,
    'predictions_need_strata',
    {
      en: `The model is stratified, so ${name} needs the columns of strata(): each stratum has its own baseline hazard.`,
      zh: `模型为分层模型，${name} 须包含 strata() 中的列：每层有各自的基线风险。`,
    },
    'predictions.data',
  );
}
