import 'server-only';
import type { Person } from '../access/person';
import { appendAudit } from '../audit/append';
import type { Store } from '../store';
import { clearSessionCookie } from './cookie';
import { revokeSessions } from './sessions';

/** Ends this session here and in the database, and has the browser forget what it stored for us. */
export async function signOut({ person, database }: { readonly person: Person | null; readonly database: Store }): Promise<Response> {
  if (person) {
    await database.$transaction(async (tx) => {
      await revokeSessions(tx, person.id, { only: person.sessionId });
      await appendAudit(tx, {
        userId: person.id,
        userName: person.name,
        action: 'session.sign-out',
        outcome: 'done',
        reason: null,
        objectKind: 'account',
        objectId: person.id,
        projectId: null,
        release: null,
        details: {},
      });
    });
  }
  await clearSessionCookie();
  return new Response(null, { status: 303, headers: { Location: '/', 'Clear-Site-Data': '"storage"', 'Cache-Control': 'no-store' } });
}
