# Agreement, by routes other than the closed forms: kappa's error by numerical derivatives of the multinomial, ICC by anova() and lme4's variance components,
# limits of agreement by confint(lm()) and the written formulas, the concordance by cov() and numerical derivatives.
# Run from the repository's root: Rscript tests/kernel/methods/agreement/agreement.R  -> tests/kernel/methods/agreement/agreement.json
suppressPackageStartupMessages(library(lme4))
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
set.seed(17)

# Kappa: the estimate is a function of the cells' shares; its variance is g' (diag(p) - p p') g / n with the gradient g by central differences.
weights <- list(none = function(k) diag(k), linear = function(k) 1 - abs(outer(1:k, 1:k, "-")) / (k - 1), quadratic = function(k) 1 - (outer(1:k, 1:k, "-") / (k - 1))^2)
kappa_of <- function(p, w) { po <- sum(w * p); pe <- sum(w * outer(rowSums(p), colSums(p))); (po - pe) / (1 - pe) }
delta <- function(f, p, n) {
  g <- sapply(seq_along(p), function(i) { h <- 1e-5; a <- p; b <- p; a[i] <- a[i] + h; b[i] <- b[i] - h; (f(a) - f(b)) / (2 * h) })
  sqrt((sum(g^2 * p) - sum(g * p)^2) / n)
}
# Under no agreement beyond chance the cells are the products of the margins.
kappa_one <- function(t) lapply(weights, function(make) {
  w <- make(nrow(t)); n <- sum(t); p <- t / n; f <- function(q) kappa_of(matrix(q, nrow(t)), w)
  e <- outer(rowSums(p), colSums(p))
  list(kappa = kappa_of(p, w), observed = sum(w * p), expected = sum(w * e), error = delta(f, as.vector(p), n), error_null = delta(f, as.vector(e), n))
})
kappas <- lapply(list(
  matrix(c(20, 5, 10, 15), 2, byrow = TRUE),
  matrix(c(88, 10, 2, 14, 40, 6, 18, 10, 12), 3, byrow = TRUE),
  matrix(c(11, 1, 0, 0, 3, 7, 2, 0, 0, 4, 9, 1, 1, 0, 2, 6), 4, byrow = TRUE)
), function(t) list(k = nrow(t), counts = I(as.vector(t(t))), by = kappa_one(t),
  specific = I(sapply(seq_len(nrow(t)), function(i) 2 * t[i, i] / (sum(t[i, ]) + sum(t[, i])))),
  specific_error = I(sapply(seq_len(nrow(t)), function(i) { p <- t / sum(t); delta(function(q) { m <- matrix(q, nrow(t)); 2 * m[i, i] / (sum(m[i, ]) + sum(m[, i])) }, as.vector(p), sum(t)) }))))

# Fleiss: the error of the interval by the jackknife's limit, the infinitesimal one by numerical weights on rows.
ratings <- matrix(sample(1:4, 40 * 5, TRUE, c(4, 3, 2, 1)), 40)
ratings[1:25, 2:4] <- ratings[1:25, 1]
counts <- t(apply(ratings, 1, tabulate, 4))
fleiss <- function(w) {
  m <- 5; w <- w / sum(w)
  p <- colSums(w * counts) / m; po <- sum(w * rowSums(counts * (counts - 1)) / (m * (m - 1))); pe <- sum(p^2)
  (po - pe) / (1 - pe)
}
part <- sapply(1:40, function(i) { h <- 1e-5; a <- rep(1, 40); b <- a; a[i] <- 1 + h; b[i] <- 1 - h; (fleiss(a) - fleiss(b)) / (2 * h) })
# Under the null, by simulating ratings drawn apart with these margins.
p <- colSums(counts) / 200
null <- replicate(20000, { d <- t(apply(matrix(sample(1:4, 200, TRUE, p), 40), 1, tabulate, 4)); q <- colSums(d) / 200; po <- mean(rowSums(d * (d - 1)) / 20); (po - sum(q^2)) / (1 - sum(q^2)) })

