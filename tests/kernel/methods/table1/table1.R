# Baseline tables: summaries, tests and standardised differences by base R, for table1 and describe.
# Run from the repository: Rscript tests/kernel/methods/table1/table1.R
suppressMessages({library(jsonlite); library(MASS)})
invisible(Sys.setlocale("LC_COLLATE", "C"))
read <- function(name) read.csv(file.path("tests/fixtures/data", paste0(name, ".csv")), stringsAsFactors = TRUE)
data <- sapply(c("lung", "colon", "rotterdam", "gbsg", "pbc", "flchain", "heart", "random"), read, simplify = FALSE)
num <- function(x, type = 7) { m <- sum(is.na(x)); x <- x[!is.na(x)]; if (!length(x)) return(list(n = 0, missing = m))
  q <- unname(quantile(x, c(.25, .5, .75), type = type)); list(n = length(x), missing = m, mean = mean(x), sd = sd(x), min = min(x), p25 = q[1], median = q[2], p75 = q[3], max = max(x)) }
cat_ <- function(x, levels) { t <- table(factor(x, levels)); list(missing = sum(is.na(x)), levels = I(levels), n = I(as.vector(t)), percent = I(as.vector(100 * t / sum(t)))) }
smd_num <- function(x, g) { s <- split(x, g); d <- function(a, b) (mean(b, na.rm = TRUE) - mean(a, na.rm = TRUE)) / sqrt((var(a, na.rm = TRUE) + var(b, na.rm = TRUE)) / 2)
  if (length(s) == 2) d(s[[1]], s[[2]]) else mean(abs(combn(length(s), 2, function(i) d(s[[i[1]]], s[[i[2]]])))) }
smd_cat <- function(x, g) { p <- prop.table(table(g, x), 1); k <- ncol(p)
  d <- function(a, b) { a <- a[-1]; b <- b[-1]; S <- function(p) diag(p, length(p)) - outer(p, p); m <- (S(a) + S(b)) / 2; q <- sqrt(drop((b - a) %*% ginv(m) %*% (b - a))); if (k == 2) sign(b - a) * q else q }
  if (nrow(p) == 2) d(p[1, ], p[2, ]) else mean(abs(combn(nrow(p), 2, function(i) d(p[i[1], ], p[i[2], ])))) }
variable <- function(d, v, g, normal) {
  x <- d[[v]]; g <- droplevels(factor(g)); keep <- !is.na(g); x <- x[keep]; g <- g[keep]
  if (is.numeric(x)) {
    two <- nlevels(g) == 2
    t <- if (normal) { if (two) t.test(x ~ g, var.equal = TRUE) else { a <- anova(lm(x ~ g)); list(statistic = a$F[1], p.value = a$P[1]) } } else if (two) suppressWarnings(wilcox.test(x ~ g)) else kruskal.test(x ~ g)
    list(variable = v, kind = "numeric", overall = num(x), groups = unname(lapply(split(x, g), num)), test = if (normal) (if (two) "t" else "anova") else if (two) "wilcoxon" else "kruskal",
      statistic = unname(t$statistic), p_value = t$p.value, smd = smd_num(x, g))
  } else {
    x <- droplevels(x); tb <- table(x, g); e <- suppressWarnings(chisq.test(tb)$expected)
    t <- if (min(e) >= 5) chisq.test(tb, correct = FALSE) else fisher.test(tb, workspace = 2e8)
    list(variable = v, kind = "category", overall = cat_(x, levels(x)), groups = unname(lapply(split(x, g), cat_, levels(x))), test = if (min(e) >= 5) "chisq" else "fisher",
      statistic = if (min(e) >= 5) unname(t$statistic) else NULL, p_value = t$p.value, smd = smd_cat(x, g))
  }
}
case <- function(name, by, vars, normal = character(), categorical = character(), rows = NULL) {
  d <- data[[name]]; if (!is.null(rows)) d <- d[seq_len(rows), ]
  for (v in categorical) d[[v]] <- factor(d[[v]])
  list(data = name, by = by, rows = rows, variables = I(vars), normal = I(normal), categorical = I(categorical), group_levels = I(levels(droplevels(factor(d[[by]])))), results = lapply(vars, function(v) variable(d, v, d[[by]], v %in% normal)))
}
cases <- list(
  case("lung", "sex", c("age", "ph.ecog", "ph.karno", "meal.cal", "wt.loss", "inst"), normal = c("age", "meal.cal"), categorical = "inst"),
  case("lung", "ph.ecog", c("age", "wt.loss", "sex"), normal = "age", categorical = "sex"),
  case("lung", "sex", c("age", "wt.loss", "ph.ecog"), categorical = "ph.ecog", rows = 40),
  case("colon", "rx", c("age", "nodes", "sex", "differ", "extent"), categorical = c("sex", "differ", "extent")),
  case("colon", "sex", c("rx", "age", "extent"), categorical = "extent"),
  case("rotterdam", "chemo", c("age", "size", "nodes", "pgr", "meno"), normal = "age", categorical = "meno"),
  case("rotterdam", "size", c("age", "er", "grade"), normal = "er", categorical = "grade"),
  case("pbc", "trt", c("age", "sex", "edema", "bili", "stage", "platelet"), categorical = c("edema", "stage")),
  case("pbc", "stage", c("sex", "ascites", "edema", "albumin"), categorical = c("ascites", "edema")),
  case("pbc", "sex", c("stage", "edema", "spiders"), categorical = c("stage", "edema", "spiders")),
  case("gbsg", "hormon", c("age", "size", "grade", "pgr"), categorical = "grade"),
  case("flchain", "sex", c("age", "creatinine", "kappa"), normal = "age"),
  case("random", "g", c("t", "w", "k"), categorical = "k"), case("random", "d", c("t", "w", "e", "g")), case("heart", "transplant", c("age", "year", "surgery"), normal = "year", categorical = "surgery"))
