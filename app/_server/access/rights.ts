import 'server-only';
import type { PlatformRole, ProjectRole } from '@/app/_contract/roles';

/** Who holds a right: everybody, everybody signed in, holders of a platform role, or members with a project role. */
export type Holder =
  | { readonly of: 'everyone' }
  | { readonly of: 'signed-in' }
  | { readonly of: 'platform'; readonly roles: readonly PlatformRole[] }
  | { readonly of: 'project'; readonly roles: readonly ProjectRole[] };

const everyone: Holder = { of: 'everyone' };
const signedIn: Holder = { of: 'signed-in' };
const platform = (...roles: PlatformRole[]): Holder => ({ of: 'platform', roles });
const project = (...roles: ProjectRole[]): Holder => ({ of: 'project', roles });

const anyMember = project('owner', 'analyst', 'statistician', 'reviewer', 'viewer');
const workers = project('owner', 'analyst', 'statistician');

/** The one matrix of rights. A right that is not here does not exist. */
export const rights = {
  'home.read': everyone,
  'session.open': everyone,
  'session.close': everyone,
  'preferences.set': everyone,
  'catalogue.read': everyone,
  'account.own': signedIn,
  'project.list': signedIn,
  'project.create': platform('researcher'),
  'project.read': anyMember,
  'project.rename': project('owner'),
  'project.archive': project('owner'),
  'project.members': project('owner'),
  'notebook.read': anyMember,
  'notebook.create': workers,
  'notebook.edit': workers,
  'notebook.delete': workers,
  'results.keep': workers,
  'results.withdraw': workers,
  'data.load': anyMember,
  'admin.read': platform('systemAdministrator', 'securityAdministrator'),
  'admin.accounts': platform('securityAdministrator'),
  'audit.read': platform('auditor'),
} as const satisfies Record<string, Holder>;

export type Right = keyof typeof rights;
