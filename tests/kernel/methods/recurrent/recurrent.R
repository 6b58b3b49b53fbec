# Recurrent events: models by survival::coxph with clusters, mean functions by survival::survfit with id; with death by mets::recurrentMarginal, its standard
# error and the tests by the derivatives of the written estimates with respect to each patient's weight (numerical, Richardson).
# Run from the repository: Rscript tests/kernel/methods/recurrent/recurrent.R
suppressMessages({library(survival); library(jsonlite); library(mets)})
invisible(Sys.setlocale("LC_COLLATE", "C"))
set.seed(31)
bladder <- bladder2[, c("id", "rx", "number", "size", "start", "stop", "event")]
granuloma <- data.frame(id = cgd$id, start = cgd$tstart, stop = cgd$tstop, event = cgd$status, treat = as.character(cgd$treat), age = cgd$age, sex = as.character(cgd$sex))
made <- do.call(rbind, lapply(1:60, function(i) {
  g <- sample(c("a", "b", "c"), 1); x <- round(rnorm(1), 2); u <- rgamma(1, 2, 2); end <- round(runif(1, 2, 12), 1); t <- if (i %% 4 == 0) round(runif(1, 0, 1.5), 1) else 0
  dies <- runif(1) < .4; rows <- NULL
  repeat {
    s <- min(end, round(t + max(.1, rexp(1, .35 * u * exp(.4 * x + .5 * (g == "b")))), 1)); e <- as.integer(s < end)
    cut <- round((t + s) / 2, 1); z <- rbinom(2, 1, .5)
    rows <- rbind(rows, if (cut > t && cut < s && runif(1) < .4) data.frame(start = c(t, cut), stop = c(cut, s), event = c(0L, e), z = z) else data.frame(start = t, stop = s, event = e, z = z[1]))
    t <- round(s + if (e == 1 && runif(1) < .2) .3 else 0, 1)
    if (t >= end) break
  }
  n <- nrow(rows); if (runif(1) < .1) rows$event[n] <- 1L
  cbind(id = i, rows, died = c(rep(0L, n - 1), as.integer(dies)), g = g, x = x, w = round(runif(1, .4, 3), 2), f = sample(3, 1))
}))
rownames(made) <- NULL
made <- made[order(made$id, made$start), ]
made$order <- ave(made$event, made$id, FUN = function(e) cumsum(e) - e + 1)
made$clock <- ave(made$start, interaction(made$id, made$order, drop = TRUE), FUN = min)
bladder$order <- ave(bladder$event, bladder$id, FUN = function(e) cumsum(e) - e + 1); bladder$clock <- ave(bladder$start, interaction(bladder$id, bladder$order, drop = TRUE), FUN = min)
granuloma$order <- ave(granuloma$event, granuloma$id, FUN = function(e) cumsum(e) - e + 1); granuloma$clock <- ave(granuloma$start, interaction(granuloma$id, granuloma$order, drop = TRUE), FUN = min)
model <- function(name, d, type, right, keys = list(), more = list(), last = Inf) {
  d$order <- pmin(d$order, last)
  f <- as.formula(paste0(if (type == "pwp_gap") "Surv(start - clock, stop - clock, event) ~ " else "Surv(start, stop, event) ~ ", right, if (type == "andersen_gill") "" else " + strata(order)"))
  fit <- do.call(coxph, c(list(f, data = quote(d)), if (!isFALSE(keys$robust)) list(cluster = quote(id)), more)); z <- cox.zph(fit)$table
  list(name = name, type = type, right = right, keys = keys, coef = I(unname(coef(fit))), se = I(unname(sqrt(diag(vcov(fit))))), loglik = I(fit$loglik), concordance = unname(fit$concordance["concordance"]), rscore = fit$rscore, wald = unname(fit$wald.test), zph = I(unname(z[, 1])))
}
freq <- made[rep(seq_len(nrow(made)), made$f), ]; freq$id <- interaction(freq$id, sequence(made$f), drop = TRUE)
models <- list(
  model("bladder", bladder, "andersen_gill", "rx + number + size"), model("bladder", bladder, "pwp_total", "rx + number + size"), model("bladder", bladder, "pwp_gap", "rx + number + size"),
  model("bladder", bladder, "pwp_total", "rx + size", list(last_stratum = 3), last = 3),
  model("granuloma", granuloma, "andersen_gill", "treat + age + strata(sex)"), model("granuloma", granuloma, "pwp_gap", "treat + age", list(ties = "breslow"), list(ties = "breslow")),
  model("made", made, "andersen_gill", "x + g + z"), model("made", made, "andersen_gill", "x + z", list(robust = FALSE)),
  model("made", made, "pwp_total", "x + z + strata(g)"), model("made", made, "pwp_gap", "x + g + z"),
  model("made", made, "andersen_gill", "x + z", list(weights = list(column = "w", kind = "inverse_probability")), list(weights = quote(w))),
  model("made", freq, "pwp_gap", "x + z", list(weights = list(column = "f", kind = "frequency")))
)
curve <- function(s, group) { k <- which(s$n.event > 0); list(group = group, time = I(s$time[k]), n_risk = I(s$n.risk[k]), n_event = I(s$n.event[k]), mean = I(s$cumhaz[k]), se = I(s$std.chaz[k])) }
curves <- function(name, d, by, keys = NULL, ...) list(name = name, by = by, keys = keys, curves = lapply(sort(unique(d[[by]])), function(v) { e <- d[d[[by]] == v, ]; curve(do.call(survfit, c(list(Surv(start, stop, event) ~ 1, data = quote(e), id = quote(id)), list(...))), as.character(v)) }))
means <- list(curves("bladder", bladder, "rx"), curves("granuloma", granuloma, "treat"), curves("made", made, "g"),
  curves("made", made, "g", list(weights = list(column = "w", kind = "sampling")), weights = quote(w)))
