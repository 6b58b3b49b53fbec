# Fisher's exact test of tables of many sizes, sparse and even, from 12 to 10 000 rows: those R's own default workspace is enough for.
# Run from the repository's root: Rscript tests/kernel/methods/table1/fisher.R  -> tests/kernel/methods/table1/fisher.json
suppressPackageStartupMessages(library(jsonlite))
RNGversion("4.2.0"); set.seed(20261)
sizes <- list(c(2, 3), c(3, 2), c(2, 4), c(3, 3), c(2, 5), c(5, 2), c(3, 4), c(2, 6), c(4, 4), c(3, 5), c(5, 3), c(2, 8), c(4, 5), c(6, 2))
# Two tables whose products once left the range of numbers; the second needs a larger workspace in R.
cases <- list(list(counts = rbind(c(391, 288), c(342, 310), c(2, 4), c(374, 289)), workspace = 2e5),
              list(counts = rbind(c(11, 1), c(421, 785), c(347, 492), c(239, 172), c(26, 17)), workspace = 2e8))
for (size in sizes) for (n in c(12, 60, 300, 2500, 10000)) for (sparse in c(TRUE, FALSE)) {
  degrees <- (size[1] - 1) * (size[2] - 1)
  if ((degrees > 4 && n > 60) || (degrees > 2 && n > 300)) next
  rows <- rgamma(size[1], if (sparse) 0.45 else 1.3); columns <- rgamma(size[2], 1)
  rows[1] <- max(rows) * if (sparse) 0.004 else 0.3
  shares <- outer(rows, columns) * exp(rnorm(prod(size), 0, 0.25))
  counts <- matrix(rmultinom(1, n, shares), size[1])
  counts <- counts[rowSums(counts) > 0, colSums(counts) > 0, drop = FALSE]
  if (min(dim(counts)) > 1) cases[[length(cases) + 1]] <- list(counts = counts, workspace = 2e5)
}
fixture <- list()
for (case in cases) {
  p <- tryCatch(fisher.test(case$counts, workspace = case$workspace)$p.value, error = function(e) NULL)
  if (!is.null(p)) fixture[[length(fixture) + 1]] <- list(counts = case$counts, p_value = p)
}
writeLines(toJSON(fixture, digits = 17, auto_unbox = TRUE), "tests/kernel/methods/table1/fisher.json")
