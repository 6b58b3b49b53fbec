/** The equivalent R script of a baseline table. */
import { quoteName } from '../../../formula/deparse';
import { type Conventions, rRepeated, rScriptHead } from '../../r-script';
import type { TableOneOptions } from './options';

const vector = (names: readonly string[]) => `c(${names.map((name) => JSON.stringify(name)).join(', ')})`;
const TYPES = { r: 7, sas: 2, spss: 6 } as const;

/** `conventions.counted`: which numbers were counted by value, as the values alone may decide. */
export function tableOneScript(options: TableOneOptions, conventions: Conventions = {}): string {
  const { by = [], subgroups, variables, weights } = options;
  const splitting = [...by, ...(subgroups === undefined ? [] : [subgroups])];
  const needed = [...splitting, ...(weights === undefined ? [] : [weights.column])];
  const lines = [
    ...(needed.length > 0 ? [`d <- d[complete.cases(d[${vector(needed)}]), ]`] : []),
    ...(weights === undefined ? [] : [`d <- d[d$${quoteName(weights.column)} > 0, ]`]),
    ...(weights?.kind === 'frequency' ? rRepeated(weights.column) : []),
    variables === undefined
      ? `vars <- setdiff(names(d), ${vector(needed)})`
      : `vars <- setdiff(${vector(variables)}, ${vector(splitting)})`,
    ...countedBy(options, conventions).map((name) => `d$${quoteName(name)} <- factor(d$${quoteName(name)})`),
    ...summaries(options),
    ...(by.length > 0 ? comparisons(options) : []),
    ...tables(options),
  ];
  return `${rScriptHead(options)}${lines.join('\n')}\n`;
}

function countedBy({ categorical = [] }: TableOneOptions, { counted }: Conventions): readonly string[] {
  return typeof counted === 'string' ? counted.split(', ') : categorical;
}

/** `one(x, w)`: what the table says of a variable in a group. */
function summaries({ weights, percent_of, as }: TableOneOptions): readonly string[] {
  const percent = percent_of === 'all' ? 'sum(w)' : 'sum(w[!is.na(x)])';
  const levels = `{ n <- tapply(w, x, sum); n[is.na(n)] <- 0; cbind(n = n, percent = 100 * n / ${percent}) }`;
  if (weights === undefined || weights.kind === 'frequency') {
    return [
      'd$.w <- 1',
      `one <- function(x, w) { if (is.numeric(x)) c(n = sum(!is.na(x)), mean = mean(x, na.rm = TRUE), sd = sd(x, na.rm = TRUE), quantile(x, c(.5, .25, .75), na.rm = TRUE, type = ${TYPES[as]}), missing = sum(is.na(x)))`,
      `  else ${levels} }`,
    ];
  }
  return [
    `d$.w <- d$${quoteName(weights.column)}`,
    'at <- function(x, w, p) { o <- order(x); x[o][which(cumsum(w[o]) >= p * sum(w) * (1 - 1e-12))[1]] }',
    'one <- function(x, w) { if (is.numeric(x)) { k <- !is.na(x); v <- x[k]; u <- w[k]; m <- weighted.mean(v, u); n <- length(v)',
    '  c(n = sum(u), unweighted = n, mean = m, sd = sqrt(sum(u * (v - m)^2) / sum(u) * n / (n - 1)), median = at(v, u, .5), p25 = at(v, u, .25), p75 = at(v, u, .75), missing = sum(!k), ess = sum(w)^2 / sum(w^2)) }',
    `  else ${levels} }`,
  ];
}

