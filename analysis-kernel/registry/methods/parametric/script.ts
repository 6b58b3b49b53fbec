/** The R script of `parametric`: survreg where it has the model, else the likelihood written out and maximised. */
import { quoteName } from '../../../formula/deparse';
import { rRepeated, rScriptHead, rSurvival, rTable, rWeighed } from '../../r-script';
import { timeScript } from '../../time-scale';
import { type DistributionName, type ParametricOptions, splineAsked } from './options';

const SURVREG: readonly DistributionName[] = ['exponential', 'weibull', 'lognormal', 'loglogistic'];

/** flexsurv's call of the same model, for whoever has it. */
function flexsurv({ distribution }: ParametricOptions): string {
  if (distribution === 'royston_parmar') return 'flexsurvspline(f, d)';
  return `flexsurvreg(f, data = d, dist = "${distribution === 'loglogistic' ? 'llogis' : distribution}")`;
}

/** log f and log S of a standardised log time, in R. */
const STANDARD: Readonly<Record<string, readonly string[]>> = {
  extreme: ['log_f <- function(z, q) z - exp(z)', 'log_s <- function(z, q) -exp(z)'],
  normal: ['log_f <- function(z, q) dnorm(z, log = TRUE)', 'log_s <- function(z, q) pnorm(z, lower.tail = FALSE, log.p = TRUE)'],
  logistic: ['log_f <- function(z, q) dlogis(z, log = TRUE)', 'log_s <- function(z, q) plogis(z, lower.tail = FALSE, log.p = TRUE)'],
  gamma: [
    'log_f <- function(z, q) { a <- 1 / q^2; log(abs(q)) + a * log(a) + a * (q * z - exp(q * z)) - lgamma(a) }',
    'log_s <- function(z, q) { a <- 1 / q^2; pgamma(a * exp(q * z), a, lower.tail = q[1] < 0, log.p = TRUE) }',
  ],
};

const standardOf = (options: ParametricOptions): string => {
  const { distribution } = options;
  if (distribution === 'royston_parmar') return { hazard: 'extreme', odds: 'logistic', normal: 'normal' }[splineAsked(options).scale];
  if (distribution === 'gamma' || distribution === 'gengamma') return 'gamma';
  return { exponential: 'extreme', weibull: 'extreme', lognormal: 'normal', loglogistic: 'logistic', gompertz: 'extreme' }[distribution];
};

const STRATA = /\s*\+\s*strata\(([^()]*)\)|strata\(([^()]*)\)\s*\+?\s*/u;
const CLUSTER = /\s*\+\s*cluster\(([^()]*)\)|cluster\(([^()]*)\)\s*\+?\s*/u;

interface Parts {
  /** The formula without strata and clusters. */
  readonly formula: string;
  readonly strata: string | null;
  readonly cluster: string | null;
}

/** A right side that held nothing else is ~ 1. */
function partsOf(formula: string, cluster: string | undefined): Parts {
  const strata = STRATA.exec(formula);
  const own = CLUSTER.exec(formula);
  const bare = formula.replace(STRATA, '').replace(CLUSTER, '').trim();
  return {
    formula: bare.endsWith('~') ? `${bare} 1` : bare,
    strata: (strata?.[1] ?? strata?.[2])?.trim() ?? null,
    cluster: cluster === undefined ? ((own?.[1] ?? own?.[2])?.trim() ?? null) : quoteName(cluster),
  };
}

