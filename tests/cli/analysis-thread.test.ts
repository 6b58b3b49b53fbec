import { expect, it } from 'vitest';
import { analysesElsewhere } from '@/analysis-kernel/cells/analysis-place';
import { registryCompiler } from '@/analysis-kernel/cells/registry-compiler';
import { readNotebook } from '@/analysis-kernel/document/read-notebook';
import { openHost } from '@/analysis-kernel/host/open-host';
import { openNodeEngine } from '@/analysis-kernel/node';
import { workerPool } from '@/analysis-kernel/ports/worker-pool';
import { threadsOf } from '@/cli/thread-worker';

const notebook = readNotebook(
  '```sql name=many\nSELECT 1 + hash(i) % 1000003 AS days, hash(i + 1) % 2 AS event, hash(i + 2) % 1000 / 7 AS x, hash(i + 3) % 50 AS centre FROM range(300000) r(i)\n```\n' +
    '```analysis name=long\nmethod: cox\ndata: many\nformula: Surv(days, event) ~ x + factor(centre)\n```\n' +
    '```sql name=few\nSELECT i AS x FROM range(10) r(i)\n```\n' +
    '```analysis name=short\nmethod: describe\ndata: few\nvariables: [x]\n```\n',
);

it('computes analyses in a thread that a cancel ends, as Ctrl C does', async () => {
  const thread = threadsOf(new URL('../../cli/analysis-thread.ts', import.meta.url));
  const analysis = analysesElsewhere(registryCompiler, workerPool(thread, 1));
  let begun: () => void = () => undefined;
  const fitting = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const host = openHost(
    { engine: await openNodeEngine(), dictionary: null, code: null, analysis },
    { states: (states) => states.some(({ name, progress }) => name === 'long' && progress?.stage === 'computing') && begun() },
  );
  await host.update(notebook);
  const run = host.run(['long']);
  await fitting;
  await host.cancel(null);
  await run;
  await host.run(['short']);
  const states = new Map(host.states().map((state) => [state.name, state]));
  expect(states.get('long')).toMatchObject({ activity: 'cancelled', error: null });
  expect(states.get('short')?.outcome?.sentence?.en).toMatch(/^Among 10 rows, x had mean 4\.50/);
  await host.close();
});
