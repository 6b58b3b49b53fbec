/** Event rows made of others: `union(E1, E2, …)` and `episodes(E, gap: N, plus: M, by: COLUMN)`. */
import type { Duration, RowSource, ValueType } from '../plan/expressions';
import { usualSpelling } from '../schema/unit-spellings';
import type { Localised } from '../source/localised';
import type { EventSource, Expr } from '../syntax/ast-expressions';
import type { Check } from './check';
import { asDuration, unwrap } from './coerce';
import { isClock } from './literals';
import { columnOf, requireRole } from './row-columns';
import { type CheckedRows, findColumn, type RoleWord, type RowColumnView, type RowView, roleWords } from './row-view';
import type { Scope } from './scope';
import { dateType, datetimeType, describeType, integerType, textType } from './value-type';

const plain = { by: false, spaced: false };

/** The columns the parts share with one type, by role word and by name; the date always. */
export function checkUnion(check: Check, source: Extract<EventSource, { kind: 'union' }>, scope: Scope): RowView | null {
  if (source.parts.length < 2) {
    check.reporter.error('type-union-parts', source.span, {});
    return null;
  }
  const row = check.nextRow();
  const found = source.parts.map((part) => check.rows(part, scope, plain));
  if (found.includes(null)) return null;
  const parts = found.filter((part) => part !== null);
  for (const [at, part] of parts.entries()) if (!requireRole(check, part.view, 'date', source.parts[at].span)) return null;
  const shared = sharedColumns(parts);
  const roles: Partial<Record<RoleWord, string>> = {};
  for (const { name } of shared) {
    const word = roleWords.find((one) => one === name && parts.every((part) => part.view.roles[one] !== undefined));
    if (word) roles[word] = name;
  }
  const columns = shared.map(({ column }) => column);
  const planned: RowSource = {
    kind: 'union',
    date: roles.date ?? null,
    end: roles.end ?? null,
    columns: columns.map(({ name, type }) => ({ name, type })),
    parts: parts.map((part, at) => ({ rows: part.rows, map: shared.map(({ own }) => own[at]) })),
  };
  return { row, name: 'union', source: planned, columns, roles, differing: differing(parts, columns), comparator: null };
}

interface Shared {
  readonly name: string;
  readonly column: RowColumnView;
  /** The column of each part, in their order. */
  readonly own: readonly string[];
}

function sharedColumns(parts: readonly CheckedRows[]): readonly Shared[] {
  const names = [...roleWords.filter((word) => parts.every((part) => part.view.roles[word] !== undefined))];
  const byRole = names.flatMap((name) => sharedAs(parts, name, (part) => findColumn(part.view, name)));
  const used = new Set(parts.flatMap((part) => byRole.map((shared) => shared.own[parts.indexOf(part)])));
  const byName = parts[0].view.columns
    .filter(({ name }) => !used.has(name) && !(roleWords as readonly string[]).includes(name))
    .flatMap(({ name }) => sharedAs(parts, name, (part) => part.view.columns.find((column) => column.name === name) ?? null));
  return [...byRole, ...byName];
}

/** What all parts have and the union has not, with each part's unit or type there. */
function differing(parts: readonly CheckedRows[], columns: readonly RowColumnView[]): ReadonlyMap<string, readonly Localised[]> {
  const names = new Set([...roleWords, ...parts[0].view.columns.map(({ name }) => name)]);
  const found = [...names].flatMap((name) => {
    const own = parts.map((part) => findColumn(part.view, name)).filter((column) => column !== null);
    const isLost = own.length === parts.length && !columns.some((column) => column.name === name);
    return isLost ? [[name, own.map(inWords)] as const] : [];
  });
  return new Map(found);
}

function inWords({ type, mixedUnits }: RowColumnView): Localised {
  if (mixedUnits) return { en: 'several units', zh: '多种单位' };
  if (type.unit !== null) return { en: usualSpelling(type.unit), zh: usualSpelling(type.unit) };
  return type.system === null ? describeType(type) : { en: type.system, zh: type.system };
}

function sharedAs(parts: readonly CheckedRows[], name: string, of: (part: CheckedRows) => RowColumnView | null): readonly Shared[] {
  const own = parts.map(of).filter((column) => column !== null);
  if (own.length < parts.length || own.some((column) => column.mixedUnits)) return [];
  const type = name === 'date' || name === 'end' ? dateOf(own) : sameType(own);
  if (!type) return [];
  const molarMass = own.every((column) => column.molarMass === own[0].molarMass) ? own[0].molarMass : null;
  return [{ name, column: { name, type, molarMass, mixedUnits: false }, own: own.map((column) => column.name) }];
}

/** Where one part has times of day, a date of another is its 00:00. */
function dateOf(columns: readonly RowColumnView[]): ValueType {
  return columns.some((column) => column.type.base === 'datetime') ? datetimeType : dateType;
}

function sameType(columns: readonly RowColumnView[]): ValueType | null {
  const [first] = columns;
  return columns.every((column) => JSON.stringify(column.type) === JSON.stringify(first.type)) ? first.type : null;
}

const none: Duration = { count: 0, unit: 'days' };

/** Runs of intervals whose pauses are at most `gap`, each interval prolonged by `plus`; a row without an end column is one day. */
export function checkEpisodes(check: Check, source: Extract<EventSource, { kind: 'episodes' }>, scope: Scope): RowView | null {
  const row = check.nextRow();
  const found = check.rows(source.events, scope, plain);
  const gap = source.gap ? calendarLength(check, source.gap, scope) : null;
  const plus = source.plus ? calendarLength(check, source.plus, scope) : none;
  if (!source.gap) check.reporter.error('type-episodes-gap', source.span, {});
  const by = found && source.by ? columnOf(check, source.by, found.view) : null;
  if (!found || gap === null || plus === null || (source.by && !by)) return null;
  if (!requireRole(check, found.view, 'date', source.events.span)) return null;
  const of = (name: string, type: ValueType): RowColumnView => ({ name, type, molarMass: null, mixedUnits: false });
  const own = [of('start', dateType), of('end', dateType), of('rows', integerType), of('codes', textType)];
  const columns = by ? [...own, of(by.name, by.type)] : own;
  const planned: RowSource = {
    kind: 'episodes',
    rows: found.rows,
    gap,
    plus,
    by: by && { column: by.name, as: by.type.system === null ? 'value' : 'code' },
    date: 'start',
    end: 'end',
    columns: columns.map(({ name, type }) => ({ name, type })),
  };
  return { row, name: 'episodes', source: planned, columns, roles: { date: 'start', end: 'end' }, comparator: null };
}

/** A length in days or longer, weeks as days; `0 days` is allowed here. */
function calendarLength(check: Check, node: Expr, scope: Scope): Duration | null {
  const inner = unwrap(node);
  if (inner.kind === 'duration' && Number(inner.count) === 0) return none;
  const duration = asDuration(check, node, scope);
  if (!duration) return null;
  if (!isClock(duration)) return duration.unit === 'weeks' ? { count: duration.count * 7, unit: 'days' } : duration;
  check.reporter.error('type-days-only', node.span, { text: check.text(node.span) });
  return null;
}
