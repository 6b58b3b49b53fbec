/** Patients and when they were under observation: the first two stages. */
import type { Plan } from '../plan/nodes';
import { addStage, column, type Level, missing, type Printing, part } from './context';
import type { Sql } from './dialects/dialect';
import { all, as, type Column, from, kept, type Query, type Relation, type Stage, select } from './tree';
import { indexReadsObservation, planExpressions } from './walk';

/** Columns of the patient table that the plan reads. */
function columnsRead(plan: Plan): readonly string[] {
  const names = new Set<string>();
  for (const expr of planExpressions(plan)) if (expr.kind === 'patientColumn') names.add(expr.column);
  return [...names].sort();
}

const tableOf = (name: string): Relation => ({ kind: 'table', name });
const nested = (query: Query): Relation => ({ kind: 'nested', query });

/** The merged observation periods, `key, first_day, last_day`. */
export function printPeriods(printing: Printing): Stage {
  const { plan, dialect } = printing;
  if (plan.observation.kind === 'rows') {
    return addStage(printing, 'periods', 'observation: first to last dated row', derivedPeriods(printing, plan.observation.through));
  }
  // Most patients have one period, which needs no sorting.
  const raw = recordedPeriods(printing, plan.observation);
  const recorded = part(printing, select([all()], { from: from(nested(raw)), where: ['first_day <= last_day'] }));
  const summary = [as('count(*)', 'periods'), as('min(first_day)', 'first_day'), as('max(last_day)', 'last_day')];
  const patient = part(printing, select([...kept('key'), ...summary], { from: from(recorded), groupBy: ['key'] }));
  const order = 'PARTITION BY key ORDER BY first_day, last_day';
  const several = select(kept('key'), { from: from(patient), where: ['periods > 1'] });
  const soFar = as(`max(last_day) OVER (${order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`, 'so_far');
  const reached = part(printing, select([all(), soFar], { from: from(recorded), where: [{ value: 'key', among: several }] }));
  const apart = `so_far IS NULL OR first_day > ${dialect.dates.advance('so_far', { count: 1, unit: 'days' }, 'date')}`;
  const number = as(`sum(CAST(${apart} AS INTEGER)) OVER (${order} ROWS UNBOUNDED PRECEDING)`, 'number');
  const run = part(printing, select([all(), number], { from: from(reached) }));
  const single = select(kept('key', 'first_day', 'last_day'), { from: from(patient), where: ['periods = 1'] });
  const joined = select([...kept('key'), as('min(first_day)', 'first_day'), as('max(last_day)', 'last_day')], {
    from: from(run),
    groupBy: ['key', 'number'],
  });
  const merged: Query = { kind: 'union', queries: [single, joined] };
  return addStage(printing, 'periods', 'observation periods; those that overlap or touch are one', merged);
}

function recordedPeriods(printing: Printing, observation: Extract<Plan['observation'], { kind: 'table' }>): Query {
  const { dialect } = printing;
  const own = (name: string): Sql => `o.${dialect.quote(name)}`;
  const day = (name: string): Sql => `CAST(${own(name)} AS DATE)`;
  const columns = (through: Sql): readonly Column[] => [
    as(own(observation.key), 'key'),
    as(day(observation.start), 'first_day'),
    as(`coalesce(${day(observation.end)}, ${through})`, 'last_day'),
  ];
  const table = tableOf(observation.table);
  if (observation.through !== null) return select(columns(dialect.dates.literal(observation.through)), { from: from(table, 'o') });
  const seen = { kind: 'left', relation: nested(datedRows(printing, false)), as: 's', on: `s.key = ${own(observation.key)}` } as const;
  return select(columns('s.last_day'), { from: from(table, 'o', [seen]) });
}

/** First and last dated event row of each patient who has one; a derived observation counts death among them. */
function datedRows({ plan, dialect }: Printing, withDeath: boolean): Query {
  const tables = plan.eventTables.map(({ table, key, date }) => ({ table, key, date }));
  if (plan.death && withDeath) tables.push({ table: plan.patient.table, key: plan.patient.key, date: plan.death.column });
  const extent = (first: Sql, last: Sql): readonly Column[] => [as(first, 'first_day'), as(last, 'last_day')];
  const queries = tables.map(({ table, key, date }) => {
    const day = `CAST(${dialect.quote(date)} AS DATE)`;
    return select([as(dialect.quote(key), 'key'), ...extent(`min(${day})`, `max(${day})`)], {
      from: from(tableOf(table)),
      where: [`${dialect.quote(date)} IS NOT NULL`],
      groupBy: ['1'],
    });
  });
  const { table, key } = plan.patient;
  const never = missing(dialect, 'date');
  const nobody = select([as(dialect.quote(key), 'key'), ...extent(never, never)], { from: from(tableOf(table)), where: ['false'] });
  const every: Query = { kind: 'union', queries: queries.length > 0 ? queries : [nobody] };
  return select([...kept('key'), ...extent('min(first_day)', 'max(last_day)')], { from: from(nested(every)), groupBy: ['key'] });
}

function derivedPeriods(printing: Printing, through: string | null): Query {
  const seen = datedRows(printing, true);
  if (through === null) return seen;
  const end = printing.dialect.dates.literal(through);
  return select([...kept('key', 'first_day'), as(end, 'last_day')], { from: from(nested(seen)), where: [`first_day <= ${end}`] });
}

/** The columns of a patient that entries keep. */
export function patientColumns(plan: Plan): readonly string[] {
  return [column.key, column.birth, column.death, ...columnsRead(plan).map(column.patient)];
}

/** One row a patient with what expressions read before the index is known; observation is that of the first period. */
export function printPatients(printing: Printing, periods: Stage): Level {
  const { plan, dialect } = printing;
  const { quote } = dialect;
  const day = (source: { readonly column: string } | null): Sql =>
    source ? `CAST(p.${quote(source.column)} AS DATE)` : missing(dialect, 'date');
  const items = [
    as(`p.${quote(plan.patient.key)}`, quote(column.key)),
    as(day(plan.birth), quote(column.birth)),
    as(day(plan.death), quote(column.death)),
    ...columnsRead(plan).map((name) => as(`p.${quote(name)}`, quote(column.patient(name)))),
  ];
  const table = tableOf(plan.patient.table);
  if (!beforeIndex(plan)) return level(addStage(printing, 'patients', 'patients', select(items, { from: from(table, 'p') })));
  const observed = [as('o.first_day', quote(column.observedFrom)), as('o.last_day', quote(column.observedTo))];
  const first = select([...kept('key'), as('min(first_day)', 'first_day'), as('min(last_day)', 'last_day')], {
    from: from(periods),
    groupBy: ['key'],
  });
  const joined = { kind: 'left', relation: nested(first), as: 'o', on: `o.key = p.${quote(plan.patient.key)}` } as const;
  const query = select([...items, ...observed], { from: from(table, 'p', [joined]) });
  return level(addStage(printing, 'patients', 'patients with their first observation period', query));
}

function level(relation: Stage): Level {
  return { relation, id: column.key, lets: new Set(), held: new Map() };
}

/** True when anything reads the start or end of observation, which the index clause may do. */
function beforeIndex(plan: Plan): boolean {
  for (const expr of planExpressions(plan)) if (expr.kind === 'observation') return true;
  return indexReadsObservation(plan);
}
