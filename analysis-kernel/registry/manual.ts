/** The reference manual of a method, from its registry entry. */
import type { Lang } from '../frame/column';
import type { Method } from './method';

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
    references: '参考文献',
    none: '–',
    required: '必填',
  },
} as const;

/**
 * A method's page as Markdown: summary, the normative table of its keys (key, type, values, default, meaning), its tables with the columns and when
 * they appear, and its references. The table of keys is complete: a key that is not in it is refused.
 */
export function methodManual(method: Method, lang: Lang): string {
  const words = WORDS[lang];
  const lines = [`## \`${method.id}\`: ${method.title[lang]}`, '', method.summary[lang], '', `### ${words.keys}`, ''];
  lines.push(row([words.key, words.type, words.values, words.fallback, words.meaning]), '|---|---|---|---|---|');
  for (const option of method.options) {
    const values = option.values === null ? words.none : option.values.map((value) => `\`${value}\``).join(', ');
    const fallback = option.defaultText === null ? words.none : `\`${option.defaultText}\``;
    lines.push(row([`\`${option.key}\``, option.type, values, fallback, option.help[lang]]));
  }
  lines.push('', `### ${words.tables}`, '', row([words.table, words.appears, words.columns, words.meaning]), '|---|---|---|---|');
  for (const table of method.tables) {
    const columns = table.columns.map((column) => `\`${column.name}\``).join(', ');
    lines.push(row([`\`${table.name}\``, table.appears[lang], columns, table.description[lang]]));
  }
  if (method.references.length > 0) {
    lines.push('', `### ${words.references}`, '');
    for (const { text, doi } of method.references) lines.push(`- ${text}${doi === null ? '' : ` [doi:${doi}](https://doi.org/${doi})`}`);
  }
  return `${lines.join('\n')}\n`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
