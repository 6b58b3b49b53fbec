# Reference values of R's distribution functions on grids that reach the extreme tails.
# Run from the repository's root: Rscript tests/kernel/numeric/numeric.R  -> tests/kernel/numeric/numeric.json
source("tests/kernel/numeric-json.R")

# Every row: arguments..., lower, upper, log lower, log upper.
tails <- function(grid, f) {
  cols <- list(
    do.call(f, grid), do.call(f, c(grid, lower.tail = FALSE)),
    do.call(f, c(grid, log.p = TRUE)), do.call(f, c(grid, lower.tail = FALSE, log.p = TRUE)))
  rows <- cbind(do.call(cbind, unname(grid)), do.call(cbind, cols))
  lapply(seq_len(nrow(rows)), function(i) unname(rows[i, ]))
}
quants <- function(grid, q) {
  rows <- cbind(do.call(cbind, unname(grid)), do.call(q, grid))
  lapply(seq_len(nrow(rows)), function(i) unname(rows[i, ]))
}
cross <- function(...) as.list(expand.grid(..., KEEP.OUT.ATTRS = FALSE))

shapes <- c(1e-3, 0.05, 0.5, 1, 1.5, 2, 3, 7.5, 10, 30, 100, 999, 2000, 1e4, 3e5, 1e7)
chisq_x <- unlist(lapply(shapes, function(d) d * c(1e-6, 0.01, 0.3, 0.8, 0.97, 1, 1.02, 1.3, 2, 6)))
chisq <- list(q = c(chisq_x, c(1e-8, 0.1, 3.84, 50, 300, 1200)), df = c(rep(shapes, each = 10), rep(c(1, 2, 5), each = 2)))
pt_grid <- cross(q = c(-1e6, -40, -8, -3, -1.96, -1, -0.3, -1e-6, 0, 1e-6, 0.3, 1, 1.96, 3, 8, 40, 1e6), df = c(0.1, 0.5, 1, 2, 3, 4.7, 10, 30, 200, 1e4, 1e7))
pf_grid <- cross(q = c(1e-8, 0.01, 0.3, 0.9, 1, 1.1, 2, 4, 15, 300), df1 = c(0.5, 1, 2, 5, 33, 1000), df2 = c(0.7, 1, 3, 10, 250, 1e6))
pbeta_grid <- cross(q = c(1e-10, 1e-3, 0.05, 0.3, 0.5, 0.7, 0.95, 0.999), shape1 = c(1e-3, 0.3, 1, 2.5, 40, 1e4), shape2 = c(1e-3, 0.3, 1, 2.5, 40, 1e4))
norm_x <- c(-40, -38, -30, -20, -12, -8, -6, -4, -3, -2.3, -2.2, -2.1, -1.96, -1, -0.5, -1e-5, -1e-10, 0, 1e-10, 1e-5, 0.5, 1, 1.96, 2.1, 2.2, 2.3, 3, 4, 6, 8, 12, 20, 30, 38, 40)
ps <- c(1e-300, 1e-100, 1e-20, 1e-10, 1e-5, 0.001, 0.01, 0.025, 0.1, 0.2, 0.3, 0.45, 0.499999, 0.5, 0.500001, 0.55, 0.7, 0.9, 0.975, 0.999, 1 - 1e-10)
logps <- c(-1e3, -300, -20, -3, -1, -0.7, -0.5, -0.01, -1e-5, -1e-15)

binom <- do.call(rbind, lapply(c(1, 5, 30, 1000, 1e6), function(n) expand.grid(q = unique(round(n * c(0, 0.1, 0.3, 0.5, 0.9))), size = n, prob = c(1e-4, 0.1, 0.37, 0.5, 0.99))))
hyper <- data.frame(
  q = c(0, 1, 2, 5, 10, 40, 3, 120, 480, 0, 7, 25000),
  m = c(5, 5, 5, 10, 20, 60, 4, 300, 1000, 12, 9, 100000),
  n = c(7, 7, 7, 10, 30, 60, 100, 500, 1000, 30, 2, 100000),
  k = c(4, 4, 4, 8, 25, 70, 10, 200, 990, 11, 8, 50200))

RNGkind("Mersenne-Twister", "Inversion", "Rejection")
set.seed(42); u <- runif(8); z <- rnorm(8); s <- sample.int(1000, 8); big <- sample.int(2e9, 4)
set.seed(-7); u7 <- runif(4)

