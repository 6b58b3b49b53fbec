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

/** Refuses where the project of an object is not in the state something needs, whoever asks. */
export function demandState(object: AccessObject, wanted: ProjectState | undefined): void {
  const state = projectOf(object)?.state;
  if (wanted && state && state !== wanted) throw new Refusal(projectStates[state], {});
}
