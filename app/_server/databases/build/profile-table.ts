import 'server-only';
import { type Column, columnOfRole, type Item, type Table } from '@/cohort-dsl/schema/dictionary';
import type {
  ColumnProfile,
  DateSummary,
  Histogram,
  ItemProfile,
  NumberSummary,
  ProfileRow,
  Summary,
  TableProfile,
  TextSummary,
  ValuesSummary,
} from '@/cohort-dsl/schema/profile';
import type { Localised } from '@/cohort-dsl/source/localised';
/** Facts about one table of a release: completeness, distributions, patients behind each item, key and code. */
import { quoteName, quoteText } from '@/cohort-dsl/source/sql-text';
import type { Engine } from '../engine';

const smallestBin = 10;
const mostBins = 24;
const mostCodes = 2000;
/** The engine plans long lists of aggregates slower than their number. */
const columnsAtOnce = 250;

/** 1, 2 or 5 times a power of ten, at least `width`. */
function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= width * (1 - 1e-12)) ?? 10;
  return step * power;
}

/** Joins neighbouring bins until each holds at least `smallestBin`. */
function joinSmallBins(edges: readonly number[], counts: readonly number[]): { edges: number[]; counts: number[] } {
  const joined: { edges: number[]; counts: number[] } = { edges: [edges[0]], counts: [] };
  let open = 0;
  counts.forEach((count, at) => {
    open += count;
    if (open >= smallestBin) {
      joined.counts.push(open);
      joined.edges.push(edges[at + 1]);
      open = 0;
    }
  });
  if (open > 0 && joined.counts.length > 0) {
    joined.counts[joined.counts.length - 1] += open;
    joined.edges[joined.edges.length - 1] = edges[edges.length - 1];
  }
  return joined;
}

async function histogram(engine: Engine, relation: string, value: string, low: number, high: number): Promise<Histogram | null> {
  if (!(high > low)) return null;
  const width = roundWidth((high - low) / mostBins);
  const first = Math.floor(low / width);
  const last = Math.max(Math.ceil(high / width), first + 1);
  const bins = await engine.rows<{ bin: number; n: number }>(
    `SELECT least(greatest(floor(${value} / ${width}), ${first - 1}), ${last})::DOUBLE AS bin, count(*)::DOUBLE AS n
     FROM ${relation} WHERE ${value} IS NOT NULL AND isfinite(${value}) GROUP BY bin`,
  );
  const counts = Array.from({ length: last - first }, (_, at) => bins.find(({ bin }) => bin === first + at)?.n ?? 0);
  const edges = Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * width).toPrecision(12)));
  const joined = joinSmallBins(edges, counts);
  const below = bins.find(({ bin }) => bin < first)?.n ?? 0;
  const above = bins.find(({ bin }) => bin >= last)?.n ?? 0;
  return joined.counts.length === 0 ? null : { ...joined, below, above };
}

/** Mean and standard deviation; null where they are beyond what a number holds. */
type Sums = Pick<NumberSummary, 'mean' | 'sd'> | null;
type Places = Record<'low' | 'p5' | 'q1' | 'median' | 'q3' | 'p95' | 'high', number | null> & { implausible: number };

const asNumber = (name: string) => `${name}::DOUBLE`;

async function sumsOf(engine: Engine, relation: string, name: string): Promise<Sums> {
  return engine
    .row<Pick<NumberSummary, 'mean' | 'sd'>>(`SELECT avg(${asNumber(name)}) AS mean, stddev_samp(${asNumber(name)}) AS sd FROM ${relation}`)
    .catch(() => null);
}

async function numberSummary(
  engine: Engine,
  relation: string,
  name: string,
  plausible: readonly [number, number] | null,
  sums: Sums,
): Promise<NumberSummary> {
  const value = asNumber(name);
  const outside = plausible ? `count(*) FILTER (WHERE ${value} < ${plausible[0]} OR ${value} > ${plausible[1]})::DOUBLE` : '0::DOUBLE';
  const { low, high, ...places } = await engine.row<Places>(
    `SELECT q[1] AS low, q[2] AS p5, q[3] AS q1, q[4] AS median, q[5] AS q3, q[6] AS p95, q[7] AS high, implausible
     FROM (SELECT quantile_cont(${value}, [0.005, 0.05, 0.25, 0.5, 0.75, 0.95, 0.995]) AS q, ${outside} AS implausible FROM ${relation})`,
  );
  if (sums === null || low === null || high === null) {
    return { kind: 'number', mean: null, sd: null, p5: null, q1: null, median: null, q3: null, p95: null, implausible: 0, histogram: null };
  }
  return { kind: 'number', ...sums, ...places, histogram: await histogram(engine, relation, value, low, high) };
}

