import 'server-only';
import { cohortCompiler } from '@/analysis-kernel/cells/cohort/compiler';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { type Cell, emptyNotebook, newCell } from '@/analysis-kernel/document/notebook';
import { openNodeEngine } from '@/analysis-kernel/node';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { findMethod } from '@/analysis-kernel/registry/registry';
import { releaseFacts } from '@/analysis-kernel/session/database-facts';
import { keptOf } from '@/analysis-kernel/session/kept';
import { NotebookSession } from '@/analysis-kernel/session/session';
import type { CellState } from '@/analysis-kernel/session/state';
import { KERNEL_VERSION } from '@/analysis-kernel/version';
import type { KeptResult } from '@/app/_contract/kept-results';
import { openRelease } from '../catalogue/open-release';
import { contentOf } from '../cells/cell-rows';
import type { ReleaseFile } from '../databases/releases';
import { demoProjectKey } from '../demo/project';
import { keepResults } from '../notebooks/kept-results';
import { rememberPicture } from '../notebooks/picture';
import type { Store } from '../store';

/** Runs the demo notebooks once a kernel version with the native engine and keeps their results: a newcomer sees them at once. */
export async function keepDemoResults(file: ReleaseFile, database: Store): Promise<void> {
  const doneKey = `demo.results.${file.database}`;
  const stamp = `${KERNEL_VERSION} ${file.database}@${file.release}`;
  const [done, project] = await Promise.all([
    database.installation.findUnique({ where: { key: doneKey } }),
    database.installation.findUnique({ where: { key: demoProjectKey(file.database) } }),
  ]);
  if (done?.value === stamp || !project) return;
  const notebooks = await database.notebook.findMany({
    where: { projectId: project.value, deletedAt: null },
    include: { cells: { where: { deletedAt: null }, orderBy: { position: 'asc' } } },
  });
  for (const { id: notebook, cells } of notebooks) {
    const results = await resultsOf(
      file,
      cells.map((row) => newCell(row.id, contentOf(row), row.version)),
    );
    await keepResults('', { projectId: project.value, release: `${file.database}@${file.release}` }, results, database);
    await rememberPicture(
      notebook,
      results.map(({ key, outcome }) => [key, outcome]),
      database,
    );
  }
  await database.installation.upsert({ where: { key: doneKey }, update: { value: stamp }, create: { key: doneKey, value: stamp } });
}

async function resultsOf(file: ReleaseFile, cells: readonly Cell[]): Promise<KeptResult[]> {
  const { dictionary } = await openRelease(file);
  const engine = await openNodeEngine({ database: { name: file.database, file: file.path } });
  const compilers = { analysis: registryCompiler, cohort: cohortCompiler(dictionary), code: null };
  const session = new NotebookSession({ engine, compilers, database: releaseFacts(dictionary) });
  try {
    await session.update({ ...emptyNotebook(), cells });
    await session.runAll();
    const bodies = new Map(cells.map(({ id, body }) => [id, body]));
    return session.states().flatMap((state) => keptResult(state, bodies.get(state.id) ?? ''));
  } finally {
    await session.close();
  }
}

function keptResult(state: CellState, body: string): KeptResult[] {
  const { key, kind } = state;
  if (key === null || kind === 'text' || kind === 'input') return [];
  const parsed = kind === 'analysis' ? parseAnalysis(body) : null;
  const method = parsed?.ok ? parsed.analysis.method.id : null;
  const outcome = keptOf(
    state,
    method,
    (id, table) => findMethod(id)?.tables.find(({ name }) => name === table)?.disclosure.kind === 'patient-level',
  );
  return outcome ? [{ key, kind, method, outcome }] : [];
}
