/** What `cox` writes: results sentence, methods paragraph, R script. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { countOf, countText, levelText, significantText } from '../../../results/format';
import type { ResultTable } from '../../../results/result';
import { outcomeSaid } from '../../event-warnings';
import { numberOf, ratiosSaid, rowsByColumn } from '../../hazard-sentences';
import { coxphRows, strataSaid, survivalLibraries, varianceSaid } from '../../hazard-texts';
import { saidOf } from '../../labels';
import type { MethodOutput } from '../../method';
import { type Conventions, rScriptHead, rSurvival, rTable, wordOfEvent } from '../../r-script';
import { SOFTWARE } from '../../software';
import { timeScript, timeSentences } from '../../time-scale';
import { adjustedParagraph, adjustedScript, comparedParagraph, comparedScript } from './beside-texts';
import { type CoxMethodOptions, tiesOf } from './options';
import { firthSaid, firthScript, frailtySaid, frailtyScript, ridgeFitScript, ridgeSaid, ridgeScript } from './penalty-texts';
import type { PreparedCox } from './prepare';
import { changeSaid, changeScript } from './varying-texts';

const TERMS_SHOWN = 6;
const TIES_NAME = {
  efron: { en: "Efron's method", zh: ' Efron 法' },
  breslow: { en: "Breslow's method", zh: ' Breslow 法' },
  exact: { en: 'the exact partial likelihood', zh: '精确偏似然' },
};

/** Hazard ratios with intervals and p values, size and concordance. */
export function coxSentence(
  coefficients: ResultTable,
  fit: ResultTable,
  prepared: PreparedCox,
  options: CoxMethodOptions,
  labels: Readonly<Record<string, Localised>>,
): Localised {
  const whole = rowsByColumn(fit)[0];
  const level = levelText(options.conf_level);
  const ratios = ratiosSaid(rowsByColumn(coefficients), labels, TERMS_SHOWN);
  const n = countText(numberOf(whole.n));
  const events = countText(numberOf(whole.events));
  const c = significantText(numberOf(whole.concordance), 3);
  const outcome = outcomeSaid(prepared.response.eventLabel, prepared.response.coding, labels);
  const model = {
    en: outcome ? `a Cox model of time to ${outcome.en}` : `a Cox model of ${saidOf(prepared.response.timeLabel, labels).en}`,
    zh: outcome ? `以${outcome.zh}为结局的 Cox 模型` : `以${saidOf(prepared.response.timeLabel, labels).zh}为结局时间的 Cox 模型`,
  };
  return {
    en: `In ${model.en} (n = ${n}, ${countOf(numberOf(whole.events), 'event')}), hazard ratios (${level}% CI) were: ${ratios.en}. Concordance was ${c}.`,
    zh: `在${model.zh}（n = ${n}，${events} 个事件）中，风险比（${level}% CI）为：${ratios.zh}。一致性指数为 ${c}。`,
  };
}

/** The methods paragraph: estimator, ties, variance, weights, diagnostics, software. */
export function coxParagraph(options: CoxMethodOptions, output: MethodOutput): Localised {
  const ties = TIES_NAME[tiesOf(options)];
  const strata = strataSaid(output);
  const rows = varianceSaid(options, output);
  const compared = comparedParagraph(options, output.labels);
  const adjusted = adjustedParagraph(options, output.labels);
  const en = [
    `Hazard ratios were estimated by Cox proportional hazards regression with ${ties.en} for ties${strata.en}.`,
    ...(options.firth ? firthSaid(options).en : rows.en),
    ...ridgeSaid(options, output.labels).en,
    ...frailtySaid(options, output.labels).en,
    ...changeSaid(options, output.labels).en,
    ...(tiesOf(options) === 'exact' ||
    options.firth ||
    options.ridge !== undefined ||
    options.frailty !== undefined ||
    options.tt !== undefined
      ? []
      : ['Proportional hazards were examined by the score test on scaled Schoenfeld residuals.']),
    ...testedSaid(options).en,
    ...compared.en,
    ...adjusted.en,
    ...timeSentences(options.time_unit).en,
    ...(options.tt === undefined ? ["Discrimination is given as Harrell's C with its infinitesimal-jackknife standard error."] : []),
    SOFTWARE.en,
  ];
  const zh = [
    `采用 Cox 比例风险回归估计风险比，结点用${ties.zh}处理${strata.zh}。`,
    ...(options.firth ? firthSaid(options).zh : rows.zh),
    ...ridgeSaid(options, output.labels).zh,
    ...frailtySaid(options, output.labels).zh,
    ...changeSaid(options, output.labels).zh,
    ...(tiesOf(options) === 'exact' ||
    options.firth ||
    options.ridge !== undefined ||
    options.frailty !== undefined ||
    options.tt !== undefined
      ? []
      : ['比例风险假定以基于标化 Schoenfeld 残差的得分检验考察。']),
    ...testedSaid(options).zh,
    ...compared.zh,
    ...adjusted.zh,
    ...timeSentences(options.time_unit).zh,
    ...(options.tt === undefined ? ['区分度以 Harrell C 指数及其无穷小刀切标准误表示。'] : []),
    SOFTWARE.zh,
  ];
  return { en: en.join(' '), zh: zh.join('') };
}

