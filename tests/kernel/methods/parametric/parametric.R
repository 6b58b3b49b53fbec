# Parametric survival models on the shipped CSV files, strings as factors in the C locale. What survreg has is survreg's; gamma, generalised gamma, Gompertz,
# Royston-Parmar and left truncation are the written likelihood, maximised by optim and Newton's method with numerical derivatives.
# Run from the repository's root: Rscript tests/kernel/methods/parametric/parametric.R  -> tests/kernel/methods/parametric/parametric.json
suppressPackageStartupMessages(library(survival))
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
tight <- survreg.control(rel.tolerance = 1e-14, maxiter = 200)
read_data <- function(name) read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = TRUE)
data <- sapply(c("lung", "pbc", "colon", "rotterdam", "gbsg", "heart"), read_data, simplify = FALSE)

# ---- survreg ----
with_survreg <- function(name, formula, dist, extra = list(), weights = NULL, kind = NULL, cluster = NULL, where = NULL, level = 0.95, term = NULL) {
  d <- data[[name]]
  if (!is.null(where)) d <- d[eval(parse(text = where), d) %in% TRUE, ]
  used <- d
  w <- NULL
  if (!is.null(weights)) {
    if (kind == "frequency") used <- d[rep(seq_len(nrow(d)), d[[weights]]), ]
    else { used <- d[!is.na(d[[weights]]) & d[[weights]] > 0, ]; w <- used[[weights]] }
  }
  f <- as.formula(formula)
  environment(f) <- environment()
  robust <- !is.null(cluster) || !is.null(w)
  args <- list(f, used, dist = dist, control = tight, robust = robust)
  if (!is.null(w)) args$weights <- w
  if (!is.null(cluster)) args$cluster <- used[[cluster]]
  fit <- do.call(survreg, args)
  free <- dist != "exponential"
  b <- c(coef(fit), if (free) log(fit$scale))
  # survreg's own robust variance leaves the weights out of the scores, so that it changes with their scale
  v <- if (!is.null(w)) { U <- residuals(fit, "dfbeta", weighted = TRUE); crossprod(U) } else fit$var
  se <- sqrt(diag(v))
  naive <- if (robust) sqrt(diag(fit$naive.var)) else se
  q <- qnorm((1 + level) / 2)
  sampled <- !is.null(w)
  names <- c(names(coef(fit)), if (free) { if (length(fit$scale) > 1) paste("Log(scale)", names(fit$scale)) else "Log(scale)" })
  new <- head(used[complete.cases(used[, all.vars(f)]), ], 4)
  fit$var <- v
  # predict() of this version leaves an offset of new rows out
  offset <- any(grepl("offset", formula))
  median <- predict(fit, new, type = "quantile", p = c(0.25, 0.5), se.fit = TRUE)
  lp <- predict(fit, new, type = "lp", se.fit = TRUE)
  list(data = name, where = where, formula = if (is.null(term)) formula else term, dist = dist,
    extra = c(list(conf_level = level), extra, if (!is.null(weights)) list(weights = list(column = weights, kind = kind)), if (!is.null(cluster)) list(cluster = cluster)),
    term = I(names), estimate = I(unname(b)), std_error = I(unname(naive)), robust_se = if (robust) I(unname(se)) else NULL,
    statistic = I(unname(b / se)), conf_low = I(unname(b - q * se)), conf_high = I(unname(b + q * se)),
    fit = c(list(n = nrow(model.frame(fit)), parameters = length(b)), if (!sampled) list(loglik = fit$loglik[2], aic = AIC(fit), bic = BIC(fit)),
      if (!sampled && fit$df > fit$idf && names(coef(fit))[1] == "(Intercept)") list(loglik_null = fit$loglik[1], lr = 2 * diff(fit$loglik))),
    offset = offset, rows = I(match(rownames(new), rownames(if (!is.null(kind) && kind == "frequency") used else d))),
    quantile = I(as.numeric(t(median$fit))), quantile_se = I(as.numeric(t(median$se.fit))), lp = I(as.numeric(lp$fit)), lp_se = I(as.numeric(lp$se.fit)))
}

