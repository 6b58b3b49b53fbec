/** The same scripts in the browser's engine: every construct binds without extensions and gives the same rows as native DuckDB. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWasmEngine } from '@/analysis-kernel/engines/wasm/wasm-engine';
import { openNodeEngine } from '@/analysis-kernel/node';
import type { QueryEngine } from '@/analysis-kernel/ports/query-engine';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';
import type { Expr } from '@/cohort-dsl/plan/expressions';
import type { Plan } from '@/cohort-dsl/plan/nodes';
import { printAttrition, printCohort } from '@/cohort-dsl/sql/print-cohort';
import { startWasmWorker, WASM_FILE } from '../../kernel/engines/wasm-worker';
import {
  age,
  any,
  arithmetic,
  back,
  bound,
  call,
  coded,
  column,
  compare,
  date,
  days,
  death,
  diagnosis,
  elapsed,
  exit,
  icd,
  inCodes,
  index,
  integer,
  lab,
  months,
  no,
  number,
  observed,
  pick,
  plan,
  quantifier,
  rows,
  rowTruth,
  rowValue,
  severity,
  shift,
  stay,
  text,
  type,
  where,
  years,
} from './build';

const statements = [
  "CREATE TABLE patient AS SELECT i + 9007199254740992 AS patient_id, CASE i % 3 WHEN 0 THEN 'F' WHEN 1 THEN 'M' END AS sex, CAST(DATE '1940-02-29' + CAST(i * 97 AS INTEGER) AS DATE) AS birth_date, CASE WHEN i % 4 = 0 THEN DATE '2020-03-01' + CAST(i AS INTEGER) END AS death_date FROM range(1, 41) AS t(i)",
  "CREATE TABLE observed AS SELECT patient_id, DATE '2015-01-01' AS start_date, CASE WHEN patient_id % 2 = 0 THEN DATE '2023-12-31' END AS end_date FROM patient",
  "CREATE TABLE diagnosis AS SELECT 9007199254740993 + (i * 7) % 40 AS patient_id, CASE WHEN i % 11 > 0 THEN DATE '2018-01-31' + CAST((i * 37) % 1500 AS INTEGER) END AS date, ['N18.3', 'n184', 'E11.9', 'E12', 'Z99.2'][1 + i % 5] AS code, ['mild', 'moderate', 'severe', NULL][1 + i % 4] AS severity FROM range(300) AS t(i)",
  "CREATE TABLE lab AS SELECT 9007199254740993 + (i * 11) % 40 AS patient_id, TIMESTAMP '2018-01-01 08:00' + to_hours((i * 131) % 40000) AS date, ['egfr', 'crea'][1 + i % 2] AS item, CASE WHEN i % 13 > 0 THEN (i % 97) / 1.5 END AS value, ['a', 'b', NULL][1 + i % 3] AS note FROM range(600) AS t(i)",
  "CREATE TABLE stay AS SELECT 9007199254740993 + (i * 3) % 40 AS patient_id, DATE '2018-01-01' + CAST((i * 53) % 1400 AS INTEGER) AS start, DATE '2018-01-01' + CAST((i * 53) % 1400 + i % 20 AS INTEGER) AS stop, ['w', 'v'][1 + i % 2] AS ward, i % 9 AS cost FROM range(200) AS t(i)",
];

const value = (row: number): Expr => column(row, 'value', type('number'));
const recent = rows(lab('last', 'egfr'), bound('>=', back(index, years(2))), bound('<=', index));
const source = {
  kind: 'episodes',
  rows: rows(stay),
  gap: days(30),
  plus: days(2),
  by: null,
  date: 'start',
  end: 'end',
  columns: [
    { name: 'start', type: type('date') },
    { name: 'end', type: type('date') },
  ],
} as const;

const values: readonly Expr[] = [
  age(index),
  elapsed('months', pick('first', rows(diagnosis), 'date'), index),
  elapsed('weeks', exit, index),
  pick('last', recent, 'value'),
  pick('first', rows(lab('median', 'egfr')), 'value'),
  pick('highest', rows(lab('mean', 'egfr', 'crea')), 'note', { by: 'value', known: false }),
  pick('nth', rows(diagnosis), 'severity', { n: 2 }),
  rowValue('mean', recent, 'value'),
  rowValue('median', rows(lab(null, 'crea')), 'value'),
  rowValue('sd', rows(lab(null, 'crea')), 'value'),
  rowValue('sum', rows(stay), 'cost'),
  rowValue('max', rows(diagnosis), 'severity'),
  rowValue('count distinct', rows(stay), 'ward'),
  rowTruth('at least', 3, rows(diagnosis), { spaced: months(3) }),
  rowTruth('exactly', 4, rows(diagnosis), { distinctDays: true }),
  any(
    rows(
      stay,
      where((row) =>
        no(rows(lab(null, 'egfr'), bound('>=', column(row, 'start', type('date'))), bound('<=', column(row, 'stop', type('date'))))),
      ),
    ),
  ),
  rowValue('count', rows(source)),
  { kind: 'covered', type: type('integer'), rows: rows(stay), cut: { from: back(index, years(1)), to: index } },
  observed(back(index, years(3)), back(index, days(10))),
  arithmetic(arithmetic(rowValue('sum', rows(stay), 'cost'), '*', integer('1000000007')), '-', integer('1')),
  arithmetic(pick('last', recent, 'value'), '/', number(3)),
  call('round', 'number', pick('last', recent, 'value'), integer('1')),
  call('ln', 'number', pick('last', recent, 'value')),
  call('highest_of', 'number', pick('last', recent, 'value'), number(12)),
  shift(index, months(-1)),
  quantifier(
    'exactly',
    1,
    any(rows(diagnosis, coded(1))),
    compare(pick('last', recent, 'value'), '<', number(20)),
    compare(text('a'), '<', text('é')),
  ),
  compare(pick('last', rows(diagnosis), 'severity'), '>', { kind: 'literal', type: severity, value: 'mild' }, 'rank'),
  inCodes(pick('first', rows(diagnosis), 'code'), 0),
];

const whole = (over: Partial<Plan>): Plan =>
  plan({
    codes: [icd('N18*'), icd('E10..E14', '!E12*'), icd('Z992')],
    steps: [
      { kind: 'include', condition: any(rows(diagnosis, bound('<', index))) },
      { kind: 'keep', which: 'first' },
    ],
    follow: [{ value: shift(index, years(2)), label: 'two years' }],
    outcomes: [
      {
        kind: 'causes',
        name: 'x',
        until: null,
        through: '2022-06-30',
        namesDeath: true,
        causes: [
          { value: pick('first', rows(diagnosis, bound('>', index), coded(2)), 'date'), label: 'dialysis', onIndexDay: false },
          { value: death, label: 'death', onIndexDay: true },
        ],
      },
      {
        kind: 'each',
        name: 'stays',
        until: [{ value: date('2021-06-01'), label: 'stop' }],
        through: null,
        namesDeath: false,
        rows: rows(stay),
        spaced: days(30),
        onIndexDay: true,
      },
    ],
    variables: values.map((own, at) => ({ name: `v${at}`, value: own })),
    longTables: [
      {
        name: 's',
        kind: 'series',
        rows: rows(
          lab('last', 'egfr'),
          bound('>=', index),
          bound('<=', exit),
          where((row) => compare(value(row), '>', number(10))),
        ),
        date: 'date',
        columns: ['value'],
      },
    ],
    ...over,
  });

const plans: Readonly<Record<string, Plan>> = {
  'a landmark': whole({}),
  'each row, spaced': whole({ index: { kind: 'each', rows: rows(diagnosis, coded(0)), spaced: days(90) }, steps: [] }),
  'the first of two arms': whole({
    index: {
      kind: 'firstOf',
      arms: [
        { rows: rows(diagnosis, coded(0)), label: 'ckd' },
        { rows: rows(diagnosis, coded(1)), label: 'diabetes' },
      ],
    },
    steps: [{ kind: 'merge', within: days(5), inPeriod: true }],
  }),
  'every half year, observation from rows': whole({
    index: { kind: 'every', every: months(6), from: date('2019-01-31'), to: date('2020-12-31') },
    observation: { kind: 'rows', through: null },
  }),
};

let engines: readonly QueryEngine[];
beforeAll(async () => {
  engines = await Promise.all([openNodeEngine(), openWasmEngine({ worker: startWasmWorker(), wasm: WASM_FILE })]);
  for (const engine of engines) for (const statement of statements) await engine.execute(statement);
}, 60_000);
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

async function tablesOf(engine: QueryEngine, own: Plan) {
  const options = { name: 'c', dialect: 'duckdb' } as const;
  const printed = printCohort(own, options);
  for (const statement of printed.statements) await engine.execute(statement);
  const queries = [printed.table, printed.attrition, ...printed.longTables].map((table) => table.query);
  const tables: unknown[] = [];
  for (const query of [...queries, ...printed.warnings.map((warning) => warning.query), printAttrition(own, options).query]) {
    const { columns, types, rows: found } = tableOfFrame(await engine.query(query));
    tables.push({
      columns,
      types,
      rows: found.map((row) => row.map((own) => (typeof own === 'number' ? Number(own.toPrecision(12)) : own))),
    });
  }
  for (const statement of printed.cleanup) await engine.execute(statement);
  return tables;
}

it.each(Object.keys(plans))(
  '%s',
  async (name) => {
    const [native, browser] = [await tablesOf(engines[0], plans[name]), await tablesOf(engines[1], plans[name])];
    expect(browser).toEqual(native);
    expect(JSON.stringify(native[0]).length).toBeGreaterThan(500);
  },
  60_000,
);
