import 'server-only';
import type { ProblemCode } from '@/app/_contract/problem';
import { appendAudit } from '../audit/append';
import type { AuditFacts } from '../audit/entry';
import { recordRefusal } from '../audit/refusals';
import { isRefusal, Refusal } from '../refusal';
import type { Store } from '../store';
import { type Device, knownDevice, rememberDevice } from './devices';
import { passwordMatches, spendPasswordCheck } from './password';
import { beginSession, type SessionToken } from './sessions';
import { countingWrong } from './throttle';

interface Account {
  readonly id: string;
  readonly name: string;
}

/**
 * Checks a name and password and begins a session. Every outcome is in the audit log.
 * @throws Refusal `signin-locked` while a name or an address waits out its delay, `server-full` where too many wait already,
 * `signin-wrong` otherwise: never which of the two was wrong.
 */
export async function signIn(database: Store, givenName: string, password: string, device: Device): Promise<SessionToken> {
  const name = givenName.trim().toLowerCase();
  const user = await database.user.findUnique({ where: { name } });
  const facts = factsOf({ id: user?.id ?? null, name });
  try {
    const place = { address: device.address, knownDevice: user && (await knownDevice(database, user.id, device.token)) };
    const found = await countingWrong(database, name, place, async () => {
      const matches = user ? await passwordMatches(user.passwordHash, password) : await spendPasswordCheck(password);
      return user && matches && !user.disabledAt ? user : null;
    });
    if (!found) throw new Refusal('signin-wrong', {});
    return await openSession(database, found, device);
  } catch (error) {
    if (isRefusal(error)) await recordRefusal(database, facts('denied', error.code));
    throw error;
  }
}

/** Begins a session of somebody who has shown who she is: the session, the device and the entry, or none of them. */
export async function openSession(database: Store, user: Account, device: Device): Promise<SessionToken> {
  return database.$transaction(async (tx) => {
    const token = await beginSession(tx, user.id, device);
    await rememberDevice(tx, user.id, device.token);
    await appendAudit(tx, factsOf(user)('done', null));
    return token;
  });
}

const factsOf =
  ({ id, name }: { readonly id: string | null; readonly name: string }) =>
  (outcome: 'done' | 'denied', reason: ProblemCode | null): AuditFacts => ({
    userId: id,
    userName: name,
    action: 'session.sign-in',
    outcome,
    reason,
    objectKind: 'account',
    objectId: id,
    projectId: null,
    release: null,
    details: {},
  });
