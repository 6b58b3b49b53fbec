# Tests of means, ranks, counts and correlation on random and hostile data, by R's own functions.
# Where R stops early (uniroot in fisher.test and wilcox.test, qtukey, ptukey's quadrature), its own equation is solved here to the end.
# Run from the repository's root: Rscript tests/kernel/methods/test/test.R  -> tests/kernel/methods/test/test.json
source("tests/kernel/numeric-json.R")
suppressWarnings(suppressMessages(library(car)))
set.seed(20260901)
n0 <- function(x) if (is.null(x)) NaN else unname(x)
sides <- c("two.sided", "less", "greater")

# --- data -------------------------------------------------------------------------------------------------------------------------------
samples <- list()
add <- function(...) samples[[length(samples) + 1]] <<- list(...)
for (m in 2:10) add(x = I(rnorm(m)), y = I(rnorm(m + 1, .5, 2)), name = paste("normal", m))
for (m in c(2, 3, 5, 8, 12)) add(x = I(round(rnorm(m) * 2)), y = I(round(rnorm(m + 2, 1) * 2)), name = paste("tied", m))
add(x = I(rexp(49)), y = I(rexp(49, .5)), name = "49 each")
add(x = I(rexp(50)), y = I(rexp(30, .5)), name = "50 and 30")
add(x = I(round(rlnorm(80), 1)), y = I(round(rlnorm(200, .2), 1)), name = "tied, unbalanced")
add(x = I(rnorm(3) * 1e-9 + 1e-8), y = I(rnorm(200) * 1e-9), name = "small numbers")
add(x = I(rnorm(40) + 1e6), y = I(rnorm(25) + 1e6), name = "far from zero")
add(x = I(c(1, 1, 1, 1, 2)), y = I(c(1, 1, 1, 3, 3, 3)), name = "nearly constant")
add(x = I(-rexp(15)), y = I(rexp(15)), name = "separated")

# --- two samples ------------------------------------------------------------------------------------------------------------------------
means <- list(); ranks <- list(); signed <- list()
for (k in seq_along(samples)) for (a in sides) {
  s <- samples[[k]]; x <- unclass(s$x); y <- unclass(s$y); mu <- c(0, .3)[1 + k %% 2]; level <- c(.95, .9)[1 + (k %% 3 == 0)]
  for (test in c("t", "welch", "one")) {
    r <- try(if (test == "one") t.test(x, mu = mu, alternative = a, conf.level = level) else t.test(x, y, mu = mu, alternative = a, conf.level = level, var.equal = test == "t"), silent = TRUE)
    if (!inherits(r, "try-error")) means[[length(means) + 1]] <- list(sample = k, test = test, mu = mu, level = level, alternative = a,
      numbers = I(c(if (test == "one") r$estimate else r$estimate[[1]] - r$estimate[[2]], r$conf.int, r$statistic, r$parameter, r$p.value)))
  }
  for (correct in c(TRUE, FALSE)) {
    # The limits R's root finder steps to; the estimate is the exact median of the pairs.
    r <- suppressWarnings(wilcox.test(x, y, mu = mu, alternative = a, conf.level = level, correct = correct, conf.int = TRUE, tol.root = 1e-14))
    ranks[[length(ranks) + 1]] <- list(sample = k, mu = mu, level = level, alternative = a, correct = correct, numbers = I(c(median(outer(x, y, "-")), r$conf.int, r$statistic, r$p.value)))
    d <- y[seq_len(min(length(x), length(y)))] - x[seq_len(min(length(x), length(y)))]; if (all(d == mu)) next
    # Where no interval reaches the level R gives one of a lower level.
    reached <- TRUE
    r <- try(withCallingHandlers(wilcox.test(d, mu = mu, alternative = a, conf.level = level, correct = correct, conf.int = TRUE, tol.root = 1e-14), warning = function(w) { if (grepl("achievable", conditionMessage(w))) reached <<- FALSE; invokeRestart("muffleWarning") }), silent = TRUE)
    kept <- d[d != mu]; w <- outer(kept, kept, "+") / 2
    if (!inherits(r, "try-error")) signed[[length(signed) + 1]] <- list(sample = k, reached = reached, mu = mu, level = level, alternative = a, correct = correct, numbers = I(c(median(w[!lower.tri(w)]), r$conf.int, r$statistic, r$p.value)))
  }
}

