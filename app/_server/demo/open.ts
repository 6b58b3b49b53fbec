import 'server-only';
import type { DemoAccountDto } from '@/app/_contract/account';
import { notebookSettings } from '@/app/_contract/notebooks';
import type { Language } from '@/cohort-dsl/source/localised';
import { Refusal } from '../refusal';
import type { Device } from '../session/devices';
import type { Preferences } from '../session/preferences';
import type { SessionToken } from '../session/sessions';
import { openSession } from '../session/sign-in';
import { settings } from '../settings/environment';
import type { Store } from '../store';
import { demoAccounts, demoSignInName } from './accounts';
import { demoProjectKey, FIRST_DEMO } from './project';

/** The demo accounts the first page offers: none outside demo mode. */
export async function offeredDemoAccounts(): Promise<readonly DemoAccountDto[]> {
  if (settings().mode !== 'demo') return [];
  return demoAccounts.map((account) => ({ name: demoSignInName(account), role: account.name }));
}

/** Opens a demo account, whose password everybody may read: nothing is checked but that it is one. */
export async function openDemoSession(database: Store, account: string, device: Device, preferences: Preferences): Promise<SessionToken> {
  const known = demoAccounts.some((candidate) => demoSignInName(candidate) === account);
  if (settings().mode !== 'demo' || !known) throw new Refusal('demo-only', {});
  const user = await database.user.findFirst({ where: { name: account, demo: true, disabledAt: null } });
  if (!user) throw new Refusal('demo-only', {});
  const token = await openSession(database, user, device);
  // The page a newcomer reads goes on as it began.
  await database.user.update({ where: { name: account }, data: { ...preferences } });
  return token;
}

/** Where each kind of person has her room: members in the first demo study's notebook in their language, the others at their desks. */
export async function demoRoom(database: Store, account: string, language: Language = 'en'): Promise<string> {
  if (account === 'auditor') return '/audit';
  if (account === 'administrator' || account === 'security') return '/admin';
  const known = await database.installation.findUnique({ where: { key: demoProjectKey(FIRST_DEMO) } });
  const notebooks = known
    ? await database.notebook.findMany({ where: { projectId: known.value, deletedAt: null }, orderBy: { createdAt: 'asc' } })
    : [];
  const notebook = notebooks.find(({ settings: own }) => notebookSettings.parse(own).other.language === language) ?? notebooks[0];
  return notebook ? `/projects/${notebook.projectId}/notebooks/${notebook.id}` : '/projects';
}
