# Prevalence: prop.test, binom.test, epitools' ratios, Newcombe and standardisation by hand.
# Run from the repository's root: Rscript tests/kernel/methods/prevalence/prevalence.R  -> tests/kernel/methods/prevalence/prevalence.json
suppressPackageStartupMessages(library(epitools))
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
flchain <- read.csv("tests/fixtures/data/flchain.csv", stringsAsFactors = TRUE)

one <- function(x, n, level) {
  list(wilson = prop.test(x, n, conf.level = level, correct = FALSE)$conf.int, clopper_pearson = binom.test(x, n, conf.level = level)$conf.int,
    agresti_coull = (function(z) { m <- n + z^2; p <- (x + z^2 / 2) / m; p + c(-1, 1) * z * sqrt(p * (1 - p) / m) })(qnorm((1 + level) / 2)))
}
newcombe <- function(x, n, level) {
  w1 <- prop.test(x[1], n[1], conf.level = level, correct = FALSE)$conf.int
  w2 <- prop.test(x[2], n[2], conf.level = level, correct = FALSE)$conf.int
  p <- x / n
  d <- p[1] - p[2]
  c(d, d - sqrt((p[1] - w1[1])^2 + (w2[2] - p[2])^2), d + sqrt((w1[2] - p[1])^2 + (p[2] - w2[1])^2))
}
counts <- aggregate(cbind(x = flchain$mgus, n = 1), list(sex = flchain$sex), sum)
rr <- riskratio.wald(matrix(c(counts$n[1] - counts$x[1], counts$n[2] - counts$x[2], counts$x), 2), conf.level = 0.9)$measure[2, ]

segi <- c(12, 10, 9, 9, 8, 8, 6, 6, 6, 6, 5, 4, 4, 3, 2, 1, 0.5, 0.5)
band <- factor(findInterval(flchain$age, seq(5, 85, 5)) + 1, 1:18)
x <- tapply(flchain$mgus, list(flchain$sex, band), sum, default = 0)
n <- tapply(rep(1, nrow(flchain)), list(flchain$sex, band), sum, default = 0)
kept <- apply(n > 0, 2, all)
w <- segi[kept] / sum(segi[kept])
standard <- lapply(rownames(x), function(g) {
  p <- x[g, kept] / n[g, kept]
  share <- sum(w * p)
  v <- sum(w^2 * p * (1 - p) / n[g, kept])
  z <- qnorm(0.95)
  m <- share * (1 - share) / v
  wilson <- (share + z^2 / (2 * m) + c(-1, 1) * z * sqrt(share * (1 - share) / m + z^2 / (4 * m^2))) / (1 + z^2 / m)
  list(rate = share, std_error = sqrt(v), conf_low = wilson[1], conf_high = wilson[2])
})

# Onset, end and observation as dates, counted by the definitions in plain loops.
set.seed(7)
k <- 300
day <- function(p) ifelse(runif(k) < p, NA, sample(14000:18000, k, TRUE))
dates <- data.frame(onset = day(0.5), resolved = NA, start = sample(13500:16500, k, TRUE), stop = NA)
dates$resolved <- ifelse(is.na(dates$onset) | runif(k) < 0.6, NA, dates$onset + sample(0:900, k, TRUE))
dates$stop <- ifelse(runif(k) < 0.3, NA, dates$start + sample(0:2500, k, TRUE))
in_period <- function(from, to) {
  seen <- 0
  cases <- 0
  for (i in seq_len(k)) {
    days <- from:to
    days <- days[days >= dates$start[i] & (is.na(dates$stop[i]) | days <= dates$stop[i])]
    if (length(days) == 0) next
    seen <- seen + 1
    ill <- !is.na(dates$onset[i]) & days >= dates$onset[i] & (is.na(dates$resolved[i]) | days <= dates$resolved[i])
    cases <- cases + any(ill)
  }
  list(from = format(as.Date(from, origin = "1970-01-01")), to = format(as.Date(to, origin = "1970-01-01")), events = cases, n = seen)
}

write_fixture(list(
  sexes = I(as.character(counts$sex)), events = I(counts$x), n = I(counts$n), level = 0.9,
  intervals = lapply(1:2, function(i) one(counts$x[i], counts$n[i], 0.9)),
  ratio = I(c(rr, prop.test(rev(counts$x), rev(counts$n), correct = FALSE)$p.value)),
  difference = I(newcombe(rev(counts$x), rev(counts$n), 0.9)),
  standard = standard, coverage = sum(segi[kept]) / sum(segi),
  dates = lapply(as.list(dates), I), periods = list(in_period(15500, 15500), in_period(16000, 16000), in_period(15500, 15865), in_period(14500, 17000))
), "tests/kernel/methods/prevalence/prevalence.json")
