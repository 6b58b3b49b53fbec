# Kinds of data that once gave a wrong or unhelpful answer, each in several forms: Fisher's test of large and sparse tables, standardised
# differences near where they are not defined, event columns of words, competing causes of words and codes, rows lost to missing values,
# rows of one person that touch, overlap or lie within each other.
# Run from the repository's root: Rscript tests/kernel/methods/siblings/siblings.R  -> tests/kernel/methods/siblings/siblings.json
suppressPackageStartupMessages({ library(survival); library(cmprsk); library(MASS) })
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
RNGversion("4.2.0"); set.seed(20267)

data <- list(); cases <- list()
add <- function(name, yaml, tables = NULL, rows = NULL) cases[[length(cases) + 1]] <<- list(data = name, yaml = yaml, tables = tables, rows = rows)
p_of <- function(p, test) list(table = list(p_value = I(p), test = I(test)))

# Fisher: two columns of thousands of rows with a rare level, several groups, a table of many levels, one with a cell of its own.
tables <- list(
  rare = cbind(c(1400, 1, 900), c(1350, 6, 870)), groups = rbind(c(700, 650, 690), c(4, 9, 1)), levels = cbind(c(300, 200, 3, 2, 5), c(280, 230, 9, 1, 2)),
  large = rbind(c(1200, 800), c(3, 9), c(2, 0)), lone = rbind(c(40, 1), c(30, 0), c(20, 0)))
for (name in names(tables)) {
  counts <- tables[[name]]; at <- which(counts > 0, arr.ind = TRUE); times <- counts[at]
  data[[paste0("fisher_", name)]] <- list(x = rep(paste0("x", at[, 1]), times), g = rep(paste0("g", at[, 2]), times))
  add(paste0("fisher_", name), "method: table1\ndata: d\nby: g\nvariables: [x]\ntest: true\n", p_of(fisher.test(counts, workspace = 2e8)$p.value, "fisher"))
}

# Standardised differences: Yang and Dalton's of categories, with the covariance of the proportions; of numbers over the pooled variance.
smd_category <- function(x, g) {
  share <- prop.table(table(g, x), 1)[, -1, drop = FALSE]; d <- share[2, ] - share[1, ]
  v <- function(p) diag(p, length(p)) - outer(p, p); s <- (v(share[1, ]) + v(share[2, ])) / 2
  sqrt(drop(t(d) %*% solve(s) %*% d))
}
n <- 90
smd <- data.frame(g = rep(c("a", "b"), c(40, 50)), three = sample(c("u", "v", "w"), n, TRUE), part = c(sample(c("u", "v"), 40, TRUE), sample(c("v", "w"), 50, TRUE)),
  holes = replace(sample(c("u", "v"), n, TRUE), sample(n, 30), NA), value = round(rnorm(n, 5), 2), flat = c(rep(3, 40), round(rnorm(50, 4), 2)))
data$smd <- smd
for (name in c("three", "part", "holes")) add("smd", paste0("method: table1\ndata: d\nby: g\nvariables: [", name, "]\nsmd: true\n"),
  list(table = list(smd = I(smd_category(smd[[name]], smd$g)))))
for (name in c("value", "flat")) { m <- tapply(smd[[name]], smd$g, mean); v <- tapply(smd[[name]], smd$g, var)
  add("smd", paste0("method: table1\ndata: d\nby: g\nvariables: [", name, "]\nsmd: true\n"), list(table = list(smd = I(unname((m[2] - m[1]) / sqrt(mean(v))))))) }

# Events in words.
n <- 120
words <- data.frame(t = ceiling(rexp(n, 0.1)), x = round(rnorm(n), 2), g = sample(c("p", "q", "r"), n, TRUE),
  vital = sample(c("Alive ", "Dead"), n, TRUE), last = sample(c("relapse", "death", "event-free"), n, TRUE), zh = sample(c("\u5b58\u6d3b", "\u6b7b\u4ea1"), n, TRUE),
  code = sample(c(0, 9), n, TRUE), yes = sample(c("Yes", "no"), n, TRUE))
words$vital[c(3, 50)] <- NA
data$words <- words
km_of <- function(event, known = rep(TRUE, n)) { s <- summary(survfit(Surv(words$t[known], event[known]) ~ 1)); list(summary = list(records = I(sum(known)), events = I(sum(event[known])),
  median = I(unname(s$table["median"])), conf_low = I(unname(s$table["0.95LCL"])), conf_high = I(unname(s$table["0.95UCL"])))) }
