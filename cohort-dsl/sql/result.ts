/** The cohort's tables: one row an entry, and the long tables. */
import type { LongTable, Variable } from '../plan/nodes';
import { column, type Level, missing, type Printing, part, Scope, typeOf } from './context';
import type { Sql } from './dialects/dialect';
import { printExpr } from './expressions';
import { widened, withLets } from './hold';
import { dated } from './picks';
import { findRows } from './rows';
import { as, type Column, from, type Query, type Stage, select } from './tree';
import { everyExpression } from './walk';

/** Adds variables in as few selects as possible: one that reads another waits until that is a column. */
function withVariables(printing: Printing, entries: Level): Level {
  let level = withLets(
    printing,
    entries,
    printing.plan.variables.map((variable) => variable.value),
  );
  let pending: { readonly id: number; readonly variable: Variable }[] = [];
  const flush = (): void => {
    if (pending.length === 0) return;
    const scope = new Scope(printing, level);
    const added = pending.map(({ id, variable }) => as(printExpr(variable.value, scope), scope.dialect.quote(column.variable(id))));
    level = { ...level, relation: widened(scope, added) };
    pending = [];
  };
  printing.plan.variables.forEach((variable, id) => {
    const waiting = new Set(pending.map((own) => own.id));
    for (const expr of everyExpression(variable.value)) if (expr.kind === 'variable' && waiting.has(expr.id)) flush();
    pending.push({ id, variable });
  });
  flush();
  return level;
}

/** The query of table NAME, sorted by patient and index date. */
export function resultQuery(printing: Printing, entries: Level): Query {
  const { plan, dialect } = printing;
  const level = withVariables(printing, entries);
  const own = (name: string): Sql => `e.${dialect.quote(name)}`;
  const named = (sql: Sql, name: string): Column => as(sql, dialect.quote(name));
  const origin = own(plan.origin ? column.origin : column.index);
  const items = [
    named(own(column.key), plan.patient.key),
    named(own(column.index), 'index_date'),
    named(own(column.exit), 'exit_date'),
    named(own(column.reason), 'exit_reason'),
    ...(plan.index.kind === 'firstOf' ? [named(own(column.indexLabel), 'index_label')] : []),
    ...(plan.origin ? [named(dialect.dates.days(origin, own(column.index)), 'entry_days')] : []),
    ...plan.outcomes.flatMap((outcome, id) => {
      const of = (what: Parameters<typeof column.outcome>[1]): Sql => own(column.outcome(id, what));
      const causes = outcome.kind === 'causes' ? outcome.causes : [];
      const cause = causes.map(({ label }, at) => `WHEN ${at + 1} THEN ${dialect.text(label)}`).join(' ');
      const words = cause === '' ? missing(dialect, 'text') : `CASE ${of('event')} ${cause} END`;
      return [
        named(of('date'), `${outcome.name}_date`),
        named(dialect.dates.days(origin, `coalesce(${of('date')}, ${of('exit')})`), `${outcome.name}_days`),
        named(dialect.cast(of('event'), 'integer'), `${outcome.name}_event`),
        ...(outcome.kind === 'causes' ? [named(words, `${outcome.name}_cause`)] : []),
        ...(outcome.until !== null ? [named(of('reason'), `${outcome.name}_exit_reason`)] : []),
      ];
    }),
    ...plan.variables.map((variable, id) => named(own(column.variable(id)), variable.name)),
  ];
  return select(items, { from: from(level.relation, 'e'), orderBy: ['1', '2'] });
}

/** A table's full name and its query. */
export interface ResultTable {
  readonly name: string;
  readonly query: Query;
}

/** The long tables: one row an event of a recurrent outcome, one row an event row of a series. */
export function longTables(printing: Printing, entries: Level): readonly ResultTable[] {
  const { plan, name } = printing;
  const recurrent = plan.outcomes.flatMap((outcome, id) =>
    outcome.kind === 'each' ? [{ name: `${name}_${outcome.name}`, query: recurrentTable(printing, entries, id, outcome.onIndexDay) }] : [],
  );
  return [...recurrent, ...plan.longTables.map((table) => ({ name: `${name}_${table.name}`, query: series(printing, entries, table) }))];
}

/** The stage of that name. */
function stageOf({ stages, name }: Printing, suffix: string): Stage {
  const found = stages.find((stage) => stage.name === `${name}~${suffix}`);
  if (!found) throw new Error(`there is no stage ${suffix}`);
  return found;
}

