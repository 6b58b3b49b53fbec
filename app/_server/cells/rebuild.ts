import 'server-only';
import { replayed } from '@/analysis-kernel/document/history/replay';
import { emptyNotebook, newCell } from '@/analysis-kernel/document/notebook';
import type { Operation } from '@/analysis-kernel/document/operations';
import type { CellDto } from '@/app/_contract/notebooks';
import { Refusal } from '../refusal';
import type { Store } from '../store';
import { cellDto, dtoOf } from './cell-rows';

/** A notebook as it stood. */
export interface SnapshotState {
  readonly title: string;
  readonly cells: readonly CellDto[];
}

/** A notebook as it stands, with its version. */
export async function standing(database: Store, notebookId: string): Promise<SnapshotState & { readonly version: number }> {
  const [{ title, version }, cells] = await Promise.all([
    database.notebook.findUniqueOrThrow({ where: { id: notebookId }, select: { title: true, version: true } }),
    database.cell.findMany({ where: { notebookId, deletedAt: null }, orderBy: [{ position: 'asc' }, { id: 'asc' }] }),
  ]);
  return { title, version, cells: cells.map(cellDto) };
}

/**
 * A notebook at any version of its history, the present one among them.
 * @throws Refusal `version-unknown` where it never had that version, or had it before its history can be rebuilt
 */
export async function notebookAt(database: Store, notebookId: string, version: number): Promise<SnapshotState> {
  const { version: last, ...now } = await standing(database, notebookId);
  if (version === last) return now;
  const found = version < last ? await rebuilt(database, notebookId, version) : null;
  if (found === null) throw new Refusal('version-unknown', { version });
  return found;
}

/** The first version that can be rebuilt: a notebook's beginning, or where snapshots of it begin. */
export async function firstVersion(database: Store, notebookId: string): Promise<number> {
  const { _min } = await database.notebookSnapshot.aggregate({ where: { notebookId }, _min: { version: true } });
  return _min.version ?? 0;
}

/**
 * Keeps a notebook as it stands, so that this version of it can be shown for ever; where its history gives the very same, nothing is kept
 * twice. While somebody types the history lags behind what stands.
 * @returns the version
 */
export async function keepSnapshot(transaction: Store, notebookId: string): Promise<number> {
  const { version, ...state } = await standing(transaction, notebookId);
  const known = await rebuilt(transaction, notebookId, version);
  if (JSON.stringify(told(known)) === JSON.stringify(told(state))) return version;
  await transaction.notebookSnapshot.create({ data: { notebookId, version, state: JSON.parse(JSON.stringify(state)) } });
  return version;
}

function told(state: SnapshotState | null) {
  return state && { title: state.title, cells: state.cells.map(({ id, kind, name, body }) => [id, kind, name, body]) };
}

/** From the snapshot before it and what was done since; null before the first snapshot. */
async function rebuilt(database: Store, notebookId: string, version: number): Promise<SnapshotState | null> {
  const base = await baseOf(database, notebookId, version);
  if (base === null) return null;
  const { from, state } = base;
  // Of each cell's texts the last: a long history is mostly texts.
  const rows = await database.$queryRaw<{ operation: string }[]>`
    WITH done AS (
      SELECT "version", json_extract("operation", '$.kind') AS kind, json_extract("operation", '$.id') AS cell
      FROM "NotebookOperation" WHERE "notebookId" = ${notebookId} AND "version" > ${from} AND "version" <= ${version}
    )
    SELECT CAST(o."operation" AS TEXT) AS "operation" FROM "NotebookOperation" o
    WHERE o."notebookId" = ${notebookId} AND o."version" IN (
      SELECT "version" FROM done WHERE kind <> 'text' UNION ALL SELECT max("version") FROM done WHERE kind = 'text' GROUP BY cell
    ) ORDER BY o."version"`;
  const notebook = replayed(
    {
      ...emptyNotebook(),
      settings: { title: state.title, database: null },
      cells: state.cells.map((cell) => newCell(cell.id, cell, cell.version)),
    },
    rows.map(({ operation }) => JSON.parse(operation) as Operation),
  );
  return { title: notebook.settings.title ?? '', cells: notebook.cells.map(dtoOf) };
}

interface Base {
  readonly from: number;
  readonly state: SnapshotState;
}

/** The last snapshot up to a version; where there is none at all, the notebook began without cells. */
async function baseOf(database: Store, notebookId: string, version: number): Promise<Base | null> {
  const [found] = await database.$queryRaw<{ version: bigint; state: string }[]>`
    SELECT "version", CAST("state" AS TEXT) AS "state" FROM "NotebookSnapshot"
    WHERE "notebookId" = ${notebookId} AND "version" <= ${version} ORDER BY "version" DESC LIMIT 1`;
  if (found) return { from: Number(found.version), state: JSON.parse(found.state) };
  if ((await database.notebookSnapshot.count({ where: { notebookId } })) > 0) return null;
  const [titled] = await database.$queryRaw<{ title: string | null }[]>`
    SELECT coalesce(
      (
        SELECT json_extract("operation", '$.from') FROM "NotebookOperation"
        WHERE "notebookId" = ${notebookId} AND json_extract("operation", '$.kind') = 'title' ORDER BY "version" LIMIT 1
      ),
      "title"
    ) AS "title" FROM "Notebook" WHERE "id" = ${notebookId}`;
  return { from: 0, state: { title: titled?.title ?? '', cells: [] } };
}
