import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { recordedActions } from '@/app/_contract/audit';
import { type ProjectRole, projectRoles } from '@/app/_contract/roles';
import { messagesOf } from '@/app/_messages/messages';
import { can } from '@/app/_server/access/can';
import type { Person } from '@/app/_server/access/person';
import { type Holder, type Right, rights } from '@/app/_server/access/rights';
import { findObject } from '@/app/_server/access/scope';
import { attempt } from '@/app/_server/action';
import { verifyAudit } from '@/app/_server/audit/verify';
import { matchRoute, type PageParameters, type PageRoute, type PageRule, pageRules, pageVerdict } from '@/app/_server/pages';
import { membersApart } from '@/app/_server/projects/members-apart';
import { answer, routeDefinitionOf } from '@/app/_server/route';
import type { Store } from '@/app/_server/store';
import { actionsOfProduct, app, filesNamed, inputs, routesOfProduct, type World } from './entrances';
import { addPerson, addProject, freshStore, RELEASE } from './world';

/** What may be asked by anybody at all, with the reason. */
const openActions = new Set(['session.sign-in', 'session.open-demo', 'preferences.set']);
const openPages = new Set(['/', '/signin', '/catalogue', '/catalogue/[database]', '/catalogue/[database]/[table]']);
const openRoutes = new Set(['dictionary.read', 'engine.file', 'csp.report', 'session.sign-out']);

let database: Store;
let world: World;
let outsider: Person;
let otherOwner: Person;
const members = new Map<ProjectRole, Person>();

beforeAll(async () => {
  database = await freshStore();
  for (const role of projectRoles) members.set(role, await addPerson(database, role, role === 'viewer' ? [] : ['researcher']));
  outsider = await addPerson(database, 'outsider');
  otherOwner = await addPerson(database, 'otherowner', ['researcher']);
  const project = await addProject(database, 'A', Object.fromEntries(members));
  await addProject(database, 'B', { owner: otherOwner });
  world = { project, member: members.get('viewer') ?? outsider };
});

/** Who must be refused a right, and with which reason. */
function wrongPeople(holder: Holder): readonly { readonly who: string; readonly person: Person | null; readonly code: string }[] {
  const nobody = { who: 'nobody', person: null, code: 'signed-out' };
  if (holder.of === 'everyone') return [];
  if (holder.of === 'signed-in') return [nobody];
  if (holder.of === 'platform') return [nobody, { who: 'a person without the role', person: outsider, code: 'needs-platform-role' }];
  const lacking = projectRoles.filter((role) => !holder.roles.includes(role));
  return [
    nobody,
    { who: 'an outsider', person: outsider, code: 'not-a-member' },
    { who: 'the owner of another project', person: otherOwner, code: 'not-a-member' },
    ...lacking.map((role) => ({ who: `a ${role}`, person: members.get(role) ?? null, code: 'needs-project-role' })),
  ];
}

async function contents(): Promise<string> {
  const tables = await Promise.all([
    database.user.findMany(),
    database.userRole.findMany(),
    database.project.findMany(),
    database.member.findMany(),
    database.notebook.findMany(),
    database.cell.findMany(),
    database.keptResult.findMany(),
  ]);
  return JSON.stringify(tables);
}

