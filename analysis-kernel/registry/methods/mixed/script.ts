/** The R script that gives the numbers of `mixed` from the exported table. */
import { quoteName } from '../../../formula/deparse';
import { yearIn } from '../../../results/time-unit';
import { type Conventions, rScriptHead, rTable } from '../../r-script';
import type { MixedOptions } from './options';
import { presetFormula, presetNames } from './preset-formula';

const column = (name: string) => `d[[${JSON.stringify(name)}]]`;

/** Reads the table, makes the columns of a preset, fits it, and gives what was asked for beside. */
export function mixedScript(options: MixedOptions, conventions: Conventions = {}): string {
  const preset = options.preset === 'slope';
  const { residual_weights: weights } = options;
  const formula = preset ? presetFormula(options, options.arm === undefined ? null : quoteName(options.arm)) : (options.formula ?? '');
  const libraries = ['lmerTest', ...(/\bns\s*\(/.test(formula) ? ['splines'] : []), ...(/\brcs\s*\(/.test(formula) ? ['rms'] : [])];
  const level = options.conf_level;
  const type = options.anova === 'type3' ? 3 : 1;
  const lines = [
    ...(weights === undefined ? [] : [`d <- d[!is.na(${column(weights)}) & ${column(weights)} > 0, ]`]),
    ...(preset ? presetColumns(options, conventions) : []),
    `fit <- lmer(${formula}, data = d, REML = ${options.reml ? 'TRUE' : 'FALSE'}${weights === undefined ? '' : `, weights = ${quoteName(weights)}`})`,
    ...(options.df === 'wald'
      ? ['summary(fit, ddf = "lme4")', `confint(fit, parm = "beta_", method = "Wald", level = ${level})`]
      : [
          'summary(fit)',
          `s <- coef(summary(fit)); h <- qt((1 + ${level}) / 2, s[, "df"]) * s[, 2]; cbind(s, low = s[, 1] - h, high = s[, 1] + h)`,
        ]),
    'as.data.frame(VarCorr(fit)); ngrps(fit); isSingular(fit)',
    'logLik(fit); AIC(fit); BIC(fit)',
    ...(options.anova === undefined
      ? []
      : [
          // Under Wald χ² over its df, which lmerTest gives for no type but its own.
          options.df === 'wald'
            ? `a <- anova(fit, type = ${type}); cbind(a[c(3, 5)], p = pchisq(a$F * a$NumDF, a$NumDF, lower.tail = FALSE))`
            : `anova(fit, type = ${type})`,
        ]),
    ...rowsScript(options),
    ...(preset ? slopesScript(options, conventions) : []),
    ...compareScript(options),
    ...meansScript(options),
    ...(options.predictions === undefined
      ? []
      : [
          `new <- ${preset && (options.predictions.data ?? options.data) === options.data ? 'd' : rTable(options.predictions.data ?? options.data)}`,
          'predict(fit, newdata = new, re.form = NA)',
        ]),
    ...(options.random_effects ? ['ranef(fit)'] : []),
    ...(options.residuals
      ? ['cbind(fitted = fitted(fit), residual = residuals(fit), standardised = residuals(fit, type = "pearson", scaled = TRUE))']
      : []),
  ];
  return `${rScriptHead(options, libraries)}${lines.join('\n')}\n`;
}

function presetColumns(options: MixedOptions, conventions: Conventions): string[] {
  const { years, after } = presetNames(options);
  const unit = typeof conventions.time_in_data === 'string' ? conventions.time_in_data : (options.unit ?? 'years');
  const lines = [`${column(years)} <- ${column(options.time ?? '')} / ${yearIn(unit) ?? 1}  # the time is in ${unit}`];
  if (options.knot !== undefined) lines.push(`${column(after)} <- pmax(${column(years)} - ${options.knot} / 12, 0)`);
  if (options.arm !== undefined)
    lines.push(`if (is.numeric(${column(options.arm)})) ${column(options.arm)} <- factor(${column(options.arm)})`);
  return lines;
}

/** The fixed part of the design on other rows. */
function rowsScript(options: MixedOptions): string[] {
  if (options.preset !== 'slope' && options.compare === undefined && options.means === undefined) return [];
  return [
    'used <- d[rownames(model.frame(fit)), ]',
    'levels_of <- lapply(Filter(is.factor, model.frame(fit, fixed.only = TRUE)), levels)',
    'X <- function(rows) { f <- delete.response(terms(fit)); x <- model.matrix(f, model.frame(f, rows, xlev = levels_of)); x[, names(fixef(fit)), drop = FALSE] }',
    'set <- function(column, value, rows = used) { rows[[column]][] <- value; rows }',
    options.df === 'wald'
      ? `test <- function(L) { e <- sum(L * fixef(fit)); se <- sqrt(drop(L %*% as.matrix(vcov(fit)) %*% L)); q <- qnorm((1 + ${options.conf_level}) / 2) * se; data.frame(Estimate = e, se, lower = e - q, upper = e + q, p = 2 * pnorm(-abs(e / se))) }`
      : `test <- function(L) contest1D(fit, L, confint = TRUE, level = ${options.conf_level})`,
  ];
}

function slopesScript(options: MixedOptions, conventions: Conventions): string[] {
  const { years, after } = presetNames(options);
  const { arm, knot } = options;
  const total = typeof conventions.total_slope_years === 'number' ? conventions.total_slope_years : (options.total_at ?? 3);
  const spans =
    knot === undefined
      ? ['slope = c(0, 1)']
      : [`acute = c(0, ${knot} / 12)`, `chronic = c(${knot}, ${knot} + 12) / 12`, `total = c(0, ${total})`];
  return [
    'at <- function(arm, year) {',
    `  rows <- used[1, ]; rows[[${JSON.stringify(years)}]] <- year`,
    ...(knot === undefined ? [] : [`  rows[[${JSON.stringify(after)}]] <- max(year - ${knot} / 12, 0)`]),
    ...(arm === undefined ? [] : [`  rows[[${JSON.stringify(arm)}]][] <- arm`]),
    '  X(rows)',
    '}',
    `arms <- ${arm === undefined ? '0' : `sort(unique(used[[${JSON.stringify(arm)}]]))`}`,
    `for (span in list(${spans.join(', ')})) {`,
    '  slope <- lapply(seq_along(arms), function(i) drop(at(arms[i], span[2]) - at(arms[i], span[1])) / diff(span))',
    '  print(do.call(rbind, lapply(slope, test)))',
    '  if (length(arms) > 1) print(do.call(rbind, lapply(slope[-1], function(L) test(L - slope[[1]]))))',
    '}',
  ];
}

function compareScript(options: MixedOptions): string[] {
  if (options.compare === undefined) return [];
  const value = (given: string | number | boolean) => (typeof given === 'boolean' ? String(given).toUpperCase() : JSON.stringify(given));
  const pairs = Object.entries(options.compare).map(([name, asked]) => {
    const own = JSON.stringify(name);
    if (asked !== 'all') return `list(list(${own}, ${value(asked[0])}, ${value(asked[1])}))`;
    const levels = `levels(factor(used[[${own}]]))`;
    // The levels of a factor are words, whatever they look like.
    return `combn(${levels}, 2, function(two) { if (!is.factor(used[[${own}]])) two <- type.convert(two, as.is = TRUE); list(${own}, two[2], two[1]) }, simplify = FALSE)`;
  });
  const method = options.adjust === 'bh' || options.adjust === 'by' ? options.adjust.toUpperCase() : options.adjust;
  return [
    `pairs <- c(${pairs.join(', ')})`,
    'compared <- do.call(rbind, lapply(pairs, function(pair) test(colMeans(X(set(pair[[1]], pair[[2]]))) - colMeans(X(set(pair[[1]], pair[[3]]))))))',
    options.adjust === 'none' ? 'compared' : `cbind(compared, adjusted = p.adjust(compared[[ncol(compared)]], "${method}"))`,
  ];
}

function meansScript({ means }: MixedOptions): string[] {
  if (means === undefined) return [];
  const time = JSON.stringify(means.time);
  const at = means.at === undefined ? `seq(min(used[[${time}]]), max(used[[${time}]]), length.out = 11)` : `c(${means.at.join(', ')})`;
  const groups = means.by === undefined ? '0' : `sort(unique(used[[${JSON.stringify(means.by)}]]))`;
  const rows = means.by === undefined ? 'used' : `set(${JSON.stringify(means.by)}, groups[g])`;
  return [
    `groups <- ${groups}`,
    `for (g in seq_along(groups)) print(do.call(rbind, lapply(${at}, function(t) cbind(time = t, test(colMeans(X(set(${time}, t, ${rows}))))))))`,
  ];
}
