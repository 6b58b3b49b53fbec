/** The report's own words, in both languages. */
import type { Language, Localised } from '@/cohort-dsl/source/localised';
import { chineseText } from '../results/chinese-text';
import { countText, listText, rowsText } from '../results/format';
import type { Rows } from '../results/result';

const WORDS = {
  language: { en: 'en', zh: 'zh-CN' },
  untitled: { en: 'Untitled notebook', zh: '未命名笔记本' },
  question: { en: 'Question', zh: '研究问题' },
  author: { en: 'Author', zh: '作者' },
  date: { en: 'Date', zh: '日期' },
  population: { en: 'Who was studied', zh: '研究对象' },
  database: { en: 'Database', zh: '数据库' },
  tables_only: { en: 'tables from files', zh: '来自文件的表' },
  cohort: { en: 'Cohort', zh: '队列' },
  study_cohort: { en: 'Study cohort', zh: '研究队列' },
  sql: { en: 'Query', zh: '查询' },
  analysis: { en: 'Analysis', zh: '分析' },
  chart: { en: 'Chart', zh: '图表' },
  code: { en: 'Code', zh: '代码' },
  input: { en: 'Input', zh: '输入' },
  no_value: { en: 'no value', zh: '无值' },
  source: { en: 'Source', zh: '源代码' },
  attrition: { en: 'Attrition', zh: '队列筛选' },
  methods: { en: 'Methods', zh: '方法' },
  provenance: { en: 'Provenance', zh: '来源与版本' },
  kernel: { en: 'Coho version', zh: 'Coho 版本' },
  engine: { en: 'Engine', zh: '引擎' },
  notebook: { en: 'Notebook', zh: '笔记本' },
  files_read: { en: 'How the files were read', zh: '文件的读取方式' },
  column: { en: 'column', zh: '列' },
  seed: { en: 'Seed', zh: '随机种子' },
  warning: { en: 'Note', zh: '注意' },
  r_script: { en: 'Equivalent R script', zh: '等价的 R 脚本' },
  not_run: { en: 'not run', zh: '未运行' },
  across: { en: 'Printed across the page.', zh: '横向打印。' },
  stale: { en: 'Out of date: the notebook has changed since this was computed.', zh: '已过期：计算之后笔记本有改动。' },
} as const;

export type Word = keyof typeof WORDS;

/** A word of the report. */
export function word(name: Word, lang: Language): string {
  return WORDS[name][lang];
}

/** How many rows a result rests on, and what each variable cost. */
export function rowsUsed({ total, used, missing }: Rows, labels: Readonly<Record<string, Localised>>, lang: Language): string {
  const counts = listText(
    missing.map(({ variable, n }) => `${labels[variable]?.[lang] ?? variable} ${countText(n)}`),
    lang,
  );
  const [all, kept] = [countText(total), countText(used)];
  if (lang === 'en') return `${kept} of ${rowsText(total)} used.${counts === '' ? '' : ` Missing: ${counts}.`}`;
  return chineseText(`使用 ${all} 行中的 ${kept} 行。${counts === '' ? '' : `缺失：${counts}。`}`);
}

/** ` (part 1 of 2)`, after the title of a table too wide for a page. */
export function partOf(part: number, parts: number, lang: Language): string {
  return lang === 'en' ? ` (part ${part} of ${parts}; rows are the same in each)` : `（第 ${part} 部分，共 ${parts} 部分；各部分行相同）`;
}

/** `12 rows`, and how many of them are shown. */
export function rowsShown(shown: number, total: number, lang: Language): string {
  const [first, all] = [countText(shown), countText(total)];
  if (shown < total) return lang === 'en' ? `first ${first} of ${all} rows` : `共 ${all} 行，显示前 ${first} 行`;
  return lang === 'en' ? rowsText(total) : `${all} 行`;
}

/**
 * What stands in place of a table of rows of patients.
 * @param readers titles of the cells that use it
 */
export function patientRows(caption: string, rows: number, columns: number, readers: readonly string[], lang: Language): string {
  const [n, wide] = [countText(rows), countText(columns)];
  if (lang === 'en') {
    const used = readers.length > 0 ? ` Used by: ${listText(readers, lang)}.` : '';
    return `${caption}: ${n} ${rows === 1 ? 'row' : 'rows'} of patients, ${wide} ${columns === 1 ? 'column' : 'columns'}. Rows of patients are not in the report.${used}`;
  }
  const used = readers.length > 0 ? `使用它的单元：${listText(readers, lang)}。` : '';
  return chineseText(`${caption}：${n} 行患者数据，${wide} 列。报告不列出患者的逐行数据。${used}`);
}
