/** What `recurrent` says of its results. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import {
  chiSquaredText,
  countOf,
  countText,
  estimateText,
  fixedText,
  intervalText,
  levelText,
  significantText,
  timeText,
  withTimeUnit,
} from '../../../results/format';
import type { ResultTable, Value } from '../../../results/result';
import type { ShownTime } from '../../../results/time-unit';
import { outcomeSaid } from '../../event-warnings';
import { numberOf, ratiosSaid, rowsByColumn } from '../../hazard-sentences';
import { groupLead, saidOf } from '../../labels';
import type { ModelType, RecurrentOptions } from './options';
import type { PreparedHistories } from './prepare';
import { MODEL_WORDS } from './words';

const TERMS_SHOWN = 6;

type Labels = Readonly<Record<string, Localised>>;
type Row = Readonly<Record<string, Value>>;

/** Ratios with intervals and p values, patients and events. */
export function modelSentence(
  coefficients: ResultTable,
  fit: Row,
  { response }: PreparedHistories,
  { type }: { readonly type: ModelType },
  options: RecurrentOptions,
  labels: Labels,
): Localised {
  const ratios = ratiosSaid(rowsByColumn(coefficients), labels, TERMS_SHOWN);
  const [patients, events] = ['patients', 'events'].map((name) => countText(numberOf(fit[name])));
  const of = (name: string, noun: string) => countOf(numberOf(fit[name]), noun);
  const outcome = outcomeSaid(response.eventLabel, response.coding, labels) ?? saidOf(response.eventLabel ?? '', labels);
  const level = levelText(options.conf_level);
  const model = MODEL_WORDS[type];
  const [en, zh] = type === 'andersen_gill' ? ['rate ratios', '率比'] : ['hazard ratios', '风险比'];
  return {
    en: `In ${/^A/u.test(model.en) ? 'an' : 'a'} ${model.en} of ${outcome.en} (${of('patients', 'patient')}, ${of('events', 'event')}), ${en} (${level}% CI) were: ${ratios.en}.`,
    zh: `在以${outcome.zh}为结局的 ${model.zh}（${patients} 名患者，${events} 个事件）中，${zh}（${level}% CI）为：${ratios.zh}。`,
  };
}

/** What a fit was, below the table of coefficients. */
export function modelFitSaid(fit: Row): Localised {
  const at = (name: string) => numberOf(fit[name]);
  const c = fixedText(at('concordance'), 3);
  const lr = chiSquaredText(estimateText(at('lr')), at('lr_df'), at('lr_p'));
  const [patients, n, events] = ['patients', 'n', 'events'].map((name) => countText(at(name)));
  return {
    en: `${countOf(at('patients'), 'patient')} (${countOf(at('n'), 'row')}), events ${events}; concordance ${c}; likelihood-ratio test ${lr.en}.`,
    zh: `${patients} 名患者（${n} 行），事件 ${events}；一致性指数 C = ${c}；似然比检验 ${lr.zh}。`,
  };
}

/** What is read of a group's curve for the sentence. */
export interface SaidCurve {
  readonly label: string | null;
  readonly events: number;
  readonly patients: number;
  readonly time: number;
  readonly estimate: Value;
  readonly low: Value;
  readonly high: Value;
}

/** The mean number of events of each group at the last time asked, or at the end, and the test. */
export function meanSentence(
  curves: readonly SaidCurve[],
  test: Row | null,
  { response }: PreparedHistories,
  options: RecurrentOptions,
  labels: Labels,
  { unit, length }: ShownTime,
): Localised {
  const outcome = outcomeSaid(response.eventLabel, response.coding, labels) ?? saidOf(response.eventLabel ?? '', labels);
  const level = levelText(options.conf_level);
  const at = (time: number, lang: Language) =>
    `${unit === null ? (lang === 'zh' ? '时间 ' : 'time ') : ''}${withTimeUnit(timeText(time / length), unit, lang)}`;
  const parts = curves.map(({ label, time, estimate, low, high, events, patients }) => {
    const lead = label === null ? { en: '', zh: '' } : groupLead(label, labels);
    const numbers = [estimate, low, high].map((value) => (typeof value === 'number' ? value : null)) as [
      number | null,
      number | null,
      number | null,
    ];
    return {
      en: `${lead.en}${intervalText(...numbers, estimateText)} by ${at(time, 'en')} (${countOf(events, 'event')} in ${countOf(patients, 'patient')})`,
      zh: `${lead.zh}至 ${at(time, 'zh')}${unit === null ? ' ' : ''}为 ${intervalText(...numbers, estimateText, 'zh')}（${countText(patients)} 名患者 ${countText(events)} 个事件）`,
    };
  });
  const p = test === null ? null : numberOf(test.p_value);
  const said = p === null || test === null ? null : chiSquaredText(significantText(numberOf(test.statistic), 3), numberOf(test.df), p);
  return {
    en: `Mean number of events (${outcome.en}) per patient (${level}% CI): ${parts.map(({ en }) => en).join('; ')}.${said === null ? '' : ` Robust test between the groups: ${said.en}.`}`,
    zh: `每名患者的平均事件数（${outcome.zh}，${level}% CI）：${parts.map(({ zh }) => zh).join('；')}。${said === null ? '' : `组间稳健检验：${said.zh}。`}`,
  };
}
