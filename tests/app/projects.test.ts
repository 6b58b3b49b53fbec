import { beforeAll, describe, expect, it } from 'vitest';
import { editProjectAction } from '@/app/_actions/projects';
import type { Person } from '@/app/_server/access/person';
import { attempt, definitionOf } from '@/app/_server/action';
import { listProjects, readProject } from '@/app/_server/projects/read';
import { addMember, removeMember, setMemberRole } from '@/app/_server/projects/write';
import type { Store } from '@/app/_server/store';
import { addPerson, addProject, freshStore, type TestProject } from './world';

let database: Store;
let owner: Person;
let analyst: Person;
let outsider: Person;
let project: TestProject;

beforeAll(async () => {
  database = await freshStore();
  owner = await addPerson(database, 'owner', ['researcher']);
  analyst = await addPerson(database, 'analyst', ['researcher']);
  outsider = await addPerson(database, 'outsider', ['researcher']);
  project = await addProject(database, 'A', { owner, analyst });
});

describe('projects', () => {
  it('are seen by their members only', async () => {
    expect((await listProjects(analyst)).map(({ id, role }) => [id, role])).toEqual([[project.id, 'analyst']]);
    expect(await listProjects(outsider)).toEqual([]);
    await expect(readProject(outsider, project.id)).rejects.toMatchObject({ code: 'not-a-member' });
  });

  it('say what the reader may do', async () => {
    expect((await readProject(owner, project.id)).may).toEqual({ rename: true, archive: true, members: true, createNotebook: true });
    expect((await readProject(analyst, project.id)).may).toEqual({ rename: false, archive: false, members: false, createNotebook: true });
  });

  it('keep an owner', async () => {
    await expect(setMemberRole(project.id, owner.id, 'viewer')).rejects.toMatchObject({ code: 'last-owner' });
    await expect(removeMember(project.id, owner.id)).rejects.toMatchObject({ code: 'last-owner' });
    const [role] = await database.member.findMany({ where: { userId: owner.id } });
    expect(role.role).toBe('owner');
  });

  it('take a member once, by a name that exists', async () => {
    const member = { project: project.id, account: 'outsider', role: 'viewer' as const, centre: 'gbsg' };
    await addMember(member);
    await expect(addMember(member)).rejects.toMatchObject({ code: 'already-member' });
    await expect(addMember({ ...member, account: 'ghost' })).rejects.toMatchObject({ code: 'no-such-account' });
    await removeMember(project.id, outsider.id);
    expect(await listProjects(outsider)).toEqual([]);
  });

  it('cannot be changed while archived', async () => {
    const definition = definitionOf(editProjectAction);
    if (!definition) throw new Error('the action is not in the pipeline');
    await database.project.update({ where: { id: project.id }, data: { status: 'archived' } });
    const outcome = await attempt(definition, owner, { project: project.id, name: 'New', question: '' });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'project-archived' } });
    expect((await readProject(owner, project.id)).may).toEqual({ rename: false, archive: true, members: false, createNotebook: false });
    await database.project.update({ where: { id: project.id }, data: { status: 'active' } });
  });
});
