/** The state of one printing: relations with one row for each thing an expression is evaluated for, and queries being made. */
import type { Expr, RowSource, Rows, ValueType } from '../plan/expressions';
import type { Plan } from '../plan/nodes';
import type { Dialect, Sql } from './dialects/dialect';
import { type From, from, type Joined, type Part, type Query, type Relation, type Stage } from './tree';
import type { Aggregate } from './walk';

/** Names of the printer's own columns; none can be a column of the data, which are prefixed where they are carried. */
export const column = {
  key: '_key',
  entry: '_entry',
  index: '_index',
  indexEnd: '_index_end',
  indexLabel: '_index_label',
  birth: '_birth',
  death: '_death',
  observedFrom: '_observed_from',
  observedTo: '_observed_to',
  exit: '_exit',
  reason: '_exit_reason',
  origin: '_origin',
  patient: (name: string) => `patient_${name}`,
  indexRow: (name: string) => `index_${name}`,
  row: (row: number, name: string) => `row${row}_${name}`,
  rowId: (row: number) => `_row${row}`,
  let: (id: number) => `let_${id}`,
  variable: (id: number) => `variable_${id}`,
  outcome: (id: number, what: 'date' | 'exit' | 'event' | 'reason' | 'same_day' | 'death' | 'own' | `cause${number}`) =>
    `outcome_${id}_${what}`,
} as const;

export interface Printing {
  readonly plan: Plan;
  readonly dialect: Dialect;
  /** Prefix of the temporary tables. */
  readonly name: string;
  readonly stages: Stage[];
  /** Counts the names given to intermediate results. */
  counter: number;
  /** Expressions, aggregates and event rows contain one another; those that stand lower reach the higher ones through these. */
  readonly printAggregate: (expr: Aggregate, scope: Scope) => Sql;
  readonly findRows: (printing: Printing, level: Level, rows: Rows, identified?: boolean) => RowSet;
}

/** Event rows with the thing they belong to. */
export interface RowSet {
  readonly source: RowSource;
  readonly from: From;
  readonly where: readonly Sql[];
  /** The id of the patient, entry or outer row. */
  readonly owner: Sql;
  /** Orders rows of one date before their columns do: the part of a union. */
  readonly part: Sql | null;
  /** Tells rows of one source apart. */
  readonly identity: Sql;
  column(name: string): Sql;
}

/** A relation with one row for each patient, entry or event row that expressions are evaluated for. */
export interface Level {
  readonly relation: Relation;
  /** Column that tells its rows apart. */
  readonly id: string;
  readonly lets: ReadonlySet<number>;
  /** Expressions the relation already holds as columns. */
  readonly held: ReadonlyMap<Expr, string>;
}

/** Names an intermediate result. `once` results are computed a single time whatever their use: they number rows. */
export function part(printing: Printing, query: Query, once = false): Part {
  printing.counter += 1;
  return { kind: 'part', number: printing.counter, as: printing.dialect.quote(`~${printing.counter}`), once, query };
}

/** The event row joined in the same SELECT. */
export interface JoinedRow {
  readonly row: number;
  column(name: string): Sql;
}

export class Scope {
  private readonly joins: Joined[];
  private readonly values: Map<Expr, Sql>;

  constructor(
    readonly printing: Printing,
    readonly level: Level,
    readonly joined: JoinedRow | null = null,
    /** True inside an integer expression whose overflow is caught around it. */
    readonly unchecked = false,
    shared: Scope | null = null,
  ) {
    this.joins = shared ? shared.joins : [];
    this.values = shared ? shared.values : new Map();
  }

  /** The same SELECT, printing integer expressions without their checks. */
  withoutChecks(): Scope {
    return this.unchecked ? this : new Scope(this.printing, this.level, this.joined, true, this);
  }

  /** The value of an aggregate, its relation joined once. */
  aggregate(expr: Aggregate): Sql {
    const known = this.values.get(expr);
    if (known !== undefined) return known;
    const value = this.printing.printAggregate(expr, this);
    this.values.set(expr, value);
    return value;
  }

  get dialect(): Dialect {
    return this.printing.dialect;
  }

  get plan() {
    return this.printing.plan;
  }

  /** A column of the level's relation, which is always `e`. */
  field(name: string): Sql {
    return `e.${this.dialect.quote(name)}`;
  }

  get id(): Sql {
    return this.field(this.level.id);
  }

  /** Joins an intermediate result that has at most one row (`id`, values) for each row of the level. */
  join(relation: Part): void {
    this.joins.push({ kind: 'left', relation, as: relation.as, on: `${relation.as}.id = ${this.id}` });
  }

  /** The level's relation with what was joined so far: asked for when every expression of the SELECT is printed. */
  from(...more: readonly Joined[]): From {
    return from(this.level.relation, 'e', [...this.joins, ...more]);
  }
}

/** A new name for a column that holds an expression. */
export function freshColumn(printing: Printing): string {
  printing.counter += 1;
  return `_held${printing.counter}`;
}

/** Adds a stage. */
export function addStage(printing: Printing, suffix: string, note: string, query: Query): Stage {
  const stage: Stage = { kind: 'stage', name: `${printing.name}~${suffix}`, note, query };
  printing.stages.push(stage);
  return stage;
}

/** What the printer cannot print: the checker refuses it earlier with a message at its place. */
export class UnprintableError extends Error {
  constructor(readonly construct: string) {
    super(`the construct "${construct}" has no SQL yet`);
    this.name = 'UnprintableError';
  }
}

/** The type of a source's column; a word has its date alone. */
export function typeOf(source: RowSource, name: string): ValueType {
  const found = source.columns.find((candidate) => candidate.name === name);
  return found ? found.type : { base: 'date', unit: null, category: null, system: null };
}

/** A source's end column; words have none. */
export function endOf(source: RowSource): string | null {
  return source.kind === 'word' ? null : source.end;
}

/** A typed missing. */
export function missing(dialect: Dialect, base: ValueType['base']): Sql {
  return dialect.literal(null, { base, unit: null, category: null, system: null });
}
