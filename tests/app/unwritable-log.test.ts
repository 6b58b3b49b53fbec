/** What needs a world of its own to succeed: with a log that cannot be written it is not done either, and with one that can it is. */
import { expect, it } from 'vitest';
import { changePasswordAction } from '@/app/_actions/account';
import { createAccountAction } from '@/app/_actions/admin';
import { bringBackNotebookAction } from '@/app/_actions/notebooks';
import { bringBackProjectAction, createProjectAction } from '@/app/_actions/projects';
import { attempt, definitionOf } from '@/app/_server/action';
import { recordRefusal } from '@/app/_server/audit/refusals';
import { hashPassword } from '@/app/_server/session/password';
import { signIn } from '@/app/_server/session/sign-in';
import { addPerson, addProject, freshStore, RELEASE } from './world';

const failing = 'CREATE TRIGGER "failing" BEFORE INSERT ON "AuditEntry" BEGIN SELECT RAISE(ABORT, \'the disk of the log is full\'); END';
const present = 'gravel-otter-lamp-41';
const next = 'thimble-quarry-nine-sloth';

it('an action or a sign-in is done and on record, or neither', async () => {
  const database = await freshStore();
  const owner = await addPerson(database, 'owner', ['researcher']);
  const security = await addPerson(database, 'security', ['securityAdministrator']);
  await database.user.update({ where: { id: owner.id }, data: { passwordHash: await hashPassword(present) } });
  const project = await addProject(database, 'A', { owner });
  const archived = await addProject(database, 'B', { owner });
  await database.project.update({ where: { id: archived.id }, data: { status: 'archived' } });
  await database.notebook.update({ where: { id: project.notebook }, data: { deletedAt: new Date(0) } });
  const contents = async () =>
    JSON.stringify(
      await Promise.all([
        database.user.findMany(),
        database.userRole.findMany(),
        database.project.findMany(),
        database.member.findMany(),
        database.notebook.findMany(),
        database.session.findMany(),
      ]),
    );
  const newcomer = { name: 'newcomer', legalName: 'N', institution: 'I', password: next, role: 'researcher' };
  const tries = [
    [changePasswordAction, { present, next }, owner],
    [createProjectAction, { name: 'New', release: RELEASE }, owner],
    [bringBackProjectAction, { project: archived.id }, owner],
    [bringBackNotebookAction, { project: project.id, notebook: project.notebook }, owner],
    [createAccountAction, newcomer, security],
  ] as const;
  for (const [action, input, person] of tries) {
    const whole = definitionOf(action);
    if (!whole) throw new Error('an action without a definition');
    // The catalogue's releases are not there, nor pages to be read again.
    const definition = { ...whole, ...(whole.name === 'project.create' && { prepare: undefined }), after: undefined };
    const before = await contents();
    await database.$executeRawUnsafe(failing);
    const failed = await attempt(definition, person, input).catch(() => null);
    expect(failed?.ok, definition.name).not.toBe(true);
    expect(await contents(), definition.name).toBe(before);
    await database.$executeRawUnsafe('DROP TRIGGER "failing"');
    expect((await attempt(definition, person, input)).ok, definition.name).toBe(true);
    expect(await contents(), definition.name).not.toBe(before);
  }
  const device = { device: 'a browser', address: '127.0.0.1', token: 'abcdefghijklmnopqrstuv' };
  const before = await contents();
  await database.$executeRawUnsafe(failing);
  await expect(signIn(database, 'owner', next, device)).rejects.toThrow();
  expect(await contents()).toBe(before);
  await database.$executeRawUnsafe('DROP TRIGGER "failing"');
  await signIn(database, 'owner', next, device);
  expect(await contents()).not.toBe(before);
});

it('an action is on record once, as done, where the browser could not be told of it', async () => {
  const database = await freshStore();
  const owner = await addPerson(database, 'untold', ['researcher']);
  const archived = await addProject(database, 'C', { owner });
  await database.project.update({ where: { id: archived.id }, data: { status: 'archived' } });
  const whole = definitionOf(bringBackProjectAction);
  if (!whole) throw new Error('an action without a definition');
  const after = () => Promise.reject(new Error('a cookie after the answer began'));
  await expect(attempt({ ...whole, after }, owner, { project: archived.id })).rejects.toThrow('a cookie');
  const entries = await database.auditEntry.findMany({ where: { userId: owner.id } });
  expect(entries.map(({ action, outcome }) => [action, outcome])).toEqual([[whole.name, 'done']]);
});

it('what a trigger refuses is said in its words, a foreign key as one', async () => {
  const database = await freshStore();
  await database.$executeRawUnsafe(failing);
  const about = { userId: null, userName: '', objectKind: null, objectId: null, projectId: null, release: null, details: {} };
  const facts = { ...about, action: 'session.sign-in', outcome: 'denied', reason: 'signin-wrong' } as const;
  await expect(recordRefusal(database, facts)).rejects.toThrow('the disk of the log is full');
  await expect(database.userRole.create({ data: { userId: 'nobody', role: 'researcher' } })).rejects.toMatchObject({ code: 'P2003' });
});
