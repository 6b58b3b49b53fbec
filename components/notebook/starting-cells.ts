import type { Cell, CellKind } from '@/analysis-kernel/document/notebook';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import type { Language } from '@/cohort-dsl/source/localised';
import { kindLooks } from './cells/kind-looks';
import { namesIn, startingAnalysis } from './forms/starting-analysis';

/** A cell someone asks for; an analysis with its method. */
export interface NewCell {
  readonly kind: CellKind;
  readonly method?: string;
}

/** The template of a database without its `cohort` and `from` lines: in a notebook the cell says both. */
function templateOf(dictionary: Dictionary | null, lang: Language): { readonly name: string; readonly body: string } {
  const template = dictionary?.template?.[lang] ?? '';
  const name = /^\s*cohort\s+([\p{L}_][\p{L}\p{N}_]*)/u.exec(template)?.[1] ?? 'cohort1';
  return { name, body: template.replace(/^\s*cohort\s[^\n]*\n(\s*from\s[^\n]*\n)?\s*/u, '').trimEnd() };
}

/** The name a new cell asks for. */
export function wishedName({ kind, method }: NewCell, dictionary: Dictionary | null): string {
  if (kind === 'cohort') return templateOf(dictionary, 'en').name;
  return kind === 'analysis' && method !== undefined ? (method === 'table1' ? 'baseline' : `${method}1`) : kindLooks[kind].wish;
}

/** What a new cell begins with: the database's template, or the smallest thing that runs on the cells above. */
export function startingBody({ kind, method }: NewCell, above: readonly Cell[], dictionary: Dictionary | null, lang: Language): string {
  const source = above.findLast(({ kind: other }) => other === 'cohort') ?? above.findLast(({ kind: other }) => other === 'sql') ?? null;
  const table = source?.name ?? dictionary?.tables.find(({ role }) => role === 'patient')?.name ?? 'patient';
  switch (kind) {
    case 'text':
      return '';
    case 'cohort':
      return templateOf(dictionary, lang).body;
    case 'sql':
      return `SELECT count(*) AS n\nFROM ${table}`;
    case 'analysis':
      return startingAnalysis(method ?? 'table1', source);
    case 'chart':
      return startingChart(table, source);
    case 'code':
      return `${table}.numRows()`;
    case 'input':
      return `type: slider\nlabel: ${lang === 'zh' ? '年龄' : 'Age'}\nmin: 18\nmax: 90\nstep: 1\ndefault: 18`;
  }
}

/** Counts of a cohort's first variable, or of the first column of whatever is there. */
function startingChart(table: string, source: Cell | null): string {
  const variables = source?.kind === 'cohort' ? namesIn(source.body).variables : [];
  if (variables.includes('age')) {
    return `Plot.plot({\n  y: { grid: true },\n  marks: [Plot.rectY(${table}, Plot.binX({ y: "count" }, { x: "age", fill: "#4e79a7" })), Plot.ruleY([0])],\n})`;
  }
  const column = variables[0] === undefined ? `${table}.columnNames()[0]` : JSON.stringify(variables[0]);
  return `Plot.plot({\n  y: { grid: true },\n  marks: [Plot.barY(${table}, Plot.groupX({ y: "count" }, { x: ${column}, fill: "#4e79a7" })), Plot.ruleY([0])],\n})`;
}
