/** What `glm` warns about: values shown on the result. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { countOf } from '../../../results/format';
import type { Warning } from '../../../results/result';
import { listSaid } from '../../labels';
import { fewClusters } from '../../row-warnings';
import { type GlmFit, nullDeviance, sizeOf } from './kernel/fit';
import { pearson } from './kernel/variance';
import type { GlmModel } from './model';
import { type GlmOptions, isBinary, isCount, LINK_WORDS } from './options';
import type { PreparedGlm } from './prepare';
import { separationReasons } from './separation';

const CASES_PER_PARAMETER = 10;
const OVERDISPERSED = 1.5;
/** A residual share of the variance that is rounding. */
const PERFECT = 1e-20;

/** What the words of a warning are made of. */
interface Told {
  readonly model: GlmModel;
  readonly prepared: PreparedGlm;
  readonly options: GlmOptions;
  /** Columns of the design in words. */
  readonly list: (columns: readonly number[], lang: Language) => string;
  readonly labels: Readonly<Record<string, Localised>>;
}

/** Collinear columns, separation, non-convergence, too few cases, overdispersion, an outcome that has a time. */
export function glmWarnings(
  model: GlmModel,
  prepared: PreparedGlm,
  options: GlmOptions,
  labels: Readonly<Record<string, Localised>>,
): Warning[] {
  const { names } = prepared.design;
  const list = (columns: readonly number[], lang: Language) =>
    listSaid(
      columns.map((j) => names[j]),
      labels,
      lang,
    );
  const told = { model, prepared, options, list, labels };
  return [
    ...fewClusters(prepared.cluster?.labels.length ?? null),
    ...ofColumns(told),
    ...ofSeparation(told),
    ...ofPenalty(told),
    ...ofFit(told),
    ...ofCounts(told),
  ];
}

/** Columns that say the same, and an outcome that wants another family. */
function* ofColumns({
  model: { fit },
  prepared: {
    data,
    design: { names },
  },
  options,
  list,
}: Told): Generator<Warning> {
  const redundant = names.flatMap((_, j) => (Number.isNaN(fit.coefficients[j]) ? [j] : []));
  if (redundant.length > 0) {
    yield {
      code: 'collinear',
      message: {
        en: `${list(redundant, 'en')} ${redundant.length === 1 ? 'is' : 'are'} determined by the columns before and left out.`,
        zh: `${list(redundant, 'zh')} 可由前面的列线性表示，已剔除。`,
      },
    };
  }
  if (options.family === 'gaussian' && data.y.every((value) => value === 0 || value === 1)) {
    yield {
      code: 'two_values',
      message: {
        en: 'The outcome is 0 or 1, and the Gaussian family models it as a number: coefficients are differences in its share, which may leave 0 to 1. Logistic regression is the binomial family.',
        zh: '结局只取 0 或 1，而正态分布族按数值建模：系数为比例之差，预测值可能超出 0 至 1。logistic 回归请用二项分布族。',
      },
      change: { option: 'family', value: 'binomial', said: { en: 'Use the binomial family', zh: '改用二项分布族' } },
    };
  }
}

/** Columns that tell the outcome apart, or a fit at the edge of what its link allows. */
function* ofSeparation({ model, prepared, options, list, labels }: Told): Generator<Warning> {
  const { fit } = model;
  const { design, data } = prepared;
  const found = model.separating;
  const covariates = found.filter((j) => design.assign[j] >= 0);
  const separating = covariates.length > 0 ? covariates : found;
  if (separating.length > 0) {
    const reasons = separationReasons(separating, prepared, labels);
    const why = (lang: Language) =>
      reasons.length === 0 ? '' : `${reasons.map((one) => one[lang]).join(lang === 'zh' ? '；' : '; ')}${lang === 'zh' ? '。' : '. '}`;
    const penalised = isPenalisable(options, prepared);
    yield {
      code: 'separation',
      message: {
        en: `${list(separating, 'en')} tells the outcome apart perfectly in some rows (separation): ${why('en')}The coefficient runs off without end, and its standard error, interval and p value mean nothing. ${penalised ? 'Use Firth’s penalised likelihood, or join' : 'Join'} levels, leave the column out, or report the counts.`,
        zh: `${list(separating, 'zh')} 在部分行中可完全区分结局（分离）：${why('zh')}系数趋于无穷，其标准误、置信区间与 P 值均无意义。请${penalised ? '改用 Firth 惩罚似然、' : ''}合并水平、剔除该变量，或直接报告频数。`,
      },
      ...(penalised ? { change: { option: 'firth', value: true, said: { en: 'Use Firth’s penalty', zh: '改用 Firth 惩罚' } } } : {}),
    };
  } else if (fit.boundary) {
    const [en, zh] = isBinary(options.family)
      ? [
          ' The Poisson family with a robust variance gives risk ratios without such an edge.',
          'Poisson 分布族配稳健方差可得风险比而无此边界。',
        ]
      : ['', ''];
    yield {
      code: 'boundary',
      message: {
        en: `The fit stopped at the edge of what the ${LINK_WORDS[data.link].en} link allows, where some fitted value is no longer possible: the estimates are not the maximum, and their standard errors are not to be relied on.${en}`,
        zh: `拟合停在${LINK_WORDS[data.link].zh}连接允许范围的边界上（部分拟合值将不再可能）：估计值并非最大似然估计，标准误不可靠。${zh}`,
      },
    };
  }
}

