/** The cohort's tables: one row an entry, and the long tables. */
import type { LongTable, Variable } from '../plan/nodes';
import { column, type Level, type Printing, Query, Scope, typeOf, whereClause } from './context';
import type { Sql } from './dialects/dialect';
import { printExpr } from './expressions';
import { withLets } from './hold';
import { dated } from './picks';
import { findRows } from './rows';
import { everyExpression } from './walk';

/** Adds variables in as few selects as possible: one that reads another waits until that is a column. */
function withVariables(query: Query, entries: Level): Level {
  let level = withLets(
    query,
    entries,
    query.printing.plan.variables.map((variable) => variable.value),
  );
  let pending: { readonly id: number; readonly variable: Variable }[] = [];
  const flush = (): void => {
    if (pending.length === 0) return;
    const scope = new Scope(query, level);
    const added = pending.map(({ id, variable }) => `${printExpr(variable.value, scope)} AS ${scope.dialect.quote(column.variable(id))}`);
    level = { ...level, relation: query.add(`SELECT e.*, ${added.join(', ')}\n${scope.from()}`) };
    pending = [];
  };
  query.printing.plan.variables.forEach((variable, id) => {
    const waiting = new Set(pending.map((own) => own.id));
    for (const expr of everyExpression(variable.value)) if (expr.kind === 'variable' && waiting.has(expr.id)) flush();
    pending.push({ id, variable });
  });
  flush();
  return level;
}

/** The query of table NAME, sorted by patient and index date. */
export function resultQuery(printing: Printing, entries: Level): Sql {
  const { plan, dialect } = printing;
  const query = new Query(printing);
  const level = withVariables(query, entries);
  const own = (name: string): Sql => `e.${dialect.quote(name)}`;
  const as = (sql: Sql, name: string): Sql => `${sql} AS ${dialect.quote(name)}`;
  const origin = own(plan.origin ? column.origin : column.index);
  const select = [
    as(own(column.key), plan.patient.key),
    as(own(column.index), 'index_date'),
    as(own(column.exit), 'exit_date'),
    as(own(column.reason), 'exit_reason'),
    ...(plan.index.kind === 'firstOf' ? [as(own(column.indexLabel), 'index_label')] : []),
    ...(plan.origin ? [as(dialect.dates.days(origin, own(column.index)), 'entry_days')] : []),
    ...plan.outcomes.flatMap((outcome, id) => {
      const part = (what: Parameters<typeof column.outcome>[1]): Sql => own(column.outcome(id, what));
      const causes = outcome.kind === 'causes' ? outcome.causes : [];
      const cause = causes.map(({ label }, at) => `WHEN ${at + 1} THEN ${dialect.text(label)}`).join(' ');
      return [
        as(part('date'), `${outcome.name}_date`),
        as(dialect.dates.days(origin, `coalesce(${part('date')}, ${part('exit')})`), `${outcome.name}_days`),
        as(dialect.cast(part('event'), 'integer'), `${outcome.name}_event`),
        ...(outcome.kind === 'causes' ? [as(cause === '' ? 'NULL' : `CASE ${part('event')} ${cause} END`, `${outcome.name}_cause`)] : []),
        ...(outcome.until !== null ? [as(part('reason'), `${outcome.name}_exit_reason`)] : []),
      ];
    }),
    ...plan.variables.map((variable, id) => as(own(column.variable(id)), variable.name)),
  ];
  return query.write(`SELECT ${select.join(',\n  ')}\nFROM ${level.relation} AS e\nORDER BY 1, 2`);
}

export interface PrintedTable {
  /** The table's full name. */
  readonly name: string;
  readonly query: Sql;
}

/** The long tables: one row an event of a recurrent outcome, one row an event row of a series. */
export function longTables(printing: Printing, entries: Level): readonly PrintedTable[] {
  const { plan, name } = printing;
  const recurrent = plan.outcomes.flatMap((outcome, id) =>
    outcome.kind === 'each' ? [{ name: `${name}_${outcome.name}`, query: recurrentTable(printing, entries, id, outcome.onIndexDay) }] : [],
  );
  return [...recurrent, ...plan.longTables.map((table) => ({ name: `${name}_${table.name}`, query: series(printing, entries, table) }))];
}

