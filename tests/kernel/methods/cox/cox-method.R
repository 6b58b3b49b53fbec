# Whole analyses as a user writes them: formulas on the shipped CSV files, strings as factors in the C locale.
# Run from the repository's root: Rscript tests/kernel/methods/cox/cox-method.R  -> tests/kernel/methods/cox/cox-method.json
suppressPackageStartupMessages(library(survival))
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))

read_data <- function(name) read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = TRUE)
lung <- read_data("lung"); colon <- read_data("colon"); rotterdam <- read_data("rotterdam"); gbsg <- read_data("gbsg")
pbc <- read_data("pbc"); heart <- read_data("heart"); flchain <- read_data("flchain")

describe_fit <- function(fit, level = 0.95) {
  s <- summary(fit)
  ci <- confint(fit, level = level)
  robust <- !is.null(fit$naive.var)
  list(
    term = I(names(coef(fit))), estimate = I(unname(coef(fit))),
    std_error = I(unname(sqrt(diag(if (robust) fit$naive.var else fit$var)))),
    robust_se = if (robust) I(unname(sqrt(diag(fit$var)))) else NULL,
    conf_low = I(unname(ci[, 1])), conf_high = I(unname(ci[, 2])),
    n = fit$n, events = fit$nevent, loglik = I(fit$loglik),
    lr = I(unname(s$logtest)), wald = fit$wald.test, score = I(unname(s$sctest)),
    concordance = I(unname(s$concordance)), aic = AIC(fit), bic = BIC(fit), iterations = fit$iter,
    zph = local({ z <- tryCatch(cox.zph(fit), error = function(e) NULL)
      if (is.null(z)) NULL else list(term = I(rownames(z$table)), statistic = I(unname(z$table[, 1])), df = I(unname(z$table[, 2])), p = I(unname(z$table[, 3]))) }))
}
one <- function(data, formula, fit, extra = "") list(data = data, formula = formula, extra = extra, fit = describe_fit(fit))

cases <- list(
  one("lung", "Surv(time, status) ~ age + sex + ph.ecog + wt.loss", coxph(Surv(time, status) ~ age + sex + ph.ecog + wt.loss, lung)),
  one("lung", "Surv(time, status) ~ factor(ph.ecog) * sex + strata(inst)", coxph(Surv(time, status) ~ factor(ph.ecog) * sex + strata(inst), lung)),
  one("lung", "Surv(time, status) ~ log(age) + I(meal.cal / 100) + cluster(inst)", coxph(Surv(time, status) ~ log(age) + I(meal.cal / 100) + cluster(inst), lung)),
  one("rotterdam", "Surv(dtime, death) ~ age + size + meno:chemo + poly(nodes, 2)", coxph(Surv(dtime, death) ~ age + size + meno:chemo + poly(nodes, 2), rotterdam)),
  one("rotterdam", "Surv(rtime, recur) ~ relevel(size, '20-50') * hormon + factor(grade)", coxph(Surv(rtime, recur) ~ relevel(size, "20-50") * hormon + factor(grade), rotterdam)),
  one("colon", "Surv(time, status) ~ rx * sex + strata(etype) + cluster(id)", coxph(Surv(time, status) ~ rx * sex + strata(etype) + cluster(id), colon)),
  one("gbsg", "Surv(rfstime, status) ~ age + factor(grade) + offset(nodes / 20)", coxph(Surv(rfstime, status) ~ age + factor(grade) + offset(nodes / 20), gbsg), "ties: breslow"),
  one("heart", "Surv(start, stop, event) ~ (age + surgery) * factor(transplant)", coxph(Surv(start, stop, event) ~ (age + surgery) * factor(transplant), heart)),
  one("pbc", "Surv(time, status == 2) ~ sex * edema + log(bili) + strata(stage)", coxph(Surv(time, status == 2) ~ sex * edema + log(bili) + strata(stage), pbc)),
  one("lung", "Surv(time, status) ~ age + sex", coxph(Surv(time, status) ~ age + sex, lung, weights = as.numeric(pat.karno), robust = TRUE), "weights: {column: pat.karno, kind: sampling}"),
  one("lung", "Surv(time, status) ~ age + sex", coxph(Surv(time, status) ~ age + sex, lung[rep(seq_len(nrow(lung)), ifelse(is.na(lung$ph.ecog), 0, lung$ph.ecog)), ]), "weights: {column: ph.ecog, kind: frequency}"))
cases[[7]]$fit <- describe_fit(coxph(Surv(rfstime, status) ~ age + factor(grade) + offset(nodes / 20), gbsg, ties = "breslow"))

# R's poly() gives rows with equal nodes values that differ in the last bit, which breaks ties of the linear predictor at random:
# here ties are judged on 11 decimals.
local({
  poly_fit <- coxph(Surv(dtime, death) ~ age + size + meno:chemo + poly(nodes, 2), rotterdam)
  tied <- concordance(poly_fit$y ~ round(poly_fit$linear.predictors, 11), reverse = TRUE)
  cases[[4]]$fit$concordance <<- I(c(tied$concordance, sqrt(tied$var)))
})

fit <- coxph(Surv(time, status) ~ age + strata(sex), lung)
new <- lung[c(1, 5), ]
s <- summary(survfit(fit, newdata = new), times = c(100, 365))
nested <- coxph(Surv(time, status) ~ age + factor(ph.ecog) * sex + strata(inst), lung)
# Profile limits by refitting with the coefficient held in an offset.
profile_limits <- function(term, others) {
  d <- na.omit(lung[, c("time", "status", "age", "sex", "ph.ecog")])
  d$held <- d[[term]]
  control <- coxph.control(eps = 1e-13)
  full <- coxph(as.formula(paste("Surv(time, status) ~ held +", others)), d, control = control)
  gap <- function(b) { d$o <- b * d$held
    2 * (full$loglik[2] - coxph(as.formula(paste("Surv(time, status) ~ offset(o) +", others)), d, control = control)$loglik[2]) - qchisq(0.9, 1) }
  b <- coef(full)[["held"]]; se <- sqrt(full$var[1, 1])
  c(uniroot(gap, c(b - 4 * se, b), tol = 1e-12)$root, uniroot(gap, c(b, b + 4 * se), tol = 1e-12)$root)
}
extra <- list(
  profile = list(I(profile_limits("age", "sex + ph.ecog")), I(profile_limits("sex", "age + ph.ecog")), I(profile_limits("ph.ecog", "age + sex"))),
  anova = local({ a <- anova(nested); list(term = I(rownames(a)), loglik = I(a$loglik), statistic = I(a$Chisq[-1]), df = I(a$Df[-1]), p = I(a[["Pr(>|Chi|)"]][-1])) }),
  baseline = local({ b <- basehaz(fit, centered = FALSE); list(time = I(b$time), cumhaz = I(b$hazard)) }),
  baseline_mean = I(basehaz(fit, centered = TRUE)$hazard),
  survival = list(estimate = I(as.vector(t(s$surv))), se = I(as.vector(t(s$std.err))), low = I(as.vector(t(s$lower))), high = I(as.vector(t(s$upper)))),
  lp = local({ p <- predict(fit, newdata = new, type = "lp", se.fit = TRUE); list(estimate = I(unname(p$fit)), se = I(unname(p$se.fit))) }),
  martingale = I(unname(residuals(fit, "martingale"))), deviance = I(unname(residuals(fit, "deviance"))))
write_fixture(list(R = R.version.string, survival = as.character(packageVersion("survival")), cases = cases, extra = extra), "tests/kernel/methods/cox/cox-method.json")
