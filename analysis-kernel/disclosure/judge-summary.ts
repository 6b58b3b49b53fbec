/**
 * Whether the result of a summarising query shows a single patient. The query's text alone cannot tell: a condition on a name, or on
 * three harmless columns, may leave one patient. So a second query over the same rows counts the patients behind each value of each
 * group, and the result is an aggregate only where every value rests on enough of them. The conditions of all summaries together cut a
 * group into parts, and whatever is computed of its summaries is made of parts (all less the women less the other men is the one man
 * left out). A part is large enough where
 *
 * - it has at least ten patients, and none or ten who know a summarised column; a quantile has ten on either side;
 * - no patient makes more than half of a number of rows or of a sum, so that a column which is zero for all but one hides nobody,
 *   whatever is added to it;
 * - none or ten of its patients add something to a sum, and none or ten, or more than half, differ from its middle value: a sum of
 *   zeros and ones, or of ones and twos, is a number of patients, and a sum of one value but for one patient is that patient's;
 * - none or ten of its patients do not know a column whose known values are counted, or know one of two such columns alone;
 * - of two columns that are summed, the same holds of their difference as of a sum: who sees both sums may subtract them; of three, of
 *   two less or with the third; and one is no multiple of another but for fewer than ten patients;
 * - none or ten of its patients have a value that fewer than ten have, where different values are counted;
 * - between two quantiles of a column there are ten patients too.
 *
 * What is not there tells something too: that nobody meets a condition, or that a group is missing, is an answer about each patient who
 * could have. So every condition is met by ten patients in each group, and where rows are chosen, each group has ten patients before.
 *
 * Small parts are hidden where no sum or difference of the summaries is made of them alone: where large parts have the same rank, as
 * rows of a matrix with a column a condition, as all parts. A result without groups says that there are no such patients, and is none.
 */
import { quoteName } from '@/cohort-dsl/source/sql-text';
import { profile } from './profile';
import type { Summary, SummaryPlan } from './summary-plan';

/** A query of more groups is not judged: to count the patients of a million groups takes ten times as long as the query itself. */
export const MOST_GROUPS = 100_000;

/** A query of more conditions is not judged. */
const MOST_CONDITIONS = 15;
/** A query that sums, or counts the known values of, more columns is not judged: each two of them are compared. */
const MOST_COLUMNS = 20;
/** A query that sums more is not judged: each three of them are compared. */
const MOST_SUMMED = 6;
/** Parts of a middle by which quotients of two columns are told apart: as computed, and as measured and rounded in two units. */
const TOLERANCES = [1e-9, 0.02];

/**
 * The query whose rows `showsNobody` judges: the number of groups, and of those with small parts which parts are large and which are
 * small. Null where it cannot be told.
 * @param keyOf the patient's key of a table; undefined for a table whose rows are no patients', null for one that is unknown
 */
export function partsQuery(plan: SummaryPlan, keyOf: (table: string) => string | null | undefined): string | null {
  const keys = plan.tables.map(({ name, as }) => ({ as, key: keyOf(name) }));
  if (keys.some(({ key }) => key === null)) return null;
  const patients = keys.flatMap(({ as, key }) => (typeof key === 'string' ? [`${as}.${quoteName(key)}`] : []));
  if (patients.length === 0) return null;
  const conditions = [...new Set(plan.summaries.flatMap(({ condition }) => (condition === null ? [] : [condition])))];
  if (conditions.length > MOST_CONDITIONS) return null;
  const judged = plan.summaries.map((summary) =>
    summary.kind === 'quantile' ? { ...summary, side: sideOf(summary, plan.summaries) } : summary,
  );
  const quantiles = judged.filter(({ kind }) => kind === 'quantile');
  const added = judged.filter(({ kind }) => kind !== 'quantile');
  if (new Set(added.flatMap(({ kind, of }) => (kind === 'distinct' || of === null ? [] : [`${kind} ${of}`]))).size > MOST_COLUMNS)
    return null;
  if (new Set(added.flatMap((one) => (one.kind === 'total' ? [one.column] : []))).size > MOST_SUMMED) return null;
  const counted = plan.summaries.flatMap((one) => (one.kind === 'distinct' && !one.isKey ? [one] : []));
  // Of the parts of all conditions, what adds up; of each quantile's or each counted value's own rows, that alone.
  const own = ({ condition }: Summary) => [condition === null ? [] : [condition], condition === null ? null : 1] as const;
  const queries = patients.flatMap((patient) => [
    partsOf(plan, patient, conditions, null, patientParts(added)),
    ...quantiles.map((one) => partsOf(plan, patient, ...own(one), patientParts([one]))),
    ...counted.map((one) => partsOf(plan, patient, ...own(one), valueParts(one.of))),
    ...(plan.source === plan.unnarrowed ? [] : [missingGroups(plan, patient)]),
    ...conditions.map((condition) => unmetConditions(plan, patient, condition)),
  ]);
  return [...new Set(queries)].join('\nUNION ALL\n');
}

