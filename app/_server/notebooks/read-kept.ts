import 'server-only';
import { can } from '../access/can';
import type { AccessObjects } from '../access/objects';
import type { Person } from '../access/person';
import type { Store } from '../store';
import { checkWaiting } from './check/check-results';
import { checkWhereAsked, fitting, keptFacts, keptTexts } from './kept-reading';
import { rememberPicture } from './picture';
import { askResults } from './results/results-thread';
import type { ReadEntries } from './results/tasks';
import { resultsOfNotebook } from './results-of';

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
  const facts = fitting(found.facts, MOST_READ);
  if (facts.length === 0) return '[]';
  const { json, figures } = await askResults<ReadEntries>('entries', await keptTexts(of.projectId, facts, database));
  if (can(person, 'results.keep', object).ok) await rememberPicture(object.id, figures, database);
  return json;
}
