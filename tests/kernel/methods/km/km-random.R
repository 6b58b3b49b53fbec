# Small random data sets (ties, late entry, weights, few events, levels that vanish) through survfit and survdiff.
# Run from the repository: Rscript tests/kernel/methods/km/km-random.R
suppressMessages({library(survival); library(jsonlite)})
invisible(Sys.setlocale("LC_COLLATE", "C"))
set.seed(77)
one <- function(i) {
  n <- sample(c(1:6, 12, 20, 35), 1)
  kind <- sample(c("plain", "weighted", "late", "rounded"), 1)
  time <- switch(kind, rounded = sample(1:4, n, TRUE), rexp(n, .2) + .01)
  if (kind != "rounded") time <- round(time, sample(0:3, 1)) + 0.5
  d <- data.frame(my.time = time, status = rbinom(n, 1, sample(c(0, .3, .7, 1), 1)) + sample(0:1, 1), g = sample(c("beta", "Alpha", "x y", "\u4e2d"), n, TRUE), s = sample(1:2, n, TRUE),
    w = round(runif(n, .1, 4), 2), e = round(time * runif(n, 0, .9), 3), stringsAsFactors = TRUE)
  if (n > 6) d$g[sample(n, 2)] <- NA
  event <- d$status == max(d$status); if (all(d$status == d$status[1])) event <- rep(d$status[1] != 0, n)
  d$event <- as.integer(event)
  args <- list(formula = if (kind == "late") Surv(e, my.time, event) ~ g else Surv(my.time, event) ~ g, data = d, conf.type = sample(c("log", "log-log", "plain", "logit", "arcsin"), 1))
  if (kind == "weighted") { args$weights <- quote(w); args$robust <- TRUE }
  fit <- do.call(survfit, args)
  s <- summary(fit, censored = TRUE)
  q <- quantile(fit, c(.1, .5, .9))
  tab <- summary(fit)$table; if (!is.matrix(tab)) tab <- matrix(tab, 1, dimnames = list(NULL, names(tab)))
  test <- if (kind %in% c("plain", "rounded") && length(unique(na.omit(d$g))) > 1) tryCatch({ z <- survdiff(Surv(my.time, event) ~ g, d, rho = 0); y <- survdiff(Surv(my.time, event) ~ g, d, rho = 1)
    st <- tryCatch(survdiff(Surv(my.time, event) ~ g + strata(s), d)$chisq, error = function(e) NULL); list(statistic = z$chisq, peto = y$chisq, stratified = st) }, error = function(e) NULL)
  list(kind = kind, conf = args$conf.type, rows = d, strata = I(if (is.null(s$strata)) character() else as.character(s$strata)), time = I(s$time), n_risk = I(s$n.risk), n_event = I(s$n.event), n_censor = I(s$n.censor), estimate = I(s$surv), std_error = I(s$std.err), conf_low = I(s$lower), conf_high = I(s$upper),
    quantiles = I(as.vector(t(if (is.matrix(q$quantile)) q$quantile else matrix(q$quantile, 1)))), rmean = I(unname(tab[, "rmean"])), median = I(unname(tab[, "median"])), low = I(unname(tab[, ncol(tab) - 1])), high = I(unname(tab[, ncol(tab)])), test = test)
}
write_json(list(R = R.version.string, survival = as.character(packageVersion("survival")), sets = lapply(1:60, one)), "tests/kernel/methods/km/km-random.json", digits = I(17), auto_unbox = TRUE, null = "null", na = "string", dataframe = "columns")
