# Generalised linear models as a user writes them, on the shipped CSV files, strings as factors in the C locale.
# Run from the repository's root: Rscript tests/kernel/methods/glm/glm.R  -> tests/kernel/methods/glm/glm.json
suppressPackageStartupMessages({ library(sandwich); library(MASS) })
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))

read_data <- function(name) read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = TRUE)
data <- sapply(c("lung", "pbc", "colon", "rotterdam", "gbsg"), read_data, simplify = FALSE)

one <- function(name, formula, family, extra = list(), weights = NULL, kind = NULL, robust = NULL, cluster = NULL, r = formula, level = 0.95) {
  d <- data[[name]]
  f <- as.formula(r)
  environment(f) <- environment()
  used <- d
  w <- NULL
  if (!is.null(weights)) {
    if (kind == "frequency") used <- d[rep(seq_len(nrow(d)), ifelse(is.na(d[[weights]]), 0, d[[weights]])), ]
    else w <- as.numeric(d[[weights]])
  }
  negbin <- is.null(family$family)
  fit <- suppressWarnings(if (negbin) eval(bquote(glm.nb(f, used, link = .(as.name(family$link)))))
    else if (is.null(w)) glm(f, family, used)
    # Large weights make the family's own start so extreme that R diverges: it begins where weights of mean 1 end.
    else { kept <- used[!is.na(w) & w > 0, ]; kept$w <- w[!is.na(w) & w > 0]; kept$v <- kept$w / mean(kept$w)
      glm(f, family, kept, weights = w, start = coef(glm(f, family, kept, weights = v))) })
  s <- summary(fit)
  name_of <- if (negbin) "negbin" else sub("gamma", "gamma", tolower(family$family))
  t_test <- name_of %in% c("gaussian", "gamma", "quasibinomial", "quasipoisson")
  v <- NULL
  if (!is.null(cluster)) v <- vcovCL(fit, cluster = used[names(fit$y), cluster], type = if (is.null(robust)) "HC0" else toupper(robust))
  else if (!is.null(robust)) v <- vcovHC(fit, type = toupper(robust))
  kept <- names(coef(fit))[!is.na(coef(fit))]
  se <- sqrt(diag(if (is.null(v)) s$cov.scaled else v))[kept]
  b <- coef(fit)[kept]
  q <- if (t_test) qt((1 + level) / 2, fit$df.residual) else qnorm((1 + level) / 2)
  stat <- b / se
  p <- if (t_test) 2 * pt(-abs(stat), fit$df.residual) else 2 * pnorm(-abs(stat))
  spread <- function(x) unname(x[match(names(coef(fit)), names(x))])
  sampled <- !is.null(w)
  list(data = name, formula = formula, family = name_of, link = family$link, level = level,
    extra = c(list(conf_level = level), extra, if (!is.null(weights)) list(weights = list(column = weights, kind = kind)), if (!is.null(cluster)) list(cluster = cluster),
      if (!is.null(robust) && !(sampled && robust == "hc0")) list(robust = robust)),
    term = I(names(coef(fit))), estimate = I(unname(coef(fit))), std_error = I(spread(sqrt(diag(s$cov.scaled)))),
    robust_se = if (is.null(v)) NULL else I(spread(se)), statistic = I(spread(stat)), p_value = I(spread(p)),
    conf_low = I(spread(b - q * se)), conf_high = I(spread(b + q * se)),
    fit = list(n = if (is.null(w)) nobs(fit) else length(fit$y), deviance = fit$deviance, null_deviance = fit$null.deviance, df = fit$df.residual, null_df = fit$df.null,
      aic = if (sampled) NaN else AIC(fit), bic = if (sampled) NaN else BIC(fit), loglik = if (sampled) NaN else as.numeric(logLik(fit)),
      theta = if (negbin) fit$theta else NaN, std_error_theta = if (negbin) fit$SE.theta else NaN,
      dispersion = s$dispersion, iterations = if (negbin || sampled) NULL else fit$iter,
      r_squared = if (name_of == "gaussian" && family$link == "identity") 1 - fit$deviance / fit$null.deviance else NaN))
}

