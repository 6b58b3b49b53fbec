import 'server-only';
/** The process that runs a cell again: a job on standard input, what the run gives others to see on standard output. */
import { text } from 'node:stream/consumers';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { emptyNotebook } from '@/analysis-kernel/document/notebook';
import { openHost } from '@/analysis-kernel/host/open-host';
import { openNodeEngine } from '@/analysis-kernel/node';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';
import type { KeptCell } from '@/analysis-kernel/session/kept';
import { dictionaryFromRows } from '@/cohort-dsl/schema/release-rows';
import type { CheckJob, CheckRun } from './run-check';

/** Rows of a table a browser's outcome holds. */
const ROWS = 200;

const job: CheckJob = JSON.parse(await text(process.stdin));
const answer = await run(job);
process.stdout.write(JSON.stringify(answer));

async function run({ database, cells, key }: CheckJob): Promise<CheckRun> {
  const engine = await openNodeEngine({ database, memoryLimit: '1GB' });
  const { rows } = tableOfFrame(await engine.query('SELECT path, json FROM _coho_dictionary'));
  const dictionary = dictionaryFromRows(rows.map(([path, json]) => ({ path: String(path), json: String(json) })));
  const kept = new Map<string, KeptCell>();
  const host = openHost(
    { engine, dictionary, analysis: registryCompiler, code: null, rowLimit: ROWS },
    {
      kept: (results) => {
        for (const result of results) kept.set(result.key, result);
      },
    },
  );
  try {
    await host.update({ ...emptyNotebook(), cells });
    const found = host.states().find((state) => state.key === key);
    if (!found) return { ran: false, why: 'elsewhere' };
    // Nobody's code runs here, and what it draws is no number.
    if (found.kind === 'code' || found.kind === 'chart') return { ran: false, why: 'drawn' };
    await host.run([found.id]);
    const state = host.states().find(({ id }) => id === found.id);
    if (!state || state.error || state.freshness !== 'fresh' || state.key !== key) return { ran: false, why: 'unable' };
    return { ran: true, kept: kept.get(key) ?? null };
  } finally {
    await host.close();
  }
}