function recurrentTable({ plan, dialect, name }: Printing, entries: Level, id: number, onIndexDay: boolean): Sql {
  const own = (column: string): Sql => `e.${dialect.quote(column)}`;
  const index = own(column.index);
  const origin = own(plan.origin ? column.origin : column.index);
  const select = [
    `${own(column.key)} AS ${dialect.quote(plan.patient.key)}`,
    `${index} AS index_date`,
    `r.day AS ${dialect.quote('date')}`,
    `${dialect.dates.days(origin, 'r.day')} AS days`,
    `row_number() OVER (PARTITION BY ${own(entries.id)} ORDER BY r.day) AS number`,
  ];
  const rows = dialect.quote(`${name}~outcome${id}_rows`);
  return [
    `SELECT ${select.join(', ')}`,
    `FROM ${entries.relation} AS e`,
    `JOIN ${rows} AS r ON r.id = ${own(entries.id)}`,
    `WHERE r.day ${onIndexDay ? '>=' : '>'} ${index} AND r.day <= ${own(column.outcome(id, 'exit'))}`,
    'ORDER BY 1, 2, 3, 5',
  ].join('\n');
}

function series(printing: Printing, entries: Level, table: LongTable): Sql {
  const { plan, dialect } = printing;
  const query = new Query(printing);
  const set = dated(findRows(query, entries, table.rows));
  const { source } = set;
  const date = source.date ?? '';
  const rowDay = dialect.dates.day(set.column(date), typeOf(source, date).base);
  const others = table.columns.filter((name) => name !== date);
  // The entry is looked up again by its id: inside event rows of event rows `e` is an outer row.
  const rows = query.add(
    `SELECT ${[`${set.owner} AS id`, `${rowDay} AS day`, ...others.map((name) => `${set.column(name)} AS ${dialect.quote(name)}`)].join(', ')}\n${set.from}${whereClause(set.where)}`,
  );
  const own = (column: string): Sql => `e.${dialect.quote(column)}`;
  const origin = own(plan.origin ? column.origin : column.index);
  const select = [
    `${own(column.key)} AS ${dialect.quote(plan.patient.key)}`,
    `${own(column.index)} AS index_date`,
    `r.day AS ${dialect.quote('date')}`,
    `${dialect.dates.days(origin, 'r.day')} AS days`,
    ...others.map((name) => `r.${dialect.quote(name)}`),
  ];
  const order = ['1', '2', '3', ...others.map((_, at) => `${at + 5} NULLS LAST`)];
  return query.write(
    `SELECT ${select.join(', ')}\nFROM ${entries.relation} AS e\nJOIN ${rows} AS r ON r.id = ${own(entries.id)}\nORDER BY ${order.join(', ')}`,
  );
}

/** What a run counts and warns of. */
export interface PrintedWarning {
  readonly code: 'deaths_unlabelled' | 'events_on_index_day' | 'index_arms_on_one_day';
  readonly outcome: string | null;
  /** One row, one column `n`; nothing to warn of when 0. */
  readonly query: Sql;
}

/** The counting queries. */
export function warnings({ plan, dialect, name }: Printing, entries: Level): readonly PrintedWarning[] {
  const count = (what: Sql): Sql => `SELECT count(*) AS n\nFROM ${entries.relation}\nWHERE ${what}`;
  const counted = plan.outcomes.flatMap((outcome, id): readonly PrintedWarning[] => [
    ...(outcome.namesDeath
      ? []
      : [{ code: 'deaths_unlabelled' as const, outcome: outcome.name, query: count(dialect.quote(column.outcome(id, 'death'))) }]),
    { code: 'events_on_index_day', outcome: outcome.name, query: count(dialect.quote(column.outcome(id, 'same_day'))) },
  ]);
  if (plan.index.kind !== 'firstOf') return counted;
  const arms = dialect.quote(`${name}~arms`);
  const tied = `SELECT count(*) AS n\nFROM (\nSELECT a.id\nFROM ${arms} AS a\nJOIN (SELECT id, min(day) AS day FROM ${arms} GROUP BY id) AS f ON f.id = a.id AND f.day = a.day\nGROUP BY a.id\nHAVING count(*) > 1\n)`;
  return [...counted, { code: 'index_arms_on_one_day', outcome: null, query: tied }];
}