add("words", "method: km\ndata: d\nformula: Surv(t, vital) ~ 1\nevent: Dead\n", km_of(words$vital == "Dead", !is.na(words$vital)), list(used = 118, missing = list(vital = 2)))
add("words", "method: km\ndata: d\nformula: Surv(t, last) ~ 1\nevent: relapse\n", km_of(words$last == "relapse"))
add("words", "method: km\ndata: d\nformula: Surv(t, zh) ~ 1\nevent: \u6b7b\u4ea1\n", km_of(words$zh == "\u6b7b\u4ea1"))
add("words", "method: km\ndata: d\nformula: Surv(t, code) ~ 1\nevent: 9\n", km_of(words$code == 9))
add("words", "method: km\ndata: d\nformula: Surv(t, yes) ~ 1\n", km_of(words$yes == "Yes"))
cox_of <- function(fit) { ci <- unname(confint(fit)); list(coefficients = list(term = I(names(coef(fit))), estimate = I(unname(coef(fit))), std_error = I(sqrt(diag(fit$var))), conf_low = I(ci[, 1]), conf_high = I(ci[, 2]))) }
add("words", "method: cox\ndata: d\nformula: Surv(t, vital) ~ x + g\nevent: Dead\n", cox_of(coxph(Surv(t, vital == "Dead") ~ x + g, words)), list(used = 118, missing = list(vital = 2)))

# Competing causes: words with one that means censored, in another order; codes; all of one group censored.
n <- 160
causes <- data.frame(t = round(rexp(n, 0.15), 1) + 0.1, g = sample(c("A", "B", "C"), n, TRUE), word = sample(c("lost", "death", "relapse"), n, TRUE), code = sample(0:3, n, TRUE))
causes$half <- ifelse(causes$g == "C", 0, causes$code)
data$causes <- causes
cif <- function(cause, times, order) { fit <- cuminc(causes$t, cause, causes$g, cencode = 0); at <- timepoints(fit, times)$est
  rows <- unlist(lapply(c("A", "B", "C"), function(g) lapply(order, function(k) at[paste(g, k), ])))
  list(at = list(estimate = I(unname(rows)))) }
code_of <- function(words, order) match(words, order, nomatch = 0)
add("causes", "method: competing\ndata: d\nformula: Surv(t, word) ~ g\ntimes: [2, 5]\ncensored: lost\n", cif(code_of(causes$word, c("death", "relapse")), c(2, 5), 1:2))
add("causes", "method: competing\ndata: d\nformula: Surv(t, word) ~ g\ntimes: [2, 5]\ncauses: [relapse, death]\n", cif(code_of(causes$word, c("relapse", "death")), c(2, 5), 1:2))
add("causes", "method: competing\ndata: d\nformula: Surv(t, word) ~ g\ntimes: [2, 5]\ncensored: none\n", cif(code_of(causes$word, c("death", "lost", "relapse")), c(2, 5), 1:3))
add("causes", "method: competing\ndata: d\nformula: Surv(t, code) ~ g\ntimes: [2, 5]\n", cif(causes$code, c(2, 5), 1:3))

# Rows lost: to weights, strata, clusters, functions that give none, texts.
n <- 140
lost <- data.frame(t = ceiling(rexp(n, 0.08)), e = rbinom(n, 1, 0.7), x = round(rnorm(n), 3), z = round(rexp(n), 3), s = sample(c("s1", "s2"), n, TRUE), id = rep(1:70, 2), w = round(runif(n, 0.3, 2), 2))
hole <- function(x, k) replace(x, sample(n, k), NA)
for (name in names(lost)) lost[[name]] <- hole(lost[[name]], match(name, names(lost)) + 3)
lost$z[c(5, 9, 77)] <- -1
data$lost <- lost
missing_of <- function(names) as.list(colSums(is.na(lost[names])))
missing_log <- function(names) { m <- missing_of(names); m[["log(z)"]] <- sum(is.na(suppressWarnings(log(lost$z)))); m }
row_count <- function(fit) fit$n
fit <- coxph(Surv(t, e) ~ x + strata(s), lost); add("lost", "method: cox\ndata: d\nformula: Surv(t, e) ~ x + strata(s)\n", cox_of(fit), list(used = fit$n, missing = missing_of(c("t", "e", "x", "s"))))
fit <- suppressWarnings(coxph(Surv(t, e) ~ x + log(z), lost)); add("lost", "method: cox\ndata: d\nformula: Surv(t, e) ~ x + log(z)\n", cox_of(fit), list(used = fit$n, missing = NULL))
fit <- coxph(Surv(t, e) ~ x, subset(lost, !is.na(w)), weights = w, robust = TRUE); add("lost", "method: cox\ndata: d\nformula: Surv(t, e) ~ x\nweights: {column: w, kind: sampling}\n",
  list(coefficients = list(term = I("x"), estimate = I(unname(coef(fit))), robust_se = I(sqrt(drop(fit$var))))), list(used = fit$n, missing = missing_of(c("t", "e", "x", "w"))))
