/** Outcomes: each in a stage of its own over the entries, since a later one may read an earlier one's date. */
import type { Duration, Expr } from '../plan/expressions';
import { boundReasons, type OutcomePlan, type Plan } from '../plan/nodes';
import { addStage, column, type Level, type Printing, part, Scope, typeOf } from './context';
import type { Sql } from './dialects/dialect';
import { day } from './expressions';
import { hold } from './hold';
import { dated } from './picks';
import { findRows } from './rows';
import { all, as, from, kept, type Part, select } from './tree';
import { everyExpression, withinRows } from './walk';

/** Adds every outcome's columns to the entries. */
export function printOutcomes(printing: Printing, entries: Level): Level {
  let level = entries;
  for (const id of inOrder(printing.plan)) level = printOutcome(printing, level, printing.plan.outcomes[id], id);
  return level;
}

/** Outcomes after those whose dates they read. */
function inOrder(plan: Plan): readonly number[] {
  const order = new Set<number>();
  const visit = (id: number): void => {
    if (order.has(id)) return;
    for (const expr of expressionsOf(plan.outcomes[id])) if (expr.kind === 'outcomeDate' && expr.id !== id) visit(expr.id);
    order.add(id);
  };
  for (const id of plan.outcomes.keys()) visit(id);
  return [...order];
}

function* expressionsOf(outcome: OutcomePlan): Generator<Expr> {
  for (const reason of outcome.until ?? []) yield* everyExpression(reason.value);
  switch (outcome.kind) {
    case 'date':
      yield* everyExpression(outcome.value);
      return;
    case 'causes':
      for (const cause of outcome.causes) yield* everyExpression(cause.value);
      return;
    case 'each':
      yield* withinRows(outcome.rows);
  }
}

function valuesOf(outcome: OutcomePlan): readonly Expr[] {
  const until = (outcome.until ?? []).map((reason) => reason.value);
  switch (outcome.kind) {
    case 'date':
      return [outcome.value, ...until];
    case 'causes':
      return [...outcome.causes.map((cause) => cause.value), ...until];
    case 'each':
      return until;
  }
}

function printOutcome(printing: Printing, entries: Level, outcome: OutcomePlan, id: number): Level {
  const { dialect } = printing;
  const { quote } = dialect;
  const ready = hold(printing, entries, valuesOf(outcome));
  const scope = new Scope(printing, ready);
  const name = (what: Parameters<typeof column.outcome>[1]): Sql => quote(column.outcome(id, what));
  const own = `e.${name('exit')}`;
  const index = `e.${quote(column.index)}`;

  // Its exit: never later than the cohort's or the coverage of what it is read from, never before index.
  const ends = (outcome.until ?? []).map((reason) => day(reason.value, scope));
  const through = outcome.through === null ? [] : [dialect.dates.literal(outcome.through)];
  const bounded = [`e.${quote(column.exit)}`, ...ends, ...through];
  const earliest = bounded.length === 1 ? bounded[0] : dialect.least(bounded);
  const exit = bounded.length === 1 ? bounded[0] : dialect.greatest([index, earliest]);
  const events = outcome.kind === 'each' ? [] : eventsOf(outcome, scope);
  const items = [
    all('e'),
    as(exit, name('exit')),
    as(earliest, name('own')),
    ...ends.map((end, at) => as(end, quote(`_end${at}`))),
    ...events.map((event, at) => as(event.day, name(`cause${at}`))),
  ];
  const first = part(printing, select(items, { from: scope.from() }));

  if (outcome.kind === 'each') {
    const relation = addStage(printing, `outcome${id}_exits`, `outcome ${outcome.name}: exits`, select([all()], { from: from(first) }));
    return printRecurrent(printing, { ...ready, relation }, outcome, id);
  }
  const counts = events.map(
    (event, at) =>
      `CASE WHEN e.${name(`cause${at}`)} ${event.onIndexDay ? '>=' : '>'} ${index} AND e.${name(`cause${at}`)} <= ${own} THEN e.${name(`cause${at}`)} END`,
  );
  const countedDays = counts.map((count, at) => as(count, quote(`_counted${at}`)));
  const found = part(printing, select([all('e'), ...countedDays], { from: from(first, 'e') }));
  const counted = counts.map((_, at) => `e.${quote(`_counted${at}`)}`);
  const date = counted.length === 1 ? counted[0] : dialect.least(counted);
  const event = `CASE ${counted.map((count, at) => `WHEN ${count} = ${date} THEN ${at + 1}`).join(' ')} ELSE 0 END`;
  const early = events.flatMap((own, at) => (own.onIndexDay ? [] : [`e.${name(`cause${at}`)} = ${index}`]));
  return closing(printing, ready, outcome, id, found, {
    date,
    event,
    sameDay: early.length > 0 ? `coalesce(${early.join(' OR ')}, false)` : 'false',
  });
}

interface OwnEvent {
  readonly day: Sql;
  readonly onIndexDay: boolean;
}

function eventsOf(outcome: Exclude<OutcomePlan, { kind: 'each' }>, scope: Scope): readonly OwnEvent[] {
  if (outcome.kind === 'date') return [{ day: day(outcome.value, scope), onIndexDay: outcome.onIndexDay }];
  return outcome.causes.map((cause) => ({ day: day(cause.value, scope), onIndexDay: cause.onIndexDay }));
}

