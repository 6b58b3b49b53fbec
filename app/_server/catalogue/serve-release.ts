import 'server-only';
import { auditedObject } from '../access/objects';
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
export async function serveRelease(context: RouteContext<'data.load', 'release'>): Promise<Response> {
  const { request, parameters } = context;
  const name = parameters.release ?? '';
  const file = await findRelease(name);
  const manifest = await verified(file.path, name);
  if (manifest.about.policy !== 'open data') throw new Refusal('database-not-open', { release: name });
  const size = manifest.file.bytes;
  const range = readRange(request.headers.get('range'), size);
  await recordLoad(context, manifest.file.sha256);
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
  return new Response(await fileBody(file.path, range), { status, headers });
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
const recorded = new Map<string, { readonly at: number; readonly writing: Promise<void> }>();

/** A load is many ranges: one audit entry for each session, project and release in half an hour, written before the first byte goes. */
async function recordLoad({ database, person, object }: RouteContext<'data.load', 'release'>, sha256: string): Promise<void> {
  const key = `${person.sessionId} ${object.project.id} ${object.id} ${sha256}`;
  const at = now().getTime();
  const known = recorded.get(key);
  if (known && at - known.at < QUIET) return known.writing;
  for (const [old, entry] of recorded) if (at - entry.at >= QUIET) recorded.delete(old);
  const writing = database.$transaction((tx) =>
    appendAudit(tx, {
      userId: person.id,
      userName: person.name,
      action: 'data.load',
      outcome: 'done',
      reason: null,
      ...auditedObject(object),
      details: { sha256 },
    }),
  );
  recorded.set(key, { at, writing });
  writing.catch(() => recorded.delete(key));
  return writing;
}
