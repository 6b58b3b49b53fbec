import { joined, type Localised } from '../../source/localised';
import type { Expectation, SyntaxCodes } from '../codes/syntax';
import type { MessagesOf } from '../messages-of';

const EXPECTATIONS: Readonly<Record<Expectation, Localised>> = {
  value: { en: 'a value or a condition', zh: '一个值或条件' },
  rows: { en: 'event rows, such as `diagnosis` or `lab(egfr)`', zh: '事件记录，例如 `diagnosis` 或 `lab(egfr)`' },
  date: {
    en: 'a date, such as `index`, `@2020-01-31`, a name, or anything in parentheses',
    zh: '一个日期，例如 `index`、`@2020-01-31`、名称，或括号中的任意日期表达式',
  },
  length: { en: 'a duration, such as `90 days`, or a parameter', zh: '一段时长，例如 `90 days`，或一个参数' },
  name: { en: 'a name', zh: '一个名称' },
  text: { en: 'a text in quotes', zh: '引号中的文字' },
  number: { en: 'a whole number', zh: '一个整数' },
  code: { en: 'a code in quotes, such as "N18.3"', zh: '引号中的编码，例如 "N18.3"' },
  'code list': { en: 'a code list, such as `ICD10 { "N18*" }`', zh: '一个编码表，例如 `ICD10 { "N18*" }`' },
  column: { en: 'a column and `of`, such as `value of`', zh: '一个列名和 `of`，例如 `value of`' },
  columns: { en: 'the columns in braces, such as `{ date, value }`', zh: '花括号中的列，例如 `{ date, value }`' },
  days: { en: '`days of` and event rows', zh: '`days of` 和事件记录' },
  'interval item': {
    en: '`split at …`, `split every …`, `carry name = …` or `flag name = …`',
    zh: '`split at …`、`split every …`、`carry 名称 = …` 或 `flag 名称 = …`',
  },
  'index form': { en: '`at` with a date or a pick, or `from` with a table', zh: '`at` 加日期或选取，或 `from` 加表名' },
  window: {
    en: '`before`, `after`, `of`, `on or before` or `on or after` and a date',
    zh: '`before`、`after`、`of`、`on or before` 或 `on or after` 加日期',
  },
  patient: {
    en: '`patient "label" in { … }` or `patient "label" out { … }`',
    zh: '`patient "标签" in { … }` 或 `patient "标签" out { … }`',
  },
  list: { en: 'a list such as `{ 1, 2 }`, a code list or the name of one', zh: '一个列表（例如 `{ 1, 2 }`）、一个编码表或其名称' },
  'label colon': { en: '`:` after the label', zh: '标签后的 `:`' },
  'table row': { en: 'a row such as `lab: { value: 20 }`', zh: '一行数据，例如 `lab: { value: 20 }`' },
};

function expectation(expected: Expectation | null, literals: readonly string[]): Localised {
  if (expected !== null) return EXPECTATIONS[expected];
  const quoted = literals.map((literal) => `\`${literal}\``);
  return literals.length > 0 ? { en: quoted.join(' or '), zh: quoted.join(' 或 ') } : { en: 'something else', zh: '其他内容' };
}

const CHARACTER_NAMES: Readonly<Record<string, Localised>> = {
  '[': { en: 'a square bracket', zh: '方括号' },
  ']': { en: 'a square bracket', zh: '方括号' },
  "'": { en: 'a single quote', zh: '单引号' },
};

