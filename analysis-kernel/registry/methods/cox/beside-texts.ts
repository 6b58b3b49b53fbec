/** What a methods paragraph and an R script say of comparisons and of adjusted curves. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { rolesOf } from '../../../formula/formula-roles';
import { ADJUST_WORDS } from '../../common-options';
import { listSaid, saidOf } from '../../labels';
import type { CoxMethodOptions } from './options';

type Labels = Readonly<Record<string, Localised>>;

/** The sentences of a methods paragraph. */
export function adjustedParagraph({ adjusted }: CoxMethodOptions, labels: Labels): Readonly<Record<Language, readonly string[]>> {
  if (adjusted === undefined) return { en: [], zh: [] };
  const by = saidOf(adjusted.by, labels);
  const mean = adjusted.rmst === undefined ? { en: '', zh: '' } : { en: ' and their restricted means', zh: '及其限制性平均' };
  return {
    en: [
      adjusted.method === 'mean'
        ? `Adjusted survival curves${mean.en} by ${by.en} are those of the average covariates.`
        : `Adjusted survival curves${mean.en} by ${by.en} are means of the curves that the model predicts for all rows with each level in turn (g-computation).`,
      'Their standard errors follow from the variance of the baseline hazard and the coefficients by the delta method.',
    ],
    zh: [
      adjusted.method === 'mean'
        ? `按${by.zh}的调整生存曲线${mean.zh}为协变量取均值时的曲线。`
        : `按${by.zh}的调整生存曲线${mean.zh}为将全部行依次设为各水平后模型预测曲线的平均（直接标准化）。`,
      '其标准误由基线风险与系数的方差经 delta 法求得。',
    ],
  };
}

/** R that gives the estimates: each row's survival with each level in place of its own. */
export function adjustedScript({ adjusted, cluster, formula }: CoxMethodOptions): readonly string[] {
  if (adjusted === undefined) return [];
  const patient = cluster ?? rolesOf(formula)?.cluster ?? undefined;
  const { by, times, method, rmst } = adjusted;
  const column = JSON.stringify(by);
  return [
    '# adjusted survival: the rows of the fit with each level in turn',
    'v <- all.vars(f[[2]]); interval <- length(f[[2]]) > 3 && is.name(f[[2]][[4]])',
    'rows <- d[rownames(model.frame(fit)), ]; w <- if (is.null(fit$weights)) rep(1, nrow(rows)) else fit$weights',
    ...(patient === undefined ? [] : firstRows(patient)),
    `x <- rows[[${column}]]; arms <- if (is.factor(x)) levels(droplevels(x)) else sort(unique(x))`,
    'survived <- function(arm, t) {',
    `  new <- rows; new[[${column}]][] <- arm; new[[v[if (interval) 2 else 1]]] <- t; if (interval) new[[v[1]]] <- 0`,
    ...(method === 'mean'
      ? [
          '  lp <- predict(fit, new, type = "lp", reference = "zero"); H <- -log(predict(fit, new, type = "survival")) / exp(lp)',
          '  weighted.mean(exp(-H * exp(weighted.mean(lp, w))), w)  # each stratum with its own baseline',
        ]
      : ['  weighted.mean(predict(fit, new, type = "survival"), w)']),
    '}',
    `adjusted <- sapply(arms, function(arm) sapply(c(${times.join(', ')}), function(t) survived(arm, t))); adjusted`,
    ...(rmst === undefined
      ? []
      : [
          `at <- sort(unique(fit$y[fit$y[, "status"] == 1, ncol(fit$y) - 1])); at <- c(0, at[at < ${rmst}])`,
          `sapply(arms, function(arm) sum(diff(c(at, ${rmst})) * c(1, sapply(at[-1], function(t) survived(arm, t)))))`,
        ]),
    '# standard errors: delta method over the baseline hazard and the coefficients; those of riskRegression::ate() add that of drawing the rows',
  ];
}

/** R that keeps the first row of each cluster whose rows follow one another in time, as those of one patient do; all rows where some overlap. */
function firstRows(cluster: string): readonly string[] {
  const id = `rows[[${JSON.stringify(cluster)}]]`;
  return [
    'if (interval) {  # the first row of each patient, where a cluster is one: its rows do not overlap',
    `  o <- order(rows[[v[1]]]); strata <- if (is.null(fit$strata)) 0 else as.integer(fit$strata)`,
    `  latest <- ave(rows[[v[2]]][o], paste(${id}, strata)[o], FUN = function(stop) c(-Inf, head(cummax(stop), -1)))`,
    `  if (all(rows[[v[1]]][o] >= latest)) { keep <- sort(o[!duplicated(${id}[o])]); w <- w[keep]; rows <- rows[keep, ] }`,
    '}',
  ];
}

/** The sentence of a methods paragraph on comparisons. */
export function comparedParagraph(
  { compare, adjust, firth }: CoxMethodOptions,
  labels: Labels,
): Readonly<Record<Language, readonly string[]>> {
  if (compare === undefined) return { en: [], zh: [] };
  const names = (lang: Language) => listSaid(Object.keys(compare), labels, lang);
  const isAdjusted = adjust !== 'none';
  return {
    en: [
      `Values of ${names('en')} were compared${isAdjusted ? `, with p values adjusted by the method of ${ADJUST_WORDS[adjust].en}` : ''}${firth ? '; their intervals and tests are of Wald type' : ''}.`,
    ],
    zh: [
      `对${names('zh')}作水平间对比${isAdjusted ? `，P 值按 ${ADJUST_WORDS[adjust].zh}校正` : ''}${firth ? '；其区间与检验为 Wald 型' : ''}。`,
    ],
  };
}

/** R that gives them: the mean design of the rows at one value less that at the other. */
export function comparedScript({ compare, adjust }: CoxMethodOptions): readonly string[] {
  if (compare === undefined) return [];
  const value = (given: string | number | boolean) => (typeof given === 'boolean' ? String(given).toUpperCase() : JSON.stringify(given));
  const pairs = Object.entries(compare).map(([name, asked]) => {
    const column = JSON.stringify(name);
    if (asked !== 'all') return `list(list(${column}, ${value(asked[0])}, ${value(asked[1])}))`;
    const levels = `as.character(levels(factor(d[[${column}]])))`;
    return `combn(${levels}, 2, function(two) list(${column}, type.convert(two[2], as.is = TRUE), type.convert(two[1], as.is = TRUE)), simplify = FALSE)`;
  });
  const method = adjust === 'bh' || adjust === 'by' ? adjust.toUpperCase() : adjust;
  return [
    '# comparisons: the mean design of the rows at one value less that at the other',
    'used <- d[rownames(model.frame(fit)), ]; weight <- if (is.null(fit$weights)) rep(1, nrow(used)) else fit$weights',
    'at_value <- function(column, value) { used[[column]][] <- value; colSums(weight * model.matrix(fit, data = used)) / sum(weight) }',
    `pairs <- c(${pairs.join(', ')})`,
    'compared <- t(sapply(pairs, function(pair) { L <- at_value(pair[[1]], pair[[2]]) - at_value(pair[[1]], pair[[3]]); b <- ifelse(is.na(coef(fit)), 0, coef(fit)); e <- sum(L * b); se <- sqrt(drop(L %*% vcov(fit) %*% L)); c(estimate = e, se = se, p = 2 * pnorm(-abs(e / se))) }))',
    adjust === 'none' ? 'compared' : `cbind(compared, adjusted = p.adjust(compared[, "p"], "${method}"))`,
  ];
}
