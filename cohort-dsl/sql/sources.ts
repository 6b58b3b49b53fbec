/** The sources of event rows, each as what is joined to a level's relation `e`. */
import type { RowSource } from '../plan/nodes';
import { column, type Level, type Query, UnprintableError, whereClause } from './context';
import type { Sql } from './dialects/dialect';
import { episodes } from './episodes';

export interface Source {
  /** A JOIN clause; empty for a word, whose row is the owner's own. */
  readonly join: Sql;
  readonly where: readonly Sql[];
  readonly part: Sql | null;
  readonly identity: Sql;
  column(name: string): Sql;
}

type Of<K extends RowSource['kind']> = Extract<RowSource, { kind: K }>;

/** What has to be joined to find a source's rows for each row of a level. */
export function sourceRelation(query: Query, level: Level, source: RowSource): Source {
  switch (source.kind) {
    case 'table':
      return table(query, source);
    case 'word':
      return word(query, source);
    case 'cohort':
      return cohort(query, source);
    case 'union':
      return union(query, level, source);
    case 'episodes':
      return derived(query, level, episodes(query, level, source));
    case 'lines':
      throw new UnprintableError('lines');
  }
}

function ofRow(query: Query): (name: string) => Sql {
  return (name) => `r.${query.printing.dialect.quote(name)}`;
}

function table(query: Query, source: Of<'table'>): Source {
  const { dialect } = query.printing;
  const own = ofRow(query);
  const key = dialect.quote(column.key);
  const items = source.items;
  const where = items
    ? [
        items.names.length === 1
          ? `${own(items.column)} = ${dialect.text(items.names[0])}`
          : `${own(items.column)} IN (${items.names.map((name) => dialect.text(name)).join(', ')})`,
      ]
    : [];
  return {
    join: `JOIN ${dialect.quote(source.table)} AS r ON ${own(source.key)} = e.${key}`,
    where,
    part: null,
    identity: 'r.rowid',
    column: own,
  };
}

function word(query: Query, source: Of<'word'>): Source {
  const columns = {
    birth: column.birth,
    death: column.death,
    observationStart: column.observedFrom,
    observationEnd: column.observedTo,
  } as const;
  const date = `e.${query.printing.dialect.quote(columns[source.word])}`;
  return { join: '', where: [`${date} IS NOT NULL`], part: null, identity: '0', column: () => date };
}

/** The table of a cohort that was run before: date is the index date, end the exit date. */
function cohort(query: Query, source: Of<'cohort'>): Source {
  const { dialect, plan } = query.printing;
  const own = ofRow(query);
  const physical = (name: string): Sql => own(name === source.date ? 'index_date' : name === source.end ? 'exit_date' : name);
  return {
    join: `JOIN ${dialect.quote(source.cohort)} AS r ON ${own(plan.patient.key)} = e.${dialect.quote(column.key)}`,
    where: [],
    part: null,
    identity: 'r.rowid',
    column: physical,
  };
}

/** Rows computed for each owner: a relation with the owner's id in `of`. */
function derived(query: Query, level: Level, relation: Sql): Source {
  const own = ofRow(query);
  return {
    join: `JOIN ${relation} AS r ON r.of = e.${query.printing.dialect.quote(level.id)}`,
    where: [],
    part: null,
    identity: 'r.identity',
    column: own,
  };
}

function union(query: Query, level: Level, source: Of<'union'>): Source {
  const { dialect } = query.printing;
  const parts = source.parts.map(({ rows, map }, place) => {
    const found = query.printing.findRows(query, level, rows, true);
    const columns = source.columns.map(({ name }, at) => `${found.column(map[at])} AS ${dialect.quote(name)}`);
    const origin = rows.source.kind === 'table' ? rows.source.table : `${rows.source.kind} ${place}`;
    const select = [
      `${found.owner} AS of`,
      `${place} AS part`,
      `${dialect.text(origin)} AS origin`,
      `${found.identity} AS identity`,
      ...columns,
    ];
    return `SELECT ${select.join(', ')}\n${found.from}${whereClause(found.where)}`;
  });
  const all = query.add(parts.join('\nUNION ALL\n'));
  const numbered = query.add(`SELECT *, row_number() OVER (PARTITION BY of, origin, identity ORDER BY part) AS nth\nFROM ${all}`);
  return {
    ...derived(query, level, query.add(`SELECT *\nFROM ${numbered}\nWHERE nth = 1`)),
    part: 'r.part',
    identity: 'r.origin || r.identity',
  };
}
