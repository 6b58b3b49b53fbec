/** Messages about clauses and the program as a whole. */
import { joined, type Localised } from '../../source/localised';

type None = Readonly<Record<never, never>>;

export const clauseMessages = {
  'type-duplicate-name': (p: { readonly name: string; readonly other: string }): Localised => ({
    en: `The name \`${p.name}\` is taken: ${p.other}. Names are unique without regard to case.`,
    zh: `名称 \`${p.name}\` 已被使用：${p.other}。名称不区分大小写，不可重复。`,
  }),
  'type-fixed-name': (p: { readonly name: string }): Localised => ({
    en: `\`${p.name}\` is a column that every cohort table has; choose another name.`,
    zh: `\`${p.name}\` 是队列表的固定列；请换一个名称。`,
  }),
  'type-clause-twice': (p: { readonly clause: string }): Localised => ({
    en: `A cohort has one \`${p.clause}\` clause; this is the second.`,
    zh: `一个队列只有一个 \`${p.clause}\` 子句；这是第二个。`,
  }),
  'type-no-index': (_: None): Localised => ({
    en: 'A cohort needs an `index` clause, which says when a patient enters: `index at first diagnosis where …`.',
    zh: '队列需要 `index` 子句，说明患者何时入组：`index at first diagnosis where …`。',
  }),
  'type-wrong-database': (p: { readonly written: string; readonly database: string }): Localised => ({
    en: `The program is written for the database \`${p.written}\`, but \`${p.database}\` is open.`,
    zh: `程序针对数据库 \`${p.written}\`，但当前打开的是 \`${p.database}\`。`,
  }),
  'type-wrong-name': (p: { readonly written: string; readonly name: string }): Localised => ({
    en: `The cell is called \`${p.name}\`, but the program \`${p.written}\`.`,
    zh: `单元名为 \`${p.name}\`，但程序名为 \`${p.written}\`。`,
  }),
  'type-param-value': (p: { readonly name: string; readonly text: string }): Localised => ({
    en: `The parameter \`${p.name}\` is a written value (a number, quantity, text, date, duration, true or false), but \`${p.text}\` is not.`,
    zh: `参数 \`${p.name}\` 须为字面值（数值、带单位的量、文本、日期、时长、真或假），但 \`${p.text}\` 不是。`,
  }),
  'type-param-given': (p: { readonly name: string; readonly given: string; readonly expected: Localised }): Localised => ({
    en: `The parameter \`${p.name}\` is ${p.expected.en}, but it was given \`${p.given}\`.`,
    zh: `参数 \`${p.name}\` 是${p.expected.zh}，但给定的是 \`${p.given}\`。`,
  }),
  'type-param-unknown': (p: { readonly name: string; readonly known: readonly string[] }): Localised => ({
    en: `The program has no parameter \`${p.name}\`${p.known.length === 0 ? '' : `; it has ${joined(p.known).en}`}.`,
    zh: `程序没有参数 \`${p.name}\`${p.known.length === 0 ? '' : `；现有 ${joined(p.known).zh}`}。`,
  }),
  'type-let-deep': (p: { readonly name: string; readonly limit: number }): Localised => ({
    en: `\`${p.name}\` reads more than ${p.limit} lets one behind another; write some of them as one.`,
    zh: `\`${p.name}\` 依次引用的 let 超过 ${p.limit} 个；请把其中一些合写为一个。`,
  }),
  'type-let-large': (p: { readonly name: string; readonly size: number; readonly limit: number }): Localised => ({
    en: `Written out where they are read, the lets up to here have more than ${p.limit} parts; \`${p.name}\` alone has ${p.size}. Read lets less often: write \`2 * x\` for \`x + x\`, or make it a \`variable\`, which is not written out in the variables below it.`,
    zh: `在引用处展开后，到此为止的 let 超过 ${p.limit} 个部分；仅 \`${p.name}\` 就有 ${p.size} 个。请减少引用：将 \`x + x\` 写作 \`2 * x\`，或改为 \`variable\`，其后的变量引用它时不会展开。`,
  }),
  'type-let-duration': (p: { readonly name: string }): Localised => ({
    en: `A length of time is a parameter, not a \`let\`: \`${p.name}\` holds one value a patient.`,
    zh: `时长应写成参数而非 \`let\`：\`${p.name}\` 每名患者保存一个值。`,
  }),
  'type-label-twice': (p: { readonly label: string }): Localised => ({
    en: `The label "${p.label}" is given to two causes; join them: \`earliest(a, b) as "${p.label}"\`.`,
    zh: `标签 "${p.label}" 用于两个原因；请合并：\`earliest(a, b) as "${p.label}"\`。`,
  }),
  'type-earliest-empty': (_: None): Localised => ({ en: 'There is no date between the braces.', zh: '花括号中没有日期。' }),
  'type-arm-label': (p: { readonly label: string }): Localised => ({
    en: `The label "${p.label}" is given to two arms; each arm has its own.`,
    zh: `标签 "${p.label}" 用于两个组；每组须有自己的标签。`,
  }),
  'type-column-twice': (p: { readonly first: string; readonly second: string }): Localised =>
    p.first === p.second
      ? { en: `The column \`${p.first}\` is named twice.`, zh: `列 \`${p.first}\` 写了两次。` }
      : {
          en: `\`${p.first}\` and \`${p.second}\` are one column; name it once.`,
          zh: `\`${p.first}\` 与 \`${p.second}\` 是同一列，只写一次即可。`,
        },
  'type-column-fixed': (p: { readonly column: string }): Localised => ({
    en: `Every series has a column \`${p.column}\` of its own, which a column of the rows cannot stand beside.`,
    zh: `每个序列自带列 \`${p.column}\`，记录的同名列不能再列出。`,
  }),
  'type-keep-place': (_: None): Localised => ({
    en: '`keep` and `merge` follow the last criterion.',
    zh: '`keep` 与 `merge` 写在最后一条标准之后。',
  }),
  'type-index-table': (p: { readonly table: string; readonly database: string }): Localised => ({
    en: `The database \`${p.database}\` has no event table \`${p.table}\` with an index date.`,
    zh: `数据库 \`${p.database}\` 没有带入组日期的事件表 \`${p.table}\`。`,
  }),
};
