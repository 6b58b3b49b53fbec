import 'server-only';
/** What those who are connected may do, asked for all of them at once. */
import type { PlatformRole } from '@/app/_contract/roles';
import type { Member, Notebook, Project } from '@/prisma/generated/client';
import { can } from '../access/can';
import type { AccessObjects } from '../access/objects';
import type { Person } from '../access/person';
import { type Locked, lockColumns, lockOf, lockTables } from '../access/scope';
import { now } from '../clock';
import { isAlive, type SessionRow, type SessionToken } from '../session/sessions';
import type { Store } from '../store';

/** Somebody who is connected. */
export interface Connected {
  readonly token: SessionToken;
  readonly person: Person;
  readonly notebookId: string;
}

/** What somebody may do in a notebook now. */
export interface Standing {
  readonly mayRead: boolean;
  readonly mayEdit: boolean;
  readonly object: AccessObjects['notebook'];
  /** Of the notebook, as the database has it. */
  readonly version: number;
}

interface Row
  extends Pick<SessionRow, 'lastSeenAt' | 'expiresAt' | 'revokedAt' | 'sessionVersion' | 'disabledAt'>,
    Pick<Notebook, 'version'>,
    Locked {
  readonly place: number | bigint;
  readonly roles: string | null;
  readonly projectId: string | null;
  readonly status: Project['status'] | null;
  readonly role: Member['role'] | null;
}

/** Where each stands, in their order; null for who is signed in no more. */
export async function standingOf(database: Store, connected: readonly Connected[]): Promise<readonly (Standing | null)[]> {
  const asked = connected.map(({ token, notebookId }) => [token.sid, token.sub, notebookId]);
  const rows = await database.$queryRaw<Row[]>`
    SELECT a."key" AS "place", s."lastSeenAt", s."expiresAt", s."revokedAt", u."sessionVersion", u."disabledAt",
      (SELECT group_concat(r."role") FROM "UserRole" r WHERE r."userId" = u."id") AS "roles",
      n."version", p."id" AS "projectId", p."status", m."role", ${lockColumns}
    FROM json_each(${JSON.stringify(asked)}) a
    JOIN "Session" s ON s."id" = json_extract(a."value", '$[0]') AND s."userId" = json_extract(a."value", '$[1]')
    JOIN "User" u ON u."id" = s."userId"
    LEFT JOIN "Notebook" n ON n."id" = json_extract(a."value", '$[2]') AND n."deletedAt" IS NULL
    ${lockTables}
    LEFT JOIN "Project" p ON p."id" = n."projectId"
    LEFT JOIN "Member" m ON m."projectId" = p."id" AND m."userId" = u."id"`;
  const at = now();
  const found = new Map(rows.map((row) => [Number(row.place), row]));
  return connected.map(({ token, person, notebookId }, place) => {
    const row = found.get(place);
    return row && isAlive(row, token.sv, at) ? standing(row, person, notebookId) : null;
  });
}

function standing(row: Row, person: Person, id: string): Standing {
  const { roles, projectId, role, status, version } = row;
  const isMember = projectId !== null && role !== null;
  const project = { kind: 'project', id: projectId ?? '', role: isMember ? role : null, state: isMember ? status : null } as const;
  const object = { kind: 'notebook', id, project, lock: lockOf(row) } as const;
  const today = { ...person, roles: roles === null ? [] : (roles.split(',') as PlatformRole[]) };
  const may = (right: 'notebook.read' | 'notebook.edit') => can(today, right, object).ok;
  const isOpen = status === 'active' && object.lock === null;
  return { mayRead: may('notebook.read'), mayEdit: may('notebook.edit') && isOpen, object, version: Number(version ?? 0) };
}
