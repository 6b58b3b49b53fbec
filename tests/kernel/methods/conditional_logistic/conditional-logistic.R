# Conditional logistic regression by survival::clogit on infert and on random matched sets; robust variances by coxph where there is one case a set,
# and beside the exact likelihood of several cases by the numerical derivative of each set's written likelihood (all choices counted by combn).
# Run from the repository: Rscript tests/kernel/methods/conditional_logistic/conditional-logistic.R
suppressMessages({library(survival); library(jsonlite)})
invisible(Sys.setlocale("LC_COLLATE", "C"))
set.seed(21)
made <- function(sets, cases, controls) {
  d <- do.call(rbind, lapply(seq_len(sets), function(s) {
    m <- cases[1 + s %% length(cases)]; k <- controls[1 + s %% length(controls)]; n <- m + k
    x <- round(rnorm(n), 2); g <- sample(c("a", "b", "c"), n, TRUE); z <- rbinom(n, 1, .4)
    p <- exp(.7 * x + .5 * (g == "b") - .3 * z); case <- rep(0, n); case[sample(n, m, prob = p)] <- 1
    data.frame(set = s, case = case, x = x, g = g, z = z, town = 1 + s %% 23, w = 1 + sample(3, n, TRUE), o = round(runif(n), 2))
  }))
  d[sample(nrow(d)), ]
}
several <- made(40, c(1, 2, 3, 5, 2), c(3, 2, 4, 2, 1, 6))
pairs <- made(70, 1, 1)
one <- made(50, 1, c(2, 3, 4))
inf <- infert; inf$case <- as.integer(inf$case); inf$education <- as.character(inf$education)
inf <- inf[, c("stratum", "case", "spontaneous", "induced", "education", "age")]
fit <- function(name, d, formula, method, keys = NULL, more = list()) {
  f <- suppressWarnings(do.call(coxph, c(list(as.formula(sub("case ~", "Surv(rep(1, nrow(d)), case) ~", formula)), data = quote(d), method = method), more)))
  list(name = name, formula = formula, ties = method, keys = keys, coef = I(unname(coef(f))), se = I(unname(sqrt(diag(vcov(f))))), loglik = I(f$loglik), score = f$score, wald = unname(f$wald.test), concordance = unname(f$concordance["concordance"]), concordance_se = unname(f$concordance["std"]),
    rscore = if (is.null(f$rscore)) NULL else f$rscore)
}
w <- several; w <- w[rep(seq_len(nrow(w)), w$w), ]
cases <- list(
  fit("infert", inf, "case ~ spontaneous + induced + strata(stratum)", "exact"),
  fit("several", several, "case ~ x + g + z + strata(set)", "exact"),
  fit("several", several, "case ~ x * z + strata(set)", "exact"),
  fit("several", several, "case ~ x + offset(o) + strata(set)", "exact"),
  fit("several", several, "case ~ x + g + strata(town)", "exact"),
  fit("several", several, "case ~ x + g + strata(set)", "efron"),
  fit("several", several, "case ~ x + g + strata(set)", "breslow"),
  fit("several", w, "case ~ x + g + strata(set)", "exact", list(weights = list(column = "w", kind = "frequency"))),
  fit("several", several, "case ~ x + g + strata(set)", "efron", list(weights = list(column = "w", kind = "sampling")), list(weights = quote(w), cluster = quote(set))),
  fit("several", several, "case ~ x + g + strata(set)", "breslow", list(cluster = "town"), list(cluster = quote(town))),
  fit("pairs", pairs, "case ~ x + z + strata(set)", "exact"),
  fit("one", one, "case ~ x + g + strata(set)", "exact"),
  # With one case a set the exact likelihood is Breslow's, which has a robust variance in R.
  c(fit("one", one, "case ~ x + g + strata(set)", "breslow", list(robust = TRUE), list(cluster = quote(set))), list(also = "exact")),
  c(fit("one", one, "case ~ x + g + strata(set)", "breslow", list(cluster = "town"), list(cluster = quote(town))), list(also = "exact"))
)
# Robust variance beside the exact likelihood of several cases: scores by numerical derivatives of log(exp(sum of cases) / sum over all choices).
d <- several; X <- model.matrix(~ x + g, d)[, -1]
f <- clogit(case ~ x + g + strata(set), d, method = "exact"); b <- coef(f)
own <- function(b, rows) { eta <- drop(X[rows, ] %*% b); m <- sum(d$case[rows]); sum(eta[d$case[rows] == 1]) - log(sum(exp(combn(length(rows), m, function(i) sum(eta[i]))))) }
sets <- split(seq_len(nrow(d)), d$set)
scores <- function(b) t(sapply(sets, function(rows) sapply(seq_along(b), function(j) { h <- 1e-4; s <- function(k) { e <- b; e[j] <- e[j] + k * h; own(e, rows) }
  (8 * (s(1) - s(-1)) - (s(2) - s(-2))) / (12 * h) })))
town <- sapply(sets, function(rows) d$town[rows[1]])
meat <- function(S) sqrt(diag(vcov(f) %*% crossprod(S) %*% vcov(f)))
S0 <- scores(0 * b); u <- colSums(S0)
robust <- list(formula = "case ~ x + g + strata(set)", by_set = I(unname(meat(scores(b)))), by_town = I(unname(meat(rowsum(scores(b), town)))), rscore = drop(u %*% solve(crossprod(S0)) %*% u))
write_json(list(R = R.version.string, survival = as.character(packageVersion("survival")), data = list(several = as.list(several), pairs = as.list(pairs), one = as.list(one), infert = as.list(inf)), cases = cases, robust = robust),
  "tests/kernel/methods/conditional_logistic/conditional-logistic.json", digits = I(17), auto_unbox = TRUE, null = "null", dataframe = "columns")
