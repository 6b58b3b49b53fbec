import 'server-only';
import type { Session } from '@/prisma/generated/client';
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

/** A session with its account, once for each role the account holds; with none, once. */
export interface SessionRow extends Pick<Session, 'userId' | 'lastSeenAt' | 'expiresAt' | 'revokedAt'> {
  readonly name: string;
  readonly legalName: string;
  readonly language: Person['language'];
  readonly theme: Person['theme'];
  readonly sessionVersion: number;
  readonly disabledAt: Date | null;
  readonly role: Person['roles'][number] | null;
}

/** The person behind a token, if the session still lives: not revoked, idle or expired, account not disabled. One query: every request asks. */
export async function personOf(database: Store, token: SessionToken): Promise<Person | null> {
  const rows = await database.$queryRaw<SessionRow[]>`
    SELECT s."userId", s."lastSeenAt", s."expiresAt", s."revokedAt",
      u."name", u."legalName", u."language", u."theme", u."sessionVersion", u."disabledAt", r."role"
    FROM "Session" s JOIN "User" u ON u."id" = s."userId" LEFT JOIN "UserRole" r ON r."userId" = u."id"
    WHERE s."id" = ${token.sid} AND s."userId" = ${token.sub}`;
  const [row] = rows;
  const at = now();
  if (!row || !isAlive(row, token.sv, at)) return null;
  if (after(row.lastSeenAt, SEEN_EVERY) <= at) await database.session.update({ where: { id: token.sid }, data: { lastSeenAt: at } });
  return {
    id: row.userId,
    name: row.name,
    legalName: row.legalName,
    roles: rows.flatMap(({ role }) => role ?? []),
    language: row.language,
    theme: row.theme,
    sessionId: token.sid,
  };
}

/** Not revoked, idle or expired, of an account that is not disabled and whose sessions were not ended at once. */
export function isAlive(
  row: Pick<SessionRow, 'lastSeenAt' | 'expiresAt' | 'revokedAt' | 'sessionVersion' | 'disabledAt'>,
  sessionVersion: number,
  at: Date,
): boolean {
  if (row.revokedAt || row.expiresAt <= at || after(row.lastSeenAt, IDLE_TIMEOUT) <= at) return false;
  return row.disabledAt === null && row.sessionVersion === sessionVersion;
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
