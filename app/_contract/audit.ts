import * as z from 'zod';
import { activities } from './projects';

/** What is searched for; none where it is empty. No database searches for a NUL or half a surrogate pair. */
const optional = z
  .string()
  .trim()
  .max(200)
  .regex(/^[^\0\p{Surrogate}]*$/u)
  .transform((text) => text || undefined)
  .optional();
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
  'comment.begin',
  'comment.reply',
  'comment.change',
  'comment.settle',
  'notebook.name-version',
  'notebook.restore',
  'notebook.lock',
  'notebook.unlock',
  'results.keep',
  'results.differ',
  'results.check',
  'results.withdraw',
  'data.load',
  'audit.export',
  'call.unread',
  'live.join',
  'live.unread',
  'live.flood',
] as const;

const day = z.union([z.literal('').transform(() => undefined), z.iso.date()]).optional();

/** What the audit log is searched by, as it stands in the address; a day that is none, or text nothing could hold, is no search. */
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
  readonly objectKind: string | null;
  /** Its name, where it has one and is still there. */
  readonly object: string | null;
  readonly project: string | null;
  readonly details: { readonly [key: string]: unknown };
  readonly hash: string;
  /** All of it in words, in the reader's language. */
  readonly sentence: string;
}

export interface AuditPageDto {
  readonly entries: readonly AuditEntryDto[];
  /** Where the next older page begins; null on the last. */
  readonly older: number | null;
}

/** Entries that are not what Coho wrote, from one number to another. */
export interface AuditFault {
  readonly fault: 'altered' | 'missing' | 'inserted';
  readonly from: number;
  readonly to: number;
}

/** The chain as it was found: intact where there are no faults. */
export interface VerificationDto {
  readonly entries: number;
  readonly head: string;
  readonly faults: readonly AuditFault[];
}
