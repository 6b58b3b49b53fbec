/** R that gives the tables beside the coefficients: Firth's profile, tests by term, comparisons, standardised effects. After `fit`, and `v` where it is robust. */
import { type GlmOptions, isBinary, isCount, linkOf } from './options';

/** The family as R calls it, the negative binomial excepted: `glm.nb` is called by itself. */
export function familyScript(options: GlmOptions): string {
  const { family } = options;
  const link = linkOf(options);
  const name = family === 'gamma' ? 'Gamma' : family;
  // R's binomial families do not take this link by its name.
  return `${name}(link = ${isBinary(family) && link === 'identity' ? 'make.link("identity")' : `"${link}"`})`;
}

/** The call that fits it. */
export function fitScript(options: GlmOptions, args: readonly string[]): readonly string[] {
  if (options.family === 'negbin') {
    const others = args.filter((arg) => !arg.startsWith('family ='));
    return [`fit <- MASS::glm.nb(${[...others, `link = ${linkOf(options)}`].join(', ')})`];
  }
  if (!options.firth) return [`fit <- glm(${args.join(', ')})`];
  return [`fit <- glm(${[...args, 'method = "brglmFit"', 'type = "AS_mean"'].join(', ')})`];
}

/** Tests and limits of the penalised profile, which brglm2 does not give. */
export function firthScript({ family, conf_level }: GlmOptions): readonly string[] {
  const loglik = family === 'binomial' ? 'sum(ifelse(y == 1, log(mu), log1p(-mu)))' : 'sum(dpois(y, mu, log = TRUE))';
  return [
    'best <- coef(fit)[!is.na(coef(fit))]; X <- model.matrix(fit)[, names(best), drop = FALSE]; y <- fit$y; o <- if (is.null(fit$offset)) 0 else fit$offset  # logistf::logistf(f, d) gives the same',
    'penalised <- function(b) {',
    '  mu <- fit$family$linkinv(drop(X %*% b) + o); w <- fit$family$variance(mu)',
    `  ${loglik} + as.numeric(determinant(crossprod(X * sqrt(w)))$modulus) / 2`,
    '}',
    'held <- function(j, at) {',
    '  of <- function(others) { b <- numeric(ncol(X)); b[j] <- at; b[-j] <- others; penalised(b) }',
    '  if (ncol(X) == 1) return(of(numeric(0)))',
    '  -optim(best[-j], function(others) -of(others), method = "BFGS", control = list(reltol = 1e-14, maxit = 1000))$value',
    '}',
    'se <- sqrt(diag(vcov(fit)))[names(best)]; top <- penalised(best)',
    `limit <- function(j, side) uniroot(function(at) top - held(j, at) - qchisq(${conf_level}, 1) / 2, sort(best[j] + side * se[j] * c(0.3, 6)), extendInt = "yes", tol = 1e-9)$root`,
    'chisq <- sapply(seq_along(se), function(j) 2 * (top - held(j, 0)))',
    'cbind(coef = best, se, chisq, p = pchisq(chisq, 1, lower.tail = FALSE), low = sapply(seq_along(se), limit, -1), high = sapply(seq_along(se), limit, 1))',
    'c(penalised_loglik = top)',
  ];
}

/** Whether the family's dispersion is estimated, so that tests are F and t. */
export const isDispersed = ({ family }: GlmOptions) => !(family === 'binomial' || family === 'poisson' || family === 'negbin');

/** `anova`, `compare`, `marginal` and what they need. */
export function effectsScript(options: GlmOptions, robust: boolean): readonly string[] {
  const variance = robust ? 'v' : 'vcov(fit)';
  const rows = options.compare === undefined && options.marginal === undefined ? [] : ROWS;
  return [...termsScript(options, robust), ...rows, ...compareScript(options, variance), ...marginalScript(options, variance)];
}

function termsScript(options: GlmOptions, robust: boolean): readonly string[] {
  if (options.anova === undefined) return [];
  const f = isDispersed(options);
  if (robust)
    return [
      'of_term <- attr(model.matrix(fit), "assign")',
      `for (k in setdiff(unique(of_term), 0)) { j <- which(of_term == k); w <- drop(coef(fit)[j] %*% solve(v[j, j], coef(fit)[j])); print(c(chisq = w, df = length(j), p = ${f ? 'pf(w / length(j), length(j), df.residual(fit)' : 'pchisq(w, length(j)'}, lower.tail = FALSE))) }`,
    ];
  if (options.anova === 'sequential') return [`anova(fit, test = "${f ? 'F' : 'Chisq'}")`];
  return [`car::Anova(fit, type = 2${f ? ', test.statistic = "F"' : ''})`];
}