/** The R script that gives the same numbers from the exported table. */
export function parametricScript(options: ParametricOptions): string {
  const { text, delayed } = rSurvival(options.formula, options);
  const libraries = [
    'survival',
    ...(/\bns\s*\(/.test(options.formula) ? ['splines'] : []),
    ...(/\brcs\s*\(/.test(options.formula) ? ['rms'] : []),
  ];
  const lines = [...timeScript(options.time_unit)];
  if (options.cause !== undefined) {
    lines.push(`# the event is ${options.cause}; other causes are censored: write event == ${JSON.stringify(options.cause)} in Surv()`);
  }
  if (options.weights?.kind === 'frequency') {
    lines.push(...rRepeated(options.weights.column));
  } else if (options.weights !== undefined) lines.push(rWeighed(options.weights.column));
  const parts = partsOf(text, options.cluster);
  const late = delayed || /Surv\([^,()]+,[^,()]+,[^,()]+\)/u.test(text);
  const usual = SURVREG.includes(options.distribution) && !late;
  lines.push(...(usual ? withSurvreg(options, text, parts.cluster) : byLikelihood(options, parts, late)));
  return `${rScriptHead(options, libraries)}${lines.join('\n')}\n`;
}

function withSurvreg(options: ParametricOptions, text: string, cluster: string | null): readonly string[] {
  const args = ['f', 'd', `dist = "${options.distribution}"`, 'control = survreg.control(rel.tolerance = 1e-13, maxiter = 100)'];
  const sampled = options.weights !== undefined && options.weights.kind !== 'frequency';
  if (options.weights !== undefined && sampled) args.push(`weights = ${quoteName(options.weights.column)}`);
  if (options.cluster !== undefined) args.push(`cluster = ${quoteName(options.cluster)}`);
  const robust = options.robust ?? (sampled && cluster === null ? true : undefined);
  if (robust !== undefined) args.push(`robust = ${robust ? 'TRUE' : 'FALSE'}`);
  const beside = [options.weights?.column, options.cluster]
    .flatMap((name) => (name === undefined ? [] : [JSON.stringify(name)]))
    .join(', ');
  const lines = [
    `f <- ${text}`,
    ...(sampled ? [`d <- d[complete.cases(d[, c(intersect(all.vars(f), names(d)), ${beside})]), ]`] : []),
    `fit <- survreg(${args.join(', ')})`,
    'summary(fit)',
    `confint(fit, level = ${options.conf_level})`,
    'logLik(fit); AIC(fit); BIC(fit)',
  ];
  if (sampled) {
    lines.push(
      '# the robust errors above are smaller: survreg leaves the weights out of the scores, so that its errors change with their scale; with them:',
      'U <- residuals(fit, "dfbeta", weighted = TRUE)',
      `sqrt(diag(crossprod(${cluster === null ? 'U' : `rowsum(U, d$${cluster})`})))`,
    );
  }
  if (options.exponentiate) lines.push('exp(coef(fit))  # time ratios');
  if (options.exponentiate && /weibull|exponential/u.test(options.distribution))
    lines.push('exp(-coef(fit) / fit$scale[1])  # hazard ratios');
  if (options.exponentiate && options.distribution === 'loglogistic') lines.push('exp(-coef(fit) / fit$scale[1])  # odds ratios');
  if (options.predictions !== undefined) {
    const { type, times = [], quantiles = [0.5] } = options.predictions;
    lines.push(`new <- ${rTable(options.predictions.data ?? options.data)}`);
    if (type === 'lp') lines.push('predict(fit, new, type = "lp", se.fit = TRUE)');
    else if (type === 'quantile') lines.push(`predict(fit, new, type = "quantile", p = c(${quantiles.join(', ')}), se.fit = TRUE)`);
    else {
      const from = `c(${times.join(', ')})`;
      lines.push('lp <- predict(fit, new, type = "lp")', 's <- function(t, i) 1 - psurvreg(t, lp[i], fit$scale[1], fit$dist)');
      const each = {
        survival: `s(${from}, i)`,
        hazard: `dsurvreg(${from}, lp[i], fit$scale[1], fit$dist) / s(${from}, i)`,
        rmst: `sapply(${from}, function(tau) integrate(s, 0, tau, i = i, rel.tol = 1e-9)$value)`,
      }[type];
      lines.push(`t(sapply(seq_along(lp), function(i) ${each}))`);
    }
  }
  return lines;
}

/** What survreg does not have: maximised by optim on orthogonal covariates, so that its steps are of one size. */
function byLikelihood(options: ParametricOptions, { formula, strata, cluster }: Parts, late: boolean): readonly string[] {
  const spline = options.distribution === 'royston_parmar';
  const sampled = options.weights !== undefined && options.weights.kind !== 'frequency';
  const weight = options.weights !== undefined && sampled ? `d[[${JSON.stringify(options.weights.column)}]][rows]` : 'rep(1, nrow(X))';
  const lines = [
    `f <- ${formula}  # flexsurv::${flexsurv(options)} maximises the same likelihood`,
    'm <- model.frame(f, d); y <- m[[1]]; X <- model.matrix(f, m); rows <- match(rownames(m), rownames(d))',
    `time <- y[, ncol(y) - 1]; event <- y[, "status"]; start <- ${late ? 'y[, 1]' : '0 * time'}; w <- ${weight}`,
    'o <- if (is.null(model.offset(m))) 0 * time else model.offset(m)',
    `g <- ${
      strata === null
        ? 'rep(1L, nrow(X))'
        : `as.integer(strata(d[rows, c(${strata
            .split(',')
            .map((name) => JSON.stringify(name.trim().replaceAll('`', '')))
            .join(', ')}), drop = FALSE]))`
    }`,
    ...(STANDARD[standardOf(options)] ?? []),
    ...(spline ? ['X <- X[, colnames(X) != "(Intercept)", drop = FALSE]'] : []),
    'p <- ncol(X); n <- nrow(X)',
    ...(spline ? [] : ['R <- qr.R(qr(X)) / sqrt(n); Z <- X %*% solve(R)']),
    ...likelihoodLines(options),
    'fit <- optim(first, nll, method = "BFGS", control = list(maxit = 2000, reltol = 1e-14))',
    'for (again in 1:3) fit <- optim(fit$par, nll, method = "BFGS", hessian = TRUE, control = list(maxit = 2000, reltol = 1e-15))',
    spline ? 'J <- turn' : 'J <- diag(length(fit$par)); J[1:p, 1:p] <- solve(R)',
    ...(options.distribution === 'gompertz' ? ['J[p + 1, p + 1] <- 1 / unit'] : []),
    'b <- drop(J %*% fit$par); V <- J %*% solve(fit$hessian) %*% t(J)',
    `names(b) <- ${spline ? 'c(paste0("gamma", seq_along(knots) - 1), colnames(X))' : 'c(colnames(X), own)'}`,
    'data.frame(estimate = b, std_error = sqrt(diag(V)))',
    'c(loglik = -fit$value, AIC = 2 * fit$value + 2 * length(b), BIC = 2 * fit$value + length(b) * log(n))',
  ];
  if (cluster !== null || options.robust === true || sampled) {
    lines.push(
      `by <- ${cluster === null ? 'seq_len(n)' : `d[rows, ${JSON.stringify(cluster.replaceAll('`', ''))}]`}  # robust: scores by a central difference`,
      'U <- sapply(seq_along(fit$par), function(j) { h <- 1e-5; e <- replace(0 * fit$par, j, h); w * (rowlik(fit$par + e) - rowlik(fit$par - e)) / (2 * h) })',
      'sqrt(diag(J %*% solve(fit$hessian) %*% crossprod(rowsum(U, by)) %*% solve(fit$hessian) %*% t(J)))',
    );
  }
  return lines;
}

/** rowlik(θ), nll(θ), where to begin, and names of the distribution's own parameters. */
function likelihoodLines(options: ParametricOptions): readonly string[] {
  const { distribution } = options;
  const { knots } = splineAsked(options);
  const nll = 'nll <- function(th) { v <- -sum(w * rowlik(th)); if (is.finite(v)) v else 1e10 }';
  const begin = 'centre <- log(sum(w * time) / sum(w * event))';
  if (distribution === 'gompertz') {
    return [
      'unit <- max(time)  # the shape is searched for on this scale',
      'G <- function(a, t) if (abs(a) < 1e-12) t else expm1(a * t) / a',
      'rowlik <- function(th) { lr <- drop(Z %*% th[1:p]) + o; a <- th[p + 1]; event * (lr + a * time) - exp(lr) * (G(a, time) - G(a, start)) }',
      nll,
      begin,
      'first <- c(drop(R %*% c(-centre, rep(0, p - 1))), 0); own <- "shape"',
      'rowraw <- rowlik; rowlik <- function(th) rowraw(c(th[1:p], th[p + 1] / unit))',
    ];
  }
  if (distribution === 'royston_parmar') {
    const inner =
      typeof knots === 'number'
        ? knots === 0
          ? 'numeric(0)'
          : `quantile(log(time[event == 1]), (1:${knots}) / ${knots + 1})`
        : `log(c(${[...knots].sort((a, b) => a - b).join(', ')}))`;
    return [
      `knots <- unname(c(min(log(time[event == 1])), ${inner}, max(log(time[event == 1]))))`,
      'lo <- knots[1]; hi <- knots[length(knots)]; cube <- function(x, k) pmax(x - k, 0)^3; square <- function(x, k) 3 * pmax(x - k, 0)^2',
      'part <- function(x, one, first) cbind(first, sapply(knots[-c(1, length(knots))], function(k) { l <- (hi - k) / (hi - lo); one(x, k) - l * one(x, lo) - (1 - l) * one(x, hi) }))',
      'late <- start > 0; B <- part(log(time), cube, cbind(1, log(time))); D <- part(log(time), square, cbind(0, rep(1, n)))',
      'B0 <- part(log(ifelse(late, start, 1)), cube, cbind(1, log(ifelse(late, start, 1)))); k <- length(knots)',
      'B <- matrix(unlist(B), n)[, 1:k]; D <- matrix(unlist(D), n)[, 1:k]; B0 <- matrix(unlist(B0), n)[, 1:k]',
      'turn <- solve(qr.R(qr(cbind(B, X))) / sqrt(n))  # the columns are nearly collinear: searched along orthogonal ones',
      'rowlik <- function(u) { th <- drop(turn %*% u); x <- (if (p > 0) drop(X %*% th[k + 1:p]) else 0) + o; z <- drop(B %*% th[1:k]) + x; ifelse(event == 1, log_f(z) + log(pmax(drop(D %*% th[1:k]), 1e-300)) - log(time), log_s(z)) - ifelse(late, log_s(drop(B0 %*% th[1:k]) + x), 0) }',
      nll,
      begin,
      'first <- solve(turn, c(-centre, 1, rep(0, k - 2 + p)))',
    ];
  }
  const shape = { gengamma: 'q <- th[p + max(g) + 1]', gamma: 'q <- s' }[distribution as 'gengamma' | 'gamma'] ?? 'q <- 0';
  const fixed = distribution === 'exponential';
  return [
    `rowlik <- function(th) { mu <- drop(Z %*% th[1:p]) + o; s <- ${fixed ? 'rep(1, n)' : 'exp(th[p + g])'}; ${shape}; q <- rep_len(q, n); z <- (log(time) - mu) / s; late <- start > 0; z0 <- (log(ifelse(late, start, 1)) - mu) / s; ifelse(event == 1, log_f(z, q) - log(s) - log(time), log_s(z, q)) - ifelse(late, log_s(z0, q), 0) }`,
    nll,
    begin,
    `first <- c(drop(R %*% c(centre, rep(0, p - 1)))${fixed ? '' : ', rep(0, max(g))'}${distribution === 'gengamma' ? ', 0.8' : ''}); own <- c(${fixed ? '' : 'rep("Log(scale)", max(g))'}${distribution === 'gengamma' ? ', "Q"' : ''})`,
  ];
}
