# Linear mixed models as a user writes them, by lme4 and lmerTest, with their optimiser run to the end.
# Run from the repository's root: Rscript tests/kernel/methods/mixed/mixed.R  -> tests/kernel/methods/mixed/mixed.json
suppressPackageStartupMessages({ library(lmerTest); library(splines) })
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
read_data <- function(name) read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = TRUE)
data <- list(visits = read_data("visits"), sleep = lme4::sleepstudy, penicillin = lme4::Penicillin, pastes = lme4::Pastes)
data$sleep <- data.frame(Reaction = data$sleep$Reaction, Days = data$sleep$Days, Subject = as.character(data$sleep$Subject))
control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhobeg = 0.2, rhoend = 1e-10, maxfun = 1e5), calc.derivs = FALSE, check.scaleX = "ignore")

components <- function(fit) {
  v <- as.data.frame(VarCorr(fit))
  list(group = I(v$grp), variance = I(v$vcov), sdcor = I(v$sdcor))
}
one <- function(name, formula, options = list(), weights = NULL, r = formula) {
  d <- data[[name]]; f <- as.formula(r); environment(f) <- environment()
  d$w <- if (is.null(weights)) 1 else d[[weights]]
  fit <- suppressMessages(lmer(f, d, REML = !identical(options$reml, FALSE), weights = w, control = control))
  s <- coef(summary(fit)); level <- if (is.null(options$conf_level)) 0.95 else options$conf_level
  q <- qt((1 + level) / 2, s[, "df"])
  tests <- function(type) { a <- as.data.frame(anova(fit, type = type)); list(term = I(rownames(a)), f = I(a[["F value"]]), df = I(a$NumDF), error = I(a$DenDF), p = I(a[["Pr(>F)"]])) }
  has <- length(attr(terms(fit), "term.labels")) > 0
  list(data = name, formula = formula, options = c(options, if (!is.null(weights)) list(residual_weights = weights)),
    term = I(rownames(s)), estimate = I(s[, 1]), std_error = I(s[, 2]), df = I(s[, "df"]), statistic = I(s[, "t value"]), p_value = I(s[, 5]),
    conf_low = I(s[, 1] - q * s[, 2]), conf_high = I(s[, 1] + q * s[, 2]),
    deviance = -2 * as.numeric(logLik(fit)), aic = AIC(fit), bic = BIC(fit), sigma = sigma(fit), n = nobs(fit), components = components(fit),
    type3 = if (has) tests(3), sequential = if (has) tests(1),
    fitted = I(unname(fitted(fit))[1:20]), scaled = I(unname(residuals(fit, type = "pearson", scaled = TRUE))[1:20]), modes = I(unlist(lapply(ranef(fit), function(r) unlist(r[1, ], use.names = FALSE)), use.names = FALSE)))
}
cases <- list(
  one("sleep", "Reaction ~ Days + (Days | Subject)"),
  one("sleep", "Reaction ~ Days + (1 + Days || Subject)", list(reml = FALSE)),
  one("sleep", "Reaction ~ Days + (1 | Subject)", list(conf_level = 0.9)),
  one("penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)"),
  one("pastes", "strength ~ 1 + (1 | batch/cask)"),
  one("visits", "egfr ~ arm * I(day/365.25) + age + sex + (1 + I(day/365.25) | id)"),
  one("visits", "egfr ~ arm + sex + arm:sex + I(day/365.25) + (1 | centre/id)"),
  one("visits", "egfr ~ sex * arm * I(day/365.25) + (1 | id)"),
  one("visits", "egfr ~ factor(visit) + age + (1 | id) + (1 | centre)"),
  one("visits", "egfr ~ ns(day, 3) + arm + (1 | id)"),
  one("visits", "egfr ~ arm + I(day/365.25) + (1 + I(day/365.25) | id)", weights = "samples"),
  one("visits", "egfr ~ age * sex + I((age - 60)^2) + offset(age/10) + (1 | id)", list(reml = FALSE)))

# The preset, by hand, and what comes beside a fit.
d <- data$visits; d$years <- d$day / 365.25; d$after <- pmax(d$years - 0.25, 0)
fit <- lmer(egfr ~ arm * (years + after) + age + (1 + years | id), d, control = control)
b <- names(fixef(fit)); L <- function(...) { v <- setNames(numeric(length(b)), b); w <- c(...); v[names(w)] <- w; v }
arms <- c("control", "drug", "high dose")
part <- function(arm, time) if (arm == "control") setNames(1, time) else setNames(c(1, 1), c(time, paste0("arm", arm, ":", time)))
acute <- lapply(arms, function(a) L(part(a, "years"))); change <- lapply(arms, function(a) L(part(a, "after")))
phases <- list(acute = acute, chronic = Map(`+`, acute, change), total = Map(function(x, y) x + y * (3 - 0.25) / 3, acute, change))
row <- function(x) { r <- contest1D(fit, x, confint = TRUE); unlist(r[c("Estimate", "Std. Error", "df", "t value", "lower", "upper", "Pr(>|t|)")], use.names = FALSE) }
slopes <- lapply(phases, function(p) lapply(p, row)); differences <- lapply(phases, function(p) lapply(p[-1], function(x) row(x - p[[1]])))
mean_at <- function(arm, year) row(L(c(setNames(1, "(Intercept)"), years = year, after = max(year - 0.25, 0), age = mean(model.frame(fit)$age),
  if (arm != "control") setNames(c(1, year, max(year - 0.25, 0)), paste0("arm", arm, c("", ":years", ":after"))))))
means <- lapply(arms, function(a) lapply(c(0.5, 2), function(y) mean_at(a, y)))
X <- model.matrix(fit); X[, ] <- X
at <- function(column) { r <- d[rownames(model.frame(fit)), ]; r$arm[] <- column; colMeans(model.matrix(delete.response(terms(fit)), r)) }
compared <- list(row(at("drug") - at("control")), row(at("high dose") - at("control")), row(at("high dose") - at("drug")))
write_fixture(list(cases = cases, slopes = slopes, differences = differences, means = means, compared = compared,
  frames = lapply(data[c("sleep", "penicillin", "pastes")], function(f) lapply(f, function(x) I(if (is.factor(x)) as.character(x) else x)))),
  "tests/kernel/methods/mixed/mixed.json")
