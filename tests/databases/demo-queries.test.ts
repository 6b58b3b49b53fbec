/** The demo studies open with what their queries give: none is about so few patients that its result may not be kept. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { emptyNotebook } from '@/analysis-kernel/document/notebook';
import { openHost } from '@/analysis-kernel/host/open-host';
import { openNodeEngine } from '@/analysis-kernel/node';
import { openRelease } from '@/app/_server/catalogue/open-release';
import { ensureEmbedded } from '@/app/_server/databases/ensure-embedded';
import { listReleases } from '@/app/_server/databases/releases';
import { demoNotebooks } from '@/app/_server/demo/demo-notebooks';

const real = ['breast_cancer', 'cardiometabolic', 'renal_flc'];
let dataDirectory: string;

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'coho-demos-'));
  await ensureEmbedded(dataDirectory, real);
});

afterAll(() => rm(dataDirectory, { recursive: true }));

test.each(real)('every cohort, query and analysis of the demo study of %s is kept', async (name) => {
  const file = (await listReleases(dataDirectory)).find(({ database }) => database === name);
  if (!file) throw new Error(`${name} was not built`);
  const { dictionary } = await openRelease(file);
  for (const { cells } of await demoNotebooks(name)) {
    const kept = new Set<string>();
    const engine = await openNodeEngine({ database: { name, file: file.path } });
    const listener = { kept: (results: readonly { readonly key: string }[]) => results.forEach(({ key }) => void kept.add(key)) };
    const host = openHost({ engine, dictionary, analysis: registryCompiler, code: null }, listener);
    await host.update({ ...emptyNotebook(), cells });
    await host.runAll(null);
    const left = host
      .states()
      .filter(({ kind, key }) => (kind === 'cohort' || kind === 'sql' || kind === 'analysis') && !kept.has(key ?? ''));
    expect(left.map((state) => state.name)).toEqual([]);
    await host.close();
  }
});
