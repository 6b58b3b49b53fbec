# Diagnostic accuracy: pROC for curves, areas, tests and cut-offs; prop.test, binom.test and the written formulas for the table of test by truth.
# Run from the repository's root: Rscript tests/kernel/methods/diagnostic/diagnostic.R  -> tests/kernel/methods/diagnostic/diagnostic.json
suppressPackageStartupMessages(library(pROC))
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))

set.seed(11)
n <- 160
case <- rbinom(n, 1, 0.4)
random <- data.frame(case = case, smooth = round(rnorm(n, case), 12), tied = round(rnorm(n, 0.8 * case)), low = round(rexp(n, 1 + case), 3),
  coarse = sample(1:3, n, TRUE) + case, noise = round(runif(n), 2))
pbc <- read.csv("tests/fixtures/data/pbc.csv")
pbc <- data.frame(case = as.integer(pbc$stage == 4), bili = pbc$bili, albumin = pbc$albumin, platelet = pbc$platelet, hepato = pbc$hepato)
pbc <- pbc[complete.cases(pbc), ]

part <- function(r, range, of) {
  a <- auc(r, partial.auc = range, partial.auc.focus = of)
  list(of = of, from = min(range), to = max(range), area = as.numeric(a),
    corrected = suppressWarnings(as.numeric(auc(r, partial.auc = range, partial.auc.focus = of, partial.auc.correct = TRUE))))
}
best <- function(r, method, weights) {
  b <- coords(r, "best", best.method = method, best.weights = weights, ret = c("threshold", "sensitivity", "specificity"), transpose = FALSE)
  list(threshold = I(b$threshold), sensitivity = I(b$sensitivity), specificity = I(b$specificity))
}
one <- function(d, name) {
  r <- roc(d$case, d[[name]], levels = c(0, 1), quiet = TRUE)
  list(marker = name, lower = r$direction == ">", auc = as.numeric(r$auc), variance = var(r, method = "delong"), ci = I(as.numeric(ci.auc(r, conf.level = 0.9))),
    thresholds = I(r$thresholds), sensitivities = I(r$sensitivities), specificities = I(r$specificities),
    parts = list(part(r, c(1, 0.8), "specificity"), part(r, c(0.55, 0.5), "specificity"), part(r, c(0.95, 0.7), "sensitivity"), part(r, c(1, 0.613), "sensitivity")),
    youden = best(r, "youden", c(1, 0.5)), closest = best(r, "closest.topleft", c(1, 0.5)), cost = best(r, "youden", c(3, 0.2)))
}
pairs <- function(d, names) lapply(combn(names, 2, simplify = FALSE), function(p) {
  a <- roc(d$case, d[[p[1]]], levels = c(0, 1), quiet = TRUE)
  b <- roc(d$case, d[[p[2]]], levels = c(0, 1), quiet = TRUE)
  t <- roc.test(a, b, method = "delong", paired = TRUE, conf.level = 0.9)
  list(pair = I(p), estimate = as.numeric(a$auc) - as.numeric(b$auc), statistic = unname(t$statistic), p = t$p.value, ci = I(as.numeric(t$conf.int)))
})
overall <- function(d, names) {
  r <- lapply(names, function(k) roc(d$case, d[[k]], levels = c(0, 1), quiet = TRUE))
  v <- sapply(r, function(a) sapply(r, function(b) cov(a, b, method = "delong")))
  l <- cbind(1, -diag(length(r) - 1))
  a <- sapply(r, function(x) as.numeric(x$auc))
  q <- drop(t(l %*% a) %*% solve(l %*% v %*% t(l)) %*% (l %*% a))
  list(statistic = q, df = nrow(l), p = pchisq(q, nrow(l), lower.tail = FALSE))
}
set <- function(d, names) list(data = lapply(d, I), markers = lapply(names, function(k) one(d, k)), pairs = pairs(d, names), overall = overall(d, names))

