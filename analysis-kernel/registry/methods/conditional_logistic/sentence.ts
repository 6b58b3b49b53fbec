/** What `conditional_logistic` says of its result: the sentence, the note below the coefficients. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { chiSquaredText, countOf, countText, estimateText, fixedText, levelText } from '../../../results/format';
import type { ResultTable, Value } from '../../../results/result';
import { outcomeSaid } from '../../event-warnings';
import { numberOf, ratiosSaid, rowsByColumn } from '../../hazard-sentences';
import { saidOf } from '../../labels';
import type { ConditionalLogisticOptions } from './options';
import type { PreparedSets } from './prepare';

const TERMS_SHOWN = 6;

type Row = Readonly<Record<string, Value>>;

/** Odds ratios with intervals and p values, sets and cases. */
export function setsSentence(
  coefficients: ResultTable,
  fit: Row,
  { caseLabel, coding }: PreparedSets,
  options: ConditionalLogisticOptions,
  labels: Readonly<Record<string, Localised>>,
): Localised {
  const ratios = ratiosSaid(rowsByColumn(coefficients), labels, TERMS_SHOWN);
  const [sets, events, n] = ['sets', 'events', 'n'].map((name) => countText(numberOf(fit[name])));
  const of = (name: string, noun: string) => countOf(numberOf(fit[name]), noun);
  const outcome = outcomeSaid(caseLabel, coding, labels) ?? saidOf(caseLabel, labels);
  const level = levelText(options.conf_level);
  return {
    en: `In conditional logistic regression of ${outcome.en} (${of('sets', 'matched set')}, ${of('events', 'case')} among ${of('n', 'row')}), odds ratios (${level}% CI) were: ${ratios.en}.`,
    zh: `在以${outcome.zh}为结局的条件 logistic 回归（${sets} 个匹配组，${n} 行中 ${events} 个病例）中，比值比（${level}% CI）为：${ratios.zh}。`,
  };
}

/** What the fit was, below the table of coefficients. */
export function setsFitSaid(fit: Row): Localised {
  const [sets, events, n] = ['sets', 'events', 'n'].map((name) => countText(numberOf(fit[name])));
  const lr = chiSquaredText(estimateText(numberOf(fit.lr)), numberOf(fit.lr_df), numberOf(fit.lr_p));
  const c = fixedText(numberOf(fit.concordance), 3);
  const of = (name: string, noun: string) => countOf(numberOf(fit[name]), noun);
  return {
    en: `${of('sets', 'matched set')} with ${of('events', 'case')} and ${countOf(Number(fit.n) - Number(fit.events), 'control')} (${of('n', 'row')}); concordance ${c}; likelihood-ratio test ${lr.en}.`,
    zh: `${sets} 个匹配组，${events} 个病例与 ${countText(Number(fit.n) - Number(fit.events))} 个对照（${n} 行）；一致性指数 C = ${c}；似然比检验 ${lr.zh}。`,
  };
}
