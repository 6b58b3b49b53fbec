import type { Language, Localised } from '@/cohort-dsl/source/localised';

/** Headings of columns that result tables share, in the glossary's words. */
const HEADERS: Readonly<Record<string, Localised>> = {
  term: { en: 'Term', zh: '变量' },
  variable: { en: 'Variable', zh: '变量' },
  level: { en: 'Level', zh: '水平' },
  group: { en: 'Group', zh: '组' },
  strata: { en: 'Group', zh: '组' },
  contrast: { en: 'Contrast', zh: '对比' },
  estimate: { en: 'Estimate', zh: '估计值' },
  std_error: { en: 'SE', zh: '标准误' },
  std_error_log: { en: 'SE (log)', zh: '标准误（对数）' },
  robust_se: { en: 'Robust SE', zh: '稳健标准误' },
  statistic: { en: 'Statistic', zh: '统计量' },
  p_adjusted: { en: 'Adjusted p', zh: '校正 P 值' },
  group_1: { en: 'First group', zh: '第一组' },
  group_2: { en: 'Second group', zh: '第二组' },
  quantity: { en: 'Quantity', zh: '指标' },
  cause: { en: 'Cause', zh: '事件原因' },
  df: { en: 'df', zh: '自由度' },
  p_value: { en: 'p', zh: 'P 值' },
  conf_low: { en: 'Lower limit', zh: '置信下限' },
  conf_high: { en: 'Upper limit', zh: '置信上限' },
  hazard_ratio: { en: 'Hazard ratio', zh: '风险比' },
  hazard_ratio_low: { en: 'Lower limit', zh: '置信下限' },
  hazard_ratio_high: { en: 'Upper limit', zh: '置信上限' },
  n: { en: 'n', zh: '例数' },
  n_risk: { en: 'At risk', zh: '风险人数' },
  n_event: { en: 'Events', zh: '事件数' },
  n_censor: { en: 'Censored', zh: '删失数' },
  n_max: { en: 'Largest at risk', zh: '最大风险人数' },
  n_start: { en: 'At risk at start', zh: '起始风险人数' },
  records: { en: 'n', zh: '例数' },
  events: { en: 'Events', zh: '事件数' },
  missing: { en: 'Missing', zh: '缺失' },
  percent: { en: '%', zh: '%' },
  mean: { en: 'Mean', zh: '均数' },
  sd: { en: 'SD', zh: '标准差' },
  min: { en: 'Minimum', zh: '最小值' },
  p25: { en: '25th percentile', zh: '第 25 百分位数' },
  median: { en: 'Median', zh: '中位数' },
  p75: { en: '75th percentile', zh: '第 75 百分位数' },
  max: { en: 'Maximum', zh: '最大值' },
  smd: { en: 'SMD', zh: '标准化均数差' },
  test: { en: 'Test', zh: '检验' },
  method: { en: 'Method', zh: '方法' },
  time: { en: 'Time', zh: '时间' },
  probability: { en: 'Quantile', zh: '分位' },
  rmean: { en: 'Restricted mean', zh: '限制性平均生存时间' },
  se_rmean: { en: 'SE', zh: '标准误' },
  cumhaz: { en: 'Cumulative hazard', zh: '累积风险' },
  concordance: { en: 'Concordance', zh: '一致性指数（C）' },
  std_error_concordance: { en: 'SE of concordance', zh: 'C 的标准误' },
  loglik: { en: 'Log partial likelihood', zh: '对数偏似然' },
  loglik_null: { en: 'Log partial likelihood, null model', zh: '零模型对数偏似然' },
  lr: { en: 'Likelihood-ratio χ²', zh: '似然比 χ²' },
  lr_df: { en: 'Likelihood-ratio df', zh: '似然比自由度' },
  lr_p: { en: 'Likelihood-ratio p', zh: '似然比 P 值' },
  wald: { en: 'Wald χ²', zh: 'Wald χ²' },
  wald_df: { en: 'Wald df', zh: 'Wald 自由度' },
  wald_p: { en: 'Wald p', zh: 'Wald P 值' },
  score: { en: 'Score χ²', zh: '得分 χ²' },
  score_df: { en: 'Score df', zh: '得分自由度' },
  score_p: { en: 'Score p', zh: '得分 P 值' },
  aic: { en: 'AIC', zh: 'AIC' },
  bic: { en: 'BIC', zh: 'BIC' },
  iterations: { en: 'Iterations', zh: '迭代次数' },
  step: { en: 'Step', zh: '步骤' },
  kind: { en: 'Kind', zh: '类别' },
  label: { en: 'Criterion', zh: '标准' },
  patients: { en: 'Patients', zh: '患者数' },
  entries: { en: 'Entries', zh: '入组记录' },
  removed_patients: { en: 'Patients removed', zh: '排除患者数' },
  removed_entries: { en: 'Entries removed', zh: '排除记录数' },
};

