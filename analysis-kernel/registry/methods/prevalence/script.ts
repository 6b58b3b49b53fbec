/** The equivalent R script of `prevalence`. */
import { type Conventions, eventScript, rScriptHead, wordOfEvent } from '../../r-script';
import { groupScript, standardScript } from '../../standard-script';
import type { PrevalenceOptions } from './options';

const quoted = (name: string) => `d[[${JSON.stringify(name)}]]`;
const asDate = (name: string | undefined, otherwise: string) => {
  if (name === undefined) return otherwise;
  return `{ x <- as.Date(${quoted(name)}); x[is.na(x)] <- as.Date("9999-12-31"); x }`;
};

/** Runs on the exported table as it stands. */
export function prevalenceScript(options: PrevalenceOptions, conventions: Conventions = {}): string {
  const { at, period, conf_level, conf_type, per, standard, by } = options;
  const dated = at !== undefined || period !== undefined;
  const [from, to] = at === undefined ? [period?.from, period?.to] : [at, at];
  const lines = [...groupScript(by, options.weights)];
  if (dated) {
    lines.push(
      `from <- pmax(${options.start === undefined ? `as.Date("${from}")` : `as.Date(${quoted(options.start)})`}, as.Date("${from}"))`,
      `to <- pmin(${asDate(options.stop, `as.Date("${to}")`)}, as.Date("${to}"))`,
      `onset <- ${asDate(options.case, '')}`,
      `ended <- ${asDate(options.resolved, 'as.Date("9999-12-31")')}`,
      'd$.case <- as.integer(onset <= to & ended >= from)',
      'd$.case[to < from] <- NA',
    );
  } else lines.push(`d$.case <- as.integer(${eventScript(options.case, options.case_value ?? wordOfEvent(conventions.event))})`);
  if (standard !== undefined) lines.push(`d$.age <- ${quoted(options.age ?? 'age')}`);
  lines.push(
    'd <- d[complete.cases(d[, grep("^[.]", names(d))]), ]',
    `interval <- function(x, n) {`,
    ...INTERVALS[conf_type].map((line) => `  ${line.replaceAll('LEVEL', String(conf_level))}`),
    '}',
    'r <- aggregate(cbind(events = d$.case, n = 1), list(group = d$.group), sum)',
    `for (i in seq_len(nrow(r))) cat(r$group[i], r$events[i], r$n[i], c(r$events[i] / r$n[i], interval(r$events[i], r$n[i])) * ${per}, "\\n")`,
    ...(by === undefined ? [] : ['if (nrow(r) > 1) print(prop.test(r$events, r$n, correct = FALSE))']),
    ...(standard === undefined ? [] : standardLines(options)),
  );
  return `${rScriptHead(options)}${lines.join('\n')}\n`;
}

const INTERVALS: Readonly<Record<PrevalenceOptions['conf_type'], readonly string[]>> = {
  wilson: [
    'z <- qnorm((1 + LEVEL) / 2)',
    'p <- x / n',
    '(p + z^2 / (2 * n) + c(-1, 1) * z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))) / (1 + z^2 / n)',
  ],
  clopper_pearson: [
    'tail <- (1 - LEVEL) / 2',
    'c(if (x == 0) 0 else qbeta(tail, x, n - x + 1), if (x == n) 1 else qbeta(1 - tail, x + 1, n - x))',
  ],
  agresti_coull: [
    'z <- qnorm((1 + LEVEL) / 2)',
    'p <- (x + z^2 / 2) / (n + z^2)',
    'pmin(1, pmax(0, p + c(-1, 1) * z * sqrt(p * (1 - p) / (n + z^2))))',
  ],
};

function standardLines(options: PrevalenceOptions): string[] {
  return [
    ...standardScript(options),
    'band <- factor(findInterval(d$.age, cuts) + 1, seq_len(length(cuts) + 1))',
    'x <- tapply(d$.case, list(d$.group, band), sum, default = 0)',
    'n <- tapply(rep(1, nrow(d)), list(d$.group, band), sum, default = 0)',
    'if (is.null(weight)) weight <- colSums(n)',
    'kept <- weight > 0 & apply(n > 0, 2, all)',
    'w <- weight[kept] / sum(weight[kept])',
    'for (g in rownames(x)) {',
    '  p <- x[g, kept] / n[g, kept]',
    '  share <- sum(w * p)',
    '  variance <- sum(w^2 * p * (1 - p) / n[g, kept])',
    '  size <- if (variance > 0) share * (1 - share) / variance else sum(n[g, kept])',
    `  cat(g, c(share, interval(share * size, size)) * ${options.per}, "\\n")`,
    '}',
  ];
}
