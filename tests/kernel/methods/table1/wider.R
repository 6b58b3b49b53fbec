# Baseline tables by several columns, weighted by the survey package, with named tests, for table1.
# Run from the repository: Rscript tests/kernel/methods/table1/wider.R
suppressMessages({library(jsonlite); library(survey); library(MASS)})
invisible(Sys.setlocale("LC_COLLATE", "C"))
read <- function(name) read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = TRUE)
colon <- read("colon"); pbc <- read("pbc"); lung <- read("lung")

# Weighted by age / 50: survey's means, variances, quantiles and totals in each group and in all.
colon$w <- colon$age / 50
colon$differ <- factor(colon$differ)
one <- function(d) {
  s <- svydesign(ids = ~1, weights = ~w, data = d)
  k <- svydesign(ids = ~1, weights = ~w, data = d[!is.na(d$nodes), ])
  q <- as.numeric(coef(svyquantile(~nodes, k, c(.25, .5, .75), qrule = "math", ci = FALSE)))
  total <- as.numeric(coef(svytotal(~differ, svydesign(ids = ~1, weights = ~w, data = d[!is.na(d$differ), ]))))
  share <- as.numeric(coef(svymean(~differ, s, na.rm = TRUE)))
  list(n = sum(d$w[!is.na(d$nodes)]), n_unweighted = sum(!is.na(d$nodes)), mean = as.numeric(coef(svymean(~nodes, k))), sd = sqrt(as.numeric(svyvar(~nodes, k))),
    p25 = q[1], median = q[2], p75 = q[3], missing = sum(is.na(d$nodes)), missing_percent = 100 * as.numeric(coef(svymean(~I(1 * is.na(nodes)), s))),
    group_n = sum(d$w), group_n_unweighted = nrow(d), effective_n = sum(d$w)^2 / sum(d$w^2), levels = I(total), percent = I(100 * share), of_all = I(100 * total / sum(d$w)), level_n = I(as.vector(table(d$differ))))
}
groups <- split(colon, colon$rx)
# Differences of all pairs: weighted means and shares over the spread of the rows as they are.
pairs <- combn(3, 2)
number <- function(a, b, w) (weighted.mean(b$nodes, w(b), na.rm = TRUE) - weighted.mean(a$nodes, w(a), na.rm = TRUE)) / sqrt((var(a$nodes, na.rm = TRUE) + var(b$nodes, na.rm = TRUE)) / 2)
share <- function(d, w) { n <- tapply(w(d), d$differ, sum); (n / sum(n))[-1] }
S <- function(p) diag(p) - outer(p, p)
category <- function(a, b, w) { q <- share(b, w) - share(a, w); u <- function(d) rep(1, nrow(d)); sqrt(drop(q %*% ginv((S(share(a, u)) + S(share(b, u))) / 2) %*% q)) }
of <- function(f, w) abs(apply(pairs, 2, function(i) f(groups[[i[1]]], groups[[i[2]]], w)))
own <- function(d) d$w; none <- function(d) rep(1, nrow(d))
weighted <- list(all = one(colon), groups = unname(lapply(groups, one)),
  smd = list(nodes = I(of(number, own)), differ = I(of(category, own))), unweighted = list(nodes = I(of(number, none)), differ = I(of(category, none))))

# Tests that are named, of two groups and of four.
p <- function(t) list(statistic = unname(t$statistic), p_value = t$p.value)
pbc$sex <- factor(pbc$sex); d <- pbc[!is.na(pbc$trt), ]; d$trt <- factor(d$trt)
f <- pbc[!is.na(pbc$stage), ]; f$stage <- factor(f$stage)
tests <- list(welch = p(t.test(bili ~ trt, d)), t = p(t.test(bili ~ trt, d, var.equal = TRUE)), wilcoxon = p(wilcox.test(albumin ~ trt, d)),
  chisq = p(chisq.test(table(d$edema, d$trt), correct = FALSE)), fisher = list(statistic = NULL, p_value = fisher.test(table(d$sex, d$trt))$p.value),
  welch_anova = p(oneway.test(bili ~ stage, f)), anova = p(oneway.test(bili ~ stage, f, var.equal = TRUE)), kruskal = p(kruskal.test(albumin ~ stage, f)))

# Treatment within sex: summaries of each cell, tests within each sex.
cells <- lapply(split(d, list(d$trt, d$sex)), function(x) list(n = sum(!is.na(x$bili)), median = median(x$bili), mean = mean(x$bili), stage = I(as.vector(table(factor(x$stage, 1:4))))))
within <- lapply(split(d, d$sex), function(x) list(wilcoxon = suppressWarnings(wilcox.test(bili ~ trt, x))$p.value, stage = { t <- table(x$stage, x$trt); if (min(suppressWarnings(chisq.test(t))$expected) >= 5) chisq.test(t, correct = FALSE)$p.value else fisher.test(t, workspace = 2e8)$p.value }))
write_json(list(R = R.version.string, survey = as.character(packageVersion("survey")), weighted = weighted, tests = tests, crossed = list(cells = cells, within = within)),
  "tests/kernel/methods/table1/wider.json", digits = I(17), auto_unbox = TRUE, null = "null", na = "string")
