/** Roles as the interface names them; the application database holds the same words. */
import type { Language } from '@/cohort-dsl/source/localised';

export const platformRoles = [
  'researcher',
  'systemAdministrator',
  'securityAdministrator',
  'auditor',
  'steward',
  'centreDataManager',
  'committee',
  'outputChecker',
] as const;
export type PlatformRole = (typeof platformRoles)[number];

/** Running, accounts and oversight: no person holds two of these, and none who holds one sees rows. */
export const separatedRoles = ['systemAdministrator', 'securityAdministrator', 'auditor'] as const satisfies readonly PlatformRole[];

export const projectRoles = ['owner', 'analyst', 'statistician', 'reviewer', 'viewer'] as const;
export type ProjectRole = (typeof projectRoles)[number];

export const languages = ['en', 'zh'] as const satisfies readonly Language[];

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
