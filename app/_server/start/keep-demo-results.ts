import 'server-only';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { type Cell, emptyNotebook, newCell } from '@/analysis-kernel/document/notebook';
import { openHost } from '@/analysis-kernel/host/open-host';
import { openNodeEngine } from '@/analysis-kernel/node';
import { KEY_FORMAT } from '@/analysis-kernel/session/key';
import { KERNEL_VERSION } from '@/analysis-kernel/version';
import type { KeptResult } from '@/app/_contract/kept-results';
import { openRelease } from '../catalogue/open-release';
import { contentOf } from '../cells/cell-rows';
import type { ReleaseFile } from '../databases/releases';
import { demoProjectKey } from '../demo/project';
import { keepResults } from '../notebooks/kept-results';
import { rememberPicture } from '../notebooks/picture';
import { judgeOwn } from '../notebooks/results/judge';
import { offeredOf } from '../notebooks/results/offered';
import type { Store } from '../store';

/** Runs the demo notebooks once a kernel version with the native engine and keeps their results: a newcomer sees them at once. */
export async function keepDemoResults(file: ReleaseFile, database: Store): Promise<void> {
  const doneKey = `demo.results.${file.database}`;
  const stamp = `${KERNEL_VERSION} ${KEY_FORMAT} ${file.database}@${file.release}`;
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
    const of = { projectId: project.value, release: `${file.database}@${file.release}`, notebookId: notebook };
    await keepResults(
      null,
      of,
      await judgeOwn(
        results.map((result) => offeredOf(result)),
        of,
        database,
      ),
      database,
    );
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
  const results: KeptResult[] = [];
  const host = openHost({ engine, dictionary, analysis: registryCompiler, code: null }, { kept: (cells) => results.push(...cells) });
  try {
    await host.update({ ...emptyNotebook(), cells });
    await host.runAll(null);
    return results;
  } finally {
    await host.close();
  }
}
