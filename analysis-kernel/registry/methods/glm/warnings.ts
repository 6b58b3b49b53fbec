/** What `glm` warns about: values shown on the result. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { countOf } from '../../../results/format';
import type { Warning } from '../../../results/result';
import { listSaid } from '../../labels';
import type { GlmFit } from './fit';
import type { GlmOptions } from './options';
import type { PreparedGlm } from './prepare';
import { pearson, sizeOf } from './variance';

const CASES_PER_PARAMETER = 10;
/** A last step that still moves a row's linear predictor by this much is no convergence of the coefficient. */
const STILL_MOVING = 0.1;
const OVERDISPERSED = 1.5;
const EDGE = 10 * Number.EPSILON;

/** Collinear columns, separation, non-convergence, too few cases, overdispersion, an outcome that has a time. */
export function glmWarnings(
  fit: GlmFit,
  { design, outcome, data }: PreparedGlm,
  options: GlmOptions,
  labels: Readonly<Record<string, Localised>>,
): Warning[] {
  const { names } = design;
  const list = (columns: readonly number[], lang: Language) =>
    listSaid(
      columns.map((j) => names[j]),
      labels,
      lang,
    );
  const warnings: Warning[] = [];
  const warn = (code: string, message: Localised) => warnings.push({ code, message });
  const redundant = names.flatMap((_, j) => (Number.isNaN(fit.coefficients[j]) ? [j] : []));
  if (redundant.length > 0) {
    warn('collinear', {
      en: `${list(redundant, 'en')} ${redundant.length === 1 ? 'is' : 'are'} determined by the columns before and left out.`,
      zh: `${list(redundant, 'zh')} 可由前面的列线性表示，已剔除。`,
    });
  }
  const moving = options.family === 'gaussian' ? [] : movingColumns(fit);
  if (moving.length > 0 && atTheEdge(fit)) {
    warn('separation', {
      en: `${list(moving, 'en')} tells the outcome apart perfectly in some rows (separation): the coefficient runs off without end, and its standard error, interval and p value mean nothing. Join levels, leave the column out, or report the counts.`,
      zh: `${list(moving, 'zh')} 在部分行中可完全区分结局（分离）：系数趋于无穷，其标准误、置信区间与 P 值均无意义。请合并水平、剔除该变量，或直接报告频数。`,
    });
  }
  if (!fit.converged) {
    warn('not_converged', {
      en: `The fit did not converge in ${fit.iterations} iterations; the estimates are the last it came to, not the maximum.`,
      zh: `迭代 ${fit.iterations} 次后仍未收敛；所给为最后一次迭代的估计值，并非最大似然估计。`,
    });
  }
  const parameters = fit.rank - (data.intercept ? 1 : 0);
  const cases = casesOf(fit, options);
  if (parameters > 0 && cases / parameters < CASES_PER_PARAMETER) {
    const n = Math.round(cases);
    const what = {
      gaussian: { en: countOf(n, 'row'), zh: '行' },
      binomial: { en: `${countOf(n, 'row')} with the rarer outcome`, zh: '例较少见的结局' },
      poisson: { en: countOf(n, 'event'), zh: '个事件' },
    }[options.family];
    warn('few_events', {
      en: `There ${n === 1 ? 'is' : 'are'} ${what.en} for ${countOf(parameters, 'coefficient')}, fewer than ${CASES_PER_PARAMETER} each: estimates may be unstable and too extreme.`,
      zh: `${parameters} 个系数仅有 ${n} ${what.zh}，平均不足 ${CASES_PER_PARAMETER}：估计可能不稳定且偏极端。`,
    });
  }
  const df = sizeOf(fit) - fit.rank;
  const ratio = pearson(fit) / df;
  if (options.family === 'poisson' && df > 0 && ratio > OVERDISPERSED && options.robust === undefined && options.cluster === undefined) {
    warn('overdispersed', {
      en: `The counts vary ${ratio.toFixed(1)} times as much as a Poisson model allows (Pearson χ²/df): its standard errors are too small. Choose a robust variance.`,
      zh: `计数的变异是 Poisson 模型所允许的 ${ratio.toFixed(1)} 倍（Pearson χ²/df）：标准误偏小。请选用稳健方差。`,
    });
  }
  if (outcome.column?.meta.event !== undefined) {
    const name = outcome.column.meta.label;
    warn('event_without_time', {
      en: `${name?.en ?? outcome.label} is the event of a follow-up, and this model takes no account of how long each row was followed. A Cox model does.`,
      zh: `${name?.zh ?? outcome.label} 是随访中的事件，而该模型未考虑各行的随访时长。Cox 模型考虑了时长。`,
    });
  }
  return warnings;
}

/** Columns whose last step still moved some row's linear predictor although the deviance no longer changes. */
function movingColumns({ data: { n, p, x }, lastStep, coefficients }: GlmFit): number[] {
  const moving: number[] = [];
  for (let j = 0; j < p; j++) {
    if (Number.isNaN(coefficients[j])) continue;
    let most = 0;
    for (let i = 0; i < n; i++) most = Math.max(most, Math.abs(x[j * n + i]));
    if (Math.abs(lastStep[j]) * most > STILL_MOVING) moving.push(j);
  }
  return moving;
}

/** Whether fitted values lie on the edge of what is possible, as R tells it, or come ever nearer to it. */
function atTheEdge({ mu, data }: GlmFit): boolean {
  const near = Math.sqrt(EDGE);
  return mu.some((value) => value < near || (data.family === 'binomial' && value > 1 - near));
}

function casesOf(fit: GlmFit, { family }: GlmOptions): number {
  const { n, y, weights, counted } = fit.data;
  let [ones, rows] = [0, 0];
  for (let i = 0; i < n; i++) {
    const copies = counted ? (weights?.[i] ?? 1) : 1;
    ones += copies * y[i];
    rows += copies;
  }
  return family === 'gaussian' ? rows : family === 'binomial' ? Math.min(ones, rows - ones) : ones;
}
