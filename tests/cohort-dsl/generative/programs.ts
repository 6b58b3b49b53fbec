/** Random programs over the renal test dictionary: every clause that compiles. */
import fc from 'fast-check';
import { datedRows, day, dayRows, labRows, number, type Scope, seldom, truth, value, visitRows } from './expressions';
import { lines, oneOf, type Text, text, words } from './text';

const nothing = { day: [], number: [], truth: [] };
const before: Scope = { entry: false, exit: false, lets: nothing, visitIndex: false };
const head = 'codes dx "Kidney" = ICD10 { "N18*", "E10".."E11" }\nparam pause = 14 days\nparam cut = @2020-01-15';

const anyIndex: Text = oneOf(
  text`index at ${words('first', 'last', '2nd')} ${datedRows(before, 1)}`,
  text`index at ${day(before, 1)}`,
  text`index at each ${datedRows(before, 1)}`,
  text`index at each ${dayRows(before, 1)} spaced ${words('30 days', '1 month')}`,
  text`index at first of { ${datedRows(before, 1)} as "one"; ${datedRows(before, 1)} as "two" }`,
  text`index at every ${words('45 days', '1 month')} from ${day(before, 0)} to @2020-04-30`,
  text`index at first visit after ${words('30 days', '1 month')} without diagnosis`,
  text`index from prescription`,
);
const visitIndex: Text = oneOf(
  text`index at ${words('first', 'last')} ${visitRows(before, 1)}`,
  text`index at each ${visitRows(before, 1)}`,
);

function programOf(index: Text, isVisit: boolean): Text {
  const free: Scope = { entry: true, exit: false, lets: nothing, visitIndex: isVisit };
  const lets = { day: ['since'], number: ['amount'], truth: ['whether'] };
  const entry: Scope = { ...free, lets };
  const exit: Scope = { ...entry, exit: true };
  const later: Scope = { ...exit, lets: { ...lets, day: ['since', 'o0'], number: ['amount', 'v0'] } };
  const dates = oneOf(day(entry, 1), words('index + 30 days', 'index + 1 year', 'index + 10 days'));
  const event = text`(date of (first ${dayRows(exit, 0)} ${words('after', 'on or after')} index))`;
  const until = oneOf(words(''), words(''), text` until earliest { ${dates} as "own"; death as "dead" }`);
  const outcome = (at: number): Text =>
    at === 0
      ? text`outcome o0 = ${oneOf(event, words('death'), day(entry, 1))}${until}`
      : oneOf(
          text`outcome o1 = earliest { ${event} as "event"; ${event} as "other"; death as "dead" }${until}`,
          text`outcome o1 = each ${dayRows(entry, 1)}${oneOf(words(''), words(' spaced 20 days'))}${until}`,
        );
  const follow = oneOf(
    words('', ''),
    text`follow until ${dates}`,
    text`follow until earliest { ${dates} as "first"; ${dates} as "second"; end of observation as "end" }`,
  );
  const clauses: readonly Text[] = [
    words(head),
    index,
    text`let since = ${day(free, 1)}`,
    text`let amount = ${number(free, 1)}`,
    text`let whether = ${truth(free, 1)}`,
    lines(2, () => oneOf(text`include ${truth(entry, 1)}`, text`exclude "No": ${truth(entry, 2)}`, text`include ${truth(entry, 2)}`)),
    words('', '', '', 'keep first entry', 'keep last entry'),
    words('', '', '', 'merge entries within 10 days', 'merge entries within 1 month'),
    follow,
    oneOf(words('', '', ''), words('time from index - 10 days', 'time from birth')),
    outcome(0),
    oneOf(words(''), outcome(1)),
    text`variable v0 = ${number(exit, 2)}`,
    text`variable z0 = ${seldom(later)}`,
    text`variable z1 = ${seldom(later)}`,
    lines(2, (at) => text`variable ${words(`w${at}`)} = ${value(later, 2)}`),
    oneOf(
      words('', ''),
      text`series s = ${oneOf(labRows(exit, 1), labRows(exit, 1))} { date, value, method }`,
      text`series s = ${visitRows(exit, 1)} { date, kind }`,
      words(
        'series s = union(visit, procedure) { end }',
        'series s = episodes(diagnosis, gap: 1 month, by: code) { start, end, rows, code }',
      ),
    ),
  ];
  return fc.tuple(...clauses).map((written) => written.filter((clause) => clause !== '').join('\n'));
}

/** Programs that compile, with the code list and parameters they read. */
export const programs: Text = fc.noBias(oneOf(programOf(anyIndex, false), programOf(anyIndex, false), programOf(visitIndex, true)));
