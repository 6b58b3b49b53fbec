# What stands beside the coefficients: tests by term, comparisons, standardised means. Gradients are numeric here, by central
# differences of the coefficients, so that they owe nothing to the kernel's analytic ones.
# Run from the repository's root: Rscript tests/kernel/methods/glm/effects.R  -> tests/kernel/methods/glm/effects.json
suppressPackageStartupMessages({ library(MASS); library(sandwich); library(car) })
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
read_data <- function(name) read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = TRUE)
d <- sapply(c("lung", "pbc", "colon", "rotterdam", "gbsg"), read_data, simplify = FALSE)

fit_of <- function(name, formula, family, w = NULL) {
  f <- as.formula(formula)
  data <- d[[name]]
  data$w <- if (is.null(w)) 1 else data[[w]]
  if (identical(family, "negbin")) glm.nb(f, data) else suppressWarnings(glm(f, family, data, weights = w))
}
is_f <- function(fit) !(substr(fit$family$family, 1, 8) %in% c("binomial", "poisson", "Negative"))

terms_of <- function(name, formula, family, yaml) {
  fit <- fit_of(name, formula, family)
  test <- if (is_f(fit)) "F" else "Chisq"
  one <- suppressWarnings(anova(fit, test = test))[-1, ]
  two <- if (is_f(fit)) head(Anova(fit, type = 2, test.statistic = "F"), -1) else Anova(fit, type = 2)
  list(data = name, yaml = yaml,
    sequential = list(statistic = I(if (is_f(fit)) one$F else one$Deviance), df = I(one$Df), p_value = I(one[[ncol(one)]])),
    type2 = list(statistic = I(if (is_f(fit)) two[["F value"]] %||% two[["F values"]] else two[["LR Chisq"]]), df = I(two$Df), p_value = I(two[[ncol(two)]])))
}
`%||%` <- function(a, b) if (is.null(a)) b else a
wald_of <- function(name, formula, family, yaml, terms, v) {
  fit <- fit_of(name, formula, family)
  V <- v(fit)
  rows <- lapply(terms, function(cols) {
    t <- linearHypothesis(fit, cols, vcov. = V, test = if (is_f(fit)) "F" else "Chisq")
    c(t[2, ncol(t) - 1], abs(t[2, "Df"]), t[2, ncol(t)])
  })
  list(data = name, yaml = yaml, type2 = list(statistic = I(sapply(rows, `[`, 1)), df = I(sapply(rows, `[`, 2)), p_value = I(sapply(rows, `[`, 3))))
}

# Mean of the predictions on the fit's rows after a change, and its derivatives by the coefficients.
standard <- function(fit, data, V, level = 0.95) {
  inverse <- fit$family$linkinv
  X_of <- function(change) model.matrix(delete.response(terms(fit)), model.frame(delete.response(terms(fit)), change(data), xlev = fit$xlevels))
  o_of <- function(change) { o <- model.offset(model.frame(delete.response(terms(fit)), change(data), xlev = fit$xlevels)); if (is.null(o)) 0 else o }
  prior <- fit$prior.weights
  mean_of <- function(change) { X <- X_of(change); o <- o_of(change); function(b) weighted.mean(inverse(drop(X %*% b) + o), prior) }
  b <- coef(fit)
  gradient <- function(f) sapply(seq_along(b), function(j) { h <- 1e-3 * max(1e-2, abs(b[j])); e <- replace(numeric(length(b)), j, h)
    (8 * (f(b + e) - f(b - e)) - (f(b + 2 * e) - f(b - 2 * e))) / (12 * h) })
  df <- fit$df.residual
  q <- if (is_f(fit)) qt((1 + level) / 2, df) else qnorm((1 + level) / 2)
  p <- function(z) 2 * if (is_f(fit)) pt(-abs(z), df) else pnorm(-abs(z))
  se <- function(g) sqrt(drop(t(g) %*% V %*% g))
  list(b = b, q = q, p = p, se = se, gradient = gradient, mean_of = mean_of, link = fit$family)
}
levels_of <- function(s, column, levels) {
  means <- lapply(levels, function(l) s$mean_of(function(data) { data[[column]][] <- l; data }))
  rows <- lapply(means, function(f) { m <- f(s$b); e <- s$se(s$gradient(f)); on <- e / abs(s$link$mu.eta(s$link$linkfun(m)))
    ends <- sort(s$link$linkinv(s$link$linkfun(m) + c(-1, 1) * s$q * on)); c(m, e, ends, NaN) })
  pair <- function(i, ratio) {
    g <- if (ratio) function(b) log(means[[i]](b) / means[[1]](b)) else function(b) means[[i]](b) - means[[1]](b)
    e <- g(s$b); se <- s$se(s$gradient(g)); ends <- e + c(-1, 1) * s$q * se
    if (ratio) c(exp(e), exp(e) * se, exp(ends), s$p(e / se)) else c(e, se, ends, s$p(e / se))
  }
  others <- seq_along(levels)[-1]
  gaussian <- s$link$family == "gaussian"
  c(rows, lapply(others, pair, ratio = FALSE), if (!gaussian) lapply(others, pair, ratio = TRUE))
}
slope_of <- function(s, column, spread) {
  h <- 1e-4 * spread
  up <- s$mean_of(function(data) { data[[column]] <- data[[column]] + h; data })
  down <- s$mean_of(function(data) { data[[column]] <- data[[column]] - h; data })
  f <- function(b) (up(b) - down(b)) / (2 * h)
  e <- f(s$b); se <- s$se(s$gradient(f))
  list(c(e, se, e + c(-1, 1) * s$q * se, s$p(e / se)))
}
table_of <- function(rows) { m <- do.call(rbind, rows); list(estimate = I(m[, 1]), std_error = I(m[, 2]), conf_low = I(m[, 3]), conf_high = I(m[, 4]), p_value = I(m[, 5])) }
used <- function(fit, name) d[[name]][as.integer(names(fit$y)), ]


