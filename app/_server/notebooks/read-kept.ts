import 'server-only';
import type { KeptEntry } from '@/app/_contract/kept-results';
import { can } from '../access/can';
import type { AccessObjects } from '../access/objects';
import type { Person } from '../access/person';
import type { Store } from '../store';
import { checkWaiting } from './check/check-results';
import { standing } from './kept-entries';
import { checkWhereAsked, keptResults } from './kept-reading';
import { rememberPicture } from './picture';
import { resultsOfNotebook } from './results-of';

/** What a member of a notebook's project is shown under keys, asked for by a notebook whose cells have them. */
export async function readKept(
  database: Store,
  person: Person,
  object: AccessObjects['notebook'],
  keys: readonly string[],
): Promise<readonly KeptEntry[]> {
  const of = await resultsOfNotebook(database, object.id);
  if (await checkWhereAsked(of, keys, database)) checkWaiting();
  const results = await keptResults(of, keys, person.id, database);
  if (can(person, 'results.keep', object).ok) await rememberPicture(object.id, standing(results), database);
  return results;
}
