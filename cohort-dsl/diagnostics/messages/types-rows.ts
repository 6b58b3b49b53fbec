/** Messages about event rows: windows, conditions, picks and numbers. */
import { joined, type Localised } from '../../source/localised';

type None = Readonly<Record<never, never>>;

const roleNames: Readonly<Record<'date' | 'end', Localised>> = {
  date: { en: 'date', zh: '日期' },
  end: { en: 'end date', zh: '结束日期' },
};

export const rowMessages = {
  'type-not-supported': (p: { readonly what: Localised; readonly instead: Localised | null }): Localised => ({
    en: `${p.what.en} cannot be compiled by this version${p.instead ? `; ${p.instead.en}` : ''}.`,
    zh: `当前版本尚不能编译：${p.what.zh}${p.instead ? `；${p.instead.zh}` : ''}。`,
  }),
  'type-no-role': (p: { readonly role: 'date' | 'end'; readonly table: string }): Localised => ({
    en: `The rows of \`${p.table}\` have no ${roleNames[p.role].en}, which this needs.`,
    zh: `\`${p.table}\` 的记录没有${roleNames[p.role].zh}，而此处需要。`,
  }),
  'type-date-form': (p: { readonly text: string }): Localised => ({
    en: `The date \`${p.text}\` stands in parentheses here.`,
    zh: `日期 \`${p.text}\` 在此处要放进括号。`,
  }),
  'type-union-parts': (_: None): Localised => ({
    en: '`union` joins the rows of two or more tables.',
    zh: '`union` 合并两个或多个表的记录。',
  }),
  'type-episodes-gap': (_: None): Localised => ({
    en: '`episodes` needs the longest pause within an episode: `episodes(E, gap: 30 days)`.',
    zh: '`episodes` 需要给出周期内允许的最长间隔：`episodes(E, gap: 30 days)`。',
  }),
  'type-ending-overlap': (_: None): Localised => ({
    en: '`ending` goes with a window on one date; `overlapping` already looks at start and end.',
    zh: '`ending` 只用于单一日期的时间窗；`overlapping` 已同时考虑开始与结束。',
  }),
  'type-rows-in-where': (p: { readonly text: string }): Localised => ({
    en: `Inside \`where\`, event rows with a window or a condition of their own stand in parentheses, but \`${p.text}\` does not.`,
    zh: `在 \`where\` 中，自带时间窗或条件的事件记录要放进括号，但 \`${p.text}\` 没有。`,
  }),
  'type-two-wheres': (_: None): Localised => ({
    en: 'There are two `where` on the same rows; join their conditions with `and`.',
    zh: '同一组记录有两个 `where`；请用 `and` 连接条件。',
  }),
  'type-where-no-column': (p: { readonly text: string; readonly table: string }): Localised => ({
    en: `\`${p.text}\` says nothing of the rows of \`${p.table}\`: \`where\` reaches as far as it can.`,
    zh: `\`${p.text}\` 与 \`${p.table}\` 的记录无关：\`where\` 会尽量向后延伸。`,
  }),
  'type-suffix-twice': (p: { readonly word: string }): Localised => ({
    en: `\`${p.word}\` is given twice for the same rows.`,
    zh: `同一组记录写了两次 \`${p.word}\`。`,
  }),
  'type-by-place': (p: { readonly word: string }): Localised => ({
    en: `\`${p.word}\` goes with \`highest\` and \`lowest\` alone, after their rows.`,
    zh: `\`${p.word}\` 只与 \`highest\`、\`lowest\` 连用，写在记录之后。`,
  }),
  'type-spaced-place': (p: { readonly word: string }): Localised => ({
    en: `\`${p.word}\` goes with \`any\`, \`at least\`, \`at most\`, \`exactly\` and \`index at each\`, after their rows.`,
    zh: `\`${p.word}\` 只与 \`any\`、\`at least\`、\`at most\`、\`exactly\` 和 \`index at each\` 连用，写在记录之后。`,
  }),
  'type-by-missing': (p: { readonly which: string }): Localised => ({
    en: `\`${p.which}\` needs the column that is compared: \`${p.which} E by COLUMN\`.`,
    zh: `\`${p.which}\` 需要指明比较的列：\`${p.which} E by 列\`。`,
  }),
  'type-items-units': (p: { readonly units: readonly string[] }): Localised => ({
    en: `Items taken together have one unit, but these differ (${joined(p.units).en}).`,
    zh: `一起取的指标须单位相同，但它们不同（${joined(p.units).zh}）。`,
  }),
  'type-mixed-units': (p: { readonly table: string; readonly column: string }): Localised => ({
    en: `\`${p.column}\` of \`${p.table}\` holds items of several units; name the item: \`${p.table}(ITEM)\`.`,
    zh: `\`${p.table}\` 的 \`${p.column}\` 包含多种单位的指标；请指明指标：\`${p.table}(指标)\`。`,
  }),
  'type-summary': (p: { readonly fn: string; readonly column: string; readonly found: Localised }): Localised => ({
    en: `\`${p.fn}\` does not work on \`${p.column}\`, which is ${p.found.en}.`,
    zh: `\`${p.fn}\` 不能用于 \`${p.column}\`，它是${p.found.zh}。`,
  }),
  'type-count-literal': (p: { readonly text: string }): Localised => ({
    en: `A whole number is expected here, but ${p.text} is written.`,
    zh: `此处应为整数，但写的是 ${p.text}。`,
  }),
  'type-column-of': (p: { readonly column: string; readonly text: string; readonly found: Localised }): Localised => ({
    en: `\`${p.column} of\` needs a row, such as \`last lab(egfr)\`, but \`${p.text}\` is ${p.found.en}.`,
    zh: `\`${p.column} of\` 需要一条记录，例如 \`last lab(egfr)\`，但 \`${p.text}\` 是${p.found.zh}。`,
  }),
};
