# Data that try a method: heavy ties, times of 0, near ties, missing values, redundant columns, huge and tiny scales, separated groups,
# names with dots, blanks and Chinese signs, nested and removed terms, strata in interactions, late entry with clusters.
# Run from the repository's root: Rscript tests/kernel/methods/odd-data/odd-data.R  -> tests/kernel/methods/odd-data/odd-data.json
suppressPackageStartupMessages({ library(survival); library(splines) })
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
RNGversion("4.2.0"); set.seed(20260)

n <- 96
d <- data.frame(
  start = sample(0:5, n, TRUE), x = round(rnorm(n), 3), z = rbinom(n, 1, 0.4), g = factor(sample(c("b", "a", "c"), n, TRUE)),
  lev = factor(sample(c("10", "9", "x2", "X1", "_y"), n, TRUE)), w = round(runif(n, 0.2, 3), 3), copies = sample(0:3, n, TRUE), id = rep(1:32, 3))
d$time <- d$start + ceiling(rexp(n, exp(0.4 * d$x - 0.3 * d$z)) * 6)
d$status <- rbinom(n, 1, 0.65)
d$tied <- ceiling(d$time / 5)
d$from0 <- d$time - min(d$time)
d$near <- ifelse(seq_len(n) %% 3 == 0, (d$time / 10 + 0.1) - 0.1, d$time / 10)
d$holes <- replace(d$x, sample(n, 17), NA)
d$twice <- 2 * d$x + d$z
d$huge <- 3e7 + 1e6 * d$x
d$tiny <- 1e-6 * d$x
d$none <- as.integer(d$status == 0 & runif(n) < 0.7)
d$yes <- d$z == 1
d$x.one <- d$x
d[["my group"]] <- factor(sample(c("level one", "two (2)", "\u9ad8"), n, TRUE))
d[["\u5e74\u9f84"]] <- round(50 + 10 * rnorm(n))
d$cause <- ifelse(d$status == 1, sample(1:2, n, TRUE), 0)
d$cause[d$g == "c"] <- 0

fit_tables <- function(fit) {
  s <- summary(fit); b <- coef(fit); robust <- !is.null(fit$naive.var); kept <- !is.na(b)
  se <- ifelse(kept, sqrt(diag(fit$var)), NA); ci <- unname(confint(fit)); df <- sum(kept)
  z <- if (fit$method == "exact") NULL else tryCatch(cox.zph(fit), error = function(e) NULL)
  list(
    coefficients = list(term = I(names(b)), estimate = I(unname(b)), std_error = I(if (robust) sqrt(diag(fit$naive.var)) else se),
      robust_se = I(if (robust) se else rep(NA_real_, length(b))), statistic = I(unname(b) / se), p_value = I(2 * pnorm(-abs(unname(b) / se))),
      conf_low = I(ci[, 1]), conf_high = I(ci[, 2])),
    fit = list(n = I(fit$n), events = I(fit$nevent), loglik_null = I(fit$loglik[1]), loglik = I(fit$loglik[2]), lr = I(s$logtest[[1]]), lr_df = I(df),
      wald = I(fit$wald.test), score = I(s$sctest[[1]]), concordance = I(s$concordance[[1]]), std_error_concordance = I(s$concordance[[2]]),
      aic = I(AIC(fit)), bic = I(BIC(fit)), iterations = I(fit$iter)),
    zph = if (is.null(z)) NULL else list(term = I(rownames(z$table)), statistic = I(unname(z$table[, 1])), df = I(unname(z$table[, 2])), p_value = I(unname(z$table[, 3]))))
}
cox_case <- function(formula, more = "", ..., data = d) {
  more_arguments <- match.call(expand.dots = FALSE)$...
  fit <- suppressWarnings(eval(as.call(c(list(quote(coxph), as.formula(formula), data = quote(data)), more_arguments))))
  list(yaml = paste0("method: cox\ndata: d\nformula: '", gsub("'", "''", formula), "'\n", more), tables = fit_tables(fit))
}
km_case <- function(formula, more = "", ..., data = d) {
  more_arguments <- match.call(expand.dots = FALSE)$...
  fit <- eval(as.call(c(list(quote(survfit), as.formula(formula), data = quote(data)), more_arguments))); s <- summary(fit, censored = TRUE); q <- quantile(fit, c(0.25, 0.5))
  list(yaml = paste0("method: km\ndata: d\nformula: '", formula, "'\nquantiles: [0.25, 0.5]\n", more), tables = list(
    curve = list(time = I(s$time), n_risk = I(s$n.risk), n_event = I(s$n.event), n_censor = I(s$n.censor), estimate = I(s$surv), std_error = I(s$std.err),
      conf_low = I(s$lower), conf_high = I(s$upper)),
    quantiles = list(estimate = I(as.vector(t(q$quantile))), conf_low = I(as.vector(t(q$lower))), conf_high = I(as.vector(t(q$upper))))))
}
many <- d[rep(seq_len(n), d$copies), ]

