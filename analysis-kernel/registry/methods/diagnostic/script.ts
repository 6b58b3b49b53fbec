/** The equivalent R script of `diagnostic`. */
import { eventScript, rRepeated, rScriptHead } from '../../r-script';
import type { DiagnosticOptions } from './options';

const quoted = (name: string) => `d[[${JSON.stringify(name)}]]`;

/** A text, number or boolean as R writes it; compared as a text. */
const wordOf = (value: string | number | boolean) => JSON.stringify(String(value).toLowerCase());

/** Runs on the exported table as it stands. */
export function diagnosticScript(options: DiagnosticOptions): string {
  const { outcome, event, markers, weights, positive, direction, conf_level: level } = options;
  const lines = [
    ...(weights === undefined ? [] : rRepeated(weights.column)),
    `d$.case <- as.integer(${eventScript(outcome, event)})`,
    '# A marker: 1 positive and 0 negative of a result, its numbers of what is measured.',
    'read <- function(x) {',
    '  known <- unique(tolower(as.character(x[!is.na(x)])))',
    `  yes <- ${positive === undefined ? 'c("yes", "y", "true", "\\u662f")' : `c(${wordOf(positive)})`}`,
    '  words <- is.logical(x) || is.factor(x) || is.character(x)',
    '  if (any(known %in% yes) && (words || length(known) < 3)) as.integer(tolower(as.character(x)) %in% yes) + 0 * as.integer(factor(x))',
    '  else if (is.ordered(x) || words) as.integer(factor(x)) - 1',
    '  else if (length(known) == 2 && all(known %in% c("1", "2"))) x - 1',
    '  else as.numeric(x)',
    '}',
    `m <- data.frame(lapply(d[c(${markers.map((name) => JSON.stringify(name)).join(', ')})], read), check.names = FALSE)`,
    `complete <- complete.cases(m, d$.case${options.by === undefined ? '' : `, ${quoted(options.by)}`})`,
    'm <- m[complete, , drop = FALSE]',
    'case <- d$.case[complete]',
    ...(options.by === undefined ? [] : [`g <- factor(${quoted(options.by)}[complete])`]),
    'result <- sapply(m, function(x) all(x %in% c(0, 1)))',
    ...DIRECTIONS[direction],
    'curves <- lapply(names(m), function(k) roc(case, m[[k]], levels = c(0, 1), direction = if (lower[[k]]) ">" else "<", quiet = TRUE))',
    'names(curves) <- names(m)',
    'for (k in names(m)) {',
    '  cat("\\n", k, if (lower[[k]]) "(low values are suspicious)", "\\n")',
    ...areaLines(options).map((line) => `  ${line}`),
    '}',
    ...partialLines(options),
    ...cutLines(options),
    ...(markers.length > 1
      ? [
          'for (pair in combn(names(m), 2, simplify = FALSE))',
          `  print(roc.test(curves[[pair[1]]], curves[[pair[2]]], method = "delong", paired = TRUE, conf.level = ${level}))`,
        ]
      : []),
    ...(markers.length > 2 ? OVERALL : []),
    ...(options.by === undefined ? [] : groupLines(options)),
  ];
  return `${rScriptHead(options, ['pROC'])}${lines.join('\n')}\n`;
}

/** Curves of the groups, each two compared as of different patients; without a variance one takes no part. */
function groupLines({ auc_interval, conf_level: level, adjust }: DiagnosticOptions): readonly string[] {
  const method = adjust === 'bh' || adjust === 'by' ? adjust.toUpperCase() : adjust;
  return [
    'for (k in names(m)) {',
    '  own <- lapply(levels(g), function(l) if (length(unique(case[g == l])) == 2) roc(case[g == l], m[[k]][g == l], levels = c(0, 1), direction = if (lower[[k]]) ">" else "<", quiet = TRUE))',
    '  names(own) <- levels(g); own <- own[!sapply(own, is.null)]',
    '  v <- sapply(own, var, method = "delong")',
    auc_interval === 'delong_logit'
      ? `  for (l in names(own)) { a <- as.numeric(auc(own[[l]])); cat(k, l, a, plogis(qlogis(a) + c(-1, 1) * qnorm((1 + ${level}) / 2) * sqrt(v[[l]]) / (a * (1 - a))), "\\n") }`
      : `  for (l in names(own)) { cat(k, l, "\\n"); print(suppressWarnings(ci.auc(own[[l]], conf.level = ${level}, method = "delong"))) }`,
    '  some <- own[!is.na(v) & v > 0]',
    '  if (length(some) > 1) {',
    '    p <- combn(names(some), 2, function(pair) {',
    `      t <- roc.test(some[[pair[1]]], some[[pair[2]]], method = "delong", paired = FALSE, conf.level = ${level}); print(t)`,
    '      t$p.value',
    '    })',
    ...(method === 'none' ? [] : [`    if (length(p) > 1) print(p.adjust(p, "${method}"))`]),
    '  }',
    '  if (length(own) > 2 && length(some) > 1) { a <- sapply(some, auc); u <- 1 / v[names(some)]; q <- sum(u * (a - weighted.mean(a, u))^2); cat("All equal: chi-squared", q, "df", length(a) - 1, "p", pchisq(q, length(a) - 1, lower.tail = FALSE), "\\n") }',
    '}',
  ];
}

const DIRECTIONS: Readonly<Record<DiagnosticOptions['direction'], readonly string[]>> = {
  auto: ['lower <- sapply(names(m), function(k) !result[[k]] && median(m[[k]][case == 1]) < median(m[[k]][case == 0]))'],
  higher: ['lower <- sapply(m, function(x) FALSE)'],
  lower: ['lower <- sapply(m, function(x) TRUE)'],
};

