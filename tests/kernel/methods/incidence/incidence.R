# Incidence rates: survival::survSplit and pyears for person-time, poisson.test, epitools and Epi for the rest.
# Run from the repository's root: Rscript tests/kernel/methods/incidence/incidence.R  -> tests/kernel/methods/incidence/incidence.json
suppressPackageStartupMessages({
  library(survival)
  library(Epi)
  library(epitools)
})
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
read_data <- function(name) read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = TRUE)

# Random follow-up with dates: integer days, ages of one decimal, ties with cuts and rows without length.
set.seed(20)
n <- 400
random <- data.frame(
  days = c(rep(0, 4), 0 + sample(1:3000, n - 4, TRUE)),
  event = rbinom(n, 1, 0.3),
  age = round(runif(n, 20, 89), 1),
  entry = sample(as.Date("2005-01-01") + 0:4000, n, TRUE),
  arm = sample(c("a", "b", "c"), n, TRUE),
  copies = sample(0:3, n, TRUE)
)

cut_at <- function(p, origin, cuts, name) {
  p$from <- p$from + origin[p$row]
  p$to <- p$to + origin[p$row]
  p <- survSplit(Surv(from, to, event) ~ ., p, cut = cuts, episode = name)
  p$from <- p$from - origin[p$row]
  p$to <- p$to - origin[p$row]
  p
}
pieces <- function(group, from, to, event) data.frame(row = seq_along(to), group = as.character(group), from = from, to = to, event = event)
rates_of <- function(p, by, per = 1000, level = 0.95, year = 365.25) {
  p$time <- (p$to - p$from) / year
  a <- aggregate(p[c("event", "time")], p[rev(by)], sum)
  ci <- t(mapply(function(x, t) poisson.test(x, t, conf.level = level)$conf.int, a$event, a$time))
  list(key = I(do.call(paste, c(lapply(by, function(b) as.character(a[[b]])), sep = "|"))), events = I(a$event), person_time = I(a$time),
    rate = I(a$event / a$time * per), conf_low = I(ci[, 1] * per), conf_high = I(ci[, 2] * per))
}

flchain <- read_data("flchain")
flchain <- flchain[flchain$futime > 0, ]
f <- pieces(flchain$sex, 0, flchain$futime, flchain$death)
f_age <- cut_at(f, flchain$age * 365.25, c(60, 70, 80) * 365.25, "band")
f_both <- cut_at(f_age, rep(0, nrow(flchain)), c(1, 5) * 365.25, "later")
py <- pyears(Surv(futime, death) ~ tcut(age * 365.25, c(0, 60, 70, 80, 200) * 365.25) + sex, flchain, scale = 365.25)

r <- random[random$days > 0, ]
rp <- pieces(r$arm, 0, r$days, r$event)
day0 <- as.numeric(r$entry)
year_starts <- as.numeric(as.Date(paste0(2006:2025, "-01-01")))
r_year <- cut_at(rp, day0, year_starts, "period")
r_year$period <- (2005:2025)[r_year$period]
r_age <- cut_at(rp, r$age * 365.25, c(40, 60.5) * 365.25, "band")

heart <- read_data("heart")
h <- pieces(heart$transplant, heart$start, heart$stop, heart$event)

ratio <- function(x, t, level = 0.95) {
  e <- poisson.test(x, t, conf.level = level)
  z <- qnorm((1 + level) / 2)
  se <- sqrt(sum(1 / x))
  est <- x[1] / t[1] / (x[2] / t[2])
  d <- x[1] / t[1] - x[2] / t[2]
  sd <- sqrt(sum(x / t^2))
  share <- prop.test(x[1], sum(x), conf.level = level, correct = FALSE)$conf.int
  own <- prop.test(x[1], sum(x), p = t[1] / sum(t), correct = FALSE)$p.value
  # The likeliest rates that differ by g, by direct optimisation of the likelihood.
  score <- function(g) {
    low <- max(0, -g) + 1e-12
    m <- optimize(function(l) x[1] * log(l + g) - t[1] * (l + g) + x[2] * log(l) - t[2] * l, c(low, 10 * max(x / t) + abs(g)), maximum = TRUE, tol = 1e-14)$maximum
    (d - g) / sqrt((m + g) / t[1] + m / t[2])
  }
  lim <- sapply(c(z, -z), function(w) uniroot(function(g) score(g) - w, d + c(-1, 1) * 20 * sd, tol = 1e-13)$root)
  list(
    exact = c(est, e$conf.int, e$p.value), wald = c(est, est * exp(c(-z, z) * se), 2 * pnorm(-abs(log(est) / se))),
    score = c(est, share / (1 - share) * t[2] / t[1], own),
    difference = c(d, d + c(-z, z) * sd, 2 * pnorm(-abs(d / sd))), score_difference = c(d, lim, 2 * pnorm(-abs(score(0))))
  )
}
sums <- function(p, year = 365.25) aggregate(cbind(event, time = (to - from) / year) ~ group, p, sum)
f_sum <- sums(f)
r_sum <- sums(rp)

