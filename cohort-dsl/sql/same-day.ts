/** Which value stands for a day: rows of one day and one item become one row. */
import type { RowSource } from '../plan/expressions';
import { type Printing, part, type RowSet, typeOf } from './context';
import type { OrderKey, Sql } from './dialects/dialect';
import { chronological } from './order';
import { as, from, select } from './tree';

type Table = Extract<RowSource, { kind: 'table' }>;
type SameDay = NonNullable<Table['sameDay']>;
type Rule = SameDay['rules'][number]['rule'];

/** The one rule of all rows in question, `mixed` for several, null where none has one. */
export function ruleOf(source: Table, sameDay: SameDay): Rule | 'mixed' | null {
  const names = source.items && sameDay.item === source.items.column ? source.items.names : null;
  if (names === null) {
    const rules = new Set(sameDay.rules.map((own) => own.rule));
    if (rules.size === 0) return null;
    const general = sameDay.rules.length === 1 && sameDay.rules[0].item === null && sameDay.item === null;
    return general ? sameDay.rules[0].rule : 'mixed';
  }
  const general = sameDay.rules.find((own) => own.item === null)?.rule ?? null;
  const rules = names.map((name) => sameDay.rules.find((own) => own.item === name)?.rule ?? general);
  if (rules.every((rule) => rule === null)) return null;
  return names.length === 1 ? rules[0] : 'mixed';
}

/**
 * The rows of a day as one: the value by the rule over the known ones, the other columns those of the day's last row (for highest
 * and lowest of the row that has the value). Rows of an item without a rule stay apart.
 */
export function representDays(printing: Printing, found: RowSet, source: Table, sameDay: SameDay): RowSet {
  const { dialect } = printing;
  const { quote } = dialect;
  const rule = ruleOf(source, sameDay);
  const item = sameDay.item === null ? null : found.column(sameDay.item);
  const day = dialect.dates.day(found.column(source.date ?? ''), typeOf(source, source.date ?? '').base);
  const of = (name: Rule): Sql => ruleHolds(printing, name, rule, item, sameDay);
  const value = found.column(sameDay.value);
  const none = rule === 'mixed' ? `, CASE WHEN ${ruleUnknown(printing, item, sameDay)} THEN ${found.identity} END` : '';
  const partition = `PARTITION BY ${found.owner}${item === null ? '' : `, ${item}`}, ${day}${none}`;
  const only = (name: Rule): Sql => (rule === name ? value : `CASE WHEN ${of(name)} THEN ${value} END`);
  const present = (name: Rule): boolean => rule === name || (rule === 'mixed' && sameDay.rules.some((own) => own.rule === name));
  const later = chronological(printing, found, true);
  const keys: readonly OrderKey[] = [
    ...(present('highest') ? [{ sql: only('highest'), descending: true }] : []),
    ...(present('lowest') ? [{ sql: only('lowest'), descending: false }] : []),
    ...later,
  ];
  const order = `${partition} ORDER BY ${dialect.orderBy(keys)}`;
  const whole = `${order} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING`;
  const branches = [
    ...(present('mean') ? [`WHEN ${of('mean')} THEN ${dialect.finite(`avg(${value}) OVER (${partition})`)}`] : []),
    ...(present('median') ? [`WHEN ${of('median')} THEN ${dialect.median(value, partition)}`] : []),
    ...(present('last') ? [`WHEN ${of('last')} THEN ${dialect.firstKnown(value, whole)}`] : []),
  ];
  const represented = branches.length === 0 ? value : `CASE ${branches.join(' ')} ELSE ${value} END`;
  const columns = source.columns.map(({ name }) => as(name === sameDay.value ? represented : found.column(name), quote(name)));
  const items = [as(found.owner, 'of'), as(`row_number() OVER (${order})`, 'nth'), ...columns];
  const numbered = part(printing, select(items, { from: found.from, where: found.where }));
  return {
    source,
    from: from(numbered, 'r'),
    where: ['r.nth = 1'],
    owner: 'r.of',
    part: null,
    identity: 'NULL',
    column: (name) => `r.${quote(name)}`,
  };
}

function ruleHolds(printing: Printing, name: Rule, rule: Rule | 'mixed' | null, item: Sql | null, sameDay: SameDay): Sql {
  if (rule !== 'mixed') return rule === name ? 'true' : 'false';
  const items = sameDay.rules.filter((own) => own.rule === name && own.item !== null);
  const listed = items.map((own) => printing.dialect.text(own.item ?? ''));
  const general = sameDay.rules.some((own) => own.item === null && own.rule === name);
  const tests = [
    ...(listed.length > 0 && item !== null ? [`${item} IN (${listed.join(', ')})`] : []),
    ...(general ? [generally(printing, item, sameDay)] : []),
  ];
  return tests.length === 0 ? 'false' : `coalesce(${tests.join(' OR ')}, false)`;
}

/** True for items that have no rule of their own. */
function generally(printing: Printing, item: Sql | null, sameDay: SameDay): Sql {
  const named = sameDay.rules.flatMap((own) => (own.item === null ? [] : [printing.dialect.text(own.item)]));
  return item === null || named.length === 0 ? 'true' : `coalesce(${item} NOT IN (${named.join(', ')}), true)`;
}

function ruleUnknown(printing: Printing, item: Sql | null, sameDay: SameDay): Sql {
  return sameDay.rules.some((own) => own.item === null) ? 'false' : generally(printing, item, sameDay);
}
