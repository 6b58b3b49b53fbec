import { expect, it } from 'vitest';
import { lazyEngine } from '@/analysis-kernel/engines/lazy-engine';

it('a statement that is called off does not wait for the engine to start', async () => {
  const engine = lazyEngine('never', 1, () => new Promise(() => undefined));
  const start = new AbortController();
  const ready = engine.ready(start.signal);
  start.abort();
  await expect(ready).rejects.toMatchObject({ name: 'AbortError' });
  for (const ask of ['query', 'execute'] as const) {
    const abort = new AbortController();
    const asked = engine[ask]('SELECT 1', abort.signal);
    abort.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    await expect(engine[ask]('SELECT 1', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  }
});
