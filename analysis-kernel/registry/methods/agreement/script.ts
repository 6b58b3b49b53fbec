/** The equivalent R script of `agreement`: base R, from the written formulas. */
import { rRepeated, rScriptHead } from '../../r-script';
import type { AgreementOptions } from './options';

/** Runs on the exported table as it stands. */
export function agreementScript(options: AgreementOptions): string {
  const { weights, raters } = options;
  const lines = [
    ...(weights === undefined ? [] : rRepeated(weights.column)),
    `x <- na.omit(d[c(${[...raters, ...(options.id === undefined ? [] : [options.id])].map((name) => JSON.stringify(name)).join(', ')})])`,
    ...(options.id === undefined ? [] : [`id <- as.character(x[[${JSON.stringify(options.id)}]]); x <- x[1:2]`]),
    'n <- nrow(x); m <- ncol(x)',
    `level <- ${options.conf_level}; z <- qnorm((1 + level) / 2)`,
    ...linesOf(options),
  ];
  return `${rScriptHead(options)}${lines.join('\n')}\n`;
}

function linesOf(options: AgreementOptions): readonly string[] {
  switch (options.type) {
    case 'kappa':
      return [...categoryLines(options), ...(options.raters.length > 2 ? FLEISS : kappaLines('as.numeric(i == j)'))];
    case 'weighted_kappa':
      return [
        ...categoryLines(options),
        ...kappaLines(options.weights_scheme === 'quadratic' ? '1 - ((i - j) / (k - 1))^2' : '1 - abs(i - j) / (k - 1)'),
      ];
    case 'icc':
      return iccLines(options);
    case 'bland_altman':
      return limitsLines(options);
    case 'ccc':
      return CONCORDANCE;
  }
}

/** Categories in their order: as written, as factors have them, else by size. */
function categoryLines({ levels }: AgreementOptions): readonly string[] {
  const order =
    levels === undefined
      ? 'if (all(sapply(x, is.numeric))) sort(unique(unlist(x))) else unique(unlist(lapply(x, function(v) if (is.factor(v)) levels(droplevels(v)) else sort(unique(v)))))'
      : `c(${levels.map((level) => JSON.stringify(level)).join(', ')})`;
  return [`categories <- ${order}`, 'x <- lapply(x, factor, categories)', 'k <- length(categories)'];
}

/** Cohen's kappa with the errors of Fleiss, Cohen and Everitt. */
const kappaLines = (weight: string): readonly string[] => [
  't <- table(x[[1]], x[[2]])',
  'print(t)',
  'p <- t / sum(t); r <- rowSums(p); s <- colSums(p)',
  `w <- outer(seq_len(k), seq_len(k), function(i, j) ${weight})`,
  'po <- sum(w * p); pe <- sum(w * outer(r, s)); kappa <- (po - pe) / (1 - pe)',
  'bar <- outer(drop(w %*% s), drop(r %*% w), "+")',
  'se <- sqrt((sum(p * (w - bar * (1 - kappa))^2) - (kappa - pe * (1 - kappa))^2) / n) / (1 - pe)',
  'se0 <- sqrt((sum(outer(r, s) * (w - bar)^2) - pe^2) / n) / (1 - pe)',
  'cat("observed", po, "expected", pe, "kappa", kappa, "se", se, "interval", kappa + c(-1, 1) * z * se, "z", kappa / se0, "p", 2 * pnorm(-abs(kappa / se0)), "\\n")',
  'for (c in seq_len(k)) cat(as.character(categories[c]), "specific agreement", 2 * t[c, c] / (sum(t[c, ]) + sum(t[, c])), "\\n")',
];

const FLEISS: readonly string[] = [
  'counts <- t(apply(do.call(cbind, lapply(x, as.integer)), 1, tabulate, k))',
  'p <- colSums(counts) / (n * m)',
  'agreed <- rowSums(counts * (counts - 1)) / (m * (m - 1))',
  'po <- mean(agreed); pe <- sum(p^2); kappa <- (po - pe) / (1 - pe)',
  'part <- (agreed - po - (1 - kappa) * 2 * drop(sweep(counts / m, 2, p) %*% p)) / (1 - pe)',
  'se <- sqrt(sum(part^2) / (n * (n - 1)))',
  'se0 <- sqrt(2 / (n * m * (m - 1)) * (sum(p * (1 - p))^2 - sum(p * (1 - p) * (1 - 2 * p)))) / sum(p * (1 - p))',
  'cat("observed", po, "expected", pe, "Fleiss kappa", kappa, "se", se, "interval", kappa + c(-1, 1) * z * se, "z", kappa / se0, "\\n")',
  'print(setNames(1 - colSums(counts * (m - counts)) / (n * m * (m - 1) * p * (1 - p)), categories))',
];

