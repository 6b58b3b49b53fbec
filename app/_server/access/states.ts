import 'server-only';
import type { ProblemCode } from '@/app/_contract/problem';
import { Refusal } from '../refusal';
import { type AccessObject, type ProjectState, projectOf } from './objects';

/** The states of a project, each with what is said where it is in the way. */
const projectStates = {
  active: 'project-active',
  archived: 'project-archived',
} as const satisfies Record<ProjectState, ProblemCode>;

/** What leads from one state to another. */
export const projectSteps = {
  archive: { from: 'active', to: 'archived' },
  bringBack: { from: 'archived', to: 'active' },
} as const satisfies Record<string, { readonly from: ProjectState; readonly to: ProjectState }>;

export type ProjectStep = keyof typeof projectSteps;

/** What something may need: a state of the project; `unlocked` is an active one whose notebook, where it is about one, nobody has locked. */
export type WantedState = ProjectState | 'unlocked';

/** Refuses where an object, or its project, is not in the state something needs, whoever asks. */
export function demandState(object: AccessObject, wanted: WantedState | undefined): void {
  const state = projectOf(object)?.state;
  const needed = wanted === 'unlocked' ? 'active' : wanted;
  if (needed && state && state !== needed) throw new Refusal(projectStates[state], {});
  if (wanted !== 'unlocked' || object.kind !== 'notebook' || object.lock === null) return;
  const { by, reason } = object.lock;
  throw new Refusal('notebook-locked', { by, reason });
}
