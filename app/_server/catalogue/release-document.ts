import 'server-only';
import type { ReleaseDocument } from '@/app/_contract/release-document';
import { Refusal } from '../refusal';
import type { RouteContext } from '../route';
import { openRelease } from './open-release';
import { offeredReleases, releaseName } from './releases';

/** Dictionary and profile of an open release, as JSON; the browser asks again only when the file has changed. */
export async function serveReleaseDocument({ request, parameters }: RouteContext): Promise<Response> {
  const release = parameters.release ?? '';
  const file = (await offeredReleases()).find((candidate) => releaseName(candidate) === release);
  if (!file) throw new Refusal('no-such-database', { release });
  const { dictionary, profile, manifest } = await openRelease(file);
  const tag = `"${manifest.file.sha256}"`;
  const headers = { 'Cache-Control': 'private, no-cache', ETag: tag };
  if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers });
  const document: ReleaseDocument = {
    dictionary,
    profile: { tables: [...profile.tables], columns: [...profile.columns], items: [...profile.items] },
  };
  return Response.json(document, { headers });
}
