import * as z from 'zod';
import { activities } from './projects';

const optional = z.string().trim().max(200).optional().catch(undefined);
/** What the log is searched for, by its name in the log. Reads that are recorded when refused are found by their outcome. */
export const recordedActions = [
  'session.sign-in',
  'session.sign-out',
  'account.change-password',
  'account.revoke-session',
  'admin.create-account',
  'admin.set-roles',
  'admin.set-disabled',
  'project.create',
  ...activities,
  'results.keep',
  'data.load',
] as const;

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/u)
  .optional()
  .catch(undefined);

/** What the audit log is searched by, as it stands in the address. */
export const auditFilter = z.object({
  person: optional,
  action: optional,
  project: optional,
  release: optional,
  from: day,
  through: day,
  outcome: z.enum(['done', 'denied', 'failed']).optional().catch(undefined),
  before: z.coerce.number().int().positive().optional().catch(undefined),
  verify: z.literal('1').optional().catch(undefined),
});
export type AuditFilter = z.infer<typeof auditFilter>;

export interface AuditEntryDto {
  readonly sequence: number;
  readonly at: string;
  readonly person: string;
  readonly action: string;
  readonly outcome: 'done' | 'denied' | 'failed';
  readonly reason: string | null;
  readonly object: string | null;
  readonly details: string;
  readonly hash: string;
}

export interface AuditPageDto {
  readonly entries: readonly AuditEntryDto[];
  /** Where the next older page begins; null on the last. */
  readonly older: number | null;
}

export type VerificationDto =
  | { readonly intact: true; readonly entries: number; readonly head: string }
  | { readonly intact: false; readonly sequence: number; readonly fault: 'altered' | 'missing' | 'inserted' };
