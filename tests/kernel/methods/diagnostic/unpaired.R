# Areas under ROC curves of groups of different patients, compared: pROC's unpaired DeLong test, on the pbc data.
# Run from the repository's root: Rscript tests/kernel/methods/diagnostic/unpaired.R  -> tests/kernel/methods/diagnostic/unpaired.json
suppressPackageStartupMessages(library(pROC))
source("tests/kernel/numeric-json.R")
pbc <- read.csv("tests/fixtures/data/pbc.csv")
pbc <- pbc[complete.cases(pbc[c("stage", "bili", "albumin", "sex", "edema")]), ]
pbc$case <- as.integer(pbc$stage == 4)
one <- function(marker, by, direction) {
  r <- lapply(split(pbc, pbc[[by]]), function(x) roc(x$case, x[[marker]], levels = c(0, 1), direction = direction, quiet = TRUE))
  a <- sapply(r, auc); v <- sapply(r, var, method = "delong"); q <- sum((a - weighted.mean(a, 1 / v))^2 / v)
  list(marker = marker, by = by, groups = lapply(names(r), function(k) list(group = k, auc = as.numeric(a[[k]]), error = sqrt(v[[k]]), ci = I(as.numeric(ci.auc(r[[k]]))))),
    pairs = lapply(combn(names(r), 2, simplify = FALSE), function(p) { t <- roc.test(r[[p[1]]], r[[p[2]]], method = "delong", paired = FALSE)
      list(pair = I(p), statistic = unname(t$statistic), df = unname(t$parameter), p = t$p.value) }), statistic = q, p = pchisq(q, length(a) - 1, lower.tail = FALSE))
}
write_fixture(list(one("bili", "sex", "<"), one("albumin", "sex", ">"), one("bili", "edema", "<")), "tests/kernel/methods/diagnostic/unpaired.json")