one <- function(name, formula, family, yaml, columns, V = vcov, w = NULL, level = 0.95) {
  fit <- fit_of(name, formula, family, w)
  data <- used(fit, name)
  s <- standard(fit, data, V(fit), level)
  rows <- do.call(c, lapply(names(columns), function(column) if (is.numeric(columns[[column]]) && length(columns[[column]]) == 1)
    slope_of(s, column, sqrt(mean((data[[column]] - mean(data[[column]]))^2))) else levels_of(s, column, columns[[column]])))
  list(data = name, yaml = yaml, table = table_of(rows))
}
marginal <- list(
  one("pbc", "status == 2 ~ sex + poly(age, 2) + factor(stage)", binomial(),
    "formula: status == 2 ~ sex + poly(age, 2) + factor(stage)\nfamily: binomial\nmarginal: [sex, stage, age]", list(sex = factor(c("f", "m")), stage = c(1, 2, 3, 4), age = 0)),
  one("colon", "status ~ rx * sex + age", binomial(), "formula: status ~ rx * sex + age\nfamily: binomial\nmarginal: [rx, sex]\ncluster: id\nconf_level: 0.9",
    list(rx = factor(c("Lev", "Lev+5FU", "Obs")), sex = c(0, 1)), function(fit) vcovCL(fit, d$colon$id[as.integer(names(fit$y))], type = "HC0"), level = 0.9),
  one("rotterdam", "nodes ~ hormon + age + offset(log(dtime))", "negbin", "formula: nodes ~ hormon + age + offset(log(dtime))\nfamily: negbin\nmarginal: [hormon, age]",
    list(hormon = c(0, 1), age = 0)),
  one("pbc", "bili ~ sex + log(age)", Gamma("log"), "formula: bili ~ sex + log(age)\nfamily: gamma\nlink: log\nmarginal: [sex, age]", list(sex = factor(c("f", "m")), age = 0)),
  one("pbc", "albumin ~ sex * age", gaussian(), "formula: albumin ~ sex * age\nmarginal: [sex, age]\nrobust: hc3", list(sex = factor(c("f", "m")), age = 0), function(fit) vcovHC(fit, type = "HC3")))

# Mean over the rows of the design at one value less that at another.
contrast <- function(name, formula, family, yaml, pairs, V = vcov, level = 0.95) {
  fit <- fit_of(name, formula, family)
  data <- used(fit, name)
  rows <- lapply(pairs, function(pair) {
    X <- function(value) { changed <- data; changed[[pair[[1]]]][] <- value
      model.matrix(delete.response(terms(fit)), model.frame(delete.response(terms(fit)), changed, xlev = fit$xlevels)) }
    L <- colMeans(X(pair[[2]]) - X(pair[[3]]))
    e <- sum(L * coef(fit)); se <- sqrt(drop(t(L) %*% V(fit) %*% L)); df <- fit$df.residual
    q <- if (is_f(fit)) qt((1 + level) / 2, df) else qnorm((1 + level) / 2)
    c(e, se, e + c(-1, 1) * q * se, 2 * if (is_f(fit)) pt(-abs(e / se), df) else pnorm(-abs(e / se)))
  })
  t <- table_of(rows)
  list(data = name, yaml = yaml, table = c(t, list(p_adjusted = I(p.adjust(t$p_value, "holm")))))
}
contrasts <- list(
  contrast("pbc", "status == 2 ~ factor(stage) * sex + age", binomial(),
    "formula: status == 2 ~ factor(stage) * sex + age\nfamily: binomial\ncompare: {stage: [4, 2], age: [70, 50], sex: [m, f]}\nadjust: holm",
    list(list("stage", 4, 2), list("age", 70, 50), list("sex", "m", "f"))),
  contrast("colon", "nodes ~ rx + age", gaussian(), "formula: nodes ~ rx + age\ncompare: {rx: all}\nadjust: holm\nrobust: hc1",
    list(list("rx", "Lev+5FU", "Lev"), list("rx", "Obs", "Lev"), list("rx", "Obs", "Lev+5FU")), function(fit) vcovHC(fit, type = "HC1")))

