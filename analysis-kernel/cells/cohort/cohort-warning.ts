/** What a cohort's run warns of, in words. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { PrintedWarning } from '@/cohort-dsl/sql/print-cohort';
import { stepKey } from '../../results/attrition';
import { countText } from '../../results/format';
import { labelMark } from '../../results/label-marks';
import type { Warning } from '../../results/result';

/** @param of the outcome's name, or what stands for the criterion's words */
type Words = (count: number, of: string) => Localised;

const words: Readonly<Record<PrintedWarning['code'], Words>> = {
  deaths_unlabelled: (count, outcome) => ({
    en: `${outcome}: ${count === 1 ? '1 follow-up ended' : `${count} follow-ups ended`} at death, which is a competing event here. Name it: outcome ${outcome} = earliest { … as "event"; death as "death" }.`,
    zh: `${outcome}：有 ${count} 例随访因死亡结束，死亡在此为竞争事件。请为其命名：outcome ${outcome} = earliest { … as "事件"; death as "死亡" }。`,
  }),
  events_on_index_day: (count, outcome) => ({
    en: `${outcome}: ${count === 1 ? '1 event falls' : `${count} events fall`} on the index day and ${count === 1 ? 'does' : 'do'} not count. Write "on or after index" to count ${count === 1 ? 'it' : 'them'}.`,
    zh: `${outcome}：有 ${count} 例事件发生在入组当天，未计入。如需计入，请写 “on or after index”。`,
  }),
  index_arms_on_one_day: (count) => ({
    en: `${count === 1 ? '1 patient has' : `${count} patients have`} the first rows of two arms on the same day and ${count === 1 ? 'is' : 'are'} left out.`,
    zh: `有 ${count} 名患者的两组首次记录在同一天，未纳入。`,
  }),
  include_unknown: (count, criterion) => ({
    en: `“${criterion}” cannot be told for ${countText(count)}: a value it needs is missing, so ${count === 1 ? 'it was' : 'they were'} left out.`,
    zh: `“${criterion}”对 ${countText(count)} 例无法判断：所需数值缺失，故未纳入。`,
  }),
  exclude_unknown: (count, criterion) => ({
    en: `“${criterion}” cannot be told for ${countText(count)}: a value it needs is missing, so ${count === 1 ? 'it was' : 'they were'} kept.`,
    zh: `“${criterion}”对 ${countText(count)} 例无法判断：所需数值缺失，故予保留。`,
  }),
};

/**
 * The warning of a count above zero. A criterion's words are joined when it is shown, so that they can change without a run: a mark stands for them.
 * @param row of the criterion in the attrition table, from 1; null of another warning
 */
export function cohortWarning(warning: PrintedWarning, row: number | null, count: number): Warning {
  return { code: warning.code, message: words[warning.code](count, row === null ? (warning.outcome ?? '') : labelMark(stepKey(row))) };
}