# Ghosh and Lin: the written estimate with weights v of patients; its derivatives, and those of the statistic of the test, in each of them.
grid_of <- function(d) sort(unique(d$stop))
estimate <- function(d, v, grid, death) {
  w <- v[match(d$id, ids)]; at <- outer(d$start, grid, "<") & outer(d$stop, grid, ">="); ends <- outer(d$stop, grid, "==")
  Y <- colSums(w * at); S <- c(1, cumprod(1 - ifelse(Y > 0, colSums(w * ends * (if (death) d$died else 0)) / Y, 0)))[seq_along(grid)]
  list(Y = Y, mean = cumsum(ifelse(Y > 0, S * colSums(w * ends * d$event) / Y, 0)))
}
ids <- unique(made$id); one <- rep(1, length(ids))
slope <- function(f, i) { h <- 1e-3; a <- function(k) { v <- one; v[i] <- 1 + k * h; f(v) }; (8 * (a(1) - a(-1)) - (a(2) - a(-2))) / (12 * h) }
untied <- made; untied$start <- made$start + made$id / 1e4; untied$stop <- made$stop + made$id / 1e4  # mets takes tied events one after another
death <- lapply(c("a", "b", "c"), function(g) {
  d <- made[made$g == g, ]; grid <- grid_of(d); e <- estimate(d, one, grid, TRUE)
  psi <- sapply(seq_along(ids), function(i) slope(function(v) estimate(d, v, grid, TRUE)$mean, i))
  e2 <- untied[untied$g == g, ]; m <- recurrentMarginal(phreg(Surv(start, stop, event) ~ cluster(id), data = e2), phreg(Surv(start, stop, died) ~ cluster(id), data = e2))
  list(group = g, time = I(grid), mean = I(e$mean), se = I(sqrt(rowSums(psi^2))), mets_time = I(m$times), mets_mean = I(m$mu), mets_se = I(m$se.mu))
})
test <- function(groups, death) {  # at fixed weights L of the steps, as predictable processes are
  grid <- grid_of(made); parts <- lapply(groups, function(g) made[made$g == g, ]); fits <- lapply(parts, estimate, one, grid, death); total <- Reduce(`+`, lapply(fits, `[[`, "Y")); G <- length(groups) - 1
  L <- function(g, h) ((g == h) - ifelse(total > 0, fits[[g]]$Y / total, 0)) * fits[[h]]$Y
  U <- function(v) sapply(seq_len(G), function(g) sum(sapply(seq_along(groups), function(h) sum(L(g, h) * diff(c(0, estimate(parts[[h]], v, grid, death)$mean))))))
  each <- matrix(sapply(seq_along(ids), function(i) slope(U, i)), nrow = G); u <- U(one)
  d <- made[made$g %in% groups, ]
  list(groups = I(groups), statistic = drop(u %*% solve(each %*% t(each)) %*% u), cox = coxph(Surv(start, stop, event) ~ g, d, ties = "breslow", cluster = id)$rscore)
}
tests <- list(two = test(c("a", "b"), FALSE), three = test(c("a", "b", "c"), FALSE), death_two = test(c("a", "b"), TRUE), death_three = test(c("a", "b", "c"), TRUE))
set.seed(5); mixed <- made[sample(nrow(made)), ]
write_json(list(R = R.version.string, survival = as.character(packageVersion("survival")), mets = as.character(packageVersion("mets")), data = list(bladder = as.list(bladder), granuloma = as.list(granuloma), made = as.list(mixed), untied = as.list(untied)),
  models = models, means = means, death = death, tests = tests), "tests/kernel/methods/recurrent/recurrent.json", digits = I(17), auto_unbox = TRUE, null = "null", dataframe = "columns")