# --- several samples --------------------------------------------------------------------------------------------------------------------
# ptukey's outer integral is good to six digits only where df is small: integrate() takes its place over the range of known variance.
tukey_upper <- function(q, k, df) integrate(function(s) vapply(s, function(u) ptukey(q * u, k, Inf, lower.tail = FALSE), 1) * exp(log(2) + df / 2 * log(df / 2) - lgamma(df / 2) + (df - 1) * log(s) - df * s^2 / 2), max(0, 1 - 12 / sqrt(2 * df)), 1 + 12 / sqrt(2 * df), rel.tol = 1e-12, abs.tol = 1e-14, subdivisions = 5000)$value
# The q of a probability, without qtukey's four digits.
q_of <- function(p, k, df) { q <- qtukey(p, k, df, lower.tail = FALSE); uniroot(function(q) tukey_upper(q, k, df) - p, c(.99, 1.01) * q, tol = 1e-13)$root }
many <- list()
for (i in 1:14) {
  k <- c(2, 3, 4, 5, 7)[1 + i %% 5]; sizes <- sample(4:15, k, TRUE)
  g <- rep(letters[1:k], sizes); y <- rnorm(length(g), match(g, letters) / 3, 1 + (i %% 2) * match(g, letters))
  if (i %% 4 == 0) y <- round(y)
  if (any(tapply(y, g, var) == 0)) next
  d <- data.frame(y, g = factor(g)); one <- oneway.test(y ~ g, d, var.equal = TRUE); welch <- oneway.test(y ~ g, d); kw <- kruskal.test(y ~ g, d); lev <- leveneTest(y ~ g, d)
  m <- tapply(y, g, mean); v <- tapply(y, g, var); s <- tapply(y, g, length); df <- length(y) - k; pooled <- sum((s - 1) * v) / df
  rk <- rank(y); N <- length(y); tie <- table(y); sr <- (N * (N + 1) - sum(tie^3 - tie) / (N - 1)) / 12; mr <- tapply(rk, g, mean)
  pairs <- combn(k, 2, simplify = FALSE)
  tk <- TukeyHSD(aov(y ~ g, d))$g
  tukey <- lapply(pairs, function(p) { e <- sqrt(pooled * sum(1 / s[p])); diff <- m[[p[1]]] - m[[p[2]]]; h <- q_of(.05, k, df) / sqrt(2) * e; I(c(diff, e, diff - h, diff + h, diff / e, 2 * pt(-abs(diff / e), df), tukey_upper(sqrt(2) * abs(diff / e), k, df), df)) })
  stopifnot(max(abs(vapply(tukey, function(t) t[7], 1) - tk[, "p adj"])) < 1e-5)
  games <- lapply(pairs, function(p) { u <- v[p] / s[p]; e <- sqrt(sum(u)); diff <- m[[p[1]]] - m[[p[2]]]; f <- sum(u)^2 / sum(u^2 / (s[p] - 1)); h <- q_of(.05, k, f) / sqrt(2) * e; I(c(diff, e, diff - h, diff + h, diff / e, 2 * pt(-abs(diff / e), f), tukey_upper(sqrt(2) * abs(diff / e), k, f), f)) })
  z <- vapply(pairs, function(p) (mr[[p[1]]] - mr[[p[2]]]) / sqrt(sr * sum(1 / s[p])), 1)
  dunn <- lapply(seq_along(pairs), function(j) { p <- pairs[[j]]; I(c(mr[[p[1]]] - mr[[p[2]]], sqrt(sr * sum(1 / s[p])), z[j], 2 * pnorm(-abs(z[j])), p.adjust(2 * pnorm(-abs(z)), "holm")[j], p.adjust(2 * pnorm(-abs(z)), "BY")[j])) })
  many[[length(many) + 1]] <- list(y = I(y), g = I(g), anova = I(c(one$statistic, one$parameter, one$p.value)), welch_anova = I(c(welch$statistic, welch$parameter, welch$p.value)),
    kruskal = I(c(kw$statistic, kw$parameter, kw$p.value)), levene = I(c(lev[1, 2], lev[1, 1], lev[2, 1], lev[1, 3])), tukey = tukey, games_howell = games, dunn = dunn)
}
blocks <- lapply(1:10, function(i) { k <- 2 + i %% 4; b <- sample(2:12, 1); m <- matrix(if (i %% 2) rnorm(b * k) else sample(1:4, b * k, TRUE), b, k); f <- friedman.test(m); list(rows = lapply(seq_len(b), function(j) I(m[j, ])), numbers = I(c(f$statistic, f$parameter, f$p.value))) })
shapiro <- lapply(c(3:12, 20, 49, 50, 200, 5000), function(n) { x <- if (n %% 2) rnorm(n) else rexp(n); s <- shapiro.test(x); list(x = I(x), numbers = I(c(s$statistic, s$p.value))) })

