import { beforeAll, describe, expect, it } from 'vitest';
import { type PlatformRole, type ProjectRole, platformRoles, projectRoles } from '@/app/_contract/roles';
import { can, requirePerson } from '@/app/_server/access/can';
import { type AccessObject, auditedObject, nothing, type ProjectObject, projectOf } from '@/app/_server/access/objects';
import type { Person } from '@/app/_server/access/person';
import { type Right, rights } from '@/app/_server/access/rights';
import { findObject, permittedNotebooks, permittedProjects } from '@/app/_server/access/scope';
import { demandState, projectSteps, type WantedState } from '@/app/_server/access/states';
import type { Store } from '@/app/_server/store';
import { addPerson, addProject, freshStore, RELEASE } from './world';

const person = (...roles: PlatformRole[]): Person => ({
  id: 'p',
  name: 'p',
  legalName: 'P',
  roles,
  language: 'en',
  theme: 'system',
  sessionId: 's',
});

const project = (role: ProjectRole | null, state: ProjectObject['state'] = role && 'active'): ProjectObject => ({
  kind: 'project',
  id: 'x',
  role,
  state,
});

/** Who holds each right, written down again: a right that moves has to be moved here too. */
const members: Partial<Record<Right, readonly ProjectRole[]>> = {
  'project.read': projectRoles,
  'project.rename': ['owner'],
  'project.archive': ['owner'],
  'project.members': ['owner'],
  'notebook.read': projectRoles,
  'notebook.create': ['owner', 'analyst', 'statistician'],
  'notebook.edit': ['owner', 'analyst', 'statistician'],
  'notebook.lock': ['owner', 'analyst', 'statistician'],
  'run.record': projectRoles,
  'notebook.delete': ['owner', 'analyst', 'statistician'],
  'results.keep': ['owner', 'analyst', 'statistician'],
  'results.withdraw': ['owner', 'analyst', 'statistician'],
  'comments.read': projectRoles,
  'comments.write': ['owner', 'analyst', 'statistician', 'reviewer'],
  'data.load': projectRoles,
};
const holders: Partial<Record<Right, readonly PlatformRole[]>> = {
  'project.create': ['researcher'],
  'admin.read': ['systemAdministrator', 'securityAdministrator'],
  'admin.accounts': ['securityAdministrator'],
  'audit.read': ['auditor'],
};
const anybody: readonly Right[] = ['home.read', 'session.open', 'session.close', 'preferences.set', 'catalogue.read'];
const signedIn: readonly Right[] = ['account.own', 'project.list'];
const separated: readonly PlatformRole[] = ['systemAdministrator', 'securityAdministrator', 'auditor'];

describe('the matrix of rights', () => {
  it('is the one written down here', () => {
    const listed = [...anybody, ...signedIn, ...Object.keys(members), ...Object.keys(holders)];
    expect(Object.keys(rights).sort()).toEqual(listed.sort());
  });

  it.each(anybody)('%s is for everyone', (right) => {
    for (const who of [null, person(), ...separated.map((role) => person(role))]) expect(can(who, right, nothing)).toEqual({ ok: true });
    expect(requirePerson(null, right, nothing)).toBeNull();
  });

  it.each(signedIn)('%s is for whoever is signed in', (right) => {
    expect(can(null, right, nothing)).toEqual({ ok: false, code: 'signed-out', parameters: {} });
    for (const who of [person(), person('auditor')]) expect(can(who, right, nothing)).toEqual({ ok: true });
  });

  it.each(Object.keys(holders) as Right[])('%s is for holders of a role of the platform', (right) => {
    const roles = holders[right] ?? [];
    expect(can(null, right, nothing)).toEqual({ ok: false, code: 'signed-out', parameters: {} });
    expect(can(person(), right, nothing)).toEqual({ ok: false, code: 'needs-platform-role', parameters: { roles } });
    for (const role of platformRoles) expect(can(person(role), right, nothing).ok, role).toBe(roles.includes(role));
    // Beside another role, a right that leads to rows is lost to those who run or watch; the others are not.
    for (const role of separated) {
      const verdict = can(person('committee', ...roles, role), right, nothing);
      expect(verdict).toEqual(
        right === 'project.create' ? { ok: false, code: 'sees-no-rows', parameters: { roles: [role] } } : { ok: true },
      );
    }
  });

  it.each(Object.keys(members) as Right[])('%s is for members of the project', (right) => {
    const roles = members[right] ?? [];
    expect(can(null, right, project('owner'))).toEqual({ ok: false, code: 'signed-out', parameters: {} });
    for (const role of projectRoles) {
      const asked: readonly AccessObject[] = [
        project(role),
        { kind: 'notebook', id: 'n', project: project(role), lock: null },
        { kind: 'release', id: 'r', project: project(role) },
      ];
      for (const object of asked) {
        expect(can(person('researcher'), right, object)).toEqual(
          roles.includes(role) ? { ok: true } : { ok: false, code: 'needs-project-role', parameters: { roles } },
        );
        for (const apart of separated) {
          const verdict = can(person('researcher', apart), right, object);
          expect(verdict).toEqual({ ok: false, code: 'sees-no-rows', parameters: { roles: [apart] } });
        }
      }
    }
    const strangers = [project(null), nothing, { kind: 'account', id: 'p' }, { kind: 'database', id: 'd' }] as const;
    for (const object of strangers) {
      for (const who of [person('researcher'), person('auditor')]) {
        expect(can(who, right, object)).toEqual({ ok: false, code: 'not-a-member', parameters: {} });
      }
    }
  });

  it('hands over the person who may, and refuses the others with the reason', () => {
    const who = person('researcher');
    expect(requirePerson(who, 'project.rename', project('owner'))).toBe(who);
    expect(() => requirePerson(who, 'project.rename', project('viewer'))).toThrow(
      expect.objectContaining({ code: 'needs-project-role', parameters: { roles: ['owner'] } }),
    );
  });
});