# Resampled: many samples, so that what is compared with them differs by chance alone.
boot <- function(d, name, times = 10000) {
  set.seed(3)
  r <- roc(d$case, d[[name]], levels = c(0, 1), quiet = TRUE)
  a <- auc(r, partial.auc = c(1, 0.8))
  x <- ci.auc(a, method = "bootstrap", boot.n = times, progress = "none")
  g <- function(se, sp) se + sp
  youden <- function(case, m) {
    v <- sort(unique(m))
    cuts <- (v[-1] + v[-length(v)]) / 2
    s <- sapply(cuts, function(k) mean(m[case == 1] > k) + mean(m[case == 0] <= k))
    cuts[which.max(s)]
  }
  gain <- t(replicate(2000, {
    i <- c(sample(which(d$case == 1), replace = TRUE), sample(which(d$case == 0), replace = TRUE))
    k <- youden(d$case[i], d[[name]][i])
    own <- c(mean(d[[name]][i][d$case[i] == 1] > k), mean(d[[name]][i][d$case[i] == 0] <= k))
    c(own - c(mean(d[[name]][d$case == 1] > k), mean(d[[name]][d$case == 0] <= k)), k)
  }))
  list(marker = name, ci = I(as.numeric(x)[c(1, 3)]), whole = I(as.numeric(ci.auc(r, method = "bootstrap", boot.n = times, progress = "none"))[c(1, 3)]),
    optimism = I(colMeans(gain[, 1:2])), error = I(apply(gain[, 1:2], 2, sd) / sqrt(2000)), cut = I(quantile(gain[, 3], c(0.025, 0.975))))
}

table <- function(a, b, c, d, level, prevalence) {
  z <- qnorm((1 + level) / 2)
  ratio <- function(e, v) c(e, exp(log(e) + c(-1, 1) * z * sqrt(v)))
  share <- function(x, n) list(x = x, n = n, wilson = I(c(x / n, prop.test(x, n, conf.level = level, correct = FALSE)$conf.int)),
    clopper_pearson = I(c(x / n, binom.test(x, n, conf.level = level)$conf.int)))
  se <- a / (a + c)
  sp <- d / (b + d)
  pos <- ratio(se / (1 - sp), (1 - se) / a + sp / b)
  neg <- ratio((1 - se) / sp, se / c + (1 - sp) / d)
  # The logit intervals of Mercaldo, Lau and Zhou as they are written.
  logit_ppv <- log(prevalence * se / ((1 - prevalence) * (1 - sp)))
  v_ppv <- (1 - se) / se / (a + c) + sp / (1 - sp) / (b + d)
  logit_npv <- log((1 - prevalence) * sp / (prevalence * (1 - se)))
  v_npv <- se / (1 - se) / (a + c) + (1 - sp) / sp / (b + d)
  w <- list(prop.test(a, a + c, conf.level = level, correct = FALSE)$conf.int, prop.test(b, b + d, conf.level = level, correct = FALSE)$conf.int)
  j <- se - b / (b + d)
  list(level = level, prevalence = prevalence, counts = I(c(a, b, c, d)),
    shares = list(sensitivity = share(a, a + c), specificity = share(d, b + d), ppv = share(a, a + b), npv = share(d, c + d),
      accuracy = share(a + d, a + b + c + d), prevalence = share(a + c, a + b + c + d)),
    others = list(lr_positive = I(pos), lr_negative = I(neg), diagnostic_odds_ratio = I(ratio(a * d / b / c, 1 / a + 1 / b + 1 / c + 1 / d)),
      youden = I(c(j, j - sqrt((se - w[[1]][1])^2 + (w[[2]][2] - b / (b + d))^2), j + sqrt((w[[1]][2] - se)^2 + (b / (b + d) - w[[2]][1])^2))),
      ppv_at_prevalence = I(plogis(logit_ppv + c(0, -1, 1) * z * sqrt(v_ppv))),
      npv_at_prevalence = I(plogis(logit_npv + c(0, -1, 1) * z * sqrt(v_npv)))))
}

write_fixture(list(
  sets = list(random = set(random, c("smooth", "tied", "low", "coarse", "noise")), pbc = set(pbc, c("bili", "albumin", "platelet"))),
  boot = boot(random, "smooth"),
  tables = list(table(231, 32, 27, 54, 0.95, 0.1), table(5, 2, 3, 40, 0.9, 0.5), table(1, 999, 1, 99999, 0.99, 0.001))
), "tests/kernel/methods/diagnostic/diagnostic.json")