count_limits <- function(x, level) {
  z <- qnorm((1 + level) / 2)
  list(events = x, exact = poisson.test(x, conf.level = level)$conf.int, score = x + z^2 / 2 + c(-1, 1) * z * sqrt(x + z^2 / 4), wald = x * exp(c(-1, 1) * z / sqrt(x)))
}

# Directly standardised: every group over the ages that all were followed at.
standard <- function(name) {
  w <- list(
    who2000 = c(8.86, 8.69, 8.60, 8.47, 8.22, 7.93, 7.61, 7.15, 6.59, 6.04, 5.37, 4.55, 3.72, 2.96, 2.21, 1.52, 0.91, 0.63),
    segi = c(12, 10, 9, 9, 8, 8, 6, 6, 6, 6, 5, 4, 4, 3, 2, 1, 0.5, 0.5)
  )[[name]]
  list(cuts = seq(5, 85, 5), weights = w)
}
standardised <- function(p, age, name, level = 0.95, per = 1000, year = 365.25) {
  s <- standard(name)
  a <- cut_at(p, age * year, s$cuts * year, "band")
  a$band <- factor(a$band, 1:18)
  x <- tapply(a$event, list(a$group, a$band), sum, default = 0)
  t <- tapply((a$to - a$from) / year, list(a$group, a$band), sum, default = 0)
  kept <- apply(t > 0, 2, all)
  rows <- lapply(rownames(x), function(g) {
    v <- ageadjust.direct(x[g, kept], t[g, kept], stdpop = s$weights[kept], conf.level = level)
    as.list(c(events = sum(x[g, kept]), person_time = sum(t[g, kept]), crude_rate = v[[1]] * per, rate = v[[2]] * per, conf_low = v[[3]] * per, conf_high = v[[4]] * per))
  })
  list(standard = name, level = level, groups = I(rownames(x)), rows = rows, coverage = sum(s$weights[kept]) / sum(s$weights))
}

strata <- aggregate(cbind(event, time = (to - from) / 365.25) ~ group + band, f_age, sum)
pooled <- with(strata, mh(xtabs(event ~ group + band), xtabs(time ~ group + band), compare = 1, levels = c("M", "F"), cohort = TRUE))

reference <- data.frame(sex = rep(c("F", "M"), each = 3), age_from = c(0, 60, 75), age_to = c(59, 74, NA), rate = c(500, 1800, 7000, 800, 2500, 9000))
e <- cut_at(f, flchain$age * 365.25, c(60, 75) * 365.25, "band")
e$expected <- reference$rate[(e$group == "M") * 3 + e$band] / 1e5 * (e$to - e$from) / 365.25
smr <- aggregate(cbind(event, expected) ~ group, e, sum)

write_fixture(list(
  random = lapply(as.list(transform(random, entry = as.numeric(entry))), I),
  rates = list(
    list(data = "flchain", options = list(by = "sex", split = list(age = I(c(60, 70, 80)))), value = rates_of(f_age, c("group", "band"))),
    list(data = "flchain", options = list(by = "sex", per = 100, conf_level = 0.9, split = list(age = I(c(60, 70, 80)), follow_up = I(c(1, 5)))), value = rates_of(f_both, c("group", "band", "later"), 100, 0.9)),
    list(data = "random", options = list(by = "arm", split = list(years = 1)), value = rates_of(r_year, c("group", "period"))),
    list(data = "random", options = list(by = "arm", split = list(age = I(c(40, 60.5)))), value = rates_of(r_age, c("group", "band"))),
    list(data = "heart", options = list(by = "transplant", per = 1), value = rates_of(h, "group", 1, 0.95, 365.25))
  ),
  pyears = list(events = I(as.vector(py$event)), person_time = I(as.vector(py$pyears))),
  ratios = list(
    list(data = "flchain", level = 0.95, reference = "F", group = "M", value = ratio(rev(f_sum$event), rev(f_sum$time))),
    list(data = "random", level = 0.9, reference = "a", group = "c", value = ratio(r_sum$event[c(3, 1)], r_sum$time[c(3, 1)], 0.9))
  ),
  counts = lapply(c(1, 3, 10, 47, 1200, 60000), count_limits, level = 0.95),
  standardised = list(standardised(f, flchain$age, "who2000"), standardised(f, flchain$age, "segi", 0.9), standardised(rp, r$age, "who2000")),
  pooled = list(ratio = pooled$ratio, low = pooled$cl.lower, high = pooled$cl.upper),
  smr = list(groups = I(smr$group), observed = I(smr$event), expected = I(smr$expected),
    p_value = I(mapply(function(x, t) poisson.test(x, t)$p.value, smr$event, smr$expected)))
), "tests/kernel/methods/incidence/incidence.json")
