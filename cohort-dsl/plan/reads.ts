/** What an expression is read from: tables, deaths, and to when those are complete. */
import type { Dictionary, Table } from '../schema/dictionary';
import { type Visitor, walkExpr, walkRows } from './children';
import type { Expr, Rows } from './expressions';

export interface Reads {
  readonly tables: ReadonlySet<string>;
  /** The date of death, as a date or as a row. */
  readonly death: boolean;
  readonly patient: boolean;
  /** Texts and items compared with: an outcome read from a table of events is named by them. */
  readonly words: ReadonlySet<string>;
}

/** Everything the expressions and event rows read, lets included. */
export function readsOf(exprs: readonly Expr[], letValue: (id: number) => Expr, events: readonly Rows[] = []): Reads {
  const tables = new Set<string>();
  const words = new Set<string>();
  const seen = new Set<number>();
  let death = false;
  let patient = false;
  const visitor: Visitor = {
    expr: (inner) => {
      if (inner.kind === 'patientDate' && inner.which === 'death') death = true;
      if (inner.kind === 'patientColumn') patient = true;
      if (inner.kind === 'literal' && inner.type.base === 'text' && typeof inner.value === 'string') words.add(inner.value);
      if (inner.kind === 'let' && !seen.has(inner.id)) {
        seen.add(inner.id);
        walkExpr(letValue(inner.id), visitor);
      }
    },
    rows: (rows) => {
      if (rows.source.kind === 'table') {
        tables.add(rows.source.table);
        for (const name of rows.source.items?.names ?? []) words.add(name);
      }
      if (rows.source.kind === 'word' && rows.source.word === 'death') death = true;
    },
  };
  for (const expr of exprs) walkExpr(expr, visitor);
  for (const rows of events) walkRows(rows, visitor);
  return { tables, death, patient, words };
}

function tableThrough(dictionary: Dictionary, table: Table | undefined): string | null {
  return table?.coverage?.through ?? dictionary.coverage?.through ?? null;
}

/** To when each thing read is complete; null where the dictionary does not say. */
export function coverages(dictionary: Dictionary, reads: Reads): readonly (string | null)[] {
  const tables = dictionary.tables.filter((table) => reads.tables.has(table.name) || (reads.patient && table.role === 'patient'));
  const dates = tables.map((table) => tableThrough(dictionary, table));
  return reads.death ? [...dates, dictionary.deathCoverage?.through ?? dictionary.coverage?.through ?? null] : dates;
}

/** The earliest of the dates that are known, or null. */
export function earliestKnown(dates: readonly (string | null)[]): string | null {
  const known = dates.filter((date) => date !== null).sort();
  return known[0] ?? null;
}

const deathWords = /death|died|dead|decease|mortality|死亡|全因死/i;

/** Whether a text names death. */
export function saysDeath(text: string): boolean {
  return deathWords.test(text);
}
