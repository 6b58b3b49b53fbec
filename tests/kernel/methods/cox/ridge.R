# Ridge penalties by survival's own ridge(): coefficients, both variances, degrees of freedom, likelihoods.
# Run from the repository's root: Rscript tests/kernel/methods/cox/ridge.R  -> tests/kernel/methods/cox/ridge.json
suppressPackageStartupMessages(library(survival))
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
read_data <- function(name) read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = TRUE)
lung <- read_data("lung"); heart <- read_data("heart"); pbc <- read_data("pbc")
tight <- coxph.control(eps = 1e-11, iter.max = 50)
one <- function(data, formula, terms, theta, r, ties = "efron") {
  fit <- coxph(as.formula(r), get(data), ties = ties, control = tight)
  s <- survfit(fit, newdata = get(data)[2, ])
  at <- summary(s, times = 100)
  list(data = data, formula = formula, terms = I(terms), theta = theta, ties = ties, estimate = I(unname(coef(fit))), std_error = I(sqrt(diag(fit$var))), std_error_2 = I(sqrt(diag(fit$var2))),
    df = sum(fit$df), loglik = I(fit$loglik), wald = fit$wald.test, aic = AIC(fit), concordance = unname(fit$concordance["concordance"]), survival = at$surv, survival_error = at$std.err)
}
write_fixture(list(cases = list(
  one("lung", "Surv(time, status) ~ age + ph.ecog + sex", c("age", "ph.ecog"), 2, "Surv(time, status) ~ ridge(age, ph.ecog, theta = 2) + sex"),
  one("lung", "Surv(time, status) ~ age + wt.loss + strata(sex)", c("age", "wt.loss"), 20, "Surv(time, status) ~ ridge(age, wt.loss, theta = 20) + strata(sex)", "breslow"),
  one("heart", "Surv(start, stop, event) ~ age + year + surgery", c("age", "year"), 5, "Surv(start, stop, event) ~ ridge(age, year, theta = 5) + surgery"),
  one("pbc", "Surv(time, status == 2) ~ bili + albumin + age", c("bili", "albumin", "age"), 50, "Surv(time, status == 2) ~ ridge(bili, albumin, age, theta = 50)"))), "tests/kernel/methods/cox/ridge.json")