# --- counts -----------------------------------------------------------------------------------------------------------------------------
tables2 <- list(c(3, 1, 1, 3), c(10, 2, 3, 15), c(0, 5, 4, 6), c(7, 0, 2, 9), c(100, 200, 150, 90), c(1, 24, 9, 5), c(4, 0, 0, 4), c(5, 5, 5, 5), c(12, 3, 4, 1), c(2, 8, 30, 1), c(3000, 2500, 2800, 2700), c(1, 0, 2, 3))
dnh <- function(t, psi) { m <- sum(t[, 1]); n <- sum(t[, 2]); k <- sum(t[1, ]); s <- max(0, k - n):min(k, m); l <- dhyper(s, m, n, k, log = TRUE) + log(psi) * s; p <- exp(l - max(l)); list(s = s, p = p / sum(p)) }
root <- function(f) { r <- exp(uniroot(f, c(-80, 80), tol = 1e-14, maxiter = 10000)$root); r }
odds <- function(t, a, level) {
  x <- t[1, 1]; s <- dnh(t, 1)$s; al <- if (a == "two.sided") (1 - level) / 2 else 1 - level
  est <- if (x == min(s)) 0 else if (x == max(s)) Inf else root(function(u) { d <- dnh(t, exp(u)); sum(d$s * d$p) - x })
  low <- if (x == min(s)) 0 else root(function(u) { d <- dnh(t, exp(u)); sum(d$p[d$s >= x]) - al })
  high <- if (x == max(s)) Inf else root(function(u) { d <- dnh(t, exp(u)); sum(d$p[d$s <= x]) - al })
  c(est, if (a == "less") 0 else low, if (a == "greater") Inf else high)
}
mn <- function(x1, n1, x2, n2, level) {
  part <- function(x, p) if (x == 0) 0 else x * log(p)
  score <- function(d) { lo <- max(0, -d); hi <- min(1, 1 - d); f <- function(p) part(x1, p + d) + part(n1 - x1, 1 - p - d) + part(x2, p) + part(n2 - x2, 1 - p)
    g <- function(p) (if (x1 > 0) x1 / (p + d) else 0) - (if (n1 > x1) (n1 - x1) / (1 - p - d) else 0) + (if (x2 > 0) x2 / p else 0) - (if (n2 > x2) (n2 - x2) / (1 - p) else 0)
    e <- 1e-14 * (hi - lo); p <- if (g(lo + e) <= 0) lo else if (g(hi - e) >= 0) hi else uniroot(g, c(lo + e, hi - e), tol = 1e-16)$root
    (x1 / n1 - x2 / n2 - d) / sqrt(((p + d) * (1 - p - d) / n1 + p * (1 - p) / n2) * (n1 + n2) / (n1 + n2 - 1)) }
  z <- qnorm(1 - (1 - level) / 2); est <- x1 / n1 - x2 / n2
  solve <- function(side, a, b) { f <- function(d) { v <- score(d) - side * z; if (is.nan(v)) -side * z else max(-1e9, min(1e9, v)) }; if (sign(f(a)) == sign(f(b))) (if (side > 0) a else b) else uniroot(f, c(a, b), tol = 1e-15)$root }
  e <- 1e-12
  c(if (est <= -1) -1 else solve(1, -1 + e, est), if (est >= 1) 1 else solve(-1, est, 1 - e))
}
newcombe <- function(x1, n1, x2, n2, level) { w1 <- suppressWarnings(prop.test(x1, n1, conf.level = level, correct = FALSE)$conf.int); w2 <- suppressWarnings(prop.test(x2, n2, conf.level = level, correct = FALSE)$conf.int); p1 <- x1 / n1; p2 <- x2 / n2
  c(p1 - p2 - sqrt((p1 - w1[1])^2 + (w2[2] - p2)^2), p1 - p2 + sqrt((w1[2] - p1)^2 + (p2 - w2[1])^2)) }