/** Patient, index, date and days of a row `r` of an entry `e`. */
function headOf({ plan, dialect }: Printing, date: Sql = 'r.day'): readonly Column[] {
  const own = (name: string): Sql => `e.${dialect.quote(name)}`;
  const origin = own(plan.origin ? column.origin : column.index);
  return [
    as(own(column.key), dialect.quote(plan.patient.key)),
    as(own(column.index), 'index_date'),
    as(date, dialect.quote('date')),
    as(dialect.dates.days(origin, 'r.day'), 'days'),
  ];
}

function recurrentTable(printing: Printing, entries: Level, id: number, onIndexDay: boolean): Query {
  const own = (name: string): Sql => `e.${printing.dialect.quote(name)}`;
  const number = as(`row_number() OVER (PARTITION BY ${own(entries.id)} ORDER BY r.day)`, 'number');
  const rows = { kind: 'inner', relation: stageOf(printing, `outcome${id}_rows`), as: 'r', on: `r.id = ${own(entries.id)}` } as const;
  return select([...headOf(printing), number], {
    from: from(entries.relation, 'e', [rows]),
    where: [`r.day ${onIndexDay ? '>=' : '>'} ${own(column.index)} AND r.day <= ${own(column.outcome(id, 'exit'))}`],
    orderBy: ['1', '2', '3', '5'],
  });
}

function series(printing: Printing, entries: Level, table: LongTable): Query {
  const { dialect } = printing;
  const set = dated(findRows(printing, entries, table.rows));
  const { date, columns } = table;
  const rowDay = dialect.dates.day(set.column(date), typeOf(set.source, date).base);
  // The entry is looked up again by its id: inside event rows of event rows `e` is an outer row.
  const found = [
    as(set.owner, 'id'),
    as(rowDay, 'day'),
    as(set.column(date), 'at'),
    ...columns.map((name) => as(set.column(name), dialect.quote(name))),
  ];
  const rows = part(printing, select(found, { from: set.from, where: set.where }));
  const joined = { kind: 'inner', relation: rows, as: 'r', on: `r.id = e.${dialect.quote(entries.id)}` } as const;
  return select([...headOf(printing, 'r.at'), ...columns.map((name) => as(`r.${dialect.quote(name)}`, dialect.quote(name)))], {
    from: from(entries.relation, 'e', [joined]),
    orderBy: ['1', '2', '3', ...columns.map((_, at) => `${at + 5} NULLS LAST`)],
  });
}

/** What a run counts and warns of. */
export interface CountedWarning {
  readonly code: 'deaths_unlabelled' | 'events_on_index_day' | 'index_arms_on_one_day' | 'include_unknown' | 'exclude_unknown';
  readonly outcome: string | null;
  /** Of a criterion: its place among the plan's steps. */
  readonly step: number | null;
  /** One row, one column `n`; nothing to warn of when 0. */
  readonly query: Query;
}

/** The counting queries. */
export function warnings(printing: Printing, entries: Level): readonly CountedWarning[] {
  const { plan, dialect } = printing;
  const total = as('count(*)', 'n');
  const count = (what: Sql): Query => select([total], { from: from(entries.relation), where: [what] });
  const counted = plan.outcomes.flatMap((outcome, id): readonly CountedWarning[] => [
    ...(outcome.namesDeath
      ? []
      : [
          {
            code: 'deaths_unlabelled' as const,
            outcome: outcome.name,
            step: null,
            query: count(dialect.quote(column.outcome(id, 'death'))),
          },
        ]),
    { code: 'events_on_index_day', outcome: outcome.name, step: null, query: count(dialect.quote(column.outcome(id, 'same_day'))) },
  ]);
  if (plan.index.kind !== 'firstOf') return counted;
  const arms = stageOf(printing, 'arms');
  const earliest = select([as('id', 'id'), as('min(day)', 'day')], { from: from(arms), groupBy: ['id'] });
  const joined = {
    kind: 'inner',
    relation: { kind: 'nested', query: earliest },
    as: 'f',
    on: 'f.id = a.id AND f.day = a.day',
  } as const;
  const several = select([as('a.id', 'id')], { from: from(arms, 'a', [joined]), groupBy: ['a.id'], having: 'count(*) > 1' });
  const tied = select([total], { from: from({ kind: 'nested', query: several }) });
  return [...counted, { code: 'index_arms_on_one_day', outcome: null, step: null, query: tied }];
}
