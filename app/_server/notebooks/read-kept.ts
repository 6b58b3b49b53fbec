import 'server-only';
import type { BroughtResults } from '@/app/_contract/kept-results';
import { can } from '../access/can';
import type { AccessObjects } from '../access/objects';
import type { Person } from '../access/person';
import { notebookAt } from '../cells/rebuild';
import type { Store } from '../store';
import { broughtThen } from './brought/brought-results';
import { checkWaiting } from './check/check-results';
import { checkWhereAsked, fitting, type KeptFact, keptFacts, keptTexts } from './kept-reading';
import { rememberPicture } from './picture';
import { askResults } from './results/results-thread';
import type { ReadEntries } from './results/tasks';
import { type ResultsOf, resultsOfNotebook } from './results-of';

/** Bytes of results in one answer; what goes beyond is computed again. */
const MOST_READ = 4_000_000;

/** What a member of a notebook's project is shown under keys, asked for by a notebook whose cells have them: JSON of `KeptEntry[]`. */
export async function readKept(
  database: Store,
  person: Person,
  object: AccessObjects['notebook'],
  keys: readonly string[],
): Promise<string> {
  const of = await resultsOfNotebook(database, object.id);
  const found = await keptFacts(of, keys, person.id, database);
  if (await checkWhereAsked(of, found.elsewhere, database)) checkWaiting();
  const { json, figures } = await textsOf(of, found.facts, database);
  if (figures.length > 0 && can(person, 'results.keep', object).ok) await rememberPicture(object.id, figures, database);
  return json;
}

/**
 * What is kept of a notebook as it was, in the words of its cells then; of keys that the server does not name itself, without these words.
 * Nothing is run anew for it, and no figure of it stands for the notebook.
 * @param version null where only keys are known
 * @returns JSON of `ResultsThen`
 */
export async function readKeptThen(
  database: Store,
  person: Person,
  { notebook, version, keys }: { readonly notebook: string; readonly version: number | null; readonly keys: readonly string[] },
): Promise<string> {
  const of = await resultsOfNotebook(database, notebook);
  const cells = version === null ? [] : (await notebookAt(database, notebook, version)).cells;
  const brought = version === null ? null : await broughtThen(database, person, of, cells);
  const known = new Set(brought === null ? [] : (JSON.parse(brought) as BroughtResults).looked);
  const { facts } = await keptFacts(
    of,
    keys.filter((key) => !known.has(key)),
    person.id,
    database,
  );
  return `{"brought":${brought},"others":${(await textsOf(of, facts, database)).json}}`;
}

async function textsOf({ projectId }: ResultsOf, found: readonly KeptFact[], database: Store): Promise<ReadEntries> {
  const facts = fitting(found, MOST_READ);
  if (facts.length === 0) return { json: '[]', figures: [] };
  return askResults<ReadEntries>('entries', await keptTexts(projectId, facts, database));
}