cases <- list(
  cox_case("Surv(tied, status) ~ x + g"), cox_case("Surv(tied, status) ~ x + g", "ties: breslow\n", ties = "breslow"),
  cox_case("Surv(tied, status) ~ x + g", "ties: exact\n", ties = "exact"),
  cox_case("Surv(tied, status) ~ x + g", "ties: exact\nweights: {column: copies, kind: frequency}\n", ties = "exact", data = many),
  cox_case("Surv(tied, status) ~ x + g", "weights: {column: copies, kind: frequency}\n", data = many),
  cox_case("Surv(from0, status) ~ x + z"), cox_case("Surv(near, status) ~ x + strata(g)"), cox_case("Surv(time, status) ~ holes + z"),
  cox_case("Surv(time, status) ~ x + twice + z"), cox_case("Surv(time, status) ~ x + z + twice * g"), cox_case("Surv(time, status) ~ huge + tiny"),
  cox_case("Surv(time, status) ~ huge + g"), cox_case("Surv(time, status) ~ huge:tiny + I(1/(1 + z))"),
  cox_case("Surv(time, status) ~ x.one * `my group`"), cox_case("Surv(time, status) ~ \u5e74\u9f84 + `my group`:yes"),
  cox_case("Surv(time, status) ~ relevel(lev, 'X1') + factor(z, levels = c(1, 0)) * yes"), cox_case("Surv(time, status) ~ lev"),
  cox_case("Surv(time, status) ~ g/x"), cox_case("Surv(time, status) ~ (x + z + g)^2 - x:z"), cox_case("Surv(time, status) ~ 0 + g + x"),
  cox_case("Surv(time, status) ~ g:x - 1"), cox_case("Surv(time, status) ~ strata(g) * x"), cox_case("Surv(time, status) ~ x + x:strata(g)"),
  cox_case("Surv(time, status) ~ ns(x, knots = c(-0.5, 0.5), Boundary.knots = c(-2, 2))"), cox_case("Surv(time, status) ~ poly(x, 2, raw = TRUE) + offset(z / 2)"),
  cox_case("Surv(pmin(time, 10), status & time <= 10) ~ x"), cox_case("Surv(start, time, status) ~ x + strata(z, yes)"),
  cox_case("Surv(start, time, status) ~ x + g", "cluster: id\n", cluster = id),
  cox_case("Surv(start, time, status) ~ x + g", "weights: {column: w, kind: inverse_probability}\ncluster: id\nties: breslow\n", weights = w, cluster = id, ties = "breslow"),
  cox_case("Surv(tied, status) ~ x + z", "weights: {column: w, kind: sampling}\n", weights = w, robust = TRUE),
  km_case("Surv(start, time, status) ~ g"), km_case("Surv(start, time, status) ~ g", "cluster: id\nconf_type: plain\n", cluster = id, conf.type = "plain"),
  km_case("Surv(from0, status) ~ lev", "conf_type: logit\n", conf.type = "logit"),
  km_case("Surv(near, status) ~ I(x > 0) + yes", "conf_type: log-log\n", conf.type = "log-log"),
  km_case("Surv(tied, status) ~ g", "weights: {column: w, kind: sampling}\n", weights = w, robust = TRUE))

cif <- local({
  fit <- survfit(Surv(time, factor(cause, 0:2)) ~ g, d); s <- summary(fit, censored = TRUE)
  rows <- unlist(lapply(unique(s$strata), function(level) c(which(s$strata == level), -which(s$strata == level))))
  column <- function(m) I(ifelse(rows > 0, m[cbind(abs(rows), 2)], m[cbind(abs(rows), 3)]))
  list(yaml = "method: competing\ndata: d\nformula: Surv(time, cause) ~ g\n",
    tables = list(curve = list(time = I(s$time[abs(rows)]), estimate = column(s$pstate), std_error = column(s$std.err))))
})
infinite <- suppressWarnings(coxph(Surv(time, status) ~ none + x, d))

columns <- lapply(d, function(v) I(if (is.factor(v)) as.character(v) else if (is.logical(v)) v else as.numeric(v)))
write_fixture(list(R = R.version.string, survival = as.character(packageVersion("survival")), data = columns, cases = c(cases, list(cif)),
  infinite = list(loglik = infinite$loglik[2], x = coef(infinite)[["x"]])), "tests/kernel/methods/odd-data/odd-data.json")
