import 'server-only';
import type { PlatformRole, ProjectRole } from '@/app/_contract/roles';
import type { Person } from './person';

/** Who holds a right: everybody, everybody signed in, holders of a platform role, or members with a project role. */
export type Holder =
  | { readonly of: 'everyone' }
  | { readonly of: 'signed-in' }
  /** `rows`: the right leads to rows of patients, so nobody with a separated role has it. Every right in a project does. */
  | { readonly of: 'platform'; readonly roles: readonly PlatformRole[]; readonly rows: boolean }
  | { readonly of: 'project'; readonly roles: readonly ProjectRole[] };

const everyone = { of: 'everyone' } as const;
const signedIn = { of: 'signed-in' } as const;
const platform = (roles: readonly PlatformRole[], rows = false) => ({ of: 'platform', roles, rows }) as const;
const project = (...roles: ProjectRole[]) => ({ of: 'project', roles }) as const;

const anyMember = project('owner', 'analyst', 'statistician', 'reviewer', 'viewer');
const workers = project('owner', 'analyst', 'statistician');
const commenters = project('owner', 'analyst', 'statistician', 'reviewer');

/** The one matrix of rights. A right that is not here does not exist. */
export const rights = {
  'home.read': everyone,
  'session.open': everyone,
  'session.close': everyone,
  'preferences.set': everyone,
  'catalogue.read': everyone,
  'account.own': signedIn,
  'project.list': signedIn,
  'project.create': platform(['researcher'], true),
  'project.read': anyMember,
  'project.rename': project('owner'),
  'project.archive': project('owner'),
  'project.members': project('owner'),
  'notebook.read': anyMember,
  'notebook.create': workers,
  'notebook.edit': workers,
  'notebook.delete': workers,
  'notebook.lock': workers,
  'run.record': anyMember,
  'results.keep': workers,
  'results.withdraw': workers,
  'comments.read': anyMember,
  'comments.write': commenters,
  'data.load': anyMember,
  'admin.read': platform(['systemAdministrator', 'securityAdministrator']),
  'admin.accounts': platform(['securityAdministrator']),
  'audit.read': platform(['auditor']),
} as const satisfies Record<string, Holder>;

export type Right = keyof typeof rights;

/** Whom a right leaves in front of us: somebody, but for what everyone may do. */
export type PersonFor<R extends Right> = (typeof rights)[R] extends { readonly of: 'everyone' } ? Person | null : Person;
