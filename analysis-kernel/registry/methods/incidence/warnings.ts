/** What `incidence` warns about. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { countOf, countText, differenceTexts, listText, rowsText } from '../../../results/format';
import type { Warning } from '../../../results/result';
import { eventWarnings } from '../../event-warnings';
import { levelSaid } from '../../labels';
import type { Cells } from './cells';
import type { Rate } from './kernel/intervals';
import type { IncidenceOptions } from './options';
import type { PreparedRates } from './prepare';
import type { Labels } from './words';

const SHORT_YEARS = 100;

/** No events, little or no follow-up, bands some groups lack, unit not known, other events. */
export function incidenceWarnings(
  prepared: PreparedRates,
  cells: Cells,
  whole: readonly Rate[],
  options: IncidenceOptions,
  groups: readonly Localised[],
  labels: Labels,
): Warning[] {
  const warnings: Warning[] = [...prepared.warnings, ...eventNotes(prepared, options, labels)];
  const warn = (code: string, en: string, zh: string) => warnings.push({ code, message: { en, zh } });
  const named = (which: (rate: Rate) => boolean): Localised => {
    const found = groups.filter((_, group) => which(whole[group]));
    return {
      en: listText(
        found.map(({ en }) => en),
        'en',
      ),
      zh: listText(
        found.map(({ zh }) => zh),
        'zh',
      ),
    };
  };
  const isOne = prepared.groups === null;
  if (prepared.year === null) {
    warn(
      'unit_unknown',
      `The data do not say in which unit the times are: person-time is in that unit, and rates are per ${countText(options.per)} of it. Say which it is (days, months or years) to have person-years.`,
      `数据未标明时间的单位：人时以该单位计，率按每 ${countText(options.per)} 个单位给出。请指明单位（天、月或年），以得到人年。`,
    );
  }
  const none = whole.filter(({ events, time }) => events === 0 && time > 0).length;
  if (none > 0) {
    const who = named(({ events, time }) => events === 0 && time > 0);
    warn(
      'no_events',
      `${isOne ? 'There was no event' : `There was no event in ${who.en}`}: the rate is 0, and what the data exclude is the upper limit alone. A ratio to a group without events has no finite estimate.`,
      `${isOne ? '没有发生事件' : `${who.zh}没有发生事件`}：率为 0，数据只能给出上限；以无事件的组为参照时率比没有有限的估计值。`,
    );
  }
  const [total, years] = [prepared.counts.used, whole.reduce((sum, { time }) => sum + time, 0)];
  if (prepared.year !== null && years > 0 && years < SHORT_YEARS) {
    warn(
      'person_time_short',
      `${countOf(total, 'row')} give ${differenceTexts(years)[0]} person-years in all, so a rate per ${countText(options.per)} person-years reaches far beyond what was seen. Check the unit of the times; else report events and person-time beside the rate.`,
      `${countText(total)} 行共计 ${differenceTexts(years)[0]} 人年，每 ${countText(options.per)} 人年的率远超实际观察。请核对时间单位；若无误，请在率旁同时报告事件数与人时。`,
    );
  }
  let [still, ended] = [0, 0];
  prepared.stop.forEach((stop, row) => {
    if (stop !== 0 || prepared.start !== null) return;
    still++;
    ended += prepared.event[row];
  });
  if (still > 0) {
    warn(
      'no_follow_up',
      `${rowsText(still, 'was', 'were')} followed for no time${ended === 0 ? '' : ` and ${countText(ended)} of them had the event, which counts without adding person-time`}. Should a day of entry count as a day, add it to the times.`,
      `${countText(still)} 行的随访时间为 0${ended === 0 ? '' : `，其中 ${countText(ended)} 行发生事件，计入事件数而不增加人时`}。若入组当日应计为一天，请在时间中加上。`,
    );
  }
  const lacking = emptyStrata(cells, groups.length);
  if (lacking > 0) {
    warn(
      'empty_strata',
      `In ${countOf(lacking, 'cell')} of the split nobody of the group was followed, though others were there; these say nothing of the comparison. Use fewer cuts or longer periods.`,
      `拆分后有 ${countText(lacking)} 格该组无人随访，而其他组有；这些格不参与比较。可减少切点或加长时段。`,
    );
  }
  return warnings;
}

/** Cells in which a group lacks a band that another one has. */
function emptyStrata({ cells, columns }: Cells, groups: number): number {
  if (groups < 2 || columns.length === 0) return 0;
  const strata = new Set(cells.map(({ bands }) => bands.join('\n')));
  return groups * strata.size - cells.length;
}

/** That every row is an event, and that other events end follow-up; a rate of one event is not biased by these, as a risk is. */
function eventNotes({ status }: PreparedRates, { event }: IncidenceOptions, labels: Labels): Warning[] {
  return status.notes.flatMap((note): Warning[] => {
    if (note.kind === 'all-events' || note.kind === 'no-event' || note.kind === 'spellings') return eventWarnings([note], event, labels);
    if (note.kind === 'death-is-competing') return [];
    const others = note.others.map((one) => levelSaid(event, one, labels));
    return [
      {
        code: 'other_causes_censored',
        message: {
          en: `${rowsText(note.n)} ended with another event (${listText(
            others.map(({ en }) => en),
            'en',
          )}), which ends person-time: the rate is that of the event while neither has happened.`,
          zh: `${countText(note.n)} 行以其他事件（${listText(
            others.map(({ zh }) => zh),
            'zh',
          )}）结束，人时截止于此：所得为两者均未发生期间的发生率。`,
        },
      },
    ];
  });
}