set.seed(11)
small <- round(rnorm(9), 2)
ties <- c(1, 2, 2, 3, 5, 8, 8, 8, 13, 21)
probs <- c(0, 0.025, 0.1, 0.25, 1 / 3, 0.5, 0.6, 0.75, 0.9, 1)

A <- crossprod(matrix(c(1, 2, 3, 4, 5, 6, 2, 4, 1, 1, 0, 3, 2, 7, 5, 1, 4, 9, 3, 3), 5))

out <- list(
  R = R.version.string,
  lgamma = quants(list(c(1e-300, 1e-8, 0.01, 0.3, 0.5, 0.9, 0.999999, 1, 1.0000001, 1.2, 1.5, 1.9999, 2, 2.00001, 2.5, 3, 4.7, 9.99, 10, 17, 171, 1e4, 1e10, 1e100, -0.5, -1.3, -10.2)), lgamma),
  pnorm = tails(list(norm_x), pnorm),
  qnorm = quants(list(ps), qnorm), qnorm_log = quants(list(logps), function(p) qnorm(p, log.p = TRUE)),
  qnorm_log_upper = quants(list(logps), function(p) qnorm(p, lower.tail = FALSE, log.p = TRUE)),
  pchisq = tails(unname(chisq), pchisq),
  qchisq = quants(unname(cross(ps, c(0.05, 0.5, 1, 2, 3, 10, 100, 5000, 1e6))), qchisq),
  pt = tails(unname(pt_grid), pt),
  qt = quants(unname(cross(ps, c(0.5, 1, 2, 3, 7.3, 30, 1000, 1e7))), qt),
  pf = tails(unname(pf_grid), pf),
  qf = quants(unname(cross(ps, c(1, 2, 7, 100), c(1, 3, 20, 1e4))), qf),
  pbeta = tails(unname(pbeta_grid), pbeta),
  ppois = tails(unname(cross(c(0, 1, 3, 10, 100, 1000, 20000), c(1e-5, 0.5, 3, 11, 90, 1010, 19900))), ppois),
  dpois = quants(unname(cross(c(0, 1, 3, 10, 100, 1000, 20000), c(1e-5, 0.5, 3, 11, 90, 1010, 19900))), function(x, l) dpois(x, l, log = TRUE)),
  pbinom = tails(unname(as.list(binom)), pbinom),
  dbinom = quants(unname(as.list(binom)), function(x, n, p) dbinom(x, n, p, log = TRUE)),
  phyper = tails(unname(as.list(hyper)), phyper),
  dhyper = quants(unname(as.list(hyper)), function(x, m, n, k) dhyper(x, m, n, k, log = TRUE)),
  pwilcox = tails(unname(cross(c(0, 3, 10, 40, 55, 200), c(3, 8, 20), c(5, 11, 24))), pwilcox),
  psignrank = tails(unname(cross(c(0, 3, 10, 40, 55, 200, 500), c(4, 10, 25, 45))), psignrank),
  qwilcox = quants(unname(cross(c(0.001, 0.025, 0.1, 0.5, 0.975), c(3, 8, 20), c(5, 11, 24))), qwilcox),
  qsignrank = quants(unname(cross(c(0.001, 0.025, 0.1, 0.5, 0.975), c(4, 10, 25, 45))), qsignrank),
  rng = list(uniform = u, normal = z, sample = s - 1, big = big - 1, uniform_negative_seed = u7),
  quantile = list(
    small = small, ties = ties, probs = probs,
    type2 = list(unname(quantile(small, probs, type = 2)), unname(quantile(ties, probs, type = 2))),
    type6 = list(unname(quantile(small, probs, type = 6)), unname(quantile(ties, probs, type = 6))),
    type7 = list(unname(quantile(small, probs, type = 7)), unname(quantile(ties, probs, type = 7)))),
  linalg = list(matrix = as.vector(A), inverse = as.vector(solve(A)), eigen = eigen(A)$values),
  lm = list(coef = unname(coef(lm(mpg ~ wt + hp + qsec + I(wt + hp), mtcars))), y = mtcars$mpg, x = as.vector(cbind(1, mtcars$wt, mtcars$hp, mtcars$qsec, mtcars$wt + mtcars$hp))))
write_fixture(out, "tests/kernel/numeric/numeric.json")
