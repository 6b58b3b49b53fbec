import * as z from 'zod';
import type { Language } from '@/cohort-dsl/source/localised';
import { languages, type PlatformRole, platformRoles, type Theme, themes } from './roles';

export const signInInput = z.object({
  name: z.string().trim().min(1).max(100),
  password: z.string().min(1).max(500),
  next: z.string().max(500).default('/'),
});
export const openDemoInput = z.object({ account: z.string().min(1).max(50) });
export const preferencesInput = z.object({ language: z.enum(languages).optional(), theme: z.enum(themes).optional() });
export const passwordInput = z.object({ present: z.string().min(1).max(500), next: z.string().min(1).max(500) });
export const revokeInput = z.object({ session: z.string().min(1).max(100).nullable() });
export const dismissInput = z.object({ hint: z.string().regex(/^[a-z-]{1,40}$/u) });

export const newAccountInput = z.object({
  name: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9._@-]{1,98}$/u),
  legalName: z.string().trim().min(1).max(200),
  institution: z.string().trim().min(1).max(200),
  staffNumber: z.string().trim().max(50).default(''),
  password: z.string().min(1).max(500),
  role: z.enum(platformRoles),
});
export const accountRolesInput = z.object({
  account: z.string().min(1).max(100),
  roles: z.array(z.enum(platformRoles)).max(platformRoles.length),
});
export const accountStateInput = z.object({ account: z.string().min(1).max(100), disabled: z.boolean() });

/** The person the shell speaks to. */
export interface PersonDto {
  readonly name: string;
  readonly legalName: string;
  readonly roles: readonly PlatformRole[];
  readonly language: Language;
  readonly theme: Theme;
}

export interface SessionDto {
  readonly id: string;
  readonly device: string;
  readonly address: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly current: boolean;
}

export interface DemoAccountDto {
  readonly name: string;
  readonly role: 'owner' | 'analyst' | 'statistician' | 'reviewer' | 'viewer' | 'systemAdministrator' | 'securityAdministrator' | 'auditor';
}

export interface OwnAccountDto extends PersonDto {
  readonly institution: string;
  readonly staffNumber: string | null;
  readonly demo: boolean;
}

/** An account as administrators see it. */
export interface AccountDto {
  readonly id: string;
  readonly name: string;
  readonly legalName: string;
  readonly institution: string;
  readonly roles: readonly PlatformRole[];
  readonly demo: boolean;
  readonly disabled: boolean;
  readonly sessions: number;
  readonly self: boolean;
}

export interface SettingDto {
  readonly name: string;
  readonly value: string;
  readonly default: string;
}
