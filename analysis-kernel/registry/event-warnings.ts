/** What survival methods share about their event column: which value is the event, and warnings. */
import { type EventCoding, type EventProblem, eventValue } from '../formula/event-coding';
import { rowsText } from '../results/format';
import type { Warning } from '../results/result';

/** Which value of the event column was taken for the event, and in how many of the rows used: `died, 137`. */
export function eventText(coding: EventCoding, event: Uint8Array): string {
  return `${eventValue(coding)}, ${event.reduce((sum, happened) => sum + happened, 0)}`;
}

/** One warning for each note of `readEvent`. */
export function eventWarnings(notes: readonly EventProblem[]): Warning[] {
  return notes.map(eventWarning);
}

function eventWarning(note: EventProblem): Warning {
  if (note.kind === 'other-causes-censored') {
    const others = note.others.join(', ');
    return {
      code: 'other_causes_censored',
      message: {
        en: `${rowsText(note.n)} ended with another event (${others}) and ${note.n === 1 ? 'counts' : 'count'} as censored; the result is about ${note.cause} where the others could not happen. For probabilities in their presence use method: competing.`,
        zh: `${note.n} 行以其他事件（${others}）结束，按删失处理；结果表示在其他事件不会发生时 ${note.cause} 的情况。若要得到竞争事件存在时的概率，请用 method: competing。`,
      },
    };
  }
  if (note.kind === 'all-events') {
    const { label, value } = note;
    const other = value === '1' ? `${label} == 2` : `${label} == …`;
    return {
      code: 'all_events',
      message: {
        en: `Every known value of ${label} is ${value}, read as the event, so no row is censored. Is that so? If ${value} means censored, say what the event is: ${other}.`,
        zh: `${label} 的已知取值全部为 ${value}，按事件读取，因此没有删失的行。是否如此？若 ${value} 表示删失，请指明事件：${other}。`,
      },
    };
  }
  return {
    code: 'death_is_competing',
    message: {
      en: `The follow-up of ${rowsText(note.n)} ended with death, which the outcome ${note.outcome} does not name. Death is a competing event here: censoring at death overstates the risk. Add it to the outcome, or name causes and use method: competing.`,
      zh: `${note.n} 行的随访因死亡结束，而结局 ${note.outcome} 未包含死亡。此时死亡是竞争事件，将其视为删失会高估风险。请把死亡纳入结局，或标明原因后用 method: competing。`,
    },
  };
}