four <- c("exponential", "weibull", "lognormal", "loglogistic")
data$pbc$dead <- as.numeric(data$pbc$status == 2)
usual <- c(
  lapply(four, function(dist) with_survreg("lung", "Surv(time, status == 2) ~ age + sex + ph.ecog", dist)),
  lapply(four, function(dist) with_survreg("pbc", "Surv(time, status == 2) ~ age + sex * log(bili) + edema", dist, level = 0.9)),
  lapply(four, function(dist) with_survreg("rotterdam", "Surv(dtime, death) ~ age + size + nodes + chemo", dist)),
  lapply(four[-1], function(dist) with_survreg("gbsg", "Surv(rfstime, status) ~ hormon + strata(meno)", dist)),
  list(
    with_survreg("lung", "Surv(time, status == 2) ~ 1", "weibull"),
    with_survreg("lung", "Surv(time, status == 2) ~ sex - 1", "lognormal"),
    with_survreg("gbsg", "Surv(rfstime, status) ~ age + factor(grade) + offset(nodes / 20)", "weibull"),
    with_survreg("gbsg", "Surv(rfstime, status) ~ hormon + nodes", "loglogistic", weights = "grade", kind = "frequency"),
    with_survreg("gbsg", "Surv(rfstime, status) ~ hormon + nodes", "lognormal", weights = "grade", kind = "sampling"),
    with_survreg("colon", "Surv(time, status) ~ rx + age", "weibull", cluster = "id"),
    with_survreg("colon", "Surv(time, status) ~ rx + strata(sex)", "loglogistic", cluster = "id"),
    with_survreg("colon", "Surv(time, status) ~ rx + nodes", "exponential", cluster = "id")))

# ---- the written likelihood ----
standard <- list(
  extreme = list(f = function(z, q) z - exp(z), s = function(z, q) -exp(z)),
  normal = list(f = function(z, q) dnorm(z, log = TRUE), s = function(z, q) pnorm(z, lower.tail = FALSE, log.p = TRUE)),
  logistic = list(f = function(z, q) dlogis(z, log = TRUE), s = function(z, q) plogis(z, lower.tail = FALSE, log.p = TRUE)),
  gamma = list(
    f = function(z, q) { a <- 1 / q^2; log(abs(q)) + a * log(a) + a * (q * z - exp(q * z)) - lgamma(a) },
    s = function(z, q) { a <- 1 / q^2; pgamma(a * exp(q * z), a, lower.tail = q[1] < 0, log.p = TRUE) }))
derivative <- function(f, x, h) sapply(seq_along(x), function(j) { e <- replace(0 * x, j, h[j]); (8 * (f(x + e) - f(x - e)) - (f(x + 2 * e) - f(x - 2 * e))) / (12 * h[j]) })
second <- function(f, x, h) {
  g <- function(y) derivative(f, y, h)
  m <- sapply(seq_along(x), function(j) { e <- replace(0 * x, j, h[j]); (8 * (g(x + e) - g(x - e)) - (g(x + 2 * e) - g(x - 2 * e))) / (12 * h[j]) })
  (m + t(m)) / 2
}
# log survival and log hazard of a row at time t, as functions of the parameters
point <- function(model, th, x, s, t) {
  p <- model$p
  if (model$kind == "gompertz") {
    a <- th[p + 1]; lr <- sum(x * th[1:p])
    return(c(-exp(lr) * expm1(a * t) / a, lr + a * t))
  }
  if (model$kind == "spline") {
    k <- length(model$knots)
    z <- sum(basis(model$knots, log(t)) * th[1:k]) + sum(x * th[k + seq_len(p)])
    slope <- sum(basis_slope(model$knots, log(t)) * th[1:k])
    return(c(model$standard$s(z), model$standard$f(z) + log(slope) - log(t) - model$standard$s(z)))
  }
  sigma <- if (model$kind == "fixed") 1 else exp(th[p + s])
  q <- if (model$kind == "shape") th[length(th)] else sigma
  z <- (log(t) - sum(x * th[1:p])) / sigma
  c(model$standard$s(z, q), model$standard$f(z, q) - log(sigma) - log(t) - model$standard$s(z, q))
}
basis <- function(knots, x) { lo <- knots[1]; hi <- knots[length(knots)]; u <- function(k) pmax(x - k, 0)^3
  c(1, x, sapply(knots[-c(1, length(knots))], function(k) { l <- (hi - k) / (hi - lo); u(k) - l * u(lo) - (1 - l) * u(hi) }), use.names = FALSE) |> unlist() }