/** The columns every outcome has in the end: date, event, reason, and what the warnings count. */
function closing(
  printing: Printing,
  level: Level,
  outcome: OutcomePlan,
  id: number,
  relation: Part,
  what: { readonly date: Sql; readonly event: Sql; readonly sameDay: Sql },
): Level {
  const { dialect } = printing;
  const { quote } = dialect;
  const name = (part: Parameters<typeof column.outcome>[1]): Sql => quote(column.outcome(id, part));
  const own = `e.${name('exit')}`;
  const labels = (outcome.until ?? []).map(({ label }, at) => ({ label, ends: `e.${quote(`_end${at}`)} = e.${name('own')}` }));
  const cohorts = `CASE WHEN e.${name('own')} < e.${quote(column.exit)} THEN ${dialect.text(boundReasons.observation.en)} ELSE e.${quote(column.reason)} END`;
  const reason =
    labels.length === 0
      ? cohorts
      : `CASE ${labels.map(({ label, ends }) => `WHEN ${ends} THEN ${dialect.text(label)}`).join(' ')} ELSE ${cohorts} END`;
  const decided = labels.length === 0 ? 'false' : `coalesce(${labels.map(({ ends }) => ends).join(' OR ')}, false)`;
  const closed = [
    as(what.date, name('date')),
    as(what.event, name('event')),
    as(reason, name('reason')),
    as(what.sameDay, name('same_day')),
  ];
  const complete = part(printing, select([all('e'), ...closed], { from: from(relation, 'e') }));
  const passing = [
    name('own'),
    ...labels.map((_, at) => quote(`_end${at}`)),
    ...(outcome.kind === 'each' ? ['_day', '_same_day'] : []),
    ...eventNumbers(outcome).flatMap((at) => [quote(`_counted${at}`), name(`cause${at}`)]),
    ...[...level.held.values()].map(quote),
  ];
  const death = `coalesce(e.${name('event')} = 0 AND ${own} = e.${quote(column.death)} AND NOT ${decided}, false)`;
  const query = select([all('e', passing), as(death, name('death'))], { from: from(complete, 'e') });
  return { ...level, relation: addStage(printing, `outcome${id}`, `outcome ${outcome.name}`, query), held: new Map() };
}

function eventNumbers(outcome: OutcomePlan): readonly number[] {
  if (outcome.kind === 'each') return [];
  return outcome.kind === 'date' ? [0] : outcome.causes.map((_, at) => at);
}

/** A recurrent outcome: its counted rows are a stage, the entries get the first. */
function printRecurrent(printing: Printing, entries: Level, outcome: Extract<OutcomePlan, { kind: 'each' }>, id: number): Level {
  const { dialect } = printing;
  const { quote } = dialect;
  const date = outcome.rows.source.date ?? '';
  const set = dated(findRows(printing, entries, outcome.rows));
  const { base } = typeOf(outcome.rows.source, date);
  const clock = outcome.spaced !== null && (outcome.spaced.unit === 'hours' || outcome.spaced.unit === 'minutes');
  const ownDay = dialect.dates.day(set.column(date), base);
  const at = clock ? dialect.dates.instant(set.column(date), base) : ownDay;
  const found = { from: set.from, where: set.where };
  const listed = (spaced: Duration): Part => {
    const list = as(dialect.spacedDates(at, spaced, clock ? 'datetime' : 'date'), 'moments');
    return part(printing, select([as(set.owner, 'id'), list], { ...found, groupBy: ['1'] }));
  };
  const moments = outcome.spaced
    ? part(printing, { kind: 'unnest', relation: listed(outcome.spaced), kept: ['id'], list: 'moments', as: 'moment' })
    : part(printing, select([as(set.owner, 'id'), as(ownDay, 'moment')], found));
  const days = select([...kept('id'), as('CAST(moment AS DATE)', 'day')], { from: from(moments) });
  const relation = addStage(printing, `outcome${id}_rows`, `outcome ${outcome.name}: rows`, days);

  const own = `e.${quote(column.outcome(id, 'exit'))}`;
  const index = `e.${quote(column.index)}`;
  const entry = `e.${quote(entries.id)}`;
  const counts = outcome.onIndexDay ? `r.day >= ${index}` : `r.day > ${index}`;
  const grouped = part(
    printing,
    select(
      [
        as(entry, 'id'),
        as(`min(CASE WHEN ${counts} AND r.day <= ${own} THEN r.day END)`, 'day'),
        as(dialect.anyTrue(`r.day = ${index}`), 'same_day'),
      ],
      { from: from(entries.relation, 'e', [{ kind: 'inner', relation, as: 'r', on: `r.id = ${entry}` }]), groupBy: ['1'] },
    ),
  );
  const first = from(entries.relation, 'e', [{ kind: 'left', relation: grouped, as: 'g', on: `g.id = ${entry}` }]);
  const joined = part(printing, select([all('e'), as('g.day', '_day'), as('g.same_day', '_same_day')], { from: first }));
  return closing(printing, entries, outcome, id, joined, {
    date: 'e._day',
    event: 'CASE WHEN e._day IS NULL THEN 0 ELSE 1 END',
    sameDay: outcome.onIndexDay ? 'false' : 'coalesce(e._same_day, false)',
  });
}
