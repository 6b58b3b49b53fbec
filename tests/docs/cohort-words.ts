import type { Blueprint } from '@/cohort-dsl/types/blueprint';
import { constructs } from '@/cohort-dsl/types/constructs';
import { functions } from '@/cohort-dsl/types/functions';

const texts = {
  en: {
    title: 'Words of the cohort language',
    lead: 'Written from the table that types, completion and hover read. A missing value is one the data do not have.',
    kinds: {
      rows: 'Rows of a patient',
      pick: 'One row of a patient',
      truth: 'True or false',
      number: 'Numbers',
      date: 'Dates',
      condition: 'Conditions',
      value: 'Values',
      function: 'Functions',
    },
    grain: {
      'one value a patient': 'one value a patient',
      'many rows a patient': 'many rows a patient',
      'one row a patient': 'one row a patient',
    },
    head: ['Written', 'Gives', 'What is missing', 'Example'],
  },
  zh: {
    title: '队列语言词汇',
    lead: '本页由类型检查、自动补全与悬停说明所读的同一张表生成。缺失值指数据中没有的值。',
    kinds: {
      rows: '一名患者的多条记录',
      pick: '一名患者的一条记录',
      truth: '真或假',
      number: '数值',
      date: '日期',
      condition: '条件',
      value: '值',
      function: '函数',
    },
    grain: { 'one value a patient': '每名患者一个值', 'many rows a patient': '每名患者多条记录', 'one row a patient': '每名患者一条记录' },
    head: ['写法', '含义', '缺失时', '示例'],
  },
} as const;

const kinds = ['rows', 'pick', 'truth', 'number', 'date', 'condition', 'value', 'function'] as const;

/** The page of every form of words and function, as Markdown. */
export function cohortWordsPage(lang: 'en' | 'zh'): string {
  const text = texts[lang];
  const all: readonly Blueprint[] = [...constructs, ...Object.values(functions)];
  const cell = (words: string) => words.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const code = (words: string) => `\`${cell(words)}\``;
  const lines = [`# ${text.title}`, '', text.lead, ''];
  for (const kind of kinds) {
    const members = all.filter((blueprint) => blueprint.kind === kind);
    if (members.length === 0) continue;
    lines.push(`## ${text.kinds[kind]}`, '', `| ${text.head.join(' | ')} |`, '|---|---|---|---|');
    for (const { signature, doc, missing, example, grain } of members) {
      const forms = signature.split(' · ').map(code).join('<br>');
      lines.push(`| ${forms} | ${cell(doc[lang])} (${text.grain[grain]}) | ${cell(missing[lang])} | ${code(example)} |`);
    }
    lines.push('');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}
