/** What models of hazards warn about: values shown on the result, never log lines. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { Design } from '../formula/design-matrix';
import { namesIn } from '../formula/expression';
import type { Formula } from '../formula/parse-formula';
import type { Frame } from '../frame/column';
import { countOf } from '../results/format';
import type { ResultTable, Value, Warning } from '../results/result';
import type { CoxFit } from '../stats/cox/fit';
import { listSaid, saidOf } from './labels';
import { fewClusters, overlapWarnings, ROBUST_BY_ROW } from './row-warnings';

const EVENTS_PER_PARAMETER = 10;
const VIOLATION = 0.05;
const ALL_TERMS: Localised = { en: 'all terms together', zh: '整体检验' };

type Labels = Readonly<Record<string, Localised>>;

/** What is read of a fit for its warnings. */
type Judged = Pick<CoxFit, 'redundant' | 'converged' | 'iterations' | 'infinite' | 'events' | 'robustVariance'> & {
  readonly likelihoodRatio: Pick<CoxFit['likelihoodRatio'], 'df'>;
  readonly data: Pick<CoxFit['data'], 'ties'>;
};

/** The rows of a model, as its front prepares them. */
export interface ModelledRows {
  readonly design: Pick<Design, 'rows'>;
  readonly formula: Formula;
  /** `design.rows` index it. */
  readonly frame: Frame;
  readonly clusters: number | null;
  /** A column that shares a frailty. */
  readonly frailty?: { readonly column: string } | null;
  readonly robust: boolean;
}

/** The warning that times were made one; none where none were. */
export function nearTiesWarnings(mergedTimes: number): Warning[] {
  if (mergedTimes === 0) return [];
  const message = {
    en: `${mergedTimes === 1 ? '1 time' : `${mergedTimes} times`} differed from an earlier one by rounding only and ${mergedTimes === 1 ? 'was' : 'were'} taken as equal to it.`,
    zh: `${mergedTimes} 个时间与较早的时间仅有舍入误差之差，已视为相同。`,
  };
  return [{ code: 'near_ties', message }];
}

/**
 * Warnings about a fit: collinear columns, convergence, infinite coefficients, few events, hazards that are not proportional.
 * @param holds what of the model still holds where a coefficient may be infinite, or what to do instead
 */
export function fitWarnings(fit: Judged, names: readonly string[], zph: ResultTable | null, labels: Labels, holds: Localised): Warning[] {
  const list = (columns: readonly number[], lang: Language) =>
    listSaid(
      columns.map((j) => names[j]),
      labels,
      lang,
    );
  const warnings: Warning[] = [];
  const warn = (code: string, message: Localised) => warnings.push({ code, message });
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
      en: `The likelihood settled while ${list(fit.infinite, 'en')} still moved: the coefficient may be infinite (some group has no events). Do not use its Wald test or interval; ${holds.en}.`,
      zh: `似然已稳定而 ${list(fit.infinite, 'zh')} 的系数仍在变化，可能为无穷大（某组没有事件）。其 Wald 检验与置信区间不可用；${holds.zh}。`,
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
  const termAt = zph === null ? -1 : zph.columns.indexOf('term');
  const judged = zph === null ? -1 : zph.columns.indexOf(fit.robustVariance === null ? 'p_value' : 'robust_p_value');
  const below = (p: Value) => typeof p === 'number' && p < VIOLATION;
  // The last row is of all terms; a variable may be called GLOBAL too.
  const ofAll = zph === null ? -1 : zph.rows.findLastIndex((row) => row[termAt] === 'GLOBAL');
  const violated =
    zph === null ? [] : zph.rows.flatMap((row, at) => (below(row[judged]) ? [{ term: String(row[termAt]), isOfAll: at === ofAll }] : []));
  const test = fit.robustVariance === null ? { en: 'score test', zh: '得分检验' } : { en: 'robust score test', zh: '稳健得分检验' };
  const said = ({ term, isOfAll }: (typeof violated)[number], lang: Language) => (isOfAll ? ALL_TERMS : saidOf(term, labels))[lang];
  if (violated.length > 0) {
    warn('ph_violated', {
      en: `The hazards do not look proportional (${test.en} p < ${VIOLATION}): ${violated.map((term) => said(term, 'en')).join(', ')}. Look at the effect over time; strata let the hazards of a factor differ freely.`,
      zh: `比例风险假定可疑（${test.zh} P < ${VIOLATION}）：${violated.map((term) => said(term, 'zh')).join('、')}。请考察效应随时间的变化；对分类变量可按其分层，使各层风险自由变化。`,
    });
  }
  if (fit.data.ties === 'exact') {
    warn('zph_exact', {
      en: 'The test of proportional hazards needs score residuals, which the exact treatment of ties does not have.',
      zh: '比例风险检验需要得分残差，而结点的精确处理没有得分残差。',
    });
  }
  return warnings;
}

/** Warnings about what a row stands for: robust without clusters, rows that overlap, a centre that the model ignores. */
export function modelledRowsWarnings(
  rows: ModelledRows,
  { start, time, cluster, strata }: Pick<CoxFit['data'], 'start' | 'time' | 'cluster' | 'strata'>,
  labels: Labels,
): Warning[] {
  const warnings: Warning[] = [];
  if (rows.robust && start !== null && cluster === null) warnings.push(ROBUST_BY_ROW);
  warnings.push(...overlapWarnings(start, time, cluster, strata), ...fewClusters(rows.clusters));
  const ignored = ignoredCentre(rows);
  if (ignored !== null) {
    const centre = saidOf(ignored, labels);
    warnings.push({
      code: 'centre_ignored',
      message: {
        en: `The model takes no account of ${centre.en}. Take it as a stratum to let baseline hazards differ between its values, or as a cluster for the variance alone.`,
        zh: `模型未考虑“${centre.zh}”。可将其作为分层变量，使各层的基线风险不同；或作为聚类，仅调整方差。`,
      },
    });
  }
  return warnings;
}

/** A column with the role of centre and more than one value that neither the formula nor the cluster names. */
function ignoredCentre({ clusters, formula, frame, design, frailty }: ModelledRows): string | null {
  if (clusters !== null) return null;
  const named = new Set(namesIn(formula.right));
  for (const column of frame.columns) {
    if (column.meta.role !== 'centre' || named.has(column.name) || column.name === frailty?.column) continue;
    const values = column.kind === 'text' ? column.codes : column.values;
    const first = design.rows[0];
    if (design.rows.some((row) => column.valid[row] === 1 && values[row] !== values[first])) return column.name;
  }
  return null;
}
