# Kaplan-Meier curves, summaries, quantiles, tests and restricted means by R's survival package.
# Run from the repository: Rscript tests/kernel/methods/km/km.R
suppressMessages({library(survival); library(jsonlite)})
invisible(Sys.setlocale("LC_COLLATE", "C"))
read <- function(name) read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = TRUE)
data <- sapply(c("lung", "colon", "rotterdam", "gbsg", "pbc", "flchain", "heart"), read, simplify = FALSE)
set.seed(20240607)
n <- 60
data$random <- data.frame(t = round(rexp(n, .1), 1) + .1, d = rbinom(n, 1, .6), g = sample(c("b", "a", "c d"), n, TRUE), w = round(runif(n, .2, 3), 2), k = sample(1:4, n, TRUE),
  id = sample(1:20, n, TRUE), e = round(runif(n, 0, .1), 3), stringsAsFactors = TRUE)
data$tiny <- data.frame(t = c(5), d = c(1), g = "x", stringsAsFactors = TRUE)
data$allcensored <- data.frame(t = c(1, 2, 2, 5), d = c(0, 0, 0, 0), g = c("x", "y", "x", "y"), stringsAsFactors = TRUE)
write.csv(data$random, "tests/fixtures/data/random.csv", row.names = FALSE)
case <- function(name, formula, times = NULL, probs = c(.25, .5, .75), conf = "log", level = .95, weights = NULL, cluster = NULL, robust = NULL, rmean = NULL, rho = NULL, tests = TRUE, subset = NULL, start.time = NULL) {
  d <- data[[name]]
  if (!is.null(subset)) d <- d[eval(parse(text = subset), d), ]
  args <- list(formula = as.formula(formula), data = d, conf.type = conf, conf.int = level)
  if (!is.null(weights)) { d$weight. <- d[[weights]]; args$data <- d; args$weights <- quote(weight.) }
  if (!is.null(cluster)) { d$cluster. <- d[[cluster]]; args$data <- d; args$cluster <- quote(cluster.) }
  if (!is.null(robust)) args$robust <- robust
  if (!is.null(start.time)) args$start.time <- start.time
  fit <- do.call(survfit, args)
  s <- summary(fit, censored = TRUE)
  out <- list(data = name, formula = formula, conf = conf, level = level, weights = weights, cluster = cluster, subset = subset, landmark = start.time, probs = I(probs), times = if (is.null(times)) NULL else I(times), rmean = rmean, rho = rho)
  strata <- if (is.null(s$strata)) NULL else gsub(" +(,|$)", "\\1", as.character(s$strata))
  # long curves are thinned to about 100 rows; place says which (from 0)
  i <- if (length(s$time) > 100) unique(round(seq(1, length(s$time), length.out = 100))) else seq_along(s$time)
  out$curve <- list(length = length(s$time), place = I(i - 1L), strata = if (is.null(strata)) NULL else I(strata[i]), time = I(s$time[i]), n_risk = I(s$n.risk[i]), n_event = I(s$n.event[i]), n_censor = I(s$n.censor[i]),
    estimate = I(s$surv[i]), std_error = I(s$std.err[i]), conf_low = I(s$lower[i]), conf_high = I(s$upper[i]))
  tab <- summary(fit)$table
  if (!is.matrix(tab)) tab <- matrix(tab, 1, dimnames = list(NULL, names(tab)))
  out$summary <- lapply(seq_len(nrow(tab)), function(i) unname(tab[i, ]))
  q <- quantile(fit, probs)
  m <- function(x) if (is.matrix(x)) x else matrix(x, 1)
  out$quantiles <- list(estimate = m(q$quantile), low = m(q$lower), high = m(q$upper))
  if (!is.null(times)) {
    a <- summary(fit, times = times, extend = TRUE)
    out$at <- list(time = a$time, n_risk = a$n.risk, n_event = a$n.event, estimate = a$surv, std_error = a$std.err, conf_low = a$lower, conf_high = a$upper)
  }
  if (!is.null(rmean)) {
    tab <- summary(fit, rmean = rmean)$table
    if (!is.matrix(tab)) tab <- matrix(tab, 1, dimnames = list(NULL, names(tab)))
    out$rmst <- list(estimate = I(unname(tab[, "rmean"])), std_error = I(unname(tab[, "se(rmean)"])))
  }
  right <- !grepl("~ *1$", formula) && !grepl("start", formula) && !grepl("Surv\\(e", formula)
  if (tests && right && is.null(weights) && is.null(cluster)) out$tests <- lapply(c(0, .5, 1), function(r) {
    sd <- survdiff(as.formula(formula), d, rho = r)
    list(rho = r, statistic = sd$chisq, df = length(sd$n) - 1, p_value = sd$pvalue)
  })
  out
}
cases <- list(
  case("lung", "Surv(time, status) ~ 1", times = c(0, 100, 365.25, 500)), case("lung", "Surv(time, status) ~ sex", times = c(100, 180, 365), rmean = 600), case("lung", "Surv(time, status) ~ ph.ecog"),
  case("lung", "Surv(time, status == 2) ~ sex + ph.ecog"), case("lung", "Surv(time, status) ~ I(age > 60)"), case("lung", "Surv(time / 30.4375, status) ~ factor(inst)", tests = FALSE),
  case("lung", "Surv(time, status) ~ sex", conf = "log-log"), case("lung", "Surv(time, status) ~ sex", conf = "plain", level = .9), case("lung", "Surv(time, status) ~ sex", conf = "logit"), case("lung", "Surv(time, status) ~ sex", conf = "arcsin", level = .99),
  case("lung", "Surv(time, status) ~ sex", weights = "age", robust = TRUE), case("lung", "Surv(time, status) ~ sex", cluster = "inst", subset = "!is.na(inst)"),
  case("colon", "Surv(time, status) ~ rx", times = c(500, 1500, 2500), rmean = 2500, subset = "etype == 2"), case("colon", "Surv(time, status) ~ rx + node4", subset = "etype == 1"), case("colon", "Surv(time, status) ~ rx", cluster = "id"),
  case("rotterdam", "Surv(dtime, death) ~ size", times = c(365, 1826, 3652), rmean = 3652), case("rotterdam", "Surv(rtime, recur) ~ chemo + hormon", tests = FALSE), case("rotterdam", "Surv(dtime, death) ~ grade", subset = "dtime > 1000", start.time = 1000),
  case("gbsg", "Surv(rfstime, status) ~ hormon", times = c(365, 1000, 2000), rmean = 2000), case("gbsg", "Surv(rfstime, status) ~ factor(grade)"),
  case("pbc", "Surv(time, status == 2) ~ trt", times = c(365, 3650), rmean = 4000), case("pbc", "Surv(time, status > 0) ~ sex + stage"), case("pbc", "Surv(time, status == 2) ~ edema"),
  case("flchain", "Surv(futime, death) ~ sex", times = c(0, 365, 2000, 5000), rmean = 4000), case("flchain", "Surv(futime, death) ~ flc.grp"),
  case("heart", "Surv(start, stop, event) ~ transplant"), case("heart", "Surv(start, stop, event) ~ 1"), case("heart", "Surv(start, stop, event) ~ surgery", cluster = "id"),
  case("random", "Surv(t, d) ~ g", times = c(1, 5, 10), rmean = 8), case("random", "Surv(e, t, d) ~ g"), case("random", "Surv(t, d) ~ g", weights = "w", robust = TRUE, times = c(1, 5)), case("random", "Surv(e, t, d) ~ g", weights = "w", cluster = "id"),
  case("random", "Surv(t, d) ~ g", weights = "k"), case("tiny", "Surv(t, d) ~ 1"), case("allcensored", "Surv(t, d) ~ g", tests = FALSE))
