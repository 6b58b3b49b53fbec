import type { Column, Item, Table } from '../schema/dictionary';
import type { ColumnProfile, NumberSummary, Summary } from '../schema/profile';
import { usualSpelling } from '../schema/unit-spellings';
import { joined, type Language } from '../source/localised';
import type { Span } from '../source/span';
import type { Program } from '../syntax/ast';
import { blueprintOf } from '../types/functions';
import { checkProgram } from '../types/program';
import { describeType } from '../types/value-type';
import { columnType, formatCount, formatNumber, type Knowledge, patientsOf, rowsOf } from './facts';
import { keywordAt } from './keyword-at';
import type { Meaning, NamingClause, Occurrence } from './meaning';
import { occurrenceAt } from './navigate';
import { wordDoc } from './phrases';

/** What is said of the thing under the pointer: a title, and lines below it. */
export interface Hover {
  readonly span: Span;
  readonly title: string;
  readonly lines: readonly string[];
}

/** What the word or name at an offset is: label, type, unit, completeness, distribution; or what the phrase of the language does. */
export function hover(source: string, program: Program, offset: number, knowledge: Knowledge, language: Language): Hover | null {
  const found = occurrenceAt(program, knowledge.dictionary, offset);
  if (found?.meaning) return { span: found.name.span, ...explainName(source, program, found, found.meaning, knowledge, language) };
  if (found?.slot === 'call') {
    const blueprint = blueprintOf(found.name.text);
    return blueprint ? { span: found.name.span, title: blueprint.signature, lines: blueprintLines(found.name.text, language) } : null;
  }
  const keyword = keywordAt(source, offset);
  if (!keyword) return null;
  const blueprint = blueprintOf(keyword.phrase);
  const word = wordDoc(keyword.phrase);
  if (!blueprint && word) return { span: keyword.span, title: keyword.phrase, lines: [word[language]] };
  return blueprint ? { span: keyword.span, title: blueprint.signature, lines: blueprintLines(keyword.phrase, language) } : null;
}

function blueprintLines(name: string, language: Language): string[] {
  const blueprint = blueprintOf(name);
  if (!blueprint) return [];
  return [blueprint.doc[language], blueprint.missing[language], blueprint.example];
}

type Description = Pick<Hover, 'title' | 'lines'>;

function explainName(
  source: string,
  program: Program,
  found: Occurrence,
  meaning: Meaning,
  knowledge: Knowledge,
  language: Language,
): Description {
  switch (meaning.kind) {
    case 'table':
      return describeTable(meaning.table, knowledge, language);
    case 'item':
      return describeItem(meaning.table, meaning.item, knowledge, language);
    case 'column': {
      const { column } = meaning.column;
      if (!column || !meaning.shape.table) return { title: found.name.text, lines: [] };
      const [item] = meaning.shape.items;
      if (column.role === 'value' && item && meaning.shape.items.length === 1) {
        return describeItem(meaning.shape.table, item, knowledge, language);
      }
      return describeColumn(meaning.shape.table, column, knowledge, language);
    }
    case 'called': {
      const table = meaning.shape.table;
      const of = table ? ` · ${table.label[language]}` : '';
      return { title: `${found.name.text}${of}`, lines: [language === 'zh' ? '外层记录' : 'the outer row'] };
    }
    case 'symbol':
      return describeSymbol(source, program, meaning.clause, knowledge, language);
  }
}

function kept(lines: readonly (string | null)[]): string[] {
  return lines.filter((line): line is string => line !== null && line !== '');
}

function describeTable(table: Table, knowledge: Knowledge, language: Language): Description {
  const profile = knowledge.profile?.tables.get(table.name);
  const counts = profile ? `${rowsOf(profile.rows, language)} · ${patientsOf(profile.patients, language)}` : null;
  const range = profile?.from && profile.through ? `${profile.from} – ${profile.through}` : null;
  const grain =
    table.role === 'patient' ? { en: 'one row a patient', zh: '每名患者一行' } : { en: 'many rows a patient', zh: '每名患者多行' };
  return {
    title: `${table.name} · ${table.label[language]}`,
    lines: kept([table.description?.[language] ?? null, grain[language], counts, range]),
  };
}

