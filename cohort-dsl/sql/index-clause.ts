/** The index: one row an entry. */
import type { Expr, Pick, Rows } from '../plan/expressions';
import type { IndexPlan, Plan } from '../plan/nodes';
import { addStage, column, endOf, type Level, missing, type Printing, part, type RowSet, Scope, typeOf } from './context';
import { day } from './expressions';
import { hold } from './hold';
import { chronological } from './order';
import { patientColumns } from './patients';
import { dated, type Output, pickedRow } from './picks';
import { findRows } from './rows';
import { representDays, ruleOf } from './same-day';
import { all, as, type Column, from, kept, type Part, select } from './tree';
import { planExpressions } from './walk';

type Of<K extends IndexPlan['kind']> = Extract<IndexPlan, { kind: K }>;

/** True when a patient may have several entries. */
export function severalEntries(plan: Plan): boolean {
  return plan.index.kind === 'each' || plan.index.kind === 'every';
}

/** Entries before any criterion. */
export function printIndex(printing: Printing, patients: Level): Level {
  const found = candidates(printing, patients, printing.plan.index);
  const { quote } = printing.dialect;
  const items = [
    as('row_number() OVER ()', quote(column.entry)),
    ...patientColumns(printing.plan).map((name) => as(`e.${quote(name)}`, quote(name))),
    as('i.day', quote(column.index)),
    ...found.carried.map((name) => as(`i.${quote(name)}`, quote(name))),
  ];
  const joined = { kind: 'inner', relation: found.relation, as: 'i', on: `i.id = e.${quote(column.key)}` } as const;
  const query = select(items, { from: from(patients.relation, 'e', [joined]), where: ['i.day IS NOT NULL'] });
  return { relation: addStage(printing, 'index', 'index', query), id: column.entry, lets: new Set(), held: new Map() };
}

interface Candidates {
  /** `id, day` and the carried columns. */
  readonly relation: Part;
  readonly carried: readonly string[];
}

