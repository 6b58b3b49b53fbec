# Fine–Gray models by survival::finegray with coxph, and by cmprsk::crr.
# Run from the repository: Rscript tests/kernel/methods/finegray/finegray.R
suppressMessages({library(survival); library(cmprsk); library(jsonlite)})
invisible(Sys.setlocale("LC_COLLATE", "C"))
pbc <- read.csv("tests/fixtures/data/pbc.csv", stringsAsFactors = TRUE)
set.seed(12)
n <- 150
x <- round(rnorm(n), 2); g <- sample(c("a", "b", "c"), n, TRUE); s <- sample(c("u", "v"), n, TRUE)
t <- round(pmin(rexp(n, exp(.5 * x) / 8), 12), 1) + .1
from <- round(t * runif(n) * .5, 2); from[runif(n) < .5] <- 0
random <- data.frame(t = t, from = from, k = ifelse(t >= 12, 0, sample(0:3, n, TRUE, c(.25, .35, .25, .15))), x = x, g = g, s = s, w = round(runif(n, .3, 3), 2), id = sample(50, n, TRUE))
# Nobody of the group early is followed beyond 5, and events of the others come later.
random$follow <- ifelse(random$t < 5 & seq_len(n) %% 2 == 0, "early", "late")
fixed <- function(fit, coef, var) list(coef = I(unname(coef)), robust = I(unname(sqrt(diag(var)))))
survival_case <- function(name, d, left, right, k, ties = "efron", keys = NULL, weights = NULL, cluster = NULL, new = NULL, times = NULL) {
  time <- left[length(left) - 1]; d$.id <- seq_len(nrow(d)); d$.c <- factor(d[[left[length(left)]]], 0:3)
  d <- d[complete.cases(d[, all.vars(as.formula(paste("~", right)))]), ]
  if (is.null(cluster)) d$.cl <- d$.id else d$.cl <- d[[cluster]]
  f <- as.formula(paste0("Surv(", paste(c(left[-length(left)], ".c"), collapse = ", "), ") ~ ."))
  fg <- if (is.null(weights)) finegray(f, data = d, etype = as.character(k), id = .id) else { d$.w <- d[[weights]]; finegray(f, data = d, etype = as.character(k), id = .id, weights = .w) }
  h <- as.formula(paste("Surv(fgstart, fgstop, fgstatus) ~", right))
  fit <- coxph(h, fg, weights = fgwt, cluster = .cl, ties = ties)
  naive <- coxph(h, fg, weights = fgwt, robust = FALSE, ties = ties)
  out <- list(name = name, as = "survival", formula = paste0("Surv(", paste(left, collapse = ", "), ") ~ ", right), cause = k, ties = ties, keys = keys, coef = I(unname(coef(fit))), robust = I(unname(sqrt(diag(vcov(fit))))), model = I(unname(sqrt(diag(vcov(naive))))), loglik = I(fit$loglik))
  if (!is.null(new)) { p <- summary(survfit(fit, newdata = new), times = times); out <- c(out, list(new = new, times = I(times), risk = t(1 - p$surv), se = t(p$std.err))) }
  out
}
crr_case <- function(name, d, time, cause, right, k, group = NULL, new = NULL, times = NULL) {
  d <- d[complete.cases(d[, all.vars(as.formula(paste("~", right)))]), ]
  X <- model.matrix(as.formula(paste("~", right)), d)[, -1, drop = FALSE]
  fit <- if (is.null(group)) crr(d[[time]], d[[cause]], X, failcode = k, gtol = 1e-13, maxiter = 50) else crr(d[[time]], d[[cause]], X, failcode = k, cengroup = d[[group]], gtol = 1e-13, maxiter = 50)
  out <- list(name = name, as = "cmprsk", formula = paste0("Surv(", time, ", ", cause, ") ~ ", right), cause = k, ties = "breslow", keys = if (is.null(group)) NULL else list(censoring_groups = group), coef = I(unname(fit$coef)), robust = I(unname(sqrt(diag(fit$var)))), model = I(unname(sqrt(diag(fit$inv)))), loglik = I(c(fit$loglik.null, fit$loglik)))
  if (!is.null(new)) { z <- model.matrix(as.formula(paste("~", right)), new)[, -1, drop = FALSE]; p <- predict(fit, z); out <- c(out, list(new = new, times = I(times), risk = t(sapply(seq_len(nrow(z)), function(i) stepfun(p[, 1], c(0, p[, 1 + i]))(times))))) }
  out
}
new <- data.frame(x = c(-1, .5, 2), g = c("a", "b", "c")); at <- c(1, 4, 9)
cases <- list(
  survival_case("pbc", pbc, c("time", "status"), "age + sex + log(bili)", 2), survival_case("pbc", pbc, c("time", "status"), "age + sex", 1, ties = "breslow"),
  survival_case("random", random, c("t", "k"), "x + g", 1, new = new, times = at), survival_case("random", random, c("t", "k"), "x + g", 2, ties = "breslow", new = new, times = at),
  survival_case("random", random, c("t", "k"), "x + g", 1, weights = "w", keys = list(weights = list(column = "w", kind = "sampling"))),
  survival_case("random", random, c("t", "k"), "x", 1, cluster = "id", keys = list(cluster = "id")),
  survival_case("random", random, c("from", "t", "k"), "x + g", 1), survival_case("random", random, c("from", "t", "k"), "x", 2, ties = "breslow"),
  crr_case("pbc", pbc, "time", "status", "age + sex + log(bili)", 2), crr_case("pbc", pbc, "time", "status", "age + sex", 1),
  crr_case("random", random, "t", "k", "x + g", 1, new = new, times = at), crr_case("random", random, "t", "k", "x + g", 2), crr_case("random", random, "t", "k", "x + g", 1, group = "s"), crr_case("random", random, "t", "k", "x", 3, group = "g"), crr_case("random", random, "t", "k", "x", 1, group = "follow"))
write_json(list(R = R.version.string, survival = as.character(packageVersion("survival")), cmprsk = as.character(packageVersion("cmprsk")), random = as.list(random), cases = cases),
  "tests/kernel/methods/finegray/finegray.json", digits = I(17), auto_unbox = TRUE, null = "null", na = "string", dataframe = "columns")
