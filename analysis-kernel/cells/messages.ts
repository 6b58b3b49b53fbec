/** What cells say when they cannot run: one entry a code, its parameters typed, in both languages. */
import type { Localised } from '@/cohort-dsl/source/localised';
import { refusalText } from '../content/refusal';
import { didYouMean, nearestNames } from '../formula/nearest-name';
import { firstText } from '../results/format';
import type { CellError } from '../results/result';

interface Parameters {
  name_invalid: { readonly name: string };
  name_duplicate: { readonly name: string; readonly other: string };
  name_database_table: { readonly name: string };
  cycle: { readonly names: readonly string[] };
  blocked: { readonly by: string; readonly isError: boolean };
  cancelled: Record<never, never>;
  sql_empty: Record<never, never>;
  sql_unclosed: { readonly what: 'text' | 'name' | 'comment' | '(' };
  sql_unopened: Record<never, never>;
  sql_not_a_query: { readonly word: string; readonly candidates: readonly string[] };
  sql_several: Record<never, never>;
  sql_nameless_parameter: Record<never, never>;
  sql_unnamed_column: { readonly position: number; readonly expression: string; readonly fix: string };
  sql_unnamed_inside: { readonly position: number; readonly expression: string };
  sealed: Record<never, never>;
  sql_duplicate_column: { readonly name: string };
  unknown_table: { readonly name: string; readonly candidates: readonly string[] };
  unknown_column: { readonly name: string; readonly candidates: readonly string[] };
  unknown_function: { readonly name: string; readonly candidates: readonly string[] };
  dotted_name: { readonly table: string; readonly name: string };
  wrong_arguments: { readonly call: string };
  not_grouped: { readonly name: string };
  cannot_convert: { readonly value: string; readonly to: keyof typeof KINDS };
  sql_syntax: { readonly near: string; readonly candidates: readonly string[] };
  out_of_memory: Record<never, never>;
  engine: { readonly message: string };
  engine_lost: Record<never, never>;
  integer_overflow: { readonly expression: string };
  unknown_input: { readonly name: string; readonly candidates: readonly string[] };
  where_not_a_condition: Record<never, never>;
  where_no_such_value: { readonly column: string; readonly word: string; readonly values: readonly string[] };
  data_missing: Record<never, never>;
  no_database: Record<never, never>;
  input_yaml: { readonly near: string };
  input_kind: { readonly found: string };
  input_key: { readonly key: string; readonly known: readonly string[] };
  input_needs: { readonly key: string; readonly type: string };
  input_value: { readonly value: string; readonly expected: Localised };
  code_not_run: { readonly kind: 'chart' | 'code' };
  code_failed: { readonly message: string };
  code_syntax: { readonly message: string };
  code_too_deep: Record<never, never>;
  code_too_large: { readonly characters: number };
  drawing_too_large: Record<never, never>;
  code_too_long: { readonly seconds: number };
  code_result: { readonly kind: 'chart' | 'code' };
  code_no_columns: Record<never, never>;
  code_unnamed_column: { readonly position: number };
  code_duplicate_column: { readonly name: string };
  unexpected: { readonly message: string };
}

export type CellErrorCode = keyof Parameters;

type Texts = { readonly [C in CellErrorCode]: (parameters: Parameters[C]) => Localised };

const KINDS = {
  integer: { en: 'a whole number', zh: '整数' },
  number: { en: 'a number', zh: '数值' },
  date: { en: 'a date', zh: '日期' },
  truth: { en: 'true or false', zh: '真或假' },
} as const;

const THINGS = {
  text: { en: 'A text in quotes', zh: '引号中的文本' },
  name: { en: 'A name in double quotes', zh: '双引号中的名称' },
  comment: { en: 'A comment', zh: '注释' },
  '(': { en: 'A parenthesis', zh: '括号' },
} as const;

