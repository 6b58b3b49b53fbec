# Limits of agreement of subjects measured several times: parts of the variance by aov(), intervals by the formulas as they are written, for agreement.
# Run from the repository's root: Rscript tests/kernel/methods/agreement/repeated.R  -> tests/kernel/methods/agreement/repeated.json
source("tests/kernel/numeric-json.R")
set.seed(31)
study <- function(sizes) { id <- rep(seq_along(sizes), sizes); true <- rnorm(length(id), 50, 10); own <- rnorm(length(sizes), 1, 2)[id]
  data.frame(id = id, a = round(true + own + rnorm(length(id), 0, 1.5), 3), b = round(true + rnorm(length(id)), 3)) }
one <- function(d, level, share) {
  y <- d$a - d$b; g <- factor(d$id); N <- length(y); n <- nlevels(g); ms <- anova(aov(y ~ g))[["Mean Sq"]]; m <- tapply(y, g, mean); size <- tabulate(g)
  B <- var(m); W <- if (N > n) ms[2] else 0; h <- 1 - mean(1 / size); V <- B + h * W; S <- sqrt(V); a <- 1 - level; z <- qnorm(1 - a / 2); q <- qnorm((1 + share) / 2)
  chi <- function(p, df) if (df > 0) df / qchisq(p, df) else 1
  L <- V - sqrt((B * (1 - chi(1 - a / 2, n - 1)))^2 + (h * W * (1 - chi(1 - a / 2, N - n)))^2); U <- V + sqrt((B * (chi(a / 2, n - 1) - 1))^2 + (h * W * (chi(a / 2, N - n) - 1))^2)
  lme <- sqrt(z^2 * B / n + q^2 * (sqrt(U) - S)^2); rme <- sqrt(z^2 * B / n + q^2 * (S - sqrt(L))^2); D <- mean(m)
  f <- summary(lm(m ~ tapply((d$a + d$b) / 2, g, mean)))$coefficients[2, ]
  list(data = d, level = level, within = share, bias = I(c(D, D + c(-1, 1) * qt(1 - a / 2, n - 1) * sqrt(B / n))), p = 2 * pt(-abs(D / sqrt(B / n)), n - 1), lower = I(c(D - q * S, D - q * S - lme, D - q * S + rme)), upper = I(c(D + q * S, D + q * S - rme, D + q * S + lme)),
    sd = S, parts = if (all(size == size[1]) && size[1] > 1) I(c(sqrt(max(0, (ms[1] - ms[2]) / size[1])), sqrt(ms[2]))) else NULL, slope = I(unname(f[c(1, 2, 4)])))
}
write_fixture(list(one(study(rep(4, 12)), 0.95, 0.95), one(study(c(1, 2, 5, 3, 8, 2, 1, 4, 6)), 0.9, 0.8), one(study(rep(1, 15)), 0.95, 0.95)), "tests/kernel/methods/agreement/repeated.json")
