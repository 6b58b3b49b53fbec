# Shared frailties by survival's own frailty(): coefficients, both variances, degrees of freedom, likelihoods, effects of the groups.
# R stops where the likelihood (gamma) or θ (normal) changes by about 1e-5; here θ is brought to its equation's root, with fits of R's at θ fixed.
# Run from the repository's root: Rscript tests/kernel/methods/cox/frailty.R  -> tests/kernel/methods/cox/frailty.json
options(warn = -1)
suppressPackageStartupMessages(library(survival))
# The likelihood at 0 is the plain model's: of few normal groups R's own has the penalty's constant in it, and with it its likelihood ratio.
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
read_data <- function(name) read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = TRUE)
set.seed(20261130)
simulated <- function(groups, rows, sd) {
  g <- rep(seq_len(groups), length.out = rows); x <- rnorm(rows); z <- rbinom(rows, 1, 0.4); s <- sample(1:2, rows, TRUE)
  t <- ceiling(20 * rexp(rows, exp(0.5 * x - 0.4 * z + rnorm(groups, 0, sd)[g]))) / 10; from <- floor(5 * runif(rows)) / 10
  data.frame(from = from, t = from + t, e = rbinom(rows, 1, 0.75), x = round(x, 2), z = z, s = s, g = g, w = sample(1:3, rows, TRUE))
}
sets <- list(kidney = kidney[, c("id", "time", "status", "age", "sex")], centres = simulated(4, 120, 0.8), many = simulated(30, 150, 1), bladder = read_data("bladder"), lung = read_data("lung"))
tight <- coxph.control(eps = 1e-15, toler.chol = 1e-16, iter.max = 400)  # R warns that it goes on beyond what it can tell
one <- function(data, formula, group, distribution, ties = "efron", at_once = TRUE) {
  d <- sets[[data]]; d <- d[complete.cases(d[, intersect(names(d), c(all.vars(as.formula(formula)), group))]), ]
  at <- function(theta) coxph(as.formula(sprintf("%s + frailty.%s(%s, theta = %.17g)", formula, distribution, group, theta)), d, ties = ties, control = tight)
  plain <- coxph(as.formula(formula), d, ties = ties, control = tight)
  events <- tapply(plain$y[, "status"], d[[group]], sum); q <- length(events)
  effects <- function(fit) if (is.null(fit$frail)) coef(fit)[grep("^(gamma|gauss):", names(coef(fit)))] else fit$frail
  own <- function(fit) if (is.null(fit$frail)) grep("^(gamma|gauss):", names(coef(fit))) else integer(0)
  rise <- function(theta) {
    fit <- at(theta); b <- effects(fit); nu <- 1 / theta
    if (distribution == "gamma") return(-nu * sum(b + digamma(nu + events) - digamma(nu) - log1p(events / nu)))
    trace <- if (is.null(fit$frail)) sum(diag(fit$var)[own(fit)]) else sum(fit$fvar)
    (sum(b^2) + trace) / (q * theta) - 1
  }
  theta <- exp(uniroot(function(l) rise(exp(l)), log(c(0.02, 5)), tol = 1e-11)$root)
  fit <- at(theta); keep <- setdiff(seq_along(coef(fit)), own(fit))
  printed <- summary(fit)$coefficients; frailty_row <- printed[grep("^frailty", rownames(printed)), ]
  approximate <- coxph(as.formula(sprintf("%s + frailty.%s(%s)", formula, distribution, group)), d, ties = ties)
  history <- approximate$history[[1]]$history
  list(data = data, formula = formula, group = group, distribution = distribution, ties = ties, theta = theta, r_theta = unname(history[nrow(history), 1]),
    estimate = I(unname(coef(fit)[keep])), std_error = I(sqrt(diag(fit$var)[keep])), std_error_2 = I(sqrt(diag(fit$var2)[keep])),
    df = sum(fit$df), frailty_df = unname(frailty_row["DF"]), statistic = unname(frailty_row["Chisq"]), p_value = unname(frailty_row["p"]),
    loglik = I(c(plain$loglik[1], fit$loglik[2])), integrated = if (distribution == "gamma") fit$history[[1]]$c.loglik else NULL, plain = plain$loglik[2],
    effects = I(unname(effects(fit))), errors = I(sqrt(unname(if (is.null(fit$frail)) diag(fit$var)[own(fit)] else fit$fvar))),
    lr_p = unname(pchisq(2 * (fit$loglik[2] - plain$loglik[1]), sum(fit$df), lower.tail = FALSE)), concordance = unname(fit$concordance["concordance"]), martingale = I(unname(residuals(fit)[1:5])))
}
cases <- list(
  one("kidney", "Surv(time, status) ~ age + sex", "id", "gamma"),
  one("kidney", "Surv(time, status) ~ age + sex", "id", "gaussian"),
  one("kidney", "Surv(time, status) ~ age", "id", "gamma", "breslow"),
  one("centres", "Surv(t, e) ~ x + z", "g", "gamma"),
  one("centres", "Surv(t, e) ~ x + z", "g", "gaussian"),
  one("many", "Surv(from, t, e) ~ x + factor(z) + strata(s)", "g", "gamma"),
  one("many", "Surv(from, t, e) ~ x + factor(z) + strata(s)", "g", "gaussian", "breslow"),
  one("bladder", "Surv(start, stop, event) ~ rx + number + size", "id", "gamma"),
  one("bladder", "Surv(start, stop, event) ~ rx + number + size", "id", "gaussian"))
zero <- coxph(Surv(time, status) ~ age + strata(sex), sets$kidney)
columns <- function(d) lapply(as.list(d), function(x) I(as.numeric(x)))
write_fixture(list(sets = lapply(sets[c("kidney", "centres", "many")], columns), cases = cases, zero = list(estimate = I(unname(coef(zero))), loglik = zero$loglik[2])), "tests/kernel/methods/cox/frailty.json")