/** The sentences on limits and tests of the likelihood beside those of the coefficients. */
function testedSaid({ anova, profile }: CoxMethodOptions): Readonly<Record<Language, readonly string[]>> {
  return {
    en: [
      ...(profile ? ['Limits of the profile likelihood are given beside those of Wald type.'] : []),
      ...(anova ? ['Terms were tested one after another, in the order of the formula, by likelihood ratio.'] : []),
    ],
    zh: [...(profile ? ['另给出轮廓似然的置信限。'] : []), ...(anova ? ['各项按公式中的顺序依次作似然比检验。'] : [])],
  };
}

/** The R script that gives the same numbers from the exported table. */
export function coxScript(options: CoxMethodOptions, conventions: Conventions = {}): string {
  const event = options.event ?? (options.cause === undefined ? wordOfEvent(conventions.event) : undefined);
  const lines = [`f <- ${rSurvival(options.formula, { ...options, event }).text}`, ...timeScript(options.time_unit)];
  if (options.cause !== undefined) {
    lines.push(`# the event is ${options.cause}; other causes are censored: write event == ${JSON.stringify(options.cause)} in Surv()`);
  }
  const rows = coxphRows(options);
  lines.push(...rows.lines);
  const change = changeScript(options);
  const args = ['d', `ties = "${tiesOf(options)}"`, ...rows.args, ...change.args];
  lines.push(...ridgeScript(options), ...frailtyScript(options), ...change.lines);
  lines.push(`fit <- coxph(f, ${args.join(', ')})`, `summary(fit, conf.int = ${options.conf_level})`, 'fit$concordance');
  if (options.firth) lines.push(...firthScript(options));
  else if (options.tt !== undefined)
    lines.push('# the coefficient at a time: that of the term and, times the function of time, that of tt()');
  else if (options.frailty !== undefined)
    lines.push('sqrt(diag(fit$var2)); fit$df; AIC(fit)', 'fit$history[[1]]$theta; quantile(exp(fit$frail), c(.1, .25, .5, .75, .9))');
  else if (options.ridge !== undefined) lines.push('sqrt(diag(fit$var2)); fit$df; AIC(fit)', ...ridgeFitScript(options, args));
  else if (tiesOf(options) !== 'exact') lines.push(`cox.zph(fit, transform = "${options.zph}")`);
  if (options.profile) lines.push('# profile limits: refit with offset(b * column) and solve 2 * (loglik - loglik(b)) = qchisq(level, 1)');
  if (options.anova) lines.push('anova(fit)');
  if (options.baseline !== undefined) lines.push(`basehaz(fit, centered = ${options.baseline === 'mean' ? 'TRUE' : 'FALSE'})`);
  for (const type of options.residuals ?? []) lines.push(`residuals(fit, "${type === 'scaled_schoenfeld' ? 'scaledsch' : type}")`);
  const predictions = options.predictions;
  if (predictions !== undefined) {
    const name = predictions.data ?? options.data;
    lines.push(`new <- ${rTable(name)}`);
    if (predictions.type === 'survival') {
      lines.push(
        `summary(survfit(fit, newdata = new, conf.int = ${options.conf_level}), times = c(${(predictions.times ?? []).join(', ')}))`,
      );
    } else lines.push('predict(fit, newdata = new, type = "lp", se.fit = TRUE)  # risk and its interval: exp of lp and of lp ± z se');
  }
  lines.push(...comparedScript(options), ...adjustedScript(options));
  return `${rScriptHead(options, survivalLibraries(options.formula))}${lines.join('\n')}\n`;
}
