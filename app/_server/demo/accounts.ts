import 'server-only';
import type { DemoAccountDto } from '@/app/_contract/account';
import type { PlatformRole, ProjectRole } from '@/app/_contract/roles';

/** One password for all demo accounts; it opens nothing in production, where none of them may exist. */
export const DEMO_PASSWORD = 'coho-demo-2026';

interface DemoAccount {
  readonly name: DemoAccountDto['role'];
  readonly legalName: string;
  readonly platformRoles: readonly PlatformRole[];
  readonly projectRole: ProjectRole | null;
}

/** One account for each kind of person that has a room. */
export const demoAccounts: readonly DemoAccount[] = [
  { name: 'owner', legalName: 'Demo Owner', platformRoles: ['researcher'], projectRole: 'owner' },
  { name: 'analyst', legalName: 'Demo Analyst', platformRoles: ['researcher'], projectRole: 'analyst' },
  { name: 'statistician', legalName: 'Demo Statistician', platformRoles: ['researcher'], projectRole: 'statistician' },
  { name: 'reviewer', legalName: 'Demo Reviewer', platformRoles: ['researcher'], projectRole: 'reviewer' },
  { name: 'viewer', legalName: 'Demo Viewer', platformRoles: [], projectRole: 'viewer' },
  { name: 'systemAdministrator', legalName: 'Demo System Administrator', platformRoles: ['systemAdministrator'], projectRole: null },
  { name: 'securityAdministrator', legalName: 'Demo Security Administrator', platformRoles: ['securityAdministrator'], projectRole: null },
  { name: 'auditor', legalName: 'Demo Auditor', platformRoles: ['auditor'], projectRole: null },
];

/** Sign-in names are lower case and short. */
export function demoSignInName(account: DemoAccount): string {
  return { systemAdministrator: 'administrator', securityAdministrator: 'security' }[account.name as string] ?? account.name;
}
