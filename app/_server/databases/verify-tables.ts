import 'server-only';
/** Whether a release's tables are still those of its manifest, row by row. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Table } from '@/cohort-dsl/schema/dictionary';
import { type DictionaryRow, dictionaryFromRows } from '@/cohort-dsl/schema/release-rows';
import type { Localised } from '@/cohort-dsl/source/localised';
import { quoteText } from '@/cohort-dsl/source/sql-text';
import { released } from './build/storage';
import { TableHash } from './build/table-hash';
import { Engine } from './engine';
import { verifyRelease } from './verify';

/**
 * Computes the hash of every table of a release anew and compares it with the manifest's.
 * @returns what differs; empty where all is as it was
 * @throws ReleaseError where the file itself is not its manifest's
 */
export async function verifyTables(path: string): Promise<readonly Localised[]> {
  const manifest = await verifyRelease(path);
  const engine = await Engine.inMemory();
  const folder = await mkdtemp(join(tmpdir(), 'coho-verify-'));
  try {
    await engine.run(`ATTACH ${quoteText(path)} AS release (READ_ONLY)`);
    const { tables } = dictionaryFromRows(
      await engine.rows<DictionaryRow & Record<string, string>>(`FROM ${released('_coho_dictionary')}`),
    );
    const faults: Localised[] = [];
    for (const [name, { sha256 }] of Object.entries(manifest.tables)) {
      const table = tables.find((candidate) => candidate.name === name);
      if (table && (await hashOf(engine, table, folder)) === sha256) continue;
      faults.push({ en: `The rows of the table ${name} are not those of the manifest.`, zh: `表 ${name} 的数据与清单不符。` });
    }
    return faults;
  } finally {
    engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function hashOf(engine: Engine, table: Table, folder: string): Promise<string> {
  const hash = new TableHash(engine, table, folder);
  await hash.add(0);
  return hash.digest();
}
