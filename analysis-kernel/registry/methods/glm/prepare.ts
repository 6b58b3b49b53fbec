/** Front of `glm`: formula, outcome, weights, clusters, complete cases; hands plain arrays to the fit. */

import { deparse } from '../../../formula/deparse';
import { buildDesign, type Design } from '../../../formula/design-matrix';
import { Evaluator } from '../../../formula/evaluate';
import { eventWord, saysCensored } from '../../../formula/event-words';
import type { Expression } from '../../../formula/expression';
import { parseFormula } from '../../../formula/parse-formula';
import type { Grouping } from '../../../formula/specials';
import { type EvaluatedColumn, isMissing } from '../../../formula/values';
import { findColumn } from '../../../frame/access';
import type { Column, Frame } from '../../../frame/column';
import { gather } from '../../../frame/gather';
import { sizeFault } from '../../../numeric/size';
import { countText, listText } from '../../../results/format';
import { leaveOut, MethodError } from '../../../results/method-error';
import type { Warning } from '../../../results/result';
import { sizeText } from '../../../results/size-text';
import { columnLabels, levelSaid, saidOf } from '../../labels';
import { modelRows, usedClusters } from '../../model-rows';
import { GLM_ERRORS } from './errors';
import type { GlmData } from './kernel/fit';
import { type FamilyName, type GlmOptions, isBinary, isCount, LINKS_OF, linkOf } from './options';

type PreparedWeights = ReturnType<typeof modelRows>['weights'];

interface Outcome {
  /** As R deparses it. */
  readonly label: string;
  readonly column: Column | null;
  /** The level modelled, of a category. */
  readonly level: string | null;
}

export interface PreparedGlm {
  readonly data: GlmData;
  readonly design: Design;
  /** The frame without rows of weight 0: `design.rows` index it. */
  readonly frame: Frame;
  readonly outcome: Outcome;
  readonly cluster: Grouping | null;
  readonly total: number;
  readonly warnings: readonly Warning[];
}

/** Reads formula and options on a frame. Throws MethodError with the option at fault. */
export function prepareGlm(options: GlmOptions, given: Frame): PreparedGlm {
  const link = linkOf(options);
  if (!LINKS_OF[options.family].includes(link)) throw wrongLink(options.family, link);
  const model = modelRows(options, given);
  const { frame, weights } = model;
  const formula = parseFormula(options.formula);
  if (formula.left === null) throw noOutcome();
  const { left } = formula;
  const value = new Evaluator(frame, new Map(), false).column(left);
  const { values, outcome } = readOutcome(value, left, frame, options);
  const design = buildDesign(formula, frame, {
    response: 'none',
    intercept: 'as-written',
    cause: null,
    also: [{ variable: outcome.label, missing: (row) => isMissing(value, row) }, ...model.also],
  });
  if (design.strata !== null) throw noStrata();
  if (design.p === 0) throw nothingToFit();
  const cluster = usedClusters(model, design);
  if (cluster !== null && cluster.labels.length < 2) throw oneCluster(cluster.labels[0] ?? '');
  if (options.firth) checkFirth(options, cluster, weights);
  if (cluster !== null && (options.robust === 'hc2' || options.robust === 'hc3')) throw clusteredLeverage(options.robust);
  const y = Float64Array.from(design.rows, (row) => values[row]);
  checkOutcome(y, outcome, options.family, left.offset);
  const data: GlmData = {
    n: design.n,
    p: design.p,
    x: design.x,
    y,
    weights: weights && gather(weights.values, design.rows),
    counted: weights?.kind === 'frequency',
    offset: design.offset,
    intercept: design.encoding.interceptColumn,
    family: options.family,
    theta: null,
    link,
  };
  return { data, design, frame, outcome, cluster, total: given.length, warnings: [...model.warnings, ...wordsWarning(value, outcome, y)] };
}

function readOutcome(
  value: EvaluatedColumn,
  left: Expression,
  frame: Frame,
  { family, formula }: Pick<GlmOptions, 'family' | 'formula'>,
): { readonly values: Float64Array; readonly outcome: Outcome } {
  const label = deparse(left);
  const column = left.kind === 'name' ? findColumn(frame, left.name) : null;
  if (value.kind === 'numeric') return { values: value.values, outcome: { label, column, level: null } };
  if (value.kind === 'factor' && isBinary(family) && value.levels.length === 2) {
    const level = value.logical ? value.levels[1] : (eventWord(value.levels, column?.meta.ordered === true) ?? value.levels[1]);
    const place = value.levels.indexOf(level);
    const values = Float64Array.from(value.codes, (code) => (code < 0 ? Number.NaN : Number(code === place)));
    return { values, outcome: { label, column, level: value.logical ? null : level } };
  }
  const levels = value.kind === 'factor' ? value.levels : [];
  const asked = levels.filter((level) => !saysCensored(level)).map((level) => outcomeIs(label, level, formula));
  throw notOfFamily(family, label, levels, left.offset, isBinary(family) ? asked : []);
}

