/** Words of the tests: their names, the methods of the table, what is estimated. */

import type { Localised } from '@/cohort-dsl/source/localised';
import { PROPORTION_WORDS } from '../../common-options';

export const TEST_WORDS = {
  t: { en: 't test, equal variances', zh: 't 检验（方差齐）' },
  welch: { en: 'Welch t test', zh: 'Welch t 检验' },
  paired: { en: 'paired t test', zh: '配对 t 检验' },
  wilcoxon: { en: 'Wilcoxon rank-sum test', zh: 'Wilcoxon 秩和检验' },
  signed_rank: { en: 'Wilcoxon signed-rank test', zh: 'Wilcoxon 符号秩检验' },
  anova: { en: 'analysis of variance', zh: '方差分析' },
  welch_anova: { en: 'Welch analysis of variance', zh: 'Welch 方差分析' },
  kruskal: { en: 'Kruskal–Wallis test', zh: 'Kruskal–Wallis 检验' },
  friedman: { en: 'Friedman test', zh: 'Friedman 检验' },
  chisq: { en: 'χ² test', zh: 'χ² 检验' },
  fisher: { en: 'Fisher’s exact test', zh: 'Fisher 精确检验' },
  mcnemar: { en: 'McNemar test', zh: 'McNemar 检验' },
  cmh: { en: 'Cochran–Mantel–Haenszel test', zh: 'Cochran–Mantel–Haenszel 检验' },
  trend: { en: 'Cochran–Armitage trend test', zh: 'Cochran–Armitage 趋势检验' },
  correlation: { en: 'correlation', zh: '相关分析' },
  shapiro: { en: 'Shapiro–Wilk test of normality', zh: 'Shapiro–Wilk 正态性检验' },
  levene: { en: 'Levene test of equal variances', zh: 'Levene 方差齐性检验' },
  proportion: { en: 'proportions', zh: '比例' },
} as const satisfies Readonly<Record<string, Localised>>;

export const COEFFICIENT_WORDS = {
  pearson: { en: 'Pearson', zh: 'Pearson 相关' },
  spearman: { en: 'Spearman', zh: 'Spearman 秩相关' },
  kendall: { en: 'Kendall', zh: 'Kendall 秩相关' },
} as const satisfies Readonly<Record<string, Localised>>;

export const INTERVAL_WORDS = {
  ...PROPORTION_WORDS,
  newcombe: { en: 'Newcombe', zh: 'Newcombe 法' },
  miettinen_nurminen: { en: 'Miettinen–Nurminen', zh: 'Miettinen–Nurminen 法' },
} as const satisfies Readonly<Record<string, Localised>>;

/** How a row was calculated, and the letter of its statistic. */
interface MethodWords extends Localised {
  readonly symbol: string;
}

const said = (en: string, zh: string, symbol: string): MethodWords => ({ en, zh, symbol });

