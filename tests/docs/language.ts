import type { Localised } from '@/cohort-dsl/source/localised';
import type { Chapter, Lesson } from '../cohort-dsl/spec/manual-chapter';

type Language = keyof Localised;

const texts = {
  en: {
    title: 'The cohort language by example',
    lead: 'Every example stands on the small tables at the head of its chapter and runs as a test, on two engines. A database names its own tables and columns: those here are a renal database’s. All words of the language: [Words of the cohort language](cohort-words.md).',
    expression: 'Expression, on the index date 2020-01-01',
    value: 'Value',
    missing: 'missing',
    attrition: 'Attrition:',
    long: (name: string) => `Table \`COHORT_${name}\`:`,
    steps: ['step', 'patients', 'entries', 'removed patients', 'removed entries'],
  },
  zh: {
    title: '队列语言示例',
    lead: '每个例子都基于所在章节开头的小表，并作为测试在两个引擎上运行。表名和列名由数据库决定，这里用的是一个肾病数据库。全部词汇见[队列语言词汇](cohort-words.zh.md)。',
    expression: '表达式（入组日期为 2020-01-01）',
    value: '值',
    missing: '缺失',
    attrition: '筛选过程：',
    long: (name: string) => `表 \`COHORT_${name}\`：`,
    steps: ['步骤', '患者数', '入组记录数', '去除患者数', '去除记录数'],
  },
} as const;

/** The manual of the language: chapters of programs, the data they read and the rows they give, as Markdown. */
export function languagePage(chapters: readonly Chapter[], lang: Language): string {
  const text = texts[lang];
  const lines = [`# ${text.title}`, '', text.lead, ''];
  for (const { title, lead, data, lessons } of chapters) {
    lines.push(`## ${title[lang]}`, '', lead[lang], '', ...fenced('text', data.trim()), ...lessons.flatMap(lessonLines));
  }
  return `${lines.join('\n').trimEnd()}\n`;

  function lessonLines(lesson: Lesson): readonly string[] {
    if ('values' in lesson) {
      const rows = Object.entries(lesson.values).map(([expression, value]) => [
        `\`${expression}\``,
        value === null ? text.missing : String(value),
      ]);
      return [lesson.says[lang], '', ...table([text.expression, text.value], rows)];
    }
    const { says, program, rows, attrition, long } = lesson;
    return [
      says[lang],
      '',
      ...fenced('text', program),
      ...textTable(rows),
      ...(attrition === undefined ? [] : [text.attrition, '', ...table(text.steps, cellsOf(attrition))]),
      ...(long === undefined ? [] : [text.long(long.name), '', ...textTable(long.rows)]),
    ];
  }

  function textTable(rows: string): readonly string[] {
    const [columns, ...values] = cellsOf(rows);
    return table(columns, values);
  }
}

function fenced(info: string, body: string): readonly string[] {
  return [`\`\`\`${info}`, body, '```', ''];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map((row) => line(row)), ''];
}

function cellsOf(rows: string): readonly (readonly string[])[] {
  return rows.split('\n').map((row) => row.trim().split(/ {2,}/));
}
