import { beforeAll, describe, expect, it } from 'vitest';
import { editProjectAction } from '@/app/_actions/projects';
import type { PlatformRole } from '@/app/_contract/roles';
import type { Person } from '@/app/_server/access/person';
import { setRoles } from '@/app/_server/accounts/administer';
import { attempt, definitionOf } from '@/app/_server/action';
import { problemMessage } from '@/app/_server/problems';
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

const inTransaction = <T>(work: (tx: Store) => Promise<T>) => database.$transaction(work);

describe('projects', () => {
  it('are seen by their members only', async () => {
    expect((await listProjects(database, analyst)).map(({ id, role }) => [id, role])).toEqual([[project.id, 'analyst']]);
    expect(await listProjects(database, outsider)).toEqual([]);
    await expect(readProject(database, outsider, project.id)).rejects.toMatchObject({ code: 'not-a-member' });
  });

  it('say what the reader may do', async () => {
    expect((await readProject(database, owner, project.id)).may).toEqual({
      rename: true,
      archive: true,
      members: true,
      createNotebook: true,
    });
    expect((await readProject(database, analyst, project.id)).may).toEqual({
      rename: false,
      archive: false,
      members: false,
      createNotebook: true,
    });
  });

  it('keep an owner', async () => {
    await expect(inTransaction((tx) => setMemberRole(tx, project.id, owner.id, 'viewer'))).rejects.toMatchObject({ code: 'last-owner' });
    await expect(inTransaction((tx) => removeMember(tx, project.id, owner.id))).rejects.toMatchObject({ code: 'last-owner' });
    const [role] = await database.member.findMany({ where: { userId: owner.id } });
    expect(role.role).toBe('owner');
  });

  it('take a member once, by a name that exists', async () => {
    const member = { project: project.id, account: 'outsider', role: 'viewer' as const, centre: 'gbsg' };
    await inTransaction((tx) => addMember(tx, member));
    await expect(inTransaction((tx) => addMember(tx, member))).rejects.toMatchObject({ code: 'already-member' });
    await expect(inTransaction((tx) => addMember(tx, { ...member, account: 'ghost' }))).rejects.toMatchObject({ code: 'no-such-account' });
    await inTransaction((tx) => removeMember(tx, project.id, outsider.id));
    expect(await listProjects(database, outsider)).toEqual([]);
  });

  it('take nobody who runs the platform or watches over it, and such a role goes to no member', async () => {
    const auditor = await addPerson(database, 'auditor', ['auditor']);
    const member = { project: project.id, account: 'auditor', role: 'viewer' as const, centre: '' };
    await expect(inTransaction((tx) => addMember(tx, member))).rejects.toMatchObject({
      code: 'sees-no-rows',
      parameters: { roles: ['auditor'] },
    });
    const security = await addPerson(database, 'security', ['securityAdministrator']);
    const give = (account: string, roles: readonly PlatformRole[]) => setRoles(database, security, account, roles);
    await expect(give(analyst.id, ['researcher', 'auditor'])).rejects.toMatchObject({
      code: 'member-of-projects',
      parameters: { count: 1, names: [(await readProject(database, owner, project.id)).name] },
    });
    expect((await database.userRole.findMany({ where: { userId: analyst.id } })).map(({ role }) => role)).not.toContain('auditor');
    await expect(give(outsider.id, ['auditor', 'systemAdministrator'])).rejects.toMatchObject({ code: 'roles-exclusive' });
    await expect(give(auditor.id, ['researcher'])).resolves.toBeUndefined();
    await inTransaction((tx) => addMember(tx, member));
    await inTransaction((tx) => removeMember(tx, project.id, auditor.id));
  });

  it('that stand in the way of a role are named in the reader’s language', () => {
    const said = (projects: number, names: readonly string[], language: 'en' | 'zh') =>
      problemMessage('member-of-projects', { count: projects, names }, language);
    expect(said(1, ['Renal'], 'en')).toBe(
      'The account is a member of the project “Renal”, where rows of patients are seen. Before it can hold this role, an owner of each project has to remove it there.',
    );
    expect(said(7, ['Renal', 'Breast'], 'en')).toContain('7 projects, including “Renal”, “Breast”, where');
    expect(said(2, ['肾病', '乳腺癌'], 'zh')).toContain('2 个课题的成员（包括“肾病”“乳腺癌”）');
  });

  it('cannot be changed while archived', async () => {
    const definition = definitionOf(editProjectAction);
    if (!definition) throw new Error('the action is not in the pipeline');
    await database.project.update({ where: { id: project.id }, data: { status: 'archived' } });
    const outcome = await attempt(definition, owner, { project: project.id, name: 'New', question: '' });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'project-archived' } });
    expect((await readProject(database, owner, project.id)).may).toEqual({
      rename: false,
      archive: true,
      members: false,
      createNotebook: false,
    });
    await database.project.update({ where: { id: project.id }, data: { status: 'active' } });
  });
});
