/** What `mixed` warns about: values shown on the result. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { fixedText, listText } from '../../../results/format';
import type { Warning } from '../../../results/result';
import { listSaid, saidOf } from '../../labels';
import type { Component, MixedFit } from './kernel/fit';
import type { MixedOptions } from './options';
import type { PreparedMixed } from './prepare';

type Labels = Readonly<Record<string, Localised>>;

/** Levels from which on a variance between them is known well enough to speak of. */
const FEW_LEVELS = 10;
const PERFECT_CORRELATION = 0.9999;
/** A share of the largest variance of the outcome's that is none. */
const NO_VARIANCE = 1e-8;

/** Columns left out, singular fits, non-convergence, few groups, a thin acute phase. */
export function mixedWarnings(fit: MixedFit, prepared: PreparedMixed, options: MixedOptions, labels: Labels): Warning[] {
  const { design, random, data, slope } = prepared;
  const warnings: Warning[] = [];
  const warn = (code: string, en: string, zh: string) => warnings.push({ code, message: { en, zh } });
  const redundant = design.names.filter((_, j) => Number.isNaN(fit.beta[j]));
  if (redundant.length > 0) {
    const list = (lang: Language) => listSaid(redundant, labels, lang);
    warn(
      'collinear',
      `${list('en')} ${redundant.length === 1 ? 'is' : 'are'} determined by the columns before and left out.`,
      `${list('zh')} 可由前面的列线性表示，已剔除。`,
    );
  }
  const singular = fit.components.filter((one) => one.singular);
  if (singular.length > 0) warnings.push(singularWarning(singular, fit, prepared, labels));
  if (singular.length === 0 && fit.flat > 0) {
    warn(
      'flat',
      'Some variances of the random effects cannot be told apart: other values of them give the same likelihood, and those shown are one choice of many. Is a random effect there twice, or determined by others? Leave it out. The fixed effects stand.',
      '部分随机效应的方差无法区分：其他取值给出相同的似然，所示仅为其中之一。请检查随机效应是否重复，或可由其他随机效应表示，并将其删去。固定效应仍可用。',
    );
  }
  if (!fit.converged) {
    const gradient = fit.gradient.toPrecision(2);
    warn(
      'not_converged',
      `The fit did not converge in ${fit.iterations} iterations: the deviance still has a slope of ${gradient}, and a step would lower it by ${fit.gain.toPrecision(2)}. The estimates are the last it came to. Leave out random slopes that the data say little about.`,
      `迭代 ${fit.iterations} 次后仍未收敛：偏差的梯度为 ${gradient}，再走一步可降低 ${fit.gain.toPrecision(2)}。所给为最后一次迭代的估计值。请删去数据信息不足的随机斜率。`,
    );
  }
  const few = [...new Map(random.map(({ group, grouping }) => [group, grouping.labels.length]))].filter(
    ([, levels]) => levels < FEW_LEVELS,
  );
  if (few.length > 0) {
    const said = (lang: Language) =>
      listText(
        few.map(([group, levels]) =>
          lang === 'zh' ? `${saidOf(group, labels).zh}（${levels}）` : `${saidOf(group, labels).en} (${levels})`,
        ),
        lang,
      );
    warn(
      'few_groups',
      `Fewer than ${FEW_LEVELS} levels: ${said('en')}. A variance between so few is hardly known; a fixed effect may say more.`,
      `水平少于 ${FEW_LEVELS} 个：${said('zh')}。如此少的水平难以估计其间方差；改作固定效应可能更合适。`,
    );
  }
  if (data.y.every((value) => value === 0 || value === 1)) {
    warn(
      'two_values',
      'The outcome is 0 or 1, and this model takes it for a number: effects are differences in its share, which may leave 0 to 1.',
      '结局只取 0 或 1，而该模型按数值处理：效应为比例之差，预测值可能超出 0 至 1。',
    );
  }
  if (slope !== null && slope.knot !== null) {
    const column = prepared.frame.columns.find(({ name }) => name === slope.years);
    const { knot } = slope;
    const within =
      column?.kind === 'numeric' ? design.rows.filter((row) => column.values[row] > 0 && column.values[row] <= knot).length : 0;
    if (within === 0) {
      warn(
        'no_acute_measurements',
        'No value was measured between the start and the knot: the acute slope is drawn from the start to where the chronic line meets the knot, and rests on the model alone.',
        '起点与节点之间没有测量值：急性期斜率由起点连至慢性期直线与节点的交点，完全依赖模型。',
      );
    }
  }
  if (options.df === 'wald' && fit.components.some(({ index }) => random[index].grouping.labels.length < 50)) {
    warn(
      'wald_few_groups',
      'Wald tests take the variances as known; with fewer than 50 levels of a grouping their intervals are too short. Satterthwaite’s degrees of freedom allow for it.',
      'Wald 检验视方差为已知；分组水平少于 50 个时置信区间偏窄。Satterthwaite 自由度可予校正。',
    );
  }
  return warnings;
}

/** What does not vary, by its name. */
function singularWarning(singular: readonly Component[], fit: MixedFit, { random, data }: PreparedMixed, labels: Labels): Warning {
  const parts = singular.flatMap(({ index, q, covariance }): Localised[] => {
    const { group, names } = random[index];
    const own = saidOf(group, labels);
    const said = (name: string) => saidOf(name, labels);
    const { z } = data.random[index];
    // On the scale of the outcome: a slope times the spread of its column.
    const sizes = names.map((_, a) => {
      let square = 0;
      for (let i = 0; i < data.n; i++) square += z[a * data.n + i] ** 2 / data.n;
      return covariance[a * q + a] * square;
    });
    const found: Localised[] = [];
    const none = names.flatMap((_, a) => (sizes[a] <= NO_VARIANCE * fit.sigma ** 2 ? [a] : []));
    for (const a of none) {
      const term = names[a] === '(Intercept)' ? { en: 'intercepts', zh: '截距' } : said(names[a]);
      found.push({ en: `the variance of ${term.en} between ${own.en} is zero`, zh: `${own.zh}间${term.zh}的方差为零` });
    }
    for (let a = 0; a < q; a++) {
      for (let b = 0; b < a; b++) {
        if (none.includes(a) || none.includes(b)) continue;
        const correlation = covariance[a * q + b] / Math.sqrt(covariance[a * q + a] * covariance[b * q + b]);
        if (Math.abs(correlation) < PERFECT_CORRELATION) continue;
        const sign = fixedText(Math.sign(correlation), 0);
        found.push({
          en: `the correlation of ${said(names[b]).en} and ${said(names[a]).en} between ${own.en} is ${sign}`,
          zh: `${own.zh}间${said(names[b]).zh}与${said(names[a]).zh}的相关系数为 ${sign}`,
        });
      }
    }
    if (found.length > 0) return found;
    return [{ en: `some combination of the random effects of ${own.en} does not vary`, zh: `${own.zh}的随机效应存在不变的线性组合` }];
  });
  return {
    code: 'singular',
    message: {
      en: `The fit is singular: ${parts.map(({ en }) => en).join('; ')}. The data do not ask for so many random effects: leave out the one that does not vary, or write || for effects without correlation. The fixed effects stand; tests of what rests on that variance are to be read with care.`,
      zh: `拟合奇异：${parts.map(({ zh }) => zh).join('；')}。数据不支持这么多随机效应：请删去不变异的随机效应，或用 || 去掉相关。固定效应仍可用；依赖该方差的检验应谨慎解读。`,
    },
  };
}