function iccLines({ icc, unit }: AgreementOptions): readonly string[] {
  const forms = icc === undefined ? '1:3' : String(icc);
  const units = unit === undefined ? 'c("single", "average")' : JSON.stringify(unit);
  return [
    'long <- data.frame(y = unlist(x), row = factor(rep(seq_len(n), m)), rater = factor(rep(seq_len(m), each = n)))',
    'a <- anova(lm(y ~ row + rater, long))',
    'print(a)',
    'ms <- a[["Mean Sq"]]; b <- ms[1]; j <- ms[2]; e <- ms[3]',
    'w <- anova(lm(y ~ row, long))[["Mean Sq"]][2]',
    'tail <- (1 - level) / 2',
    'one <- function(form) {',
    '  if (form == 2) {',
    '    r <- (b - e) / (b + (m - 1) * e + m * (j - e) / n)',
    '    p <- m * r / (n * (1 - r)); q <- 1 + m * r * (n - 1) / (n * (1 - r))',
    '    v <- (p * j + q * e)^2 / ((p * j)^2 / (m - 1) + (q * e)^2 / ((n - 1) * (m - 1)))',
    '    f <- qf(1 - tail, n - 1, v); g <- qf(1 - tail, v, n - 1)',
    '    return(c(r, n * (b - f * e) / (f * (m * j + (m * n - m - n) * e) + n * b), n * (g * b - e) / (m * j + (m * n - m - n) * e + n * g * b)))',
    '  }',
    '  s <- if (form == 1) w else e; df2 <- if (form == 1) n * (m - 1) else (n - 1) * (m - 1)',
    '  f <- c(b / s, b / s / qf(1 - tail, n - 1, df2), b / s * qf(1 - tail, df2, n - 1))',
    '  (f - 1) / (f + m - 1)',
    '}',
    `for (u in ${units}) for (form in ${forms}) {`,
    '  r <- one(form)',
    '  if (u == "average") r <- m * r / (1 + (m - 1) * r)',
    '  cat("ICC", form, u, r, "\\n")',
    '}',
  ];
}

function limitsLines({ scale = 'difference', within = 0.95, id }: AgreementOptions): readonly string[] {
  const difference =
    scale === 'ratio' ? 'log(x[[1]]) - log(x[[2]])' : scale === 'percent' ? '100 * (x[[1]] - x[[2]]) / mid' : 'x[[1]] - x[[2]]';
  const back = scale === 'ratio' ? 'exp(out)' : 'out';
  if (id !== undefined) {
    return [
      `mid <- ${scale === 'ratio' ? '(log(x[[1]]) + log(x[[2]])) / 2' : '(x[[1]] + x[[2]]) / 2'}`,
      `y <- ${difference}`,
      'm <- tapply(y, id, mean); k <- length(m); size <- tapply(y, id, length)',
      'b <- var(m); w <- if (n > k) sum((y - m[id])^2) / (n - k) else 0; part <- (1 - mean(1 / size)) * w; s <- sqrt(b + part)',
      'a <- (1 - level) / 2; share <- function(df, p) if (df > 0) df / qchisq(p, df) else 1',
      'low <- b + part - sqrt((b * (1 - share(k - 1, 1 - a)))^2 + (part * (1 - share(n - k, 1 - a)))^2)',
      'high <- b + part + sqrt((b * (share(k - 1, a) - 1))^2 + (part * (share(n - k, a) - 1))^2)',
      `q <- qnorm((1 + ${within}) / 2); near <- sqrt(qnorm(1 - a)^2 * b / k + q^2 * (s - sqrt(low))^2); far <- sqrt(qnorm(1 - a)^2 * b / k + q^2 * (sqrt(high) - s)^2)`,
      'out <- rbind(bias = mean(m) + c(0, -1, 1) * qt(1 - a, k - 1) * sqrt(b / k), lower = mean(m) - q * s + c(0, -far, near), upper = mean(m) + q * s + c(0, -near, far))',
      `print(${back})`,
      'print(summary(lm(m ~ tapply(mid, id, mean)))$coefficients)',
    ];
  }
  return [
    `mid <- ${scale === 'ratio' ? '(log(x[[1]]) + log(x[[2]])) / 2' : '(x[[1]] + x[[2]]) / 2'}`,
    `y <- ${difference}`,
    `q <- qnorm((1 + ${within}) / 2); t <- qt((1 + level) / 2, n - 1)`,
    'b <- mean(y) + c(0, -1, 1) * t * sd(y) / sqrt(n)',
    'half <- c(0, -1, 1) * t * sd(y) * sqrt(1 / n + q^2 / (2 * (n - 1)))',
    `out <- rbind(bias = b, lower = mean(y) - q * sd(y) + half, upper = mean(y) + q * sd(y) + half)`,
    `print(${scale === 'ratio' ? 'exp(out)' : 'out'})`,
    'print(summary(lm(y ~ mid))$coefficients)',
    `plot(${scale === 'ratio' ? 'exp(mid)' : 'mid'}, ${scale === 'ratio' ? 'exp(y)' : 'y'}); abline(h = ${scale === 'ratio' ? 'exp(out)' : 'out'}[, 1], lty = c(1, 2, 2))`,
  ];
}

const CONCORDANCE: readonly string[] = [
  'a <- x[[1]]; b <- x[[2]]',
  'va <- mean((a - mean(a))^2); vb <- mean((b - mean(b))^2); cab <- mean((a - mean(a)) * (b - mean(b)))',
  'ccc <- 2 * cab / (va + vb + (mean(a) - mean(b))^2)',
  'r <- cor(a, b); u <- (mean(a) - mean(b))^2 / sqrt(va * vb)',
  'se <- sqrt(((1 - r^2) * ccc^2 * (1 - ccc^2) / r^2 + 2 * ccc^3 * (1 - ccc) * u / r - ccc^4 * u^2 / (2 * r^2)) / (n - 2))',
  'cat("ccc", ccc, "interval", tanh(atanh(ccc) + c(-1, 1) * z * se / (1 - ccc^2)), "precision", r, "accuracy", ccc / r, "\\n")',
];