/** Names of the codes of a system, from the release's vocabulary. */
async function codeNames(engine: Engine, system: string | null): Promise<ReadonlyMap<string, Localised>> {
  if (system === null) return new Map();
  const names = await engine.rows<{ code: string; en: string | null; zh: string | null }>(
    `SELECT code, en, zh FROM staged._coho_concept WHERE system = ${quoteText(system)} AND (en IS NOT NULL OR zh IS NOT NULL)`,
  );
  return new Map(names.map(({ code, en, zh }) => [code, { en: en ?? zh ?? code, zh: zh ?? en ?? code }]));
}

async function valuesSummary(engine: Engine, relation: string, key: string, column: Column): Promise<ValuesSummary> {
  const name = quoteName(column.name);
  const rows = await engine.rows<{ value: string; rows: number; patients: number }>(
    `SELECT value, sum(n)::DOUBLE AS rows, count(*)::DOUBLE AS patients
     FROM (SELECT ${name}::VARCHAR AS value, ${key} AS patient, count(*) AS n FROM ${relation} WHERE ${name} IS NOT NULL GROUP BY ALL)
     GROUP BY value ORDER BY patients DESC, rows DESC, value LIMIT ${mostCodes}`,
  );
  const n = rows.length < mostCodes ? rows.length : await distinctCount(engine, relation, name);
  if (column.values) {
    const values = column.values.map(({ key: value }) => rows.find((row) => row.value === value) ?? { value, rows: 0, patients: 0 });
    return { kind: 'values', distinct: n, values };
  }
  const names = await codeNames(engine, column.system);
  const values = rows.map((row) => {
    const label = names.get(row.value);
    return label ? { ...row, label } : row;
  });
  return { kind: 'values', distinct: n, values };
}

async function years(engine: Engine, relation: string, name: string): Promise<DateSummary> {
  const found = await engine.rows<{ year: number; rows: number }>(
    `SELECT year(${name})::DOUBLE AS year, count(*)::DOUBLE AS rows FROM ${relation} WHERE ${name} IS NOT NULL GROUP BY 1 ORDER BY 1`,
  );
  const { first, last } = await engine.row<{ first: string | null; last: string | null }>(
    `SELECT strftime(min(${name}), '%Y-%m-%d') AS first, strftime(max(${name}), '%Y-%m-%d') AS last FROM ${relation}`,
  );
  return { kind: 'date', from: first, through: last, years: found };
}

async function distinctCount(engine: Engine, relation: string, name: string): Promise<number> {
  return (await engine.row<{ n: number }>(`SELECT count(DISTINCT ${name})::DOUBLE AS n FROM ${relation}`)).n;
}

async function textSummary(engine: Engine, relation: string, name: string): Promise<TextSummary> {
  return { kind: 'text', distinct: await distinctCount(engine, relation, name) };
}

/** Values of several items have no common distribution: each item's own profile holds it. */
function isPooled(table: Table, column: Column): boolean {
  return table.items.length > 0 && (column.role === 'value' || column.name === 'value_source');
}

const isNumeric = ({ type }: Column) => type === 'number' || type === 'integer';

const rowsOfItem = (relation: string, itemColumn: string, { name }: Item) =>
  `(SELECT * FROM ${relation} WHERE ${itemColumn} = ${quoteText(name)})`;

/** Sums of every column and item of numbers, by name: taken in the rows' order by one processor, they are the same each time. */
async function allSums(
  engine: Engine,
  relation: string,
  table: Table,
): Promise<{ readonly [kind in 'columns' | 'items']: ReadonlyMap<string, Sums> }> {
  const columns = new Map<string, Sums>();
  for (const column of table.columns) {
    if (!isNumeric(column) || column.role === 'key' || isPooled(table, column)) continue;
    columns.set(column.name, await sumsOf(engine, relation, quoteName(column.name)));
  }
  const items = new Map<string, Sums>();
  const [item, value] = [columnOfRole(table, 'item'), columnOfRole(table, 'value')];
  if (item !== null && value !== null && isNumeric(value)) {
    for (const one of table.items) {
      items.set(one.name, await sumsOf(engine, rowsOfItem(relation, quoteName(item.name), one), quoteName(value.name)));
    }
  }
  return { columns, items };
}

async function summarise(engine: Engine, relation: string, table: Table, column: Column, patients: number, sums: Sums): Promise<Summary> {
  const name = quoteName(column.name);
  if (column.role === 'key') return { kind: 'text', distinct: patients };
  const key = quoteName(table.key);
  if (isPooled(table, column)) return textSummary(engine, relation, name);
  switch (column.type) {
    case 'integer':
    case 'number':
      return numberSummary(engine, relation, name, column.plausible, sums);
    case 'category':
    case 'code':
    case 'boolean':
      return valuesSummary(engine, relation, key, column);
    case 'date':
    case 'datetime':
      return years(engine, relation, name);
    case 'text':
      return textSummary(engine, relation, name);
  }
}

type ItemCounts = Pick<ItemProfile, 'rows' | 'known' | 'patients'>;