describe('actions', () => {
  it('are all tried here', async () => {
    const known = [...(await actionsOfProduct()).keys()].sort();
    expect(Object.keys(inputs).sort()).toEqual(known);
    const words = Object.keys(messagesOf('en').admin.actions);
    expect(known.filter((name) => !words.includes(name.replaceAll(/[.-]/gu, '_')))).toEqual([]);
    expect(recordedActions.filter((name) => !words.includes(name.replaceAll(/[.-]/gu, '_')))).toEqual([]);
  });

  it('refuse everyone who lacks the right, change nothing, and record each refusal', async () => {
    const before = await contents();
    for (const [name, definition] of await actionsOfProduct()) {
      const wrong = wrongPeople(rights[definition.right]);
      expect(wrong.length > 0, `${name} is open to everyone`).toBe(!openActions.has(name));
      for (const { who, person, code } of wrong) {
        const entries = await database.auditEntry.count();
        const outcome = await attempt(definition, person, inputs[name](world));
        expect(outcome.ok ? 'done' : outcome.refusal.code, `${name} by ${who}`).toBe(code);
        const last = await database.auditEntry.findFirstOrThrow({ orderBy: { sequence: 'desc' } });
        expect(await database.auditEntry.count(), `${name} by ${who} is on record`).toBe(entries + 1);
        expect({ action: last.action, outcome: last.outcome, reason: last.reason }).toEqual({
          action: name,
          outcome: 'denied',
          reason: code,
        });
      }
    }
    expect(await contents()).toBe(before);
  });
});

describe('a call that is malformed', () => {
  it('is refused by the right before anything of it is read, and is on record with what it was about', async () => {
    for (const [name, definition] of await actionsOfProduct()) {
      for (const { who, person, code } of wrongPeople(rights[definition.right])) {
        const { project, notebook } = inputs[name](world) as { project?: string; notebook?: string };
        const malformed = { project, notebook, changes: 'x'.repeat(7_000_000), odd: 'a\0b' };
        const outcome = await attempt(definition, person, malformed);
        expect(outcome.ok ? 'done' : outcome.refusal.code, `${name} by ${who}`).toBe(code);
      }
    }
    const last = await database.auditEntry.findFirstOrThrow({ where: { action: 'notebook.save' }, orderBy: { sequence: 'desc' } });
    expect(last).toMatchObject({ outcome: 'denied', objectKind: 'notebook', objectId: world.project.notebook });
    expect((await verifyAudit(database)).faults).toEqual([]);
  });

  it('of a member is told what is wrong, and is on record', async () => {
    const save = (await actionsOfProduct()).get('notebook.save');
    if (!save) throw new Error('there is no action that saves');
    const { notebook } = world.project;
    let deep: unknown = 'x';
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    const wrong: readonly (readonly [object, string])[] = [
      [{ notebook, changes: [{ kind: 'title', title: 'a\0b' }] }, 'ill-formed-text'],
      [{ notebook, changes: [{ kind: 'title', title: 'half \ud83d' }] }, 'ill-formed-text'],
      [{ notebook, changes: 'x'.repeat(7_000_000) }, 'too-large'],
      [{ notebook, changes: deep }, 'too-large'],
      [{ notebook, changes: [] }, 'invalid-input'],
      [{ notebook: 'a\0b', changes: [] }, 'not-a-member'],
      [{ notebook: { deep }, changes: [] }, 'not-a-member'],
    ];
    for (const [given, code] of wrong) {
      const outcome = await attempt(save, members.get('owner') ?? null, given);
      expect(outcome.ok ? 'done' : outcome.refusal.code).toBe(code);
      expect(await database.auditEntry.findFirst({ orderBy: { sequence: 'desc' } })).toMatchObject({
        action: 'notebook.save',
        reason: code,
      });
    }
    expect((await verifyAudit(database)).faults).toEqual([]);
  });
});

describe('an action', () => {
  const failing = 'CREATE TRIGGER "failing" BEFORE INSERT ON "AuditEntry" BEGIN SELECT RAISE(ABORT, \'the disk of the log is full\'); END';

  it('is done and on record, or neither', async () => {
    const before = await contents();
    const [owner, security] = [members.get('owner') ?? null, await addPerson(database, 'security', ['securityAdministrator'])];
    const people = (right: Right) => (right.startsWith('admin') ? security : owner);
    const all = [...(await actionsOfProduct())].filter(
      ([name, { work = 'unit', audit }]) => work === 'unit' && audit !== 'refusals' && !failsAlone.has(name),
    );
    expect(all.length).toBeGreaterThan(10);
    const withSecurity = await contents();
    await database.$executeRawUnsafe(failing);
    for (const [name, definition] of all) {
      const outcome = await attempt(definition, people(definition.right), inputs[name](world)).catch(() => null);
      expect(outcome?.ok, name).not.toBe(true);
      expect(await contents(), name).toBe(withSecurity);
    }
    await database.$executeRawUnsafe('DROP TRIGGER "failing"');
    await database.user.delete({ where: { id: security.id } });
    expect(await contents()).toBe(before);
  });
});

