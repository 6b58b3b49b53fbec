/** The keys of a notebook's cells, and which results may be kept under them. */
import type { DatabaseFacts } from '../cells/context';
import { nameKey } from '../document/names';
import type { Cell } from '../document/notebook';
import type { QueryEngine } from '../ports/query-engine';
import { KERNEL_VERSION } from '../version';
import { cellKey } from './key';
import type { NotebookReading } from './read-cells';

export interface KeyGround {
  readonly engine: QueryEngine;
  readonly database: DatabaseFacts;
  /** Version of the disclosure policy results are made under. */
  readonly policy?: string;
}

/** Keys by id; a cell that cannot run, or reads one that cannot, has none. */
export function keysOf(cells: readonly Cell[], reading: NotebookReading, ground: KeyGround): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const { engine, database, policy = '' } = ground;
  const versions = { extract: database.extract, policy, engine: `duckdb ${engine.version}`, kernel: KERNEL_VERSION };
  for (const id of reading.graph.order) {
    const cell = byId.get(id);
    const needed = reading.graph.dependencies.get(id) ?? [];
    if (!cell || reading.errors.has(id)) continue;
    const inputs: (readonly [string, string])[] = [];
    for (const other of needed) {
      const key = keys.get(other);
      if (key !== undefined) inputs.push([byId.get(other)?.name ?? '', `${key}${wordsRead(id, byId.get(other), reading)}`]);
    }
    if (inputs.length < needed.length) continue;
    const name = cell.name ?? '';
    const isInput = cell.kind === 'input';
    const value = isInput ? (reading.values.get(nameKey(name)) ?? null) : null;
    const source = isInput ? '' : (reading.readings.get(id)?.cohort?.fingerprint ?? cell.body);
    keys.set(id, cellKey({ kind: cell.kind, name, source, inputs, value, ...versions }));
  }
  return keys;
}

/**
 * What a reader of a cohort depends on beside its rows: which columns have a label, since a name and a label are not said alike, and the
 * labels of its criteria where it reads the table they stand in.
 */
function wordsRead(reader: string, cohort: Cell | undefined, { readings }: NotebookReading): string {
  const compiled = cohort && readings.get(cohort.id)?.cohort;
  if (!compiled) return '';
  const attrition = nameKey(`${cohort.name ?? ''}_attrition`);
  const readsLabels = readings.get(reader)?.references.some(({ name }) => nameKey(name) === attrition);
  const labelled = compiled.columns.flatMap(({ name, label }) => (label ? [name] : []));
  return JSON.stringify([labelled, readsLabels ? compiled.attrition.map(({ label }) => label.en) : null]);
}

/** Which results may be kept, by id: those that depend on neither the clock nor unseeded chance. */
export function keepable(reading: NotebookReading): ReadonlyMap<string, boolean> {
  const result = new Map<string, boolean>();
  for (const id of reading.graph.order) {
    const needed = reading.graph.dependencies.get(id) ?? [];
    result.set(id, reading.readings.get(id)?.volatile !== true && needed.every((other) => result.get(other) !== false));
  }
  return result;
}
