/** What a methods paragraph and an R script say of penalties. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { quoteName } from '../../../formula/deparse';
import { estimateText, levelText } from '../../../results/format';
import { listSaid, saidOf } from '../../labels';
import { type CoxMethodOptions, tiesOf } from './options';

/** The sentences of a methods paragraph. */
export function firthSaid({ conf_level }: CoxMethodOptions): Readonly<Record<Language, readonly string[]>> {
  const level = levelText(conf_level);
  return {
    en: [
      `The partial likelihood had Firth’s penalty; confidence intervals (${level}%) and tests are of the profile of the penalised likelihood.`,
    ],
    zh: [`偏似然带 Firth 惩罚；置信区间（${level}%）与检验由惩罚似然的轮廓求得。`],
  };
}

/** R that maximises the same function by a general optimiser; `coxphf::coxphf(f, d)` gives the same where that package stands. */
export function firthScript(options: CoxMethodOptions): readonly string[] {
  return [
    '# Firth: log partial likelihood and half the log determinant of the information, maximised; coxphf::coxphf(f, d) gives the same',
    `fit <- coxph(f, d, ties = "${tiesOf(options)}", x = TRUE, y = TRUE, model = TRUE)  # columns`,
    'p <- length(coef(fit))',
    `at <- function(b) tryCatch(suppressWarnings(coxph(f, d, ties = "${tiesOf(options)}", init = b, control = coxph.control(iter.max = 0))), error = function(e) NULL)`,
    'penalised <- function(b) { one <- at(b); if (is.null(one)) -1e10 else one$loglik[1] - as.numeric(determinant(one$var)$modulus) / 2 }',
    'top_of <- function(of, b) { for (k in 1:3) b <- optim(b, function(b) -of(b), method = "BFGS", control = list(reltol = 1e-14, maxit = 500, ndeps = rep(1e-5, length(b))))$par; b }',
    'best <- top_of(penalised, rep(0, p)); top <- penalised(best); se <- sqrt(diag(at(best)$var))',
    'held <- function(j, value) {',
    '  of <- function(others) { b <- numeric(p); b[j] <- value; b[-j] <- others; penalised(b) }',
    '  if (p == 1) penalised(value) else of(top_of(of, best[-j]))',
    '}',
    `limit <- function(j, side) uniroot(function(value) 2 * (top - held(j, value)) - qchisq(${options.conf_level}, 1), sort(best[j] + side * se[j] * c(0.2, 4)), extendInt = "yes", tol = 1e-6)$root`,
    'chisq <- sapply(seq_len(p), function(j) 2 * (top - held(j, 0)))',
    'cbind(coef = best, se, chisq, p = pchisq(chisq, 1, lower.tail = FALSE), low = sapply(seq_len(p), limit, -1), high = sapply(seq_len(p), limit, 1))',
    'c(null = penalised(rep(0, p)), penalised_loglik = top)',
    `fit <- coxph(f, d, ties = "${tiesOf(options)}", init = best, control = coxph.control(iter.max = 0), x = TRUE, y = TRUE, model = TRUE)  # what follows is at the penalised estimates`,
  ];
}

/** The sentence of a methods paragraph on a ridge penalty. */
export function ridgeSaid(
  { ridge }: CoxMethodOptions,
  labels: Readonly<Record<string, Localised>>,
): Readonly<Record<Language, readonly string[]>> {
  if (ridge === undefined) return { en: [], zh: [] };
  const theta = estimateText(ridge.theta);
  return {
    en: [
      `Coefficients of ${listSaid(ridge.terms, labels, 'en')} were drawn towards 0 by a ridge penalty (θ = ${theta}, times the variance of each column).`,
    ],
    zh: [`${listSaid(ridge.terms, labels, 'zh')}的系数以岭惩罚向 0 收缩（θ = ${theta}，乘以各列的方差）。`],
  };
}

/** R that puts the terms under its own ridge(); a factor as its columns 0 and 1, which ridge() does not make. */
export function ridgeScript({ ridge }: CoxMethodOptions): readonly string[] {
  if (ridge === undefined) return [];
  return [
    'plain <- f; d <- d[rownames(model.frame(plain, d)), ]  # the variances of the columns are of the rows used',
    `drawn <- unlist(lapply(c(${ridge.terms.map((term) => JSON.stringify(term)).join(', ')}), function(term) {`,
    '  x <- d[[term]]; if (is.null(x) || is.numeric(x)) return(term)',
    '  columns <- levels(factor(x))[-1]; for (level in columns) d[[paste0(term, level)]] <<- as.numeric(x == level)',
    '  paste0(term, columns)',
    '}))',
    'terms <- paste(sapply(drawn, function(x) if (x %in% names(d)) deparse(as.name(x), backtick = TRUE) else x), collapse = ", ")',
    `f <- update(f, as.formula(paste(${JSON.stringify(`. ~ . ${ridge.terms.map((term) => `- ${term}`).join(' ')} + ridge(`)}, terms, ", theta = ${ridge.theta})")))`,
  ];
}

/** R that has the penalised estimates as a fit of the formula itself, for what follows: of a penalised one R predicts no survival. */
export function ridgeFitScript({ ridge }: CoxMethodOptions, args: readonly string[]): readonly string[] {
  if (ridge === undefined) return [];
  return [
    'penal <- fit; own <- startsWith(names(coef(penal)), "ridge("); names <- names(coef(penal)); names[own] <- drawn',
    'plain_names <- colnames(model.matrix(coxph(plain, d, control = coxph.control(iter.max = 0)))); place <- match(plain_names, names)',
    `fit <- coxph(plain, ${args.join(', ')}, init = unname(coef(penal))[place], control = coxph.control(iter.max = 0), x = TRUE, y = TRUE, model = TRUE)  # what follows is at the penalised estimates`,
    'fit$var <- penal$var[place, place]',
  ];
}

/** The sentence of a methods paragraph on a shared frailty. */
export function frailtySaid(
  { frailty }: CoxMethodOptions,
  labels: Readonly<Record<string, Localised>>,
): Readonly<Record<Language, readonly string[]>> {
  if (frailty === undefined) return { en: [], zh: [] };
  const { en, zh } = saidOf(frailty.group, labels);
  return frailty.distribution === 'gamma'
    ? {
        en: [
          `Rows of one ${en} shared a gamma frailty, fitted as a penalised partial likelihood with the variance that maximises the marginal likelihood; hazard ratios compare rows of equal frailty.`,
        ],
        zh: [`同一${zh}的各行共享 gamma 脆弱性，以惩罚偏似然拟合，方差取边际似然最大者；风险比为脆弱性相同的行之间的比较。`],
      }
    : {
        en: [
          `Rows of one ${en} shared a normal random effect on the log hazard, fitted as a penalised partial likelihood with its variance by restricted maximum likelihood; hazard ratios compare rows of equal frailty.`,
        ],
        zh: [`同一${zh}的各行共享对数风险上的正态随机效应，以惩罚偏似然拟合，方差由限制性最大似然估计；风险比为脆弱性相同的行之间的比较。`],
      };
}

/** R's own frailty() in the formula, with its iterations of the variance brought to an end. */
export function frailtyScript({ frailty }: CoxMethodOptions): readonly string[] {
  if (frailty === undefined) return [];
  return [
    `f <- update(f, . ~ . + frailty(${quoteName(frailty.group)}, distribution = "${frailty.distribution}"${frailty.distribution === 'gamma' ? ', eps = 1e-11' : ''}))`,
    '# R stops where the variance changes in its fifth digit or so; the table has it to the last',
  ];
}