tests <- list(
  terms_of("pbc", "status == 2 ~ age * sex + factor(stage)", binomial(), "formula: status == 2 ~ age * sex + factor(stage)\nfamily: binomial"),
  terms_of("pbc", "albumin ~ age + sex * edema", gaussian(), "formula: albumin ~ age + sex * edema"),
  terms_of("pbc", "bili ~ age + sex + factor(edema)", Gamma("log"), "formula: bili ~ age + sex + factor(edema)\nfamily: gamma\nlink: log"),
  terms_of("rotterdam", "nodes ~ age + size + grade", quasipoisson(), "formula: nodes ~ age + size + grade\nfamily: quasipoisson"),
  terms_of("gbsg", "nodes ~ age + offset(log(rfstime)) + factor(grade)", poisson(), "formula: nodes ~ age + offset(log(rfstime)) + factor(grade)\nfamily: poisson"))
walds <- list(
  wald_of("colon", "status ~ rx + age", binomial(), "formula: status ~ rx + age\nfamily: binomial\ncluster: id", list(c("rxLev+5FU", "rxObs"), "age"),
    function(fit) vcovCL(fit, d$colon$id[as.integer(names(fit$y))], type = "HC0")),
  wald_of("pbc", "albumin ~ age + factor(stage)", gaussian(), "formula: albumin ~ age + factor(stage)\nrobust: hc3", list("age", c("factor(stage)2", "factor(stage)3", "factor(stage)4")),
    function(fit) vcovHC(fit, type = "HC3")))
sequential_negbin <- local({
  fit <- fit_of("rotterdam", "nodes ~ age + size", "negbin")
  one <- suppressWarnings(anova(fit))[-1, ]
  list(data = "rotterdam", yaml = "formula: nodes ~ age + size\nfamily: negbin", sequential = list(statistic = I(one$Deviance), df = I(one$Df), p_value = I(one[[ncol(one)]])))
})

# The linear predictor on a grid less that at the median: what is drawn of a spline.
curve_of <- function(name, formula, family, yaml, column) {
  fit <- fit_of(name, formula, family)
  data <- used(fit, name)
  x <- sort(data[[column]])
  beyond <- min(10, floor(length(x) * 0.05))
  grid <- seq(x[beyond + 1], x[length(x) - beyond], length.out = 101)[c(1, 26, 51, 90, 101)]
  rows <- data[rep(1, 6), ]
  rows[[column]] <- c(grid, median(x))
  X <- model.matrix(delete.response(terms(fit)), model.frame(delete.response(terms(fit)), rows, xlev = fit$xlevels))
  L <- sweep(X[1:5, ], 2, X[6, ])
  e <- drop(L %*% coef(fit)); se <- sqrt(rowSums((L %*% vcov(fit)) * L))
  q <- if (is_f(fit)) qt(0.975, fit$df.residual) else qnorm(0.975)
  list(data = name, yaml = yaml, table = list(value = I(grid), estimate = I(unname(e)), std_error = I(unname(se)), conf_low = I(unname(e - q * se)), conf_high = I(unname(e + q * se))))
}
library(splines)
curves <- list(
  curve_of("pbc", "status == 2 ~ ns(age, 3) + sex", binomial(), "formula: status == 2 ~ ns(age, 3) + sex\nfamily: binomial", "age"),
  curve_of("pbc", "albumin ~ poly(bili, 2) + sex", gaussian(), "formula: albumin ~ poly(bili, 2) + sex", "bili"))

write_fixture(list(R = R.version.string, curves = curves, car = as.character(packageVersion("car")), sandwich = as.character(packageVersion("sandwich")),
  marginal = marginal, contrasts = contrasts, tests = c(tests, walds, list(sequential_negbin))), "tests/kernel/methods/glm/effects.json")