function describeItem(table: Table, item: Item, knowledge: Knowledge, language: Language): Description {
  const profile = knowledge.profile?.items.get(`${table.name}/${item.name}`);
  const unit = item.unit === null ? null : `${language === 'zh' ? '单位' : 'unit'} ${usualSpelling(item.unit)}`;
  return {
    title: `${table.name}(${item.name}) · ${item.label[language]}`,
    lines: kept([
      unit,
      item.code ? `${item.code.system} ${item.code.value}` : null,
      item.plausible ? plausible(item.plausible, language) : null,
      profile ? `${rowsOf(profile.rows, language)} · ${patientsOf(profile.patients, language)}` : null,
      profile ? summaryLine(profile.summary, language) : null,
      item.rule?.[language] ?? null,
    ]),
  };
}

function describeColumn(table: Table, column: Column, knowledge: Knowledge, language: Language): Description {
  const profile = knowledge.profile?.columns.get(`${table.name}/${column.name}`);
  return {
    title: `${table.name}.${column.name} · ${column.label[language]}`,
    lines: kept([
      columnType(column, language),
      profile ? completeness(profile, language) : null,
      column.plausible ? plausible(column.plausible, language) : null,
      column.values ? joined(column.values.map((value) => `${value.key} = ${value.label[language]}`))[language] : null,
      profile ? summaryLine(profile.summary, language) : null,
      column.rule?.[language] ?? null,
    ]),
  };
}

function plausible([low, high]: readonly [number, number], language: Language): string {
  return language === 'zh' ? `合理范围 ${low} 至 ${high}` : `plausible from ${low} to ${high}`;
}

function completeness(profile: ColumnProfile, language: Language): string {
  const share = profile.rows === 0 ? '0' : ((100 * profile.known) / profile.rows).toFixed(1);
  const patients = patientsOf(profile.patients, language);
  return language === 'zh' ? `完整率 ${share}% · ${patients}` : `${share}% complete · ${patients}`;
}

function summaryLine(summary: Summary | NumberSummary, language: Language): string | null {
  switch (summary.kind) {
    case 'number': {
      const { median, q1, q3 } = summary;
      if (median === null || q1 === null || q3 === null) return null;
      const range = `${formatNumber(median)} (${formatNumber(q1)} – ${formatNumber(q3)})`;
      return language === 'zh' ? `中位数（四分位数）${range}` : `median (quartiles) ${range}`;
    }
    case 'values': {
      const shown = summary.values.slice(0, 5).map((entry) => `${entry.value}: ${formatCount(entry.patients)}`);
      return shown.length === 0 ? null : joined(shown)[language];
    }
    case 'date':
      return summary.from && summary.through ? `${summary.from} – ${summary.through}` : null;
    case 'text':
      return language === 'zh' ? `${formatCount(summary.distinct)} 个不同取值` : `${formatCount(summary.distinct)} different values`;
  }
}

const CLAUSE_NAMES: Readonly<Record<NamingClause['kind'], Readonly<Record<Language, string>>>> = {
  codes: { en: 'code list', zh: '编码表' },
  param: { en: 'parameter', zh: '参数' },
  let: { en: 'named value', zh: '命名的值' },
  outcome: { en: 'outcome', zh: '结局' },
  variable: { en: 'variable', zh: '变量' },
  series: { en: 'series', zh: '序列' },
  intervals: { en: 'intervals', zh: '区间' },
};

/** A name of the program: what clause gives it, its label, its type where the checker knows one, and how it is written. */
function describeSymbol(source: string, program: Program, clause: NamingClause, knowledge: Knowledge, language: Language): Description {
  const label = 'label' in clause ? (clause.label?.value ?? null) : null;
  const text = source.slice(clause.span.start, clause.span.end).replace(/\s+/g, ' ');
  return {
    title: `${clause.name.text} · ${CLAUSE_NAMES[clause.kind][language]}`,
    lines: kept([label, symbolType(source, program, clause, knowledge, language), text]),
  };
}

function symbolType(source: string, program: Program, clause: NamingClause, knowledge: Knowledge, language: Language): string | null {
  if (clause.kind !== 'let' && clause.kind !== 'variable' && clause.kind !== 'param') return null;
  const { types } = checkProgram(program, source, { dictionary: knowledge.dictionary, cohorts: 'any', only: new Set([clause]) });
  const checked = types.get(clause.value);
  return checked ? describeType(checked.type)[language] : null;
}
