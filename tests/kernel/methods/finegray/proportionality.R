# Whether coefficients of a Fine–Gray model change with time: cox.zph on finegray's data; the robust test by residuals of a model with the interaction
# itself, its data split at every event time; of crr its Schoenfeld-type residuals and differences of its likelihood.
# Run from the repository: Rscript tests/kernel/methods/finegray/proportionality.R
suppressMessages({library(survival); library(cmprsk); library(jsonlite)})
invisible(Sys.setlocale("LC_COLLATE", "C"))
made <- fromJSON("tests/kernel/methods/finegray/finegray.json")$random
random <- as.data.frame(lapply(made, function(x) if (is.character(x)) factor(x) else x))
pbc <- read.csv("tests/fixtures/data/pbc.csv", stringsAsFactors = TRUE)
at <- list(identity = identity, log = log)
case <- function(name, d, left, right, k, zph, ties = "efron", keys = NULL, weights = NULL, cluster = NULL, robust = FALSE) {
  g <- at[[zph]]; d$.id <- seq_len(nrow(d)); d$.c <- factor(d[[left[length(left)]]], 0:3)
  d <- d[complete.cases(d[, all.vars(as.formula(paste("~", right)))]), ]
  d$.cl <- if (is.null(cluster)) d$.id else d[[cluster]]
  f <- as.formula(paste0("Surv(", paste(c(left[-length(left)], ".c"), collapse = ", "), ") ~ ."))
  fg <- if (is.null(weights)) finegray(f, data = d, etype = as.character(k), id = .id) else { d$.w <- d[[weights]]; finegray(f, data = d, etype = as.character(k), id = .id, weights = .w) }
  fit <- coxph(as.formula(paste("Surv(fgstart, fgstop, fgstatus) ~", right)), fg, weights = fgwt, ties = ties, robust = FALSE, control = coxph.control(eps = 1e-11, toler.chol = 1e-12, iter.max = 50))
  z <- cox.zph(fit, transform = zph)$table
  out <- list(name = name, as = "survival", formula = paste0("Surv(", paste(left, collapse = ", "), ") ~ ", right), cause = k, zph = zph, ties = ties, keys = keys, statistic = I(unname(z[, 1])), df = I(unname(z[, 2])), p = I(unname(z[, 3])))
  if (robust) {
    X <- model.matrix(as.formula(paste("~", right)), fg)[, -1, drop = FALSE]; colnames(X) <- paste0("v", seq_len(ncol(X)))
    wide <- data.frame(start = fg$fgstart, stop = fg$fgstop, ev = fg$fgstatus, wt = fg$fgwt, cl = fg$.cl, X)
    cuts <- sort(unique(wide$stop[wide$ev == 1]))
    s <- survSplit(Surv(start, stop, ev) ~ ., wide, cut = cuts); V <- as.matrix(s[colnames(X)]); Z <- V * g(s$stop); colnames(Z) <- paste0("z", seq_len(ncol(Z)))
    big <- coxph(Surv(s$start, s$stop, s$ev) ~ V + Z, weights = s$wt, ties = ties, init = c(coef(fit), rep(0, ncol(Z))), robust = FALSE, control = coxph.control(iter.max = 0))
    r <- rowsum(residuals(big, type = "score", weighted = TRUE), s$cl); U <- colSums(r); I <- solve(big$var); p <- ncol(X); b <- seq_len(p); t <- p + b
    e <- r[, t, drop = FALSE] - r[, b, drop = FALSE] %*% solve(I[b, b, drop = FALSE], I[b, t, drop = FALSE]); J <- crossprod(e)
    terms <- NULL; if (is.null(terms)) terms <- attr(model.matrix(as.formula(paste("~", right)), fg), "assign")[-1]
    q <- function(j) drop(U[t][j] %*% solve(J[j, j, drop = FALSE], U[t][j]))
    out$robust <- I(c(sapply(unique(terms), function(k) q(which(terms == k))), q(b)))
  }
  out
}
crr_case <- function(name, d, time, cause, right, k) {
  d <- d[complete.cases(d[, all.vars(as.formula(paste("~", right)))]), ]
  X <- model.matrix(as.formula(paste("~", right)), d)[, -1, drop = FALSE]; p <- ncol(X)
  fit <- crr(d[[time]], d[[cause]], X, failcode = k, gtol = 1e-13, maxiter = 50)
  U <- colSums(as.matrix(fit$res) * fit$uftime); mid <- mean(fit$uftime)
  # The likelihood with the interaction near its null value: second differences give the information.
  ll <- function(theta) crr(d[[time]], d[[cause]], cov1 = X, cov2 = X, tf = function(t) matrix(t - mid, length(t), p), failcode = k, init = theta, maxiter = 0, variance = FALSE)$loglik
  at <- c(fit$coef, rep(0, p)); h <- c(rep(1e-3, p), rep(1e-3, p)) / c(apply(X, 2, sd), apply(X, 2, sd) * sd(fit$uftime)); m <- length(at)
  e <- function(i) replace(rep(0, m), i, h[i])
  H <- sapply(seq_len(m), function(i) sapply(seq_len(m), function(j) -(ll(at + e(i) + e(j)) - ll(at + e(i) - e(j)) - ll(at - e(i) + e(j)) + ll(at - e(i) - e(j))) / (4 * h[i] * h[j])))
  V <- solve(H)[p + seq_len(p), p + seq_len(p), drop = FALSE]
  list(name = name, as = "cmprsk", formula = paste0("Surv(", time, ", ", cause, ") ~ ", right), cause = k, score = I(unname(U)), global = drop(U %*% V %*% U), single = I(sapply(seq_len(p), function(j) U[j]^2 / (H[p + j, p + j] - H[p + j, seq_len(p)] %*% solve(H[seq_len(p), seq_len(p)], H[seq_len(p), p + j])))))
}
cases <- list(
  case("pbc", pbc, c("time", "status"), "age + sex + log(bili)", 2, "identity"), case("pbc", pbc, c("time", "status"), "age + sex + log(bili)", 2, "log", ties = "breslow"),
  case("pbc", pbc, c("time", "status"), "age + sex", 1, "log"),
  case("random", random, c("t", "k"), "x + g", 1, "identity", robust = TRUE), case("random", random, c("t", "k"), "x + g", 2, "log", ties = "breslow", robust = TRUE),
  case("random", random, c("t", "k"), "x + g", 1, "identity", weights = "w", keys = list(weights = list(column = "w", kind = "sampling")), robust = TRUE),
  case("random", random, c("t", "k"), "x", 1, "log", cluster = "id", keys = list(cluster = "id"), robust = TRUE),
  case("random", random, c("from", "t", "k"), "x + g", 1, "identity", robust = TRUE))
crr_cases <- list(crr_case("pbc", pbc, "time", "status", "age + sex", 2), crr_case("random", random, "t", "k", "x", 1), crr_case("random", random, "t", "k", "x + s", 2))
write_json(list(R = R.version.string, survival = as.character(packageVersion("survival")), cmprsk = as.character(packageVersion("cmprsk")), cases = cases, crr = crr_cases),
  "tests/kernel/methods/finegray/proportionality.json", digits = I(17), auto_unbox = TRUE, null = "null", na = "string")
