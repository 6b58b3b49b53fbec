/** The index: one row an entry. */
import type { Expr, IndexPlan, Pick, Plan, Rows } from '../plan/nodes';
import { addStage, column, endOf, type Level, type Printing, Query, type RowSet, Scope, typeOf, whereClause } from './context';
import type { Sql } from './dialects/dialect';
import { day } from './expressions';
import { hold } from './hold';
import { chronological } from './order';
import { patientColumns } from './patients';
import { dated, type Output, pickedRow } from './picks';
import { findRows } from './rows';
import { representDays, ruleOf } from './same-day';
import { planExpressions } from './walk';

type Of<K extends IndexPlan['kind']> = Extract<IndexPlan, { kind: K }>;

/** True when a patient may have several entries. */
export function severalEntries(plan: Plan): boolean {
  return plan.index.kind === 'each' || plan.index.kind === 'every';
}

/** Entries before any criterion. */
export function printIndex(printing: Printing, patients: Level): Level {
  const query = new Query(printing);
  const found = candidates(query, patients, printing.plan.index);
  const { quote } = printing.dialect;
  const own = patientColumns(printing.plan).map((name) => `e.${quote(name)}`);
  const carried = found.carried.map((name) => `i.${quote(name)}`);
  const select = [`row_number() OVER () AS ${quote(column.entry)}`, ...own, `i.day AS ${quote(column.index)}`, ...carried];
  const text = query.write(
    `SELECT ${select.join(', ')}\nFROM ${patients.relation} AS e\nJOIN ${found.relation} AS i ON i.id = e.${quote(column.key)}\nWHERE i.day IS NOT NULL`,
  );
  const relation = addStage(printing, 'index', 'index', text);
  return { relation, id: column.entry, lets: new Set(), held: new Map() };
}

interface Candidates {
  /** `id, day` and the carried columns. */
  readonly relation: Sql;
  readonly carried: readonly string[];
}

function candidates(query: Query, patients: Level, index: IndexPlan): Candidates {
  switch (index.kind) {
    case 'pick':
      return picked(query, patients, index.pick);
    case 'date':
      return atDate(query, patients, index.value);
    case 'each':
      return each(query, patients, index);
    case 'firstOf':
      return firstOf(query, patients, index);
    case 'every':
      return every(query, patients, index);
  }
}

/** What is kept of the index row: the columns expressions read, and its end. */
function outputsOf(plan: Plan, rows: Rows): readonly Output[] {
  const outputs: Output[] = plan.indexColumns.map(({ name }) => ({ name: column.indexRow(name), column: name }));
  const end = endOf(rows.source);
  for (const expr of planExpressions(plan)) {
    if (expr.kind !== 'entry' || expr.field !== 'indexEnd' || end === null) continue;
    return [...outputs, { name: column.indexEnd, column: end }];
  }
  return outputs;
}

/** The index row's own columns with the day; the end as a day. */
function finish(query: Query, rows: Rows, relation: Sql, date: string, outputs: readonly Output[], extra: readonly Sql[] = []): Sql {
  const { quote, dates } = query.printing.dialect;
  const kept = outputs.map(({ name, column: own }) =>
    name === column.indexEnd ? `${dates.day(quote(name), typeOf(rows.source, own).base)} AS ${quote(name)}` : quote(name),
  );
  const select = ['id', `${dates.day('date', typeOf(rows.source, date).base)} AS day`, ...kept, ...extra];
  return query.add(`SELECT ${select.join(', ')}\nFROM ${relation}`);
}

function picked(query: Query, patients: Level, pick: Pick): Candidates {
  const outputs = outputsOf(query.printing.plan, pick.rows);
  const relation = pickedRow(query, patients, pick, [{ name: 'date', column: pick.column }, ...outputs]);
  return { relation: finish(query, pick.rows, relation, pick.column, outputs), carried: outputs.map((output) => output.name) };
}

function atDate(query: Query, patients: Level, value: Expr): Candidates {
  const level = hold(query, patients, [value]);
  const scope = new Scope(query, level);
  const relation = query.add(`SELECT ${scope.id} AS id, ${day(value, scope)} AS day\n${scope.from()}`);
  return { relation, carried: [] };
}

/** Rows of a day as one, where their table has a rule for it. */
function represented(query: Query, found: RowSet): RowSet {
  const { source } = found;
  if (source.kind !== 'table' || !source.sameDay || ruleOf(source, source.sameDay) === null) return found;
  return representDays(query, found, source, source.sameDay);
}

