/** The names by which other cells know what a cohort's program makes: those of variables, outcomes and series. */
import type { Dictionary } from '../schema/dictionary';
import type { OutcomeClause, Program, SeriesClause, Span, VariableClause } from '../syntax/ast';
import { parse } from '../syntax/parse';
import { type Renaming, references, rename } from './navigate';

type Giving = VariableClause | OutcomeClause | SeriesClause;

export interface GivenName {
  readonly kind: Giving['kind'];
  readonly name: string;
  /** Every place of the name in the program, its definition included, in the order of the text. */
  readonly places: readonly Span[];
  /** Columns of the cohort's table that are called after it: `age`, or `x_date`, `x_days`, `x_event` of an outcome `x`. */
  readonly columns: readonly string[];
  /** What follows the cohort's name and `_` in the name of its table: the name of a series or recurrent outcome; else null. */
  readonly table: string | null;
}

export interface GivenRenaming {
  /** The program's edits, or why the name cannot be given. */
  readonly renaming: Renaming;
  /** The columns called after it, before and after. */
  readonly columns: readonly (readonly [before: string, after: string])[];
  /** The table called after it (behind the cohort's name and `_`), before and after. */
  readonly table: readonly [before: string, after: string] | null;
}

/** What a variable, outcome or series of that name gives to the cohort's tables. */
function columnsOf(clause: Giving, name: string): readonly string[] {
  if (clause.kind === 'series') return [];
  if (clause.kind === 'variable') return [name];
  const parts = ['date', 'days', 'event', ...(clause.form.kind === 'causes' ? ['cause'] : []), ...(clause.until ? ['exit_reason'] : [])];
  return parts.map((part) => `${name}_${part}`);
}

function hasTable(clause: Giving): boolean {
  return clause.kind === 'series' || (clause.kind === 'outcome' && clause.form.kind === 'each');
}

function clauseOf(program: Program, column: string): Giving | null {
  const wanted = column.toLowerCase();
  const giving = program.clauses.filter((clause): clause is Giving => ['variable', 'outcome', 'series'].includes(clause.kind));
  const named = (clause: Giving): readonly string[] => [clause.name.text, ...columnsOf(clause, clause.name.text)];
  return giving.find((clause) => named(clause).some((name) => name.toLowerCase() === wanted)) ?? null;
}

/**
 * The variable, outcome or series that gives a cohort's table the column (or long table) of a name, with every place of it in the program.
 * @param source the cohort cell's text; it need not be finished
 * @param column the clause's own name, or a column called after it (`x_days` of an outcome `x`), in any case
 * @returns null where no clause gives that name
 */
export function givenName(source: string, dictionary: Dictionary, column: string): GivenName | null {
  const { program } = parse(source);
  const clause = clauseOf(program, column);
  if (!clause) return null;
  const name = clause.name.text;
  const places = references(program, dictionary, clause.name.span.start);
  return { kind: clause.kind, name, places, columns: columnsOf(clause, name), table: hasTable(clause) ? name : null };
}

/**
 * Gives a variable, outcome or series another name, everywhere in the program; the notebook does the same in its cells with the columns
 * and the table that are called after it.
 * @param column the clause's own name, or a column called after it
 * @param newName the clause's new name, without backticks or with them
 * @returns null where no clause gives that name
 */
export function renameGiven(source: string, dictionary: Dictionary, column: string, newName: string): GivenRenaming | null {
  const { program } = parse(source);
  const clause = clauseOf(program, column);
  if (!clause) return null;
  const name = clause.name.text;
  const renaming = rename(program, dictionary, clause.name.span.start, newName);
  const bare = newName.trim().replace(/^`(.*)`$/, '$1');
  const after = columnsOf(clause, bare);
  return {
    renaming,
    columns: columnsOf(clause, name).map((before, at) => [before, after[at]] as const),
    table: hasTable(clause) ? [name, bare] : null,
  };
}