const TEXTS: Texts = {
  name_invalid: ({ name }) => ({
    en: `"${name}" cannot name a cell: a name is letters, digits and underscores, and does not begin with a digit.`,
    zh: `“${name}”不能作为单元名称：名称由字母、数字和下划线组成，且不能以数字开头。`,
  }),
  name_duplicate: ({ name, other }) => ({
    en: `The name ${name} is also used by the cell ${other}. Rename one of the two.`,
    zh: `名称 ${name} 也被单元 ${other} 使用。请更改其中一个的名称。`,
  }),
  name_database_table: ({ name }) => ({
    en: `${name} is a table of the database. Give the cell another name.`,
    zh: `${name} 是数据库中的表。请为单元另取名称。`,
  }),
  cycle: ({ names }) => ({
    en:
      names.length === 1
        ? `The cell ${names[0]} refers to itself.`
        : `These cells refer to each other in a circle: ${[...names, names[0]].join(' → ')}.`,
    zh: names.length === 1 ? `单元 ${names[0]} 引用了自身。` : `这些单元循环引用：${[...names, names[0]].join(' → ')}。`,
  }),
  blocked: ({ by, isError }) =>
    isError
      ? { en: `Waits for the cell ${by}, which is in error.`, zh: `等待出错的单元 ${by}。` }
      : { en: `Waits for the cell ${by}, which has no result.`, zh: `等待尚无结果的单元 ${by}。` },
  cancelled: () => ({ en: 'The run was cancelled.', zh: '运行已取消。' }),
  sql_empty: () => ({
    en: 'The cell is empty. Write one query, such as SELECT … FROM …',
    zh: '单元为空。请写一个查询，例如 SELECT … FROM …',
  }),
  sql_unclosed: ({ what }) => ({
    en: `${THINGS[what].en} begins here and is never closed.`,
    zh: `${THINGS[what].zh}从这里开始，但没有结束。`,
  }),
  sql_unopened: () => ({ en: 'This parenthesis closes one that was never opened.', zh: '这个右括号没有对应的左括号。' }),
  sql_not_a_query: ({ word, candidates }) => ({
    en: `A SQL cell is one query: it begins with SELECT, FROM, WITH, VALUES or PIVOT, not with ${word}.${didYouMean(candidates).en}`,
    zh: `SQL 单元是一个查询：以 SELECT、FROM、WITH、VALUES 或 PIVOT 开头，而不是 ${word}。${didYouMean(candidates).zh}`,
  }),
  sql_several: () => ({
    en: 'A SQL cell is exactly one query; a second statement begins here. Put it into a cell of its own.',
    zh: 'SQL 单元只能有一个查询；第二个语句从这里开始。请把它放入单独的单元。',
  }),
  sql_nameless_parameter: () => ({
    en: 'A parameter is the name of an input cell after a dollar sign, such as $since.',
    zh: '参数写作美元符号加输入单元的名称，例如 $since。',
  }),
  sql_unnamed_column: ({ position, expression, fix }) => ({
    en: `Column ${position} (${expression}) has no name. Write ${fix}.`,
    zh: `第 ${position} 列（${expression}）没有名称。请写成 ${fix}。`,
  }),
  sql_unnamed_inside: ({ position, expression }) => ({
    en: `Column ${position} has no name of its own (the engine calls it ${expression}). Name it with AS where it is computed.`,
    zh: `第 ${position} 列没有自己的名称（引擎称其为 ${expression}）。请在计算该列处用 AS 命名。`,
  }),
  sealed: () => ({
    en: 'A cell reads the tables of the database, cohorts and results of other cells; files, addresses and settings are out of its reach.',
    zh: '单元只能读取数据库的表、队列以及其他单元的结果；无法访问文件、网络地址或设置。',
  }),
  sql_duplicate_column: ({ name }) => ({
    en: `Two result columns are called ${name}. Rename one of them with AS, or join with USING (${name}).`,
    zh: `两个结果列都叫 ${name}。请用 AS 为其中一列改名，或用 USING (${name}) 连接。`,
  }),
  unknown_table: ({ name, candidates }) => ({
    en: `There is no table or cell ${name}.${didYouMean(candidates).en}`,
    zh: `没有名为 ${name} 的表或单元。${didYouMean(candidates).zh}`,
  }),
  unknown_column: ({ name, candidates }) => ({
    en: `There is no column ${name} here.${didYouMean(candidates).en}`,
    zh: `这里没有名为 ${name} 的列。${didYouMean(candidates).zh}`,
  }),
  unknown_function: ({ name, candidates }) => ({
    en: `There is no function ${name}.${didYouMean(candidates).en}`,
    zh: `没有名为 ${name} 的函数。${didYouMean(candidates).zh}`,
  }),
  dotted_name: ({ table, name }) => ({
    en: `There is no table ${table} here. If ${name} is a column, its name, having a dot, stands in double quotes: "${name}".`,
    zh: `这里没有名为 ${table} 的表。如果 ${name} 是列名，因其中含点号，须加双引号："${name}"。`,
  }),
  wrong_arguments: ({ call }) => ({
    en: `No function fits ${call}: check the types of what it is given, or convert them with CAST.`,
    zh: `没有与 ${call} 匹配的函数：请检查参数类型，或用 CAST 转换。`,
  }),
  not_grouped: ({ name }) => ({
    en: `Column ${name} stands neither in GROUP BY nor inside an aggregate such as max(${name}).`,
    zh: `列 ${name} 既不在 GROUP BY 中，也不在 max(${name}) 之类的聚合函数中。`,
  }),
  cannot_convert: ({ value, to }) => ({
    en: `The text "${value}" cannot be read as ${KINDS[to].en}. TRY_CAST gives a missing value instead.`,
    zh: `文本“${value}”无法读作${KINDS[to].zh}。使用 TRY_CAST 可得到缺失值。`,
  }),
  sql_syntax: ({ near, candidates }) => ({
    en: near === '' ? 'The query ends too early.' : `The query cannot be read at ${near}.${didYouMean(candidates).en}`,
    zh: near === '' ? '查询不完整。' : `无法读取查询中的 ${near}。${didYouMean(candidates).zh}`,
  }),
  out_of_memory: () => ({
    en: 'The query needs more memory than there is. Read fewer rows or columns.',
    zh: '查询所需内存不足。请减少读取的行或列。',
  }),
  engine: ({ message }) => ({ en: message, zh: `数据库引擎报告：${message}` }),
  integer_overflow: ({ expression }) => ({
    en: `A whole number beyond 64 bits arises in ${expression}. Make one of its parts a decimal number, such as 1.0 * …`,
    zh: `${expression} 的计算结果超出 64 位整数范围。请将其中一项改为小数，例如 1.0 * …`,
  }),
  unknown_input: ({ name, candidates }) => ({
    en: `There is no input cell ${name}.${didYouMean(candidates).en}`,
    zh: `没有名为 ${name} 的输入单元。${didYouMean(candidates).zh}`,
  }),
  where_not_a_condition: () => ({
    en: '"where" is one SQL condition, such as age >= 18.',
    zh: '“where”是一个 SQL 条件，例如 age >= 18。',
  }),
  where_no_such_value: ({ column, word, values }) => {
    const shown = values.map((value) => JSON.stringify(value));
    const meant = didYouMean(nearestNames(word, values).map((value) => JSON.stringify(value)));
    return {
      en: `"where" leaves no rows: none has the value ${JSON.stringify(word)} in ${column}. Its values: ${firstText(shown, MOST_VALUES, 'en')}.${meant.en}`,
      zh: `“where”未留下任何行：${column} 中没有取值 ${JSON.stringify(word)}。其取值为：${firstText(shown, MOST_VALUES, 'zh')}。${meant.zh}`,
    };
  },
  data_missing: () => ({
    en: 'The analysis does not say which table it reads. Add a line such as data: my_cohort.',
    zh: '分析没有说明读取哪张表。请添加一行，例如 data: my_cohort。',
  }),
  no_database: () => ({
    en: 'A cohort needs a database, and the notebook names none. Add "database: NAME" at its head, or run with --database.',
    zh: '队列需要数据库，但笔记本没有指定。请在开头添加“database: 名称”，或用 --database 运行。',
  }),
  input_yaml: ({ near }) => ({
    en: `The input cannot be read${near === '' ? '' : ` near ${near}`}. It is lines of the form key: value, such as type: slider.`,
    zh: `无法读取输入单元${near === '' ? '' : `中 ${near} 附近的内容`}。每行应为 key: value，例如 type: slider。`,
  }),
  input_kind: ({ found }) => ({
    en: `"${found}" is no kind of input; write type: slider, select, date or number.`,
    zh: `“${found}”不是输入类型；请写 type: slider、select、date 或 number。`,
  }),
  input_key: ({ key, known }) => ({
    en: `An input of this kind has no "${key}"; it has ${known.join(', ')}.`,
    zh: `这种输入没有“${key}”；可用的有 ${known.join('、')}。`,
  }),
  input_needs: ({ key, type }) => ({ en: `The input needs "${key}" (${type}).`, zh: `输入需要“${key}”（${type}）。` }),
  input_value: ({ value, expected }) => ({ en: `${value} is not ${expected.en}.`, zh: `${value} 不符合要求：${expected.zh}。` }),
  code_not_run: ({ kind }) => ({
    en: `This place does not run ${kind} cells.`,
    zh: `此处不运行${kind === 'chart' ? '图表' : '代码'}单元。`,
  }),
  code_failed: ({ message }) => ({ en: message, zh: `代码出错：${message}` }),
  code_syntax: ({ message }) => ({ en: `The code cannot be read: ${message}.`, zh: `无法读取代码：${message}。` }),
  code_too_deep: () => ({
    en: 'The code cannot be read: it stands too deep in itself, or one chain of calls or sums is too long. Divide it by naming its parts.',
    zh: '无法读取代码：嵌套过深，或调用链、求和式过长。请为其各部分命名，拆开书写。',
  }),
  code_too_large: ({ characters }) => ({
    en: `The code is longer than ${characters} characters. Read large data from a table of the notebook.`,
    zh: `代码超过 ${characters} 个字符。大量数据请从笔记本的表中读取。`,
  }),
  drawing_too_large: () => refusalText('drawing', 'too_long'),
  code_too_long: ({ seconds }) => ({
    en: `The code was stopped after ${seconds} seconds. Do the heavy counting in a SQL cell, or work on fewer rows.`,
    zh: `代码运行超过 ${seconds} 秒，已停止。请在 SQL 单元中完成大量计算，或减少行数。`,
  }),
  code_result: ({ kind }) =>
    kind === 'chart'
      ? { en: 'A chart cell gives what Plot.plot(…) returns.', zh: '图表单元应返回 Plot.plot(…) 的结果。' }
      : {
          en: 'A code cell gives a single value, an Arquero table, an array of rows or an object of columns.',
          zh: '代码单元应给出单个值、Arquero 表、行数组或列对象。',
        },
  code_no_columns: () => ({
    en: 'The code gives an array without rows, from which no columns can be read. Give an Arquero table or an object of columns.',
    zh: '代码给出了没有行的数组，无法得知列。请给出 Arquero 表或列对象。',
  }),
  code_unnamed_column: ({ position }) => ({
    en: `Column ${position} of the result has no name. Name it.`,
    zh: `结果的第 ${position} 列没有名称。请为其命名。`,
  }),
  code_duplicate_column: ({ name }) => ({
    en: `Two columns of the result are called ${name}, upper and lower case being one to SQL. Rename one of them.`,
    zh: `结果中有两列都叫 ${name}（SQL 不区分大小写）。请更改其中一个的名称。`,
  }),
  engine_lost: () => ({
    en: 'What computes this cell stopped twice while it ran. It may need more memory than there is: read fewer rows or columns.',
    zh: '运行该单元时计算程序两次停止，可能是内存不足：请减少读取的行或列。',
  }),
  unexpected: ({ message }) => ({
    en: `Something went wrong inside Coho (${message}). The notebook is unharmed.`,
    zh: `Coho 内部出错（${message}）。笔记本未受影响。`,
  }),
};