/** Heading of a result table's column; a name without one stands as it is. */
export function headerOf(column: string, lang: Language): string {
  return HEADERS[column]?.[lang] ?? column;
}

/** Words the methods use for tests and quantities. */
const WORDS: Readonly<Record<string, Localised>> = {
  wilcoxon: { en: 'Wilcoxon rank-sum', zh: 'Wilcoxon 秩和检验' },
  kruskal: { en: 'Kruskal–Wallis', zh: 'Kruskal–Wallis 检验' },
  t: { en: 't test', zh: 't 检验' },
  anova: { en: 'analysis of variance', zh: '方差分析' },
  welch: { en: 'Welch’s t test', zh: 'Welch t 检验' },
  welch_anova: { en: 'Welch’s analysis of variance', zh: 'Welch 方差分析' },
  chisq: { en: 'χ²', zh: 'χ² 检验' },
  fisher: { en: 'Fisher’s exact', zh: 'Fisher 精确检验' },
  fisher_simulated: { en: 'Fisher’s exact, simulated', zh: 'Fisher 精确检验（模拟）' },
  'log-rank': { en: 'log-rank', zh: 'log-rank 检验' },
  'Peto–Peto (rho = 1)': { en: 'Peto–Peto', zh: 'Peto–Peto 检验' },
  stratified: { en: 'stratified', zh: '分层' },
  'robust variance': { en: 'robust variance', zh: '稳健方差' },
  trend: { en: 'trend', zh: '趋势检验' },
  holm: { en: 'Holm', zh: 'Holm 校正' },
  hochberg: { en: 'Hochberg', zh: 'Hochberg 校正' },
  bonferroni: { en: 'Bonferroni', zh: 'Bonferroni 校正' },
  bh: { en: 'Benjamini–Hochberg', zh: 'Benjamini–Hochberg 校正' },
  by: { en: 'Benjamini–Yekutieli', zh: 'Benjamini–Yekutieli 校正' },
  rmst: { en: 'Restricted mean', zh: '限制性平均生存时间' },
  rmtl: { en: 'Time lost', zh: '限制性平均损失时间' },
  difference: { en: 'Difference', zh: '差值' },
  ratio: { en: 'Ratio', zh: '比值' },
  rmtl_ratio: { en: 'Ratio of time lost', zh: '损失时间之比' },
};

/** Rows of a table of terms that stand for none of them, or for all. */
const TERMS: Readonly<Record<string, Localised>> = {
  NULL: { en: 'No terms', zh: '无协变量' },
  GLOBAL: { en: 'All terms together', zh: '整体检验' },
};

/** A term of a model, or what the rows without terms and of all terms are called. */
export function allTermsOf(term: string, lang: Language): string {
  return TERMS[term]?.[lang] ?? term;
}

/** A word of the methods in the reader's language, or several after one another (`log-rank, holm`); any other stands as it is. */
export function wordOf(word: string, lang: Language): string {
  return (
    WORDS[word]?.[lang] ??
    word
      .split(', ')
      .map((part) => WORDS[part]?.[lang] ?? part)
      .join(lang === 'zh' ? '，' : ', ')
  );
}

/** Captions of tables that no view names. */
const CAPTIONS: Readonly<Record<string, Localised>> = { attrition: { en: 'Attrition', zh: '筛选过程' } };

/** Caption of a result table without a view. */
export function captionOf(table: string, lang: Language): string {
  return CAPTIONS[table]?.[lang] ?? table;
}
