/** What `finegray` writes of itself: methods paragraph, R script. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { quoteName } from '../../../formula/deparse';
import { causeScript } from '../../cause-script';
import { CONF_TYPE_WORDS } from '../../common-options';
import { survivalLibraries, varianceSaid } from '../../hazard-texts';
import type { MethodOutput } from '../../method';
import { rRepeated, rScriptHead, rTable } from '../../r-script';
import { SOFTWARE } from '../../software';
import { timeScript, timeSentences } from '../../time-scale';
import { type FineGrayOptions, tiesOf } from './options';

const TIES_NAME = { efron: { en: "Efron's method", zh: ' Efron 法' }, breslow: { en: "Breslow's method", zh: ' Breslow 法' } };

/** The methods paragraph: estimator, ties, weights of censoring, variance, risks, software. */
export function fineGrayParagraph(options: FineGrayOptions, output: MethodOutput): Localised {
  const ties = TIES_NAME[tiesOf(options)];
  const rows = varianceSaid(options, output);
  const scale = CONF_TYPE_WORDS[options.conf_type];
  const predicts = output.tables.has('predictions');
  const grouped = options.censoring_groups !== undefined;
  const ofCrr = options.as === 'cmprsk';
  const examined = output.tables.has('zph');
  const isLog = options.zph === 'log';
  const en = [
    `Subdistribution hazard ratios were estimated by the Fine–Gray model with ${ties.en} for ties; those with a competing event stay at risk, weighted by the Kaplan–Meier estimate of censoring${grouped ? ' within groups' : ''}.`,
    ...(ofCrr ? ['The variance allows for the estimation of censoring, as in cmprsk.'] : []),
    ...rows.en.slice(ofCrr ? 1 : 0),
    ...(examined
      ? [`Proportionality was examined by a score test of a change of the coefficients with ${isLog ? 'the logarithm of time' : 'time'}.`]
      : []),
    ...(predicts ? [`Predicted cumulative incidences have intervals symmetric on the ${scale.en} scale.`] : []),
    ...timeSentences(options.time_unit).en,
    SOFTWARE.en,
  ];
  const zh = [
    `采用 Fine–Gray 模型估计部分分布风险比，结点用${ties.zh}处理；发生竞争事件者仍留在风险集中，以删失的 Kaplan–Meier 估计${grouped ? '（按组）' : ''}加权。`,
    ...(ofCrr ? ['方差计及删失分布的估计，同 cmprsk。'] : []),
    ...rows.zh.slice(ofCrr ? 1 : 0),
    ...(examined ? [`比例性以系数随${isLog ? '时间的对数' : '时间'}变化的得分检验考察。`] : []),
    ...(predicts ? [`预测累积发生率的置信区间在${scale.zh}变换下对称。`] : []),
    ...timeSentences(options.time_unit).zh,
    SOFTWARE.zh,
  ];
  return { en: en.join(' '), zh: zh.join('') };
}

/** The R script that gives the same numbers from the exported table. */
export function fineGrayScript(options: FineGrayOptions): string {
  const { lines: reading, start, time } = causeScript(options);
  const cause = options.cause === undefined ? 'causes[1]' : JSON.stringify(String(options.cause));
  const right = options.formula.slice(options.formula.indexOf('~'));
  const lines = [...timeScript(options.time_unit)];
  const { weights, predictions } = options;
  if (weights?.kind === 'frequency') {
    lines.push(...rRepeated(weights.column));
  }
  lines.push(
    ...reading,
    `d <- d[complete.cases(d[, intersect(all.vars(${right}), names(d)), drop = FALSE]) & !is.na(d$cause) & !is.na(d$${time}), ]`,
  );
  if (predictions !== undefined) lines.push(`new <- ${rTable(predictions.data ?? options.data)}`);
  const times = `c(${(predictions?.times ?? []).join(', ')})`;
  if (options.as === 'cmprsk') {
    const grouped = options.censoring_groups === undefined ? '' : `, cengroup = d$${quoteName(options.censoring_groups)}`;
    lines.push(
      `x <- model.matrix(${right}, d)[, -1, drop = FALSE]`,
      `fit <- crr(d$${time}, d$cause, x, failcode = ${cause}, cencode = "censored"${grouped})`,
      `summary(fit, conf.int = ${options.conf_level})`,
      '# Sums of the Schoenfeld-type residuals over time: the score of a change of each coefficient with time',
      `print(colSums(as.matrix(fit$res) * ${options.zph === 'log' ? 'log(fit$uftime)' : 'fit$uftime'}))`,
      ...(predictions === undefined
        ? []
        : [
            'for (v in intersect(names(new), names(d))) if (is.factor(d[[v]])) new[[v]] <- factor(new[[v]], levels(d[[v]]))',
            `risks <- predict(fit, model.matrix(${right}, new)[, -1, drop = FALSE])`,
            `apply(risks[, -1, drop = FALSE], 2, function(risk) stepfun(risks[, 1], c(0, risk))(${times}))`,
          ]),
    );
    return `${rScriptHead(options, ['cmprsk'])}${lines.join('\n')}\n`;
  }
  const group = options.censoring_groups === undefined ? '' : ` + strata(${quoteName(options.censoring_groups)})`;
  const weighing = weights === undefined || weights.kind === 'frequency' ? '' : `, weights = ${quoteName(weights.column)}`;
  const left = start === null ? time : `${start}, ${time}`;
  lines.push(
    'd$subject <- seq_len(nrow(d))',
    'd$cause <- factor(d$cause, c("censored", causes))',
    ...(group === ''
      ? []
      : [
          '# finegray leaves a group out of the risk sets of events of other groups where its own weights do not change: numbers differ a little',
        ]),
    `fg <- finegray(Surv(${left}, cause) ~ .${group}, d, etype = ${cause}, id = subject${weighing})`,
    `fit <- coxph(Surv(fgstart, fgstop, fgstatus) ${right}, fg, weights = fgwt, ties = "${tiesOf(options)}"${
      options.robust ? `, cluster = ${options.cluster === undefined ? 'subject' : quoteName(options.cluster)}` : ', robust = FALSE'
    })`,
    `summary(fit, conf.int = ${options.conf_level})`,
    `print(tryCatch(cox.zph(fit, transform = "${options.zph}"), error = conditionMessage))`,
    ...(predictions === undefined ? [] : [`1 - summary(survfit(fit, newdata = new), times = ${times}, extend = TRUE)$surv`]),
  );
  return `${rScriptHead(options, survivalLibraries(options.formula))}${lines.join('\n')}\n`;
}