export const METHOD_WORDS = {
  one_sample_t: said('one-sample t test', '单样本 t 检验', 't'),
  t: said('t test with equal variances', 't 检验（方差齐）', 't'),
  welch: said('Welch t test', 'Welch t 检验', 't'),
  paired_t: said('paired t test', '配对 t 检验', 't'),
  wilcoxon_exact: said('exact Wilcoxon rank-sum test', 'Wilcoxon 秩和检验（精确）', 'W'),
  wilcoxon_normal: said('Wilcoxon rank-sum test, normal approximation', 'Wilcoxon 秩和检验（正态近似）', 'W'),
  wilcoxon_corrected: said(
    'Wilcoxon rank-sum test, normal approximation with continuity correction',
    'Wilcoxon 秩和检验（正态近似，连续性校正）',
    'W',
  ),
  signed_rank_exact: said('exact Wilcoxon signed-rank test', 'Wilcoxon 符号秩检验（精确）', 'V'),
  signed_rank_normal: said('Wilcoxon signed-rank test, normal approximation', 'Wilcoxon 符号秩检验（正态近似）', 'V'),
  signed_rank_corrected: said(
    'Wilcoxon signed-rank test, normal approximation with continuity correction',
    'Wilcoxon 符号秩检验（正态近似，连续性校正）',
    'V',
  ),
  anova: said('one-way analysis of variance', '单因素方差分析', 'F'),
  welch_anova: said('Welch one-way analysis of variance', 'Welch 单因素方差分析', 'F'),
  kruskal: said('Kruskal–Wallis test', 'Kruskal–Wallis 检验', 'χ²'),
  friedman: said('Friedman test', 'Friedman 检验', 'χ²'),
  chisq: said('χ² test', 'χ² 检验', 'χ²'),
  chisq_yates: said('χ² test with Yates’s correction', 'χ² 检验（Yates 校正）', 'χ²'),
  fisher: said('Fisher’s exact test', 'Fisher 精确检验', ''),
  fisher_mid_p: said('Fisher’s exact test, mid-p', 'Fisher 精确检验（mid-p）', ''),
  fisher_simulated: said('Fisher’s exact test, simulated', 'Fisher 精确检验（模拟）', ''),
  mcnemar: said('McNemar test', 'McNemar 检验', 'χ²'),
  mcnemar_corrected: said('McNemar test with continuity correction', 'McNemar 检验（连续性校正）', 'χ²'),
  mcnemar_exact: said('exact McNemar test', 'McNemar 精确检验', ''),
  mcnemar_mid_p: said('exact McNemar test, mid-p', 'McNemar 精确检验（mid-p）', ''),
  bowker: said('Bowker test of symmetry', 'Bowker 对称性检验', 'χ²'),
  cmh: said('Cochran–Mantel–Haenszel test', 'Cochran–Mantel–Haenszel 检验', 'χ²'),
  cmh_corrected: said('Cochran–Mantel–Haenszel test with continuity correction', 'Cochran–Mantel–Haenszel 检验（连续性校正）', 'χ²'),
  cmh_general: said('Cochran–Mantel–Haenszel test of general association', 'Cochran–Mantel–Haenszel 一般关联检验', 'χ²'),
  trend: said('Cochran–Armitage trend test', 'Cochran–Armitage 趋势检验', 'χ²'),
  pearson: said('Pearson correlation', 'Pearson 相关', 't'),
  spearman: said('Spearman correlation, t approximation', 'Spearman 秩相关（t 近似）', 'S'),
  spearman_series: said('Spearman correlation, Edgeworth series', 'Spearman 秩相关（Edgeworth 级数）', 'S'),
  spearman_exact: said('Spearman correlation, exact', 'Spearman 秩相关（精确）', 'S'),
  kendall: said('Kendall correlation, normal approximation', 'Kendall 秩相关（正态近似）', 'z'),
  kendall_exact: said('Kendall correlation, exact', 'Kendall 秩相关（精确）', 'T'),
  shapiro: said('Shapiro–Wilk test', 'Shapiro–Wilk 检验', 'W'),
  levene: said('Levene test about the medians', 'Levene 检验（以中位数为中心）', 'F'),
  wilson: said('Wilson interval', 'Wilson 区间', 'χ²'),
  clopper_pearson: said('Clopper–Pearson interval', 'Clopper–Pearson 区间', ''),
  agresti_coull: said('Agresti–Coull interval', 'Agresti–Coull 区间', 'χ²'),
  newcombe: said('Newcombe interval, χ² test', 'Newcombe 区间，χ² 检验', 'χ²'),
  newcombe_yates: said('Newcombe interval, χ² test with Yates’s correction', 'Newcombe 区间，χ² 检验（Yates 校正）', 'χ²'),
  miettinen_nurminen: said('Miettinen–Nurminen interval, χ² test', 'Miettinen–Nurminen 区间，χ² 检验', 'χ²'),
  miettinen_nurminen_yates: said(
    'Miettinen–Nurminen interval, χ² test with Yates’s correction',
    'Miettinen–Nurminen 区间，χ² 检验（Yates 校正）',
    'χ²',
  ),
} as const satisfies Readonly<Record<string, MethodWords>>;

export type MethodWord = keyof typeof METHOD_WORDS;

export const QUANTITY_WORDS = {
  mean: { en: 'mean', zh: '均数' },
  mean_difference: { en: 'difference in means', zh: '均数之差' },
  paired_difference: { en: 'mean of the differences', zh: '差值的均数' },
  location_shift: { en: 'location shift (Hodges–Lehmann)', zh: '位置差（Hodges–Lehmann）' },
  pseudo_median: { en: 'pseudo-median (Hodges–Lehmann)', zh: '伪中位数（Hodges–Lehmann）' },
  conditional_odds_ratio: { en: 'conditional odds ratio', zh: '条件比值比' },
  matched_odds_ratio: { en: 'odds ratio of the discordant pairs', zh: '不一致配对的比值比' },
  common_odds_ratio: { en: 'common odds ratio', zh: '合并比值比' },
  slope: { en: 'change in the proportion for each score', zh: '得分每增加 1 时比例的变化' },
  proportion: { en: 'proportion', zh: '比例' },
  proportion_difference: { en: 'difference of proportions', zh: '比例之差' },
  pearson: { en: 'correlation r', zh: '相关系数 r' },
  spearman: { en: 'correlation ρ', zh: '相关系数 ρ' },
  kendall: { en: 'correlation τ', zh: '相关系数 τ' },
} as const satisfies Readonly<Record<string, Localised>>;

export type QuantityWord = keyof typeof QUANTITY_WORDS;
