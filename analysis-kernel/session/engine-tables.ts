/** The cells' tables in the engine, beside what the cells themselves make. */

import { quoteName } from '@/cohort-dsl/source/sql-text';
import { labelledTable } from '../cells/cohort/attrition';
import type { CellOutcome } from '../cells/outcome';
import { frameOfTable } from '../cells/table-frame';
import { nameKey } from '../document/names';
import type { EngineLine } from '../ports/query-engine';
import type { Entry } from './entry';

/** Tables that cells have left behind, and labels that have changed since a table was made. */
export class EngineTables {
  readonly #leftovers = new Set<string>();

  /** Takes down the tables of an outcome that is given up; one that another outcome makes again stays. */
  leave({ outcome, materialised }: Entry): void {
    for (const table of materialised ? (outcome?.stored.values() ?? []) : []) this.#leftovers.add(table);
  }

  /** The engine has begun anew. */
  clear(): void {
    this.#leftovers.clear();
  }

  /** Drops what no cell makes any more, and gives attrition tables the labels of now. */
  async tidy(line: EngineLine, entries: ReadonlyMap<string, Entry>, running: ReadonlyMap<string, unknown>): Promise<void> {
    const alive = new Set([...entries.values()].flatMap((entry) => [...(entry.outcome?.stored.values() ?? [])].map(nameKey)));
    for (const table of [...this.#leftovers]) {
      this.#leftovers.delete(table);
      if (!alive.has(nameKey(table))) await line.execute(`DROP TABLE IF EXISTS ${quoteName(table)}`);
    }
    for (const entry of entries.values()) if (!running.has(entry.cell.id)) await relabel(entry, line);
  }
}

async function relabel(entry: Entry, line: EngineLine): Promise<void> {
  const { outcome, compiled, materialised } = entry;
  const [table, stored] = [outcome?.tables.get('attrition'), outcome?.stored.get('attrition')];
  if (!outcome || !compiled || !table || stored === undefined || !materialised) return;
  const relabelled = labelledTable(table, compiled.attrition, 'en');
  const at = table.columns.indexOf('label');
  if (relabelled.rows.every((row, place) => row[at] === table.rows[place][at])) return;
  entry.outcome = { ...outcome, tables: new Map(outcome.tables).set('attrition', relabelled) };
  await line.insert(stored, frameOfTable(relabelled));
}

/** Whether a kept result holds every row of the tables it made; what is known of a query's columns, only its run tells. */
export function isLoadable({ cell, outcome }: Entry): boolean {
  if (cell.kind !== 'analysis' || !outcome) return false;
  return [...outcome.stored.keys()].every((name) => outcome.tables.get(name)?.rows.length === outcome.totals.get(name));
}

/** Puts the tables of a kept result into the engine, as the run that made them did. */
export async function loadTables({ outcome }: Entry, line: EngineLine): Promise<CellOutcome> {
  if (!outcome) throw new Error('nothing is kept');
  for (const [name, stored] of outcome.stored) {
    const table = outcome.tables.get(name);
    if (table) await line.insert(stored, frameOfTable(table));
  }
  return outcome;
}