function candidates(printing: Printing, patients: Level, index: IndexPlan): Candidates {
  switch (index.kind) {
    case 'pick':
      return picked(printing, patients, index.pick);
    case 'date':
      return atDate(printing, patients, index.value);
    case 'each':
      return each(printing, patients, index);
    case 'firstOf':
      return firstOf(printing, patients, index);
    case 'every':
      return every(printing, patients, index);
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
function finish(
  printing: Printing,
  rows: Rows,
  relation: Part,
  date: string,
  outputs: readonly Output[],
  extra: readonly Column[] = [],
): Part {
  const { quote, dates } = printing.dialect;
  const own = outputs.map(({ name, column: from }) =>
    as(name === column.indexEnd ? dates.day(quote(name), typeOf(rows.source, from).base) : quote(name), quote(name)),
  );
  const ownDay = as(dates.day('date', typeOf(rows.source, date).base), 'day');
  return part(printing, select([...kept('id'), ownDay, ...own, ...extra], { from: from(relation) }));
}

function picked(printing: Printing, patients: Level, pick: Pick): Candidates {
  const outputs = outputsOf(printing.plan, pick.rows);
  const relation = pickedRow(printing, patients, pick, [{ name: 'date', column: pick.column }, ...outputs]);
  return { relation: finish(printing, pick.rows, relation, pick.column, outputs), carried: outputs.map((output) => output.name) };
}

function atDate(printing: Printing, patients: Level, value: Expr): Candidates {
  const scope = new Scope(printing, hold(printing, patients, [value]));
  const items = [as(scope.id, 'id'), as(day(value, scope), 'day')];
  return { relation: part(printing, select(items, { from: scope.from() })), carried: [] };
}

/** Rows of a day as one, where their table has a rule for it. */
function represented(printing: Printing, found: RowSet): RowSet {
  const { source } = found;
  if (source.kind !== 'table' || !source.sameDay || ruleOf(source, source.sameDay) === null) return found;
  return representDays(printing, found, source, source.sameDay);
}

function each(printing: Printing, patients: Level, { rows, spaced }: Of<'each'>): Candidates {
  const { dialect, plan } = printing;
  const outputs = outputsOf(plan, rows);
  const date = rows.source.date;
  if (date === null) {
    return { relation: part(printing, select([as('0', 'id'), as(missing(dialect, 'date'), 'day')], { where: ['false'] })), carried: [] };
  }
  const found = dated(findRows(printing, patients, rows));
  const set = outputs.length > 0 ? represented(printing, found) : found;
  const ownDay = dialect.dates.day(set.column(date), typeOf(rows.source, date).base);
  const packed = dialect.pack(outputs.map(({ name, column: own }) => ({ name, sql: set.column(own) })));
  const row = outputs.length > 0 ? [as(dialect.firstBy(packed, chronological(printing, set, false)), 'chosen')] : [];
  const days = part(
    printing,
    select([as(set.owner, 'id'), as(ownDay, 'day'), ...row], { from: set.from, where: set.where, groupBy: ['1', '2'] }),
  );
  const carried = outputs.map((output) => output.name);
  const own = outputs.map(({ name, column: from }) => {
    const sql = dialect.unpack('chosen', carried, name);
    return as(name === column.indexEnd ? dialect.dates.day(sql, typeOf(rows.source, from).base) : sql, dialect.quote(name));
  });
  const entries = part(printing, select([...kept('id', 'day'), ...own], { from: from(days) }));
  if (!spaced) return { relation: entries, carried };
  const list = dialect.spacedDates('day', spaced, 'date');
  const listed = part(printing, select([...kept('id'), as(list, 'days')], { from: from(days), groupBy: ['id'] }));
  const keptDays = part(printing, { kind: 'unnest', relation: listed, kept: ['id'], list: 'days', as: 'day' });
  const joined = { kind: 'inner', relation: keptDays, as: 'k', on: 'k.id = d.id AND k.day = d.day' } as const;
  return { relation: part(printing, select([all('d')], { from: from(entries, 'd', [joined]) })), carried };
}

/** The relation of the arms' first rows is a stage: those of one day are counted in a warning. */
function firstOf(printing: Printing, patients: Level, { arms }: Of<'firstOf'>): Candidates {
  const { dialect } = printing;
  const label = dialect.quote(column.indexLabel);
  const names = arms.length > 0 ? outputsOf(printing.plan, arms[0].rows).map((output) => output.name) : [];
  const queries = arms.map(({ rows, label: text }) => {
    const date = rows.source.date ?? '';
    const first: Pick = { kind: 'pick', type: typeOf(rows.source, date), which: 'first', n: 1, by: null, rows, column: date, known: true };
    const outputs = outputsOf(printing.plan, rows);
    const relation = pickedRow(printing, patients, first, [{ name: 'date', column: date }, ...outputs]);
    return select([all()], { from: from(finish(printing, rows, relation, date, outputs, [as(dialect.text(text), label)])) });
  });
  const arm = addStage(printing, 'arms', 'the first row of each arm', { kind: 'union', queries });
  const earliest = part(printing, select([...kept('id'), as('min(day)', 'day')], { from: from(arm), groupBy: ['id'] }));
  const ofEarliest = { kind: 'inner', relation: earliest, as: 'f', on: 'f.id = a.id AND f.day = a.day' } as const;
  const single = part(
    printing,
    select([as('a.id', 'id'), as('a.day', 'day')], {
      from: from(arm, 'a', [ofEarliest]),
      groupBy: ['a.id', 'a.day'],
      having: 'count(*) = 1',
    }),
  );
  const ofSingle = { kind: 'inner', relation: single, as: 's', on: 's.id = a.id AND s.day = a.day' } as const;
  const relation = part(printing, select([all('a')], { from: from(arm, 'a', [ofSingle]) }));
  return { relation, carried: [...names, column.indexLabel] };
}

function every(printing: Printing, patients: Level, { every: step, from: first, to }: Of<'every'>): Candidates {
  const { dates, counting, quotient } = printing.dialect;
  const level = hold(printing, patients, [first, to]);
  const scope = new Scope(printing, level);
  const [start, end] = [day(first, scope), day(to, scope)];
  // An upper bound of the number of steps; a month has at least 28 days. The last ones are cut below.
  const shortest = { minutes: 1, hours: 1, days: 1, weeks: 7, months: 28, years: 365 }[step.unit] * step.count;
  const steps = counting(quotient(dates.days(start, end), String(shortest)));
  const items = [as(scope.id, 'id'), as(start, 'first_day'), as(end, 'last_day'), as(steps, 'steps')];
  const listed = part(printing, select(items, { from: scope.from() }));
  const numbered = part(printing, { kind: 'unnest', relation: listed, kept: ['id', 'first_day', 'last_day'], list: 'steps', as: 'n' });
  const moved = [...kept('id'), as(dates.repeated('first_day', step, 'n'), 'day'), ...kept('last_day')];
  const days = part(printing, select(moved, { from: from(numbered) }));
  const until = [...kept('id'), as('CAST(day AS DATE)', 'day')];
  return { relation: part(printing, select(until, { from: from(days), where: ['day <= last_day'] })), carried: [] };
}