/** The query for the number of groups of a query, those that it does not show too. */
export function groupsQuery(plan: SummaryPlan): string {
  return `SELECT count(*) AS groups FROM (${plan.list}\n${plan.source}${groupBy(plan, [])})`;
}

function groupBy({ groups }: SummaryPlan, further: readonly string[]): string {
  const grouped = groups === 'all' ? ['ALL'] : [...groups, ...further];
  return grouped.length === 0 ? '' : `\nGROUP BY ${grouped.join(', ')}`;
}

/** @param rows what the query for the parts gave */
export function showsNobody(rows: readonly (readonly unknown[])[]): boolean {
  return rows.every(([groups, patterns]) => {
    if (!(Number(groups) > 0)) return false;
    return patterns === null || String(patterns).split(';').every(hidesSmallParts);
  });
}

/** @param pattern large parts, a bar, small parts; a part is the sum of the bits of the conditions it meets */
function hidesSmallParts(pattern: string): boolean {
  const [large, small] = pattern.split('|').map((parts) => (parts === '' ? [] : parts.split(',').map(Number)));
  return rankOf(large) === rankOf([...large, ...small]);
}

/**
 * Rank of the parts as rows: a one, for what is of all rows, and a one or zero a condition. In numbers modulo a prime that no
 * determinant of sixteen such rows reaches (327,680 at most), so it is exact.
 */
function rankOf(parts: readonly number[]): number {
  const width = MOST_CONDITIONS + 1;
  const pivots: (readonly number[])[] = [];
  for (const part of new Set(parts)) {
    let row = [1, ...Array.from({ length: MOST_CONDITIONS }, (_, bit) => Math.floor(part / 2 ** bit) % 2)];
    for (const pivot of pivots) {
      const at = pivot.findIndex((value) => value !== 0);
      const factor = (row[at] * inverse(pivot[at])) % PRIME;
      if (factor !== 0) row = row.map((value, column) => (value + (PRIME - factor) * pivot[column]) % PRIME);
    }
    if (row.some((value) => value !== 0)) pivots.push(row);
    if (pivots.length === width) break;
  }
  return pivots.length;
}

/** Its products are less than 2^53. */
const PRIME = 67_108_859;

function inverse(value: number): number {
  let [result, base] = [1n, BigInt(value)];
  for (let power = PRIME - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % BigInt(PRIME);
    base = (base * base) % BigInt(PRIME);
  }
  return Number(result);
}

/** How the rows of a part are counted, and what must hold of it. */
interface Counting {
  /** Columns beside the patient and the part, each with its name, and those of them that rows are grouped by. */
  readonly columns: readonly string[];
  readonly by: readonly string[];
  /** Columns over all rows of a part, each with its name; `id` tells the parts apart. */
  readonly windows: (id: string) => readonly string[];
  readonly holds: readonly string[];
}

/** A row a patient. */
function patientParts(summaries: readonly Judged[]): Counting {
  const parts = new Parts();
  parts.holds.push(`count("~key") >= ${profile.patients}`);
  for (const summary of summaries) parts.judge(summary);
  parts.compare(summaries);
  return { columns: ['count(*) AS "~rows"', ...parts.columns], by: [], windows: () => parts.middles, holds: parts.holds };
}