/** Actions that are refused for a reason of their own with the input above, before anything would be written. */
const failsAlone = new Set([
  'account.change-password',
  'project.create',
  'project.bring-back',
  'notebook.bring-back',
  'admin.create-account',
]);

describe('who runs the platform or watches over it', () => {
  it('sees no rows, even as a member from before', async () => {
    const auditor = await addPerson(database, 'watcher', ['auditor', 'researcher']);
    const before = { projectId: world.project.id, userId: auditor.id, role: 'owner' as const, centre: '', addedAt: new Date(0) };
    await database.member.create({ data: before });
    for (const [name, definition] of await actionsOfProduct()) {
      const holder: Holder = rights[definition.right];
      if (holder.of !== 'project' && !(holder.of === 'platform' && holder.rows)) continue;
      const outcome = await attempt(definition, auditor, inputs[name](world));
      expect(outcome.ok ? 'done' : outcome.refusal.code, name).toBe('sees-no-rows');
    }
    const object = await findObject(database, auditor, 'release', { release: RELEASE });
    expect(can(auditor, 'data.load', object)).toMatchObject({ ok: false, code: 'sees-no-rows' });
    expect(await membersApart(database)).toEqual([expect.stringMatching(/^watcher administers or audits .* project "A" no longer opens/u)]);
    await database.user.delete({ where: { id: auditor.id } });
  });
});

describe('pages', () => {
  const pages = filesNamed('page.tsx').map((file) => `/${relative(app, join(file, '..')).split(sep).join('/')}`.replace(/^\/$/u, '/'));

  it('are all in the table of rights, and open themselves through it', () => {
    expect(pages.map((route) => (route === '/' ? '/' : route)).sort()).toEqual(Object.keys(pageRules).sort());
    for (const file of filesNamed('page.tsx')) {
      const route = `/${relative(app, join(file, '..')).split(sep).join('/')}`;
      expect(readFileSync(file, 'utf8'), file).toMatch(new RegExp(`open(Public)?Page\\(\\s*'${route.replaceAll(/[[\]]/gu, '\\$&')}'`, 'u'));
    }
  });

  it('refuse everyone who lacks the right', async () => {
    for (const route of Object.keys(pageRules) as PageRoute[]) {
      const rule: PageRule = pageRules[route];
      const parameters = { project: world.project.id, notebook: world.project.notebook };
      const wrong = wrongPeople(rights[rule.right]);
      expect(wrong.length > 0, `${route} is open to everyone`).toBe(!openPages.has(route));
      for (const { who, person, code } of wrong) {
        const { verdict } = await pageVerdict(database, person, route, parameters);
        expect(verdict.ok ? 'shown' : verdict.code, `${route} to ${who}`).toBe(code);
      }
    }
  });

  it('do not show a notebook under another project, nor a deleted one', async () => {
    const owner = members.get('owner') ?? null;
    const route = '/projects/[project]/notebooks/[notebook]';
    const { id: project, notebook } = world.project;
    const shown = async (asked: PageParameters) => (await pageVerdict(database, owner, route, asked)).verdict.ok;
    expect(await shown({ project, notebook })).toBe(true);
    expect(await shown({ project: 'another', notebook })).toBe(false);
    await database.notebook.update({ where: { id: notebook }, data: { deletedAt: new Date(0) } });
    expect(await shown({ project, notebook })).toBe(false);
    await database.notebook.update({ where: { id: notebook }, data: { deletedAt: null } });
  });

  it('are found by their addresses', () => {
    expect(matchRoute('/projects/p1/notebooks/n1')).toEqual({
      route: '/projects/[project]/notebooks/[notebook]',
      parameters: { project: 'p1', notebook: 'n1' },
    });
    expect(matchRoute('/')).toEqual({ route: '/', parameters: {} });
    expect(matchRoute('/nowhere')).toBeNull();
  });
});

