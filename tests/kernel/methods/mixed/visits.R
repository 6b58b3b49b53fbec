# Simulated visits of a kidney trial, for the mixed models: 72 patients of 6 centres, up to ten visits at uneven days, an acute drop under treatment,
# values missing here and there. Run from the repository's root: Rscript tests/kernel/methods/mixed/visits.R  -> tests/fixtures/data/visits.csv
set.seed(20240917)
patients <- 72
arm <- sample(c("control", "drug", "high dose"), patients, TRUE)
centre <- sample(paste0("C", 1:6), patients, TRUE)
sex <- sample(c("F", "M"), patients, TRUE)
age <- round(rnorm(patients, 61, 9))
intercept <- rnorm(patients, 0, 9); slope <- rnorm(patients, 0, 1.8) - 0.05 * intercept
of_centre <- setNames(rnorm(6, 0, 3), paste0("C", 1:6))
rows <- do.call(rbind, lapply(seq_len(patients), function(i) {
  day <- sort(unique(c(0, round(c(14, 45, 90, 180, 365, 550, 730, 1000, 1300) + rnorm(9, 0, 8)))))
  day <- day[c(TRUE, runif(length(day) - 1) < 0.85)]
  year <- day / 365.25
  acute <- c(control = 0, drug = -2, `high dose` = -3)[[arm[i]]]; chronic <- c(control = -4, drug = -2.8, `high dose` = -2.5)[[arm[i]]]
  egfr <- 55 - 0.2 * (age[i] - 61) + of_centre[[centre[i]]] + intercept[i] + acute * pmin(year, 0.25) / 0.25 + (chronic + slope[i]) * pmax(year - 0.25, 0) + rnorm(length(day), 0, 3)
  data.frame(id = i, centre = centre[i], arm = arm[i], sex = sex[i], age = age[i], day = day, egfr = round(egfr, 1), samples = sample(1:3, length(day), TRUE))
}))
rows$age[rows$id == 9] <- NA
rows$egfr[sample(nrow(rows), 6)] <- NA
rows$visit <- factor(ave(rows$day, rows$id, FUN = seq_along))
write.csv(rows, "tests/fixtures/data/visits.csv", row.names = FALSE, na = "", quote = FALSE)
