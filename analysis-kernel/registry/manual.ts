/** The reference manual of a method, from its registry entry. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import type { Method } from './method';
import type { OptionDeclaration } from './options';
import { loadMethods } from './registry';

const WORDS = {
  en: {
    keys: 'Keys',
    key: 'Key',
    type: 'Type',
    values: 'Values',
    fallback: 'Default',
    meaning: 'Meaning',
    tables: 'Tables',
    table: 'Table',
    appears: 'Appears',
    columns: 'Columns',
    examples: 'Examples',
    onDatabase: 'On the database',
    gives: 'gives',
    errors: 'Errors',
    code: 'Code',
    references: 'References',
    none: '–',
    required: 'required',
  },
  zh: {
    keys: '选项',
    key: '键',
    type: '类型',
    values: '可选值',
    fallback: '默认值',
    meaning: '说明',
    tables: '结果表',
    table: '表',
    appears: '何时给出',
    columns: '列',
    examples: '示例',
    onDatabase: '在数据库',
    gives: '上得到',
    errors: '错误',
    code: '代码',
    references: '参考文献',
    none: '–',
    required: '必填',
  },
} as const;

/**
 * A method's page as Markdown: summary, the normative table of its keys (key, type, values, default, meaning), its tables with the columns and when
 * they appear, examples with the sentences they give, the codes of its errors, and its references. The table of keys is complete: a key that is not in it is refused.
 */
export function methodManual(method: Method, lang: Language): string {
  const words = WORDS[lang];
  const lines = [`## \`${method.id}\`: ${method.title[lang]}`, '', method.summary[lang], '', `### ${words.keys}`, ''];
  lines.push(row([words.key, words.type, words.values, words.fallback, words.meaning]), '|---|---|---|---|---|');
  for (const option of method.options) {
    const values = option.values === null ? words.none : option.values.map((value) => `\`${value}\``).join(', ');
    const fallback = option.defaultText === null ? words.none : `\`${option.defaultText}\``;
    lines.push(row([`\`${option.key}\``, option.type, values, fallback, option.help[lang] + whenOnly(option, lang)]));
  }
  lines.push('', `### ${words.tables}`, '', row([words.table, words.appears, words.columns, words.meaning]), '|---|---|---|---|');
  for (const table of method.tables) {
    const columns = [...table.columns, ...(table.added ?? [])].map((column) => `\`${column.name}\``).join(', ');
    lines.push(row([`\`${table.name}\``, table.appears[lang], columns, table.description[lang]]));
  }
  if (method.examples.length > 0) lines.push('', `### ${words.examples}`);
  for (const { database, sql, cell, sentence } of method.examples) {
    if (sql !== undefined) lines.push('', '```sql', sql, '```');
    lines.push('', '```yaml', cell.trim(), '```', '', `${words.onDatabase} \`${database}\` ${words.gives}:`, '', `> ${sentence[lang]}`);
  }
  lines.push('', `### ${words.errors}`, '', row([words.code, words.meaning]), '|---|---|');
  for (const [code, meaning] of Object.entries(method.errors)) lines.push(row([`\`${code}\``, meaning[lang]]));
  if (method.references.length > 0) {
    lines.push('', `### ${words.references}`, '');
    for (const { text, doi } of method.references) lines.push(`- ${text}${doi === null ? '' : ` [doi:${doi}](https://doi.org/${doi})`}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Beside which others the option has an effect; nothing where it always has. */
function whenOnly({ only }: OptionDeclaration, lang: Language): string {
  if (only === null) return '';
  return lang === 'zh' ? `仅用于：${only.said.zh}。` : ` Only ${only.said.en}.`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

const INTRODUCTION: Localised = {
  en: `# Analysis methods

An analysis cell names a \`method\`, its \`data\` and the options below; a key that is not listed is an error with a suggestion. A scalar written
\`$name\` stands for the input cell of that name. This page is generated from the registry that checks the cells.

**Formulas** are R's. On the left \`Surv(time, event)\`, \`Surv(start, stop, event)\` or a numeric column; on the right \`+ : * / ^ %in% -\`, parentheses, \`0\`, \`1\`, \`.\`
and columns or functions of them: \`log sqrt exp abs round floor ceiling pmin pmax I factor relevel as.numeric rcs ns poly strata cluster offset\`, comparisons and
\`%in% c(…)\`. Dotted names are read as R reads them (\`ph.ecog\`); other signs need backticks. Text and category columns are factors: levels in the dictionary's order,
else by code point, and the first is the reference. Terms and coefficients have R's names.

**Events** are true/false, 0/1, 1/2 (1 censored, 2 event), yes/no, or an ordered category whose first level is censoring. Other words do not say which of
them is the event: \`event: died\` does. Several kinds of event need \`cause:\` or the method \`competing\`. A cohort's outcome is read by its meaning, never as 1/2.
Each result says which value was the event and in how many rows: \`event: died, 137\`.

**Several rows a person** are \`Surv(start, stop, event)\`, at risk after start up to and including stop: (0, 3] and (3, 8] touch and do not overlap. Rows of one
\`cluster\` in one stratum that do overlap are a warning with the number of clusters.

**Missing values**: complete cases of what a model uses; every result says how many rows each variable cost. **Weights** have a kind, and the kind decides the variance.
Times that differ by rounding only are one time.
`,
  zh: `# 分析方法

分析单元写明 \`method\`、\`data\` 以及下列选项；未列出的键会报错并给出建议。写作 \`$name\` 的标量表示同名的输入单元。本页由检查单元的方法登记表生成。

**公式**与 R 相同。左边为 \`Surv(time, event)\`、\`Surv(start, stop, event)\` 或数值列；右边可用 \`+ : * / ^ %in% -\`、括号、\`0\`、\`1\`、\`.\` 以及列或列的函数：\`log sqrt exp abs round floor ceiling pmin pmax I factor relevel as.numeric rcs ns poly strata cluster offset\`、比较运算和 \`%in% c(…)\`。含点号的名称与 R 一样直接书写（\`ph.ecog\`），其他符号须用反引号。文本与分类列为因子：水平按数据字典的顺序，否则按码位排序，第一个为参照。项与系数的名称与 R 一致。

**事件**为真/假、0/1、1/2（1 为删失，2 为事件），是/否，或有序分类（第一个水平表示删失）。其他文字无法说明哪个是事件，须写 \`event: died\`。含多种事件时需要 \`cause:\` 或使用 \`competing\` 方法。队列的结局按其含义读取，不会当作 1/2。每个结果都说明以哪个取值为事件及其行数：\`event: died, 137\`。

**每人多行**写作 \`Surv(start, stop, event)\`，处于风险的时间不含 start、含 stop：(0, 3] 与 (3, 8] 相接而不重叠。同一 \`cluster\` 在同一层内的行若重叠，则给出警告并注明聚类数。

**缺失值**：使用模型所涉变量的完整病例；每个结果都说明各变量使多少行被排除。**权重**须注明类型，由类型决定方差。仅有舍入误差之差的时间视为同一时间。
`,
};

/** The whole reference of analysis methods as one Markdown page. */
export async function methodsManual(lang: Language): Promise<string> {
  const methods = await loadMethods();
  return `${INTRODUCTION[lang]}\n${methods.map((method) => methodManual(method, lang)).join('\n')}`;
}