/** A dispersion or a penalty that takes something from the estimates. */
function* ofPenalty({ model, options }: Told): Generator<Warning> {
  if (model.theta?.value === Number.POSITIVE_INFINITY) {
    yield {
      code: 'theta_infinite',
      message: {
        en: 'The counts vary no more than a Poisson model allows: θ grows without end, and the fit is that of Poisson. Choose the Poisson family.',
        zh: '计数的变异未超过 Poisson 模型所允许的范围：θ 趋于无穷，拟合结果即 Poisson 回归。请改用 Poisson 分布族。',
      },
    };
  }
  if (options.firth && (options.marginal !== undefined || options.predictions !== undefined)) {
    yield {
      code: 'penalised_means',
      message: {
        en: 'Under Firth’s penalty fitted means are drawn towards one half (counts upwards): their average is not the share observed. Effects are less affected than predicted risks.',
        zh: '在 Firth 惩罚下，拟合的概率偏向一半（计数偏高）：其平均值不等于观察到的比例。效应受影响较小，预测风险受影响较大。',
      },
    };
  }
}

/** A fit that leaves nothing to judge it by, or did not end. */
function* ofFit({ model: { fit }, prepared: { data }, options }: Told): Generator<Warning> {
  if (sizeOf(data) === fit.rank) {
    yield {
      code: 'saturated',
      message: {
        en: `The model has a coefficient for every row (${fit.rank}): nothing is left to judge errors by. Leave terms out, or join levels.`,
        zh: `模型的系数个数（${fit.rank}）等于行数，没有剩余信息估计误差。请减少项或合并水平。`,
      },
    };
  } else if (options.family === 'gaussian' && fit.deviance < PERFECT * nullDeviance(data)) {
    yield {
      code: 'perfect_fit',
      message: {
        en: 'The columns determine the outcome to the last digit: errors, intervals and p values are rounding. Is the outcome among the covariates, or made from them?',
        zh: '自变量完全决定了结局：标准误、置信区间与 P 值仅为舍入误差。请检查结局是否由自变量计算得到。',
      },
    };
  }
  if (!fit.converged && !fit.boundary) {
    yield {
      code: 'not_converged',
      message: {
        en: `The fit did not converge in ${fit.iterations} iterations; the estimates are the last it came to, not the maximum.`,
        zh: `迭代 ${fit.iterations} 次后仍未收敛；所给为最后一次迭代的估计值，并非最大似然估计。`,
      },
    };
  }
}

/** Too few cases, counts that vary too much, and an event whose time is not looked at. */
function* ofCounts({ model: { fit, kind }, prepared: { data, outcome }, options }: Told): Generator<Warning> {
  const parameters = fit.rank - (data.intercept ? 1 : 0);
  const cases = casesOf(fit);
  if (parameters > 0 && cases / parameters < CASES_PER_PARAMETER) {
    const n = Math.round(cases);
    const what = isBinary(options.family)
      ? { en: `${countOf(n, 'row')} with the rarer outcome`, zh: '例较少见的结局' }
      : isCount(options.family)
        ? { en: countOf(n, 'event'), zh: '个事件' }
        : { en: countOf(n, 'row'), zh: '行' };
    yield {
      code: 'few_events',
      message: {
        en: `There ${n === 1 ? 'is' : 'are'} ${what.en} for ${countOf(parameters, 'coefficient')}, fewer than ${CASES_PER_PARAMETER} each: estimates may be unstable and too extreme.`,
        zh: `${parameters} 个系数仅有 ${n} ${what.zh}，平均不足 ${CASES_PER_PARAMETER}：估计可能不稳定且偏极端。`,
      },
    };
  }
  const left = sizeOf(data) - fit.rank;
  const ratio = pearson(fit) / left;
  if (options.family === 'poisson' && left > 0 && ratio > OVERDISPERSED && kind === null && !options.firth) {
    yield {
      code: 'overdispersed',
      message: {
        en: `The counts vary ${ratio.toFixed(1)} times as much as a Poisson model allows (Pearson χ²/df): its standard errors are too small. Choose a robust variance, or the negative binomial or quasi-Poisson family.`,
        zh: `计数的变异是 Poisson 模型所允许的 ${ratio.toFixed(1)} 倍（Pearson χ²/df）：标准误偏小。请选用稳健方差，或改用负二项或拟 Poisson 分布族。`,
      },
    };
  }
  if (outcome.column?.meta.event !== undefined) {
    const name = outcome.column.meta.label;
    yield {
      code: 'event_without_time',
      message: {
        en: `${name?.en ?? outcome.label} is the event of a follow-up, and this model takes no account of how long each row was followed. A Cox model does.`,
        zh: `${name?.zh ?? outcome.label} 是随访中的事件，而该模型未考虑各行的随访时长。Cox 模型考虑了时长。`,
      },
    };
  }
}

/** Firth's penalty may stand in the cell as it is. */
function isPenalisable(options: GlmOptions, { cluster, data }: PreparedGlm): boolean {
  const { family, link } = options;
  const canonical = (family === 'binomial' && (link ?? 'logit') === 'logit') || (family === 'poisson' && (link ?? 'log') === 'log');
  const plain = options.robust === undefined && cluster === null && options.anova === undefined;
  return canonical && plain && (data.weights === null || data.counted);
}

/** Rows, of an outcome that comes or not those of the rarer one, of counts the events. */
function casesOf({ data: { n, y, weights, counted, family } }: GlmFit): number {
  let [ones, rows] = [0, 0];
  for (let i = 0; i < n; i++) {
    const copies = counted ? (weights?.[i] ?? 1) : 1;
    ones += copies * y[i];
    rows += copies;
  }
  if (isBinary(family)) return Math.min(ones, rows - ones);
  return isCount(family) ? ones : rows;
}
