# Coefficients that change with time by survival's own tt(): estimates, variances, likelihoods, concordance.
# Run from the repository's root: Rscript tests/kernel/methods/cox/varying.R  -> tests/kernel/methods/cox/varying.json
suppressPackageStartupMessages(library(survival))
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
read_data <- function(name) read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = TRUE)
tight <- coxph.control(eps = 1e-13, toler.chol = 1e-15, iter.max = 60)
columns <- function(x) if (is.numeric(x)) x else sapply(levels(factor(x))[-1], function(level) as.numeric(x == level))
changing <- list(log = function(x, t, ...) columns(x) * log(t), sqrt = function(x, t, ...) columns(x) * sqrt(t), linear = function(x, t, ...) columns(x) * t)
steps <- function(cuts) function(x, t, ...) do.call(cbind, lapply(cuts, function(cut) columns(x) * (t > cut)))
one <- function(data, formula, tt, ties = "efron") {
  functions <- lapply(tt, function(change) if (is.character(change)) changing[[change]] else steps(change$pieces))
  f <- update(as.formula(formula), as.formula(paste(". ~ .", paste0("+ tt(", names(tt), ")", collapse = " "))))
  fit <- coxph(f, read_data(data), ties = ties, tt = unname(functions), control = tight)
  list(data = data, formula = formula, tt = lapply(tt, function(change) if (is.character(change)) change else list(pieces = I(change$pieces))), ties = ties,
    estimate = I(unname(coef(fit))), std_error = I(sqrt(diag(fit$var))), covariance = fit$var[1, length(coef(fit))], loglik = I(fit$loglik), wald = fit$wald.test, score = fit$score,
    concordance = unname(fit$concordance["concordance"]), n_events = fit$nevent)
}
write_fixture(list(cases = list(
  one("lung", "Surv(time, status) ~ age + sex", list(age = "log")),
  one("lung", "Surv(time, status) ~ age + sex + strata(ph.ecog)", list(sex = "sqrt"), "breslow"),
  one("lung", "Surv(time, status) ~ sex + ph.ecog", list(ph.ecog = list(pieces = c(180, 400)))),
  one("heart", "Surv(start, stop, event) ~ age + surgery", list(age = "linear")),
  one("heart", "Surv(start, stop, event) ~ age + surgery", list(surgery = "log")),
  one("rotterdam", "Surv(dtime, death) ~ size + nodes", list(size = "log")),
  one("lung", "Surv(time, status) ~ age + sex", list(age = list(pieces = c(200)), sex = "log")))), "tests/kernel/methods/cox/varying.json")
