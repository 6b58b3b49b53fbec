import type { Item, Table } from '../schema/dictionary';
import type { Clause, Program } from '../syntax/ast';
import type { Name } from '../syntax/ast-expressions';
import type { RowShape, ShapeColumn } from './shapes';

/** A clause that gives a name to something. */
export type NamingClause = Extract<Clause, { readonly name: Name }>;

/** What a name stands for. */
export type Meaning =
  | { readonly kind: 'symbol'; readonly clause: NamingClause }
  | { readonly kind: 'column'; readonly shape: RowShape; readonly column: ShapeColumn }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'item'; readonly table: Table; readonly item: Item }
  | { readonly kind: 'called'; readonly definition: Name; readonly shape: RowShape };

/** What may stand where the name stands. */
export type Slot =
  | 'value'
  | 'member'
  | 'table'
  | 'indexTable'
  | 'item'
  | 'column'
  | 'codes'
  | 'system'
  | 'cohort'
  | 'call'
  | 'exampleTable'
  | 'exampleColumn'
  | 'definition'
  | 'header';

/** What is visible where a name stands. */
export interface Surroundings {
  /** The row whose columns bare names mean. */
  readonly row: RowShape | null;
  readonly called: ReadonlyMap<string, { readonly definition: Name; readonly shape: RowShape }>;
  readonly clause: Clause | null;
  /** The rows or item table a column, member or item is looked for in. */
  readonly target: RowShape | null;
}

/** A name in the program, with what it stands for there. */
export interface Occurrence {
  readonly name: Name;
  readonly slot: Slot;
  readonly meaning: Meaning | null;
  readonly around: Surroundings;
}

/** The clauses that give a name, in written order. */
export function namingClauses(program: Program): NamingClause[] {
  return program.clauses.filter((clause): clause is NamingClause => 'name' in clause);
}
