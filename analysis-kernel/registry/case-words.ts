/** What is said of a column that tells cases from others, where nothing happens in time: no events, nobody censored. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { EventProblem } from '../formula/event-coding';
import { settingText } from '../formula/event-words';
import { countText, firstText, listText, rowsText } from '../results/format';
import type { Warning } from '../results/result';
import { eventWarnings } from './event-warnings';
import { levelSaid } from './labels';

const MOST_LISTED = 12;
/** What rows are that are no cases. */
const OTHERS = {
  control: { en: ['a control', 'controls'], zh: '对照' },
  none: { en: ['no case', 'no cases'], zh: '非病例' },
} as const;
export type OtherRows = keyof typeof OTHERS;

/** Warnings of a column's notes: values besides the one named, spellings joined. */
export function caseWarnings(
  notes: readonly EventProblem[],
  name: string,
  others: OtherRows,
  labels: Readonly<Record<string, Localised>>,
): Warning[] {
  return notes.flatMap((note) => {
    if (note.kind === 'spellings') return eventWarnings([note], name, labels);
    if (note.kind !== 'other-causes-censored') return [];
    const said = note.others.map((one) => levelSaid(name, one, labels));
    const list = (lang: 'en' | 'zh') =>
      listText(
        said.map((one) => one[lang]),
        lang,
      );
    const { en, zh } = OTHERS[others];
    return [
      {
        code: 'other_values',
        message: {
          en: `${rowsText(note.n, 'holds', 'hold')} another value (${list('en')}) and ${note.n === 1 ? `counts as ${en[0]}` : `count as ${en[1]}`}.`,
          zh: `${countText(note.n)} 行为其他取值（${list('zh')}），按${zh}计。`,
        },
      },
    ];
  });
}

/** The refusals of such a column, by the code of what reads events; null for one that says nothing of events. */
export function caseRefusal(code: string, label: string, values: readonly string[], key: string, others: OtherRows): Localised | null {
  const list = (lang: 'en' | 'zh') => firstText(values, MOST_LISTED, lang);
  const last = settingText(values[values.length - 1] ?? '1');
  const { en, zh } = OTHERS[others];
  if (code === 'event_values')
    return {
      en: `${label} does not say who is a case: its values are ${list('en')}. Expected TRUE/FALSE, 0/1, 1/2 (2 a case), or another value named: ${key}: ${last}. A condition does too, as in ${label} >= ${last}.`,
      zh: `${label} 无法表明谁是病例：其取值为 ${list('zh')}。应为 TRUE/FALSE、0/1、1/2（2 为病例），或指明某一取值：${key}: ${last}。也可写成条件，如 ${label} >= ${last}。`,
    };
  if (code === 'event_words' || code === 'event_needs_cause')
    return {
      en: `${label} holds several values (${list('en')}), and they do not say which of them is a case. Name it: ${key}: ${last}; rows with another value are ${en[1]} then.`,
      zh: `${label} 含有多个取值（${list('zh')}），无法判断哪一个是病例。请指明：${key}: ${last}；其余取值的行均按${zh}计。`,
    };
  return null;
}
