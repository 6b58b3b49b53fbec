/** What `conditional_logistic` refuses, with what to do instead. */
import { countText, firstText, rowsText } from '../../../results/format';
import { leaveOut, MethodError, ROWS } from '../../../results/method-error';
import { CONDITIONAL_LOGISTIC_ERRORS as ERRORS } from './errors';
import type { SetSizes } from './kernel/sets';

/** No left side. */
export function noCase(): MethodError {
  const text = {
    en: 'The formula has no left side; write before `~` whether a row is a case: case ~ exposure + strata(set).',
    zh: '公式缺少左边；请在“~”之前写明是否病例：case ~ exposure + strata(set)。',
  };
  return new MethodError(ERRORS, 'formula_response', text, 'formula', 0);
}

/** No `strata()`. */
export function noSets(): MethodError {
  const text = {
    en: 'The formula does not say which rows are matched. Name the column of the sets in strata(): case ~ exposure + strata(set). For cases and controls that are not matched use logistic regression.',
    zh: '公式未说明哪些行互相匹配。请在 strata() 中写明匹配组的列：case ~ exposure + strata(set)。未匹配的病例与对照请用 logistic 回归。',
  };
  return new MethodError(ERRORS, 'no_sets', text, 'formula');
}

/** No covariate beside the sets. */
export function noTerms(): MethodError {
  const text = {
    en: 'The formula has no covariate beside the sets, so there is nothing to estimate: case ~ exposure + strata(set).',
    zh: '公式除匹配组外没有协变量，无可估计：case ~ exposure + strata(set)。',
  };
  return new MethodError(ERRORS, 'no_terms', text, 'formula');
}

/** All sets lack a case or a control. */
export function noInformativeSets(sets: number, withoutCase: number, withoutControl: number): MethodError {
  const [all, noCases, noControls] = [sets, withoutCase, withoutControl].map(countText);
  const text = {
    en: `None of the ${all} sets has both a case and a control among its complete rows: ${noCases} have no case, ${noControls} no control. Check the column of the sets, which rows of one set have to share, and the coding of the cases.`,
    zh: `${all} 个匹配组的完整行中均未同时含有病例与对照：${noCases} 组无病例，${noControls} 组无对照。请检查匹配组的列（同组各行取值须相同）及病例的编码。`,
  };
  return new MethodError(ERRORS, 'no_informative_sets', text, ROWS);
}

/** Every covariate has one value within each set. */
export function nothingVaries(names: readonly string[]): MethodError {
  const text = {
    en: `${firstText(names, 8, 'en')}: one value within every set, as what was matched on has, and so no effect that could be estimated. Name a covariate that differs within sets.`,
    zh: `${firstText(names, 8, 'zh')} 在每个匹配组内取值均相同（如用于匹配的变量），其效应无法估计。请选择在组内变化的协变量。`,
  };
  return new MethodError(ERRORS, 'nothing_varies', text, 'formula');
}

/** Weights that the exact likelihood has no meaning for. */
export function exactWeights(kind: string): MethodError {
  const text = {
    en: `The exact likelihood counts choices of rows, so ${kind} weights have no meaning in it. Use ties: efron or ties: breslow, or weights of kind frequency.`,
    zh: `精确似然按行的组合计数，${kind} 权重在其中没有意义。请用 ties: efron 或 ties: breslow，或使用 frequency 类型的权重。`,
  };
  return new MethodError(ERRORS, 'exact_weights', text, 'ties', null, ['efron', 'breslow']);
}

/** A set whose rows are of several clusters, with the exact likelihood. */
export function clusterSplitsSets(): MethodError {
  const text = {
    en: 'Rows of one set are of several clusters, and the exact likelihood has no share of a row by itself. Name clusters that hold whole sets, or use ties: efron.',
    zh: '同一匹配组的行分属不同聚类，而精确似然没有单行的份额。请指定包含完整匹配组的聚类，或使用 ties: efron。',
  };
  return new MethodError(ERRORS, 'cluster_splits_sets', text, 'ties', null, ['efron', 'breslow']);
}

/** A variance between clusters, of which there is one. */
export function oneCluster(named: boolean): MethodError {
  const text = {
    en: `All rows used are of one ${named ? 'cluster' : 'set'}; a variance between ${named ? 'clusters' : 'sets'} needs two at least.`,
    zh: `所用的行均属于同一${named ? '聚类' : '匹配组'}；稳健方差至少需要两个${named ? '聚类' : '匹配组'}。`,
  };
  const key = named ? 'cluster' : 'robust';
  return new MethodError(ERRORS, 'one_cluster', text, key, null, [leaveOut(key)]);
}

/** More choices than the exact likelihood counts in good time; names the longest set. */
export function setsTooLong({ cases, controls }: SetSizes): MethodError {
  let at = 0;
  for (let s = 0; s < cases.length; s++) if (cases[s] + controls[s] > cases[at] + controls[at]) at = s;
  const [m, k] = [countText(cases[at]), countText(controls[at])];
  const text = {
    en: `The longest set has ${m} cases and ${k} controls (${rowsText(cases[at] + controls[at])}), too many choices for the exact likelihood to count in good time. Use ties: efron, or finer sets.`,
    zh: `最大的匹配组有 ${m} 个病例与 ${k} 个对照，组合过多，精确似然无法在合理时间内计算。请用 ties: efron，或采用更细的匹配组。`,
  };
  return new MethodError(ERRORS, 'sets_too_long', text, 'ties', null, ['efron', 'breslow']);
}
