# Derivatives of log Gamma on a grid. Run from the repository's root: Rscript tests/kernel/numeric/digamma.R  -> tests/kernel/numeric/digamma.json
source("tests/kernel/numeric-json.R")
x <- c(1e-8, 1e-3, 0.1, 0.5, 1, 1.4616321449683623, 1.5, 2, 3.7, 9.999, 10, 25.5, 171, 1e4, 1e9)
write_fixture(list(x = I(x), digamma = I(digamma(x)), trigamma = I(trigamma(x))), "tests/kernel/numeric/digamma.json")
