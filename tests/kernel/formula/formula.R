# Coefficient names and columns of R's model.matrix for many formulas; knots by Hmisc (what rms::rcs uses).
# Run from the repository: Rscript tests/kernel/formula/formula.R
suppressMessages({library(survival); library(splines); library(Hmisc); library(jsonlite)})
Sys.setlocale("LC_COLLATE", "C")
read <- function(name) read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = TRUE)
rcs <- function(x, parms = 5) {
  knots <- if (length(parms) > 1) parms else suppressWarnings(rcspline.eval(x, nk = parms, knots.only = TRUE))
  m <- rcspline.eval(x, knots = knots, inclx = TRUE)
  label <- deparse(substitute(x))
  dimnames(m) <- list(NULL, paste0(label, sapply(seq_len(ncol(m)) - 1, function(k) strrep("'", k))))
  class(m) <- c("rcsbasis", "matrix")
  m
}
data <- list(lung = read("lung"), colon = read("colon"), pbc = read("pbc"), gbsg = read("gbsg"), rotterdam = read("rotterdam"))
data$pbc$late <- data$pbc$time > 1000
cases <- list(
  c("lung", "~ age + sex"), c("lung", "~ age * sex + ph.ecog"), c("lung", "~ factor(sex) * factor(ph.ecog)"),
  c("lung", "~ factor(sex):age"), c("lung", "~ age + factor(sex):age"), c("lung", "~ factor(sex) + age - 1"), c("lung", "~ age:factor(sex) - 1"),
  c("lung", "~ factor(sex):factor(ph.ecog)"), c("lung", "~ factor(sex)/age"), c("lung", "~ (age + sex + ph.ecog)^2"),
  c("lung", "~ age * sex * ph.karno - age:sex:ph.karno"), c("lung", "~ I(age^2) + log(age + 1) + sqrt(ph.karno)"), c("lung", "~ (age > 60) * sex"),
  c("lung", "~ I(age > 60) + exp(-age / 100)"), c("lung", "~ factor(inst) %in% factor(sex)"), c("lung", "~ 0 + age + factor(ph.ecog)"),
  c("lung", "~ rcs(age, 4)"), c("lung", "~ rcs(meal.cal, 5) * sex"), c("lung", "~ rcs(wt.loss, 3) + rcs(ph.karno, 4)"), c("lung", "~ rcs(age, c(50, 60, 70, 75))"),
  c("lung", "~ ns(age, df = 3)"), c("lung", "~ ns(age, 4):factor(sex)"), c("lung", "~ ns(wt.loss, knots = c(0, 10, 20)) + sex"), c("lung", "~ ns(age, df = 2, Boundary.knots = c(45, 75))"),
  c("lung", "~ poly(age, 3)"), c("lung", "~ poly(age, 2, raw = TRUE) + pmin(age, 60)"), c("lung", "~ log(age, 2) + log10(age) + age %% 2"),
  c("colon", "~ rx * sex + node4"), c("colon", "~ relevel(rx, \"Obs\") + relevel(rx, ref = \"Obs\"):age"), c("colon", "~ rx:factor(etype) - 1"), c("colon", "~ rcs(nodes, 4) + rcs(nodes, 3)"),
  c("colon", "~ factor(differ) + I(age / 10):rx + I((age - 60) * (nodes + 1))"), c("colon", "~ I(rx %in% c(\"Lev\", \"Obs\"))"), c("colon", "~ I(rx == \"Lev\") + (sex == 1 & age < 50)"),
  c("pbc", "~ log(bili) + sex * late"), c("pbc", "~ late:age + late - 1"), c("pbc", "~ late * factor(stage) + sex:late"), c("pbc", "~ rcs(bili, 5) + rcs(albumin, 6) + rcs(protime, 7)"),
  c("pbc", "~ as.factor(edema) + as.numeric(sex == \"m\") + abs(age - 50)"), c("pbc", "~ factor(edema) * log(protime) * trt"), c("pbc", "~ sex - 1 + age:sex"),
  c("rotterdam", "~ size * rcs(nodes, 5) + grade"), c("rotterdam", "~ rcs(pgr, 4) + rcs(er, 3) + poly(log(er + 1), 2)"), c("gbsg", "~ rcs(pgr, 6) + ns(nodes, 3)"), c("gbsg", "~ age + meno + age:meno + size:grade + 0"))
summarise <- function(case) {
  d <- data[[case[1]]]
  mf <- model.frame(as.formula(case[2]), d, drop.unused.levels = TRUE, na.action = na.omit)
  X <- model.matrix(attr(mf, "terms"), mf)
  w <- seq_len(nrow(X)) / nrow(X)
  list(data = case[1], formula = case[2], n = nrow(X), names = I(colnames(X)), labels = I(attr(attr(mf, "terms"), "term.labels")),
       sums = I(unname(colSums(X))), squares = I(unname(colSums(X^2))), weighted = I(unname(colSums(X * w))), first = I(unname(X[1, ])))
}
cox <- list(
  c("lung", "Surv(time, status) ~ age * strata(sex)"), c("colon", "Surv(time, status) ~ rx + strata(sex) + strata(etype)"), c("colon", "Surv(time, status) ~ rx + strata(sex, etype) - 1"),
  c("colon", "Surv(time, status) ~ rx * age + strata(rx):age"), c("colon", "Surv(time, status) ~ strata(rx)*nodes + cluster(id)"), c("pbc", "Surv(time, status == 2) ~ sex:log(bili) + offset(age / 100) + stage"))
coxcase <- function(case) {
  fit <- coxph(as.formula(case[2]), data[[case[1]]], x = TRUE, iter.max = 0)
  X <- fit$x; w <- seq_len(nrow(X)) / nrow(X)
  list(data = case[1], formula = case[2], n = nrow(X), names = I(colnames(X)), sums = I(unname(colSums(X))), weighted = I(unname(colSums(X * w))))
}
knots <- lapply(list(c("lung", "age", 4), c("lung", "wt.loss", 5), c("colon", "nodes", 4), c("pbc", "bili", 7), c("gbsg", "pgr", 3), c("rotterdam", "nodes", 5), c("rotterdam", "er", 6), c("colon", "differ", 3)), function(k)
  list(data = k[1], column = k[2], nk = as.integer(k[3]), knots = tryCatch(suppressWarnings(rcspline.eval(data[[k[1]]][[k[2]]], nk = as.integer(k[3]), knots.only = TRUE)), error = function(e) NULL)))
numbers <- c(0.1, 1/3, 1e5, 123456, 1e15, 1e-5, 0.0001, 100000, 1234567.891, 2^31, -2.5, 1e-300, 3, 0.1 + 0.2, 1e5 + 0.1, 22/7*1e10)
write_json(list(R = R.version.string, Hmisc = as.character(packageVersion("Hmisc")), cases = lapply(cases, summarise), cox = lapply(cox, coxcase), knots = knots,
  numbers = list(values = numbers, texts = as.character(numbers))), "tests/kernel/formula/formula.json", digits = I(17), auto_unbox = TRUE, null = "null", na = "string")