describe('objects', () => {
  it('stand in the log under what was asked for', () => {
    const none = { objectKind: null, objectId: null, projectId: null, release: null };
    expect(auditedObject(nothing)).toEqual(none);
    expect(auditedObject(project('viewer'))).toEqual({ ...none, objectKind: 'project', objectId: 'x', projectId: 'x' });
    // A project one is no member of: what was asked for, and nothing of what is there.
    expect(auditedObject(project(null))).toEqual({ ...none, objectKind: 'project', objectId: 'x', projectId: 'x' });
    expect(auditedObject({ ...project(null), id: '' })).toEqual({ ...none, objectKind: 'project' });
    const notebook = { kind: 'notebook', id: 'n', project: project('owner'), lock: null } as const;
    expect(auditedObject(notebook)).toEqual({ ...none, objectKind: 'notebook', objectId: 'n', projectId: 'x' });
    expect(auditedObject({ ...notebook, project: project(null) })).toEqual({ ...none, objectKind: 'notebook', objectId: 'n' });
    const release = { kind: 'release', id: 'r', project: project('owner') } as const;
    expect(auditedObject(release)).toEqual({ objectKind: 'release', objectId: 'r', projectId: 'x', release: 'r' });
    expect(auditedObject({ kind: 'account', id: 'p' })).toEqual({ ...none, objectKind: 'account', objectId: 'p' });
    expect(auditedObject({ kind: 'database', id: '' })).toEqual({ ...none, objectKind: 'database' });
    expect(projectOf({ kind: 'account', id: 'p' })).toBeNull();
  });

  it('are in a state, or in the way', () => {
    const refusal = (object: AccessObject, wanted: WantedState | null) => {
      try {
        demandState(object, wanted ?? undefined);
        return null;
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    const archived = project('owner', 'archived');
    expect(refusal(archived, 'active')).toBe('project-archived');
    expect(refusal({ kind: 'notebook', id: 'n', project: archived, lock: null }, 'active')).toBe('project-archived');
    expect(refusal(project('owner'), 'archived')).toBe('project-active');
    expect(refusal(archived, 'archived')).toBeNull();
    expect(refusal(project('owner'), 'active')).toBeNull();
    expect(refusal(archived, null)).toBeNull();
    expect(refusal(project(null), 'active')).toBeNull();
    expect(refusal(nothing, 'active')).toBeNull();
    const lock = { by: 'Li', at: '2026-11-30T12:00:00.000Z', reason: 'Under review' };
    const locked: AccessObject = { kind: 'notebook', id: 'n', project: project('owner'), lock };
    expect(refusal(locked, 'unlocked')).toBe('notebook-locked');
    expect(() => demandState(locked, 'unlocked')).toThrow(expect.objectContaining({ parameters: { by: 'Li', reason: 'Under review' } }));
    expect(refusal(locked, 'active')).toBeNull();
    expect(refusal({ ...locked, lock: null }, 'unlocked')).toBeNull();
    expect(refusal({ ...locked, project: archived }, 'unlocked')).toBe('project-archived');
    expect(refusal(project('owner'), 'unlocked')).toBeNull();
    expect(projectSteps).toEqual({ archive: { from: 'active', to: 'archived' }, bringBack: { from: 'archived', to: 'active' } });
  });
});

describe('what a person may know of', () => {
  let database: Store;
  let ada: Person;
  let ben: Person;
  let first: { id: string; notebook: string };
  let second: { id: string; notebook: string };
  beforeAll(async () => {
    database = await freshStore();
    ada = await addPerson(database, 'ada');
    ben = await addPerson(database, 'ben');
    first = await addProject(database, 'first', { owner: ben, viewer: ada });
    second = await addProject(database, 'second', { owner: ben });
  });

  it('are its projects and their notebooks', async () => {
    const ids = async (who: Person | null) => (await database.project.findMany({ where: permittedProjects(who) })).map(({ id }) => id);
    expect(await ids(ada)).toEqual([first.id]);
    expect((await ids(ben)).sort()).toEqual([first.id, second.id].sort());
    expect(await ids(null)).toEqual([]);
    const notebooks = await database.notebook.findMany({ where: permittedNotebooks(ada) });
    expect(notebooks.map(({ id }) => id)).toEqual([first.notebook]);
  });

  it('are found with the role in them; what is not there looks like what is not theirs', async () => {
    const active = (id: string, role: ProjectRole) => ({ kind: 'project', id, role, state: 'active' });
    const unknown = (id: string) => ({ kind: 'project', id, role: null, state: null });
    const find = (who: Person | null, id?: string) => findObject(database, who, 'project', id === undefined ? {} : { project: id });
    expect(await find(ada, first.id)).toEqual(active(first.id, 'viewer'));
    expect(await find(ben, second.id)).toEqual(active(second.id, 'owner'));
    expect(await find(ada, second.id)).toEqual(unknown(second.id));
    expect(await find(null, first.id)).toEqual(unknown(first.id));
    expect(await find(ada, 'nothing')).toEqual(unknown('nothing'));
    expect(await find(ada)).toEqual(unknown(''));
    const notebook = (who: Person, id?: string) => findObject(database, who, 'notebook', id === undefined ? {} : { notebook: id });
    expect(await notebook(ada, first.notebook)).toEqual({
      kind: 'notebook',
      id: first.notebook,
      project: active(first.id, 'viewer'),
      lock: null,
    });
    expect(await notebook(ada, second.notebook)).toEqual({ kind: 'notebook', id: second.notebook, project: unknown(''), lock: null });
    expect(await notebook(ada)).toEqual({ kind: 'notebook', id: '', project: unknown(''), lock: null });
    expect(await findObject(database, ada, 'none', {})).toEqual({ kind: 'none' });
    expect(await findObject(database, ada, 'account', { account: ben.id })).toEqual({ kind: 'account', id: ben.id });
    expect(await findObject(database, ada, 'account', {})).toEqual({ kind: 'account', id: '' });
    expect(await findObject(database, ada, 'database', { database: 'd' })).toEqual({ kind: 'database', id: 'd' });
    expect(await findObject(database, ada, 'database', {})).toEqual({ kind: 'database', id: '' });
    expect(await findObject(database, ada, 'self', { account: ben.id })).toEqual({ kind: 'account', id: ada.id });
    expect(await findObject(database, null, 'self', {})).toEqual({ kind: 'account', id: '' });
  });

  it('loads a release through its oldest active project on it', async () => {
    const find = (who: Person | null, release?: string) => findObject(database, who, 'release', release === undefined ? {} : { release });
    const through = async (who: Person | null, release?: string) => {
      const { kind, id, project } = await find(who, release);
      expect(kind).toBe('release');
      return [id, project.id, project.role];
    };
    expect(await through(ben, RELEASE)).toEqual([RELEASE, first.id, 'owner']);
    await database.project.update({ where: { id: second.id }, data: { createdAt: new Date('2000-01-01T00:00:00Z') } });
    expect(await through(ben, RELEASE)).toEqual([RELEASE, second.id, 'owner']);
    await database.project.update({ where: { id: second.id }, data: { createdAt: new Date('2100-01-01T00:00:00Z') } });
    expect(await through(ben, `${RELEASE}.wal`)).toEqual([RELEASE, first.id, 'owner']);
    expect(await through(ben, `${RELEASE}.walk`)).toEqual([`${RELEASE}.walk`, '', null]);
    expect(await through(ben, 'other@1')).toEqual(['other@1', '', null]);
    expect(await through(null, RELEASE)).toEqual([RELEASE, '', null]);
    expect(await through(ben)).toEqual(['', '', null]);
    await database.project.update({ where: { id: first.id }, data: { status: 'archived' } });
    expect(await through(ben, RELEASE)).toEqual([RELEASE, second.id, 'owner']);
    expect(await through(ada, RELEASE)).toEqual([RELEASE, '', null]);
  });

  it('leaves out notebooks that were deleted', async () => {
    await database.notebook.update({ where: { id: first.notebook }, data: { deletedAt: new Date('2026-02-01T00:00:00Z') } });
    expect(await database.notebook.findMany({ where: permittedNotebooks(ada) })).toEqual([]);
    expect((await findObject(database, ben, 'notebook', { notebook: first.notebook })).project.role).toBeNull();
  });
});
