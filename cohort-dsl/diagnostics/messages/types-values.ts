/** Messages about values: their kinds, units and how they meet. */
import { joined, type Localised } from '../../source/localised';

type None = Readonly<Record<never, never>>;
interface Found {
  readonly text: string;
  readonly found: Localised;
}
interface Units {
  readonly from: string;
  readonly to: string;
  readonly other: string;
}

function expected(en: string, zh: string): (p: Found) => Localised {
  return (p) => ({
    en: `${en} is expected here, but \`${p.text}\` is ${p.found.en}.`,
    zh: `此处应为${zh}，但 \`${p.text}\` 是${p.found.zh}。`,
  });
}

export const valueMessages = {
  'type-date-expected': expected('A date', '日期'),
  'type-dates-joined': (p: { readonly op: 'and' | 'or'; readonly date: string }): Localised => ({
    en: `\`${p.op}\` stands between conditions, and \`${p.date}\` is a date: of several dates the first to come is their \`earliest\`, the last their \`latest\`, and a comparison is written with each.`,
    zh: `\`${p.op}\` 用于连接条件，而 \`${p.date}\` 是日期：多个日期中最先到来者写作 \`earliest\`，最后到来者写作 \`latest\`；比较须逐一写全。`,
  }),
  'type-duration-expected': expected('A length of time, such as `90 days`, or a parameter', '时长（例如 `90 days`）或参数'),
  'type-condition-expected': expected('A condition, true or false,', '条件（真或假）'),
  'type-number-expected': expected('A number', '数值'),
  'type-duration-alone': (p: { readonly text: string }): Localised => ({
    en: `\`${p.text}\` is a length of time and no value by itself; it is added to a date, or stands in a window. A length used in several places is a \`param\`.`,
    zh: `\`${p.text}\` 是时长，本身不是值；它与日期相加，或写在时间窗中。多处使用的时长请写成 \`param\`。`,
  }),
  'type-row-alone': (p: { readonly text: string }): Localised => ({
    en: `\`${p.text}\` is a row: say which of its columns is meant.`,
    zh: `\`${p.text}\` 是一条记录：请说明取哪一列。`,
  }),
  'type-integer-range': (p: { readonly text: string }): Localised => ({
    en: `The whole number ${p.text} is beyond 64 bits (at most 9223372036854775807).`,
    zh: `整数 ${p.text} 超出 64 位范围（最大 9223372036854775807）。`,
  }),
  'type-number-range': (p: { readonly text: string }): Localised => ({
    en: `The number ${p.text} is too large.`,
    zh: `数值 ${p.text} 过大。`,
  }),
  'type-no-such-date': (p: { readonly text: string }): Localised => ({
    en: `The calendar has no date ${p.text}; a date is written \`@2020-01-31\`.`,
    zh: `日历中没有日期 ${p.text}；日期写作 \`@2020-01-31\`。`,
  }),
  'type-bare-date': (p: { readonly text: string }): Localised => ({
    en: `\`${p.text}\` is a subtraction of whole numbers; a date is written \`@2020-01-31\`.`,
    zh: `\`${p.text}\` 是整数相减；日期写作 \`@2020-01-31\`。`,
  }),
  'type-duration-whole': (p: { readonly text: string }): Localised => ({
    en: `\`${p.text}\` is not a usable length: lengths are whole and no longer than the calendar.`,
    zh: `\`${p.text}\` 不是可用的时长：时长须为整数，且不超过日历范围。`,
  }),
  'type-hours-date': (p: { readonly text: string; readonly date: string }): Localised => ({
    en: `\`${p.text}\` counts hours or minutes, but \`${p.date}\` is a date without a time of day; count in days.`,
    zh: `\`${p.text}\` 以小时或分钟计，但 \`${p.date}\` 是没有时刻的日期；请以天计。`,
  }),
  'type-days-only': (p: { readonly text: string }): Localised => ({
    en: `A length in days, weeks, months or years is expected here, but \`${p.text}\` is shorter than a day.`,
    zh: `此处应为以天、周、月或年计的时长，但 \`${p.text}\` 不足一天。`,
  }),
  'type-duration-zero': (p: { readonly text: string }): Localised => ({
    en: `A length of time is at least 1, but \`${p.text}\` is none; for the same day write \`on\`.`,
    zh: `时长至少为 1，而 \`${p.text}\` 为零；同一天请写 \`on\`。`,
  }),
  'type-unknown-unit': (p: { readonly unit: string }): Localised => ({
    en: `\`${p.unit}\` is not a unit known by its usual spelling or in UCUM.`,
    zh: `\`${p.unit}\` 不是已知的常用单位写法，也不是 UCUM 单位。`,
  }),
  'type-bare-number': (p: { readonly number: string; readonly other: string; readonly unit: string }): Localised => ({
    en: `\`${p.other}\` is in ${p.unit}, but \`${p.number}\` has no unit.`,
    zh: `\`${p.other}\` 的单位是 ${p.unit}，但 \`${p.number}\` 没有单位。`,
  }),
  'type-unit-on-bare': (p: { readonly number: string; readonly other: string; readonly unit: string }): Localised => ({
    en: `\`${p.other}\` is a number without a unit, but \`${p.number}\` is in ${p.unit}.`,
    zh: `\`${p.other}\` 是没有单位的数值，但 \`${p.number}\` 的单位是 ${p.unit}。`,
  }),
  'type-unit-kind': (p: Units): Localised => ({
    en: `${p.from} does not convert to ${p.to}, the unit of \`${p.other}\`: they measure different things.`,
    zh: `${p.from} 不能换算为 ${p.to}（\`${p.other}\` 的单位）：两者度量的不是同一种量。`,
  }),
  'type-unit-ratio': (p: Units & { readonly value: string }): Localised => ({
    en: `\`${p.value}\` is in ${p.from} and \`${p.other}\` in ${p.to}: a ratio of amounts or masses, a percentage and a plain number are different quantities, and none converts to another by a factor. Give \`${p.value}\` in ${p.to}.`,
    zh: `\`${p.value}\` 的单位是 ${p.from}，而 \`${p.other}\` 的单位是 ${p.to}：物质的量之比、质量之比、百分数与无单位的数是不同的量，不能按系数换算。请以 ${p.to} 表示 \`${p.value}\`。`,
  }),
  'type-unit-charge': (p: Units & { readonly value: string }): Localised => ({
    en: `\`${p.value}\` is in ${p.from} and \`${p.other}\` in ${p.to}: one counts charges, the other particles, and they convert only by the charge of the ion. 1 mmol is 1 mEq of an ion of charge 1 (Na⁺, K⁺, Cl⁻, HCO₃⁻) and 2 mEq of one of charge 2 (Ca²⁺, Mg²⁺). Give \`${p.value}\` in ${p.to}.`,
    zh: `\`${p.value}\` 的单位是 ${p.from}，而 \`${p.other}\` 的单位是 ${p.to}：前后一为电荷当量、一为粒子数，只能按离子的电荷数换算。电荷数为 1 的离子（Na⁺、K⁺、Cl⁻、HCO₃⁻）1 mmol 为 1 mEq，电荷数为 2 的离子（Ca²⁺、Mg²⁺）为 2 mEq。请以 ${p.to} 表示 \`${p.value}\`。`,
  }),
  'type-unit-annotation': (p: Units): Localised => ({
    en: `${p.from} does not convert to ${p.to}, the unit of \`${p.other}\`: what a value is related to belongs to its unit.`,
    zh: `${p.from} 不能换算为 ${p.to}（\`${p.other}\` 的单位）：标注属于单位的一部分。`,
  }),
  'type-unit-molar-mass': (p: Units): Localised => ({
    en: `${p.from} converts to ${p.to}, the unit of \`${p.other}\`, only where the dictionary gives the molar mass, and it gives none.`,
    zh: `${p.from} 换算为 ${p.to}（\`${p.other}\` 的单位）需要摩尔质量，而数据字典没有给出。`,
  }),
  'type-unit-scale': (p: Units): Localised => ({
    en: `${p.from} does not convert to ${p.to}, the unit of \`${p.other}\`, by a factor.`,
    zh: `${p.from} 不能按比例换算为 ${p.to}（\`${p.other}\` 的单位）。`,
  }),
  'type-unit-derived': (p: { readonly left: string; readonly right: string }): Localised => ({
    en: `${p.left} and ${p.right} cannot be combined into one unit.`,
    zh: `${p.left} 与 ${p.right} 不能组合成一个单位。`,
  }),
  'type-bare-function': (p: { readonly name: string; readonly text: string; readonly unit: string }): Localised => ({
    en: `\`${p.name}\` takes a number without a unit, but \`${p.text}\` is in ${p.unit}; divide it by one unit first.`,
    zh: `\`${p.name}\` 的参数须无单位，但 \`${p.text}\` 的单位是 ${p.unit}；请先除以一个单位。`,
  }),
  'type-argument-count': (p: { readonly name: string; readonly signature: string; readonly count: number }): Localised => ({
    en: `\`${p.name}\` is written \`${p.signature}\`, but has ${p.count} argument${p.count === 1 ? '' : 's'} here.`,
    zh: `\`${p.name}\` 写作 \`${p.signature}\`，但此处有 ${p.count} 个参数。`,
  }),
  'type-round-digits': (p: { readonly text: string }): Localised => ({
    en: `The second argument of \`round\` is a whole number from 0 to 15, but \`${p.text}\` is written.`,
    zh: `\`round\` 的第二个参数是 0 到 15 的整数，但写的是 \`${p.text}\`。`,
  }),
  'type-extreme-dates': (p: { readonly name: string; readonly instead: string }): Localised => ({
    en: `\`${p.name}\` compares numbers; for dates there is \`${p.instead}\`.`,
    zh: `\`${p.name}\` 比较数值；日期请用 \`${p.instead}\`。`,
  }),
  'type-branches': (p: {
    readonly text: string;
    readonly found: Localised;
    readonly first: string;
    readonly expected: Localised;
  }): Localised => ({
    en: `All parts have one type: \`${p.first}\` is ${p.expected.en}, but \`${p.text}\` is ${p.found.en}.`,
    zh: `各部分类型须一致：\`${p.first}\` 是${p.expected.zh}，但 \`${p.text}\` 是${p.found.zh}。`,
  }),
  'type-between-window': (_: Record<string, never>): Localised => ({
    en: '`between` compares values; event rows between two dates have a window: `from D1 to D2`.',
    zh: '`between` 用于比较数值；两个日期之间的事件记录用时间窗表示：`from D1 to D2`。',
  }),
  'type-mismatch': (p: {
    readonly left: string;
    readonly leftType: Localised;
    readonly right: string;
    readonly rightType: Localised;
  }): Localised => ({
    en: `\`${p.left}\` is ${p.leftType.en} and \`${p.right}\` is ${p.rightType.en}: they cannot be compared.`,
    zh: `\`${p.left}\` 是${p.leftType.zh}，\`${p.right}\` 是${p.rightType.zh}：两者不能比较。`,
  }),
  'type-compare-missing': (_: None): Localised => ({
    en: 'A comparison with `missing` is never true; ask whether there is a value.',
    zh: '与 `missing` 比较永远不为真；请判断是否有值。',
  }),
  'type-list-member': (p: { readonly text: string }): Localised => ({
    en: `Members of a list are written values or parameters, but \`${p.text}\` is neither; join comparisons with \`or\`.`,
    zh: `列表成员须为字面值或参数，但 \`${p.text}\` 都不是；请用 \`or\` 连接多个比较。`,
  }),
  'type-duration-count': (p: { readonly text: string; readonly unit: string }): Localised => ({
    en: `The left side counts completed ${p.unit} and is a whole number without a unit, so \`${p.text}\` is written as a number.`,
    zh: `左边是完整${p.unit}数，为无单位的整数，因此 \`${p.text}\` 应写成数字。`,
  }),
  'type-duration-compared': (p: { readonly text: string; readonly other: Localised }): Localised => ({
    en: `\`${p.text}\` is a length of time and cannot be compared with ${p.other.en}; count with \`days from A to B\`, or add it to a date.`,
    zh: `\`${p.text}\` 是时长，不能与${p.other.zh}比较；请用 \`days from A to B\` 计数，或与日期相加。`,
  }),
  'type-duration-first': (p: { readonly text: string }): Localised => ({
    en: `In \`${p.text}\` the length of time stands first; a date comes first, then \`+\` or \`-\` and a length.`,
    zh: `\`${p.text}\` 中时长写在了前面；应先写日期，再写 \`+\` 或 \`-\` 和时长。`,
  }),
  'type-duration-to': (p: Found): Localised => ({
    en: `The length of time \`${p.text}\` is added to or taken from a date, not ${p.found.en}.`,
    zh: `时长 \`${p.text}\` 只能与日期相加减，而不能用于${p.found.zh}。`,
  }),
  'type-date-number': (p: { readonly text: string }): Localised => ({
    en: `A date is moved by a length of time, but \`${p.text}\` is a number without one.`,
    zh: `日期按时长移动，但 \`${p.text}\` 是没有时间单位的数值。`,
  }),
  'type-date-arithmetic': (p: { readonly text: string }): Localised => ({
    en: `\`${p.text}\` calculates with a date as if it were a number; the time between two dates is \`days from A to B\`.`,
    zh: `\`${p.text}\` 把日期当作数值计算；两个日期之间的时间写作 \`days from A to B\`。`,
  }),
  'type-order-boolean': (p: { readonly text: string }): Localised => ({
    en: `\`${p.text}\` is true or false and has no order; write it alone, or after \`not\`.`,
    zh: `\`${p.text}\` 为真或假，没有大小顺序；请单独写，或写在 \`not\` 之后。`,
  }),
  'type-order-category': (p: { readonly text: string }): Localised => ({
    en: `\`${p.text}\` is a category without an order: it can be equal to a key or in a list, not greater or smaller.`,
    zh: `\`${p.text}\` 是无序分类：只能等于某个键或属于列表，不能比较大小。`,
  }),
  'type-order-code': (p: { readonly text: string; readonly system: string }): Localised => ({
    en: `Codes are not greater or smaller than one another; write a range: \`${p.text} in ${p.system} { "A".."B" }\`.`,
    zh: `编码之间没有大小；请写区间：\`${p.text} in ${p.system} { "A".."B" }\`。`,
  }),
  'type-unknown-key': (p: { readonly key: string; readonly keys: readonly string[] }): Localised => ({
    en: `"${p.key}" is not a key of this category; its keys are ${joined(p.keys).en}.`,
    zh: `"${p.key}" 不是该分类的键；可用的键有 ${joined(p.keys).zh}。`,
  }),
  'type-text-expected': (p: Found & { readonly op: string }): Localised => ({
    en: `\`${p.op}\` compares texts, but \`${p.text}\` is ${p.found.en}.`,
    zh: `\`${p.op}\` 比较文本，但 \`${p.text}\` 是${p.found.zh}。`,
  }),
  'type-quantifier-empty': (_: None): Localised => ({
    en: 'There is no condition between the parentheses.',
    zh: '括号中没有条件。',
  }),
  'type-code-match': (p: { readonly op: string; readonly system: string }): Localised => ({
    en: `\`${p.op}\` does not work on codes, whose dots and case do not count; write the beginning with a star: \`in ${p.system} { "N18*" }\`.`,
    zh: `\`${p.op}\` 不能用于编码（点号与大小写不计）；请用带星号的前缀：\`in ${p.system} { "N18*" }\`。`,
  }),
  'type-code-star': (p: { readonly code: string }): Localised => ({
    en: `"${p.code}" stands for many codes; after \`=\` stands a single one.`,
    zh: `"${p.code}" 表示多个编码；\`=\` 之后只能是一个编码。`,
  }),
  'type-code-star-inside': (p: { readonly code: string }): Localised => ({
    en: `The star of \`${p.code}\` is not at the end: only the beginning of a code can be given.`,
    zh: `\`${p.code}\` 的星号不在末尾：只能给出编码的开头部分。`,
  }),
  'type-code-pattern': (p: { readonly code: string }): Localised => ({
    en: `\`${p.code}\` is a pattern of another language; here a star at the end stands for every code that begins so.`,
    zh: `\`${p.code}\` 是其他语言的通配写法；此处用末尾的星号表示所有以此开头的编码。`,
  }),
  'type-code-blank': (_: None): Localised => ({ en: 'This code is empty.', zh: '此编码为空。' }),
  'type-code-id': (p: { readonly code: string; readonly system: string; readonly integer: boolean }): Localised => ({
    en: p.integer
      ? `Codes of ${p.system} are whole numbers without quotes, but "${p.code}" is a text.`
      : `Codes of ${p.system} are texts in quotes, but ${p.code} is a number.`,
    zh: p.integer
      ? `${p.system} 的编码是不加引号的整数，但 "${p.code}" 是文本。`
      : `${p.system} 的编码是引号中的文本，但 ${p.code} 是数字。`,
  }),
  'type-code-range-length': (p: { readonly from: string; readonly to: string }): Localised => ({
    en: `The ends of a range have the same length, but "${p.from}" and "${p.to}" differ.`,
    zh: `区间两端的长度须相同，但 "${p.from}" 与 "${p.to}" 不同。`,
  }),
  'type-codes-empty': (p: { readonly system: string }): Localised => ({
    en: `This list of ${p.system} codes is empty; a code list has at least one code.`,
    zh: `此 ${p.system} 编码集为空；编码集至少有一个编码。`,
  }),
  'type-codes-only-not': (_: None): Localised => ({
    en: 'This list only says which codes are not in it; it needs at least one that is.',
    zh: '此编码集只写了要排除的编码；至少需要一个要纳入的编码。',
  }),
  'type-not-a-code': (p: Found): Localised => ({
    en: `Only a code can be in a code list, but \`${p.text}\` is ${p.found.en}; for single values write \`in { … }\`.`,
    zh: `只有编码可以属于编码集，但 \`${p.text}\` 是${p.found.zh}；逐个值请写 \`in { … }\`。`,
  }),
  'type-code-system': (p: {
    readonly list: string;
    readonly listSystem: string;
    readonly column: string;
    readonly columnSystem: string;
  }): Localised => ({
    en: `\`${p.list}\` holds codes of ${p.listSystem}, but \`${p.column}\` holds codes of ${p.columnSystem}.`,
    zh: `\`${p.list}\` 是 ${p.listSystem} 的编码，但 \`${p.column}\` 是 ${p.columnSystem} 的编码。`,
  }),
};
