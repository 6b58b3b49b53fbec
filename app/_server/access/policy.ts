import 'server-only';
import { Refusal } from '../refusal';
import type { AccessObject } from './can';

/** What the state of an object allows, apart from who asks. */
export const policy = {
  projectActive(object: AccessObject): void {
    if (object.kind === 'project' && object.archived) throw new Refusal('project-archived', {});
  },
  projectArchived(object: AccessObject): void {
    if (object.kind === 'project' && !object.archived) throw new Refusal('project-active', {});
  },
  always(): void {},
} as const;

export type Policy = (object: AccessObject) => void;