/** `compare(x, g, w, v)`: test and standardised difference of a variable between groups. */
function comparisons({ test, tests = {}, normal = [], smd, smd_of, weights }: TableOneOptions): readonly string[] {
  const isTested = (test || Object.keys(tests).length > 0) && (weights === undefined || weights.kind === 'frequency');
  const own = Object.entries(tests).map(([name, choice]) => `${JSON.stringify(name)} = ${JSON.stringify(choice)}`);
  return [
    ...(isTested
      ? [
          `tests <- list(${own.join(', ')})`,
          `normal <- ${vector(normal)}`,
          'p <- function(x, g, v) {',
          `  how <- if (!is.null(tests[[v]])) tests[[v]] else ${test ? 'if (is.numeric(x)) (if (v %in% normal) "t" else "wilcoxon") else "usual"' : '"none"'}`,
          '  g <- droplevels(g[!is.na(x)]); x <- x[!is.na(x)]; two <- nlevels(g) == 2',
          '  if (how == "none" || nlevels(g) < 2) return(NA)',
          '  if (how == "t") return(oneway.test(x ~ g, var.equal = TRUE)$p.value)',
          '  if (how == "welch") return(oneway.test(x ~ g)$p.value)',
          '  if (how == "wilcoxon") return(suppressWarnings(if (two) wilcox.test(x ~ g) else kruskal.test(x ~ g))$p.value)',
          '  t <- table(droplevels(factor(x)), g); if (nrow(t) < 2) return(NA)',
          '  e <- min(suppressWarnings(chisq.test(t))$expected)',
          '  if (how == "chisq" || (how != "fisher" && e >= 5)) suppressWarnings(chisq.test(t, correct = FALSE))$p.value else fisher.test(t, workspace = 2e7)$p.value',
          '}',
        ]
      : ['p <- function(x, g, v) NA']),
    ...(smd
      ? [
          'pair <- function(x, w, a, b) if (is.numeric(x)) { s <- function(i) var(x[i], na.rm = TRUE); m <- function(i) weighted.mean(x[i], w[i], na.rm = TRUE)',
          '  (m(b) - m(a)) / sqrt((s(a) + s(b)) / 2) } else {',
          '  share <- function(i, w) { n <- tapply(w[i], factor(x)[i], sum); n[is.na(n)] <- 0; (n / sum(n))[-1] }',
          '  S <- function(q) diag(q, length(q)) - outer(q, q); one <- rep(1, length(w)); q <- share(b, w) - share(a, w)',
          '  m <- (S(share(a, one)) + S(share(b, one))) / 2; e <- eigen(m, symmetric = TRUE); k <- e$values > 1e-10 * max(e$values)',
          '  v <- sqrt(sum((crossprod(e$vectors[, k, drop = FALSE], q))^2 / e$values[k])); if (length(q) == 1) sign(q) * v else v }',
          'smd <- function(x, g, w) { l <- levels(droplevels(g)); if (length(l) < 2) return(NA); if (length(l) == 2) return(unname(pair(x, w, which(g == l[1]), which(g == l[2]))))',
          `  ${smd_of === 'largest' ? 'max' : 'mean'}(abs(combn(length(l), 2, function(i) pair(x, w, which(g == l[i[1]]), which(g == l[i[2]]))))) }`,
        ]
      : ['smd <- function(x, g, w) NA']),
    'compare <- function(x, g, w, v) c(p = p(x, g, v), smd = smd(x, g, w))',
  ];
}

/** The table itself, again within each level of `subgroups`. */
function tables({ by = [], subgroups, overall }: TableOneOptions): readonly string[] {
  const last = by.at(-1);
  const outer = by.slice(0, -1);
  const described = 'lapply(setNames(vars, vars), function(v) one(d[[v]], d$.w))';
  const each =
    last === undefined
      ? [`whole <- function(d) ${described}`]
      : [
          'whole <- function(d) list(',
          ...(overall ? [`  overall = ${described},`] : []),
          `  groups = lapply(split(d, d[${vector(by)}], drop = TRUE), function(d) ${described}),`,
          `  comparisons = lapply(split(d, ${outer.length === 0 ? 'rep("all", nrow(d))' : `d[${vector(outer)}], drop = TRUE`}), function(d) sapply(vars, function(v) compare(d[[v]], factor(d$${quoteName(last)}), d$.w, v))))`,
        ];
  return [...each, subgroups === undefined ? 'whole(d)' : `lapply(split(d, d$${quoteName(subgroups)}), whole)`];
}
