/**
 * CPU time the server spends on one request of each kind, one after the other: what a crowded machine does not change much.
 * `npm run bench -- requests`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_PASSWORD } from '@/app/_server/demo/accounts';
import { kinds, Person } from './load/person';
import { actionIds } from './load/visitor';
import type { Measurement } from './measure';
import { startProduct } from './server';

const RELEASE = 'breast_cancer@2026.1';
const REQUESTS = 100;
const WARM_UP = 30;

export async function run(): Promise<readonly Measurement[]> {
  const directory = mkdtempSync(join(tmpdir(), 'coho-requests-'));
  const folder = join(import.meta.dirname, '..');
  const product = await startProduct(folder, directory);
  try {
    const person = new Person(product.address, actionIds(folder), { name: 'analyst', password: DEMO_PASSWORD }, RELEASE);
    await person.open();
    const measurements: Measurement[] = [];
    for (const kind of kinds) {
      for (let time = 0; time < WARM_UP; time += 1) await person.does[kind]();
      const before = product.cpu();
      for (let time = 0; time < REQUESTS; time += 1) await person.does[kind]();
      const after = product.cpu();
      if (before === null || after === null) continue;
      measurements.push({ name: `CPU of the server: ${kind}`, size: REQUESTS, milliseconds: [(after - before) / REQUESTS] });
    }
    person.close();
    return measurements;
  } finally {
    await product.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}
