import 'server-only';
import type { Person } from '../access/person';
import { after, DAY, HOUR, MINUTE, now } from '../clock';
import { randomToken } from '../random';
import type { Store } from '../store';
import type { Device } from './devices';

export const IDLE_TIMEOUT = 12 * HOUR;
export const ABSOLUTE_TIMEOUT = 7 * DAY;
const SEEN_EVERY = MINUTE;

/** What the signed token holds: which session, and the account's session version when it began. Rights are never in it. */
export interface SessionToken {
  readonly sub: string;
  readonly sid: string;
  readonly sv: number;
}

export async function beginSession(tx: Store, userId: string, { device, address }: Device): Promise<SessionToken> {
  const at = now();
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { sessionVersion: true } });
  const session = await tx.session.create({
    data: { id: randomToken(), userId, createdAt: at, lastSeenAt: at, expiresAt: after(at, ABSOLUTE_TIMEOUT), device, address },
  });
  return { sub: userId, sid: session.id, sv: user.sessionVersion };
}

/** The person behind a token, if the session still lives: not revoked, idle or expired, account not disabled. */
export async function personOf(database: Store, token: SessionToken): Promise<Person | null> {
  const session = await database.session.findUnique({
    where: { id: token.sid },
    include: { user: { include: { roles: { select: { role: true } } } } },
  });
  const at = now();
  if (!session || session.userId !== token.sub || session.revokedAt || session.expiresAt <= at) return null;
  if (after(session.lastSeenAt, IDLE_TIMEOUT) <= at) return null;
  const { user } = session;
  if (user.disabledAt || user.sessionVersion !== token.sv) return null;
  if (after(session.lastSeenAt, SEEN_EVERY) <= at) await database.session.update({ where: { id: session.id }, data: { lastSeenAt: at } });
  return {
    id: user.id,
    name: user.name,
    legalName: user.legalName,
    roles: user.roles.map(({ role }) => role),
    language: user.language,
    theme: user.theme,
    sessionId: session.id,
  };
}

/** Ends sessions of one account: one of them, or all but one. */
export async function revokeSessions(
  tx: Store,
  userId: string,
  which: { readonly only: string } | { readonly except: string | null },
): Promise<number> {
  const id = 'only' in which ? which.only : { not: which.except ?? '' };
  const { count } = await tx.session.updateMany({ where: { userId, revokedAt: null, id }, data: { revokedAt: now() } });
  return count;
}
