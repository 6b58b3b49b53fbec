# Firth's penalised likelihood by another route than Newton's steps: the written likelihood log L + log|X'WX| / 2 is handed to general optimisers
# (BFGS with numeric gradients, polished by Nelder-Mead), its profile to uniroot. brglm2's estimates must agree or the script stops.
# Run from the repository's root: Rscript tests/kernel/methods/glm/firth.R  -> tests/kernel/methods/glm/firth.json
suppressPackageStartupMessages(library(brglm2))
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
data("endometrial", package = "brglm2")
pbc <- read.csv("tests/fixtures/data/pbc.csv", stringsAsFactors = TRUE)

penalised <- function(X, y, family, weight = rep(1, length(y))) function(beta) {
  eta <- drop(X %*% beta)
  mu <- family$linkinv(eta)
  w <- weight * family$mu.eta(eta)^2 / family$variance(mu)
  log_l <- if (family$family == "binomial") sum(weight * ifelse(y == 1, log(mu), log1p(-mu))) else sum(weight * dpois(y, mu, log = TRUE))
  log_l + as.numeric(determinant(crossprod(X * sqrt(w)))$modulus) / 2
}
climb <- function(f, start) {
  if (length(start) == 0) return(list(par = start, value = f(start)))
  o <- list(par = start)
  for (k in 1:6) {
    o <- optim(o$par, function(b) -f(b), method = "BFGS", control = list(reltol = 1e-15, maxit = 5000, parscale = pmax(abs(o$par), 1e-2)))
    if (length(start) > 1) o <- optim(o$par, function(b) -f(b), control = list(reltol = 1e-15, maxit = 5000, parscale = pmax(abs(o$par), 1e-2)))
  }
  list(par = o$par, value = -o$value)
}
firth <- function(formula, d, family, yaml, level = 0.95) {
  frame <- model.frame(formula, d)
  X <- model.matrix(formula, frame)
  y <- as.numeric(model.response(frame))
  f <- penalised(X, y, family)
  check <- glm(formula, family, d, method = "brglmFit", type = "AS_mean", control = list(epsilon = 1e-12, maxit = 1000))
  best <- climb(f, coef(check))
  stopifnot(max(abs(best$par - coef(check))) < 1e-4)
  best$par <- coef(check)
  best$value <- f(best$par)
  held <- function(j, b) climb(function(other) { full <- numeric(ncol(X)); full[j] <- b; full[-j] <- other; f(full) }, best$par[-j])$value
  target <- qchisq(level, 1) / 2
  se <- sqrt(diag(vcov(check)))
  limit <- function(j, side) uniroot(function(b) best$value - held(j, b) - target, sort(best$par[j] + side * se[j] * c(0.5, 4)), tol = 1e-9)$root
  statistic <- sapply(seq_along(se), function(j) 2 * (best$value - held(j, 0)))
  list(yaml = yaml, level = level, term = I(colnames(X)), estimate = I(unname(best$par)), std_error = I(unname(se)), loglik = best$value,
    statistic = I(statistic), p_value = I(pchisq(statistic, 1, lower.tail = FALSE)),
    conf_low = I(sapply(seq_along(se), limit, side = -1)), conf_high = I(sapply(seq_along(se), limit, side = 1)))
}

set.seed(9)
zero <- data.frame(arm = rep(c("a", "b", "c"), c(12, 9, 14)), x = round(rnorm(35), 2))
zero$y <- rpois(35, exp(0.3 + 0.2 * zero$x)) * (zero$arm != "b")
zero$d <- as.integer(zero$y > 1)
zero$arm <- factor(zero$arm)

write_fixture(list(R = R.version.string, brglm2 = as.character(packageVersion("brglm2")),
  data = list(endometrial = lapply(endometrial[c("NV", "PI", "EH", "HG")], I), zero = lapply(list(arm = as.character(zero$arm), x = zero$x, y = zero$y, d = zero$d), I)),
  cases = list(
    c(list(data = "endometrial"), firth(HG ~ NV + PI + EH, endometrial, binomial(), "formula: HG ~ NV + PI + EH\nfamily: binomial")),
    c(list(data = "zero"), firth(d ~ arm + x, zero, binomial(), "formula: d ~ arm + x\nfamily: binomial\nconf_level: 0.9", 0.9)),
    c(list(data = "zero"), firth(y ~ arm + x, zero, poisson(), "formula: y ~ arm + x\nfamily: poisson")))),
  "tests/kernel/methods/glm/firth.json")
