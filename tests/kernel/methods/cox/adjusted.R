# Adjusted survival: values by predict(), errors by two routes that share nothing with the kernel. The variance of the model is that of the Poisson model
# with a parameter for the hazard at each event time (the full likelihood behind Breslow's), the delta method by its derivatives; the robust one is a
# numeric infinitesimal jackknife: each row's weight is moved and the model fitted again.
# Run from the repository's root: Rscript tests/kernel/methods/cox/adjusted.R  -> tests/kernel/methods/cox/adjusted.json
suppressPackageStartupMessages(library(survival))
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
# Times in months rounded up: many ties, and few enough event times for the split model.
read_data <- function(name) {
  d <- read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = TRUE)
  if (!is.null(d$time)) d$time <- ceiling(d$time / 30)
  d
}

tight <- coxph.control(eps = 1e-11, iter.max = 50)
# A fit with its rows and, of each level, the design of the rows with it.
model <- function(data, formula, by, ties = "breslow", weights = NULL, levels = NULL) {
  f <- as.formula(formula)
  d <- data
  used <- complete.cases(d[all.vars(f)])
  d <- d[used, ]
  if (!is.null(weights)) weights <- weights[used]
  d$.w <- if (is.null(weights)) 1 else weights
  fit <- coxph(f, d, ties = ties, weights = .w, control = tight, x = TRUE, robust = !is.null(weights))
  if (is.null(levels)) levels <- if (is.factor(d[[by]])) levels(droplevels(d[[by]])) else sort(unique(d[[by]]))
  list(f = f, d = d, by = by, fit = fit, levels = levels, ties = ties)
}
mean_survival <- function(m, fit, level, t, share) {
  new <- m$d; new[[m$by]][] <- level
  v <- all.vars(m$f[[2]]); interval <- length(m$f[[2]]) > 3
  new[[v[if (interval) 2 else 1]]] <- t; if (interval) new[[v[1]]] <- 0
  sum(share * predict(fit, new, type = "survival"))
}
rmst <- function(m, fit, level, tau, share) {
  y <- fit$y; at <- sort(unique(y[y[, "status"] == 1, ncol(y) - 1])); at <- c(0, at[at < tau])
  sum(diff(c(at, tau)) * c(1, sapply(at[-1], function(t) mean_survival(m, fit, level, t, share))))
}

# Hazards of the Poisson model: rows split at every event time of their stratum.
poisson_errors <- function(m, times, tau, moves = FALSE) {
  fit <- m$fit; y <- fit$y; interval <- ncol(y) == 3
  start <- if (interval) y[, 1] else rep(-1, nrow(y)); stop <- y[, ncol(y) - 1]; status <- y[, ncol(y)]
  stratum <- if (is.null(fit$strata)) { s <- untangle.specials(terms(m$f, specials = "strata"), "strata"); if (length(s$vars)) as.integer(strata(m$d[[gsub("strata\\(|\\)", "", s$vars)]])) else rep(1L, nrow(y)) } else as.integer(fit$strata)
  X <- fit$x
  design <- function(level) { new <- m$d; new[[m$by]][] <- level; model.matrix(fit, data = new) }
  jumps <- unique(data.frame(stratum = stratum, time = stop)[status == 1, ]); jumps <- jumps[order(jumps$stratum, jumps$time), ]
  pieces <- do.call(rbind, lapply(seq_len(nrow(jumps)), function(k) {
    at <- which(stratum == jumps$stratum[k] & start < jumps$time[k] & stop >= jumps$time[k])
    data.frame(row = at, k = k, event = as.integer(status[at] == 1 & stop[at] == jumps$time[k]))
  }))
  Z <- cbind(X[pieces$row, , drop = FALSE], model.matrix(~ factor(pieces$k) - 1))
  g <- glm.fit(Z, pieces$event, family = poisson(), control = glm.control(epsilon = 1e-14, maxit = 100))
  p <- ncol(X); theta <- unname(g$coefficients)
  stopifnot(max(abs(theta[seq_len(p)] - coef(fit))) < 1e-6)
  W <- sqrt(g$fitted.values)
  V <- chol2inv(chol(crossprod(Z * W)))
  arms <- lapply(m$levels, design)
  strata_ids <- sort(unique(stratum)); b <- theta[seq_len(p)]; h <- exp(theta[-seq_len(p)])
  gradient <- function(a, t) {
    # A column of the strata takes its rows along.
    stratum <- if (moves) rep(strata_ids[a], length(stratum)) else stratum
    e <- exp(drop(arms[[a]] %*% b))
    H <- sapply(strata_ids, function(s) sum(h[jumps$stratum == s & jumps$time <= t]))[match(stratum, strata_ids)]
    S <- exp(-H * e)
    by_hazard <- sapply(strata_ids, function(s) sum((S * e)[stratum == s]))[match(jumps$stratum, strata_ids)] * h * (jumps$time <= t)
    -c(colSums(S * e * H * arms[[a]]), by_hazard) / length(e)
  }
  at <- c(0, sort(unique(jumps$time[jumps$time < tau]))); width <- diff(c(at, tau))
  error <- function(g) sqrt(drop(g %*% V %*% g))
  G <- lapply(seq_along(arms), function(a) lapply(times, function(t) gradient(a, t)))
  M <- lapply(seq_along(arms), function(a) drop(sapply(at, function(t) gradient(a, t)) %*% width))
  list(survival = I(unlist(lapply(G, function(a) sapply(a, error)))), rmst = I(sapply(M, error)),
    difference = I(sapply(seq_along(times), function(k) error(G[[2]][[k]] - G[[1]][[k]]))),
    rmst_difference = I(error(M[[2]] - M[[1]])))
}

