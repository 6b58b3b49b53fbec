# The forty awkward data sets of odd-data.R with R's answers for parametric, diagnostic, agreement, cause_specific and finegray.
# Run from the repository's root, after odd-data.R: Rscript tests/kernel/methods/odd-data-more.R  -> tests/kernel/methods/odd-data-more.json
suppressPackageStartupMessages({ library(survival); library(pROC); library(jsonlite) })
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
safe <- function(expr) suppressWarnings(tryCatch(expr, error = function(err) NULL))
num <- function(v) I(unname(as.numeric(v)))
values <- function(v) as.numeric(ifelse(v %in% c("NaN", "NA"), NA, v))
# Kappa of two columns of 0 and 1 with the standard error of Fleiss, Cohen and Everitt, as their formulas are written.
kappa <- function(a, b) {
  p <- unclass(table(factor(a, 0:1), factor(b, 0:1))) / length(a); r <- rowSums(p); c <- colSums(p); po <- sum(diag(p)); pe <- sum(r * c); k <- (po - pe) / (1 - pe)
  A <- sum(diag(p) * (1 - (r + c) * (1 - k))^2); q <- outer(c, r, "+")^2 * p; B <- (1 - k)^2 * (sum(q) - sum(diag(q)))
  num(c(k, sqrt((A + B - (k - pe * (1 - k))^2) / length(a)) / (1 - pe)))
}
answers <- function(d) {
  ok <- d[complete.cases(d[c("t", "x")]), ]; both <- d[!is.na(d$x), ]; n <- nrow(both)
  list(
    parametric = safe({ f <- survreg(Surv(t, e) ~ x, ok, dist = "weibull", control = survreg.control(maxiter = 200, rel.tolerance = 1e-12)); list(estimate = num(c(coef(f), log(f$scale))), se = num(sqrt(diag(f$var))), loglik = num(f$loglik[2])) }),
    diagnostic = safe({ r <- roc(both$y, both$x, levels = c(0, 1), quiet = TRUE); num(c(auc(r), sqrt(var(r, method = "delong")))) }),
    kappa = safe(kappa(d$y, d$e)),
    limits = safe({ v <- both$x - both$m; s <- sd(v); num(c(mean(v), mean(v) - qnorm(.975) * s, mean(v) + qnorm(.975) * s, s / sqrt(n))) }),
    icc = safe({ l <- data.frame(v = c(both$x, both$m), s = factor(rep(seq_len(n), 2)), r = factor(rep(1:2, each = n))); m <- anova(lm(v ~ s + r, l))[["Mean Sq"]]
      num(c((m[1] - m[3]) / (m[1] + m[3] + 2 * (m[2] - m[3]) / n), (m[1] - m[3]) / (m[1] + m[3]))) }),
    cause = safe({ f <- coxph(Surv(t, k == 1) ~ x, ok); list(estimate = num(coef(f)), se = num(sqrt(diag(f$var)))) }),
    finegray = safe({ o <- ok; o$c <- factor(o$k, 0:2); o$id <- seq_len(nrow(o)); g <- finegray(Surv(t, c) ~ ., o[c("t", "c", "x", "id")], etype = "1"); f <- coxph(Surv(fgstart, fgstop, fgstatus) ~ x, g, weights = fgwt, cluster = id); list(estimate = num(coef(f)), se = num(sqrt(diag(f$var)))) }))
}
cases <- fromJSON("tests/kernel/methods/odd-data.json", simplifyVector = FALSE)
write_fixture(lapply(cases, function(one) { d <- as.data.frame(lapply(one$data[c("t", "e", "x", "k", "w", "y", "m")], function(v) values(unlist(v)))); list(kind = one$kind, r = answers(d)) }), "tests/kernel/methods/odd-data-more.json")
