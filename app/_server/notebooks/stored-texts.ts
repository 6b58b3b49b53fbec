import 'server-only';
import type { Store } from '../store';

/** The outcomes a project keeps under keys, as the JSON they are stored as: a long one is for a thread to read. */
export async function storedTexts(projectId: string, keys: readonly string[], database: Store): Promise<ReadonlyMap<string, string>> {
  const asked = JSON.stringify(keys);
  const rows = await database.$queryRaw<{ key: string; json: string }[]>`
    SELECT "key", CAST("result" AS TEXT) AS "json" FROM "KeptResult"
    WHERE "projectId" = ${projectId} AND "key" IN (SELECT "value" FROM json_each(${asked}))`;
  return new Map(rows.map(({ key, json }) => [key, json]));
}

/** Stores an outcome as it is written: nothing large is read and written anew here. */
export async function storeText(projectId: string, key: string, json: string, database: Store): Promise<void> {
  await database.$executeRaw`UPDATE "KeptResult" SET "result" = ${json} WHERE "projectId" = ${projectId} AND "key" = ${key}`;
}
