/** Messages about names: what is unknown, what is not visible, what a name stands for. */
import { joined, type Localised } from '../../source/localised';

type Place = 'index' | 'criterion' | 'follow' | 'time' | 'outcome' | 'variable' | 'series' | 'let' | 'param';

const places: Readonly<Record<Place, Localised>> = {
  index: { en: 'the index clause', zh: '入组子句' },
  criterion: { en: 'a criterion', zh: '纳入、排除标准' },
  follow: { en: '`follow until`', zh: '`follow until`' },
  time: { en: '`time from`', zh: '`time from`' },
  outcome: { en: 'an outcome', zh: '结局' },
  variable: { en: 'a variable', zh: '变量' },
  series: { en: 'a series', zh: '序列' },
  let: { en: 'a `let`', zh: '`let`' },
  param: { en: 'a `param`', zh: '`param`' },
};

const hidden: Readonly<Record<'outcome' | 'variable' | 'below', (name: string) => Localised>> = {
  outcome: (name) => ({
    en: `The outcome \`${name}\` is not visible here: outcomes are visible in variables alone.`,
    zh: `此处不能使用结局 \`${name}\`：结局只在变量中可见。`,
  }),
  variable: (name) => ({
    en: `The variable \`${name}\` is not visible here: variables are visible in the variables below them; elsewhere use a \`let\`.`,
    zh: `此处不能使用变量 \`${name}\`：变量只在其后的变量中可见；其他地方请用 \`let\`。`,
  }),
  below: (name) => ({
    en: `\`${name}\` is defined by this clause or below it: a name is visible only after its own definition.`,
    zh: `\`${name}\` 由本子句或其后的子句定义：名称只在其定义之后可见。`,
  }),
};

