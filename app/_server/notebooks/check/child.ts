import 'server-only';
/** The process that runs a cell again: a job on standard input, what the run gives others to see on standard output. */
import { text } from 'node:stream/consumers';
import { cohortCompiler } from '@/analysis-kernel/cells/cohort/compiler';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { emptyNotebook } from '@/analysis-kernel/document/notebook';
import { openNodeEngine } from '@/analysis-kernel/node';
import { tableOfFrame } from '@/analysis-kernel/results/from-frame';
import { releaseFacts } from '@/analysis-kernel/session/database-facts';
import { NotebookSession } from '@/analysis-kernel/session/session';
import { dictionaryFromRows } from '@/cohort-dsl/schema/release-rows';
import { keptResultOf } from '../kept-result-of';
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
  const compilers = { analysis: registryCompiler, cohort: cohortCompiler(dictionary), code: null };
  const session = new NotebookSession({ engine, compilers, database: releaseFacts(dictionary), rowLimit: ROWS });
  try {
    await session.update({ ...emptyNotebook(), cells });
    const found = session.states().find((state) => state.key === key);
    if (!found) return { ran: false };
    await session.run([found.id]);
    const state = session.state(found.id);
    if (!state || state.error || state.freshness !== 'fresh' || state.key !== key) return { ran: false };
    const body = cells.find(({ id }) => id === found.id)?.body ?? '';
    return { ran: true, kept: keptResultOf(state, body)?.outcome ?? null };
  } finally {
    await session.close();
  }
}
