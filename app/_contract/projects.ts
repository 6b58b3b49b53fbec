import * as z from 'zod';
import type { NotebookSummary } from './notebooks';
import { type ProjectRole, projectRoles } from './roles';

const id = z.string().min(1).max(100);
const name = z.string().trim().min(1).max(200);
const question = z.string().trim().max(2000);

export const newProjectInput = z.object({ name, question: question.default(''), release: z.string().min(1).max(200) });
export const editProjectInput = z.object({ project: id, name, question });
export const projectInput = z.object({ project: id });
export const newMemberInput = z.object({
  project: id,
  account: z.string().trim().toLowerCase().min(1).max(100),
  role: z.enum(projectRoles),
  centre: z.string().trim().max(100).default(''),
});
export const memberRoleInput = z.object({ project: id, account: id, role: z.enum(projectRoles) });
export const memberInput = z.object({ project: id, account: id });

/** Actions told to the members of a project, beside edits. */
export const activities = [
  'project.edit',
  'project.archive',
  'project.bring-back',
  'project.add-member',
  'project.set-member-role',
  'project.remove-member',
  'notebook.create',
  'notebook.delete',
  'notebook.bring-back',
  'report.make',
] as const;
export type ActivityKind = (typeof activities)[number] | 'notebook.edit';

/** One thing a member did in a project. */
export interface ActivityDto {
  readonly kind: ActivityKind;
  readonly at: string;
  readonly person: string;
  /** The notebook's title or the other member's name; empty where there is none. */
  readonly about: string;
}

export interface ProjectSummary {
  readonly id: string;
  readonly name: string;
  readonly question: string;
  readonly archived: boolean;
  readonly release: string;
  readonly role: ProjectRole;
  readonly members: number;
  readonly notebooks: number;
  readonly updatedAt: string;
}

export interface MemberDto {
  readonly account: string;
  readonly name: string;
  readonly legalName: string;
  readonly institution: string;
  readonly role: ProjectRole;
  readonly centre: string;
  readonly self: boolean;
}

export interface ProjectDto extends ProjectSummary {
  readonly requiredReviewers: number;
  readonly createdAt: string;
  readonly people: readonly MemberDto[];
  readonly documents: readonly NotebookSummary[];
  /** Deleted notebooks, for those who may bring them back. */
  readonly deleted: readonly { readonly id: string; readonly title: string; readonly deletedAt: string }[];
  readonly may: { readonly rename: boolean; readonly archive: boolean; readonly members: boolean; readonly createNotebook: boolean };
}
