/** Habits of other languages and of everyday writing: what was meant, said in this language's words, with the change that makes it so. */
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { ParseStop } from './clause-parser';
import type { ClauseSlice } from './clauses';
import { betweenBounds, ifThen, isValue, keyQuotes, labelQuotes, leftMissing, whenMissing } from './habits/conditions';
import { datesJoined } from './habits/dates';
import type { Habit, Stopped } from './habits/habit';
import { codeItem, codeList, labelBraces, listBraces } from './habits/lists';
import { atDay, columnMissing, highestColumn, ofMissing, ofTooMany, rowsAlone, withinMissing } from './habits/rows';
import {
  article,
  columnAfterPick,
  followFor,
  howMany,
  otherOpener,
  otherSide,
  otherSummary,
  otherTest,
  seriesColumns,
  valueOfRows,
} from './habits/spoken';
import { nameMissing, numberWord, otherSpelling, separator, wordMissing } from './habits/words';

/** In the order they are asked: the special before the general. */
const habits: readonly Habit[] = [
  otherSpelling,
  separator,
  datesJoined,
  labelQuotes,
  numberWord,
  ifThen,
  whenMissing,
  howMany,
  otherTest,
  leftMissing,
  betweenBounds,
  article,
  followFor,
  otherOpener,
  otherSide,
  seriesColumns,
  columnAfterPick,
  otherSummary,
  valueOfRows,
  withinMissing,
  atDay,
  ofTooMany,
  highestColumn,
  ofMissing,
  columnMissing,
  codeList,
  codeItem,
  listBraces,
  labelBraces,
  isValue,
  keyQuotes,
  rowsAlone,
  nameMissing,
  wordMissing,
];

/** The first habit that the stop shows; null where it shows none. */
export function explainHabit(source: string, slice: ClauseSlice, stop: ParseStop): Diagnostic | null {
  const { tokens } = slice;
  const found = stop.token === null ? -1 : tokens.findIndex(({ start }) => start === stop.token?.start);
  const at = found < 0 ? tokens.length : found;
  const stopped: Stopped = { source, tokens, lead: slice.lead ?? '', at, rule: stop.rule, stop };
  for (const habit of habits) {
    const said = habit(stopped);
    if (said) return said;
  }
  return null;
}
