/** Outcomes: each in a stage of its own over the entries, since a later one may read an earlier one's date. */
import type { Expr, OutcomePlan, Plan } from '../plan/nodes';
import { addStage, column, type Level, type Printing, Query, Scope, typeOf, whereClause } from './context';
import { boundReasons } from './criteria';
import type { Sql } from './dialects/dialect';
import { day } from './expressions';
import { hold } from './hold';
import { dated } from './picks';
import { findRows } from './rows';
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
  const query = new Query(printing);
  const { dialect } = printing;
  const { quote } = dialect;
  const ready = hold(query, entries, valuesOf(outcome));
  const scope = new Scope(query, ready);
  const name = (what: Parameters<typeof column.outcome>[1]): Sql => quote(column.outcome(id, what));
  const own = `e.${name('exit')}`;
  const index = `e.${quote(column.index)}`;

  // Its exit: never later than the cohort's or the coverage of what it is read from, never before index.
  const ends = (outcome.until ?? []).map((reason) => day(reason.value, scope));
  const through = outcome.through === null ? [] : [dialect.dates.literal(outcome.through)];
  const bounded = [`e.${quote(column.exit)}`, ...ends, ...through];
  const earliest = bounded.length === 1 ? bounded[0] : `least(${bounded.join(', ')})`;
  const exit = bounded.length === 1 ? bounded[0] : `greatest(${index}, ${earliest})`;
  const events = outcome.kind === 'each' ? [] : eventsOf(outcome, scope);
  const select = [
    'e.*',
    `${exit} AS ${name('exit')}`,
    `${earliest} AS ${name('own')}`,
    ...ends.map((end, at) => `${end} AS ${quote(`_end${at}`)}`),
    ...events.map((event, at) => `${event.day} AS ${name(`cause${at}`)}`),
  ];
  const first = query.add(`SELECT ${select.join(', ')}\n${scope.from()}`);

  if (outcome.kind === 'each') {
    const relation = addStage(printing, `outcome${id}_exits`, `outcome ${outcome.name}: exits`, query.write(`SELECT *\nFROM ${first}`));
    return printRecurrent(printing, { ...ready, relation }, outcome, id);
  }
  const counts = events.map(
    (event, at) =>
      `CASE WHEN e.${name(`cause${at}`)} ${event.onIndexDay ? '>=' : '>'} ${index} AND e.${name(`cause${at}`)} <= ${own} THEN e.${name(`cause${at}`)} END`,
  );
  const found = query.add(
    `SELECT e.*, ${counts.map((count, at) => `${count} AS ${quote(`_counted${at}`)}`).join(', ')}\nFROM ${first} AS e`,
  );
  const counted = counts.map((_, at) => `e.${quote(`_counted${at}`)}`);
  const date = counted.length === 1 ? counted[0] : `least(${counted.join(', ')})`;
  const event = `CASE ${counted.map((count, at) => `WHEN ${count} = ${date} THEN ${at + 1}`).join(' ')} ELSE 0 END`;
  const early = events.flatMap((own, at) => (own.onIndexDay ? [] : [`e.${name(`cause${at}`)} = ${index}`]));
  return closing(printing, query, ready, outcome, id, found, {
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
  query: Query,
  level: Level,
  outcome: OutcomePlan,
  id: number,
  relation: Sql,
  what: { readonly date: Sql; readonly event: Sql; readonly sameDay: Sql },
): Level {
  const { dialect } = printing;
  const { quote } = dialect;
  const name = (part: Parameters<typeof column.outcome>[1]): Sql => quote(column.outcome(id, part));
  const own = `e.${name('exit')}`;
  const labels = (outcome.until ?? []).map(({ label }, at) => ({ label, ends: `e.${quote(`_end${at}`)} = e.${name('own')}` }));
  const cohorts = `CASE WHEN e.${name('own')} < e.${quote(column.exit)} THEN ${dialect.text(boundReasons.observation)} ELSE e.${quote(column.reason)} END`;
  const reason =
    labels.length === 0
      ? cohorts
      : `CASE ${labels.map(({ label, ends }) => `WHEN ${ends} THEN ${dialect.text(label)}`).join(' ')} ELSE ${cohorts} END`;
  const decided = labels.length === 0 ? 'false' : `coalesce(${labels.map(({ ends }) => ends).join(' OR ')}, false)`;
  const complete = query.add(
    `SELECT e.*, ${what.date} AS ${name('date')}, ${what.event} AS ${name('event')}, ${reason} AS ${name('reason')}, ${what.sameDay} AS ${name('same_day')}\nFROM ${relation} AS e`,
  );
  const passing = [
    name('own'),
    ...labels.map((_, at) => quote(`_end${at}`)),
    ...(outcome.kind === 'each' ? ['_day', '_same_day'] : []),
    ...eventNumbers(outcome).flatMap((at) => [quote(`_counted${at}`), name(`cause${at}`)]),
    ...[...level.held.values()].map(quote),
  ];
  const death = `coalesce(e.${name('event')} = 0 AND ${own} = e.${quote(column.death)} AND NOT ${decided}, false)`;
  const text = query.write(`SELECT ${dialect.allBut('e', passing)}, ${death} AS ${name('death')}\nFROM ${complete} AS e`);
  return { ...level, relation: addStage(printing, `outcome${id}`, `outcome ${outcome.name}`, text), held: new Map() };
}

function eventNumbers(outcome: OutcomePlan): readonly number[] {
  if (outcome.kind === 'each') return [];
  return outcome.kind === 'date' ? [0] : outcome.causes.map((_, at) => at);
}

/** A recurrent outcome: its counted rows are a stage, the entries get the first. */
function printRecurrent(printing: Printing, entries: Level, outcome: Extract<OutcomePlan, { kind: 'each' }>, id: number): Level {
  const { dialect } = printing;
  const { quote } = dialect;
  const query = new Query(printing);
  const date = outcome.rows.source.date ?? '';
  const set = dated(findRows(query, entries, outcome.rows));
  const { base } = typeOf(outcome.rows.source, date);
  const clock = outcome.spaced !== null && (outcome.spaced.unit === 'hours' || outcome.spaced.unit === 'minutes');
  const ownDay = dialect.dates.day(set.column(date), base);
  const at = clock ? dialect.dates.instant(set.column(date), base) : ownDay;
  const days = outcome.spaced
    ? `SELECT ${set.owner} AS id, ${dialect.unnest(dialect.spacedDates(at, outcome.spaced, clock ? 'datetime' : 'date'))} AS moment\n${set.from}${whereClause(set.where)}\nGROUP BY 1`
    : `SELECT ${set.owner} AS id, ${ownDay} AS moment\n${set.from}${whereClause(set.where)}`;
  const rows = query.add(days);
  const listed = query.add(`SELECT id, CAST(moment AS DATE) AS day\nFROM ${rows}`);
  const relation = addStage(printing, `outcome${id}_rows`, `outcome ${outcome.name}: rows`, query.write(`SELECT *\nFROM ${listed}`));

  const second = new Query(printing);
  const own = `e.${quote(column.outcome(id, 'exit'))}`;
  const index = `e.${quote(column.index)}`;
  const entry = `e.${quote(entries.id)}`;
  const counts = outcome.onIndexDay ? `r.day >= ${index}` : `r.day > ${index}`;
  const grouped = second.add(
    [
      `SELECT ${entry} AS id, min(CASE WHEN ${counts} AND r.day <= ${own} THEN r.day END) AS day, ${dialect.anyTrue(`r.day = ${index}`)} AS same_day`,
      `FROM ${entries.relation} AS e`,
      `JOIN ${relation} AS r ON r.id = ${entry}`,
      'GROUP BY 1',
    ].join('\n'),
  );
  const joined = second.add(
    `SELECT e.*, g.day AS _day, g.same_day AS _same_day\nFROM ${entries.relation} AS e\nLEFT JOIN ${grouped} AS g ON g.id = ${entry}`,
  );
  return closing(printing, second, entries, outcome, id, joined, {
    date: 'e._day',
    event: 'CASE WHEN e._day IS NULL THEN 0 ELSE 1 END',
    sameDay: outcome.onIndexDay ? 'false' : 'coalesce(e._same_day, false)',
  });
}
