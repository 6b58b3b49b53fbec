import 'server-only';
import type { z } from 'zod';
import { DUCKDB_VERSION, KERNEL_VERSION } from '@/analysis-kernel/version';
import type { RunCell, RunVersions, recordRunInput } from '@/app/_contract/runs';
import { openRelease } from '../../catalogue/open-release';
import { findRelease } from '../../catalogue/releases';
import { keepSnapshot, notebookAt } from '../../cells/rebuild';
import { now } from '../../clock';
import { Refusal } from '../../refusal';
import type { Store } from '../../store';
import { keysOfCells } from '../brought/brought-results';
import { shownToAll } from '../kept-reading';
import { type ResultsOf, resultsOfNotebook } from '../results-of';

type Told = z.output<typeof recordRunInput>;

/** A run as it is written down, and where its results are kept. */
export interface RunToRecord {
  readonly of: ResultsOf;
  readonly versions: RunVersions;
  readonly cells: readonly RunCell[];
}

/**
 * What can be said of a run: names and kinds are those of the notebook's version, keys are compared with those the server names itself, and
 * counts and warnings are read off the results kept under keys that agree. Status and time are as the browser told.
 */
export async function runToRecord(database: Store, { notebook, version, cells: told }: Told): Promise<RunToRecord> {
  const of = await resultsOfNotebook(database, notebook);
  const { cells } = await notebookAt(database, notebook, version);
  const named = await keysOfCells({ release: of.release, cells });
  const keys = new Map(named ?? []);
  const kept = await keptUnder(database, of, [...keys.values()]);
  const here = new Map(cells.map((cell) => [cell.id, cell]));
  const recorded = told.flatMap(({ cell: id, key: said, status, milliseconds }): readonly RunCell[] => {
    const cell = here.get(id);
    if (cell === undefined || cell.name === null) return [];
    const checked = said !== null && keys.get(id) === said;
    const result = checked ? kept.get(said) : undefined;
    // Of a key that the server names otherwise, the run was of another text or other inputs than this version has.
    return [
      {
        id,
        name: cell.name,
        kind: cell.kind,
        key: said,
        checked,
        status,
        milliseconds,
        rows: result?.rows ?? [],
        warnings: result?.warnings ?? [],
      },
    ];
  });
  if (recorded.length === 0) throw new Refusal('invalid-input', { fields: ['cells'] });
  return { of, versions: await versionsOf(of.release), cells: recorded };
}

async function versionsOf(release: string): Promise<RunVersions> {
  const { manifest } = await openRelease(await findRelease(release));
  return { kernel: KERNEL_VERSION, engine: `duckdb ${DUCKDB_VERSION}`, policy: manifest.about.policy };
}

interface Counted {
  readonly rows: RunCell['rows'];
  readonly warnings: RunCell['warnings'];
}

/** Counts and warnings of the results under keys that everybody is shown. */
async function keptUnder(database: Store, of: ResultsOf, keys: readonly string[]): Promise<ReadonlyMap<string, Counted>> {
  const shown = await shownToAll(of, keys, database);
  const rows = await database.$queryRaw<{ key: string; totals: string | null; codes: string | null }[]>`
    SELECT "key", json_extract("result", '$.totals') AS "totals",
      (SELECT json_group_array(json_extract(w."value", '$.code')) FROM json_each("result", '$.warnings') w) AS "codes"
    FROM "KeptResult" WHERE "projectId" = ${of.projectId} AND "key" IN (SELECT "value" FROM json_each(${JSON.stringify(shown)}))`;
  return new Map(rows.map(({ key, totals, codes }) => [key, { rows: JSON.parse(totals ?? '[]'), warnings: JSON.parse(codes ?? '[]') }]));
}

/** Writes a run down, for ever. */
export async function recordRun(
  transaction: Store,
  personId: string,
  { notebook: notebookId, version, trigger }: Told,
  { of, versions, cells }: RunToRecord,
): Promise<{ readonly run: string }> {
  const { version: last } = await transaction.notebook.findUniqueOrThrow({ where: { id: notebookId }, select: { version: true } });
  if (version === last) await keepSnapshot(transaction, notebookId);
  const { id } = await transaction.runRecord.create({
    data: {
      notebookId,
      userId: personId,
      at: now(),
      trigger,
      release: of.release,
      version,
      versions: { ...versions },
      cells: JSON.parse(JSON.stringify(cells)),
    },
    select: { id: true },
  });
  return { run: id };
}