four <- list()
for (t in tables2) { m <- matrix(t, 2, byrow = TRUE); for (a in sides) {
  level <- if (a == "less") .9 else .95; q <- suppressWarnings(chisq.test(m, correct = FALSE)); yates <- suppressWarnings(chisq.test(m, correct = TRUE)); f <- fisher.test(m, alternative = a, conf.level = level)
  o <- odds(m, a, level); stopifnot(all.equal(unname(c(f$estimate, f$conf.int)), o, tolerance = .05))
  b <- m[1, 2]; c <- m[2, 1]; mc <- if (b + c > 0) suppressWarnings(mcnemar.test(m, correct = FALSE)); mcc <- if (b + c > 0) mcnemar.test(m, correct = TRUE); bt <- if (b + c > 0) binom.test(b, b + c, alternative = a, conf.level = level)
  pt <- suppressWarnings(prop.test(m, correct = FALSE, alternative = a))
  d <- dnh(m, 1); own <- d$p[d$s == m[1, 1]]; mid <- if (a == "two.sided") sum(d$p[d$p < own * (1 - 1e-7)]) + sum(d$p[abs(d$p - own) <= 1e-7 * own]) / 2 else sum(d$p[if (a == "less") d$s < m[1, 1] else d$s > m[1, 1]]) + own / 2
  n1 <- sum(m[1, ]); n2 <- sum(m[2, ])
  four[[length(four) + 1]] <- list(table = I(t), alternative = a, level = level, chisq = I(c(q$statistic, q$p.value)), yates = I(c(yates$statistic, yates$p.value)), fisher = I(c(o, f$p.value)), mid = mid,
    mcnemar = if (b + c > 0) I(c(mc$statistic, mc$p.value, mcc$statistic, mcc$p.value, bt$p.value, bt$conf.int)) else NULL, prop = pt$p.value,
    newcombe = I(newcombe(m[1, 1], n1, m[2, 1], n2, level)), mn = I(mn(m[1, 1], n1, m[2, 1], n2, level)))
} }
one <- list()
for (n in c(1, 2, 5, 10, 37, 400, 100000)) for (x in unique(round(n * c(0, .01, .2, .5, .83, 1)))) for (a in sides) {
  level <- if (n %% 2) .95 else .99; w <- suppressWarnings(prop.test(x, n, p = .3, alternative = a, conf.level = level, correct = FALSE)); b <- binom.test(x, n, p = .3, alternative = a, conf.level = level)
  z <- qnorm(1 - (1 - level) / (if (a == "two.sided") 2 else 1)); s <- n + z^2; p <- (x + z^2 / 2) / s; h <- z * sqrt(p * (1 - p) / s)
  ac <- c(max(0, p - h), min(1, p + h)); if (a == "less") ac[1] <- 0; if (a == "greater") ac[2] <- 1
  one[[length(one) + 1]] <- list(x = x, n = n, alternative = a, level = level, wilson = I(c(w$conf.int, w$statistic, w$p.value)), clopper_pearson = I(c(b$conf.int, b$p.value)), agresti_coull = I(ac))
}
larger <- lapply(1:8, function(i) { r <- 2 + i %% 3; c <- 2 + i %% 4; m <- matrix(rpois(r * c, 6) + 1, r, c); q <- suppressWarnings(chisq.test(m, correct = FALSE)); list(rows = lapply(seq_len(r), function(j) I(m[j, ])), chisq = I(c(q$statistic, q$parameter, q$p.value)), fisher = fisher.test(m, workspace = 2e7)$p.value) })
square <- lapply(1:5, function(i) { m <- matrix(rpois(9, 5) + 1, 3); q <- mcnemar.test(m); list(rows = lapply(1:3, function(j) I(m[j, ])), numbers = I(c(q$statistic, q$parameter, q$p.value))) })
strata <- lapply(1:12, function(i) { r <- if (i <= 8) 2 else 3; c <- if (i <= 8) 2 else 2 + i %% 2; k <- 2 + i %% 3; a <- array(rpois(r * c * k, 5) + 1, c(r, c, k)); side <- sides[1 + (if (i <= 8) i %% 3 else 0)]
  q <- mantelhaen.test(a, correct = FALSE, alternative = side); y <- mantelhaen.test(a, correct = TRUE, alternative = side)
  list(cells = I(c(a)), dim = I(dim(a)), alternative = side, numbers = I(c(q$statistic, n0(q$parameter), q$p.value, y$statistic, y$p.value)), odds = if (i <= 8) I(c(q$estimate, q$conf.int)) else NULL) })