export const syntaxMessages: MessagesOf<SyntaxCodes> = {
  'syntax-character': ({ character }) => {
    const name = CHARACTER_NAMES[character];
    return {
      en: `The character \`${character}\`${name ? ` (${name.en})` : ''} has no meaning here.`,
      zh: `字符 \`${character}\`${name ? `（${name.zh}）` : ''}在此处没有意义。`,
    };
  },
  'syntax-text-open': () => ({ en: 'This text has no closing quotation mark on its line.', zh: '这段文字在本行内没有结束引号。' }),
  'syntax-name-open': () => ({ en: 'This name has no closing backtick on its line.', zh: '这个名称在本行内没有结束的反引号。' }),
  'syntax-bracket-open': ({ opener, closer }) => ({
    en: `This \`${opener}\` is never closed: a \`${closer}\` is missing.`,
    zh: `这个 \`${opener}\` 没有闭合：缺少 \`${closer}\`。`,
  }),
  'syntax-case-open': () => ({ en: 'This `case` is never closed: an `end` is missing.', zh: '这个 `case` 没有结束：缺少 `end`。' }),
  'syntax-bracket-stray': ({ closer }) => ({ en: `This \`${closer}\` closes nothing.`, zh: `这个 \`${closer}\` 没有对应的开括号。` }),
  'syntax-depth': ({ limit }) => ({
    en: `Brackets, \`case\` and \`where\` nest more than ${limit} deep here; give a part its own \`let\`.`,
    zh: `括号、\`case\` 与 \`where\` 在此嵌套超过 ${limit} 层；请把其中一部分写成单独的 \`let\`。`,
  }),
  'syntax-long': ({ limit }) => ({
    en: `This expression has more than ${limit} operators; give a part its own \`let\`, or use a list such as \`in { … }\` or \`any of (…)\`.`,
    zh: `这个表达式的运算符超过 ${limit} 个；请把其中一部分写成单独的 \`let\`，或使用 \`in { … }\`、\`any of (…)\` 等列表。`,
  }),
  'syntax-clause-long': ({ limit }) => ({
    en: `This clause has more than ${limit} words and signs and is not read; divide it, a long code list into several \`codes\`.`,
    zh: `这个子句超过 ${limit} 个词和符号，未予读取；请拆分它，过长的编码表请分成几个 \`codes\`。`,
  }),
  'syntax-more': ({ count }) => ({
    en: `${count === 1 ? 'One more error is' : `${count} more errors are`} not shown; mend those above first.`,
    zh: `另有 ${count} 个错误未显示；请先修改上面的错误。`,
  }),
  'syntax-unit-quotes': ({ unit }) => ({
    en: `A UCUM unit with brackets, braces or \`*\` stands in single quotes: \`'${unit}'\`.`,
    zh: `含方括号、花括号或 \`*\` 的 UCUM 单位要放在单引号中：\`'${unit}'\`。`,
  }),
  'syntax-clause-expected': ({ found }) => ({
    en: `A clause must begin here, with a word such as \`index\`, \`include\` or \`variable\`, but ${found} was found.`,
    zh: `此处应开始一个子句，例如 \`index\`、\`include\` 或 \`variable\`，但写的是 ${found}。`,
  }),
  'syntax-header-place': ({ word }) => ({
    en: `\`${word}\` belongs to the first lines of the program: \`cohort NAME "label"\` and then \`from DATABASE\`.`,
    zh: `\`${word}\` 只能写在程序开头：先 \`cohort 名称 "标签"\`，再 \`from 数据库\`。`,
  }),
  'syntax-expected': ({ found, expected, literals }) => {
    const text = expectation(expected, literals);
    return { en: `Expected ${text.en}, but found ${found}.`, zh: `此处应为${text.zh}，但写的是 ${found}。` };
  },
  'syntax-incomplete': ({ clause, expected, literals }) => {
    const text = expectation(expected, literals);
    return {
      en: `The \`${clause}\` clause ends too early; expected after this: ${text.en}.`,
      zh: `\`${clause}\` 子句不完整，此后应有${text.zh}。`,
    };
  },
  'syntax-unexpected': ({ found, clause }) => ({
    en: `The \`${clause}\` clause is complete before ${found}, which can neither go on with it nor begin a clause.`,
    zh: `\`${clause}\` 子句在 ${found} 之前已经完整；${found} 既不能接续它，也不能开始新的子句。`,
  }),
  'syntax-reserved': ({ word }) => ({
    en: `\`${word}\` is a word of the language and cannot be a name without backticks.`,
    zh: `\`${word}\` 是语言的保留字，不加反引号不能作为名称。`,
  }),
  'syntax-word-alone': ({ word, form }) => ({
    en: `\`${word}\` is a name here; as a word of the language it is written \`${form}\`.`,
    zh: `\`${word}\` 在此处只是名称；作为语言的词应写作 \`${form}\`。`,
  }),
  'syntax-comparison-chain': ({ first, second }) => ({
    en: `Comparisons do not chain: \`${second}\` follows the result of \`${first}\`. Write \`and\` between two comparisons, or parentheses.`,
    zh: `比较不能连写：\`${second}\` 接在 \`${first}\` 的结果之后。请在两个比较之间写 \`and\`，或使用括号。`,
  }),
  'syntax-between': ({ found }) => ({
    en: `\`between\` needs two bounds, as in \`between 18 and 65\`, but ${found ?? 'the end of the condition'} was found instead of \`and\`.`,
    zh: `\`between\` 需要两个界限，例如 \`between 18 and 65\`，但${found === null ? '条件在应写 `and` 处就结束了' : `在应写 \`and\` 处写的是 ${found}`}。`,
  }),
  'syntax-cohort-left': ({ left }) => ({
    en: `\`in cohort\` speaks of the patient and has no left side, but \`${left}\` stands before it.`,
    zh: `\`in cohort\` 指的是患者本身，左边不写内容，但其前面有 \`${left}\`。`,
  }),
  'syntax-date': ({ text }) => ({
    en: `\`${text}\` is not a calendar date. A date is written \`@2020-01-31\`, with a time \`@2020-01-31T08:30\`.`,
    zh: `\`${text}\` 不是有效日期。日期写作 \`@2020-01-31\`，带时间写作 \`@2020-01-31T08:30\`。`,
  }),
  'syntax-integer-range': ({ digits }) => ({
    en: `The whole number ${digits} is beyond 64 bits (at most 9223372036854775807).`,
    zh: `整数 ${digits} 超出 64 位范围（最大 9223372036854775807）。`,
  }),
  'syntax-number-whole': ({ text }) => ({
    en: `A whole number is expected here, but \`${text}\` was found.`,
    zh: `此处应为整数，但写的是 \`${text}\`。`,
  }),
  'syntax-ordinal': ({ text }) => ({
    en: `\`${text}\` counts from one: write \`first\`, \`2nd\`, \`3rd\`, \`4th\` and so on.`,
    zh: `\`${text}\` 应从一数起：写作 \`first\`、\`2nd\`、\`3rd\`、\`4th\` 等。`,
  }),
  'syntax-duration-as-date': ({ text }) => ({
    en: `\`${text}\` is a duration, but a window needs a date: \`within ${text} before index\`, for instance.`,
    zh: `\`${text}\` 是时长，而时间窗需要日期：例如 \`within ${text} before index\`。`,
  }),
  'syntax-not-a-date': ({ text }) => ({
    en: `\`${text}\` is not a date, and a date is expected here.`,
    zh: `\`${text}\` 不是日期，而此处应为日期。`,
  }),
  'syntax-pick-in-window': ({ pick }) => ({
    en: `A date that begins with \`${pick}\` stands in parentheses here.`,
    zh: `以 \`${pick}\` 开头的日期在此处要放进括号。`,
  }),
  'syntax-without': () => ({
    en: '`without` follows `after` and a duration: `index at first E after 365 days without F`.',
    zh: '`without` 写在 `after` 加时长之后：`index at first E after 365 days without F`。',
  }),
  'syntax-washout-place': () => ({
    en: 'A washout (`after … without …`) can stand only in the `index` clause, at the end of its event rows.',
    zh: '洗脱期（`after … without …`）只能写在 `index` 子句中事件记录的末尾。',
  }),
  'syntax-argument': ({ name, of, allowed }) => ({
    en: `\`${of}\` has no part called \`${name}\`; it knows ${joined(allowed).en}.`,
    zh: `\`${of}\` 没有名为 \`${name}\` 的部分；可用的有 ${joined(allowed).zh}。`,
  }),
  'syntax-argument-twice': ({ name }) => ({ en: `\`${name}:\` is given twice.`, zh: `\`${name}:\` 写了两次。` }),
  'syntax-twice': ({ what }) => ({ en: `\`${what}\` may be written only once here.`, zh: `\`${what}\` 在此处只能写一次。` }),
  'syntax-braces-place': () => ({
    en: '`earliest { … as "…" }` with braces stands only after `follow until`, `until` and `outcome NAME =`; in an expression write `earliest(a, b)`.',
    zh: '带花括号的 `earliest { … as "…" }` 只能写在 `follow until`、`until` 和 `outcome 名称 =` 之后；在表达式中请写 `earliest(a, b)`。',
  }),
  'syntax-verdict': ({ found }) => ({
    en: `After an example patient's label stands \`in\` or \`out\`, but ${found} was found.`,
    zh: `示例患者的标签之后应写 \`in\` 或 \`out\`，但写的是 ${found}。`,
  }),
  'syntax-rows-alone': ({ rows, word }) => ({
    en: `\`${rows}\` are event rows, and \`${word}\` says more about them: before event rows stands what is asked, such as \`any\`, \`first\` or \`count of\`.`,
    zh: `\`${rows}\` 是事件记录，\`${word}\` 对其作限定：事件记录之前要写明问什么，例如 \`any\`、\`first\` 或 \`count of\`。`,
  }),
  'syntax-left-missing': ({ operator }) => ({
    en: `\`${operator}\` has nothing to compare on its left: each comparison names both sides.`,
    zh: `\`${operator}\` 左边没有要比较的内容：每个比较都要写出两边。`,
  }),
  'syntax-label-quotes': () => ({
    en: 'A label stands in double quotes before the colon.',
    zh: '标签要放在双引号中，写在冒号之前。',
  }),
  'syntax-if': ({ found }) => ({
    en: `\`${found}\` is not a word of the language; a choice is written \`case when C then A else B end\`.`,
    zh: `\`${found}\` 不是语言中的词；分情况取值写作 \`case when C then A else B end\`。`,
  }),
  'syntax-list-braces': () => ({ en: 'A list stands in braces: `in { … }`.', zh: '列表要放在花括号中：`in { … }`。' }),
  'syntax-codes-braces': ({ system }) => ({
    en: `The codes of a list stand in braces after the code system: \`${system} { "…" }\`.`,
    zh: `编码集中的编码写在编码体系之后的花括号中：\`${system} { "…" }\`。`,
  }),
  'syntax-labels-braces': () => ({
    en: 'Dates with labels stand in braces, with semicolons between them: `earliest { D as "reason"; … }`.',
    zh: '带标签的日期写在花括号中，以分号分隔：`earliest { D as "原因"; … }`。',
  }),
};
