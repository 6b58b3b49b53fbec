# Firth's penalised partial likelihood by R's own parts: coxph at given coefficients (no iteration) gives the log partial likelihood and the inverse
# information; l + log|I| / 2 is then maximised by a general optimiser, and its profile searched for limits.
# Run from the repository's root: Rscript tests/kernel/methods/cox/firth.R  -> tests/kernel/methods/cox/firth.json
suppressPackageStartupMessages(library(survival))
source("tests/kernel/numeric-json.R")
invisible(Sys.setlocale("LC_COLLATE", "C"))
read_data <- function(name) read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = TRUE)
firth <- function(data, formula, ties = "efron", level = 0.95) {
  f <- as.formula(formula)
  p <- length(coef(coxph(f, data, ties = ties, control = coxph.control(iter.max = 0))))
  value <- function(b) {
    fit <- tryCatch(suppressWarnings(coxph(f, data, ties = ties, init = b, control = coxph.control(iter.max = 0))), error = function(e) NULL)
    if (is.null(fit)) return(-1e10)  # too far out for R
    fit$loglik[1] - as.numeric(determinant(fit$var)$modulus) / 2
  }
  variance <- function(b) suppressWarnings(coxph(f, data, ties = ties, init = b, control = coxph.control(iter.max = 0)))$var
  polish <- function(of, b) { for (k in 1:4) b <- optim(b, function(b) -of(b), method = "BFGS", control = list(reltol = 1e-15, maxit = 500, ndeps = rep(1e-5, length(b))))$par; b }
  best <- polish(value, rep(0, p)); top <- value(best); V <- variance(best); se <- sqrt(diag(V))
  held <- function(j, at) {
    of <- function(others) { b <- numeric(p); b[j] <- at; b[-j] <- others; value(b) }
    if (p == 1) return(value(at))
    of(polish(of, best[-j]))
  }
  limit <- function(j, side) uniroot(function(at) 2 * (top - held(j, at)) - qchisq(level, 1), sort(best[j] + side * se[j] * c(0.2, 4)), extendInt = "yes", tol = 1e-7)$root
  list(formula = formula, ties = ties, level = level, estimate = I(best), std_error = I(se), loglik = I(c(value(rep(0, p)), top)),
    chisq = I(sapply(seq_len(p), function(j) 2 * (top - held(j, 0)))), low = I(sapply(seq_len(p), limit, -1)), high = I(sapply(seq_len(p), limit, 1)))
}
lung <- read_data("lung"); heart <- read_data("heart")
small <- lung[1:40, ]; small$time <- ceiling(small$time / 30)
# Nobody with the rare marker has the event: the likelihood has no maximum.
small$rare <- as.numeric(seq_len(nrow(small)) %in% which(small$status == 1)[1:4])
write_fixture(list(small = lapply(small[c("time", "status", "age", "sex", "ph.ecog", "rare")], function(column) I(as.numeric(column))), cases = list(
  firth(small, "Surv(time, status) ~ age + sex"),
  firth(small, "Surv(time, status) ~ rare + age"),
  firth(small, "Surv(time, status) ~ rare + age", "breslow", 0.9),
  firth(small, "Surv(time, status) ~ rare + strata(sex)")),
  heart = firth(heart[heart$id <= 40, ], "Surv(start, stop, event) ~ age + surgery")), "tests/kernel/methods/cox/firth.json")
