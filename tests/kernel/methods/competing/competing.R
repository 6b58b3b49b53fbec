# Cumulative incidence by survfit's multi-state estimate; data of cmprsk's own test, whose printed Gray tests are in the test file.
# Run from the repository: Rscript tests/kernel/methods/competing/competing.R
suppressMessages({library(survival); library(jsonlite)})
invisible(Sys.setlocale("LC_COLLATE", "C"))
pbc <- read.csv("tests/fixtures/data/pbc.csv", stringsAsFactors = TRUE)
set.seed(5)
n <- 50
random <- data.frame(t = round(rexp(n), 1) + .1, s = sample(0:3, n, TRUE, c(.3, .3, .3, .1)), g = sample(c("u", "v", "w"), n, TRUE))
small <- data.frame(t = c(1, 2, 2, 3, 4, 5, 6, 7), s = c(1, 2, 0, 1, 0, 2, 1, 2), g = rep(c("p", "q"), each = 4))
case <- function(d, name, time, cause, group, conf, level = .95, times = NULL) {
  d$.c <- factor(d[[cause]], levels = 0:max(d[[cause]]))
  f <- as.formula(paste0("Surv(", time, ", .c) ~ ", group))
  fit <- survfit(f, d, conf.type = conf, conf.int = level)
  k <- seq_len(ncol(fit$pstate))[-1]
  out <- list(data = name, rows = if (name %in% c("random", "small")) as.list(d[c("t", "s", "g")]) else NULL, time_name = time, cause = cause, group = group, conf = conf, level = level, strata = if (is.null(fit$strata)) NULL else I(rep(names(fit$strata), fit$strata)),
    time = I(fit$time), n_risk = I(fit$n.risk[, 1]), n_event = lapply(k, function(j) I(fit$n.event[, j])), estimate = lapply(k, function(j) I(fit$pstate[, j])), std_error = lapply(k, function(j) I(fit$std.err[, j])), conf_low = lapply(k, function(j) I(matrix(fit$lower, ncol = ncol(fit$pstate))[, j])), conf_high = lapply(k, function(j) I(matrix(fit$upper, ncol = ncol(fit$pstate))[, j])))
  if (!is.null(times)) { s <- summary(fit, times = times, extend = TRUE); out$times <- I(times); out$at <- lapply(k, function(j) list(estimate = I(s$pstate[, j]), std_error = I(s$std.err[, j]))) }
  out
}
cases <- list(case(pbc, "pbc", "time", "status", "trt", "log", times = c(500, 1500, 3000)), case(pbc, "pbc", "time", "status", "1", "log-log", .9), case(pbc, "pbc", "time", "status", "sex", "plain"),
  case(random, "random", "t", "s", "g", "log"), case(random, "random", "t", "s", "1", "logit"), case(random, "random", "t", "s", "g", "arcsin", .8), case(small, "small", "t", "s", "1", "log"), case(small, "small", "t", "s", "g", "plain"))
# The data of cmprsk's tests/test.R, drawn as R 1.2.1 drew them.
suppressWarnings(RNGversion("1.2.1"))
set.seed(2)
ss <- rexp(100); gg <- sample(1:3, 100, replace = TRUE); cc <- sample(0:2, 100, replace = TRUE); strt <- sample(1:2, 100, replace = TRUE); dd <- abs(rnorm(100))
f <- survfit(Surv(ss, factor(cc, 0:2)) ~ 1)
print(summary(f, times = 1:5, extend = TRUE)$pstate)
write_json(list(R = R.version.string, survival = as.character(packageVersion("survival")), cases = cases, cmprsk = list(ss = ss, gg = c("a", "b", "c")[gg], cc = cc, strt = strt, dd = dd)), "tests/kernel/methods/competing/competing.json", digits = I(17), auto_unbox = TRUE, null = "null", na = "string")