const ROWS = [
  '# the rows of the fit with a column changed, as the model codes them',
  'coded <- function(change) {',
  '  frame <- model.frame(delete.response(terms(fit)), change(d[names(fit$y), ]), xlev = fit$xlevels)',
  '  o <- model.offset(frame)',
  '  list(X = model.matrix(delete.response(terms(fit)), frame), o = if (is.null(o)) 0 else o)',
  '}',
  'set <- function(column, value) function(rows) { rows[[column]][] <- value; rows }',
];

function compareScript(options: GlmOptions, variance: string): readonly string[] {
  if (options.compare === undefined) return [];
  const value = (given: string | number | boolean) => (typeof given === 'boolean' ? String(given).toUpperCase() : JSON.stringify(given));
  const pairs = Object.entries(options.compare).map(([name, asked]) => {
    const column = JSON.stringify(name);
    if (asked !== 'all') return `list(list(${column}, ${value(asked[0])}, ${value(asked[1])}))`;
    const levels = `as.character(levels(factor(d[[${column}]])))`;
    return `combn(${levels}, 2, function(two) list(${column}, type.convert(two[2], as.is = TRUE), type.convert(two[1], as.is = TRUE)), simplify = FALSE)`;
  });
  return [
    `pairs <- c(${pairs.join(', ')})`,
    `compared <- t(sapply(pairs, function(pair) { L <- colMeans(coded(set(pair[[1]], pair[[2]]))$X - coded(set(pair[[1]], pair[[3]]))$X); e <- sum(L * coef(fit)); se <- sqrt(drop(L %*% ${variance} %*% L)); c(estimate = e, se = se, p = 2 * ${tail(options, 'e / se')}) }))`,
    options.adjust === 'none'
      ? 'compared'
      : `cbind(compared, adjusted = p.adjust(compared[, "p"], "${options.adjust === 'bh' || options.adjust === 'by' ? options.adjust.toUpperCase() : options.adjust}"))`,
  ];
}

const tail = (options: GlmOptions, z: string) => (isDispersed(options) ? `pt(-abs(${z}), df.residual(fit))` : `pnorm(-abs(${z}))`);

function marginalScript({ marginal, family }: GlmOptions, variance: string): readonly string[] {
  if (marginal === undefined) return [];
  const what = isBinary(family) ? 'risk' : isCount(family) ? 'count' : 'mean';
  return [
    'standard <- function(change) {',
    '  of <- coded(change); eta <- drop(of$X %*% coef(fit)) + of$o; w <- fit$prior.weights',
    '  list(mean = weighted.mean(fit$family$linkinv(eta), w), gradient = colSums(w * fit$family$mu.eta(eta) * of$X) / sum(w))',
    '}',
    `error <- function(g) sqrt(drop(g %*% ${variance} %*% g))`,
    `for (column in c(${marginal.map((name) => JSON.stringify(name)).join(', ')})) {`,
    '  x <- d[names(fit$y), column]',
    '  if (is.numeric(x) && length(unique(x)) > 2 && !grepl(paste0("factor(", column), deparse1(f), fixed = TRUE)) {',
    '    h <- 1e-4 * sd(x)',
    '    up <- standard(function(rows) { rows[[column]] <- x + h; rows }); down <- standard(function(rows) { rows[[column]] <- x - h; rows })',
    '    print(c(slope = (up$mean - down$mean) / (2 * h), se = error((up$gradient - down$gradient) / (2 * h))))',
    '  } else {',
    '    all <- lapply(sort(unique(x)), function(value) standard(set(column, value))); first <- all[[1]]',
    `    print(t(sapply(all, function(one) c(${what} = one$mean, se = error(one$gradient), difference = one$mean - first$mean, se_difference = error(one$gradient - first$gradient), ratio = one$mean / first$mean, se_log_ratio = error(one$gradient / one$mean - first$gradient / first$mean)))))`,
    '  }',
    '}',
  ];
}