fit <- coxph(Surv(t, e) ~ x, lost, cluster = id); add("lost", "method: cox\ndata: d\nformula: Surv(t, e) ~ x\ncluster: id\n",
  list(coefficients = list(term = I("x"), estimate = I(unname(coef(fit))), robust_se = I(sqrt(drop(fit$var))))), list(used = fit$n, missing = missing_of(c("t", "e", "x", "id"))))
fit <- glm(e ~ x + s, binomial, lost); add("lost", "method: glm\ndata: d\nfamily: binomial\nformula: e ~ x + s\n", list(coefficients = list(term = I(names(coef(fit))), estimate = I(unname(coef(fit))))),
  list(used = length(fit$y), missing = missing_of(c("e", "x", "s"))))

# Rows of one person: R's fit of them, whatever their overlap.
spans <- list(
  touching = list(id = c(1, 1, 1, 2, 2, 3, 4, 5, 6), a = c(0, 2, 5, 0, 3, 0, 1, 0, 2), b = c(2, 5, 9, 3, 8, 7, 6, 4, 9), clusters = 0),
  nested = list(id = c(1, 1, 2, 2, 2, 3, 4, 5, 6), a = c(0, 2, 0, 1, 6, 0, 1, 0, 2), b = c(9, 3, 5, 4, 9, 7, 6, 4, 9), clusters = 2),
  twice = list(id = c(1, 1, 2, 3, 3, 4, 5, 6, 6), a = c(0, 0, 1, 2, 2, 0, 1, 4, 0), b = c(5, 5, 8, 6, 7, 7, 6, 9, 4), clusters = 2),
  rounded = list(id = c(1, 1, 2, 2, 3, 4, 5, 6, 6), a = c(0, 0.3, 0, 0.1 + 0.2, 0, 1, 0, 2, 3), b = c(0.1 + 0.2, 4, 0.3, 5, 7, 6, 4, 3, 9), clusters = 0))
for (name in names(spans)) {
  d <- as.data.frame(spans[[name]][c("id", "a", "b")]); d$e <- c(0, 1, 0, 1, 1, 0, 1, 1, 0); d$x <- c(1, 2, 3, 1, 2, 0, 3, 1, 2)
  data[[paste0("spans_", name)]] <- d
  fit <- coxph(Surv(a, b, e) ~ x, d, cluster = id)
  cases[[length(cases) + 1]] <- list(data = paste0("spans_", name), yaml = "method: cox\ndata: d\nformula: Surv(a, b, e) ~ x\ncluster: id\n",
    tables = list(coefficients = list(term = I("x"), estimate = I(unname(coef(fit))), robust_se = I(sqrt(drop(fit$var))))), rows = NULL, overlaps = spans[[name]]$clusters)
}

# Groups with nothing in common, or nearly nothing: R's covariance of the shares cannot be inverted where they are separated.
refused <- function(name, yaml, code) cases[[length(cases) + 1]] <<- list(data = name, yaml = yaml, tables = list(), rows = NULL, error = code)
undefined <- function(name, yaml, column, code) cases[[length(cases) + 1]] <<- list(data = name, yaml = yaml, tables = setNames(list(setNames(list(I(NA_real_)), column)), "table"), rows = NULL, warning = code)
n <- 80
apart <- data.frame(g = rep(c("a", "b"), c(35, 45)), flag = rep(0:1, c(35, 45)), one = c(rep("u", 35), sample(c("v", "w"), 45, TRUE)), two = c(sample(c("u", "v"), 35, TRUE), sample(c("w", "z"), 45, TRUE)),
  nearly = c(rep("u", 34), "v", rep("v", 45)), lone = c(sample(c("u", "v", "w"), 35, TRUE), sample(c("w", "z"), 45, TRUE)), still = rep(c(3, 4), c(35, 45)))