/** A row a patient and value: of the values that few patients have, many patients have one, or none. */
function valueParts(value: string): Counting {
  return {
    columns: [`${value} AS "~value"`],
    by: ['"~value"'],
    windows: (id) => [`count("~key") OVER (PARTITION BY ${id}, "~value") AS "~holders"`],
    holds: [noneOrEnough(`"~value" IS NOT NULL AND "~holders" < ${profile.patients}`, profile.patients, 'count(DISTINCT "~key")')],
  };
}

/**
 * Large and small parts as seen by one key.
 * @param patient a table joined to others has few patients behind many rows of theirs, so each key is asked of its own
 * @param part the only part that is looked at; null for each
 */
function partsOf(plan: SummaryPlan, patient: string, conditions: readonly string[], part: number | null, counting: Counting): string {
  const groups = groupsOf(plan);
  const bits = conditions.map((condition, at) => `CASE WHEN ${condition} THEN ${2 ** at} ELSE 0 END`);
  const own = [`${patient} AS "~key"`, `CAST(${bits.length === 0 ? '0' : bits.join(' + ')} AS BIGINT) AS "~part"`];
  const rows = select(plan, groups, [...own, ...counting.columns], ['"~key"', '"~part"', ...counting.by]);
  const id = [...groups.ids, '"~part"'].join(', ');
  const shown = plan.having === null ? '' : `\nSEMI JOIN (${shownGroups(plan, groups)}) AS shown ON ${sameGroup(groups.ids)}`;
  const only = part === null ? '' : `\nWHERE "~part" = ${part}`;
  const judged = `SELECT ${[...groups.ids, '"~part"', `coalesce(${counting.holds.join('\nAND ')}, false) AS "~large"`].join(', ')}
FROM (SELECT ${['*', ...counting.windows(id)].join(', ')} FROM (${rows}) WINDOW part AS (PARTITION BY ${id})) AS each${shown}${only}\nGROUP BY ${id}`;
  const listed = (which: string) => `coalesce(string_agg("~part", ',' ORDER BY "~part") FILTER (WHERE ${which}), '')`;
  const byGroup = groups.ids.length === 0 ? 'HAVING count(*) > 0' : `GROUP BY ${groups.ids.join(', ')}`;
  const pattern = `SELECT ${listed('"~large"')} || '|' || ${listed('NOT "~large"')} AS pattern FROM (${judged}) ${byGroup}`;
  // A summary under a condition that nobody meets shows nothing.
  const number = part === null ? 'count(*)' : '1';
  return `SELECT ${number} AS groups, string_agg(DISTINCT pattern, ';') FILTER (WHERE pattern NOT LIKE '%|') AS parts FROM (${pattern})`;
}

/** Whether a group of few patients may be missing because of how rows are chosen. */
function missingGroups(plan: SummaryPlan, patient: string): string {
  const everything = { ...plan, source: plan.unnarrowed, having: null };
  const groups = groupsOf(everything);
  const rows = select(everything, groups, [`${patient} AS "~key"`], ['"~key"']);
  return anySmall(groups, `SELECT count("~key") AS patients FROM (${rows})`, 'patients > 0 AND');
}

/** Whether a group has few patients, or none, who meet a condition. */
function unmetConditions(plan: SummaryPlan, patient: string, condition: string): string {
  const groups = groupsOf(plan);
  const rows = select(plan, groups, [`${patient} AS "~key"`, `coalesce(${condition}, false) AS "~met"`], ['"~key"', '"~met"']);
  return anySmall(groups, `SELECT count("~key") FILTER (WHERE "~met") AS patients FROM (${rows})`, '');
}

/** A row as of a small part if a group has fewer patients than it must. */
function anySmall({ ids }: Groups, counts: string, where: string): string {
  const byGroup = ids.length === 0 ? '' : ` GROUP BY ${ids.join(', ')}`;
  return `SELECT 1 AS groups, CASE WHEN count(*) > 0 THEN '|0' END AS parts FROM (${counts}${byGroup}) WHERE ${where} patients < ${profile.patients}`;
}