trend <- lapply(1:8, function(i) { k <- 2 + i %% 4; n <- sample(5:40, k); x <- vapply(n, function(m) rbinom(1, m, .4), 1L); s <- if (i %% 2) seq_len(k) else sort(rnorm(k)); q <- prop.trend.test(x, n, s); list(x = I(x), n = I(n), scores = I(s), numbers = I(c(q$statistic, q$p.value))) })

# --- correlation ------------------------------------------------------------------------------------------------------------------------
cors <- list()
for (n in c(3:12, 30, 49, 50, 300, 1300)) for (tied in c(FALSE, TRUE)) {
  x <- rnorm(n); y <- x * (n %% 3 - 1) + rnorm(n); if (tied) { x <- round(x * 2); y <- round(y) }
  if (sd(x) == 0 || sd(y) == 0) next
  results <- list()
  for (method in c("pearson", "spearman", "kendall")) for (a in sides) {
    q <- suppressWarnings(cor.test(x, y, method = method, alternative = a, conf.level = .9)); e <- unname(q$estimate)
    z <- qnorm(1 - .1 / (if (a == "two.sided") 2 else 1)); s <- switch(method, pearson = if (n > 3) 1 / sqrt(n - 3) else NaN, spearman = if (n > 3) sqrt((1 + e^2 / 2) / (n - 3)) else NaN, kendall = if (n > 4) sqrt(.437 / (n - 4)) else NaN)
    ci <- tanh(atanh(e) + c(-1, 1) * z * s); if (a == "less") ci[1] <- -1; if (a == "greater") ci[2] <- 1
    if (method == "pearson" && n > 3) stopifnot(all.equal(c(q$conf.int), ci))
    results[[length(results) + 1]] <- list(method = method, alternative = a, numbers = I(c(e, ci, q$statistic, q$p.value)))
  }
  cors[[length(cors) + 1]] <- list(x = I(x), y = I(y), results = results)
}
# Of many groups the range itself is good to seven digits only in ptukey: there both integrals are taken here.
range_above <- function(w, k) integrate(function(z) k * dnorm(z) * (pnorm(z)^(k - 1) - (pnorm(z) - pnorm(z - w))^(k - 1)), -8, w / 2 + 10, rel.tol = 1e-12, abs.tol = 1e-15, subdivisions = 2000)$value
many_upper <- function(q, k, df) integrate(function(s) vapply(s, function(u) range_above(q * u, k), 1) * exp(log(2) + df / 2 * log(df / 2) - lgamma(df / 2) + (df - 1) * log(s) - df * s^2 / 2), max(0, 1 - 12 / sqrt(2 * df)), 1 + 12 / sqrt(2 * df), rel.tol = 1e-11, abs.tol = 1e-13, subdivisions = 5000)$value
tukey_grid <- rbind(expand.grid(q = c(.1, 1, 2.5, 3.5, 5, 9, 20), k = c(2, 3, 5), df = c(2, 3, 5, 17, 120, 4000)), expand.grid(q = c(2.5, 5, 7), k = c(12, 40, 100), df = c(5, 120)))
tukey <- lapply(seq_len(nrow(tukey_grid)), function(i) with(tukey_grid[i, ], I(c(q, k, df, (if (k > 5) many_upper else tukey_upper)(q, k, df)))))
write_fixture(list(R = R.version.string, samples = samples, means = means, ranks = ranks, signed = signed, many = many, blocks = blocks, shapiro = shapiro, four = four, one = one, larger = larger, square = square, strata = strata, trend = trend, cors = cors, tukey = tukey), "tests/kernel/methods/test/test.json")
