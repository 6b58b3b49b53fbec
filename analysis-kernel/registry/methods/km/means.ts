/** Restricted means and their contrasts. */

import { numberText } from '../../../frame/number-text';
import { pnorm, qnorm } from '../../../numeric/dist/normal';
import { MethodError } from '../../../results/method-error';
import type { ResultTable, Value } from '../../../results/result';
import { tableOf } from '../../../results/table-rows';
import type { GroupCurve } from './curves';
import { KM_ERRORS } from './errors';
import { restrictedMean, robustMeanError } from './kernel/rmst';
import type { KmOptions } from './options';
import { KM_TABLES } from './tables';

interface Mean {
  readonly label: string;
  readonly estimate: number;
  readonly stdError: number;
}

/**
 * Restricted means from the origin to τ, the time lost (τ − mean), and each group against the first: difference, ratio, ratio of time lost; ratios on
 * the log scale. Normal intervals and tests. Refuses τ beyond a curve that has not reached 0. As `survRM2::rmst2`, groups in place of arms.
 */
export function rmstTable(groups: readonly GroupCurve[], tau: number, options: KmOptions): ResultTable {
  refuseBeyond(groups, tau);
  const z = qnorm(1 - (1 - options.conf_level) / 2);
  const means = groups.map(({ label, data, curve }): Mean => {
    const { estimate, stdError } = restrictedMean(curve, tau);
    return { label: label ?? '', estimate: estimate - curve.origin, stdError: data.robust ? robustMeanError(data, curve, tau) : stdError };
  });
  const width = tau - groups[0].curve.origin;
  const rows: Record<string, Value>[] = means.flatMap(({ label, estimate, stdError }) => {
    const one = (quantity: string, value: number) => ({
      group: label === '' ? null : label,
      quantity,
      estimate: value,
      std_error: stdError,
      conf_low: value - z * stdError,
      conf_high: value + z * stdError,
    });
    return [one('rmst', estimate), one('rmtl', width - estimate)];
  });
  for (const mean of means.slice(1)) rows.push(...contrasts(means[0], mean, width, z));
  return tableOf(KM_TABLES.rmst, rows);
}

function contrasts(reference: Mean, mean: Mean, width: number, z: number): Record<string, Value>[] {
  const difference = mean.estimate - reference.estimate;
  const stdError = Math.hypot(mean.stdError, reference.stdError);
  const row = {
    group: `${mean.label} - ${reference.label}`,
    quantity: 'difference',
    estimate: difference,
    std_error: stdError,
    conf_low: difference - z * stdError,
    conf_high: difference + z * stdError,
    p_value: twoSided(difference / stdError),
  };
  const group = `${mean.label} / ${reference.label}`;
  const lost = ratio(group, 'rmtl_ratio', width - mean.estimate, mean.stdError, width - reference.estimate, reference.stdError, z);
  return [row, ratio(group, 'ratio', mean.estimate, mean.stdError, reference.estimate, reference.stdError, z), lost];
}

function ratio(group: string, quantity: string, a: number, seA: number, b: number, seB: number, z: number): Record<string, Value> {
  if (!(a > 0 && b > 0)) return { group, quantity };
  const log = Math.log(a / b);
  const stdError = Math.hypot(seA / a, seB / b);
  return {
    group,
    quantity,
    estimate: a / b,
    std_error: stdError,
    conf_low: Math.exp(log - z * stdError),
    conf_high: Math.exp(log + z * stdError),
    p_value: twoSided(log / stdError),
  };
}

function twoSided(z: number): number | null {
  return Number.isFinite(z) ? 2 * pnorm(-Math.abs(z)) : null;
}

function refuseBeyond(groups: readonly GroupCurve[], tau: number): void {
  const ends = groups.map(({ curve }) => {
    const last = curve.time.length - 1;
    return curve.survival[last] === 0 ? Number.POSITIVE_INFINITY : curve.time[last];
  });
  const limit = Math.min(...ends);
  if (tau <= groups[0].curve.origin) {
    const { origin } = groups[0].curve;
    throw new MethodError(
      KM_ERRORS,
      'rmst_horizon',
      { en: `rmst is ${tau}, but the curves begin at ${numberText(origin)}.`, zh: `rmst 为 ${tau}，而曲线从 ${numberText(origin)} 开始。` },
      'rmst',
    );
  }
  if (tau <= limit) return;
  const { label } = groups[ends.indexOf(limit)];
  const en = label === null ? 'The follow-up' : `The follow-up of ${label}`;
  const zh = label === null ? '随访' : `${label} 的随访`;
  throw new MethodError(
    KM_ERRORS,
    'beyond_follow_up',
    {
      en: `${en} ends at ${numberText(limit)}, before rmst: ${tau}. The mean to a later time cannot be estimated; ${numberText(limit)} is the latest.`,
      zh: `${zh}在 ${numberText(limit)} 结束，早于 rmst: ${tau}。更晚时间的平均值无法估计，最晚为 ${numberText(limit)}。`,
    },
    'rmst',
    null,
    [String(limit)],
  );
}
