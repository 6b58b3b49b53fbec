/**
 * A query as a tree of relations: what is selected from what. Values and conditions are text that a dialect spells; the names of
 * columns stand as they are written, quoted or not, so that a relation knows its columns.
 */

export type Sql = string;

/** A table of the database, or of a cohort that was run before. */
interface Table {
  readonly kind: 'table';
  readonly name: string;
}

/** A temporary table of the script. */
export interface Stage {
  readonly kind: 'stage';
  readonly name: string;
  /** What the stage does, in one line. */
  readonly note: string;
  readonly query: Query;
}

/** An intermediate result of a query. */
export interface Part {
  readonly kind: 'part';
  readonly number: number;
  /** The name it is joined by. */
  readonly as: Sql;
  /** True where it numbers rows: computed a single time, whatever its use. */
  readonly once: boolean;
  readonly query: Query;
}

/** A query in the place of a table. */
interface Nested {
  readonly kind: 'nested';
  readonly query: Query;
}

export type Relation = Table | Stage | Part | Nested;

/** A value of a select list with its name as written. */
export interface Column {
  readonly kind: 'column';
  readonly sql: Sql;
  readonly name: Sql;
}

/** All columns of a relation, but some, others computed anew. */
export interface All {
  readonly kind: 'all';
  /** The relation's alias; null for the only one. */
  readonly of: Sql | null;
  readonly but: readonly Sql[];
  readonly anew: readonly Column[];
}

export type Item = Column | All;

export interface Joined {
  readonly kind: 'inner' | 'left';
  readonly relation: Relation;
  readonly as: Sql;
  readonly on: Sql;
}

export interface From {
  readonly relation: Relation;
  readonly as: Sql | null;
  readonly joins: readonly Joined[];
}

/** A condition as text, or that a value is among a query's. */
export type Condition = Sql | { readonly value: Sql; readonly among: Query };

export interface Select {
  readonly kind: 'select';
  readonly items: readonly Item[];
  readonly from: From | null;
  readonly where: readonly Condition[];
  readonly groupBy: readonly Sql[];
  readonly having: Sql | null;
  readonly orderBy: readonly Sql[];
}

/** All rows of several queries with the same columns. */
interface Union {
  readonly kind: 'union';
  readonly queries: readonly Query[];
}

/** One row for each member of a list a relation holds; rows without a list, or with an empty one, are gone. */
interface Unnest {
  readonly kind: 'unnest';
  readonly relation: Relation;
  readonly kept: readonly Sql[];
  readonly list: Sql;
  readonly as: Sql;
}

export type Query = Select | Union | Unnest;

/** What a SELECT may hold beside its list. */
export type Rest = Partial<Omit<Select, 'kind' | 'items'>>;

/** A SELECT. */
export function select(items: readonly Item[], { from = null, where = [], groupBy = [], having = null, orderBy = [] }: Rest): Select {
  return { kind: 'select', items, from, where, groupBy, having, orderBy };
}

/** A relation to select from. */
export function from(relation: Relation, as: Sql | null = null, joins: readonly Joined[] = []): From {
  return { relation, as, joins };
}

/** A column of a select list. */
export function as(sql: Sql, name: Sql): Column {
  return { kind: 'column', sql, name };
}

/** Columns that keep their names. */
export function kept(...names: readonly Sql[]): readonly Column[] {
  return names.map((name) => as(name, name));
}

/** All columns of a relation; without a name, of the only one. */
export function all(of: Sql | null = null, but: readonly Sql[] = [], anew: readonly Column[] = []): All {
  return { kind: 'all', of, but, anew };
}

/** Names of the columns a query gives, as written. */
function columnsOf(query: Query): readonly Sql[] {
  switch (query.kind) {
    case 'select':
      return query.items.flatMap((item) => (item.kind === 'column' ? [item.name] : columnsMeant(item, query.from)));
    case 'union':
      return query.queries.length === 0 ? [] : columnsOf(query.queries[0]);
    case 'unnest':
      return [...query.kept, query.as];
  }
}

/** What `all` stands for in a SELECT. */
export function columnsMeant({ of, but }: All, source: From | null): readonly Sql[] {
  if (source === null) throw new Error('all columns of nothing');
  const relation = of === null || of === source.as ? source.relation : source.joins.find((own) => own.as === of)?.relation;
  if (!relation) throw new Error(`all columns of ${of}, which is not there`);
  if (relation.kind === 'table') throw new Error(`all columns of table ${relation.name}, which only the dictionary knows`);
  return columnsOf(relation.query).filter((name) => !but.includes(name));
}

/** The relations a query reads directly. */
export function relationsOf(query: Query): readonly Relation[] {
  switch (query.kind) {
    case 'select': {
      const joined = query.from ? [query.from.relation, ...query.from.joins.map((own) => own.relation)] : [];
      const among = query.where.flatMap((condition) => (typeof condition === 'string' ? [] : relationsOf(condition.among)));
      return [...joined, ...among];
    }
    case 'union':
      return query.queries.flatMap(relationsOf);
    case 'unnest':
      return [query.relation];
  }
}
