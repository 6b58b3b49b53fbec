# Forty small awkward data sets for mixed models: unequal groups, groups of one row, no variance between groups, huge and tiny scales, slopes, two
# groupings, weights, columns that repeat others. Run from the repository's root: Rscript tests/kernel/methods/mixed/odd.R  -> tests/kernel/methods/mixed/odd.json
suppressPackageStartupMessages(library(lmerTest))
source("tests/kernel/numeric-json.R")
set.seed(77001)
control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhobeg = 0.2, rhoend = 1e-10, maxfun = 1e5), calc.derivs = FALSE, check.scaleX = "ignore",
  check.conv.singular = "ignore", check.nobs.vs.nRE = "ignore")
kinds <- c("unequal", "singletons", "no variance", "large", "tiny", "slopes", "crossed", "nested", "weights", "repeated column")
cases <- lapply(1:40, function(i) {
  kind <- kinds[(i - 1) %% length(kinds) + 1]
  groups <- sample(4:12, 1); n <- sample((4 * groups):(8 * groups), 1)
  g <- if (kind == "singletons") c(1:groups, sample(1:2, n - groups, TRUE)) else c(1:groups, 1:groups, sample(groups, n - 2 * groups, TRUE, prob = if (kind == "unequal") (1:groups)^2 else NULL))
  h <- if (kind == "nested") g * 3 + sample(0:2, n, TRUE) else c(1:3, sample(3:6, n - 3, TRUE))
  t <- round(runif(n, 0, 5), 2); k <- sample(c("a", "b", "c"), n, TRUE)
  spread <- if (kind == "no variance") 0 else runif(1, 0.3, 3)
  y <- 10 - t + (k == "b") + spread * rnorm(groups)[g] + (if (kind == "slopes") 0.7 * rnorm(groups)[g] * t else 0) + rnorm(30)[h] * (kind %in% c("crossed", "nested")) + rnorm(n)
  scale <- switch(kind, large = 1e6, tiny = 1e-6, 1); y <- y * scale
  w <- if (kind == "weights") runif(n, 0.2, 5) else rep(1, n)
  d <- data.frame(y, t, k, g, h, w, u = if (kind == "repeated column") 3 - 2 * t else runif(n))
  formula <- switch(kind, slopes = "y ~ t * k + (1 + t | g)", crossed = "y ~ t + k + (1 | g) + (1 | h)", nested = "y ~ t + (1 | g/h)", "y ~ t + k + u + (1 | g)")
  reml <- i %% 3 != 0
  # R's optimiser knows nothing of the scale of y: the criterion of y is that of y / scale, and 2 (n - p) log(scale) more.
  e <- d; e$y <- d$y / scale
  fit <- suppressWarnings(suppressMessages(lmer(as.formula(formula), e, REML = reml, weights = w, control = control)))
  s <- coef(summary(fit)); m <- nobs(fit) - reml * nrow(s)
  list(kind = kind, formula = formula, reml = reml, data = lapply(d, I), term = I(rownames(s)), estimate = I(s[, 1] * scale), std_error = I(s[, 2] * scale), df = I(s[, "df"]),
    deviance = -2 * as.numeric(logLik(fit)) + 2 * m * log(scale), singular = isSingular(fit), residual = sigma(fit) * scale)
})
write_fixture(cases, "tests/kernel/methods/mixed/odd.json")
