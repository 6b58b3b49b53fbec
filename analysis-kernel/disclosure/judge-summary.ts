/**
 * Whether the result of a summarising query shows a single patient. The query's text alone cannot tell: a condition on a name, or on
 * three harmless columns, may leave one patient. So a second query over the same rows counts the patients behind each value of each
 * group, and the result is an aggregate only where every value rests on enough of them:
 *
 * - a group and a value have at least ten patients, a quantile ten on either side;
 * - a condition leaves out none or at least ten of the group's patients, and of two conditions each meets none or at least ten that the
 *   other does not: their difference would be a value of those between;
 * - no patient's row makes more than half of a sum, so that a column which is zero for all but one hides nobody.
 */
import { profile } from './profile';
import type { Summary, SummaryPlan } from './summary-plan';

/** More summaries under conditions than this are not compared with one another. */
const MOST_CONDITIONS = 8;

/**
 * The query whose one value `faults` is the number of groups with a value that rests on too few patients; null where it cannot be told.
 * @param keyOf the patient's key of a table; undefined for a table whose rows are no patients', null for one that is unknown
 */
export function faultsQuery(plan: SummaryPlan, keyOf: (table: string) => string | null | undefined): string | null {
  const keys = plan.tables.map(({ name, as }) => ({ as, key: keyOf(name) }));
  if (keys.some(({ key }) => key === null)) return null;
  const patients = keys.flatMap(({ as, key }) => (typeof key === 'string' ? [`${as}."${key.replaceAll('"', '""')}"`] : []));
  if (patients.length === 0) return null;
  const conditions = [...new Set(plan.summaries.flatMap(({ condition }) => (condition === null ? [] : [condition])))];
  if (conditions.length > MOST_CONDITIONS) return null;
  const tests = new Tests(patients);
  tests.enough([], profile.patients);
  for (const summary of plan.summaries) judge(summary, tests);
  for (const one of conditions) for (const other of conditions) if (one !== other) tests.noneOrEnough([one, without(other)]);
  const { columns, holds } = tests;
  const spliced = `${plan.list}, ${columns.join(', ')}\n${plan.rest}`;
  return `SELECT count(*) AS faults FROM (\n${spliced}\n) WHERE NOT coalesce(${holds.join(' AND ')}, false)`;
}

function judge(summary: Summary, tests: Tests): void {
  const { of, condition } = summary;
  const known = of === null ? [] : [`(${of}) IS NOT NULL`];
  const sides = summary.kind === 'quantile' ? Math.min(summary.fraction, 1 - summary.fraction) : 1;
  tests.noneOrEnough(condition === null ? known : [...known, condition], Math.ceil(profile.patients / sides));
  if (condition !== null) tests.noneOrEnough([...known, without(condition)]);
  if (summary.kind === 'total') tests.noLargest(summary.of, condition);
}

function without(condition: string): string {
  return `(${condition}) IS DISTINCT FROM true`;
}

/** Columns that count, and what must hold of them in every group. */
class Tests {
  private readonly sqls: string[] = [];
  readonly holds: string[] = [];

  /** @param patients the key of each table of patients: a table joined to others has few of them behind many of theirs */
  constructor(private readonly patients: readonly string[]) {}

  get columns(): readonly string[] {
    return this.sqls.map((sql, at) => `${sql} AS "~${at}"`);
  }

  enough(rows: readonly string[], needed: number): void {
    for (const name of this.counted(rows)) this.holds.push(`${name} >= ${needed}`);
  }

  noneOrEnough(rows: readonly string[], needed: number = profile.patients): void {
    for (const name of this.counted(rows)) this.holds.push(`(${name} = 0 OR ${name} >= ${needed})`);
  }

  noLargest(of: string, condition: string | null): void {
    const filter = condition === null ? '' : ` FILTER (WHERE ${condition})`;
    const largest = this.column(`max(abs(${of}))${filter}`);
    const all = this.column(`sum(abs(${of}))${filter}`);
    this.holds.push(`coalesce(${largest} <= ${profile.largestShare} * ${all}, true)`);
  }

  private counted(rows: readonly string[]): readonly string[] {
    const filter = rows.length === 0 ? '' : ` FILTER (WHERE ${rows.map((row) => `(${row})`).join(' AND ')})`;
    return this.patients.map((patient) => this.column(`count(DISTINCT ${patient})${filter}`));
  }

  /** Its name; what is counted already is not counted again. */
  private column(sql: string): string {
    const before = this.sqls.indexOf(sql);
    if (before < 0) this.sqls.push(sql);
    return `"~${before < 0 ? this.sqls.length - 1 : before}"`;
  }
}
