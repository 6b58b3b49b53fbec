/** What a cohort's run warns of, in words. */
import type { Localised } from '@/cohort-dsl/source/localised';
import type { PrintedWarning } from '@/cohort-dsl/sql/print-cohort';
import type { Warning } from '../../results/result';

type Words = (count: number, outcome: string) => Localised;

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
};

/** The warning of a count above zero. */
export function cohortWarning(warning: PrintedWarning, count: number): Warning {
  return { code: warning.code, message: words[warning.code](count, warning.outcome ?? '') };
}
