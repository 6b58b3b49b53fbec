import 'server-only';
import type { DemoAccountDto } from '@/app/_contract/account';
import { Refusal } from '../refusal';
import type { Device, SessionToken } from '../session/sessions';
import { signIn } from '../session/sign-in';
import { settings } from '../settings/environment';
import { store } from '../store';
import { DEMO_PASSWORD, demoAccounts, demoSignInName } from './accounts';
import { DEMO_PROJECT_KEY } from './project';

/** The demo accounts the first page offers: none outside demo mode. */
export async function offeredDemoAccounts(): Promise<readonly DemoAccountDto[]> {
  if (settings().mode !== 'demo') return [];
  return demoAccounts.map((account) => ({ name: demoSignInName(account), role: account.name }));
}

/** Signs in as a demo account with its password, through the sign-in everyone uses. */
export function openDemoSession(account: string, device: Device): Promise<SessionToken> {
  const known = demoAccounts.some((candidate) => demoSignInName(candidate) === account);
  if (settings().mode !== 'demo' || !known) throw new Refusal('demo-only', {});
  return signIn(account, DEMO_PASSWORD, device);
}

/** Where each kind of person has her room: members in the demo study's notebook, the others at their desks. */
export async function demoRoom(account: string): Promise<string> {
  if (account === 'auditor') return '/audit';
  if (account === 'administrator' || account === 'security') return '/admin';
  const known = await store().installation.findUnique({ where: { key: DEMO_PROJECT_KEY } });
  const notebook = known
    ? await store().notebook.findFirst({ where: { projectId: known.value, deletedAt: null }, orderBy: { createdAt: 'asc' } })
    : null;
  return notebook ? `/projects/${notebook.projectId}/notebooks/${notebook.id}` : '/projects';
}
