# Robust score test (coxph's rscore) and the generalised score test of proportional hazards, the latter by hand: rows are split at every
# event time, x * g(t) added, and the test made of coxph's own score residuals and information at (beta, 0).
# Run from the repository's root: Rscript tests/kernel/methods/cox/robust.R  -> tests/kernel/methods/cox/robust.json
suppressPackageStartupMessages(library(survival))
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
read_data <- function(name) read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = TRUE)
control <- coxph.control(eps = 1e-13, toler.chol = 1e-14)

robust_zph <- function(d, ties, cluster, strata) {
  strata_text <- if (is.null(strata)) "" else paste0(" + strata(", strata, ")")
  fit <- coxph(as.formula(paste("Surv(start, stop, event) ~ x1 + x2", strata_text)), d, weights = w, ties = ties, cluster = cl, control = control)
  z <- cox.zph(fit, transform = "km", terms = TRUE)
  # g: R's own, left limit of the pooled unweighted Kaplan-Meier
  km <- survfit(Surv(start, stop, event) ~ 1, d)
  times <- sort(unique(d$stop[d$event == 1]))
  g_at <- sapply(times, function(t) 1 - min(1, km$surv[km$time < t]))
  d$row <- seq_len(nrow(d))
  s <- survSplit(Surv(start, stop, event) ~ ., d, cut = times)
  s$g <- g_at[match(s$stop, times)]
  s$g[is.na(s$g)] <- 0
  s$g1 <- s$g * s$x1; s$g2 <- s$g * s$x2
  at <- suppressWarnings(coxph(as.formula(paste("Surv(start, stop, event) ~ x1 + x2 + g1 + g2", strata_text)), s, weights = w, ties = ties,
    init = c(coef(fit), 0, 0), control = coxph.control(iter.max = 0)))
  info <- solve(if (is.null(at$naive.var)) at$var else at$naive.var)
  rows <- residuals(at, "score", weighted = TRUE, collapse = s$cl)
  u <- colSums(rows)
  a <- rows[, 3:4] - rows[, 1:2] %*% solve(info[1:2, 1:2]) %*% info[1:2, 3:4]
  V <- crossprod(a)
  test <- function(i) c(u[2 + i] %*% solve(V[i, i, drop = FALSE], u[2 + i]))
  list(rscore = fit$rscore, statistic = I(unname(z$table[, 1])), robust = I(c(test(1), test(2), test(1:2))))
}

lung <- read_data("lung"); lung <- lung[complete.cases(lung[, c("time", "status", "age", "sex", "inst", "pat.karno")]), ]
heart <- read_data("heart")
base <- data.frame(start = 0, stop = lung$time, event = as.numeric(lung$status == 2), x1 = lung$age, x2 = lung$sex, cl = seq_len(nrow(lung)), w = 1, st = lung$inst)
weighted <- transform(base, w = lung$pat.karno / 40)
clustered <- transform(base, cl = lung$inst)
tied <- transform(weighted, stop = ceiling(stop / 60) * 60, cl = lung$inst)
intervals <- with(heart, data.frame(start = start, stop = stop, event = event, x1 = age, x2 = as.numeric(transplant == levels(factor(transplant))[2]), cl = id, w = 1 + (id %% 3) / 2))
cases <- list(
  list(name = "weights", ties = "efron", data = weighted), list(name = "clusters", ties = "efron", data = clustered),
  list(name = "ties, weights, clusters", ties = "efron", data = tied), list(name = "ties, breslow", ties = "breslow", data = tied),
  list(name = "strata", ties = "efron", data = transform(weighted, st = x2 * 0 + (st > 11)), strata = "st"),
  list(name = "intervals", ties = "efron", data = intervals))
write_fixture(lapply(cases, function(case) {
  d <- case$data
  list(name = case$name, ties = case$ties, strata = if (is.null(case$strata)) NULL else I(d$st),
    start = I(d$start), stop = I(d$stop), event = I(d$event), x1 = I(d$x1), x2 = I(d$x2), cluster = I(d$cl), weights = I(d$w),
    expected = robust_zph(d, case$ties, d$cl, case$strata))
}), "tests/kernel/methods/cox/robust.json")
