# Reference fits of survival::coxph, its residuals, tests and predictions.
# Run from the repository's root: Rscript tests/kernel/methods/cox/cox.R  -> tests/kernel/methods/cox/cox.json
suppressPackageStartupMessages(library(survival))
source("tests/kernel/numeric-json.R")

# A case is written in our own words: `terms` is a list of terms, each a list of columns, each column a list of factors
# (a column name, or column=value for an indicator) that are multiplied. Rows with a missing value in anything used are left out.
factor_value <- function(d, f) {
  if (grepl("=", f, fixed = TRUE)) {
    part <- strsplit(f, "=", fixed = TRUE)[[1]]
    as.numeric(as.character(d[[part[1]]]) == part[2])
  } else as.numeric(d[[f]])
}
column_value <- function(d, factors) Reduce(`*`, lapply(factors, function(f) factor_value(d, f)))
used_columns <- function(case) {
  names <- c(unlist(case$terms), case$strata, case$weights, case$offset, case$cluster, case$start, case$time, case$event)
  unique(sub("=.*", "", names))
}

sample_of <- function(n, most) if (n <= most) seq_len(n) else unique(round(seq(1, n, length.out = most)))
matrix_rows <- function(m, rows) lapply(rows, function(i) I(unname(as.matrix(m)[i, ])))

run_case <- function(case, d) {
  d <- d[complete.cases(d[, used_columns(case), drop = FALSE]), , drop = FALSE]
  row.names(d) <- NULL
  time <- as.numeric(d[[case$time]])
  event <- if (is.null(case$eventValue)) d[[case$event]] == 1 else d[[case$event]] == case$eventValue
  y <- if (is.null(case$start)) Surv(time, event) else Surv(d[[case$start]], time, event)
  matrices <- lapply(case$terms, function(term) {
    m <- do.call(cbind, lapply(term, function(factors) column_value(d, factors)))
    colnames(m) <- paste0("c", seq_len(ncol(m)))
    m
  })
  env <- new.env()
  env$y <- y
  parts <- character()
  for (i in seq_along(matrices)) { assign(paste0("t", i), matrices[[i]], envir = env); parts <- c(parts, paste0("t", i)) }
  if (!is.null(case$strata)) { env$s <- factor(d[[case$strata]]); parts <- c(parts, "strata(s)") }
  if (!is.null(case$offset)) { env$o <- as.numeric(d[[case$offset]]); parts <- c(parts, "offset(o)") }
  formula <- as.formula(paste("y ~", paste(parts, collapse = " + ")), env = env)
  args <- list(formula = formula, ties = case$ties, x = TRUE)
  if (!is.null(case$weights)) { env$w <- as.numeric(d[[case$weights]]); args$weights <- quote(w) }
  if (!is.null(case$cluster)) { env$cl <- d[[case$cluster]]; args$cluster <- quote(cl) }
  if (!is.null(case$robust)) args$robust <- case$robust
  fit <- suppressWarnings(do.call(coxph, args, envir = env))
  p <- length(coef(fit))
  rows <- sample_of(nrow(d), 40)
  result <- list(
    n = fit$n, events = fit$nevent, coef = I(unname(coef(fit))), var = I(as.vector(fit$var)),
    naive = if (is.null(fit$naive.var)) NULL else I(as.vector(fit$naive.var)),
    loglik = I(fit$loglik), score = fit$score, wald = unname(fit$wald.test), iterations = fit$iter,
    concordance = I(unname(fit$concordance[1:7])), means = I(unname(fit$means)),
    lp = I(unname(fit$linear.predictors[rows])), rows = I(rows - 1), martingale = I(unname(residuals(fit, "martingale"))[rows]))
  if (case$ties != "exact") {
    result$deviance <- I(unname(residuals(fit, "deviance"))[rows])
    result$scoreResiduals <- matrix_rows(residuals(fit, "score"), rows)
    result$dfbeta <- matrix_rows(residuals(fit, "dfbeta"), rows)
    sch <- as.matrix(residuals(fit, "schoenfeld")); deaths <- sample_of(nrow(sch), 30)
    result$deathRows <- I(deaths - 1)
    result$deaths <- nrow(sch)
    result$schoenfeld <- matrix_rows(sch, deaths)
    result$scaledSchoenfeld <- matrix_rows(residuals(fit, "scaledsch"), deaths)
    # cox.zph needs the model frame: give it the variables by name.
    for (transform in if (is.null(case$zph)) "km" else case$zph) {
      z <- with(env, cox.zph(fit, transform = transform))
      result[[paste0("zph_", transform)]] <- list(statistic = I(unname(z$table[, 1])), df = I(unname(z$table[, 2])), p = I(unname(z$table[, 3])))
    }
  }
  if (!any(is.na(coef(fit))) && case$ties != "exact") {
    b <- basehaz(fit, centered = FALSE)
    at <- sample_of(nrow(b), 60)
    result$basehaz <- list(count = nrow(b), rows = I(at - 1), time = I(b$time[at]), hazard = I(b$hazard[at]))
    if (is.null(case$offset)) result$basehazMeans <- I(basehaz(fit, centered = TRUE)$hazard[at])
  }
  if (case$ties != "exact" && is.null(case$offset) && is.null(case$strata) && is.null(case$cluster) && !any(is.na(coef(fit)))) {
    pick <- sample_of(nrow(d), 3)
    nd <- lapply(matrices, function(m) m[pick, , drop = FALSE])
    names(nd) <- paste0("t", seq_along(nd))
    frame <- data.frame(row.names = seq_along(pick)); for (k in names(nd)) frame[[k]] <- nd[[k]]
    times <- unname(quantile(time, c(0.1, 0.4, 0.8)))
    s <- summary(with(env, survfit(fit, newdata = frame)), times = times)
    pr <- predict(fit, newdata = frame, type = "lp", se.fit = TRUE)
    result$predict <- list(rows = I(pick - 1), times = I(times), surv = I(as.vector(s$surv)), se = I(as.vector(s$std.err)),
      lower = I(as.vector(s$lower)), upper = I(as.vector(s$upper)), lp = I(unname(pr$fit)), lpSe = I(unname(pr$se.fit)))
  }
  result
}

