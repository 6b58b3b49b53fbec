import 'server-only';
import type { z } from 'zod';
import type { AccountDto, newAccountInput, SettingDto } from '@/app/_contract/account';
import { type PlatformRole, separatedRoles } from '@/app/_contract/roles';
import type { Person } from '../access/person';
import { after, now } from '../clock';
import { Refusal } from '../refusal';
import { demandStrongPassword, hashPassword } from '../session/password';
import { IDLE_TIMEOUT } from '../session/sessions';
import { settings } from '../settings/environment';
import { type SettingName, settingsTable } from '../settings/table';
import type { Store } from '../store';

/** So many projects are named to whoever has to ask their owners. */
const MOST_NAMED = 5;

/** No person holds two of the separated roles, and none of those who hold one is a member of a project, where rows are seen. */
async function demandSeparate(tx: Store, account: string, roles: readonly PlatformRole[]): Promise<void> {
  const apart = separatedRoles.filter((role) => roles.includes(role));
  if (apart.length > 1) throw new Refusal('roles-exclusive', {});
  if (apart.length === 0) return;
  const members = await tx.member.findMany({
    where: { userId: account },
    select: { project: { select: { name: true } } },
    orderBy: { addedAt: 'asc' },
  });
  if (members.length === 0) return;
  const names = members.slice(0, MOST_NAMED).map(({ project }) => project.name);
  throw new Refusal('member-of-projects', { count: members.length, names });
}

export async function listAccounts(database: Store, person: Person): Promise<readonly AccountDto[]> {
  const at = now();
  const alive = { revokedAt: null, expiresAt: { gt: at }, lastSeenAt: { gt: after(at, -IDLE_TIMEOUT) } };
  const users = await database.user.findMany({
    include: { roles: true, _count: { select: { sessions: { where: alive } } } },
    orderBy: { name: 'asc' },
  });
  return users.map((user) => ({
    id: user.id,
    name: user.name,
    legalName: user.legalName,
    institution: user.institution,
    roles: user.roles.map(({ role }) => role),
    demo: user.demo,
    disabled: user.disabledAt !== null,
    sessions: user._count.sessions,
    self: user.id === person.id,
  }));
}

export function listSettings(): readonly SettingDto[] {
  const { port, host, dataDirectory, mode, proxies } = settings();
  const values: Readonly<Record<SettingName, string>> = {
    PORT: String(port),
    HOST: host,
    COHO_DATA: dataDirectory,
    COHO_MODE: mode,
    COHO_PROXY: proxies.join(','),
  };
  return (Object.keys(settingsTable) as SettingName[]).map((name) => ({ name, value: values[name], default: settingsTable[name].default }));
}

type NewAccount = z.output<typeof newAccountInput>;

/** Checks the first password of an account; what it gives is stored by `createAccount`. */
export function hashOfFirstPassword(input: NewAccount): Promise<string> {
  demandStrongPassword(input.password, input);
  return hashPassword(input.password);
}

export async function createAccount(tx: Store, input: NewAccount, passwordHash: string): Promise<void> {
  const { name, legalName, institution, staffNumber, role } = input;
  if (await tx.user.findUnique({ where: { name } })) throw new Refusal('name-taken', { name });
  await tx.user.create({
    data: {
      name,
      legalName,
      institution,
      staffNumber: staffNumber || null,
      passwordHash,
      createdAt: now(),
      roles: { create: { role } },
    },
  });
}

/** Gives an account exactly these roles. Nobody changes their own. */
export async function setRoles(tx: Store, asker: Person, account: string, roles: readonly PlatformRole[]): Promise<void> {
  demandOther(asker, account);
  await demandAccount(tx, account);
  await demandSeparate(tx, account, roles);
  await tx.userRole.deleteMany({ where: { userId: account } });
  await tx.userRole.createMany({ data: [...new Set(roles)].map((role) => ({ userId: account, role })) });
}

/** Disables an account, which ends its sessions at once, or enables it again. */
export async function setDisabled(tx: Store, asker: Person, account: string, disabled: boolean): Promise<void> {
  demandOther(asker, account);
  await demandAccount(tx, account);
  const data = disabled ? { disabledAt: now(), sessionVersion: { increment: 1 } } : { disabledAt: null };
  await tx.user.update({ where: { id: account }, data });
}

function demandOther(asker: Person, account: string): void {
  if (asker.id === account) throw new Refusal('own-account', {});
}

async function demandAccount(tx: Store, id: string): Promise<void> {
  if (!(await tx.user.findUnique({ where: { id }, select: { id: true } }))) throw new Refusal('not-found', {});
}