stratified <- function(name, formula) {
  sd <- survdiff(as.formula(formula), data[[name]])
  list(data = name, formula = formula, statistic = sd$chisq, df = length(unique(names(sd$n))) - 1, p_value = sd$pvalue)
}
strata <- list(stratified("lung", "Surv(time, status) ~ sex + strata(inst)"), stratified("colon", "Surv(time, status) ~ rx + strata(etype, sex)"), stratified("rotterdam", "Surv(dtime, death) ~ size + strata(grade)"))
# G(rho, gamma) by its definition with the left-continuous pooled curve, and the test for trend.
family <- function(name, time, status, group, rho, gamma) {
  d <- data[[name]]; d <- d[complete.cases(d[[time]], d[[status]], d[[group]]), ]
  t <- d[[time]]; e <- d[[status]] == max(d[[status]]); g <- as.integer(factor(d[[group]])); k <- max(g)
  U <- numeric(k); V <- matrix(0, k, k); S <- 1
  for (u in sort(unique(t[e]))) {
    n <- sum(t >= u); dd <- sum(t == u & e); ng <- tabulate(g[t >= u], k); dg <- tabulate(g[t == u & e], k)
    w <- S^rho * (1 - S)^gamma
    U <- U + w * (dg - dd * ng / n)
    if (n > 1) V <- V + w^2 * dd * (n - dd) / (n - 1) * (diag(ng / n, k) - outer(ng, ng) / n^2)
    S <- S * (1 - dd / n)
  }
  s <- seq_len(k)
  list(data = name, time = time, status = status, group = group, rho = rho, gamma = gamma, statistic = sum(solve(V[-1, -1, drop = FALSE], U[-1]) * U[-1]), trend = sum(s * U)^2 / sum(outer(s, s) * V))
}
families <- list(family("lung", "time", "status", "sex", 0, 1), family("lung", "time", "status", "sex", 1, 1), family("lung", "time", "status", "ph.ecog", .5, 2), family("rotterdam", "dtime", "death", "size", 0, 0), family("gbsg", "rfstime", "status", "grade", 1, 0))
pairs <- local({ d <- subset(data$rotterdam); l <- levels(d$size); cmb <- combn(l, 2)
  p <- apply(cmb, 2, function(x) survdiff(Surv(dtime, death) ~ size, droplevels(d[d$size %in% x, ]))$pvalue)
  list(p = p, holm = p.adjust(p, "holm"), hochberg = p.adjust(p, "hochberg"), bonferroni = p.adjust(p, "bonferroni"), bh = p.adjust(p, "BH"), by = p.adjust(p, "BY")) })
adjust <- local({ p <- c(.01, .02, .03, .04, .05, .2, .0001); lapply(c(holm = "holm", hochberg = "hochberg", bonferroni = "bonferroni", bh = "BH", by = "BY"), function(m) p.adjust(p, m)) })
# Robust score test of groups with weights: coxph's at no iterations, Breslow.
robust <- local({ fit <- coxph(Surv(t, d) ~ g, data$random, weights = w, robust = TRUE, ties = "breslow", iter.max = 0); u <- residuals(fit, "dfbeta")
  sc <- residuals(coxph(Surv(t, d) ~ g, data$random, weights = w, ties = "breslow", init = c(0, 0), iter.max = 0), "score", weighted = TRUE); U <- colSums(sc); V <- t(sc) %*% sc
  list(statistic = drop(U %*% solve(V) %*% U)) })
write_json(list(R = R.version.string, survival = as.character(packageVersion("survival")), cases = cases, strata = strata, families = families, pairs = pairs, adjust = adjust, robust = robust),
  "tests/kernel/methods/km/km.json", digits = I(17), auto_unbox = TRUE, null = "null", na = "string")