read_data <- function(name) {
  d <- read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = FALSE, check.names = FALSE)
  if (name == "colon") d <- d[d$etype == 2, ]
  if (name == "flchain") d <- d[d$futime > 0, ]
  d
}

col <- function(...) list(list(...))
real <- list(
  list(id = "lung efron", data = "lung", time = "time", event = "status", eventValue = 2, ties = "efron",
    terms = list(col("age"), col("sex"), col("ph.ecog")), zph = c("km", "identity", "rank", "log")),
  list(id = "lung breslow strata", data = "lung", time = "time", event = "status", eventValue = 2, ties = "breslow",
    terms = list(col("age"), col("ph.karno"), col("wt.loss")), strata = "sex"),
  list(id = "lung many strata", data = "lung", time = "time", event = "status", eventValue = 2, ties = "efron",
    terms = list(col("age"), col("sex")), strata = "inst"),
  list(id = "lung exact", data = "lung", time = "time", event = "status", eventValue = 2, ties = "exact",
    terms = list(col("age"), col("sex"), col("ph.ecog"))),
  list(id = "lung interaction", data = "lung", time = "time", event = "status", eventValue = 2, ties = "efron",
    terms = list(col("age"), col("sex"), col("age", "sex"), list(list("ph.ecog=1"), list("ph.ecog=2"), list("ph.ecog=3")))),
  list(id = "lung offset", data = "lung", time = "time", event = "status", eventValue = 2, ties = "efron",
    terms = list(col("sex")), offset = "ph.ecog"),
  list(id = "lung weights", data = "lung", time = "time", event = "status", eventValue = 2, ties = "efron", robust = TRUE,
    terms = list(col("age"), col("sex")), weights = "pat.karno"),
  list(id = "lung weights breslow cluster", data = "lung", time = "time", event = "status", eventValue = 2, ties = "breslow",
    terms = list(col("age"), col("sex")), weights = "ph.karno", cluster = "inst"),
  list(id = "colon", data = "colon", time = "time", event = "status", ties = "efron",
    terms = list(list(list("rx=Lev"), list("rx=Lev+5FU")), col("sex"), col("age"), col("nodes"), list(list("differ=2"), list("differ=3")))),
  list(id = "rotterdam", data = "rotterdam", time = "dtime", event = "death", ties = "efron",
    terms = list(col("age"), col("meno"), list(list("size=20-50"), list("size=>50")), col("grade"), col("nodes"), col("pgr"), col("er"), col("hormon"), col("chemo"))),
  list(id = "rotterdam strata cluster", data = "rotterdam", time = "rtime", event = "recur", ties = "efron",
    terms = list(col("age"), col("nodes"), col("chemo")), strata = "grade", cluster = "year"),
  list(id = "gbsg", data = "gbsg", time = "rfstime", event = "status", ties = "breslow",
    terms = list(col("age"), col("meno"), col("size"), list(list("grade=2"), list("grade=3")), col("nodes"), col("pgr"), col("er"), col("hormon"))),
  list(id = "pbc", data = "pbc", time = "time", event = "status", eventValue = 2, ties = "efron",
    terms = list(col("age"), col("edema"), col("bili"), col("albumin"), col("protime"), col("sex=f"), col("stage"))),
  list(id = "pbc exact strata", data = "pbc", time = "time", event = "status", eventValue = 2, ties = "exact",
    terms = list(col("bili"), col("albumin")), strata = "edema"),
  list(id = "flchain", data = "flchain", time = "futime", event = "death", ties = "efron",
    terms = list(col("age"), col("sex=M"), col("kappa"), col("lambda"), col("creatinine"))),
  list(id = "flchain strata", data = "flchain", time = "futime", event = "death", ties = "breslow",
    terms = list(col("age"), col("flc.grp")), strata = "sample.yr", cluster = "flc.grp"),
  list(id = "heart", data = "heart", time = "stop", start = "start", event = "event", ties = "efron",
    terms = list(col("age"), col("year"), col("surgery"), col("transplant=1"))),
  list(id = "heart breslow strata cluster", data = "heart", time = "stop", start = "start", event = "event", ties = "breslow",
    terms = list(col("age"), col("transplant=1"), col("age", "transplant=1")), strata = "surgery", cluster = "id"),
  list(id = "heart exact", data = "heart", time = "stop", start = "start", event = "event", ties = "exact",
    terms = list(col("age"), col("surgery"), col("transplant=1"))))

