/** The columns a test begins with, and those it takes over from the test before it. */
import { type FormulaRoles, formulaOf, plainTerm, rolesOf, type TermRole } from '../../../formula/formula-roles';
import type { Written } from '../../method';
import { describingColumns, isGrouping, type OfferedColumn, startingNumbers } from '../../offered-column';
import { isTest, POSTHOC_OF, type Sides, TAKEN } from './taken';

type Place = 'first' | 'second';

/** Numbers by groups, of two groups where there are such; else counts of two categories, else the correlation of two numbers. */
export function startingTest(columns: readonly OfferedColumn[]): Written {
  const numbers = startingNumbers(columns);
  const groups = groupings(columns);
  if (numbers.length > 0 && groups.length > 0) {
    return fittedTest({ test: groups.some((column) => countOf(column) === 2) ? 'welch' : 'kruskal' }, columns);
  }
  if (groups.length > 1) return fittedTest({ test: 'chisq' }, columns);
  return numbers.length > 1 ? fittedTest({ test: 'correlation' }, columns) : { test: 'welch' };
}

/**
 * The options with the columns and comparisons that the test written takes: what was named stays where it fits, and a starting column stands
 * where it does not. A formula that says more than roles stays as it is.
 */
export function fittedTest(written: Written, columns: readonly OfferedColumn[]): Written {
  const { test, formula, x, y, posthoc, ...rest } = written;
  if (!isTest(test)) return written;
  const { sides, keys } = TAKEN[test];
  const comparison = Object.keys(POSTHOC_OF).find((one) => POSTHOC_OF[one as keyof typeof POSTHOC_OF] === test);
  const others: Written = { test, ...rest, ...(isName(posthoc) && comparison !== undefined ? { posthoc: comparison } : {}) };
  const named = namedColumns(written);
  const bySubjects = sides.by === 'columns' && isName(formula) && isName(written.strata) && keys.includes('strata');
  if (named === null || bySubjects) return { ...others, ...(isName(formula) ? { formula } : {}), ...definedOf({ x, y }) };
  const keeps = (place: Place, name: string | null): name is string => name !== null && fits(name, place, sides, columns, isName(formula));
  const kept = { first: keeps('first', named.first), second: keeps('second', named.second?.name ?? null) };
  const first = kept.first ? named.first : startingColumn('first', sides, columns, kept.second ? (named.second?.name ?? null) : null);
  const single = sides.alone && kept.first && named.second === null;
  const second = kept.second ? named.second : single ? null : termOf(startingColumn('second', sides, columns, first));
  if (sides.by === 'columns') return { ...others, ...definedOf({ x: first ?? undefined, y: second?.name }) };
  if (first === null && second === null) return others;
  const roles: FormulaRoles = {
    left: { kind: 'column', name: first ?? '' },
    terms: second === null ? [] : [second],
    strata: [],
    cluster: null,
  };
  return { ...others, formula: formulaOf(roles) };
}

const isName = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const termOf = (name: string | null) => (name === null ? null : plainTerm(name));
const definedOf = (given: Written): Written => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

/** The columns written, by formula or as x and y; null where the formula says more than that. */
function namedColumns({ formula, x, y }: Written): { readonly first: string | null; readonly second: TermRole | null } | null {
  if (!isName(formula)) return { first: isName(x) ? x : null, second: isName(y) ? plainTerm(y) : null };
  const roles = rolesOf(formula);
  if (roles === null || roles.left.kind === 'survival' || roles.strata.length > 0 || roles.cluster !== null) return null;
  const first = roles.left.kind === 'column' && roles.left.name !== '' ? roles.left.name : null;
  return { first, second: roles.terms.find(({ name }) => name !== first) ?? null };
}

/** How many values a category has, where that is known. */
function countOf({ type, levels, words }: OfferedColumn): number | null {
  return type === 'boolean' ? 2 : (levels?.length ?? words?.length ?? null);
}

/** Categories whose values are known go before texts, which may hold anything. */
function groupings(columns: readonly OfferedColumn[]): readonly OfferedColumn[] {
  const own = describingColumns(columns).filter(isGrouping);
  const may = own.filter((column) => countOf(column) !== 1);
  return [...may.filter((column) => countOf(column) !== null), ...may.filter((column) => countOf(column) === null)];
}

/** Whether a named column can stand there. A column the table does not list is its writer's; whole numbers without a unit were chosen as groups. */
function fits(name: string, place: Place, sides: Sides, columns: readonly OfferedColumn[], fromFormula: boolean): boolean {
  const column = columns.find((one) => one.name === name);
  if (column === undefined) return true;
  const isNumber = (column.use === 'numeric' || column.use === 'time') && !isGrouping(column);
  if (sides[place] === 'number') return isNumber;
  const chosen = fromFormula && place === 'second' && column.type === 'integer' && column.unit === null && column.use === 'numeric';
  if (!isGrouping(column) && column.use !== 'event' && !chosen) return false;
  const count = countOf(column);
  return sides.two !== place || count === null || count === 2;
}

function startingColumn(place: Place, sides: Sides, columns: readonly OfferedColumn[], taken: string | null): string | null {
  const offered = sides[place] === 'number' ? startingNumbers(columns) : groupings(columns);
  const free = offered.filter(({ name }) => name !== taken);
  if (sides[place] === 'number' && sides.alike)
    return (
      measuredTwice(
        free,
        columns.find(({ name }) => name === taken),
      )?.name ?? null
    );
  if (sides[place] === 'number') return free[0]?.name ?? null;
  const two = free.find((column) => countOf(column) === 2);
  if (sides.two === place) return (two ?? free.find((column) => countOf(column) === null))?.name ?? null;
  // What has to have two values is left for the side that needs it.
  const other = sides.two !== null && place === 'first' ? free.find((column) => column !== two) : undefined;
  return (other ?? free[0])?.name ?? null;
}

/** A number with the unit of its partner, or, without one, of some other number. */
function measuredTwice(free: readonly OfferedColumn[], partner: OfferedColumn | undefined): OfferedColumn | undefined {
  const isLike = (one: OfferedColumn, other: OfferedColumn) => one !== other && one.unit !== null && one.unit === other.unit;
  return free.find((column) => (partner === undefined ? free.some((other) => isLike(column, other)) : isLike(column, partner)));
}