/** Of two words that do not say which is the event, and whose order nobody stated, the second is modelled: that is said. */
function wordsWarning(value: EvaluatedColumn, { label, column, level }: Outcome, y: Float64Array): Warning[] {
  if (value.kind !== 'factor' || level === null || column?.meta.ordered === true || eventWord(value.levels, false) !== null) return [];
  const n = y.reduce((sum, one) => sum + one, 0);
  const [other] = value.levels.filter((word) => word !== level);
  const condition = `\`I(${label} == ${JSON.stringify(other)})\``;
  const labels = column === null ? {} : columnLabels([column]);
  const own = saidOf(label, labels);
  const said = (word: string) => levelSaid(label, word, labels);
  const all = value.levels.map(said);
  return [
    {
      code: 'outcome_words',
      message: {
        en: `${own.en} holds words (${all.map(({ en }) => en).join(', ')}), which do not say which of them is the outcome. The second is modelled: ${said(level).en}, ${countText(n)} of ${countText(y.length)} rows. To model ${said(other).en}, write ${condition} on the left.`,
        zh: `${own.zh}的取值是文字（${all.map(({ zh }) => zh).join('、')}），仅凭文字无法判断哪个是结局。现以第二个为结局：${said(level).zh}，${countText(y.length)} 行中 ${countText(n)} 行。若以“${said(other).zh}”为结局，请在公式左边写 ${condition}。`,
      },
    },
  ];
}

/** Whether a family can have a value of the outcome. */
const POSSIBLE: Readonly<Record<FamilyName, (value: number) => boolean>> = {
  gaussian: () => true,
  binomial: (value) => value === 0 || value === 1,
  poisson: (value) => value >= 0 && Number.isInteger(value),
  gamma: (value) => value > 0,
  negbin: (value) => value >= 0 && Number.isInteger(value),
  quasibinomial: (value) => value >= 0 && value <= 1,
  quasipoisson: (value) => value >= 0,
};

function checkOutcome(y: Float64Array, { label }: Outcome, family: FamilyName, offset: number): void {
  if (y.some((value) => !Number.isFinite(value))) throw infiniteOutcome(label, offset);
  const fault = sizeFault(y);
  if (fault !== null) throw new MethodError(GLM_ERRORS, 'infinite_values', sizeText(label, fault), 'formula', offset);
  const found = [...new Set(y.filter((value) => !POSSIBLE[family](value)))].slice(0, 6).map(String);
  if (found.length > 0) throw notOfFamily(family, label, found, offset);
  // A family with a dispersion has none to estimate in a constant; counts of one size have their mean.
  const constant = family !== 'poisson' && family !== 'negbin' && y.every((value) => value === y[0]);
  if (constant) throw oneOutcome(label, y[0], y.length, offset);
  if (isCount(family) && y.every((value) => value === 0)) throw oneOutcome(label, 0, y.length, offset);
}

const WANTED: Readonly<Record<FamilyName, { readonly en: string; readonly zh: string }>> = {
  gaussian: { en: 'a number', zh: '数值' },
  binomial: { en: 'true/false, 0/1 or a category of two levels', zh: '真/假、0/1 或两个水平的分类变量' },
  poisson: { en: 'a count: 0, 1, 2, …', zh: '计数：0、1、2……' },
  gamma: { en: 'a number above 0', zh: '大于 0 的数值' },
  negbin: { en: 'a count: 0, 1, 2, …', zh: '计数：0、1、2……' },
  quasibinomial: { en: 'true/false, a category of two levels or a share from 0 to 1', zh: '真/假、两个水平的分类变量或 0 至 1 的比例' },
  quasipoisson: { en: 'a number of 0 or more', zh: '不小于 0 的数值' },
};

/** The fix that makes one word of several the outcome. */
function outcomeIs(label: string, level: string, formula: string): string {
  return `formula: ${JSON.stringify(`I(${label} == ${JSON.stringify(level)}) ${formula.slice(formula.indexOf('~'))}`)}`;
}

function notOfFamily(
  family: FamilyName,
  label: string,
  found: readonly string[],
  offset: number,
  fixes: readonly string[] = [],
): MethodError {
  const shown = (lang: 'en' | 'zh') => listText(found.slice(0, 6), lang);
  return new MethodError(
    GLM_ERRORS,
    'outcome_not_of_family',
    {
      en: `With family: ${family} the outcome is ${WANTED[family].en}; ${label} ${found.length === 0 ? 'is not' : `has ${shown('en')}`}. Choose another family, or write a condition such as I(${label} == "…").`,
      zh: `family: ${family} 的结局应为${WANTED[family].zh}；${label} ${found.length === 0 ? '不是' : `含有 ${shown('zh')}`}。请改用其他分布族，或写成条件，如 I(${label} == "…")。`,
    },
    'formula',
    offset,
    fixes,
  );
}