cases <- list(
  one("lung", "wt.loss ~ age + sex + factor(ph.ecog)", gaussian()),
  one("lung", "wt.loss ~ age * sex", gaussian(), robust = "hc3", level = 0.9),
  one("rotterdam", "log(pgr + 1) ~ age + size * meno + offset(nodes / 10)", gaussian(), robust = "hc2"),
  one("pbc", "bili ~ age + sex + albumin", gaussian("log")),
  one("pbc", "albumin ~ age + edema", gaussian("inverse")),
  one("pbc", "albumin ~ sex - 1", gaussian()),
  one("pbc", "status == 2 ~ age + sex + log(bili) + edema", binomial()),
  one("pbc", "status == 2 ~ age + sex + log(bili)", binomial("probit")),
  one("pbc", "status == 2 ~ age + log(bili)", binomial("cloglog"), robust = "hc1"),
  one("pbc", "status == 2 ~ age + log(bili)", binomial("cauchit")),
  one("pbc", "sex ~ age + albumin + offset(trt / 5)", binomial(), robust = "hc0"),
  one("gbsg", "hormon ~ age + meno", binomial("log")),
  one("rotterdam", "nodes ~ age + size + factor(grade)", poisson()),
  one("rotterdam", "death ~ age + size + offset(log(dtime))", poisson(), robust = "hc3"),
  one("rotterdam", "nodes ~ age + hormon", poisson("sqrt")),
  one("gbsg", "nodes ~ hormon", poisson("identity")),
  one("pbc", "status == 2 ~ age + sex", binomial(), weights = "stage", kind = "frequency"),
  one("pbc", "albumin ~ age + sex", gaussian(), weights = "stage", kind = "frequency", robust = "hc1"),
  one("rotterdam", "nodes ~ age", poisson(), weights = "grade", kind = "frequency", robust = "hc3"),
  one("pbc", "status == 2 ~ age + sex", binomial(), weights = "platelet", kind = "sampling", robust = "hc0"),
  one("pbc", "albumin ~ age + sex", gaussian(), weights = "platelet", kind = "inverse_probability", robust = "hc0"),
  one("colon", "status ~ rx + age", binomial(), cluster = "id"),
  one("colon", "nodes ~ rx + sex", poisson(), cluster = "id", robust = "hc1"),
  one("lung", "wt.loss ~ age + I(2 * age) + sex", gaussian()),
  one("pbc", "bili ~ age + sex + albumin", Gamma()),
  one("pbc", "bili ~ age + sex + log(albumin)", Gamma("log"), robust = "hc3"),
  one("pbc", "albumin ~ age + edema", Gamma("identity")),
  one("pbc", "bili ~ age", Gamma("log"), weights = "stage", kind = "frequency"),
  one("rotterdam", "nodes ~ age + size + factor(grade)", quasipoisson()),
  one("rotterdam", "log(pgr + 1) ~ age + grade", quasipoisson("sqrt")),
  one("pbc", "status == 2 ~ age + sex + log(bili)", quasibinomial()),
  one("pbc", "I(albumin / 5) ~ age + edema", quasibinomial("cloglog")),
  one("rotterdam", "nodes ~ age + size + factor(grade)", list(link = "log")),
  one("rotterdam", "nodes ~ age + hormon", list(link = "sqrt"), robust = "hc0"),
  one("gbsg", "nodes ~ age + meno + offset(log(rfstime))", list(link = "log"), robust = "hc1"),
  one("colon", "nodes ~ rx + sex", list(link = "log"), cluster = "id"),
  one("rotterdam", "nodes ~ age", list(link = "log"), weights = "grade", kind = "frequency"),
  one("gbsg", "nodes ~ hormon", list(link = "identity")),
  one("gbsg", "hormon ~ age + meno", binomial(make.link("identity"))))

# The family's own start gives probabilities above 1, and steps near 1 are slow: R is handed a start and goes on until nothing changes.
started <- local({
  fit <- glm(status ~ age + size + grade, binomial("log"), data$gbsg, start = c(-1, 0, 0, 0), control = list(epsilon = 1e-15, maxit = 2000))
  list(estimate = I(unname(coef(fit))), deviance = fit$deviance)
})

new <- data.frame(age = c(40, 70, 55), sex = factor(c("f", "m", "f"), levels = c("f", "m")), bili = c(1, 3.2, 10))
predicted <- local({
  fit <- glm(status == 2 ~ age + sex + log(bili), binomial, data$pbc)
  link <- predict(fit, new, type = "link", se.fit = TRUE)
  response <- predict(fit, new, type = "response", se.fit = TRUE)
  z <- qnorm(.975)
  list(link = list(estimate = I(unname(link$fit)), std_error = I(unname(link$se.fit))),
    response = list(estimate = I(unname(response$fit)), std_error = I(unname(response$se.fit)),
      conf_low = I(unname(plogis(link$fit - z * link$se.fit))), conf_high = I(unname(plogis(link$fit + z * link$se.fit)))))
})

write_fixture(list(R = R.version.string, sandwich = as.character(packageVersion("sandwich")), MASS = as.character(packageVersion("MASS")), cases = cases, predicted = predicted, started = started),
  "tests/kernel/methods/glm/glm.json")
