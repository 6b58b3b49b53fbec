/** `npm start` on a clean clone, packages and databases included, and a second time: until the first page answers. `npm run bench -- start`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measurement } from './measure';
import { startProduct } from './server';

export async function run(): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'coho-start-'));
  const clone = join(folder, 'coho');
  try {
    const cloned = spawnSync('git', ['clone', '--quiet', join(import.meta.dirname, '..'), clone], { encoding: 'utf8' });
    if (cloned.status !== 0) throw new Error(`This folder could not be cloned: ${cloned.stderr || (cloned.error?.message ?? '')}`);
    const measurements: Measurement[] = [];
    for (const name of ['npm start, clean clone, to the first page', 'npm start, second time, to the first page']) {
      const started = await startProduct(clone, join(clone, '.coho'));
      await started.stop();
      measurements.push({ name, size: 1, milliseconds: [started.milliseconds] });
    }
    return measurements;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