data$apart <- apart
ask <- function(name, more = "") paste0("method: table1\ndata: d\nby: g\nvariables: [", name, "]\nsmd: true\n", more)
for (name in c("flag", "one", "two")) {
  stopifnot(inherits(tryCatch(smd_category(apart[[name]], apart$g), error = identity), "error") || name != "flag")
  undefined("apart", ask(name, if (name == "flag") "categorical: [flag]\n" else ""), "smd", "smd_not_defined")
}
stopifnot(all(tapply(apart$still, apart$g, var) == 0)); undefined("apart", ask("still"), "smd", "smd_not_defined")
for (name in c("nearly", "lone")) add("apart", ask(name), list(table = list(smd = I(smd_category(apart[[name]], apart$g)))))

# Variables of which little or nothing is known.
unknown <- data.frame(g = rep(c("a", "b"), c(35, 45)), none = NA_real_, first = c(round(rnorm(35), 2), rep(NA, 45)), single = c(2.5, rep(NA, 34), round(rnorm(45), 2)), pair = c(1, rep(NA, 34), 2, rep(NA, 44)),
  word = c(rep(NA, 35), sample(c("u", "v"), 45, TRUE)), few = c(1, 4, rep(NA, 33), 2, 2.5, 7, rep(NA, 42)), some = c(sample(c("u", "v"), 5, TRUE), rep(NA, 30), "u", "v", "v", rep(NA, 42)))
data$unknown <- unknown
for (name in c("none", "first", "single", "pair")) {
  v <- tapply(unknown[[name]], unknown$g, var, na.rm = TRUE); stopifnot(is.na(mean(v)))
  undefined("unknown", ask(name), "smd", "smd_not_defined")
}
undefined("unknown", ask("word"), "smd", "smd_not_defined")
m <- tapply(unknown$few, unknown$g, mean, na.rm = TRUE); v <- tapply(unknown$few, unknown$g, var, na.rm = TRUE)
add("unknown", ask("few"), list(table = list(smd = I(unname((m[2] - m[1]) / sqrt(mean(v)))))))
add("unknown", ask("some"), list(table = list(smd = I(smd_category(unknown$some, unknown$g)))))

# Nobody with an event: in all, in a group, of one cause, until a time.
n <- 120
quiet <- data.frame(t = round(rexp(n, 0.2), 1) + 0.1, g = rep(c("A", "B", "C"), 40), none = 0, words = "lost", code = sample(0:2, n, TRUE))
quiet$half <- ifelse(quiet$g == "C", 0, quiet$code); quiet$single <- ifelse(quiet$code == 2, 0, quiet$code); quiet$late <- ifelse(quiet$t < 3, 0, quiet$code); quiet$few <- ifelse(seq_len(n) == 7, 1, 0)
data$quiet <- quiet
refused("quiet", "method: competing\ndata: d\nformula: Surv(t, none) ~ 1\n", "no_events")
refused("quiet", "method: competing\ndata: d\nformula: Surv(t, words) ~ g\ncensored: lost\n", "no_events")
for (name in c("half", "late")) {
  fit <- cuminc(quiet$t, quiet[[name]], quiet$g, cencode = 0); at <- timepoints(fit, c(2, 5))$est
  est <- function(g, k) { row <- paste(g, k); if (row %in% rownames(at)) unname(at[row, ]) else c(0, 0) }
  add("quiet", paste0("method: competing\ndata: d\nformula: Surv(t, ", name, ") ~ g\ntimes: [2, 5]\n"), list(at = list(estimate = I(unlist(lapply(c("A", "B", "C"), function(g) c(est(g, 1), est(g, 2))))))))
}
for (name in c("single", "few")) {
  fit <- cuminc(quiet$t, quiet[[name]], cencode = 0)
  add("quiet", paste0("method: competing\ndata: d\nformula: Surv(t, ", name, ") ~ 1\ntimes: [2, 5]\n"), list(at = list(estimate = I(unname(timepoints(fit, c(2, 5))$est[1, ])))))
}

write_fixture(list(data = lapply(data, function(d) lapply(as.list(d), I)), cases = cases), "tests/kernel/methods/siblings/siblings.json")
