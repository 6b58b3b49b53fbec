import 'server-only';
import type { ProblemCode, ProblemParameters } from '@/app/_contract/problem';

/** An expected refusal or failure: its code reaches the reader as one message per language, its HTTP status the client. */
export class Refusal<Code extends ProblemCode = ProblemCode> extends Error {
  constructor(
    readonly code: Code,
    readonly parameters: ProblemParameters[Code],
  ) {
    super(code);
  }
}

export const statusOf: Readonly<Record<ProblemCode, number>> = {
  'signed-out': 401,
  'needs-platform-role': 403,
  'not-a-member': 404,
  'needs-project-role': 403,
  'sees-no-rows': 403,
  'member-of-projects': 409,
  'project-archived': 409,
  'project-active': 409,
  'demo-only': 403,
  'last-owner': 409,
  'already-member': 409,
  'no-such-account': 404,
  'no-such-database': 404,
  'database-damaged': 409,
  'database-not-open': 403,
  'not-found': 404,
  'signin-wrong': 401,
  'signin-locked': 429,
  'password-weak': 422,
  'password-common': 422,
  'password-wrong': 403,
  'name-taken': 409,
  'own-account': 409,
  'demo-account': 409,
  'roles-exclusive': 409,
  'other-person': 409,
  'result-refused': 422,
  'invalid-input': 422,
  'ill-formed-text': 422,
  'too-large': 413,
  'notebook-full': 422,
  'comments-full': 422,
  'not-your-comment': 403,
  'comment-words-gone': 409,
  'comment-not-shown': 409,
  'notebook-locked': 409,
  'version-unknown': 404,
  'server-full': 503,
  'range-not-satisfiable': 416,
  'wrong-origin': 403,
  'data-not-fetched': 403,
  unreachable: 503,
  unexpected: 500,
};

export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Refusal;
}
