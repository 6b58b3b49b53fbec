/** The equivalent R script of `incidence`. */
import { type Conventions, eventScript, rScriptHead, wordOfEvent } from '../../r-script';
import { groupScript, standardScript } from '../../standard-script';
import type { ConfType, IncidenceOptions } from './options';

const text = (value: string) => JSON.stringify(value);
const at = (name: string) => `d[[${text(name)}]]`;
const list = (values: readonly number[]) => `c(${values.join(', ')})`;

const DAYS = { days: '365.25', months: '12', years: '1' } as const;

/** Divides rows at cuts of a scale that shows `origin` at time 0, as the split does: an event at a cut stays in the band that ends there. */
const CUT = [
  'cut_at <- function(p, origin, cuts, name) {',
  '  p$from <- p$from + origin[p$row]',
  '  p$to <- p$to + origin[p$row]',
  '  p <- survSplit(Surv(from, to, event) ~ ., p, cut = cuts, episode = ".band")',
  '  p[[name]] <- findInterval(p$from, cuts) + 1',
  '  p$.band <- NULL',
  '  p$from <- p$from - origin[p$row]',
  '  p$to <- p$to - origin[p$row]',
  '  p',
  '}',
];

/** Runs on the exported table as it stands. */
export function incidenceScript(options: IncidenceOptions, conventions: Conventions = {}): string {
  const { split, standard, reference_rates, per, conf_level, by } = options;
  const needsAge = split?.age !== undefined || standard !== undefined || reference_rates !== undefined;
  const lines = [
    ...groupScript(by, options.weights),
    `d$.event <- as.integer(${eventScript(options.event, options.event_value ?? wordOfEvent(conventions.event))})`,
    ...timeLines(options),
    ...(needsAge ? [`d$.age <- ${at(options.age ?? 'age')} * year`] : []),
    ...(split?.years === undefined
      ? []
      : [`d$.entry <- as.numeric(as.Date(${at(options.entry ?? options.start ?? 'entry')})) / 365.25 * year`]),
    `d <- d[complete.cases(d[, grep("^[.]", names(d))]), ]`,
    'p <- data.frame(row = seq_len(nrow(d)), group = d$.group, from = d$.from, to = d$.to, event = d$.event)',
    ...CUT,
    ...splitLines(options),
    'q$events <- q$event',
    'q$person_time <- (q$to - q$from) / year',
    'r <- aggregate(cbind(events, person_time) ~ ., q[, setdiff(names(q), c("row", "from", "to", "event"))], sum)',
    ...INTERVALS[options.conf_type].map((line) => line.replaceAll('LEVEL', String(conf_level))),
    `r <- cbind(r, t(sapply(r$events, limits)) / r$person_time * ${per})`,
    `r$rate <- r$events / r$person_time * ${per}`,
    'print(r)',
    ...(by === undefined ? [] : ratioLines(options)),
    ...(standard === undefined ? [] : standardLines(options)),
    ...(reference_rates === undefined ? [] : expectedLines(options)),
  ];
  return `${rScriptHead(options, ['survival'])}${lines.join('\n')}\n`;
}

/** Limits of a count of events, and a ratio of rates with its limits and p, by kind of interval. */
const INTERVALS: Readonly<Record<ConfType, readonly string[]>> = {
  exact: [
    'limits <- function(x) poisson.test(x, conf.level = LEVEL)$conf.int',
    'ratio <- function(x, t) with(poisson.test(x, t, conf.level = LEVEL), c(estimate, conf.int, p.value))',
  ],
  score: [
    'z <- qnorm((1 + LEVEL) / 2)',
    'limits <- function(x) x + z^2 / 2 + c(-1, 1) * z * sqrt(x + z^2 / 4)',
    'ratio <- function(x, t) {',
    '  share <- prop.test(x[1], sum(x), t[1] / sum(t), conf.level = LEVEL, correct = FALSE)',
    '  c(x[1] / t[1] / (x[2] / t[2]), share$conf.int / (1 - share$conf.int) * t[2] / t[1], share$p.value)',
    '}',
  ],
  wald: [
    'z <- qnorm((1 + LEVEL) / 2)',
    'limits <- function(x) if (x == 0) c(NA, NA) else x * exp(c(-1, 1) * z / sqrt(x))',
    'ratio <- function(x, t) {',
    '  logarithm <- log(x[1] / t[1] / (x[2] / t[2]))',
    '  error <- sqrt(sum(1 / x))',
    '  c(exp(logarithm + c(0, -1, 1) * z * error), 2 * pnorm(-abs(logarithm / error)))',
    '}',
  ],
};

const DAYS_UNLESS = '365.25  # of times in days; 12 of months, 1 of years and where the unit is not known';

