import 'server-only';
import type { OwnAccountDto, SessionDto } from '@/app/_contract/account';
import type { Person } from '../access/person';
import { after, now } from '../clock';
import { Refusal } from '../refusal';
import { demandStrongPassword, hashPassword, passwordMatches } from '../session/password';
import { IDLE_TIMEOUT, revokeSessions } from '../session/sessions';
import { countAttempt, forgetAttempt } from '../session/throttle';
import { store } from '../store';

/** The person an action of one's own account needs; the pipeline has refused nobody already. */
export function someone(person: Person | null): Person {
  if (!person) throw new Refusal('signed-out', {});
  return person;
}

/** Changes the password and ends every other session. */
export async function changePassword(asker: Person | null, present: string, next: string): Promise<void> {
  const person = someone(asker);
  const user = await store().user.findUniqueOrThrow({ where: { id: person.id } });
  if (user.demo) throw new Refusal('demo-account', {});
  await countAttempt(person.name, '');
  if (!(await passwordMatches(user.passwordHash, present))) throw new Refusal('password-wrong', {});
  await forgetAttempt(person.name, '');
  demandStrongPassword(next, user);
  await store().user.update({ where: { id: person.id }, data: { passwordHash: await hashPassword(next) } });
  await revokeSessions(person.id, { except: person.sessionId });
}

/** Ends one session, or with null all but the present one. */
export async function endSessions(asker: Person | null, sessionId: string | null): Promise<void> {
  const person = someone(asker);
  const ended = await revokeSessions(person.id, sessionId === null ? { except: person.sessionId } : { only: sessionId });
  if (sessionId !== null && ended === 0) throw new Refusal('not-found', {});
}

export async function listSessions(person: Person): Promise<readonly SessionDto[]> {
  const at = now();
  const rows = await store().session.findMany({
    where: { userId: person.id, revokedAt: null, expiresAt: { gt: at }, lastSeenAt: { gt: after(at, -IDLE_TIMEOUT) } },
    orderBy: { lastSeenAt: 'desc' },
  });
  return rows.map((row) => ({
    id: row.id,
    device: row.device,
    address: row.address,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    current: row.id === person.sessionId,
  }));
}

export async function dismissHint(asker: Person | null, hint: string): Promise<void> {
  const { id: userId } = someone(asker);
  const key = `dismissed.${hint}`;
  await store().preference.upsert({ where: { userId_key: { userId, key } }, create: { userId, key, value: 'yes' }, update: {} });
}

export async function isDismissed(person: Person, hint: string): Promise<boolean> {
  const found = await store().preference.findUnique({ where: { userId_key: { userId: person.id, key: `dismissed.${hint}` } } });
  return found !== null;
}

export async function readOwnAccount(person: Person): Promise<OwnAccountDto> {
  const user = await store().user.findUniqueOrThrow({ where: { id: person.id } });
  return {
    name: user.name,
    legalName: user.legalName,
    institution: user.institution,
    staffNumber: user.staffNumber,
    roles: person.roles,
    demo: user.demo,
    language: person.language,
    theme: person.theme,
  };
}
