import 'server-only';
import type { ProblemCode } from '@/app/_contract/problem';
import { appendAudit } from '../audit/append';
import { Refusal } from '../refusal';
import { store } from '../store';
import { passwordMatches, spendPasswordCheck } from './password';
import { beginSession, type Device, type SessionToken } from './sessions';
import { countAttempt, forgetAttempt } from './throttle';

/**
 * Checks a name and password and begins a session. Every outcome is in the audit log.
 * @throws Refusal `signin-locked` while a name or an address waits out its delay, `signin-wrong` otherwise: never which of the two was wrong.
 */
export async function signIn(givenName: string, password: string, device: Device): Promise<SessionToken> {
  const name = givenName.trim().toLowerCase();
  const failures = await countAttempt(name, device.address).catch(async (error: unknown) => {
    if (error instanceof Refusal) await record(name, null, 'denied', {}, error.code);
    throw error;
  });
  const user = await store().user.findUnique({ where: { name } });
  const matches = user ? await passwordMatches(user.passwordHash, password) : await spendPasswordCheck(password);
  if (!user || !matches || user.disabledAt) {
    await record(name, user?.id ?? null, 'denied', { failures });
    throw new Refusal('signin-wrong', {});
  }
  await forgetAttempt(name, device.address);
  const token = await beginSession(user.id, device);
  await record(name, user.id, 'done', {});
  return token;
}

async function record(
  name: string,
  userId: string | null,
  outcome: 'done' | 'denied',
  details: { failures?: number },
  reason: ProblemCode = 'signin-wrong',
): Promise<void> {
  await appendAudit({
    userId,
    userName: name,
    action: 'session.sign-in',
    outcome,
    reason: outcome === 'denied' ? reason : null,
    objectKind: 'account',
    objectId: userId,
    projectId: null,
    release: null,
    details: { ...details },
  });
}
