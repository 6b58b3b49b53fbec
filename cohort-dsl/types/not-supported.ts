/** Constructs of the language that this version reads but does not compile: each is one error at its place, with the nearest way out. */
import type { Localised } from '../schema/dictionary';

export interface NotSupported {
  readonly what: Localised;
  readonly instead: Localised | null;
}

function entry(en: string, zh: string, instead: readonly [string, string] | null = null): NotSupported {
  return { what: { en, zh }, instead: instead && { en: instead[0], zh: instead[1] } };
}

export const notYet = {
  clock: entry('Hours and minutes', '小时和分钟', ['give the length in days', '用天数表示时长']),
  union: entry('`union(…)`', '`union(…)`', ['join two conditions on rows with `or`', '用 `or` 连接两个关于记录的条件']),
  episodes: entry('`episodes(…)`', '`episodes(…)`'),
  lines: entry('`lines(…)`', '`lines(…)`'),
  called: entry('`called`', '`called`'),
  otherCohort: entry('Another cohort inside a cohort', '在队列中引用另一个队列', [
    'write the other cohort’s criteria here',
    '把另一个队列的标准写在这里',
  ]),
  covered: entry('`days covered by`', '`days covered by`', ['count rows with `count of`', '用 `count of` 计数记录']),
  codeImport: entry('A code list from the library (`import`)', '从编码库导入（`import`）', [
    'write the codes out: `codes x = ICD10 { "N18*" }`',
    '直接写出编码：`codes x = ICD10 { "N18*" }`',
  ]),
  mapped: entry('`mapped` codes', '`mapped` 编码', ['write the codes of the column’s own system', '写出该列编码体系自己的编码']),
  descendants: entry('`descendants of` in a system that needs a vocabulary', '需要词表的体系中的 `descendants of`', [
    'list the codes one by one',
    '逐个列出编码',
  ]),
  firstOf: entry('`index at first of { … }`', '`index at first of { … }`', ['write one cohort for each arm', '为每个组各写一个队列']),
  every: entry('`index at every`', '`index at every`', ['use `index at` with one date', '使用 `index at` 加一个日期']),
  merge: entry('`merge entries`', '`merge entries`'),
  time: entry('`time from`', '`time from`', ['put the index at that date', '把入组日期设在该日期']),
  eachOutcome: entry('A recurrent outcome (`= each …`)', '复发性结局（`= each …`）', [
    'take the first: `= date of (first …)`',
    '取首次：`= date of (first …)`',
  ]),
  series: entry('`series`', '`series`', [
    'summarise it in a variable: `variable x = mean of value of …`',
    '用变量汇总：`variable x = mean of value of …`',
  ]),
  intervals: entry('`intervals`', '`intervals`'),
  examples: entry('`examples`', '`examples`'),
} as const satisfies Readonly<Record<string, NotSupported>>;