# Random data: many ties, several strata (one without events), start-stop, unequal weights, a redundant column.
set.seed(20240601)
random_data <- function(n, levels, sparse) {
  x1 <- round(rnorm(n), 3); x2 <- rbinom(n, 1, 0.4); x3 <- round(runif(n, 10, 90), 1)
  stop <- pmin(ceiling(levels * rexp(n, exp(0.5 * x1 - 0.7 * x2) / 1.5)), levels) + 1
  start <- pmin(floor(runif(n, 0, 1) * stop * 0.8), stop - 1)
  event <- rbinom(n, 1, 0.6)
  s <- sample(1:5, n, replace = TRUE)
  event[s == 5] <- if (sparse) 0 else event[s == 5]
  data.frame(start = start, stop = stop, event = event, x1 = x1, x2 = x2, x3 = x3, twice = 2 * x1, s = s,
    w = round(runif(n, 0.2, 3), 3), k = sample(1:4, n, replace = TRUE), o = round(rnorm(n, 0, 0.5), 3), id = sample(seq_len(ceiling(n / 3)), n, replace = TRUE))
}
random <- list(
  list(id = "random right-censored", data = random_data(80, 12, FALSE), time = "stop", event = "event", ties = "efron", terms = list(col("x1"), col("x2"), col("x3"))),
  list(id = "random one covariate", data = random_data(12, 6, FALSE), time = "stop", event = "event", ties = "efron", terms = list(col("x1"))),
  list(id = "random weights offset strata", data = random_data(120, 9, TRUE), time = "stop", event = "event", ties = "efron",
    terms = list(col("x1"), col("x2"), col("x3")), weights = "w", offset = "o", strata = "s"),
  list(id = "random start-stop", data = random_data(150, 10, TRUE), time = "stop", start = "start", event = "event", ties = "efron",
    terms = list(list(list("x1"), list("x2")), col("x3")), weights = "w", strata = "s", cluster = "id", zph = c("km", "rank")),
  list(id = "random start-stop breslow offset", data = random_data(100, 15, FALSE), time = "stop", start = "start", event = "event", ties = "breslow",
    terms = list(col("x1"), col("x2")), offset = "o"),
  list(id = "random start-stop exact strata", data = random_data(60, 8, FALSE), time = "stop", start = "start", event = "event", ties = "exact",
    terms = list(col("x1"), col("x2")), strata = "s"),
  list(id = "random exact heavy ties", data = random_data(90, 4, FALSE), time = "stop", event = "event", ties = "exact", terms = list(col("x1"), col("x2"), col("x3"))),
  list(id = "random redundant", data = random_data(70, 20, FALSE), time = "stop", event = "event", ties = "efron", terms = list(col("x1"), col("twice"), col("x2"))))

cases <- list()
for (case in real) cases[[length(cases) + 1]] <- list(case = case, expected = run_case(case, read_data(case$data)))
for (case in random) {
  d <- case$data
  shown <- case; shown$data <- lapply(as.list(d), I)
  cases[[length(cases) + 1]] <- list(case = shown, expected = run_case(case, d))
}
write_fixture(list(R = R.version.string, survival = as.character(packageVersion("survival")), cases = cases), "tests/kernel/methods/cox/cox.json")
