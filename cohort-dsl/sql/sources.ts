/** The sources of event rows, each as what is joined to a level's relation `e`. */
import type { RowSource } from '../plan/expressions';
import { column, type Level, type Printing, part, UnprintableError } from './context';
import type { Sql } from './dialects/dialect';
import { episodes } from './episodes';
import { all, as, from, type Joined, kept, type Part, type Relation, select } from './tree';

export interface Source {
  /** Null for a word, whose row is the owner's own. */
  readonly join: Joined | null;
  readonly where: readonly Sql[];
  readonly part: Sql | null;
  readonly identity: Sql;
  column(name: string): Sql;
}

type Of<K extends RowSource['kind']> = Extract<RowSource, { kind: K }>;

/**
 * What has to be joined to find a source's rows for each row of a level.
 * @param identified the rows are told apart by `identity`
 */
export function sourceRelation(printing: Printing, level: Level, source: RowSource, identified: boolean): Source {
  switch (source.kind) {
    case 'table':
      return table(printing, source, identified);
    case 'word':
      return word(printing, source);
    case 'cohort':
      return cohort(printing, source, identified);
    case 'union':
      return union(printing, level, source);
    case 'episodes':
      return derived(printing, level, episodes(printing, level, source));
    case 'lines':
      throw new UnprintableError('lines');
  }
}

function ofRow({ dialect }: Printing): (name: string) => Sql {
  return (name) => `r.${dialect.quote(name)}`;
}

/** A table joined by the patient's key; where rows have to be told apart and the engine does not, they are numbered. */
function stored(
  printing: Printing,
  name: string,
  key: string,
  columns: readonly string[],
  identified: boolean,
): Pick<Source, 'join' | 'identity'> {
  const { dialect } = printing;
  const on = `r.${dialect.quote(key)} = e.${dialect.quote(column.key)}`;
  const join = (relation: Relation): Joined => ({ kind: 'inner', relation, as: 'r', on });
  const plain: Relation = { kind: 'table', name };
  if (!identified) return { join: join(plain), identity: 'NULL' };
  if (dialect.rowIdentity !== null) return { join: join(plain), identity: dialect.rowIdentity };
  const number = dialect.quote('~identity');
  const items = [...kept(...new Set([key, ...columns].map(dialect.quote))), as('row_number() OVER ()', number)];
  return { join: join(part(printing, select(items, { from: from(plain) }), true)), identity: `r.${number}` };
}

function table(printing: Printing, source: Of<'table'>, identified: boolean): Source {
  const { dialect } = printing;
  const own = ofRow(printing);
  const items = source.items;
  const where = items
    ? [
        items.names.length === 1
          ? `${own(items.column)} = ${dialect.text(items.names[0])}`
          : `${own(items.column)} IN (${items.names.map((name) => dialect.text(name)).join(', ')})`,
      ]
    : [];
  const columns = [...source.columns.map(({ name }) => name), ...(items ? [items.column] : [])];
  return { ...stored(printing, source.table, source.key, columns, identified), where, part: null, column: own };
}

function word({ dialect }: Printing, source: Of<'word'>): Source {
  const columns = {
    birth: column.birth,
    death: column.death,
    observationStart: column.observedFrom,
    observationEnd: column.observedTo,
  } as const;
  const date = `e.${dialect.quote(columns[source.word])}`;
  return { join: null, where: [`${date} IS NOT NULL`], part: null, identity: '0', column: () => date };
}

/** The table of a cohort that was run before: date is the index date, end the exit date. */
function cohort(printing: Printing, source: Of<'cohort'>, identified: boolean): Source {
  const physical = (name: string): string => (name === source.date ? 'index_date' : name === source.end ? 'exit_date' : name);
  const columns = source.columns.map(({ name }) => physical(name));
  const own = ofRow(printing);
  return {
    ...stored(printing, source.cohort, printing.plan.patient.key, columns, identified),
    where: [],
    part: null,
    column: (name) => own(physical(name)),
  };
}

/** Rows computed for each owner: a relation with the owner's id in `of`. */
function derived(printing: Printing, level: Level, relation: Part): Source {
  return {
    join: { kind: 'inner', relation, as: 'r', on: `r.of = e.${printing.dialect.quote(level.id)}` },
    where: [],
    part: null,
    identity: 'r.identity',
    column: ofRow(printing),
  };
}

function union(printing: Printing, level: Level, source: Of<'union'>): Source {
  const { dialect } = printing;
  const queries = source.parts.map(({ rows, map }, place) => {
    const found = printing.findRows(printing, level, rows, true);
    const columns = source.columns.map(({ name }, at) => as(found.column(map[at]), dialect.quote(name)));
    const origin = rows.source.kind === 'table' ? rows.source.table : `${rows.source.kind} ${place}`;
    const items = [
      as(found.owner, 'of'),
      as(String(place), 'part'),
      as(dialect.text(origin), 'origin'),
      as(dialect.cast(found.identity, 'text'), 'identity'),
      ...columns,
    ];
    return select(items, { from: found.from, where: found.where });
  });
  const every = part(printing, { kind: 'union', queries });
  const nth = 'row_number() OVER (PARTITION BY of, origin, identity ORDER BY part)';
  const numbered = part(printing, select([all(), as(nth, 'nth')], { from: from(every) }));
  const first = part(printing, select([all()], { from: from(numbered), where: ['nth = 1'] }));
  return { ...derived(printing, level, first), part: 'r.part', identity: 'r.origin || r.identity' };
}
