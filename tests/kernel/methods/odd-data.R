# Forty small random data sets of awkward kinds with R's answers.
# Run from the repository's root: Rscript tests/kernel/methods/odd-data.R  -> tests/kernel/methods/odd-data.json
suppressPackageStartupMessages({ library(survival); library(cmprsk) })
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
set.seed(20261130)
kinds <- c("plain", "ties", "tiny groups", "zero events", "empty group", "zero weights", "small scale", "large scale", "constant", "separated", "missing")
make <- function(i) {
  kind <- kinds[(i - 1) %% length(kinds) + 1]
  n <- sample(12:50, 1)
  scale <- switch(kind, "small scale" = 1e-8, "large scale" = 1e8, 1)
  t <- round(rexp(n, 0.1) + 0.01, 2); e <- rbinom(n, 1, 0.6); x <- round(rnorm(n), 3); g <- sample(c("a", "b", "c"), n, TRUE, c(.45, .4, .15))
  k <- ifelse(e == 0, 0, sample(1:2, n, TRUE)); w <- sample(1:3, n, TRUE); y <- rbinom(n, 1, plogis(0.5 * x)); m <- rpois(n, exp(0.3 * x))
  if (kind == "ties") { t <- ceiling(t / 5); x <- round(x) }
  if (kind == "tiny groups") g <- c("b", "b", "c", rep("a", n - 3))
  if (kind == "zero events") { e[g == "a"] <- 0; k[g == "a"] <- 0 }
  if (kind == "empty group") x[g == "b"] <- NA
  if (kind == "zero weights") w[sample(n, n %/% 3)] <- 0
  if (kind == "constant") x <- rep(2.5, n)
  if (kind == "separated") y <- as.numeric(x > median(x))
  if (kind == "missing") { x[sample(n, n %/% 2)] <- NA; t[sample(n, 3)] <- NA; g[sample(n, 3)] <- NA }
  t <- t * scale; x <- x * scale
  list(kind = kind, d = data.frame(t, e, x, g, k, w, y, m, stringsAsFactors = FALSE))
}
safe <- function(expr) suppressWarnings(tryCatch(expr, error = function(err) NULL))
num <- function(v) I(unname(as.numeric(v)))
coefs <- function(f) { s <- coef(summary(f)); list(estimate = num(coef(f)), se = num(sqrt(diag(vcov(f))))) }
answers <- function(d) {
  d$g <- factor(d$g); all <- d[!is.na(d$t), ]
  ok <- d[!is.na(d$t) & !is.na(d$g), ]
  list(
    describe = num(c(mean(d$x, na.rm = TRUE), sd(d$x, na.rm = TRUE), quantile(d$x, c(0, .25, .5, .75, 1), na.rm = TRUE))),
    kruskal = safe(num(kruskal.test(x ~ g, d)$p.value)),
    fisher = safe(num(fisher.test(table(d$y, d$g))$p.value)),
    chisq = safe({ tab <- table(d$y, d$g); if (min(suppressWarnings(chisq.test(tab, correct = FALSE))$expected) >= 5) num(chisq.test(tab, correct = FALSE)$p.value) }),
    km = safe({ s <- survfit(Surv(t, e) ~ g, ok); list(time = num(s$time), surv = num(s$surv), se = num(s$std.err * s$surv), low = num(s$lower), high = num(s$upper), risk = num(s$n.risk)) }),
    km_w = safe({ r <- all[rep(seq_len(nrow(all)), all$w), ]; s <- survfit(Surv(t, e) ~ 1, r); list(time = num(s$time), surv = num(s$surv), se = num(s$std.err * s$surv)) }),
    logrank = safe({ s <- survdiff(Surv(t, e) ~ g, ok); num(c(s$chisq, pchisq(s$chisq, length(s$n) - 1, lower.tail = FALSE))) }),
    cox = safe({ f <- coxph(Surv(t, e) ~ x + g, d); z <- safe(cox.zph(f)); list(estimate = num(coef(f)), se = num(sqrt(diag(f$var))), loglik = num(f$loglik), score = num(f$score), wald = num(f$wald.test), zph = if (is.null(z)) NULL else num(z$table[, 1])) }),
    cox_w = safe({ f <- coxph(Surv(t, e) ~ x, d[d$w > 0, ], weights = w, robust = TRUE, ties = "breslow"); list(estimate = num(coef(f)), se = num(sqrt(diag(f$var))), rscore = num(f$rscore)) }),
    cif = safe({ o <- all; o$k <- factor(o$k, 0:2); s <- survfit(Surv(t, k) ~ 1, o); list(time = num(s$time), one = num(s$pstate[, 2]), two = num(s$pstate[, 3]), se = num(s$std.err[, 2])) }),
    gray = safe({ o <- cuminc(ok$t, ok$k, ok$g); num(ifelse(o$Tests[, 1] < 0, NaN, o$Tests[, 1])) }),
    gaussian = safe(coefs(glm(x ~ g + m, gaussian, d))),
    binomial = safe({ f <- glm(y ~ x, binomial, d); c(coefs(f), list(deviance = num(f$deviance))) }),
    poisson = safe({ f <- glm(m ~ x, poisson, d); c(coefs(f), list(deviance = num(f$deviance))) }))
}
write_fixture(lapply(1:40, function(i) { one <- make(i); d <- one$d
  list(kind = one$kind, data = list(t = num(d$t), e = num(d$e), x = num(d$x), g = I(ifelse(is.na(d$g), "", d$g)), k = num(d$k), w = num(d$w), y = num(d$y), m = num(d$m)), r = answers(d)) }),
  "tests/kernel/methods/odd-data.json")