/** What tells one group of the query from another: the columns it is grouped by, shown or not. */
interface Groups {
  readonly ids: readonly string[];
  /** Those that are not among the items. */
  readonly hidden: readonly string[];
}

function groupsOf({ groups, summarises }: SummaryPlan): Groups {
  if (groups === 'all') return { ids: summarises.flatMap((summary, at) => (summary ? [] : [`"~item${at}"`])), hidden: [] };
  const named = groups.map((group, at) => (/^\d+$/.test(group) ? `"~item${Number(group) - 1}"` : `"~group${at}"`));
  return { ids: named, hidden: groups.flatMap((group, at) => (/^\d+$/.test(group) ? [] : [`${group} AS "~group${at}"`])) };
}

/** The query itself with further columns and groups, its own items under names of ours: as it stands its names mean what they meant. */
function select(plan: SummaryPlan, { hidden }: Groups, further: readonly string[], by: readonly string[]): string {
  const more = [...hidden, ...further];
  const names = [...plan.summarises.map((_, at) => `"~item${at}"`), ...more.map((column) => /("~\w+")$/.exec(column)?.[1] ?? '')];
  const query = `${[plan.list, ...more].join(', ')}\n${plan.source}${groupBy(plan, by)}`;
  return `SELECT * FROM (${query}${further.length === 0 ? `\nHAVING ${plan.having}` : ''}) AS named(${names.join(', ')})`;
}

function shownGroups(plan: SummaryPlan, groups: Groups): string {
  return select(plan, groups, [], []);
}

function sameGroup(ids: readonly string[]): string {
  return ids.length === 0 ? 'true' : ids.map((id) => `each.${id} IS NOT DISTINCT FROM shown.${id}`).join(' AND ');
}

/** What is counted of each patient in each part, and what must hold of the patients of a part. */
class Parts {
  private readonly sqls: string[] = [];
  readonly holds: string[] = [];
  /** Middle values of the patients of a part, as columns beside those of each patient. */
  readonly middles: string[] = [];

  get columns(): readonly string[] {
    return this.sqls.map((sql, at) => `${sql} AS "~${at}"`);
  }

  judge(summary: Judged): void {
    const rows = summary.of === null ? '"~rows"' : this.column(`count(${summary.of})`);
    this.noneOrEnough(`${rows} > 0`, summary.kind === 'quantile' ? Math.ceil(profile.patients / summary.side) : profile.patients);
    if (summary.kind === 'count') {
      this.noLargest(rows);
      if (summary.of !== null) this.noneOrEnough(`${this.column(`count(*) FILTER (WHERE ${summary.of} IS NULL)`)} > 0`);
    } else if (summary.kind === 'quantile') {
      // As many rows on either side as ten patients can have at most.
      this.holds.push(`coalesce(sum(${rows}) * ${summary.side} >= ${profile.patients} * max(${rows}), true)`);
    } else if (summary.kind === 'total') {
      for (const value of [`CAST(${summary.column} AS DOUBLE)`, summary.of]) this.adds(value);
    }
  }

  /** Each two of what is summed, or whose known values are counted. */
  compare(summaries: readonly Judged[]): void {
    const sums = new Map(
      summaries.flatMap((one) =>
        one.kind === 'total' ? [one.column, one.of].map((sql) => [`CAST(${sql} AS DOUBLE)`, one.column] as const) : [],
      ),
    );
    const known = [...new Set(summaries.flatMap((one) => (one.kind === 'count' && one.of !== null ? [one.of] : [])))];
    for (const [[one, column], [other, second]] of pairsOf([...sums])) {
      this.adds(`(coalesce(${one}, 0) - coalesce(${other}, 0))`);
      if (column !== second) this.multiples(one, other);
    }
    const columns = [...new Set([...sums.values()])].map((column) => `coalesce(CAST(${column} AS DOUBLE), 0)`);
    for (const [one, other] of pairsOf(columns)) {
      for (const third of columns.slice(columns.indexOf(other) + 1)) {
        for (const sum of [`${one} + ${other} - ${third}`, `${one} - ${other} + ${third}`, `${one} - ${other} - ${third}`])
          this.adds(`(${sum})`);
      }
    }
    for (const [one, other] of pairsOf(known)) {
      this.noneOrEnough(`${this.column(`count(*) FILTER (WHERE (${one} IS NULL) <> (${other} IS NULL))`)} > 0`);
    }
  }

