import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { loadTable } from '@/analysis-kernel/engines/node/load-table';
import { buildFolder } from '@/app/_server/databases/build/build-folder';
import { processorTime, type Tally } from './measure';

const ROWS = 1_000_000;
const WIDTHS = [250, 1000, 5000];

const dictionary = `
database: ward
release: "1"
tables:
  person: {role: patient, key: pid, columns: {sex: {type: category}, born: {type: date, role: birth}}}
  lab:
    role: event
    date: date
    item: item
    value: value
    unit: unit
    items: {creatinine: {unit: µmol/L, molar_mass: 113.12}, egfr: {unit: mL/min/1.73m²}}
    columns: {date: {type: datetime}, item: {type: category}, value: {type: number}, unit: {type: text}}
`;

/** A folder of a dictionary, 100,000 patients and a million laboratory values. */
async function writeFolder(connection: DuckDBConnection, folder: string): Promise<void> {
  writeFileSync(join(folder, 'dictionary.yaml'), dictionary);
  await connection.run(`COPY (SELECT i AS pid, CASE WHEN hash(i) % 2 = 0 THEN 'F' ELSE 'M' END AS sex,
      DATE '1930-01-01' + (hash(i, 1) % 20000)::INTEGER AS born FROM range(1, 100001) t(i)) TO '${join(folder, 'person.csv')}'`);
  await connection.run(`COPY (SELECT 1 + (hash(i, 1) % 100000)::BIGINT AS pid,
      strftime(TIMESTAMP '2012-01-01' + to_minutes((hash(i, 2) % 5000000)::BIGINT), '%Y-%m-%dT%H:%M') AS date,
      CASE WHEN hash(i, 3) % 2 = 0 THEN 'creatinine' ELSE 'egfr' END AS item,
      CASE WHEN hash(i, 3) % 2 = 0 THEN round(0.5 + (hash(i, 4) % 1000) / 200, 2) ELSE round(5 + (hash(i, 4) % 1000) / 10, 1) END AS value,
      CASE WHEN hash(i, 3) % 2 = 0 THEN 'mg/dL' ELSE 'mL/min/1.73m2' END AS unit FROM range(1, ${ROWS + 1}) t(i)) TO '${join(folder, 'lab.csv')}'`);
}

/** A thousand rows of integers, numbers, words and dates. */
function writeWide(path: string, width: number): void {
  const columns = Array.from({ length: width }, (_, at) => at);
  const field = (row: number, at: number) =>
    [(row * 7 + at) % 50, ((row * 13 + at) % 997) / 10, 'abc'[(row + at) % 3], `2020-0${1 + ((row + at) % 9)}-11`][at % 4];
  const lines = Array.from({ length: 1000 }, (_, row) => columns.map((at) => field(row, at)).join(','));
  writeFileSync(path, `${[columns.map((at) => `c${at}`).join(','), ...lines].join('\n')}\n`);
}

const beside = (name: string, ours: number, theirs: number): Tally => ({ name, tally: `${(ours / theirs).toFixed(1)} ×` });

/** Files that become tables, in processor time beside what DuckDB takes to read the same files in one thread. */
export async function run(): Promise<readonly Tally[]> {
  const folder = mkdtempSync(join(tmpdir(), 'coho-bench-'));
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const ofDuckDB = (names: readonly string[]) =>
    processorTime(async () => {
      for (const name of names) await connection.run(`CREATE OR REPLACE TABLE own AS FROM read_csv('${join(folder, `${name}.csv`)}')`);
    });
  const loaded = (name: string) => processorTime(() => loadTable(connection, name, join(folder, `${name}.csv`)));
  try {
    await writeFolder(connection, folder);
    const build = () => processorTime(() => buildFolder(folder, join(folder, 'ward.duckdb')));
    const both = await ofDuckDB(['person', 'lab']);
    const ratios: Tally[] = [
      beside('database build, 10⁶ rows, beside DuckDB reading', await build(), both),
      beside('load a CSV, 10⁶ rows, beside DuckDB', await loaded('lab'), await ofDuckDB(['lab'])),
    ];
    for (const width of WIDTHS) {
      const name = `wide${width}`;
      writeWide(join(folder, `${name}.csv`), width);
      ratios.push(beside(`load a CSV, ${width} columns, beside DuckDB`, await loaded(name), await ofDuckDB([name])));
    }
    return ratios;
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
}