function timeLines({ time, start, stop, unit }: IncidenceOptions): string[] {
  if (time !== undefined) {
    const year = unit === undefined ? DAYS_UNLESS : DAYS[unit];
    return [`year <- ${year}`, 'd$.from <- 0', `d$.to <- pmax(${at(time)}, 1e-6)  # survSplit takes no row without length`];
  }
  const [from, to] = [at(start ?? ''), at(stop ?? '')];
  return [
    `is_date <- !is.numeric(${from})`,
    `year <- ${unit === undefined ? DAYS_UNLESS : DAYS[unit]}`,
    `d$.from <- if (is_date) 0 else ${from}`,
    `d$.to <- if (is_date) pmax(as.numeric(as.Date(${to}) - as.Date(${from})), 1e-6) else ${to}`,
  ];
}

function splitLines({ split }: IncidenceOptions): string[] {
  const lines = ['q <- p'];
  if (split?.age !== undefined) lines.push(`q <- cut_at(q, d$.age, ${list(split.age)} * year, "age")`);
  if (split?.years !== undefined) {
    lines.push(
      'years <- as.numeric(format(as.Date(range(d$.entry + d$.from, d$.entry + d$.to) / year * 365.25, origin = "1970-01-01"), "%Y"))',
      `starts <- seq(floor(years[1] / ${split.years}) * ${split.years}, years[2], by = ${split.years})`,
      'new_year <- as.numeric(as.Date(paste0(starts[-1], "-01-01"))) / 365.25 * year',
      'q <- cut_at(q, d$.entry, new_year, "period")',
      'q$period <- starts[q$period]',
    );
  }
  if (split?.follow_up !== undefined) lines.push(`q <- cut_at(q, rep(0, nrow(d)), ${list(split.follow_up)} * year, "follow_up")`);
  return lines;
}

function ratioLines({ reference }: IncidenceOptions): string[] {
  const own = reference === undefined ? '1' : `max(1, which(endsWith(whole$group, ${text(String(reference))})))`;
  return [
    'p$person_time <- (p$to - p$from) / year',
    'whole <- aggregate(cbind(events = event, person_time) ~ group, p, sum)',
    `reference <- ${own}`,
    'for (i in setdiff(seq_len(nrow(whole)), reference)) {',
    '  found <- ratio(whole$events[c(i, reference)], whole$person_time[c(i, reference)])',
    '  cat(whole$group[i], "to", whole$group[reference], found, "\\n")',
    '}',
  ];
}

function standardLines(options: IncidenceOptions): string[] {
  return [
    ...standardScript(options),
    'a <- cut_at(p, d$.age, cuts * year, "band")',
    'a$band <- factor(a$band, seq_len(length(cuts) + 1))',
    'events <- tapply(a$event, list(a$group, a$band), sum, default = 0)',
    'time <- tapply((a$to - a$from) / year, list(a$group, a$band), sum, default = 0)',
    'if (is.null(weight)) weight <- colSums(time)',
    'kept <- weight > 0 & apply(time > 0, 2, all)',
    'w <- weight[kept] / sum(weight[kept])',
    `tail <- ${(1 - options.conf_level) / 2}`,
    'for (g in rownames(events)) {',
    '  x <- events[g, kept]',
    '  n <- time[g, kept]',
    '  y <- sum(w * x / n)',
    '  v <- sum(w^2 * x / n^2)',
    '  m <- max(w / n)',
    '  low <- if (y == 0) 0 else qgamma(tail, y^2 / v, scale = v / y)',
    '  high <- qgamma(1 - tail, (y + m)^2 / (v + m^2), scale = (v + m^2) / (y + m))',
    `  cat(g, c(y, low, high) * ${options.per}, "\\n")`,
    '}',
  ];
}

function expectedLines({ reference_rates, conf_level }: IncidenceOptions): string[] {
  const { data, per } = reference_rates ?? { data: '', per: 1 };
  return [
    `reference <- read.csv(${text(`${data}.csv`)}, stringsAsFactors = FALSE)`,
    'keys <- intersect(setdiff(names(reference), c("age_from", "age_to", "rate")), names(d))',
    'ages <- sort(unique(c(reference$age_from, reference$age_to + 1)))',
    'ages <- ages[ages > 0]',
    'e <- cut_at(p, d$.age, ages * year, "band")',
    'e$age <- c(0, ages)[e$band]',
    'for (key in keys) e[[key]] <- as.character(d[[key]][e$row])',
    'rate <- sapply(seq_len(nrow(e)), function(i) {',
    '  own <- reference$age_from <= e$age[i] & (is.na(reference$age_to) | reference$age_to >= e$age[i])',
    '  for (key in keys) own <- own & as.character(reference[[key]]) == e[[key]][i]',
    '  reference$rate[own]',
    '})',
    `e$expected <- rate / ${per} * (e$to - e$from) / year`,
    'smr <- aggregate(cbind(observed = event, expected) ~ group, e, sum)',
    `for (i in seq_len(nrow(smr))) print(poisson.test(smr$observed[i], smr$expected[i], conf.level = ${conf_level}))`,
  ];
}
