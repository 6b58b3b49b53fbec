/** What methods of competing events share about the column of their causes: words, counts, warnings. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { CompetingResponse } from '../formula/competing-response';
import { countText, listText, rowsText } from '../results/format';
import type { Warning } from '../results/result';
import { spellingsWarning } from './event-warnings';
import { levelSaid, saidOf } from './labels';

type Labels = Readonly<Record<string, Localised>>;

/** Labels with those of a single kind of event, which is called as its column is where its value has no word of its own. */
export function causeLabels(
  { causes, causeLabel }: Pick<CompetingResponse, 'causes' | 'causeLabel'>,
  labels: Record<string, Localised>,
): Record<string, Localised> {
  const own = labels[causeLabel];
  return causes.length === 1 && own !== undefined ? { [`${causeLabel}=${causes[0]}`]: own, ...labels } : labels;
}

/** Each kind of event and in how many of the rows used: `relapse, 24; death, 32`. */
export function causesText(causes: readonly string[], codes: Int32Array): string {
  return countedCauses(causes, codes, (cause) => cause, ', ', '; ');
}

/** The same in the words of the column, as a label of the convention. */
export function causesWords(
  { causes, causeLabel }: Pick<CompetingResponse, 'causes' | 'causeLabel'>,
  codes: Int32Array,
  labels: Labels,
): Record<string, Localised> {
  const said = (lang: Language) => (cause: string) => levelSaid(causeLabel, cause, labels)[lang];
  return {
    'convention:event': {
      en: countedCauses(causes, codes, said('en'), ', ', '; '),
      zh: countedCauses(causes, codes, said('zh'), '，', '；'),
    },
  };
}

function countedCauses(
  causes: readonly string[],
  codes: Int32Array,
  said: (cause: string) => string,
  comma: string,
  semicolon: string,
): string {
  return causes
    .map((cause, at) => `${said(cause)}${comma}${countText(codes.reduce((n, code) => (code === at + 1 ? n + 1 : n), 0))}`)
    .join(semicolon);
}

/** Warnings about how a column of causes was read. */
export function causeWarnings(response: Omit<CompetingResponse, 'valid' | 'expressions'>, labels: Labels): Warning[] {
  const warnings: Warning[] = [];
  const outcome = saidOf(response.causeLabel, labels);
  if (response.missingCensored > 0) {
    const n = response.missingCensored;
    warnings.push({
      code: 'missing_cause_is_censored',
      message: {
        en: `${rowsText(n, 'has', 'have')} no value in ${outcome.en} and ${n === 1 ? 'counts' : 'count'} as censored.`,
        zh: `${countText(n)} 行的${outcome.zh}缺失，按删失处理。`,
      },
    });
  }
  warnings.push(...response.spellings.map(spellingsWarning));
  if (response.othersCensored.length > 0) {
    const others = response.othersCensored.map((value) => levelSaid(response.causeLabel, value, labels));
    warnings.push({
      code: 'other_causes_censored',
      message: {
        en: `Rows with another value of ${outcome.en} (${others.map(({ en }) => en).join(', ')}) count as censored. Name them among the causes or as censored.`,
        zh: `${outcome.zh}取其他值（${others.map(({ zh }) => zh).join('、')}）的行按删失处理。请将其列为事件原因或删失取值。`,
      },
    });
  }
  if (response.lowestCode !== null) {
    const mend = `\`Surv(${response.timeLabel}, ${response.causeLabel} - ${response.lowestCode})\``;
    warnings.push({
      code: 'all_events',
      message: {
        en: `No row of ${outcome.en} is 0, the code for censored, so every row counts as an event (${listText(response.causes, 'en')}). Is that so? If ${response.lowestCode} means censored, write ${mend}.`,
        zh: `${outcome.zh}没有取值为 0（删失）的行，因此每一行都按事件处理（${listText(response.causes, 'zh')}）。是否如此？若 ${response.lowestCode} 表示删失，请写 ${mend}。`,
      },
    });
  }
  if (response.causes.length === 1) {
    warnings.push({
      code: 'one_cause',
      message: {
        en: `${outcome.en} has one kind of event, so nothing competes: the incidence is one minus the Kaplan–Meier curve.`,
        zh: `${outcome.zh}只有一种事件，不存在竞争：累积发生率等于 1 减 Kaplan–Meier 生存率。`,
      },
    });
  }
  return warnings;
}

/** Which model of competing events answers which question: said with each of them, as they are often taken for one another. */
export const WHICH_MODEL: Localised = {
  en: 'Cause-specific hazard ratios say how covariates act on the rate of an event among those still free of any (aetiology). They do not say who will have it: that depends on the rates of all events. For the risk itself (prognosis) take the predicted risks, or the Fine–Gray model.',
  zh: '病因别风险比说明协变量如何影响尚未发生任何事件者的事件发生速率（病因）。它不说明谁将发生该事件：后者取决于所有事件的速率。关心风险本身（预后）时，请看预测风险，或采用 Fine–Gray 模型。',
};