describe('endpoints', () => {
  it('refuse everyone who lacks the right, and every post from another site', async () => {
    for (const [address, definition] of await routesOfProduct()) {
      if (definition === null) continue; // the sign-in library's own: open to everyone, with its own CSRF token
      const [method] = address.split(' ');
      const wrong = wrongPeople(rights[definition.right]).filter(({ who }) => who !== 'the owner of another project');
      expect(wrong.length > 0, `${definition.name} is open to everyone`).toBe(!openRoutes.has(definition.name));
      for (const { who, person, code } of wrong) {
        const request = new Request('http://localhost/api', { method });
        const refused = answer(definition, person, request, { release: RELEASE });
        await expect(refused, `${definition.name} by ${who}`).rejects.toMatchObject({ code });
      }
      if (method !== 'POST') continue;
      const foreign = new Request('http://localhost/api', {
        method,
        headers: { host: 'localhost', origin: 'https://elsewhere.example' },
      });
      await expect(answer(definition, null, foreign, {})).rejects.toMatchObject({ code: 'wrong-origin' });
    }
  });

  it('give data to what fetches them, and to nothing that stands in a page', async () => {
    const routes = [await import('@/app/api/databases/[release]/route'), await import('@/app/api/databases/[release]/dictionary/route')];
    for (const { GET } of routes) {
      const definition = routeDefinitionOf(GET);
      if (!definition) throw new Error('no definition');
      const served = { ...definition, on: 'none' as const, right: 'home.read' as const, run: async () => new Response('data') };
      const ask = (purpose: string | null) =>
        answer(served, null, new Request('http://localhost/api', { headers: purpose === null ? {} : { 'Sec-Fetch-Dest': purpose } }), {});
      for (const purpose of ['image', 'style', 'document', 'iframe', 'script', 'font', null]) {
        await expect(ask(purpose), `${definition.name} for ${purpose}`).rejects.toMatchObject({ code: 'data-not-fetched' });
      }
      expect(await (await ask('empty')).text()).toBe('data');
    }
  });

  it('keep no query of an address the content policy stopped', async () => {
    const { POST } = await import('@/app/api/csp-report/route');
    const definition = routeDefinitionOf(POST);
    const logged = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const report = {
      'violated-directive': 'img-src',
      'blocked-uri': 'https://evil.example/a/b?patient=12#grade',
      'document-uri': 'http://localhost/projects/p1?q=secret#x',
    };
    const body = JSON.stringify({ 'csp-report': report });
    const headers = { 'content-length': String(body.length) };
    if (!definition) throw new Error('no definition');
    await answer(definition, null, new Request('http://localhost/api', { method: 'POST', body, headers }), {});
    const words = logged.mock.calls.flat().join(' ');
    logged.mockRestore();
    expect(words).toContain('https://evil.example/a/b');
    expect(words).toContain('/projects/p1');
    expect(words).not.toMatch(/patient|secret|grade|#/);
  });

  it('hand a release to members of an active project on it only', async () => {
    const viewer = members.get('viewer') ?? null;
    const through = async (release: string) => (await findObject(database, viewer, 'release', { release })).project;
    expect(await through(RELEASE)).toMatchObject({ id: world.project.id, role: 'viewer' });
    expect(await through('renal@2026.1')).toMatchObject({ role: null });
    // The engine asks for a log of unfinished writes beside the file: not there, but no denial either.
    expect(await through(`${RELEASE}.wal`)).toMatchObject({ role: 'viewer' });
    await database.project.update({ where: { id: world.project.id }, data: { status: 'archived' } });
    expect(await through(RELEASE)).toMatchObject({ role: null });
    await database.project.update({ where: { id: world.project.id }, data: { status: 'active' } });
  });
});
