import 'server-only';
import { can } from '../access/can';
import type { AccessObjects } from '../access/objects';
import type { Person } from '../access/person';
import type { Store } from '../store';
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

/** The same for keys of an earlier version or a run: nothing is run anew for it, and no figure of it stands for the notebook. */
export async function readKeptThen(database: Store, person: Person, notebookId: string, keys: readonly string[]): Promise<string> {
  const of = await resultsOfNotebook(database, notebookId);
  const { facts } = await keptFacts(of, keys, person.id, database);
  return (await textsOf(of, facts, database)).json;
}

async function textsOf({ projectId }: ResultsOf, found: readonly KeptFact[], database: Store): Promise<ReadEntries> {
  const facts = fitting(found, MOST_READ);
  if (facts.length === 0) return { json: '[]', figures: [] };
  return askResults<ReadEntries>('entries', await keptTexts(projectId, facts, database));
}
