/** What `parametric` warns about: values shown on the result. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { countOf, listText, timeText, withTimeUnit } from '../../../results/format';
import type { Warning } from '../../../results/result';
import type { ShownTime } from '../../../results/time-unit';
import { listSaid } from '../../labels';
import { fewClusters, overlapWarnings, ROBUST_BY_ROW } from '../../row-warnings';
import { type ParametricFit, redundantColumns, type Variances } from './fits';
import type { DistributionName, ParametricOptions } from './options';
import type { PreparedParametric } from './prepare';
import { unboundedNames } from './unbounded';
import { DISTRIBUTION_WORDS } from './words';

const EVENTS_PER_PARAMETER = 10;
/** Beyond it a generalised gamma distribution is next to one that has an end. */
const EXTREME_SHAPE = 4;

type Labels = Readonly<Record<string, Localised>>;

/** Collinear columns, non-convergence, infinite coefficients, shapes at an edge, few events, hazards that end, rows that overlap. */
export function parametricWarnings(
  fit: ParametricFit,
  prepared: PreparedParametric,
  { model }: Variances,
  options: ParametricOptions,
  labels: Labels,
): Warning[] {
  const warnings: Warning[] = fewClusters(prepared.cluster?.labels.length ?? null);
  const warn = (code: string, message: Localised) => warnings.push({ code, message });
  const list = (names: readonly string[], lang: Language) => listSaid(names, labels, lang);
  const redundant = redundantColumns(fit, prepared);
  if (redundant.length > 0) {
    warn('collinear', {
      en: `${list(redundant, 'en')} ${redundant.length === 1 ? 'is' : 'are'} determined by the columns before and left out.`,
      zh: `${list(redundant, 'zh')} 可由前面的列线性表示，已剔除。`,
    });
  }
  const { maximum } = fit;
  if (!maximum.converged) {
    warn('not_converged', {
      en: `The fit did not converge in ${countOf(maximum.iterations, 'iteration')}; the estimates are the best it came to, not the maximum. Try a distribution with fewer parameters.`,
      zh: `迭代 ${maximum.iterations} 次后仍未收敛；所给为迭代中似然最高的估计值，并非最大似然估计。可改用参数更少的分布。`,
    });
  }
  if (model.some(Number.isNaN)) {
    warn('no_standard_errors', {
      en: 'The likelihood is flat in some direction at the estimates, so they have no standard errors, intervals or p values. Use fewer covariates or a simpler distribution.',
      zh: '似然在估计值处某方向上是平坦的，因此没有标准误、置信区间与 P 值。请减少协变量或改用更简单的分布。',
    });
  }
  const moving = unboundedNames(fit, prepared, model);
  if (moving.length > 0) {
    warn('infinite_coefficient', {
      en: `The likelihood settled while ${list(moving, 'en')} still moved: the coefficient may be infinite (some group has no events). Do not use its interval or p value; the likelihood-ratio test holds.`,
      zh: `似然已稳定而 ${list(moving, 'zh')} 的系数仍在变化，可能为无穷大（某组没有事件）。其置信区间与 P 值不可用，似然比检验仍有效。`,
    });
  }
  const shape = maximum.theta[fit.model.size - 1];
  if (fit.distribution === 'gengamma' && Math.abs(shape) > EXTREME_SHAPE) {
    warn('shape_at_edge', {
      en: `The shape Q of the generalised gamma distribution is ${shape.toPrecision(3)}, where the distribution nearly ends at one time: the data hardly determine it. Prefer a Weibull or log-normal model.`,
      zh: `广义 gamma 分布的形状参数 Q 为 ${shape.toPrecision(3)}，分布几乎终止于某一时间：数据难以确定该参数。建议改用 Weibull 或对数正态模型。`,
    });
  }
  if (fit.distribution === 'gompertz' && shape < 0) {
    warn('never_all', {
      en: 'The shape of the Gompertz model is negative: its hazard dies out, and a share of rows never has the event however long they are followed. Is that possible?',
      zh: 'Gompertz 模型的形状参数为负：风险趋于零，无论随访多久都有一部分行不发生事件。这在实际中是否可能？',
    });
  }
  if (fit.distribution === 'royston_parmar' && (options.extrapolate_to ?? 0) > prepared.end) {
    warn('spline_extrapolated', {
      en: 'Beyond the last event the spline goes on as a straight line of log time; what it says there is that assumption.',
      zh: '在末个事件之后样条按对数时间的直线延伸；该处的结果完全取决于这一假定。',
    });
  }
  const parameters = fit.model.size;
  if (prepared.events / parameters < EVENTS_PER_PARAMETER) {
    warn('few_events', {
      en: `There ${prepared.events === 1 ? 'is' : 'are'} ${countOf(prepared.events, 'event')} for ${countOf(parameters, 'parameter')}, fewer than ${EVENTS_PER_PARAMETER} each: estimates may be unstable and too extreme.`,
      zh: `${parameters} 个参数仅有 ${prepared.events} 个事件，平均不足 ${EVENTS_PER_PARAMETER} 个：估计可能不稳定且偏极端。`,
    });
  }
  const { data, robust, cluster } = prepared;
  if (robust && data.start !== null && cluster === null) warnings.push(ROBUST_BY_ROW);
  warnings.push(...overlapWarnings(data.start, data.time, cluster?.codes ?? null, data.strata));
  return warnings;
}