basis_slope <- function(knots, x) { lo <- knots[1]; hi <- knots[length(knots)]; u <- function(k) 3 * pmax(x - k, 0)^2
  unlist(c(0, 1, sapply(knots[-c(1, length(knots))], function(k) { l <- (hi - k) / (hi - lo); u(k) - l * u(lo) - (1 - l) * u(hi) }))) }

by_likelihood <- function(name, formula, distribution, extra = list(), knots = NULL, scale = "hazard", strata = NULL, weights = NULL, cluster = NULL, times = c(100, 400)) {
  d <- data[[name]]
  f <- as.formula(formula)
  needed <- c(all.vars(f), strata, weights, cluster)
  d <- d[complete.cases(d[, needed]), ]
  row <- as.integer(rownames(d))
  y <- model.response(model.frame(f, d))
  X <- model.matrix(f, d)
  time <- y[, ncol(y) - 1]; event <- y[, "status"]; start <- if (ncol(y) == 3) y[, 1] else 0 * time
  w <- if (is.null(weights)) rep(1, nrow(d)) else d[[weights]]
  g <- if (is.null(strata)) rep(1L, nrow(d)) else as.integer(factor(d[[strata]]))
  kind <- switch(distribution, exponential = "fixed", gamma = "tied", gengamma = "shape", gompertz = "gompertz", royston_parmar = "spline", "scale")
  std <- switch(distribution, weibull = , exponential = , gompertz = "extreme", lognormal = "normal", loglogistic = "logistic", gamma = , gengamma = "gamma",
    royston_parmar = c(hazard = "extreme", odds = "logistic", normal = "normal")[[scale]])
  model <- list(kind = kind, standard = standard[[std]], p = ncol(X))
  late <- start > 0
  if (kind == "spline") {
    X <- X[, -1, drop = FALSE]
    model$p <- ncol(X)
    logt <- log(rep(time, if (is.null(extra$weights)) 1 else w))[rep(event, if (is.null(extra$weights)) 1 else w) == 1]
    model$knots <- unname(c(min(logt), if (length(knots) == 1 && knots > 0) quantile(logt, seq_len(knots) / (knots + 1)), if (length(knots) > 1) log(knots), max(logt)))
    B <- t(sapply(log(time), function(x) basis(model$knots, x))); D <- t(sapply(log(time), function(x) basis_slope(model$knots, x)))
    B0 <- t(sapply(log(ifelse(late, start, 1)), function(x) basis(model$knots, x))); k <- length(model$knots)
  }
  # a spline's columns are nearly collinear: its parameters are searched for along orthogonal ones
  turn <- if (kind == "spline") solve(qr.R(qr(sqrt(w) * cbind(B, X))) / sqrt(sum(w))) else NULL
  loglik <- function(u, by_row = FALSE) {
    th <- if (is.null(turn)) u else drop(turn %*% u)
    p <- model$p
    v <- if (kind == "gompertz") {
      a <- th[p + 1]; lr <- drop(X %*% th[1:p])
      event * (lr + a * time) - exp(lr) * (expm1(a * time) - expm1(a * start)) / a
    } else if (kind == "spline") {
      x <- if (p > 0) drop(X %*% th[k + 1:p]) else 0
      z <- drop(B %*% th[1:k]) + x
      ifelse(event == 1, model$standard$f(z) + log(pmax(drop(D %*% th[1:k]), 1e-300)) - log(time), model$standard$s(z)) - ifelse(late, model$standard$s(drop(B0 %*% th[1:k]) + x), 0)
    } else {
      sigma <- if (kind == "fixed") rep(1, length(time)) else exp(th[p + g])
      q <- if (kind == "shape") rep(th[length(th)], length(time)) else sigma
      mu <- drop(X %*% th[1:p]); z <- (log(time) - mu) / sigma; z0 <- (log(ifelse(late, start, 1)) - mu) / sigma
      ifelse(event == 1, model$standard$f(z, q) - log(sigma) - log(time), model$standard$s(z, q)) - ifelse(late, model$standard$s(z0, q), 0)
    }
    if (by_row) v else sum(w * v)
  }
  # a start from survreg without left truncation, on scales of its standard errors
  first_fit <- survreg(as.formula(paste("Surv(time, event) ~ X", if (kind == "spline") "" else "- 1")), dist = if (std == "logistic") "loglogistic" else if (std == "normal") "lognormal" else if (kind == "fixed") "exponential" else "weibull", weights = w)
  b0 <- coef(first_fit); s0 <- first_fit$scale; se0 <- sqrt(diag(vcov(first_fit)))
  first <- switch(kind, gompertz = c(-b0 / s0, 1e-5), spline = c(-b0[1] / s0, 1 / s0, rep(0, k - 2), -b0[-1] / s0), fixed = b0,
    tied = , scale = c(b0, rep(log(s0), max(g))), shape = c(b0, rep(log(s0), max(g)), 0.8))
  size <- switch(kind, gompertz = c(se0[seq_len(model$p)], 0.1 / max(time)), spline = c(rep(0.1, k), se0[1 + seq_len(model$p)]), fixed = se0,
    tied = , scale = c(se0[seq_len(model$p)], rep(0.05, max(g))), shape = c(se0[seq_len(model$p)], rep(0.05, max(g)), 0.1))
  th <- unname(first); size <- unname(size)
  if (!is.null(turn)) { th <- drop(solve(turn, th)); size <- rep(0.1, length(th)) }
  objective <- function(u) { v <- -loglik(th + u * size); if (is.finite(v)) v else 1e10 }
  for (round in 1:8) {
    o <- optim(0 * th, objective, method = "BFGS", control = list(maxit = 2000, reltol = 1e-14))
    th <- th + o$par * size
    H <- second(function(v) loglik(v), th, 0.02 * size)
    if (all(eigen(-H, only.values = TRUE)$values > 0)) size <- sqrt(diag(solve(-H)))
  }
  for (round in 1:6) th <- th + drop(solve(-second(loglik, th, 0.02 * size), derivative(loglik, th, 0.005 * size)))
  V <- solve(-second(loglik, th, 0.02 * size))
  robust <- NULL
  if (!is.null(cluster) || (!is.null(weights) && is.null(extra$frequency))) {
    U <- w * sapply(seq_along(th), function(j) { e <- replace(0 * th, j, 0.005 * size[j]); (8 * (loglik(th + e, TRUE) - loglik(th - e, TRUE)) - (loglik(th + 2 * e, TRUE) - loglik(th - 2 * e, TRUE))) / (12 * 0.005 * size[j]) })
    robust <- V %*% crossprod(rowsum(U, if (is.null(cluster)) seq_len(nrow(d)) else d[[cluster]])) %*% V
  }
  if (!is.null(turn)) {
    th <- drop(turn %*% th); V <- turn %*% V %*% t(turn); size <- sqrt(diag(V))
    if (!is.null(robust)) robust <- turn %*% robust %*% t(turn)
    final <- loglik(solve(turn, th))
  } else final <- loglik(th)
  used <- if (is.null(robust)) V else robust
  at <- head(seq_len(nrow(d)), 3)
  delta <- function(h) c(h(th), {
    along <- if (is.null(turn)) diag(length(th)) else turn
    inner <- solve(along) %*% used %*% t(solve(along))
    gr <- derivative(function(v) h(th + drop(along %*% v)), 0 * th, 0.02 * sqrt(diag(inner)))
    sqrt(drop(t(gr) %*% inner %*% gr))
  })
  S <- function(i, t) delta(function(v) exp(point(model, v, X[i, ], g[i], t)[1]))
  hz <- function(i, t) delta(function(v) exp(point(model, v, X[i, ], g[i], t)[2]))
  rm <- function(i, t) delta(function(v) { inner <- if (kind == "spline") exp(model$knots); cuts <- sort(unique(c(0, inner[inner < t], t)))
    sum(sapply(seq_along(cuts)[-1], function(j) integrate(Vectorize(function(s) exp(point(model, v, X[i, ], g[i], s)[1])), cuts[j - 1], cuts[j], rel.tol = 1e-11, subdivisions = 500)$value)) })
  pairs <- expand.grid(t = times, i = at)
  table <- function(h) t(mapply(h, pairs$i, pairs$t))
  own <- switch(kind, gompertz = "shape", spline = NULL, fixed = NULL, tied = , scale = paste0("Log(scale)", if (max(g) > 1) paste0(" ", strata, "=", levels(factor(d[[strata]]))) else ""),
    shape = c(paste0("Log(scale)", if (max(g) > 1) paste0(" ", strata, "=", levels(factor(d[[strata]]))) else ""), "Q"))
  shown <- extra[setdiff(names(extra), "frequency")]
  list(data = name, formula = if (is.null(strata)) formula else paste0(formula, " + strata(", strata, ")"), distribution = distribution,
    extra = c(shown, if (kind == "spline") list(knots = if (length(knots) == 1) knots else I(knots), scale = scale), if (!is.null(cluster)) list(cluster = cluster)),
    term = I(c(if (kind == "spline") paste0("gamma", seq_along(model$knots) - 1), colnames(X), own)), estimate = I(th), std_error = I(sqrt(diag(V))),
    robust_se = if (is.null(robust)) NULL else I(sqrt(diag(robust))), loglik = final, sampled = !is.null(weights) && is.null(extra$frequency),
    rows = I(row[at]), times = I(times), survival = I(table(S)[, 1]), survival_se = I(table(S)[, 2]), hazard = I(table(hz)[, 1]), hazard_se = I(table(hz)[, 2]),
    rmst = I(table(rm)[, 1]), rmst_se = I(table(rm)[, 2]))
}
frequency <- list(weights = list(column = "grade", kind = "frequency"), frequency = TRUE)
lung <- "Surv(time, status == 2) ~ age + sex"
heart <- "Surv(start, stop, event) ~ age + transplant"
gbsg <- "Surv(rfstime, status) ~ hormon + nodes"
written <- c(
  lapply(c("weibull", "lognormal", "gamma", "gengamma", "gompertz"), function(x) by_likelihood("lung", lung, x)),
  lapply(c("gamma", "gengamma", "gompertz"), function(x) by_likelihood("gbsg", gbsg, x, times = c(365, 1500))),
  lapply(c("exponential", "weibull", "loglogistic", "gengamma", "gompertz"), function(x) by_likelihood("heart", heart, x, times = c(30, 900))),
  lapply(c("hazard", "odds", "normal"), function(x) by_likelihood("lung", lung, "royston_parmar", knots = 2, scale = x)),
  list(
    by_likelihood("gbsg", gbsg, "royston_parmar", knots = 3, times = c(365, 1500)),
    by_likelihood("gbsg", gbsg, "royston_parmar", knots = c(300, 900), scale = "odds", times = c(365, 1500)),
    by_likelihood("gbsg", gbsg, "royston_parmar", knots = 1, extra = frequency, weights = "grade", times = c(365, 1500)),
    by_likelihood("heart", heart, "royston_parmar", knots = 1, times = c(30, 900)),
    by_likelihood("gbsg", gbsg, "gengamma", strata = "meno", times = c(365, 1500)),
    by_likelihood("gbsg", gbsg, "gamma", extra = list(weights = list(column = "grade", kind = "sampling")), weights = "grade", times = c(365, 1500)),
    by_likelihood("colon", "Surv(time, status) ~ rx", "gengamma", cluster = "id", times = c(365, 1500))))

# ---- the generalised gamma distribution, with its derivatives in q by quadrature-free closed sums in high precision steps ----
grid <- expand.grid(z = c(-6, -2.5, -0.7, 0, 0.6, 1.8, 3), q = c(-2, -0.6, -0.09, -0.01, 0, 0.02, 0.3, 1, 2.5))
grid$log_f <- mapply(function(z, q) if (q == 0) dnorm(z, log = TRUE) else standard$gamma$f(z, q), grid$z, grid$q)
grid$log_s <- mapply(function(z, q) if (q == 0) pnorm(z, lower.tail = FALSE, log.p = TRUE) else standard$gamma$s(z, q), grid$z, grid$q)

write_fixture(list(survreg = usual, written = written, gengamma = lapply(grid, I)), "tests/kernel/methods/parametric/parametric.json")
