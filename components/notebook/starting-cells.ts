import type { Cell, CellKind } from '@/analysis-kernel/document/notebook';
import type { OfferedTable } from '@/analysis-kernel/host/contract';
import type { Method } from '@/analysis-kernel/registry/method';
import { describingColumns, type OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import { DEFAULT_METHOD, methodEntry } from '@/analysis-kernel/registry/registry';
import type { StartingCohort } from '@/app/_contract/release-document';
import type { Dictionary } from '@/cohort-dsl/schema/dictionary';
import type { Language } from '@/cohort-dsl/source/localised';
import { begunAnalysis, startingAnalysis } from './forms/starting-analysis';

/** A cell someone asks for; an analysis with its method. */
export interface NewCell {
  readonly kind: CellKind;
  readonly method?: string;
}

/** Id of the method a new analysis has. */
export function methodOf({ method }: NewCell): string {
  return method ?? DEFAULT_METHOD;
}

/** The name a new cell asks for. */
export function wishedName({ kind, method }: NewCell, startingCohort: StartingCohort | null): string {
  if (kind === 'cohort' && startingCohort?.name) return startingCohort.name;
  const names: Readonly<Record<CellKind, string>> = {
    text: '',
    cohort: 'cohort1',
    sql: 'query1',
    analysis: 'analysis1',
    chart: 'chart1',
    code: 'code1',
    input: 'input1',
  };
  const own = method === undefined ? null : methodEntry(method);
  return own === null ? names[kind] : (own.cellName ?? `${own.id}1`);
}

/** What stands around a new cell. */
interface Ground {
  readonly above: readonly Cell[];
  /** Tables there are, with their columns. */
  readonly tables: readonly OfferedTable[];
  /** That of the new analysis; null where it could not be fetched. */
  readonly method: Method | null;
  readonly dictionary: Dictionary | null;
  readonly startingCohort: StartingCohort | null;
}

/** What a new cell begins with: the database's template, or the smallest thing that runs on the cells above. */
export function startingBody(wanted: NewCell, { above, tables, method, dictionary, startingCohort }: Ground, lang: Language): string {
  const source = above.findLast(({ kind: other }) => other === 'cohort') ?? above.findLast(({ kind: other }) => other === 'sql') ?? null;
  const table = source?.name ?? dictionary?.tables.find(({ role }) => role === 'patient')?.name ?? 'patient';
  const columns = tables.find(({ name }) => name === table)?.columns ?? [];
  switch (wanted.kind) {
    case 'text':
      return '';
    case 'cohort':
      return startingCohort?.body[lang] ?? '';
    case 'sql':
      return `SELECT count(*) AS n\nFROM ${table}`;
    case 'analysis':
      return method === null ? begunAnalysis(methodOf(wanted), source?.name ?? '') : startingAnalysis(method, source?.name ?? '', columns);
    case 'chart':
      return startingChart(table, columns, lang);
    case 'code':
      return `${table}.numRows()`;
    case 'input':
      return `type: slider\nlabel: ${lang === 'zh' ? '年龄' : 'Age'}\nmin: 18\nmax: 90\nstep: 1\ndefault: 18`;
  }
}

/** Counts of the first column that describes a row: of a number in classes; of the table's first column where none is known. */
function startingChart(table: string, columns: readonly OfferedColumn[], lang: Language): string {
  const described = describingColumns(columns);
  const shown = described.find(({ use }) => use === 'numeric') ?? described[0];
  const x = shown === undefined ? `${table}.columnNames()[0]` : JSON.stringify(shown.name);
  const bars =
    shown?.use === 'numeric'
      ? `Plot.rectY(${table}, Plot.binX({ y: "count" }, { x: ${x} }))`
      : `Plot.barY(${table}, Plot.groupX({ y: "count" }, { x: ${x} }))`;
  const across = shown?.label ? `\n  x: { label: ${JSON.stringify(shown.label[lang])} },` : '';
  const up = JSON.stringify(lang === 'zh' ? '行数' : 'Rows');
  return `Plot.plot({${across}\n  y: { grid: true, label: ${up} },\n  marks: [${bars}, Plot.ruleY([0])],\n})`;
}