function infiniteOutcome(label: string, offset: number): MethodError {
  return new MethodError(
    GLM_ERRORS,
    'infinite_values',
    {
      en: `${label} has infinite values. Mend them, or leave those rows out with where.`,
      zh: `${label} 含有无穷大的值。请修正，或用 where 排除这些行。`,
    },
    'formula',
    offset,
  );
}

function oneOutcome(label: string, value: number, n: number, offset: number): MethodError {
  return new MethodError(
    GLM_ERRORS,
    'one_outcome',
    {
      en: `${label} is ${value} in all ${n} complete rows, so there is nothing to compare. Check its coding, or the rows lost to missing values.`,
      zh: `${n} 个完整的行中 ${label} 均为 ${value}，无可比较。请检查其编码，或因缺失而排除的行。`,
    },
    'formula',
    offset,
  );
}

/** Firth's penalty is of the model's own likelihood: two families, and nothing that needs another variance. */
function checkFirth(options: GlmOptions, cluster: Grouping | null, weights: PreparedWeights): void {
  const { family } = options;
  if (linkOf(options) !== (family === 'binomial' ? 'logit' : 'log') || (family !== 'binomial' && family !== 'poisson')) {
    const text = {
      en: `firth: true is for family: binomial with link: logit and family: poisson with link: log; this is family: ${family} with link: ${linkOf(options)}.`,
      zh: `firth: true 用于 family: binomial（link: logit）与 family: poisson（link: log）；当前为 family: ${family}、link: ${linkOf(options)}。`,
    };
    throw new MethodError(GLM_ERRORS, 'firth_family', text, 'firth');
  }
  const sampled = weights !== null && weights.kind !== 'frequency';
  const beside =
    options.robust !== undefined
      ? 'robust'
      : cluster !== null
        ? 'cluster'
        : sampled
          ? 'weights'
          : options.anova !== undefined
            ? 'anova'
            : null;
  if (beside === null) return;
  const text = {
    en: `${beside} has no meaning beside firth: true, whose intervals and tests are of the penalised likelihood. Leave one of the two out.`,
    zh: `firth: true 的置信区间与检验由惩罚似然求得，不能与 ${beside} 同用。请删去其中之一。`,
  };
  throw new MethodError(GLM_ERRORS, 'firth_alone', text, beside === 'cluster' && options.cluster === undefined ? 'formula' : beside);
}

function wrongLink(family: FamilyName, link: string): MethodError {
  const links = LINKS_OF[family];
  return new MethodError(
    GLM_ERRORS,
    'link_not_of_family',
    {
      en: `The family ${family} has no link ${link}. Its links: ${links.join(', ')}.`,
      zh: `分布族 ${family} 没有连接函数 ${link}。可用：${links.join('、')}。`,
    },
    'link',
    null,
    links.slice(0, 3),
  );
}

function noOutcome(): MethodError {
  return new MethodError(
    GLM_ERRORS,
    'formula_response',
    { en: 'The formula has no left side; write the outcome before `~`.', zh: '公式缺少左边；请在“~”之前写结局变量。' },
    'formula',
    0,
  );
}

function noStrata(): MethodError {
  return new MethodError(
    GLM_ERRORS,
    'formula_term',
    {
      en: 'strata() has no meaning in this model. Write the column as a covariate, as factor(x).',
      zh: '该模型不使用 strata()。请将该列写作协变量，如 factor(x)。',
    },
    'formula',
    null,
  );
}

function nothingToFit(): MethodError {
  return new MethodError(
    GLM_ERRORS,
    'no_terms',
    { en: 'The formula has neither an intercept nor a covariate.', zh: '公式既没有截距也没有协变量。' },
    'formula',
    null,
  );
}

function oneCluster(label: string): MethodError {
  return new MethodError(
    GLM_ERRORS,
    'one_cluster',
    {
      en: `All complete rows are of one cluster (${label}); a variance between clusters needs two at least.`,
      zh: `完整的行均属于同一聚类（${label}）；聚类间方差至少需要两个聚类。`,
    },
    'cluster',
  );
}

function clusteredLeverage(kind: string): MethodError {
  return new MethodError(
    GLM_ERRORS,
    'robust_with_cluster',
    {
      en: `${kind} is defined row by row and does not go with clusters. Use robust: hc0 or hc1, or leave cluster out.`,
      zh: `${kind} 按行定义，不能与聚类同用。请用 robust: hc0 或 hc1，或删去 cluster。`,
    },
    'robust',
    null,
    ['hc0', 'hc1', leaveOut('cluster')],
  );
}
