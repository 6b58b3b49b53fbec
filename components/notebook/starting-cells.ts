import type { Cell, CellKind } from '@/analysis-kernel/document/notebook';
import type { Dictionary, Lang } from '@/cohort-dsl/schema/dictionary';

/** The name a new cell asks for. */
export function wishedName(kind: CellKind): string {
  return { text: '', cohort: 'cohort1', sql: 'query1', analysis: 'analysis1', chart: 'chart1', code: 'code1', input: 'input1' }[kind];
}

/** What a new cell of a kind begins with: the database's template, or the smallest thing that runs on the cells above. */
export function startingBody(kind: CellKind, above: readonly Cell[], dictionary: Dictionary | null, lang: Lang): string {
  const last = (wanted: readonly CellKind[]) => above.findLast((cell) => cell.name !== null && wanted.includes(cell.kind))?.name ?? null;
  const table = last(['cohort', 'sql']) ?? dictionary?.tables.find(({ role }) => role === 'patient')?.name ?? 'patient';
  switch (kind) {
    case 'text':
      return '';
    case 'cohort':
      return dictionary?.template?.[lang].trimEnd() ?? '';
    case 'sql':
      return `SELECT count(*) AS n\nFROM ${table}`;
    case 'analysis':
      return `method: table1\ndata: ${last(['cohort', 'sql']) ?? ''}\nvariables: []`;
    case 'chart':
      return `return Plot.plot({ marks: [Plot.rectY(${table}, Plot.binX({ y: "count" }, { x: "age" }))] })`;
    case 'code':
      return `return ${table}.length`;
    case 'input':
      return lang === 'zh'
        ? 'type: slider\nlabel: 年龄\nmin: 18\nmax: 90\nstep: 1\ndefault: 18'
        : 'type: slider\nlabel: Age\nmin: 18\nmax: 90\nstep: 1\ndefault: 18';
  }
}
