/** Trees of relations as text. Shape is the same in every dialect; what is spelled differently, the dialect spells. */
import type { Dialect, Sql } from './dialects/dialect';
import {
  type All,
  type Condition,
  columnsMeant,
  type From,
  type Item,
  type Part,
  type Query,
  type Relation,
  relationsOf,
  type Stage,
} from './tree';

/** Prints the queries of one cohort. */
export class TreePrinter {
  /** @param name prefix of what becomes a table */
  constructor(
    private readonly dialect: Dialect,
    private readonly name: string,
  ) {}

  /**
   * A query with the intermediate results it needs; what is read in one place alone is left to the engine to arrange.
   * @param inside stages that are not tables but intermediate results before all others
   */
  query(query: Query, inside: readonly Stage[] = []): Sql {
    const { dialect } = this;
    const uses = this.usesOf(query);
    const parts = [...uses.keys()].sort((a, b) => a.number - b.number);
    const stages = inside.map((own) => `${comment(own.note)}\n${dialect.once(dialect.quote(own.name), this.query(own.query))}`);
    const written = parts.map((part) => {
      const write = part.once || (uses.get(part) ?? 0) > 1 ? dialect.once : dialect.inline;
      return write(part.as, this.body(part.query));
    });
    const before = [...stages, ...written];
    return before.length === 0 ? this.body(query) : `WITH ${before.join(',\n')}\n${this.body(query)}`;
  }

  /** The parts a query needs that have to be tables before it, in their order: this dialect cannot compute them once inside it. */
  tablesBefore(query: Query): readonly Stage[] {
    const found = new Map<Part, Stage>();
    const visit = (own: Query): void => {
      for (const relation of relationsOf(own)) {
        if (relation.kind === 'nested') visit(relation.query);
        if (relation.kind !== 'part' || found.has(relation)) continue;
        visit(relation.query);
        if (this.isTable(relation)) found.set(relation, this.tableOf(relation));
      }
    };
    visit(query);
    return [...found.values()];
  }

  private isTable(part: Part): boolean {
    return part.once && !this.dialect.onceInQuery;
  }

  private tableOf({ number, query }: Part): Stage {
    return { kind: 'stage', name: `${this.name}~${number}`, note: 'rows numbered once', query };
  }

  /** How often each part is read by the query and by the parts it needs. */
  private usesOf(query: Query): ReadonlyMap<Part, number> {
    const uses = new Map<Part, number>();
    const visit = (own: Query): void => {
      for (const relation of relationsOf(own)) {
        if (relation.kind === 'nested') visit(relation.query);
        if (relation.kind !== 'part' || this.isTable(relation)) continue;
        const before = uses.get(relation) ?? 0;
        uses.set(relation, before + 1);
        if (before === 0) visit(relation.query);
      }
    };
    visit(query);
    return uses;
  }

  private body(query: Query): Sql {
    switch (query.kind) {
      case 'union':
        return query.queries.map((own) => this.body(own)).join('\nUNION ALL\n');
      case 'unnest':
        return this.dialect.unnest(query.kept, query.list, query.as, this.reference(query.relation));
      case 'select': {
        const lines = [listed(query.items.map((item) => this.item(item, query.from)))];
        if (query.from) lines.push(this.from(query.from));
        if (query.where.length > 0) lines.push(`WHERE ${query.where.map((own) => this.condition(own)).join('\n  AND ')}`);
        if (query.groupBy.length > 0) lines.push(`GROUP BY ${query.groupBy.join(', ')}`);
        if (query.having !== null) lines.push(`HAVING ${query.having}`);
        if (query.orderBy.length > 0) lines.push(`ORDER BY ${query.orderBy.join(', ')}`);
        return lines.join('\n');
      }
    }
  }

  private item(item: Item, source: From | null): Sql {
    if (item.kind === 'all') return this.all(item, source);
    return ownName(item.sql) === item.name ? item.sql : `${item.sql} AS ${item.name}`;
  }

  private all(item: All, source: From | null): Sql {
    const every = item.of === null ? '*' : `${item.of}.*`;
    if (item.but.length === 0 && item.anew.length === 0) return every;
    return this.dialect.columns(every, item, columnsMeant(item, source));
  }

  private from({ relation, as, joins }: From): Sql {
    const lines = joins.map((own) => `${own.kind === 'left' ? 'LEFT JOIN' : 'JOIN'} ${this.named(own.relation, own.as)} ON ${own.on}`);
    return [`FROM ${this.named(relation, as)}`, ...lines].join('\n');
  }

  private named(relation: Relation, as: Sql | null): Sql {
    const reference = this.reference(relation);
    return as === null || as === reference ? reference : `${reference} AS ${as}`;
  }

  private reference(relation: Relation): Sql {
    switch (relation.kind) {
      case 'table':
      case 'stage':
        return this.dialect.quote(relation.name);
      case 'part':
        return this.isTable(relation) ? this.dialect.quote(this.tableOf(relation).name) : relation.as;
      case 'nested':
        return `(\n${this.body(relation.query)}\n)`;
    }
  }

  private condition(condition: Condition): Sql {
    return typeof condition === 'string' ? condition : `${condition.value} IN (\n${this.body(condition.among)}\n)`;
  }
}

/** The name a value has without being given one: a column's, with or without its relation. */
function ownName(sql: Sql): Sql {
  const qualified = /^\w+\.(\w+|"(?:[^"]|"")*")$/.exec(sql);
  return qualified ? qualified[1] : sql;
}

/** A select list; a long one has a line for each value. */
function listed(items: readonly Sql[]): Sql {
  const line = `SELECT ${items.join(', ')}`;
  return line.length <= 160 || items.length < 5 ? line : `SELECT ${items.join(',\n  ')}`;
}

/** A note as a comment of one line. */
export function comment(note: string): Sql {
  return `-- ${note.replaceAll(/\s+/g, ' ')}`;
}
