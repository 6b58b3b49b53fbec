/** Which names cells may have, and which cells are in error for theirs. */
import type { CellKind, Notebook } from './notebook';

/** Names of cells, and of everything that is read by name in a notebook. */
const CELL_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

export type NameProblem =
  | { readonly kind: 'invalid'; readonly name: string }
  /** Two cells, or a cell and a table another cell makes, share a name. */
  | { readonly kind: 'duplicate'; readonly name: string; readonly otherId: string; readonly otherName: string }
  | { readonly kind: 'database_table'; readonly name: string };

/** Whether a text may name a cell. */
export function isCellName(name: string): boolean {
  return CELL_NAME.test(name);
}

/** The form under which names are one and the same: SQL does not tell case apart. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/**
 * A name like `wish` that no cell, derived table or database table has: `fit`, `fit2`, `fit3` …; a wish that ends in a number is
 * counted on from it: `chart1`, `chart2` …
 */
export function freeName(wish: string, taken: Iterable<string>): string {
  const keys = new Set([...taken].map(nameKey));
  if (!keys.has(nameKey(wish))) return wish;
  const number = /[1-9]\d{0,5}$/u.exec(wish)?.[0] ?? '';
  const stem = wish.slice(0, wish.length - number.length);
  let count = Number(number || 1) + 1;
  while (keys.has(nameKey(`${stem}${count}`))) count += 1;
  return `${stem}${count}`;
}

/**
 * The cells whose names cannot stand, by cell id. Of two cells with one name both are named until one changes.
 * @param derived names of the tables a cell makes besides its own, by cell id
 * @param databaseTables names of the tables of the database
 */
export function nameProblems(
  notebook: Notebook,
  derived: ReadonlyMap<string, readonly string[]>,
  databaseTables: Iterable<string>,
): ReadonlyMap<string, NameProblem> {
  const problems = new Map<string, NameProblem>();
  const owners = new Map<string, { readonly id: string; readonly name: string }>();
  const tables = new Set([...databaseTables].map(nameKey));
  for (const cell of notebook.cells) {
    if (cell.name === null) continue;
    if (!isCellName(cell.name)) {
      problems.set(cell.id, { kind: 'invalid', name: cell.name });
      continue;
    }
    for (const name of [cell.name, ...(derived.get(cell.id) ?? [])]) {
      const key = nameKey(name);
      const owner = owners.get(key);
      if (tables.has(key)) problems.set(cell.id, { kind: 'database_table', name });
      else if (owner && owner.id !== cell.id) {
        problems.set(cell.id, { kind: 'duplicate', name, otherId: owner.id, otherName: owner.name });
        if (!problems.has(owner.id)) problems.set(owner.id, { kind: 'duplicate', name, otherId: cell.id, otherName: cell.name });
      } else owners.set(key, { id: cell.id, name: cell.name });
    }
  }
  return problems;
}

/** Tables every cell of a kind makes besides its own, whatever its body says. */
export function fixedDerivedNames(kind: CellKind, name: string): readonly string[] {
  return kind === 'cohort' ? [`${name}_attrition`] : [];
}
