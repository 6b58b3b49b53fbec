/** What survival methods share about their event column: which value is the event, and warnings. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { type EventCoding, type EventProblem, eventValue } from '../formula/event-coding';
import type { Spellings } from '../formula/event-spellings';
import { countText, rowsText } from '../results/format';
import { joinedLabel } from '../results/label-marks';
import type { Warning } from '../results/result';
import { levelSaid, saidOf } from './labels';

/** Which value of the event column was taken for the event, and in how many of the rows used: `died, 137`. */
export function eventText(coding: EventCoding, event: Uint8Array): string {
  return `${eventValue(coding)}, ${event.reduce((sum, happened) => sum + happened, 0)}`;
}

/** The same in the event column's words, as a label of the convention. */
export function eventWords(coding: EventCoding, event: Uint8Array, eventLabel: string | null, labels: Labels): Record<string, Localised> {
  const n = countText(event.reduce((sum, happened) => sum + happened, 0));
  const { en, zh } = coding.kind === 'all' ? EVERY_ROW : levelSaid(eventLabel ?? '', eventValue(coding), labels);
  return { 'convention:event': { en: `${en}, ${n}`, zh: `${zh}，${n}` } };
}

/** `status == "dead"`, as a formula's event is written back. */
const COMPARED = /^`?([^`=]+?)`? == (?:"([^"]*)"|([^\s"]+))$/u;

/**
 * What the event of a formula is called: the label of its column, else column and value where one value of it is the event (`status: dead`);
 * null where the formula has no event, or its column's bare name alone.
 */
export function outcomeSaid(eventLabel: string | null, coding: EventCoding, labels: Labels): Localised | null {
  if (eventLabel === null) return null;
  const [, column = eventLabel, text, bare] = COMPARED.exec(eventLabel) ?? [];
  const isNamed = coding.kind === 'factor' || coding.kind === 'cause';
  const value = text ?? bare ?? (isNamed ? eventValue(coding) : null);
  if (value === null || labels[eventLabel] !== undefined) return labels[eventLabel] ?? null;
  return joinedLabel(saidOf(column, labels), levelSaid(column, value, labels));
}

const EVERY_ROW = { en: 'every row', zh: '每一行' };

type Labels = Readonly<Record<string, Localised>>;

/** One warning for each note of `readEvent`, in the words of the event column. */
export function eventWarnings(notes: readonly EventProblem[], eventLabel: string | null, labels: Labels): Warning[] {
  return notes.map((note) => eventWarning(note, eventLabel, labels));
}

function eventWarning(note: EventProblem, eventLabel: string | null, labels: Labels): Warning {
  if (note.kind === 'other-causes-censored') {
    const said = (cause: string) => levelSaid(eventLabel ?? '', cause, labels);
    const others = note.others.map(said);
    const own = said(note.cause);
    return {
      code: 'other_causes_censored',
      message: {
        en: `${rowsText(note.n)} ended with another event (${others.map(({ en }) => en).join(', ')}) and ${note.n === 1 ? 'counts' : 'count'} as censored; the result is about ${own.en} where the others could not happen. For probabilities in their presence use the method competing risks.`,
        zh: `${countText(note.n)} 行以其他事件（${others.map(({ zh }) => zh).join('、')}）结束，按删失处理；结果表示在其他事件不会发生时“${own.zh}”的情况。若要得到竞争事件存在时的概率，请使用“竞争风险”方法。`,
      },
    };
  }
  if (note.kind === 'spellings') return spellingsWarning(note);
  if (note.kind === 'all-events') {
    const [column, value] = [saidOf(note.label, labels), levelSaid(note.label, note.value, labels)];
    return {
      code: 'all_events',
      message: {
        en: `Every known value of ${column.en} is ${value.en}, read as the event, so no row is censored. Is that so? If ${value.en} means censored, say which value is the event.`,
        zh: `${column.zh}的已知取值全部为 ${value.zh}，按事件读取，因此没有删失的行。是否如此？若 ${value.zh} 表示删失，请指明哪个取值是事件。`,
      },
    };
  }
  if (note.kind === 'no-event') return noEvent(note, labels);
  const outcome = eventLabel === null || labels[eventLabel] === undefined ? { en: note.outcome, zh: note.outcome } : labels[eventLabel];
  return {
    code: 'death_is_competing',
    message: {
      en: `The follow-up of ${rowsText(note.n)} ended with death, which the outcome ${outcome.en} does not name. Death is a competing event here: censoring at death overstates the risk. Add it to the outcome, or name causes and use the method competing risks.`,
      zh: `${countText(note.n)} 行的随访因死亡结束，而结局“${outcome.zh}”未包含死亡。此时死亡是竞争事件，将其视为删失会高估风险。请把死亡纳入结局，或标明原因后使用“竞争风险”方法。`,
    },
  };
}

function noEvent({ time, event, instead }: Extract<EventProblem, { kind: 'no-event' }>, labels: Labels): Warning {
  const [of, own] = [saidOf(time, labels), event === null ? null : saidOf(event, labels)];
  return {
    code: 'no_event',
    message: {
      en: `No event is named, so every row counts as an event at its time (${of.en}) and nobody is censored. Is that so?${own === null ? ' If not, name the event: Surv(time, event).' : ` The event of this time is ${own.en}.`}`,
      zh: `未指明事件，因此每一行都按在其时间（${of.zh}）发生事件计算，没有删失。是否如此？${own === null ? '若不是，请写明事件：Surv(time, event)。' : `该时间对应的事件是“${own.zh}”。`}`,
    },
    ...(instead === null || own === null
      ? {}
      : { change: { option: 'formula', value: instead, said: { en: `With the event ${own.en}`, zh: `以“${own.zh}”为事件` } } }),
  };
}

/** That a word of the event column was spelt in several ways and counts as one. */
export function spellingsWarning({ word, others }: Spellings): Warning {
  const spelt = others.map((other) => JSON.stringify(other));
  const one = JSON.stringify(word);
  return {
    code: 'event_spellings',
    message: {
      en: `${spelt.join(', ')} ${spelt.length === 1 ? 'counts' : 'count'} as ${one}: case, blanks at the ends and full width make no other word.`,
      zh: `${spelt.join('、')} 与 ${one} 视为同一取值：不区分大小写、首尾空格与全半角。`,
    },
  };
}
