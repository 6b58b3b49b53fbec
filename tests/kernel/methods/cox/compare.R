# Comparisons of values of a column: L'b with L the mean design of the rows at one value less that at the other.
# Run from the repository's root: Rscript tests/kernel/methods/cox/compare.R  -> tests/kernel/methods/cox/compare.json
suppressPackageStartupMessages({ library(survival); library(splines) })
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
read_data <- function(name) read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = TRUE)
compared <- function(data, formula, column, first, second, weights = NULL) {
  data$.w <- if (is.null(weights)) 1 else data[[weights]]
  fit <- coxph(as.formula(formula), data, weights = .w, robust = if (!is.null(weights) || grepl("cluster", formula)) TRUE)
  rows <- data[rownames(model.frame(fit)), ]
  w <- if (is.null(fit$weights)) rep(1, nrow(rows)) else fit$weights
  at <- function(value) { rows[[column]][] <- value; colSums(w * model.matrix(fit, data = rows)) / sum(w) }
  L <- at(first) - at(second)
  list(estimate = sum(L * coef(fit)), std_error = sqrt(drop(L %*% vcov(fit) %*% L)))
}
lung <- read_data("lung"); colon <- read_data("colon"); rotterdam <- read_data("rotterdam")
one <- function(data, formula, column, first, second, options = NULL, weights = NULL) c(list(data = data, formula = formula, column = column, first = first, second = second, options = options), compared(get(data), formula, column, first, second, weights))
cases <- list(
  one("lung", "Surv(time, status) ~ sex * age + ph.ecog", "sex", 2, 1),
  one("lung", "Surv(time, status) ~ sex * age + strata(ph.ecog)", "age", 70, 50),
  one("lung", "Surv(time, status) ~ factor(ph.ecog) + age", "ph.ecog", 2, 1),
  one("rotterdam", "Surv(dtime, death) ~ size * hormon + ns(age, 3)", "size", ">50", "20-50"),
  one("rotterdam", "Surv(dtime, death) ~ size + ns(age, 3)", "age", 70, 50),
  one("colon", "Surv(time, status) ~ rx * sex + strata(etype) + cluster(id)", "rx", "Lev", "Lev+5FU"),
  one("lung", "Surv(time, status) ~ sex * age", "sex", 2, 1, list(weights = list(column = "pat.karno", kind = "sampling")), "pat.karno"))
pairs <- local({
  fit <- coxph(Surv(dtime, death) ~ size + age, rotterdam)
  L <- rbind(c(1, 0, 0), c(0, 1, 0), c(-1, 1, 0))
  e <- drop(L %*% coef(fit)); se <- sqrt(diag(L %*% vcov(fit) %*% t(L))); p <- 2 * pnorm(-abs(e / se))
  list(levels = levels(rotterdam$size), estimate = I(e), p = I(p), holm = I(p.adjust(p, "holm")))
})
write_fixture(list(cases = cases, pairs = pairs), "tests/kernel/methods/cox/compare.json")
