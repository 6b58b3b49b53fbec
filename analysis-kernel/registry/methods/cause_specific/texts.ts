/** What `cause_specific` writes of itself: methods paragraph, R script. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { causeScript } from '../../cause-script';
import { CONF_TYPE_WORDS } from '../../common-options';
import { coxphRows, strataSaid, survivalLibraries, varianceSaid } from '../../hazard-texts';
import type { MethodOutput } from '../../method';
import { rScriptHead, rTable } from '../../r-script';
import { SOFTWARE } from '../../software';
import { timeScript, timeSentences } from '../../time-scale';
import type { CauseSpecificOptions } from './options';

const TIES_NAME = { efron: { en: "Efron's method", zh: ' Efron 法' }, breslow: { en: "Breslow's method", zh: ' Breslow 法' } };

/** The methods paragraph: estimator, ties, variance, weights, diagnostics, risks, software. */
export function causeSpecificParagraph(options: CauseSpecificOptions, output: MethodOutput): Localised {
  const ties = TIES_NAME[options.ties];
  const strata = strataSaid(output);
  const rows = varianceSaid(options, output);
  const scale = CONF_TYPE_WORDS[options.conf_type];
  const predicts = output.tables.has('predictions');
  const en = [
    `The hazard of each event was modelled by Cox proportional hazards regression with the other events censored, with ${ties.en} for ties${strata.en}.`,
    ...rows.en,
    'Proportional hazards were examined by the score test on scaled Schoenfeld residuals.',
    ...(predicts
      ? [
          `Absolute risks combine the hazards of all events (Benichou–Gail); their intervals, symmetric on the ${scale.en} scale, allow for baseline hazards and coefficients.`,
        ]
      : []),
    ...timeSentences(options.time_unit).en,
    SOFTWARE.en,
  ];
  const zh = [
    `每种事件的风险以 Cox 比例风险回归建模，其他事件视为删失，结点用${ties.zh}处理${strata.zh}。`,
    ...rows.zh,
    '比例风险假定以基于标化 Schoenfeld 残差的得分检验考察。',
    ...(predicts ? [`绝对风险由所有事件的风险合成（Benichou–Gail 法）；置信区间在${scale.zh}变换下对称，计及基线风险与系数的变异。`] : []),
    ...timeSentences(options.time_unit).zh,
    SOFTWARE.zh,
  ];
  return { en: en.join(' '), zh: zh.join('') };
}

/** The R script that gives the same numbers from the exported table. */
export function causeSpecificScript(options: CauseSpecificOptions): string {
  const { predictions } = options;
  const { lines: reading, formulaOf } = causeScript(options);
  const rows = coxphRows(options);
  const args = [formulaOf('happened'), 'd', `ties = "${options.ties}"`, ...rows.args];
  const lines = [...timeScript(options.time_unit), ...rows.lines, ...reading];
  const wanted = options.cause === undefined ? 'causes' : JSON.stringify(String(options.cause));
  lines.push(
    'fits <- lapply(setNames(nm = causes), function(k) {',
    '  d$happened <- as.integer(d$cause == k)  # the other causes are censored',
    `  coxph(${args.join(', ')})`,
    '})',
    `for (k in ${wanted}) {`,
    `  print(summary(fits[[k]], conf.int = ${options.conf_level}))`,
    `  print(tryCatch(cox.zph(fits[[k]], transform = "${options.zph}"), error = conditionMessage))`,
    `}`,
  );
  if (predictions !== undefined) {
    lines.push(
      `new <- ${rTable(predictions.data ?? options.data)}`,
      `# the risk of one event for one row: the hazards of all events together; as riskRegression::CSC`,
      `risk <- function(k, row, times) {`,
      `  curves <- lapply(fits, function(fit) survfit(fit, newdata = new[row, , drop = FALSE], se.fit = FALSE))`,
      `  t <- sort(unique(unlist(lapply(curves, function(s) s$time))))`,
      `  dH <- sapply(curves, function(s) diff(c(0, stepfun(s$time, c(0, s$cumhaz))(t))) )`,
      `  dH <- matrix(dH, nrow = length(t), dimnames = list(NULL, names(fits)))`,
      predictions.free_of_events === 'exponential'
        ? `  free <- c(1, exp(-cumsum(rowSums(dH))))[seq_along(t)]`
        : `  free <- c(1, cumprod(1 - rowSums(dH)))[seq_along(t)]`,
      `  stepfun(t, c(0, cumsum(free * dH[, k])))(times)`,
      `}`,
      `complete <- which(complete.cases(new[, intersect(all.vars(delete.response(terms(fits[[1]]))), names(new)), drop = FALSE]))`,
      `for (k in ${wanted}) for (row in complete) print(c(row, risk(k, row, c(${(predictions.times ?? []).join(', ')}))))`,
    );
  }
  return `${rScriptHead(options, survivalLibraries(options.formula))}${lines.join('\n')}\n`;
}