fisher <- lapply(list(matrix(c(3, 1, 1, 3), 2), matrix(c(10, 2, 0, 3, 15, 4), 3), matrix(c(1, 3, 10, 6, 2, 3, 10, 7, 1, 6, 14, 12, 0, 1, 9, 11), 4), matrix(c(0, 5, 2, 0, 1, 1, 4, 0, 3, 2, 0, 6), 3), matrix(c(8, 0, 0, 0, 8, 0, 0, 0, 8), 3), matrix(c(2, 2, 2, 2, 2, 2), 2),
  matrix(c(30, 2, 1, 45, 5, 0, 28, 1, 3), 3), matrix(c(120, 3, 98, 1, 4, 0), 2)), function(m) list(counts = m, p_value = fisher.test(m, workspace = 2e8)$p.value))
sets <- list(list(x = c(1.1, 2.2, 3.3, 4.4), y = c(2.5, 3.5, 4.5, 5.5, 6.5)), list(x = c(1, 2, 2, 3), y = c(2, 3, 4)), list(x = 5, y = c(1, 9)), list(x = seq(.5, 49.5), y = seq(.25, 30.25)), list(x = round(qnorm(ppoints(80)), 1), y = round(qnorm(ppoints(60)) + .3, 1)))
wilcoxon <- lapply(sets, function(s) { t <- suppressWarnings(wilcox.test(s$x, s$y)); list(x = I(s$x), y = I(s$y), statistic = unname(t$statistic), p_value = t$p.value) })
describe <- lapply(list(c("lung", 7), c("pbc", 2), c("gbsg", 6), c("colon", 7)), function(k) { d <- data[[k[1]]]; type <- as.integer(k[2])
  list(data = k[1], type = type, variables = lapply(names(d), function(v) if (is.numeric(d[[v]])) c(list(variable = v), num(d[[v]], type)) else c(list(variable = v), cat_(d[[v]], levels(d[[v]])))) ) })
weighted <- local({ d <- data$lung; d <- d[!is.na(d$wt.loss), ]; w <- d$age / 50; lapply(1:2, function(s) { i <- d$sex == s; x <- d$wt.loss[i]; v <- w[i]; m <- weighted.mean(x, v); n <- length(x)
  o <- order(x); cw <- cumsum(v[o]) / sum(v); list(n = sum(v), mean = m, sd = sqrt(sum(v * (x - m)^2) / sum(v) * n / (n - 1)), median = x[o][which(cw >= .5)[1]], p25 = x[o][which(cw >= .25)[1]], p75 = x[o][which(cw >= .75)[1]]) }) })
write_json(list(R = R.version.string, cases = cases, fisher = fisher, wilcoxon = wilcoxon, describe = describe, weighted = weighted), "tests/kernel/methods/table1/table1.json", digits = I(17), auto_unbox = TRUE, null = "null", na = "string")