/** Rows, known values and patients of each item, and its units in the source, all items in one pass. */
async function countItems(engine: Engine, relation: string, table: Table, item: string, value: string) {
  const counts = await engine.rows<ItemCounts & { item: string }>(
    `SELECT item, sum(n)::DOUBLE AS rows, sum(k)::DOUBLE AS known, count(*)::DOUBLE AS patients
     FROM (SELECT ${item} AS item, ${quoteName(table.key)} AS patient, count(*) AS n, count(${value}) AS k FROM ${relation} GROUP BY ALL)
     GROUP BY item`,
  );
  const units = table.columns.some(({ name }) => name === 'unit_source')
    ? await engine.rows<{ item: string; unit: string; rows: number }>(
        `SELECT ${item} AS item, unit_source AS unit, count(*)::DOUBLE AS rows FROM ${relation} WHERE unit_source IS NOT NULL
         GROUP BY ALL ORDER BY rows DESC, unit`,
      )
    : [];
  return { counts, units };
}

async function profileItems(
  engine: Engine,
  relation: string,
  table: Table,
  sums: ReadonlyMap<string, Sums>,
): Promise<readonly ProfileRow[]> {
  if (table.items.length === 0) return [];
  const itemColumn = quoteName(columnOfRole(table, 'item')?.name ?? '');
  const valueColumn = columnOfRole(table, 'value');
  const value = quoteName(valueColumn?.name ?? '');
  const { counts, units } = await countItems(engine, relation, table, itemColumn, value);
  const profiles: ProfileRow[] = [];
  for (const item of table.items) {
    const own = rowsOfItem(relation, itemColumn, item);
    const ownSums = sums.get(item.name);
    const { rows, known, patients } = counts.find((found) => found.item === item.name) ?? { rows: 0, known: 0, patients: 0 };
    const profile: ItemProfile = {
      rows,
      known,
      patients,
      summary:
        ownSums === undefined ? await textSummary(engine, own, value) : await numberSummary(engine, own, value, item.plausible, ownSums),
      sourceUnits: units.filter((found) => found.item === item.name).map(({ unit, rows }) => ({ unit, rows })),
    };
    profiles.push({ path: `tables/${table.name}/items/${item.name}`, json: JSON.stringify(profile) });
  }
  return profiles;
}

/** How many rows of each column are known. */
async function knownCounts(engine: Engine, relation: string, table: Table): Promise<readonly number[]> {
  const known: number[] = [];
  for (let from = 0; from < table.columns.length; from += columnsAtOnce) {
    const columns = table.columns.slice(from, from + columnsAtOnce);
    const counts = columns.map(({ name }, at) => `count(${quoteName(name)})::DOUBLE AS c${at}`);
    const found = await engine.row<Record<string, number>>(`SELECT ${counts.join(', ')} FROM ${relation}`);
    known.push(...columns.map((_, at) => found[`c${at}`]));
  }
  return known;
}

async function patientsWith(engine: Engine, relation: string, key: string, name: string): Promise<number> {
  const { patients } = await engine.row<{ patients: number }>(
    `SELECT count(DISTINCT ${key})::DOUBLE AS patients FROM ${relation} WHERE ${name} IS NOT NULL`,
  );
  return patients;
}

/**
 * The rows of `_coho_profile` for one table.
 * @param relation the table as SQL names it
 */
export async function profileTable(engine: Engine, relation: string, table: Table): Promise<readonly ProfileRow[]> {
  const sums = await allSums(engine, relation, table);
  return engine.onAllProcessors('in order', () => profileRows(engine, relation, table, sums));
}

async function profileRows(
  engine: Engine,
  relation: string,
  table: Table,
  sums: Awaited<ReturnType<typeof allSums>>,
): Promise<readonly ProfileRow[]> {
  const key = quoteName(table.key);
  const counts = await engine.row<{ rows: number; patients: number }>(
    `SELECT count(*)::DOUBLE AS rows, count(DISTINCT ${key})::DOUBLE AS patients FROM ${relation}`,
  );
  const date = columnOfRole(table, 'date');
  const when = date ? await years(engine, relation, quoteName(date.name)) : null;
  const whole: TableProfile = { ...counts, from: when?.from ?? null, through: when?.through ?? null, years: when?.years ?? [] };
  const rows: ProfileRow[] = [{ path: `tables/${table.name}`, json: JSON.stringify(whole) }];
  const known = await knownCounts(engine, relation, table);
  for (const [at, column] of table.columns.entries()) {
    // Where every row is known, so is every patient.
    const patients = known[at] === counts.rows ? counts.patients : await patientsWith(engine, relation, key, quoteName(column.name));
    const profile: ColumnProfile = {
      rows: counts.rows,
      known: known[at],
      patients,
      summary:
        when !== null && column === date
          ? when
          : await summarise(engine, relation, table, column, counts.patients, sums.columns.get(column.name) ?? null),
    };
    rows.push({ path: `tables/${table.name}/columns/${column.name}`, json: JSON.stringify(profile) });
  }
  return [...rows, ...(await profileItems(engine, relation, table, sums.items))];
}
