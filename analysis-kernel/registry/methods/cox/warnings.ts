/** What `cox` warns about: values shown on the result, never log lines. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { namesIn } from '../../../formula/expression';
import { countOf } from '../../../results/format';
import type { ResultTable, Value, Warning } from '../../../results/result';
import { overlapWarnings, ROBUST_BY_ROW } from '../../row-warnings';
import type { CoxFit } from './kernel/fit';
import type { PreparedCox } from './prepare';

const EVENTS_PER_PARAMETER = 10;
const VIOLATION = 0.05;
const MOST_NAMES = 8;
const ALL_TERMS: Localised = { en: 'all terms together', zh: '整体检验' };

/** Warnings about the fit: near ties, collinear columns, convergence, infinite coefficients, few events, non-proportional hazards, ignored centre. */
export function coxWarnings(
  fit: CoxFit,
  prepared: PreparedCox,
  zph: ResultTable | null,
  labels: Readonly<Record<string, Localised>>,
): Warning[] {
  const names = prepared.design.names;
  const list = (columns: readonly number[], lang: Language) => {
    const shown = columns.slice(0, MOST_NAMES).map((j) => labels[names[j]]?.[lang] ?? names[j]);
    const more = columns.length - shown.length;
    return more > 0 ? `${shown.join(', ')}, … (+${more})` : shown.join(', ');
  };
  const warnings: Warning[] = [];
  const warn = (code: string, message: Localised) => warnings.push({ code, message });
  if (prepared.mergedTimes > 0) {
    const n = prepared.mergedTimes;
    warn('near_ties', {
      en: `${n === 1 ? '1 time' : `${n} times`} differed from an earlier one by rounding only and ${n === 1 ? 'was' : 'were'} taken as equal to it.`,
      zh: `${n} 个时间与较早的时间仅有舍入误差之差，已视为相同。`,
    });
  }
  if (fit.redundant.length > 0) {
    warn('collinear', {
      en: `${list(fit.redundant, 'en')} ${fit.redundant.length === 1 ? 'is' : 'are'} determined by the columns before and left out.`,
      zh: `${list(fit.redundant, 'zh')} 可由前面的列线性表示，已剔除。`,
    });
  }
  if (!fit.converged) {
    warn('not_converged', {
      en: `The fit did not converge in ${fit.iterations} iterations; the estimates are the best it came to, not the maximum.`,
      zh: `迭代 ${fit.iterations} 次后仍未收敛；所给为迭代中似然最高的估计值，并非最大似然估计。`,
    });
  }
  if (fit.infinite.length > 0) {
    warn('infinite_coefficient', {
      en: `The likelihood settled while ${list(fit.infinite, 'en')} still moved: the coefficient may be infinite (some group has no events). Do not use its Wald test or interval; the likelihood-ratio test and profile: true hold.`,
      zh: `似然已稳定而 ${list(fit.infinite, 'zh')} 的系数仍在变化，可能为无穷大（某组没有事件）。其 Wald 检验与置信区间不可用，似然比检验与 profile: true 仍有效。`,
    });
  }
  const df = fit.likelihoodRatio.df;
  if (df > 0 && fit.events / df < EVENTS_PER_PARAMETER) {
    warn('few_events', {
      en: `There ${fit.events === 1 ? 'is' : 'are'} ${countOf(fit.events, 'event')} for ${countOf(df, 'coefficient')}, fewer than ${EVENTS_PER_PARAMETER} each: estimates may be unstable and too extreme.`,
      zh: `${df} 个系数仅有 ${fit.events} 个事件，平均不足 ${EVENTS_PER_PARAMETER} 个：估计可能不稳定且偏极端。`,
    });
  }
  // The scale of weights is arbitrary; the robust test leaves it out of account.
  const judged = zph === null ? -1 : zph.columns.indexOf(fit.robustVariance === null ? 'p_value' : 'robust_p_value');
  const below = (p: Value) => typeof p === 'number' && p < VIOLATION;
  const violated = zph === null ? [] : zph.rows.filter((row) => below(row[judged])).map((row) => String(row[0]));
  const test = fit.robustVariance === null ? { en: 'score test', zh: '得分检验' } : { en: 'robust score test', zh: '稳健得分检验' };
  const said = (term: string, lang: Language) => (term === 'GLOBAL' ? ALL_TERMS[lang] : (labels[term]?.[lang] ?? term));
  if (violated.length > 0) {
    warn('ph_violated', {
      en: `The hazards do not look proportional (${test.en} p < ${VIOLATION}): ${violated.map((term) => said(term, 'en')).join(', ')}. Look at the effect over time; strata() lets a factor's hazards differ freely.`,
      zh: `比例风险假定可疑（${test.zh} P < ${VIOLATION}）：${violated.map((term) => said(term, 'zh')).join('、')}。请考察效应随时间的变化；strata() 可允许各层风险自由变化。`,
    });
  }
  if (fit.data.ties === 'exact') {
    warn('zph_exact', {
      en: 'The test of proportional hazards needs score residuals, which ties: exact does not have.',
      zh: '比例风险检验需要得分残差，ties: exact 下没有。',
    });
  }
  if (prepared.robust && fit.data.start !== null && fit.data.cluster === null) warnings.push(ROBUST_BY_ROW);
  warnings.push(...overlapWarnings(fit.data.start, fit.data.time, fit.data.cluster, fit.data.strata));
  const centre = ignoredCentre(prepared);
  if (centre !== null) {
    warn('centre_ignored', {
      en: `The model takes no account of ${centre}. Add strata(${centre}) to let baseline hazards differ by centre, or cluster: ${centre} for the variance alone.`,
      zh: `模型未考虑 ${centre}。可加入 strata(${centre}) 使各中心的基线风险不同，或用 cluster: ${centre} 仅调整方差。`,
    });
  }
  return warnings;
}

/** A column with the role of centre and more than one value that neither the formula nor the cluster names. */
function ignoredCentre(prepared: PreparedCox): string | null {
  if (prepared.clusters !== null) return null;
  const named = new Set(namesIn(prepared.formula.right));
  for (const column of prepared.frame.columns) {
    if (column.meta.role !== 'centre' || named.has(column.name)) continue;
    const values = column.kind === 'text' ? column.codes : column.values;
    const first = prepared.design.rows[0];
    if (prepared.design.rows.some((row) => column.valid[row] === 1 && values[row] !== values[first])) return column.name;
  }
  return null;
}
