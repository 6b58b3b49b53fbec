import 'server-only';
import { createHash } from 'node:crypto';
import type { ReleaseDocument, StartingCohort } from '@/app/_contract/release-document';
import { cellOfProgram } from '@/cohort-dsl';
import type { Localised } from '@/cohort-dsl/source/localised';
import { Refusal } from '../refusal';
import type { RouteContext } from '../route';
import { openRelease, type ReleaseFacts } from './open-release';
import { offeredReleases, releaseName } from './releases';

interface Sent {
  readonly text: string;
  /** Of the text: another file or another way of writing it is another document. */
  readonly tag: string;
}

const sent = new WeakMap<ReleaseFacts, Sent>();

/** Dictionary and profile of an open release, as JSON; the browser is sent it again only where it has changed. */
export async function serveReleaseDocument({ request, parameters }: RouteContext): Promise<Response> {
  const release = parameters.release ?? '';
  const file = (await offeredReleases()).find((candidate) => releaseName(candidate) === release);
  if (!file) throw new Refusal('no-such-database', { release });
  const { text, tag } = documentOf(await openRelease(file));
  const headers = { 'Cache-Control': 'private, no-cache', ETag: tag };
  if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, 'Content-Type': 'application/json' } });
}

/** What a browser is sent of a release, made once. */
export function documentOf(facts: ReleaseFacts): Sent {
  const known = sent.get(facts);
  if (known) return known;
  const { dictionary, profile } = facts;
  const document: ReleaseDocument = {
    dictionary,
    startingCohort: dictionary.template && startingCohort(dictionary.template),
    profile: { tables: [...profile.tables], columns: [...profile.columns], items: [...profile.items] },
  };
  const text = JSON.stringify(document);
  const made = { text, tag: `"${createHash('sha256').update(text).digest('hex')}"` };
  sent.set(facts, made);
  return made;
}

/** The cell is called the same in both languages. */
function startingCohort(template: Localised): StartingCohort {
  const en = cellOfProgram(template.en);
  return { name: en.name, body: { en: en.body, zh: cellOfProgram(template.zh).body } };
}