/** Most characters that a message repeats of one thing somebody wrote. */
const MOST_REPEATED = 200;

/** The message of a code in both languages; of what is longer than a reader needs to find it, the beginning. */
function cellMessage<C extends CellErrorCode>(code: C, parameters: Parameters[C]): Localised {
  const short = Object.entries(parameters).map(([name, value]) => [name, typeof value === 'string' ? beginningOf(value) : value]);
  return TEXTS[code](Object.fromEntries(short) as Parameters[C]);
}

function beginningOf(text: string): string {
  return text.length <= MOST_REPEATED ? text : `${text.slice(0, MOST_REPEATED).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** How many of a column's values a message lists. */
const MOST_VALUES = 12;

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** An error of a cell at a place of its body, with the texts that would mend it. */
export function cellError<C extends CellErrorCode>(
  code: C,
  parameters: Parameters[C],
  place: Place | null = null,
  fixes: readonly string[] = [],
): CellError {
  return { code, message: cellMessage(code, parameters), line: place?.line ?? null, column: place?.column ?? null, fixes };
}

/** Line and column, from 1, of an offset into a text. Columns count UTF-16 units. */
export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, Math.max(0, Math.min(offset, text.length)));
  const line = before.split('\n').length;
  return { line, column: before.length - (before.lastIndexOf('\n') + 1) + 1 };
}
