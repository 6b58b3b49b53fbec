/** The R script of `recurrent`. */
import { quoteName } from '../../../formula/deparse';
import { rolesOf } from '../../../formula/formula-roles';
import { survivalLibraries } from '../../hazard-texts';
import { type Conventions, eventScript, rScriptHead, wordOfEvent } from '../../r-script';
import { timeScript } from '../../time-scale';
import type { RecurrentOptions } from './options';

/** The script that gives the same numbers from the exported table. */
export function recurrentScript(options: RecurrentOptions, conventions: Conventions = {}): string {
  const libraries = options.type === 'mean_cumulative' ? ['survival'] : survivalLibraries(options.formula);
  const lines = [...timeScript(options.time_unit), ...rowLines(options, conventions)];
  lines.push(...(options.type === 'mean_cumulative' ? meanLines(options) : modelLines(options)));
  return `${rScriptHead(options, libraries)}${lines.join('\n')}\n`;
}

/** The three parts of the left side as columns, the rows of each patient in order. */
function rowLines(options: RecurrentOptions, { event: said }: Conventions): readonly string[] {
  const { formula, event, cause, weights } = options;
  const left = rolesOf(`${formula.slice(0, formula.indexOf('~'))}~ 1`)?.left;
  const value = event ?? cause ?? wordOfEvent(said);
  const columns =
    left?.kind === 'survival' && left.start !== null
      ? `d$.start <- d$${quoteName(left.start)}; d$.stop <- d$${quoteName(left.time)}; d$.event <- as.integer(${eventScript(left.event, value)})`
      : `y <- with(d, ${formula.slice(0, formula.indexOf('~')).trim()}); d$.start <- y[, 1]; d$.stop <- y[, 2]; d$.event <- y[, 3]`;
  const weight = weights === undefined ? null : `d[[${JSON.stringify(weights.column)}]]`;
  const drop = weight === null ? '' : ` & !is.na(${weight}) & ${weight} > 0`;
  const id = `d$${quoteName(options.id)}`;
  return [
    columns,
    `d$.id <- ${id}`,
    ...(options.terminal === undefined ? [] : [`d$.died <- as.integer(${eventScript(options.terminal, options.terminal_value)})`]),
    `d <- d[!is.na(d$.start) & !is.na(d$.stop) & !is.na(d$.event) & !is.na(d$.id)${options.terminal === undefined ? '' : ' & !is.na(d$.died)'}${drop}, ]`,
    'd <- d[order(d$.id, d$.start), ]',
    ...(weights?.kind === 'frequency'
      ? [
          `times <- d[[${JSON.stringify(weights.column)}]]; copy <- sequence(times); d <- d[rep(seq_len(nrow(d)), times), ]`,
          'd$.id <- interaction(d$.id, copy, drop = TRUE)  # a frequency stands for so many patients',
        ]
      : []),
  ];
}

function modelLines(options: RecurrentOptions): readonly string[] {
  const { type, formula, weights, ties, conf_level, last_stratum, order, zph } = options;
  const right = formula.slice(formula.indexOf('~') + 1).trim();
  const byOrder = type === 'pwp_total' || type === 'pwp_gap';
  const own = 'ave(d$.event, d$.id, FUN = function(e) cumsum(e) - e + 1)';
  const counted = order === undefined ? own : `d$${quoteName(order)}`;
  const left = type === 'pwp_gap' ? 'Surv(.start - .clock, .stop - .clock, .event)' : 'Surv(.start, .stop, .event)';
  const args = [
    `ties = "${ties}"`,
    ...(weights === undefined || weights.kind === 'frequency' ? [] : [`weights = ${quoteName(weights.column)}`]),
    ...(options.robust === false ? ['robust = FALSE'] : ['cluster = .id']),
  ];
  return [
    ...(byOrder ? [`d$.order <- ${last_stratum === undefined ? counted : `pmin(${counted}, ${last_stratum})`}`] : []),
    ...(type === 'pwp_gap'
      ? [`d$.clock <- ave(d$.start, interaction(d$.id, ${own}, drop = TRUE), FUN = min)  # where the wait for each event begins`]
      : []),
    `fit <- coxph(${left} ~ ${right}${byOrder ? ' + strata(.order)' : ''}, d, ${args.join(', ')})`,
    `summary(fit, conf.int = ${conf_level})`,
    `tryCatch(cox.zph(fit, transform = "${zph}"), error = conditionMessage)`,
    ...(byOrder
      ? ['data.frame(events = tapply(d$.event, d$.order, sum), patients = tapply(d$.id, d$.order, function(i) length(unique(i))))']
      : []),
  ];
}

