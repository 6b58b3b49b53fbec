/** Patients and when they were under observation: the first two stages. */
import type { Plan } from '../plan/nodes';
import { addStage, column, type Level, type Printing, Query } from './context';
import type { Sql } from './dialects/dialect';
import { planExpressions } from './walk';

/** Columns of the patient table that the plan reads. */
function columnsRead(plan: Plan): readonly string[] {
  const names = new Set<string>();
  for (const expr of planExpressions(plan)) if (expr.kind === 'patientColumn') names.add(expr.column);
  return [...names].sort();
}

/** The merged observation periods, `key, first_day, last_day`; returns the relation. */
export function printPeriods(printing: Printing): Sql {
  const { plan } = printing;
  const raw =
    plan.observation.kind === 'table' ? recordedPeriods(printing, plan.observation) : derivedPeriods(printing, plan.observation.through);
  if (plan.observation.kind === 'rows') return addStage(printing, 'periods', 'observation: first to last dated row', raw);
  // Most patients have one period, which needs no sorting.
  const query = new Query(printing);
  const recorded = query.add(`SELECT *\nFROM (\n${raw}\n)\nWHERE first_day <= last_day`);
  const patient = query.add(
    `SELECT key, count(*) AS periods, min(first_day) AS first_day, max(last_day) AS last_day\nFROM ${recorded}\nGROUP BY key`,
  );
  const order = 'PARTITION BY key ORDER BY first_day, last_day';
  const reached = query.add(
    `SELECT *, max(last_day) OVER (${order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS so_far\nFROM ${recorded}\nWHERE key IN (SELECT key FROM ${patient} WHERE periods > 1)`,
  );
  const run = query.add(
    `SELECT *, sum(CAST(so_far IS NULL OR first_day > so_far + 1 AS INTEGER)) OVER (${order} ROWS UNBOUNDED PRECEDING) AS number\nFROM ${reached}`,
  );
  const merged = `SELECT key, first_day, last_day
FROM ${patient}
WHERE periods = 1
UNION ALL
SELECT key, min(first_day), max(last_day)
FROM ${run}
GROUP BY key, number`;
  return addStage(printing, 'periods', 'observation periods; those that overlap or touch are one', query.write(merged));
}

function recordedPeriods(printing: Printing, observation: Extract<Plan['observation'], { kind: 'table' }>): Sql {
  const { dialect } = printing;
  const own = (name: string): Sql => `o.${dialect.quote(name)}`;
  const day = (name: string): Sql => `CAST(${own(name)} AS DATE)`;
  const from = `FROM ${dialect.quote(observation.table)} AS o`;
  if (observation.through !== null) {
    const through = dialect.dates.literal(observation.through);
    return `SELECT ${own(observation.key)} AS key, ${day(observation.start)} AS first_day, coalesce(${day(observation.end)}, ${through}) AS last_day\n${from}`;
  }
  const seen = datedRows(printing, false);
  const select = `SELECT ${own(observation.key)} AS key, ${day(observation.start)} AS first_day, coalesce(${day(observation.end)}, s.last_day) AS last_day\n${from}`;
  return `${select}\nLEFT JOIN (\n${seen}\n) AS s ON s.key = ${own(observation.key)}`;
}

/** First and last dated event row of each patient who has one; a derived observation counts death among them. */
function datedRows({ plan, dialect }: Printing, withDeath: boolean): Sql {
  const tables = plan.eventTables.map(({ table, key, date }) => ({ table, key, date }));
  if (plan.death && withDeath) tables.push({ table: plan.patient.table, key: plan.patient.key, date: plan.death.column });
  const parts = tables.map(({ table, key, date }) => {
    const day = `CAST(${dialect.quote(date)} AS DATE)`;
    return `SELECT ${dialect.quote(key)} AS key, min(${day}) AS first_day, max(${day}) AS last_day\nFROM ${dialect.quote(table)}\nWHERE ${dialect.quote(date)} IS NOT NULL\nGROUP BY 1`;
  });
  const { table, key } = plan.patient;
  const nobody = `SELECT ${dialect.quote(key)} AS key, CAST(NULL AS DATE) AS first_day, CAST(NULL AS DATE) AS last_day\nFROM ${dialect.quote(table)}\nWHERE false`;
  return `SELECT key, min(first_day) AS first_day, max(last_day) AS last_day\nFROM (\n${(parts.length > 0 ? parts : [nobody]).join('\nUNION ALL\n')}\n)\nGROUP BY key`;
}

function derivedPeriods(printing: Printing, through: string | null): Sql {
  const seen = datedRows(printing, true);
  if (through === null) return seen;
  const end = printing.dialect.dates.literal(through);
  return `SELECT key, first_day, ${end} AS last_day\nFROM (\n${seen}\n)\nWHERE first_day <= ${end}`;
}

/** The columns of a patient that entries keep. */
export function patientColumns(plan: Plan): readonly string[] {
  return [column.key, column.birth, column.death, ...columnsRead(plan).map(column.patient)];
}

/** One row a patient with what expressions read before the index is known; observation is that of the first period. */
export function printPatients(printing: Printing, periods: Sql): Level {
  const { plan, dialect } = printing;
  const { quote } = dialect;
  const day = (source: { readonly column: string } | null): Sql =>
    source ? `CAST(p.${quote(source.column)} AS DATE)` : 'CAST(NULL AS DATE)';
  const select = [
    `p.${quote(plan.patient.key)} AS ${quote(column.key)}`,
    `${day(plan.birth)} AS ${quote(column.birth)}`,
    `${day(plan.death)} AS ${quote(column.death)}`,
    ...columnsRead(plan).map((name) => `p.${quote(name)} AS ${quote(column.patient(name))}`),
  ];
  const from = `FROM ${quote(plan.patient.table)} AS p`;
  if (!beforeIndex(plan)) {
    return level(addStage(printing, 'patients', 'patients', `SELECT ${select.join(', ')}\n${from}`));
  }
  select.push(`o.first_day AS ${quote(column.observedFrom)}`, `o.last_day AS ${quote(column.observedTo)}`);
  const first = `SELECT key, min(first_day) AS first_day, min(last_day) AS last_day\nFROM ${periods}\nGROUP BY key`;
  const query = `SELECT ${select.join(', ')}\n${from}\nLEFT JOIN (\n${first}\n) AS o ON o.key = p.${quote(plan.patient.key)}`;
  return level(addStage(printing, 'patients', 'patients with their first observation period', query));
}

function level(relation: Sql): Level {
  return { relation, id: column.key, lets: new Set(), held: new Map() };
}

/** True when anything reads the start or end of observation, which the index clause may do. */
function beforeIndex(plan: Plan): boolean {
  for (const expr of planExpressions(plan)) if (expr.kind === 'observation') return true;
  return usesObservationWord(plan);
}

function usesObservationWord(plan: Plan): boolean {
  return JSON.stringify(plan.index).includes('"observation');
}
