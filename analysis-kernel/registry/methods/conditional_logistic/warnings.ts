/** What `conditional_logistic` warns about: values shown on the result. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { countOf, countText, listText } from '../../../results/format';
import type { Warning } from '../../../results/result';
import type { CoxFit } from '../../../stats/cox/fit';
import { fitWarnings } from '../../hazard-warnings';
import { listSaid, saidOf } from '../../labels';
import { fewClusters } from '../../row-warnings';
import { oneSided } from './kernel/sets';
import type { ConditionalLogisticOptions } from './options';
import type { PreparedSets } from './prepare';

const SETS_PER_PARAMETER = 10;
const MOST_REASONS = 3;

type Labels = Readonly<Record<string, Localised>>;

/** Sets that do not count, columns that cancel or are determined, separation, few sets, few clusters. */
export function setsWarnings(fit: CoxFit, prepared: PreparedSets, { ties }: ConditionalLogisticOptions, labels: Labels): Warning[] {
  const { design, constant, matched, all, sizes } = prepared;
  const list = (columns: readonly number[], lang: Language) =>
    listSaid(
      columns.map((j) => design.names[j]),
      labels,
      lang,
    );
  const warnings: Warning[] = [
    ...without('case', all.withoutCase, all.sizes.cases.length),
    ...without('control', all.withoutControl, all.sizes.cases.length),
  ];
  const warn = (code: string, en: string, zh: string) => warnings.push({ code, message: { en, zh } });
  if (constant.length > 0) {
    warn(
      'constant_in_sets',
      `${list(constant, 'en')} ${constant.length === 1 ? 'has' : 'have'} one value within every set that counts, as what was matched on has, and ${constant.length === 1 ? 'is' : 'are'} left out: the conditional likelihood holds nothing of ${constant.length === 1 ? 'its' : 'their'} effect. Its product with a column that varies may stand in the formula.`,
      `${list(constant, 'zh')} 在每个计入的匹配组内取值相同（如用于匹配的变量），已剔除：条件似然不含其效应的信息。它与组内变化变量的交互项可以纳入公式。`,
    );
  }
  const redundant = fit.redundant.filter((j) => !constant.includes(j));
  const judged = { ...fit, redundant, infinite: [], events: Number.POSITIVE_INFINITY, data: { ties: 'breslow' as const } };
  warnings.push(...fitWarnings(judged, design.names, null, labels, { en: '', zh: '' }));
  if (fit.infinite.length > 0) {
    const reasons = fit.infinite.flatMap((j) => reasonOf(j, prepared, labels) ?? []).slice(0, MOST_REASONS);
    const why = (lang: Language) =>
      reasons.length === 0
        ? ''
        : `${listText(
            reasons.map((one) => one[lang]),
            lang,
          )}${lang === 'zh' ? '。' : '. '}`;
    warn(
      'separation',
      `${list(fit.infinite, 'en')} tells cases from controls perfectly within the sets (separation): ${why('en')}The coefficient runs off without end, and its standard error, interval and p value mean nothing; the likelihood-ratio test of the fit holds. Join levels, leave the column out, or report the counts.`,
      `${list(fit.infinite, 'zh')} 在匹配组内可完全区分病例与对照（分离）：${why('zh')}系数趋于无穷，其标准误、置信区间与 P 值均无意义；模型的似然比检验仍有效。请合并水平、剔除该变量，或直接报告频数。`,
    );
  }
  const df = fit.likelihoodRatio.df;
  if (df > 0 && matched.sets / df < SETS_PER_PARAMETER) {
    warn(
      'few_sets',
      `There ${matched.sets === 1 ? 'is' : 'are'} ${countOf(matched.sets, 'set')} with a case and a control for ${countOf(df, 'coefficient')}, fewer than ${SETS_PER_PARAMETER} each: estimates may be unstable and too extreme.`,
      `${df} 个系数仅有 ${matched.sets} 个同时含病例与对照的匹配组，平均不足 ${SETS_PER_PARAMETER} 组：估计可能不稳定且偏极端。`,
    );
  }
  if (ties !== 'exact' && sizes.cases.some((m) => m > 1)) {
    warn(
      'approximate_likelihood',
      'Some sets have several cases, where this is an approximation that draws coefficients towards 0 when cases are not few among the rows of their set. The exact likelihood has no such error.',
      '部分匹配组含多个病例，此近似在组内病例比例不小时会使系数偏向 0；精确似然没有这种误差。',
    );
  }
  warnings.push(...fewClusters(prepared.clusters));
  return warnings;
}

function without(what: 'case' | 'control', n: number, sets: number): Warning[] {
  if (n === 0) return [];
  const said = what === 'case' ? '病例' : '对照';
  return [
    {
      code: `sets_without_${what}`,
      message: {
        en: `${countText(n)} of ${countOf(sets, 'set')} ${n === 1 ? 'has' : 'have'} no ${what} among the complete rows and ${n === 1 ? 'does' : 'do'} not count: without a comparison within the set it says nothing.`,
        zh: `${countText(sets)} 个匹配组中有 ${countText(n)} 个的完整行中没有${said}，未计入：组内无从比较，不含信息。`,
      },
    },
  ];
}

/** `in all 12 sets in which Smoking differs no control has more of it than a case`. */
function reasonOf(column: number, { matched, design }: PreparedSets, labels: Labels): Localised | null {
  const found = oneSided(column, matched);
  if (found === null) return null;
  const said = saidOf(design.names[column], labels);
  const sets = countOf(found.sets, 'set');
  return {
    en: `in ${found.sets === 1 ? 'the one set' : `all ${sets}`} in which ${said.en} differs, no ${found.higher ? 'control' : 'case'} has a larger value than a ${found.higher ? 'case' : 'control'}`,
    zh: `在“${said.zh}”取值有差别的全部 ${countText(found.sets)} 个匹配组中，没有${found.higher ? '对照' : '病例'}的值大于${found.higher ? '病例' : '对照'}`,
  };
}
