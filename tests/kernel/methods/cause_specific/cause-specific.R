# Cause-specific Cox models by survival::coxph, the risks they give together by riskRegression::CSC, and the risks' variance by numerical derivatives.
# Run from the repository: Rscript tests/kernel/methods/cause_specific/cause-specific.R
suppressMessages({library(survival); library(riskRegression); library(jsonlite)})
invisible(Sys.setlocale("LC_COLLATE", "C"))
pbc <- read.csv("tests/fixtures/data/pbc.csv", stringsAsFactors = TRUE)
set.seed(11)
n <- 160
x <- round(rnorm(n), 2); g <- sample(c("a", "b", "c"), n, TRUE); s <- sample(c("u", "v"), n, TRUE)
t <- round(pmin(rexp(n, exp(.5 * x) / 8), 12), 1) + .1
random <- data.frame(t = t, from = round(t * runif(n) * .4, 2), k = ifelse(t >= 12, 0, sample(0:3, n, TRUE, c(.25, .35, .25, .15))), x = x, g = g, s = s,
  w = round(runif(n, .3, 3), 2), id = sample(60, n, TRUE))
random$from[random$from >= random$t] <- 0
fitted <- function(d, left, right, k, ties, more) {
  f <- as.formula(paste0(sub("CAUSE", paste0(left$cause, " == ", k), left$surv), " ~ ", right))
  fit <- do.call(coxph, c(list(f, data = quote(d), ties = ties), more))
  z <- cox.zph(fit)$table
  list(cause = as.character(k), coef = I(unname(coef(fit))), se = I(unname(sqrt(diag(vcov(fit))))), loglik = I(fit$loglik), concordance = unname(fit$concordance["concordance"]), zph = I(unname(z[, 1])), zph_p = I(unname(z[, 3])))
}
case <- function(name, data, surv, right, cause = "k", ties = "efron", more = list(), new = NULL, times = NULL, keys = NULL) {
  d <- data
  causes <- sort(setdiff(unique(d[[cause]]), c(0, NA)))
  out <- list(name = name, formula = paste0(sub("CAUSE", cause, surv), " ~ ", right), ties = ties, keys = keys, fits = lapply(causes, function(k) fitted(d, list(surv = surv, cause = cause), right, k, ties, more)))
  if (!is.null(new)) {
    used <- d[complete.cases(d[, intersect(all.vars(as.formula(paste("~", right))), names(d)), drop = FALSE]), ]
    used$.t <- used[[gsub("Surv\\(|,.*", "", surv)]]; used$.k <- used[[cause]]
    c1 <- CSC(as.formula(paste("Hist(.t, .k) ~", right)), data = used, method = ties)
    at <- lapply(causes, function(k) {
      p <- predict(c1, newdata = new, times = times, cause = k, se = TRUE, product.limit = TRUE)
      e <- predict(c1, newdata = new, times = times, cause = k, product.limit = FALSE)
      list(cause = as.character(k), product = p$absRisk, exponential = e$absRisk, iid_se = p$absRisk.se, lower = p$absRisk.lower, upper = p$absRisk.upper)
    })
    out <- c(out, list(new = new, times = I(times), risks = at))
  }
  out
}
freq <- random; freq$w <- 1 + (seq_len(n) %% 3)
cases <- list(
  case("pbc", pbc, "Surv(time, CAUSE)", "age + sex + log(bili)", "status", new = data.frame(age = c(40, 65), sex = factor(c("f", "m"), levels = levels(pbc$sex)), bili = c(1, 6)), times = c(500, 1500, 3000)),
  case("random", random, "Surv(t, CAUSE)", "x + g", new = data.frame(x = c(-1, .5, 2), g = c("a", "b", "c")), times = c(1, 4, 9)),
  case("random", random, "Surv(t, CAUSE)", "x + g", ties = "breslow", new = data.frame(x = c(-1, .5, 2), g = c("a", "b", "c")), times = c(1, 4, 9)),
  case("random", random, "Surv(t, CAUSE)", "x + strata(s)", new = data.frame(x = c(-1, 1), s = c("u", "v")), times = c(1, 4, 9)),
  case("random", random, "Surv(from, t, CAUSE)", "x + g"),
  case("random", random, "Surv(t, CAUSE)", "x + g", more = list(weights = quote(w), robust = TRUE), keys = list(weights = list(column = "w", kind = "sampling"))),
  case("random", random, "Surv(from, t, CAUSE)", "x", more = list(cluster = quote(id)), keys = list(cluster = "id"))
)
# The variance of a risk by numerical derivatives: increments of the baseline hazards (Breslow) and coefficients as independent.
numerical <- function(d, right, new, times, k) {
  causes <- sort(setdiff(unique(d$k), 0)); X <- model.matrix(as.formula(paste("~", right)), d)[, -1, drop = FALSE]; z <- model.matrix(as.formula(paste("~", right)), new)[, -1, drop = FALSE]
  parts <- lapply(causes, function(j) {
    fit <- coxph(Surv(d$t, d$k == j) ~ X, ties = "breslow"); b <- coef(fit); r <- exp(drop(X %*% b)); u <- sort(unique(d$t[d$k == j]))
    s0 <- sapply(u, function(v) sum(r[d$t >= v])); m <- sapply(u, function(v) sum(d$t == v & d$k == j)); xb <- t(sapply(u, function(v) colSums(X[d$t >= v, , drop = FALSE] * r[d$t >= v]) / sum(r[d$t >= v])))
    if (ncol(X) == 1) xb <- matrix(xb, ncol = 1)
    list(b = b, V = vcov(fit), u = u, dL = m / s0, v = m / s0^2, xb = xb)
  })
  risk <- function(dL, b, row, time) {  # b moves the baseline hazard with it: dL(b) = dL exp(-(b - b0) xbar) to first order
    u <- sort(unique(unlist(lapply(parts, `[[`, "u")))); H <- matrix(0, length(u), length(causes))
    for (j in seq_along(causes)) H[match(parts[[j]]$u, u), j] <- dL[[j]] * exp(-drop(parts[[j]]$xb %*% (b[[j]] - parts[[j]]$b))) * exp(sum(z[row, ] * b[[j]]))
    S <- c(1, cumprod(1 - rowSums(H)))[seq_along(u)]; sum((S * H[, match(k, causes)])[u <= time])
  }
  b0 <- lapply(parts, `[[`, "b"); L0 <- lapply(parts, `[[`, "dL")
  outer(seq_len(nrow(new)), times, Vectorize(function(row, time) {
    total <- 0
    for (j in seq_along(causes)) {
      for (i in seq_along(L0[[j]])) { h <- 1e-5 * L0[[j]][i]; up <- L0; up[[j]][i] <- up[[j]][i] + h; dn <- L0; dn[[j]][i] <- dn[[j]][i] - h
        total <- total + ((risk(up, b0, row, time) - risk(dn, b0, row, time)) / (2 * h))^2 * parts[[j]]$v[i] }
      grad <- sapply(seq_along(b0[[j]]), function(c) { h <- 1e-5; up <- b0; up[[j]][c] <- up[[j]][c] + h; dn <- b0; dn[[j]][c] <- dn[[j]][c] - h; (risk(L0, up, row, time) - risk(L0, dn, row, time)) / (2 * h) })
      total <- total + drop(grad %*% parts[[j]]$V %*% grad)
    }
    sqrt(total)
  }))
}
new <- data.frame(x = c(-1, .5, 2), g = factor(c("a", "b", "c")))
variance <- list(formula = "Surv(t, k) ~ x + g", new = new, times = I(c(1, 4, 9)), se = lapply(1:3, function(k) numerical(random, "x + g", new, c(1, 4, 9), k)))
write_json(list(R = R.version.string, survival = as.character(packageVersion("survival")), riskRegression = as.character(packageVersion("riskRegression")), random = as.list(random), cases = cases, variance = variance),
  "tests/kernel/methods/cause_specific/cause-specific.json", digits = I(17), auto_unbox = TRUE, null = "null", na = "string", dataframe = "columns")