function each(query: Query, patients: Level, { rows, spaced }: Of<'each'>): Candidates {
  const { dialect, plan } = query.printing;
  const outputs = outputsOf(plan, rows);
  const date = rows.source.date;
  if (date === null) return { relation: query.add('SELECT 0 AS id, CAST(NULL AS DATE) AS day WHERE false'), carried: [] };
  const found = dated(findRows(query, patients, rows));
  const set = outputs.length > 0 ? represented(query, found) : found;
  const ownDay = dialect.dates.day(set.column(date), typeOf(rows.source, date).base);
  const packed = dialect.pack(outputs.map(({ name, column: own }) => ({ name, sql: set.column(own) })));
  const row = outputs.length > 0 ? `, ${dialect.firstBy(packed, chronological(query, set, false))} AS chosen` : '';
  const days = query.add(`SELECT ${set.owner} AS id, ${ownDay} AS day${row}\n${set.from}${whereClause(set.where)}\nGROUP BY 1, 2`);
  const kept = outputs.map(({ name, column: own }) => {
    const sql = dialect.unpack('chosen', name);
    return `${name === column.indexEnd ? dialect.dates.day(sql, typeOf(rows.source, own).base) : sql} AS ${dialect.quote(name)}`;
  });
  const carried = outputs.map((output) => output.name);
  const entries = query.add(`SELECT ${['id', 'day', ...kept].join(', ')}\nFROM ${days}`);
  if (!spaced) return { relation: entries, carried };
  const keptDays = query.add(`SELECT id, ${dialect.unnest(dialect.spacedDates('day', spaced, 'date'))} AS day\nFROM ${days}\nGROUP BY id`);
  return { relation: query.add(`SELECT d.*\nFROM ${entries} AS d\nJOIN ${keptDays} AS k ON k.id = d.id AND k.day = d.day`), carried };
}

/** The relation of the arms' first rows is a stage: those of one day are counted in a warning. */
function firstOf(query: Query, patients: Level, { arms }: Of<'firstOf'>): Candidates {
  const { printing } = query;
  const { dialect } = printing;
  const label = dialect.quote(column.indexLabel);
  const names = arms.length > 0 ? outputsOf(printing.plan, arms[0].rows).map((output) => output.name) : [];
  const armQuery = new Query(printing);
  const parts = arms.map(({ rows, label: text }) => {
    const date = rows.source.date ?? '';
    const first: Pick = { kind: 'pick', type: typeOf(rows.source, date), which: 'first', n: 1, by: null, rows, column: date, known: true };
    const outputs = outputsOf(printing.plan, rows);
    const relation = pickedRow(armQuery, patients, first, [{ name: 'date', column: date }, ...outputs]);
    return `SELECT *\nFROM ${finish(armQuery, rows, relation, date, outputs, [`${dialect.text(text)} AS ${label}`])}`;
  });
  const arm = addStage(printing, 'arms', 'the first row of each arm', armQuery.write(parts.join('\nUNION ALL\n')));
  const earliest = query.add(`SELECT id, min(day) AS day\nFROM ${arm}\nGROUP BY id`);
  const single = query.add(
    `SELECT a.id, a.day\nFROM ${arm} AS a\nJOIN ${earliest} AS f ON f.id = a.id AND f.day = a.day\nGROUP BY a.id, a.day\nHAVING count(*) = 1`,
  );
  const relation = query.add(`SELECT a.*\nFROM ${arm} AS a\nJOIN ${single} AS s ON s.id = a.id AND s.day = a.day`);
  return { relation, carried: [...names, column.indexLabel] };
}

function every(query: Query, patients: Level, { every: step, from, to }: Of<'every'>): Candidates {
  const { dates, counting } = query.printing.dialect;
  const level = hold(query, patients, [from, to]);
  const scope = new Scope(query, level);
  const [start, end] = [day(from, scope), day(to, scope)];
  // An upper bound of the number of steps; a month has at least 28 days. The last ones are cut below.
  const shortest = { minutes: 1, hours: 1, days: 1, weeks: 7, months: 28, years: 365 }[step.unit] * step.count;
  const numbered = query.add(
    `SELECT ${scope.id} AS id, ${start} AS first_day, ${end} AS last_day, ${counting(`(${dates.days(start, end)} // ${shortest})`)} AS n\n${scope.from()}`,
  );
  const days = query.add(`SELECT id, ${dates.repeated('first_day', step, 'n')} AS day, last_day\nFROM ${numbered}`);
  return { relation: query.add(`SELECT id, CAST(day AS DATE) AS day\nFROM ${days}\nWHERE day <= last_day`), carried: [] };
}
