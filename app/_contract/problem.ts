import type { TableFault } from '@/analysis-kernel/disclosure/declared-tables';
import type { PlatformRole, ProjectRole } from './roles';

/** Everything the application can refuse or fail with, and what its message needs to know. */
export interface ProblemParameters {
  'signed-out': Record<never, never>;
  'needs-platform-role': { roles: readonly PlatformRole[] };
  'not-a-member': Record<never, never>;
  'needs-project-role': { roles: readonly ProjectRole[] };
  'sees-no-rows': { roles: readonly PlatformRole[] };
  /** `names` of the first few. */
  'member-of-projects': { count: number; names: readonly string[] };
  'project-archived': Record<never, never>;
  'project-active': Record<never, never>;
  'demo-only': Record<never, never>;
  'last-owner': Record<never, never>;
  'already-member': { name: string };
  'no-such-account': { name: string };
  'no-such-database': { release: string };
  'database-damaged': { release: string };
  'database-not-open': { release: string };
  'not-found': Record<never, never>;
  'signin-wrong': Record<never, never>;
  'signin-locked': { seconds: number };
  'password-weak': { length: number };
  'password-common': Record<never, never>;
  'password-wrong': Record<never, never>;
  'name-taken': { name: string };
  'own-account': Record<never, never>;
  'demo-account': Record<never, never>;
  'roles-exclusive': Record<never, never>;
  'other-person': Record<never, never>;
  'result-refused': { reason: TableFault | 'shape' };
  'invalid-input': { fields: readonly string[] };
  'ill-formed-text': { fields: readonly string[] };
  'too-large': Record<never, never>;
  'notebook-full': Record<never, never>;
  'comments-full': Record<never, never>;
  'not-your-comment': Record<never, never>;
  'comment-words-gone': Record<never, never>;
  'comment-not-shown': Record<never, never>;
  'notebook-locked': { by: string; reason: string };
  'version-unknown': { version: number };
  'server-full': { seconds: number };
  'range-not-satisfiable': { size: number };
  'wrong-origin': Record<never, never>;
  'data-not-fetched': Record<never, never>;
  /** Told by the browser itself: there was no answer. */
  unreachable: Record<never, never>;
  unexpected: { reference: string };
}

export type ProblemCode = keyof ProblemParameters;

/** A problem as a component shows it: the message is already in the reader's language. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  /** Names of the form fields at fault. */
  readonly fields: readonly string[];
}

export type ActionResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };
