import 'server-only';
import type { AsyncLocalStorage } from 'node:async_hooks';
import { recordRefusal } from './audit/refusals';
import { sessionOf } from './session/cookie';
import { personOf } from './session/sessions';
import { store } from './store';

/** Set by the server that answers (cli/start/calls.mjs), around each call of an action. */
const holder = globalThis as typeof globalThis & { cohoCalls?: AsyncLocalStorage<{ reached: boolean }> };

/** Says that what was sent could be read: from here on its action answers for itself. */
export function callReached(): void {
  const call = holder.cohoCalls?.getStore();
  if (call) call.reached = true;
}

/** Puts a call of an action that could not be read on record, with who sent it; any other error is none of these. */
export async function recordUnreadCall(headers: Headers, page: string): Promise<void> {
  if (holder.cohoCalls?.getStore()?.reached !== false) return;
  const token = await sessionOf(headers.get('cookie') ?? '');
  const person = token && (await personOf(store(), token));
  await recordRefusal(store(), {
    userId: person?.id ?? null,
    userName: person?.name ?? '',
    action: 'call.unread',
    outcome: 'denied',
    reason: 'invalid-input',
    objectKind: null,
    objectId: null,
    projectId: null,
    release: null,
    details: { page },
  });
}
