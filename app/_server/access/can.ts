import 'server-only';
import type { ProblemCode, ProblemParameters } from '@/app/_contract/problem';
import { separatedRoles } from '@/app/_contract/roles';
import { Refusal } from '../refusal';
import { type AccessObject, projectOf } from './objects';
import type { Person } from './person';
import { type Holder, type PersonFor, type Right, rights } from './rights';

type Reason = Extract<ProblemCode, 'signed-out' | 'needs-platform-role' | 'not-a-member' | 'needs-project-role' | 'sees-no-rows'>;

export type Verdict =
  | { readonly ok: true }
  | { readonly [Code in Reason]: { readonly ok: false; readonly code: Code; readonly parameters: ProblemParameters[Code] } }[Reason];

const yes: Verdict = { ok: true };

/** May this person do this, on this object? The reason of a no is what the reader is shown. */
export function can(person: Person | null, right: Right, object: AccessObject): Verdict {
  const holder: Holder = rights[right];
  if (holder.of === 'everyone') return yes;
  if (!person) return { ok: false, code: 'signed-out', parameters: {} };
  if (holder.of === 'signed-in') return yes;
  const apart = separatedRoles.filter((role) => person.roles.includes(role));
  if (holder.of === 'platform') {
    if (!holder.roles.some((role) => person.roles.includes(role))) {
      return { ok: false, code: 'needs-platform-role', parameters: { roles: holder.roles } };
    }
    return holder.rows && apart.length > 0 ? { ok: false, code: 'sees-no-rows', parameters: { roles: apart } } : yes;
  }
  const role = projectOf(object)?.role ?? null;
  if (role === null) return { ok: false, code: 'not-a-member', parameters: {} };
  // Whoever runs the platform or watches over it sees no rows, even one who became a member before.
  if (apart.length > 0) return { ok: false, code: 'sees-no-rows', parameters: { roles: apart } };
  return holder.roles.includes(role) ? yes : { ok: false, code: 'needs-project-role', parameters: { roles: holder.roles } };
}

/** The person a right is given to; refuses everybody else. */
export function requirePerson<R extends Right>(person: Person | null, right: R, object: AccessObject): PersonFor<R> {
  const verdict = can(person, right, object);
  if (!verdict.ok) throw new Refusal(verdict.code, verdict.parameters);
  // Only what everyone may do is done by nobody in particular.
  return person as PersonFor<R>;
}
