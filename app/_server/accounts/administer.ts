import 'server-only';
import type { z } from 'zod';
import type { AccountDto, newAccountInput, SettingDto } from '@/app/_contract/account';
import type { PlatformRole } from '@/app/_contract/roles';
import type { Person } from '../access/person';
import { after, now } from '../clock';
import { Refusal } from '../refusal';
import { demandStrongPassword, hashPassword } from '../session/password';
import { IDLE_TIMEOUT } from '../session/sessions';
import { settings } from '../settings/environment';
import { type SettingName, settingsTable } from '../settings/table';
import { store } from '../store';
import { someone } from './own';

/** Running, accounts and oversight are kept apart: no person holds two of these. */
const exclusive: ReadonlySet<PlatformRole> = new Set(['systemAdministrator', 'securityAdministrator', 'auditor']);

function demandSeparate(roles: readonly PlatformRole[]): void {
  if (roles.filter((role) => exclusive.has(role)).length > 1) throw new Refusal('roles-exclusive', {});
}

export async function listAccounts(person: Person): Promise<readonly AccountDto[]> {
  const at = now();
  const alive = { revokedAt: null, expiresAt: { gt: at }, lastSeenAt: { gt: after(at, -IDLE_TIMEOUT) } };
  const users = await store().user.findMany({
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

export async function createAccount(input: z.output<typeof newAccountInput>): Promise<void> {
  demandStrongPassword(input.password, input);
  const { name, legalName, institution, staffNumber, password, role } = input;
  if (await store().user.findUnique({ where: { name } })) throw new Refusal('name-taken', { name });
  await store().user.create({
    data: {
      name,
      legalName,
      institution,
      staffNumber: staffNumber || null,
      passwordHash: await hashPassword(password),
      createdAt: now(),
      roles: { create: { role } },
    },
  });
}

/** Gives an account exactly these roles. Nobody changes their own. */
export async function setRoles(asker: Person | null, account: string, roles: readonly PlatformRole[]): Promise<void> {
  demandOther(asker, account);
  demandSeparate(roles);
  await demandAccount(account);
  await store().$transaction([
    store().userRole.deleteMany({ where: { userId: account } }),
    store().userRole.createMany({ data: [...new Set(roles)].map((role) => ({ userId: account, role })) }),
  ]);
}

/** Disables an account, which ends its sessions at once, or enables it again. */
export async function setDisabled(asker: Person | null, account: string, disabled: boolean): Promise<void> {
  demandOther(asker, account);
  await demandAccount(account);
  const data = disabled ? { disabledAt: now(), sessionVersion: { increment: 1 } } : { disabledAt: null };
  await store().user.update({ where: { id: account }, data });
}

function demandOther(asker: Person | null, account: string): void {
  if (someone(asker).id === account) throw new Refusal('own-account', {});
}

async function demandAccount(id: string): Promise<void> {
  if (!(await store().user.findUnique({ where: { id }, select: { id: true } }))) throw new Refusal('not-found', {});
}