export const nameMessages = {
  'type-unknown-name': (p: { readonly name: string; readonly row: string | null }): Localised => ({
    en:
      p.row === null
        ? `There is no name \`${p.name}\` here.`
        : `Neither the rows of \`${p.row}\` nor the program have a name \`${p.name}\`.`,
    zh: p.row === null ? `此处没有名称 \`${p.name}\`。` : `\`${p.row}\` 的记录和程序中都没有名称 \`${p.name}\`。`,
  }),
  'type-unknown-prefix': (p: { readonly name: string }): Localised => ({
    en: `\`${p.name}.\` names nothing: before a dot stand \`patient\` or \`index\`.`,
    zh: `\`${p.name}.\` 没有所指：点号之前只能是 \`patient\` 或 \`index\`。`,
  }),
  'type-unknown-table': (p: { readonly name: string; readonly database: string; readonly known: readonly string[] }): Localised => ({
    en: `The database \`${p.database}\` has no event table \`${p.name}\`; it has ${joined(p.known).en}.`,
    zh: `数据库 \`${p.database}\` 没有事件表 \`${p.name}\`；现有 ${joined(p.known).zh}。`,
  }),
  'type-unknown-column': (p: { readonly column: string; readonly table: string; readonly known: readonly string[] }): Localised => ({
    en: `\`${p.table}\` has no column \`${p.column}\`; it has ${joined(p.known).en}.`,
    zh: `\`${p.table}\` 没有列 \`${p.column}\`；现有 ${joined(p.known).zh}。`,
  }),
  'type-union-column': (p: { readonly column: string; readonly parts: readonly Localised[] }): Localised => ({
    en: `The parts of this \`union\` have \`${p.column}\` in different units or types (${p.parts.map(({ en }) => en).join(', ')}), so that it is no column of all of them; take each part by itself.`,
    zh: `此 \`union\` 各部分的 \`${p.column}\` 单位或类型不同（${p.parts.map(({ zh }) => zh).join('、')}），不能作为共有的列；请分别取各部分。`,
  }),
  'type-unknown-item': (p: { readonly item: string; readonly table: string; readonly known: readonly string[] }): Localised => ({
    en: `\`${p.table}\` has no item \`${p.item}\`; it has ${joined(p.known).en}.`,
    zh: `\`${p.table}\` 没有指标 \`${p.item}\`；现有 ${joined(p.known).zh}。`,
  }),
  'type-no-items': (p: { readonly table: string }): Localised => ({
    en: `\`${p.table}\` is not a table of items: write its name alone, and its conditions after \`where\`.`,
    zh: `\`${p.table}\` 不是指标表：只写表名，条件写在 \`where\` 之后。`,
  }),
  'type-unknown-function': (p: { readonly name: string }): Localised => ({
    en: `There is no function \`${p.name}\`.`,
    zh: `没有函数 \`${p.name}\`。`,
  }),
  'type-unknown-codes': (p: { readonly name: string }): Localised => ({
    en: `There is no code list \`${p.name}\`; a code list is defined by a \`codes\` clause.`,
    zh: `没有编码集 \`${p.name}\`；编码集由 \`codes\` 子句定义。`,
  }),
  'type-not-codes': (p: { readonly name: string }): Localised => ({
    en: `\`${p.name}\` is not a code list; for single values write \`in { … }\`.`,
    zh: `\`${p.name}\` 不是编码集；逐个值请写 \`in { … }\`。`,
  }),
  'type-codes-value': (p: { readonly name: string }): Localised => ({
    en: `\`${p.name}\` is a code list, not a value; it stands after \`in\`.`,
    zh: `\`${p.name}\` 是编码集，不是值；它写在 \`in\` 之后。`,
  }),
  'type-rows-in-codes': (p: { readonly text: string }): Localised => ({
    en: `\`${p.text}\` is about event rows; it is their code that can be in a code list.`,
    zh: `\`${p.text}\` 说的是事件记录；能属于编码集的是记录的编码。`,
  }),
  'type-unknown-system': (p: { readonly system: string; readonly known: readonly string[] }): Localised => ({
    en: `There is no code system \`${p.system}\`; known are ${joined(p.known).en}.`,
    zh: `没有编码体系 \`${p.system}\`；可用的有 ${joined(p.known).zh}。`,
  }),
  'type-patient-column': (p: { readonly column: string }): Localised => ({
    en: `\`${p.column}\` is a column of the patient table, which is reached by its name.`,
    zh: `\`${p.column}\` 是患者表的列，需要写出表名。`,
  }),
  'type-patient-value': (p: { readonly name: string }): Localised => ({
    en: `\`${p.name}\` is the patient table; name one of its columns.`,
    zh: `\`${p.name}\` 是患者表；请指明其中一列。`,
  }),
  'type-patient-rows': (p: { readonly name: string }): Localised => ({
    en: `\`${p.name}\` has one row a patient and no event rows; use its columns, such as \`${p.name}.sex\`.`,
    zh: `\`${p.name}\` 每名患者一行，没有事件记录；请使用它的列，例如 \`${p.name}.sex\`。`,
  }),
  'type-table-column': (p: { readonly table: string; readonly column: string }): Localised => ({
    en: `\`${p.table}\` has many rows a patient: say of which row \`${p.column}\` is meant.`,
    zh: `\`${p.table}\` 每名患者有多条记录：请说明取哪一条的 \`${p.column}\`。`,
  }),
  'type-many-rows': (p: { readonly text: string }): Localised => ({
    en: `\`${p.text}\` is a table with many rows a patient, and one value a patient is expected here.`,
    zh: `\`${p.text}\` 是每名患者有多条记录的表，而此处需要每名患者一个值。`,
  }),
  'type-dots': (p: { readonly text: string }): Localised => ({
    en: `\`${p.text}\` has more than one dot; a name is \`patient.COLUMN\` or \`index.COLUMN\`.`,
    zh: `\`${p.text}\` 不止一个点号；名称写作 \`patient.列\` 或 \`index.列\`。`,
  }),
  'type-not-visible': (p: { readonly name: string; readonly what: 'outcome' | 'variable' | 'below' }): Localised => hidden[p.what](p.name),
  'type-not-known-yet': (p: { readonly word: string; readonly place: Place }): Localised => ({
    en: `\`${p.word}\` is not known yet in ${places[p.place].en}.`,
    zh: `在${places[p.place].zh}中还没有 \`${p.word}\`。`,
  }),
  'type-let-needs': (p: { readonly name: string; readonly needs: 'index' | 'exit'; readonly place: Place }): Localised => ({
    en: `\`${p.name}\` uses \`${p.needs}\`, which is not known yet in ${places[p.place].en}.`,
    zh: `\`${p.name}\` 使用了 \`${p.needs}\`，而在${places[p.place].zh}中还没有它。`,
  }),
  'type-index-self': (_: Readonly<Record<never, never>>): Localised => ({
    en: 'The index clause leads back to the index itself.',
    zh: '入组子句又用到了入组本身。',
  }),
  'type-index-no-row': (p: { readonly text: string }): Localised => ({
    en: `\`${p.text}\` needs a row, but the index of this program is a date; choose a row with \`index at first …\`.`,
    zh: `\`${p.text}\` 需要一条记录，但本程序的入组是一个日期；请用 \`index at first …\` 选取记录。`,
  }),
  'type-no-patient-date': (p: { readonly word: string; readonly database: string }): Localised => ({
    en: `The patient table of \`${p.database}\` records no ${p.word}.`,
    zh: `\`${p.database}\` 的患者表没有记录 ${p.word === 'birth' ? '出生' : '死亡'}日期。`,
  }),
  'type-unknown-cohort': (p: { readonly name: string }): Localised => ({
    en: `There is no cohort \`${p.name}\` beside this one.`,
    zh: `没有可引用的队列 \`${p.name}\`。`,
  }),
  'type-cohort-self': (p: { readonly name: string }): Localised => ({
    en: `The cohort \`${p.name}\` leads back to itself.`,
    zh: `队列 \`${p.name}\` 引用了自身。`,
  }),
  'type-index-label': (_: Readonly<Record<never, never>>): Localised => ({
    en: '`index.label` tells the arms of `index at first of { … }` apart; this program has none.',
    zh: '`index.label` 用于区分 `index at first of { … }` 的各组；本程序没有分组。',
  }),
  'type-called-taken': (p: { readonly name: string }): Localised => ({
    en: `\`${p.name}\` already names something else here; give the row another name.`,
    zh: `此处 \`${p.name}\` 已是其他内容的名称；请给该记录换一个名称。`,
  }),
  'type-called-alone': (p: { readonly name: string }): Localised => ({
    en: `\`${p.name}\` is a row: say which of its columns is meant.`,
    zh: `\`${p.name}\` 是一条记录：请说明取哪一列。`,
  }),
  'type-end-outside': (_: Readonly<Record<never, never>>): Localised => ({
    en: '`end` is the end of a row, and there is no row here; write `end of observation`, `index.end` or `exit`.',
    zh: '`end` 指记录的结束日期，而此处没有记录；请写 `end of observation`、`index.end` 或 `exit`。',
  }),
};