/** Times later than anybody was followed to, as the other texts say times. */
export function extrapolation(times: readonly number[], end: number, shown: ShownTime): Warning {
  const said = (time: number, lang: Language) => withTimeUnit(timeText(time / shown.length), shown.unit, lang);
  const all = (lang: Language) =>
    listText(
      times.map((time) => said(time, lang)),
      lang,
    );
  return {
    code: 'extrapolation',
    message: {
      en: `Follow-up ends at ${said(end, 'en')}; what is said of ${all('en')} rests on the distribution alone, and its interval knows nothing of a wrong one. Compare distributions before relying on it.`,
      zh: `随访截止于 ${said(end, 'zh')}；${all('zh')}处的结果仅依赖分布假定，其置信区间并未计入分布误设的不确定性。使用前请比较不同分布。`,
    },
  };
}

/** Curves asked for to a time within follow-up. */
export function withinFollowUp(end: number, shown: ShownTime): Warning {
  const said = (lang: Language) => withTimeUnit(timeText(end / shown.length), shown.unit, lang);
  return {
    code: 'within_follow_up',
    message: {
      en: `extrapolate_to lies within follow-up and changes nothing: the curves go to its end, ${said('en')}.`,
      zh: `extrapolate_to 在随访期内，不起作用：曲线画至随访结束（${said('zh')}）。`,
    },
  };
}

/** Quantiles that some curve does not fall to. */
export function neverReached(shares: (lang: Language) => string): Warning {
  return {
    code: 'quantile_not_reached',
    message: {
      en: `Some curves never come to a share of ${shares('en')} with the event: those quantiles have no time.`,
      zh: `部分曲线的事件比例始终达不到 ${shares('zh')}，相应分位时间不存在。`,
    },
  };
}

/** The model without covariates has no maximum to test against. */
export const NULL_NOT_CONVERGED: Warning = {
  code: 'null_not_converged',
  message: {
    en: 'The model without covariates did not converge, so there is no likelihood-ratio test of all covariates. Use the Wald tests of the coefficients, or a distribution with fewer parameters.',
    zh: '不含协变量的模型未收敛，因此没有全部协变量的似然比检验。请使用系数的 Wald 检验，或改用参数更少的分布。',
  },
};

export const UNKNOWN_STRATUM: Warning = {
  code: 'unknown_stratum',
  message: {
    en: 'Rows of strata that the model was not fitted on have no scale and no prediction.',
    zh: '模型拟合时未出现的层没有尺度参数，其行没有预测值。',
  },
};

const WHY = {
  strata: { en: 'has no scale for strata', zh: '没有可按层变化的尺度参数' },
  intercept: { en: 'needs an intercept', zh: '需要截距' },
  knots: { en: 'has no place for its knots', zh: '节点无法设置' },
  maximum: { en: 'has no maximum that could be found', zh: '未能找到最大似然估计' },
} as const;

/** Distributions that are not in the comparison. */
export function leftOut(left: readonly { readonly name: DistributionName; readonly why: keyof typeof WHY }[]): Warning {
  const said = (lang: Language) =>
    left.map(({ name, why }) =>
      lang === 'zh' ? `${DISTRIBUTION_WORDS[name].zh}（${WHY[why].zh}）` : `${DISTRIBUTION_WORDS[name].en} (${WHY[why].en})`,
    );
  return {
    code: 'not_compared',
    message: { en: `Left out of the comparison: ${said('en').join(', ')}.`, zh: `未纳入比较：${said('zh').join('、')}。` },
  };
}
