import { afterAll, beforeAll, expect, it } from 'vitest';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { openWasmEngine } from '@/analysis-kernel/engines/wasm/wasm-engine';
import type { Frame } from '@/analysis-kernel/frame/column';
import { openNodeEngine } from '@/analysis-kernel/node';
import type { QueryEngine } from '@/analysis-kernel/ports/query-engine';
import { withFileTables } from '@/analysis-kernel/session/database-facts';
import { resultsDocument } from '@/analysis-kernel/session/results-document';
import { NotebookSession } from '@/analysis-kernel/session/session';
import { startWasmWorker, WASM_FILE } from './wasm-worker';

const notebook = readNotebook(`
\`\`\`sql name=types
SELECT 9007199254740993 AS big, 1.50 AS exact, sum(sex) AS total, avg(age) AS mean, stddev(age) AS sd, min("ph.ecog") AS low,
       DATE '2020-02-29' + INTERVAL 1 YEAR AS moment, DATE '2020-02-29' AS day, [1, 2] AS list, INTERVAL 3 MONTH AS span, 'a' || 1 AS text,
       median(time) AS middle, quantile_cont(time, 0.9) AS ninth, regr_slope(time, age) AS slope, NULL AS missing
FROM lung
\`\`\`
\`\`\`sql name=rows
SELECT *, time / 7 AS weeks, ln(time) AS logged FROM lung WHERE "wt.loss" IS NOT NULL ORDER BY inst, time, age
\`\`\`
\`\`\`sql name=wide
PIVOT (SELECT sex, status FROM lung) ON status USING count(*) GROUP BY sex ORDER BY sex
\`\`\`
\`\`\`analysis name=d
method: describe
data: rows
variables: [age, weeks, sex, "ph.karno"]
\`\`\`
\`\`\`analysis name=curve
method: km
data: lung
where: age > 40
formula: Surv(time, status) ~ sex
times: [100, 500]
\`\`\`
\`\`\`sql name=after
SELECT strata, count(*) AS n, max(estimate) AS top FROM curve_curve GROUP BY strata ORDER BY strata
\`\`\`
\`\`\`sql name=wrong
SELECT agee FROM lung
\`\`\`
\`\`\`sql name=unreadable
SELECT age FROM FROM lung
\`\`\`
\`\`\`sql name=clash
SELECT count(*) FROM lung
\`\`\`
\`\`\`analysis name=missing
method: describe
data: nowhere
variables: [age]
\`\`\`
`);

let native: QueryEngine;
let browser: QueryEngine;
let lung: Frame;

beforeAll(async () => {
  native = await openNodeEngine({ tables: [{ name: 'lung', file: 'tests/fixtures/data/lung.csv' }] });
  browser = await openWasmEngine({ worker: startWasmWorker(), wasm: WASM_FILE });
  lung = await native.query('FROM lung');
  await browser.insert('lung', lung);
});
afterAll(() => Promise.all([native.close(), browser.close()]));

async function run(engine: QueryEngine) {
  const session = new NotebookSession({
    engine,
    compilers: { analysis: registryCompiler, cohort: null, code: null },
    database: withFileTables(null, ['lung']),
  });
  await session.update(notebook);
  await session.runAll();
  return { document: resultsDocument('study.md', null, notebook, session.states()), keys: session.states().map((state) => state.key) };
}

/** Numbers are compared relative to 1e-12, everything else exactly. */
function sameOrClose(one: unknown, other: unknown, path: string): void {
  if (typeof one === 'number' && typeof other === 'number' && !(Number.isInteger(one) && Number.isInteger(other))) {
    expect(Math.abs(one - other), path).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(one), Math.abs(other)));
  } else if (typeof one === 'object' && one !== null && typeof other === 'object' && other !== null) {
    expect(Object.keys(one), path).toEqual(Object.keys(other));
    for (const [key, value] of Object.entries(one)) sameOrClose(value, (other as Record<string, unknown>)[key], `${path}.${key}`);
  } else expect(one, path).toBe(other);
}

it('the browser engine and the native one have one version', () => {
  expect(browser.version).toBe(native.version);
});

it('a notebook gives one document and one set of keys in both', async () => {
  const [here, there] = [await run(native), await run(browser)];
  expect(here.document.cells.map(({ name, status }) => [name, status])).toEqual([
    ['types', 'ok'],
    ['rows', 'ok'],
    ['wide', 'ok'],
    ['d', 'ok'],
    ['curve', 'ok'],
    ['after', 'ok'],
    ['wrong', 'error'],
    ['unreadable', 'error'],
    ['clash', 'error'],
    ['missing', 'error'],
  ]);
  sameOrClose(there.document, here.document, 'document');
  expect(there.keys).toEqual(here.keys);
});