  private adds(value: string): void {
    this.noLargest(this.column(`sum(abs(${value}))`));
    this.noneOrEnough(`${this.column(`count(*) FILTER (WHERE ${value} <> 0)`)} > 0`);
    this.differ(this.column(`min(${value})`), this.column(`max(${value})`));
  }

  /** Fewer than ten patients beside a value that all others have are no crowd to hide in. */
  private differ(least: string, greatest: string): void {
    const middle = `"~middle${this.middles.length}"`;
    this.middles.push(`quantile_disc(${least}, 0.5) OVER part AS ${middle}`);
    const others = `count("~key") FILTER (WHERE ${least} < ${middle} OR ${greatest} > ${middle})`;
    this.holds.push(`(${others} = 0 OR ${others} >= ${profile.patients} OR 2 * ${others} > count(${least}))`);
  }

  /** One column divided by the other is the same for all, for ten not, or for most not: so is, of a pair of units, who was measured in another. */
  private multiples(one: string, other: string): void {
    const quotient = `(${one}) / nullif(${other}, 0)`;
    const [least, greatest] = [this.column(`min(${quotient})`), this.column(`max(${quotient})`)];
    const middle = `"~middle${this.middles.length}"`;
    this.middles.push(`quantile_disc(${least}, 0.5) OVER part AS ${middle}`);
    for (const tolerance of TOLERANCES) {
      const far = (value: string) => `abs(${value} - ${middle}) > ${tolerance} * abs(${middle})`;
      const others = `count("~key") FILTER (WHERE ${far(least)} OR ${far(greatest)})`;
      this.holds.push(`(${others} = 0 OR ${others} >= ${profile.patients} OR 2 * ${others} > count(${least}))`);
    }
  }

  private noneOrEnough(condition: string, needed: number = profile.patients): void {
    this.holds.push(noneOrEnough(condition, needed));
  }

  private noLargest(amount: string): void {
    this.holds.push(`coalesce(max(${amount}) FILTER (WHERE "~key" IS NOT NULL) <= ${profile.largestShare} * sum(${amount}), true)`);
  }

  /** Its name; what is counted already is not counted again. */
  private column(sql: string): string {
    const before = this.sqls.indexOf(sql);
    if (before < 0) this.sqls.push(sql);
    return `"~${before < 0 ? this.sqls.length - 1 : before}"`;
  }
}

/** No patient of the part meets a condition, or enough do. */
function noneOrEnough(condition: string, needed: number, counted = 'count("~key")'): string {
  const patients = `${counted} FILTER (WHERE ${condition})`;
  return `(${patients} = 0 OR ${patients} >= ${needed})`;
}

function pairsOf<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  return items.flatMap((one, at) => items.slice(at + 1).map((other) => [one, other] as const));
}

type Judged =
  | Exclude<Summary, { kind: 'quantile' }>
  | (Extract<Summary, { kind: 'quantile' }> & {
      /** The smallest part of the rows that it parts from the others. */ readonly side: number;
    });

/** The rows below a quantile, above it, or between it and the next quantile of the same column, whichever are fewest, as a part of all. */
function sideOf({ fraction, column }: Extract<Summary, { kind: 'quantile' }>, summaries: readonly Summary[]): number {
  const gaps = summaries.flatMap((one) =>
    one.kind === 'quantile' && one.column === column && one.fraction !== fraction ? [Math.abs(one.fraction - fraction)] : [],
  );
  return Math.min(fraction, 1 - fraction, ...gaps);
}