const OVERALL = [
  'v <- sapply(curves, function(a) sapply(curves, function(b) cov(a, b, method = "delong")))',
  'l <- cbind(1, -diag(length(curves) - 1))',
  'a <- sapply(curves, auc)',
  'q <- drop(t(l %*% a) %*% solve(l %*% v %*% t(l)) %*% (l %*% a))',
  'cat("All equal: chi-squared", q, "df", nrow(l), "p", pchisq(q, nrow(l), lower.tail = FALSE), "\\n")',
];

function areaLines({ auc_interval, conf_level: level, bootstrap, seed }: DiagnosticOptions): readonly string[] {
  if (auc_interval === 'delong') return [`print(ci.auc(curves[[k]], conf.level = ${level}))`];
  if (auc_interval === 'bootstrap')
    return [
      `set.seed(${seed})`,
      `print(ci.auc(curves[[k]], conf.level = ${level}, method = "bootstrap", boot.n = ${bootstrap}, progress = "none"))`,
    ];
  return [
    'a <- as.numeric(auc(curves[[k]]))',
    'half <- qnorm((1 + LEVEL) / 2) * sqrt(var(curves[[k]], method = "delong")) / (a * (1 - a))'.replace('LEVEL', String(level)),
    'print(c(a, plogis(qlogis(a) + c(-1, 1) * half)))',
  ];
}

function partialLines({ partial_auc: part, conf_level: level, bootstrap, seed }: DiagnosticOptions): readonly string[] {
  if (part === undefined) return [];
  const range = `partial.auc = c(${part.to}, ${part.from}), partial.auc.focus = "${part.of}"`;
  return [
    'for (k in names(m)) for (rescaled in c(FALSE, TRUE)) {',
    `  a <- auc(curves[[k]], ${range}, partial.auc.correct = rescaled)`,
    `  set.seed(${seed})`,
    `  print(a); print(suppressWarnings(ci.auc(a, conf.level = ${level}, method = "bootstrap", boot.n = ${bootstrap}, progress = "none")))`,
    '}',
  ];
}

const INTERVALS: Readonly<Record<DiagnosticOptions['conf_type'], string>> = {
  wilson: 'prop.test(x, n, conf.level = LEVEL, correct = FALSE)$conf.int[1:2]',
  clopper_pearson: 'binom.test(x, n, conf.level = LEVEL)$conf.int[1:2]',
  agresti_coull:
    '{ z <- qnorm((1 + LEVEL) / 2); p <- (x + z^2 / 2) / (n + z^2); pmin(1, pmax(0, p + c(-1, 1) * z * sqrt(p * (1 - p) / (n + z^2)))) }',
};

/** The accuracy of each result and at each cut-off. */
function cutLines(options: DiagnosticOptions): readonly string[] {
  const { cut, best, conf_type, conf_level: level, prevalence } = options;
  const prior = prevalence ?? 'mean(case)';
  const method =
    best === 'closest'
      ? 'best.method = "closest.topleft"'
      : `best.method = "youden"${best === 'cost' ? `, best.weights = c(${options.cost}, ${prior})` : ''}`;
  const cuts =
    cut !== undefined
      ? `(if (sum(!result) == 1) c(${cut.join(', ')}) else rep(c(${cut.join(', ')}), length.out = sum(!result))[match(k, names(m)[!result])])`
      : best !== undefined
        ? `coords(curves[[k]], "best", ret = "threshold", ${method}, transpose = FALSE)$threshold[1]`
        : 'numeric(0)';
  return [
    `interval <- function(x, n) ${INTERVALS[conf_type].replaceAll('LEVEL', String(level))}`,
    `z <- qnorm((1 + ${level}) / 2)`,
    `for (k in names(m)) for (cut in if (result[[k]]) 0.5 else ${cuts}) {`,
    '  test <- if (lower[[k]]) m[[k]] <= cut else m[[k]] >= cut',
    '  a <- sum(test & case == 1); b <- sum(test & case == 0); c <- sum(!test & case == 1); d <- sum(!test & case == 0)',
    '  cat("\\n", k, if (!result[[k]]) paste("cut-off", cut), "\\n")',
    '  shares <- list(sensitivity = c(a, a + c), specificity = c(d, b + d), ppv = c(a, a + b), npv = c(d, c + d), accuracy = c(a + d, a + b + c + d), prevalence = c(a + c, a + b + c + d))',
    '  for (s in names(shares)) if (shares[[s]][2] > 0) cat(s, shares[[s]], shares[[s]][1] / shares[[s]][2], interval(shares[[s]][1], shares[[s]][2]), "\\n")',
    '  lr <- function(p, q, v) cat(p / q, exp(log(p / q) + c(-1, 1) * z * sqrt(v)), "\\n")',
    '  cat("positive likelihood ratio "); lr(a / (a + c), b / (b + d), 1 / a - 1 / (a + c) + 1 / b - 1 / (b + d))',
    '  cat("negative likelihood ratio "); lr(c / (a + c), d / (b + d), 1 / c - 1 / (a + c) + 1 / d - 1 / (b + d))',
    '  cat("diagnostic odds ratio "); lr(a * d, b * c, 1 / a + 1 / b + 1 / c + 1 / d)',
    ...(prevalence === undefined
      ? []
      : [
          `  odds <- ${prevalence} / (1 - ${prevalence})`,
          '  after <- function(p, q) { o <- odds * p / q; if (is.infinite(o)) 1 else o / (1 + o) }',
          '  cat("at the prevalence given: ppv", after(a / (a + c), b / (b + d)), "npv", 1 - after(c / (a + c), d / (b + d)), "\\n")',
        ]),
    '}',
  ];
}
