/** What `parametric` refuses, in words. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { countText, rowsText } from '../../../results/format';
import { leaveOut, MethodError } from '../../../results/method-error';
import { PARAMETRIC_ERRORS } from './errors';
import type { KnotsProblem } from './kernel/knots';
import type { DistributionName } from './options';
import { DISTRIBUTION_WORDS } from './words';

function refusal(
  code: keyof typeof PARAMETRIC_ERRORS,
  path: string,
  text: Localised,
  offset: number | null = null,
  fixes: readonly string[] = [],
): MethodError {
  return new MethodError(PARAMETRIC_ERRORS, code, text, path, offset, fixes);
}

/** A time of 0. */
export function timeZero(n: number, label: string, offset: number): MethodError {
  return refusal(
    'time_zero',
    'formula',
    {
      en: `${rowsText(n, 'has', 'have')} a time of 0 in ${label}. These distributions begin after 0, and R’s survreg refuses it too: leave such rows out with where: ${label} > 0, or give them the half of the shortest time that can be recorded.`,
      zh: `${countText(n)} 行的 ${label} 为 0。这些分布从 0 之后开始（R 的 survreg 同样不接受）：请用 where: ${label} > 0 排除，或改为可记录的最短时间的一半。`,
    },
    offset,
  );
}

/** An entry before 0. */
export function negativeEntry(n: number, label: string, of: number, offset: number): MethodError {
  return refusal(
    'time_negative',
    'formula',
    {
      en: `${countText(n)} of ${rowsText(of)} enter before 0 (${label}). The distributions begin at 0: count times from the beginning of the risk.`,
      zh: `${countText(of)} 行中有 ${countText(n)} 行的进入时间（${label}）早于 0。分布从 0 开始：请从风险起点计时。`,
    },
    offset,
  );
}

/** No intercept and no covariates. */
export function nothingToFit(): MethodError {
  return refusal('no_terms', 'formula', {
    en: 'The formula leaves neither an intercept nor covariates. Write ~ 1 for a curve without covariates.',
    zh: '公式既无截距也无协变量。若只需一条无协变量的曲线，请写 ~ 1。',
  });
}

/** Strata of a distribution without a scale. */
export function noStrata(name: DistributionName): MethodError {
  const said = DISTRIBUTION_WORDS[name];
  return refusal('no_strata', 'formula', {
    en: `Strata have a scale of their own, which the ${said.en} model does not have, as in R. Write the column as a covariate, or choose a distribution with a scale, as weibull or gengamma.`,
    zh: `strata() 使每层各有尺度参数，而 ${said.zh} 模型没有尺度参数（与 R 相同）。请将该列作为协变量，或选用有尺度参数的分布，如 weibull 或 gengamma。`,
  });
}

/** A spline whose formula leaves the intercept out. */
export function noIntercept(): MethodError {
  return refusal('no_intercept', 'formula', {
    en: 'The spline of a Royston–Parmar model has an intercept of its own. Write the formula without - 1 or 0.',
    zh: 'Royston–Parmar 模型的样条自带截距。公式中请勿写 - 1 或 0。',
  });
}

/** Ratios of a model that has none. */
export function noRatio(): MethodError {
  return refusal(
    'no_ratio',
    'exponentiate',
    {
      en: 'On the normal scale a coefficient is not the logarithm of a ratio. Leave exponentiate out, or choose scale: hazard or scale: odds.',
      zh: '正态尺度下系数不是比值的对数。请删去 exponentiate，或改用 scale: hazard 或 scale: odds。',
    },
    null,
    [leaveOut('exponentiate'), 'scale: hazard', 'scale: odds'],
  );
}

/** Why not. */
const KNOTS_SAID: Readonly<Record<KnotsProblem, Localised>> = {
  none: {
    en: 'A spline needs events at two different times at least.',
    zh: '样条至少需要两个不同时间的事件。',
  },
  outside: {
    en: 'Knots lie between the first and the last event; at least one of those given does not.',
    zh: '节点应位于首个与末个事件之间；给定的节点中至少有一个不在其间。',
  },
  equal: {
    en: 'The events have too few different times for so many knots: two of them fall together. Ask for fewer.',
    zh: '事件的不同时间过少，节点数过多而有重合。请减少节点。',
  },
  many: {
    en: 'There are too few events for so many knots: a spline has no more inner knots than different times of events less one, and the model no more parameters than events. Ask for fewer knots or covariates.',
    zh: '事件过少，不足以支持这么多节点：样条的内部节点数不多于事件的不同时间数减一，模型参数个数不多于事件数。请减少节点或协变量。',
  },
};

/** Knots that cannot be placed. */
export const knotsUnusable = (problem: KnotsProblem) => refusal('knots_unusable', 'knots', KNOTS_SAID[problem]);

/** A likelihood without a maximum. */
export function noMaximum(name: DistributionName): MethodError {
  const said = DISTRIBUTION_WORDS[name];
  return refusal('no_maximum', 'distribution', {
    en: `The likelihood of the ${said.en} model has no maximum on these rows: it grows without end, as where all events come at one time, or has no finite value where it could begin. Look at the times, the offset and the weights, or choose a distribution with fewer parameters.`,
    zh: `${said.zh} 模型的似然在这些数据上没有最大值：似然无界（例如所有事件发生在同一时间），或起点处没有有限值。请检查时间、偏移项与权重，或选用参数更少的分布。`,
  });
}

/** Clusters that are one. */
export function oneCluster(label: string): MethodError {
  return refusal(
    'one_cluster',
    'cluster',
    {
      en: `All rows belong to one cluster (${label}), which has no variance between clusters. Leave cluster out.`,
      zh: `所有行属于同一聚类（${label}），无法估计聚类间方差。请删去 cluster。`,
    },
    null,
    [leaveOut('cluster')],
  );
}

/** A comparison by likelihoods that there are not. */
export function compareWeighted(kind: string): MethodError {
  return refusal(
    'compare_weights',
    'compare',
    {
      en: `Distributions are compared by their likelihoods, and under ${kind.replace('_', ' ')} weights there is none. Leave compare out, or use weights of kind frequency.`,
      zh: `分布按似然比较，而该类权重下没有似然。请删去 compare，或使用 frequency 类型的权重。`,
    },
    null,
    [leaveOut('compare')],
  );
}

/** Predictions at times that are not given. */
export function timesMissing(type: string): MethodError {
  return refusal('times_missing', 'predictions', {
    en: `Predictions of type: ${type} are at times: write predictions: {type: ${type}, times: [1, 5]}; type: quantile and type: lp need none.`,
    zh: `type: ${type} 需在指定时间预测：请写 predictions: {type: ${type}, times: [1, 5]}；type: quantile 与 type: lp 不需要时间。`,
  });
}

/** No event among the rows. */
export function noEvents(n: number, label: string, offset: number): MethodError {
  return refusal(
    'no_events',
    'formula',
    {
      en: `None of the ${countText(n)} complete rows has the event (${label}), so there is no distribution of its time. Check the coding of ${label}, or the rows lost to missing values.`,
      zh: `${countText(n)} 个完整的行均未发生事件（${label}），无法估计其时间分布。请检查 ${label} 的编码，或因缺失而排除的行。`,
    },
    offset,
  );
}
