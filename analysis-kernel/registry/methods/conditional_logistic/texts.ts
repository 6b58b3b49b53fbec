/** What `conditional_logistic` writes of itself: methods paragraph, R script. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { quoteName } from '../../../formula/deparse';
import { rolesOf } from '../../../formula/formula-roles';
import { survivalLibraries, varianceSaid } from '../../hazard-texts';
import { listSaid } from '../../labels';
import type { MethodOutput } from '../../method';
import { type Conventions, rRepeated, rScriptHead, wordOfEvent } from '../../r-script';
import { SOFTWARE } from '../../software';
import type { ConditionalLogisticOptions } from './options';
import { LIKELIHOOD_WORDS } from './words';

/** The methods paragraph: likelihood, sets, variance, weights, software. */
export function setsParagraph(options: ConditionalLogisticOptions, output: MethodOutput): Localised {
  const likelihood = LIKELIHOOD_WORDS[options.ties];
  const rows = varianceSaid(options, output);
  const { strata } = output.conventions;
  const sets = (lang: 'en' | 'zh') => (typeof strata === 'string' ? listSaid(strata.split(', '), output.labels, lang) : '');
  const en = [
    `Odds ratios were estimated by conditional logistic regression within matched sets (${sets('en')}), by the ${likelihood.en}.`,
    'Sets without a case or without a control hold no information and were left out.',
    ...rows.en,
    SOFTWARE.en,
  ];
  const zh = [
    `在匹配组（${sets('zh')}）内以条件 logistic 回归估计比值比，采用${likelihood.zh}。`,
    '没有病例或没有对照的匹配组不含信息，未计入。',
    ...rows.zh,
    SOFTWARE.zh,
  ];
  return { en: en.join(' '), zh: zh.join('') };
}

/** The R script that gives the same numbers from the exported table. */
export function setsScript(options: ConditionalLogisticOptions, conventions: Conventions = {}): string {
  const { weights, ties, conf_level } = options;
  const event = options.event ?? wordOfEvent(conventions.event);
  const right = options.formula.slice(options.formula.indexOf('~') + 1);
  const frequency = weights?.kind === 'frequency';
  const roles = rolesOf(options.formula);
  const left = roles?.left.kind === 'column' ? quoteName(roles.left.name) : options.formula.slice(0, options.formula.indexOf('~')).trim();
  const happened =
    event === undefined ? left : `${left} == ${typeof event === 'boolean' ? String(event).toUpperCase() : JSON.stringify(event)}`;
  const robust = options.robust ?? (conventions.variance !== undefined && conventions.variance !== 'model');
  const lines = [
    `f <- Surv(rep(1, nrow(d)), .case) ~${right}`,
    `.case <- with(d, ${happened}); d$.case <- if (is.numeric(.case) && any(.case == 2, na.rm = TRUE)) as.integer(.case == 2) else as.integer(.case)`,
    'm <- model.frame(terms(f, specials = c("strata", "cluster")), d, na.action = na.pass)  # complete rows of sets with a case and a control',
    `d$.set <- interaction(m[grep("^strata\\\\(", names(m))], drop = TRUE)`,
    ...(weights === undefined
      ? []
      : [`d <- d[!is.na(d[[${JSON.stringify(weights.column)}]]) & d[[${JSON.stringify(weights.column)}]] > 0, ]`]),
    'd <- d[complete.cases(d[, intersect(all.vars(f[[3]]), names(d))]) & !is.na(d$.case), ]',
    'd <- d[ave(d$.case, d$.set, FUN = max) == 1 & ave(d$.case, d$.set, FUN = min) == 0, ]',
  ];
  if (frequency) lines.push(...rRepeated(weights.column));
  const cluster = options.cluster === undefined ? '.set' : quoteName(options.cluster);
  const args = [`ties = "${ties}"`, ...(weights === undefined || frequency ? [] : [`weights = ${quoteName(weights.column)}`])];
  const own = robust && ties !== 'exact' && !/\bcluster\s*\(/u.test(options.formula) ? [`cluster = ${cluster}`] : [];
  const named = /\bcluster\s*\(\s*([^)]+?)\s*\)/u.exec(options.formula)?.[1];
  if (named !== undefined && ties === 'exact') lines.push(`f <- update(f, . ~ . - cluster(${named}))`);
  lines.push(`fit <- coxph(f, d, ${[...args, ...own].join(', ')})`, `summary(fit, conf.int = ${conf_level})`);
  if (robust && ties === 'exact') lines.push(...exactSandwich(named ?? cluster));
  return `${rScriptHead(options, survivalLibraries(options.formula))}${lines.join('\n')}\n`;
}

/** survival has no robust variance beside the exact likelihood: each set's score by the recursion, summed within clusters. */
function exactSandwich(cluster: string): readonly string[] {
  return [
    'x <- model.matrix(fit); b <- coef(fit); b[is.na(b)] <- 0',
    'score <- t(sapply(split(seq_len(nrow(x)), d$.set, drop = TRUE), function(rows) {',
    '  m <- sum(d$.case[rows]); e <- c(1, rep(0, m)); g <- matrix(0, m + 1, ncol(x))',
    '  for (i in rows) { r <- exp(sum(x[i, ] * b)); for (k in m:1) { g[k + 1, ] <- g[k + 1, ] + r * (g[k, ] + x[i, ] * e[k]); e[k + 1] <- e[k + 1] + r * e[k] } }',
    '  colSums(x[rows[d$.case[rows] == 1], , drop = FALSE]) - g[m + 1, ] / e[m + 1]',
    '}))',
    'score <- matrix(score, ncol = ncol(x))',
    `score <- rowsum(score, sapply(split(as.character(d$${cluster}), d$.set, drop = TRUE), "[", 1))`,
    'sqrt(diag(vcov(fit) %*% crossprod(score) %*% vcov(fit)))  # robust standard errors',
  ];
}
