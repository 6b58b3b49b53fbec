import 'server-only';
import type { NotebookLock } from '@/app/_contract/notebooks';
import type { ProjectRole } from '@/app/_contract/roles';
import type { AuditFacts } from '../audit/entry';

export type ProjectState = 'active' | 'archived';

/** A project with the role the person has in it: null, and no state, where the person is no member or there is none. */
export interface ProjectObject {
  readonly kind: 'project';
  readonly id: string;
  readonly role: ProjectRole | null;
  readonly state: ProjectState | null;
}

/** What is asked on things inside a project is asked on the project. */
interface InProject<Kind extends string> {
  readonly kind: Kind;
  readonly id: string;
  readonly project: ProjectObject;
}

/** What a right is asked on, by the name under which an action, a route or a page asks for it. A new kind of object is one line here. */
export interface AccessObjects {
  readonly none: { readonly kind: 'none' };
  readonly project: ProjectObject;
  readonly notebook: InProject<'notebook'> & {
    /** Why nobody edits it; null while it may be edited, and where the person is no member. */
    readonly lock: NotebookLock | null;
  };
  /** A release of a database, through a project on it. */
  readonly release: InProject<'release'>;
  /** A database of the catalogue, which everyone may read of. */
  readonly database: { readonly kind: 'database'; readonly id: string };
  readonly account: { readonly kind: 'account'; readonly id: string };
  /** The account of whoever asks. */
  readonly self: { readonly kind: 'account'; readonly id: string };
}

export type ObjectName = keyof AccessObjects;
export type AccessObject = AccessObjects[ObjectName];

export const nothing: AccessObjects['none'] = { kind: 'none' };

/** The project whose roles decide about an object; null where none does. */
export function projectOf(object: AccessObject): ProjectObject | null {
  switch (object.kind) {
    case 'project':
      return object;
    case 'notebook':
    case 'release':
      return object.project;
    default:
      return null;
  }
}

type AuditedObject = Pick<AuditFacts, 'objectKind' | 'objectId' | 'projectId' | 'release'>;

/** How an object stands in the audit log. */
export function auditedObject(object: AccessObject): AuditedObject {
  if (object.kind === 'none') return { objectKind: null, objectId: null, projectId: null, release: null };
  const project = projectOf(object);
  return {
    objectKind: object.kind,
    objectId: object.id || null,
    // A project somebody is no member of is named by what was asked for, never by what is there.
    projectId: (object.kind === 'project' || project?.role ? project?.id : null) || null,
    release: object.kind === 'release' ? object.id : null,
  };
}
