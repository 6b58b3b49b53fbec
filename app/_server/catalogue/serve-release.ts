import 'server-only';
import type { Person } from '../access/person';
import { appendAudit } from '../audit/append';
import { MINUTE, now } from '../clock';
import { ReleaseError } from '../databases/release-error';
import { verifyRelease } from '../databases/verify';
import { fileBody } from '../file-body';
import { Refusal } from '../refusal';
import type { RouteContext } from '../route';
import { readRange } from './byte-range';
import { findRelease } from './releases';

/** Serves an open release to members of a project on it, whole or by ranges, as the browser's engine attaches it. */
export async function serveRelease({ person, request, parameters }: RouteContext): Promise<Response> {
  const name = parameters.release ?? '';
  const file = await findRelease(name);
  const manifest = await verified(file.path, name);
  if (manifest.about.policy !== 'open data') throw new Refusal('database-not-open', { release: name });
  const size = manifest.file.bytes;
  const range = readRange(request.headers.get('range'), size);
  await recordLoad(person, name, manifest.file.sha256);
  // The server gives X-Coho-Content-Length its real name: without a length the engine would fetch the whole file first.
  const headers = new Headers({
    'Content-Type': 'application/octet-stream',
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, no-store, no-transform',
    'X-Coho-Content-Length': String(range ? range.end - range.start + 1 : size),
    ETag: `"${manifest.file.sha256}"`,
  });
  if (range) headers.set('Content-Range', `bytes ${range.start}-${range.end}/${size}`);
  const status = range ? 206 : 200;
  if (request.method === 'HEAD') return new Response(null, { status, headers });
  return new Response(fileBody(file.path, range), { status, headers });
}

async function verified(path: string, name: string) {
  try {
    return await verifyRelease(path);
  } catch (error) {
    if (error instanceof ReleaseError) throw new Refusal('database-damaged', { release: name });
    throw error;
  }
}

const QUIET = 30 * MINUTE;
const recorded = new Map<string, number>();

/** A load is many ranges: one audit entry for each session and release in half an hour. */
async function recordLoad(person: Person | null, release: string, sha256: string): Promise<void> {
  if (!person) return;
  const key = `${person.sessionId} ${release} ${sha256}`;
  const time = now().getTime();
  if (time - (recorded.get(key) ?? Number.NEGATIVE_INFINITY) < QUIET) return;
  for (const [old, at] of recorded) if (time - at >= QUIET) recorded.delete(old);
  recorded.set(key, time);
  await appendAudit({
    userId: person.id,
    userName: person.name,
    action: 'data.load',
    outcome: 'done',
    reason: null,
    objectKind: 'release',
    objectId: release,
    projectId: null,
    release,
    details: { sha256 },
  });
}