# ICC: lme4's variance components where none is 0, anova() everywhere.
one_icc <- function(x, level) {
  n <- nrow(x); k <- ncol(x)
  long <- data.frame(y = as.vector(x), row = factor(rep(1:n, k)), rater = factor(rep(1:k, each = n)))
  a <- anova(lm(y ~ row + rater, long))[["Mean Sq"]]
  w <- anova(lm(y ~ row, long))[["Mean Sq"]][2]
  v2 <- as.data.frame(VarCorr(lmer(y ~ 1 + (1 | row) + (1 | rater), long)))
  v1 <- as.data.frame(VarCorr(lmer(y ~ 1 + (1 | row), long)))
  v3 <- as.data.frame(VarCorr(lmer(y ~ rater + (1 | row), long)))
  get <- function(v, g) v$vcov[v$grp == g]
  tail <- (1 - level) / 2
  # Exact pivots: of form 1 and 3 the limits are where F of the null equals its quantile; found by root, not by the closed form.
  limits <- function(b, e, df1, df2) {
    at <- function(q) uniroot(function(r) pf(b / e * (1 - r) / (1 + (k - 1) * r), df1, df2) - q, c(-1 / (k - 1) + 1e-9, 1 - 1e-12), tol = 1e-14)$root
    c(at(1 - tail), at(tail))
  }
  # McGraw and Wong, table 7, case A,1, as printed.
  r <- (a[1] - a[3]) / (a[1] + (k - 1) * a[3] + k / n * (a[2] - a[3]))
  aa <- k * r / (n * (1 - r)); bb <- 1 + k * r * (n - 1) / (n * (1 - r))
  v <- (aa * a[2] + bb * a[3])^2 / ((aa * a[2])^2 / (k - 1) + (bb * a[3])^2 / ((n - 1) * (k - 1)))
  f1 <- qf(1 - tail, n - 1, v); f2 <- qf(1 - tail, v, n - 1)
  l2 <- c(n * (a[1] - f1 * a[3]) / (f1 * (k * a[2] + (k * n - k - n) * a[3]) + n * a[1]), n * (f2 * a[1] - a[3]) / (k * a[2] + (k * n - k - n) * a[3] + n * f2 * a[1]))
  # A,k as printed there: with the average's own a and b.
  rk <- (a[1] - a[3]) / (a[1] + (a[2] - a[3]) / n)
  l2k <- c(n * (a[1] - f1 * a[3]) / (f1 * (a[2] - a[3]) + n * a[1]), n * (f2 * a[1] - a[3]) / (a[2] - a[3] + n * f2 * a[1]))
  list(level = level, data = lapply(seq_len(k), function(j) I(x[, j])), squares = I(c(a[1:3], w)),
    single = I(c((a[1] - w) / (a[1] + (k - 1) * w), r, (a[1] - a[3]) / (a[1] + (k - 1) * a[3]))),
    average = I(c((a[1] - w) / a[1], rk, (a[1] - a[3]) / a[1])),
    mixed = I(c(get(v1, "row") / sum(v1$vcov), get(v2, "row") / sum(v2$vcov), get(v3, "row") / sum(v3$vcov))),
    components = I(c(get(v2, "row"), get(v2, "rater"), get(v2, "Residual"))),
    limits1 = I(limits(a[1], w, n - 1, n * (k - 1))), limits2 = I(l2), limits2k = I(l2k), limits3 = I(limits(a[1], a[3], n - 1, (n - 1) * (k - 1))),
    p = I(c(pf(a[1] / w, n - 1, n * (k - 1), lower.tail = FALSE), pf(a[1] / a[3], n - 1, (n - 1) * (k - 1), lower.tail = FALSE))))
}
shrout <- matrix(c(9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7), 6, byrow = TRUE)
subject <- rnorm(30, 50, 8)
drawn <- sapply(c(-2, 0, 3), function(b) round(subject + b + rnorm(30, 0, 4), 2))

# Two methods.
x <- round(exp(rnorm(60, 4, 0.4)), 2)
y <- round(x * exp(rnorm(60, 0.05, 0.1)), 2)
limits <- function(d, m, within, level) {
  n <- length(d); q <- qnorm((1 + within) / 2); b <- lm(d ~ 1); s <- lm(d ~ m)
  half <- qt((1 + level) / 2, n - 1) * sd(d) * sqrt(1 / n + q^2 / (2 * (n - 1)))
  lim <- mean(d) + c(-1, 1) * q * sd(d)
  list(bias = I(c(coef(b), confint(b, level = level))), lower = I(c(lim[1], lim[1] - half, lim[1] + half)), upper = I(c(lim[2], lim[2] - half, lim[2] + half)),
    sd = sd(d), p = t.test(d)$p.value, slope = I(c(coef(s)[2], confint(s, level = level)[2, ])), slope_p = summary(s)$coefficients[2, 4])
}
n <- length(x)
ccc_of <- function(w) { w <- w / sum(w); mx <- sum(w * x); my <- sum(w * y); 2 * sum(w * (x - mx) * (y - my)) / (sum(w * (x - mx)^2) + sum(w * (y - my)^2) + (mx - my)^2) }
v <- function(a) mean((a - mean(a))^2)
r <- cor(x, y); c0 <- 2 * cov(x, y) * (n - 1) / n / (v(x) + v(y) + (mean(x) - mean(y))^2); u <- (mean(x) - mean(y)) / (v(x) * v(y))^0.25
se <- sqrt(((1 - r^2) * c0^2 * (1 - c0^2) / r^2 + 2 * c0^3 * (1 - c0) * u^2 / r - 0.5 * c0^4 * u^4 / r^2) / (n - 2))
ccc <- list(estimate = c0, check = ccc_of(rep(1, n)), error = se, low = tanh(atanh(c0) - qnorm(0.975) * se / (1 - c0^2)), high = tanh(atanh(c0) + qnorm(0.975) * se / (1 - c0^2)),
  precision = r, accuracy = c0 / r, scale_shift = sqrt(v(x) / v(y)), location_shift = u)

write_fixture(list(
  kappas = kappas,
  fleiss = list(ratings = lapply(1:5, function(j) I(ratings[, j])), kappa = fleiss(rep(1, 40)), error = sqrt(sum(part^2) * 40 / 39), null = sd(null)),
  iccs = list(one_icc(shrout, 0.95), one_icc(drawn, 0.9)),
  methods = list(x = I(x), y = I(y), difference = limits(x - y, (x + y) / 2, 0.95, 0.95), percent = limits(100 * (x - y) / ((x + y) / 2), (x + y) / 2, 0.9, 0.99),
    ratio = limits(log(x) - log(y), (log(x) + log(y)) / 2, 0.95, 0.95), ccc = ccc)
), "tests/kernel/methods/agreement/agreement.json")