# Each row's weight moved by a little, the shares of the average held.
jackknife_errors <- function(m, times, tau, cluster) {
  d <- m$d; share <- d$.w / sum(d$.w)
  arms <- lapply(m$levels, function(level) { new <- d; new[[m$by]][] <- level; model.matrix(m$fit, data = new) })
  all_of <- function(fit) {
    base <- basehaz(fit, centered = FALSE)
    H <- function(t) max(0, base$hazard[base$time <= t])
    at <- c(0, base$time[base$time < tau]); width <- diff(c(at, tau))
    unlist(lapply(arms, function(X) {
      e <- exp(drop(X %*% coef(fit)))
      S <- function(t) sum(share * exp(-H(t) * e))
      c(sapply(times, S), sum(width * sapply(at, S)))
    }))
  }
  moved <- sapply(seq_len(nrow(d)), function(i) {
    one <- function(e) { d$.w[i] <- d$.w[i] * (1 + e); all_of(coxph(m$f, d, ties = m$ties, weights = .w, control = tight, model = TRUE)) }
    (one(1e-4) - one(-1e-4)) / 2e-4
  })
  per <- length(times) + 1
  of <- function(moved) list(all = I(unname(sqrt(rowSums(moved^2)))), difference = I(unname(sqrt(rowSums((moved[per + seq_len(per), ] - moved[seq_len(per), ])^2)))))
  list(rows = of(moved), clusters = of(t(rowsum(t(moved), cluster))))
}

values <- function(m, times, tau) {
  share <- m$d$.w / sum(m$d$.w)
  list(survival = I(c(sapply(m$levels, function(level) sapply(times, function(t) mean_survival(m, m$fit, level, t, share))))),
    rmst = I(sapply(m$levels, function(level) rmst(m, m$fit, level, tau, share))))
}
case <- function(data, formula, by, times, tau, extra = "", ties = "breslow", errors = TRUE) {
  m <- model(read_data(data), formula, by, ties)
  c(list(data = data, formula = formula, by = by, times = I(times), tau = tau, extra = extra), values(m, times, tau), if (errors) list(errors = poisson_errors(m, times, tau)))
}
cases <- list(
  case("lung", "Surv(time, status) ~ sex + age + ph.ecog", "sex", c(6, 12), 16, "ties: breslow"),
  case("lung", "Surv(time, status) ~ sex * age + ph.ecog", "sex", c(6, 12), 16, ties = "efron", errors = FALSE),
  NULL,
  case("heart", "Surv(start, stop, event) ~ surgery + age", "surgery", c(30, 300), 400, "ties: breslow"),
  case("pbc", "Surv(time, status == 2) ~ sex + age + log(bili)", "sex", c(12, 60), 66, "ties: breslow"))
cases[[3]] <- local({
  d <- read_data("lung"); d <- d[!is.na(d$ph.ecog) & d$ph.ecog < 3, ]
  m <- model(d, "Surv(time, status) ~ sex + age + strata(ph.ecog)", "sex")
  c(list(data = "lung", formula = "Surv(time, status) ~ sex + age + strata(ph.ecog)", by = "sex", times = I(c(2, 12)), tau = 16, extra = "ties: breslow", most_ecog = 2), values(m, c(2, 12), 16), list(errors = poisson_errors(m, c(2, 12), 16)))
})
# A column of the strata: each level has a baseline of its own.
by_stratum <- local({
  m <- model(read_data("lung"), "Surv(time, status) ~ age + strata(sex)", "sex")
  c(list(data = "lung", formula = "Surv(time, status) ~ age + strata(sex)", by = "sex", times = I(c(6, 12)), tau = 16, extra = "ties: breslow"), values(m, c(6, 12), 16), list(errors = poisson_errors(m, c(6, 12), 16, moves = TRUE)))
})
# At the average covariates survfit() itself gives the curve and its error, ties by Efron.
at_mean <- local({
  d <- na.omit(read_data("lung")[c("time", "status", "sex", "age", "ph.ecog")]); d$female <- as.numeric(d$sex == 2)
  fit <- coxph(Surv(time, status) ~ female + age + ph.ecog, d)
  s <- summary(survfit(fit, newdata = data.frame(female = c(0, 1), age = mean(d$age), ph.ecog = mean(d$ph.ecog))), times = c(6, 12))
  list(estimate = I(c(s$surv)), std_error = I(c(s$std.err)), low = I(c(s$lower)), high = I(c(s$upper)))
})
# Weights and clusters: a small part of lung, ties by both rules.
robust <- lapply(c("breslow", "efron"), function(ties) {
  d <- read_data("lung")[1:70, ]
  d <- d[!is.na(d$pat.karno) & !is.na(d$inst), ]
  m <- model(d, "Surv(time, status) ~ sex + age", "sex", ties, weights = d$pat.karno)
  list(ties = ties, values = values(m, c(6, 12), 15), errors = jackknife_errors(m, c(6, 12), 15, m$d$inst))
})
write_fixture(list(cases = c(cases, list(by_stratum)), at_mean = at_mean, robust = robust), "tests/kernel/methods/cox/adjusted.json")
