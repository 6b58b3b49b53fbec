import 'server-only';
import type { ProblemCode, ProblemParameters } from '@/app/_contract/problem';
import type { ProjectRole } from '@/app/_contract/roles';
import { Refusal } from '../refusal';
import type { Person } from './person';
import { type Holder, type Right, rights } from './rights';

/** What a right is asked on: nothing in particular, or a project in which the person has a role (null: not a member). */
export type AccessObject =
  | { readonly kind: 'none' }
  | { readonly kind: 'project'; readonly id: string; readonly role: ProjectRole | null; readonly archived: boolean };

export const nothing: AccessObject = { kind: 'none' };

type Reason = Extract<ProblemCode, 'signed-out' | 'needs-platform-role' | 'not-a-member' | 'needs-project-role'>;

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
  if (holder.of === 'platform') {
    const held = holder.roles.some((role) => person.roles.includes(role));
    return held ? yes : { ok: false, code: 'needs-platform-role', parameters: { roles: holder.roles } };
  }
  if (object.kind !== 'project' || object.role === null) return { ok: false, code: 'not-a-member', parameters: {} };
  return holder.roles.includes(object.role) ? yes : { ok: false, code: 'needs-project-role', parameters: { roles: holder.roles } };
}

export function demand(person: Person | null, right: Right, object: AccessObject): void {
  const verdict = can(person, right, object);
  if (!verdict.ok) throw new Refusal(verdict.code, verdict.parameters);
}