/** The mean function from its definition, patient by patient; without a terminal event also as survival has it. */
function meanLines(options: RecurrentOptions): readonly string[] {
  const { formula, conf_level, conf_type, times, weights, terminal } = options;
  const names = groupNames(formula);
  const weight = weights === undefined || weights.kind === 'frequency' ? '1' : `d[[${JSON.stringify(weights.column)}]]`;
  const limits =
    conf_type === 'log' ? 'rbind(mean * exp(-z * se / mean), mean * exp(z * se / mean))' : 'rbind(mean - z * se, mean + z * se)';
  return [
    ...(names.length === 0
      ? ['d$.group <- factor("all")']
      : [
          `d <- d[complete.cases(d[, c(${names.map((name) => JSON.stringify(name)).join(', ')})]), ]`,
          `d$.group <- interaction(d[c(${names.map((name) => JSON.stringify(name)).join(', ')})], drop = TRUE, sep = ", ")`,
        ]),
    `d$.w <- ${weight}${terminal === undefined ? '; d$.died <- 0' : ''}`,
    'grid <- sort(unique(d$.stop)); ids <- unique(d$.id)',
    'one_mean <- function(g) {  # mean number of events by the times of the grid, each patient’s influence on it',
    '  r <- d[d$.group == g, ]; at <- outer(r$.start, grid, "<") & outer(r$.stop, grid, ">="); ends <- outer(r$.stop, grid, "==")',
    '  Y <- colSums(at * r$.w); dR <- colSums(ends * r$.event * r$.w) / pmax(Y, 1e-300); dL <- colSums(ends * r$.died * r$.w) / pmax(Y, 1e-300)',
    '  S <- c(1, cumprod(1 - dL))[seq_along(grid)]; mean <- cumsum(S * dR); keep <- ifelse(dL < 1 & Y > 0, 1 / (pmax(Y, 1e-300) * (1 - dL)), 0)',
    '  by_id <- function(m) rowsum(m, factor(match(r$.id, ids), seq_along(ids)), reorder = TRUE)',
    '  M <- by_id(r$.w * (ends * r$.event - sweep(at, 2, dR, "*"))); D <- by_id(r$.w * (ends * r$.died - sweep(at, 2, dL, "*")))',
    '  Q <- sweep(D, 2, keep, "*"); dX <- sweep(M, 2, S / pmax(Y, 1e-300), "*") + sweep(Q, 2, mean, "*")',
    '  run <- function(m) if (ncol(m) == 1) m else t(apply(m, 1, cumsum))',
    '  psi <- run(dX) - sweep(run(Q), 2, mean, "*")',
    '  list(Y = Y, mean = mean, se = sqrt(colSums(psi^2)), psi = psi, rows = as.integer(rownames(M)))',
    '}',
    'fits <- lapply(setNames(nm = levels(d$.group)), one_mean)',
    `z <- qnorm(${(1 + conf_level) / 2}); se <- NULL`,
    'for (g in names(fits)) {',
    `  f <- fits[[g]]; mean <- f$mean; se <- f$se; l <- ${limits}`,
    `  k <- ${times === undefined ? 'seq_along(grid)' : `findInterval(c(${times.join(', ')}), grid)`}; k <- k[k > 0]`,
    '  print(cbind(time = grid[k], n_risk = f$Y[k], mean = mean[k], se = se[k], low = l[1, k], high = l[2, k]))',
    '}',
    ...(terminal === undefined
      ? [`summary(survfit(Surv(.start, .stop, .event) ~ .group, d, id = .id${weight === '1' ? '' : ', weights = .w'}))$cumhaz`]
      : []),
    'if (length(fits) > 1) {  # equal mean functions',
    '  step <- function(m) if (is.matrix(m)) m - cbind(0, m[, -ncol(m), drop = FALSE]) else diff(c(0, m))',
    '  total <- Reduce(`+`, lapply(fits, `[[`, "Y")); G <- length(fits) - 1; U <- numeric(G); each <- matrix(0, length(ids), G)',
    '  for (g in seq_len(G)) for (h in seq_along(fits)) {',
    '    L <- ((g == h) - fits[[g]]$Y / pmax(total, 1e-300)) * fits[[h]]$Y; U[g] <- U[g] + sum(L * step(fits[[h]]$mean))',
    '    each[fits[[h]]$rows, g] <- each[fits[[h]]$rows, g] + drop(step(fits[[h]]$psi) %*% L)',
    '  }',
    '  statistic <- drop(U %*% solve(crossprod(each)) %*% U); print(c(statistic = statistic, df = G, p = pchisq(statistic, G, lower.tail = FALSE)))',
    '}',
  ];
}

/** The columns that divide the curves. */
function groupNames(formula: string): readonly string[] {
  const roles = rolesOf(formula);
  return roles === null ? [] : [...roles.terms.map(({ name }) => name), ...roles.strata];
}
