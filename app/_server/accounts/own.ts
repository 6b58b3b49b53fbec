import 'server-only';
import type { OwnAccountDto, SessionDto } from '@/app/_contract/account';
import type { Person } from '../access/person';
import { after, now } from '../clock';
import { Refusal } from '../refusal';
import { demandStrongPassword, hashPassword, passwordMatches } from '../session/password';
import { IDLE_TIMEOUT, revokeSessions } from '../session/sessions';
import { countingWrong } from '../session/throttle';
import type { Store } from '../store';

/** Checks the present password and the next one; what it gives is stored by `changePassword`. */
export async function hashOfNextPassword(database: Store, person: Person, present: string, next: string): Promise<string> {
  const user = await database.user.findUniqueOrThrow({ where: { id: person.id } });
  if (user.demo) throw new Refusal('demo-account', {});
  // Counted by the account alone: only who is signed in to it can close it.
  const right = await countingWrong(database, person.name, { address: '', knownDevice: null }, async () =>
    (await passwordMatches(user.passwordHash, present)) ? user : null,
  );
  if (!right) throw new Refusal('password-wrong', {});
  demandStrongPassword(next, user);
  return hashPassword(next);
}

/** Changes the password, ends every other session, and knows no device any more. */
export async function changePassword(tx: Store, person: Person, passwordHash: string): Promise<void> {
  await tx.user.update({ where: { id: person.id }, data: { passwordHash } });
  await tx.knownDevice.deleteMany({ where: { userId: person.id } });
  await revokeSessions(tx, person.id, { except: person.sessionId });
}

/** Ends one session, or with null all but the present one. */
export async function endSessions(tx: Store, person: Person, sessionId: string | null): Promise<void> {
  const ended = await revokeSessions(tx, person.id, sessionId === null ? { except: person.sessionId } : { only: sessionId });
  if (sessionId !== null && ended === 0) throw new Refusal('not-found', {});
}

export async function listSessions(database: Store, person: Person): Promise<readonly SessionDto[]> {
  const at = now();
  const rows = await database.session.findMany({
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

export async function dismissHint(tx: Store, { id: userId }: Person, hint: string): Promise<void> {
  const key = `dismissed.${hint}`;
  await tx.preference.upsert({ where: { userId_key: { userId, key } }, create: { userId, key, value: 'yes' }, update: {} });
}

export async function isDismissed(database: Store, person: Person, hint: string): Promise<boolean> {
  const found = await database.preference.findUnique({ where: { userId_key: { userId: person.id, key: `dismissed.${hint}` } } });
  return found !== null;
}

export async function readOwnAccount(database: Store, person: Person): Promise<OwnAccountDto> {
  const user = await database.user.findUniqueOrThrow({ where: { id: person.id } });
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
