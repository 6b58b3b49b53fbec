/** Every action, endpoint and page, asked by every kind of person: who gets in, and what the others are told. */
import { beforeAll, expect, it } from 'vitest';
import type { PlatformRole } from '@/app/_contract/roles';
import type { Person } from '@/app/_server/access/person';
import { type AnyActionDefinition, attempt } from '@/app/_server/action';
import { type PageRoute, pageRules, pageVerdict } from '@/app/_server/pages';
import { isRefusal } from '@/app/_server/refusal';
import { answer } from '@/app/_server/route';
import type { PrismaClient } from '@/prisma/generated/client';
import { actionsOfProduct, inputs, routesOfProduct, type World } from './entrances';
import { addPerson, addProject, freshStore, RELEASE } from './world';

const MEMBERS = ['owner', 'analyst', 'statistician', 'reviewer', 'viewer'] as const;
const PLATFORM = {
  system: ['systemAdministrator'],
  security: ['securityAdministrator'],
  auditor: ['auditor'],
  steward: ['steward'],
  // Somebody who does research, in a project of her own.
  outsider: ['researcher'],
} as const satisfies Record<string, readonly PlatformRole[]>;
type Asker = (typeof MEMBERS)[number] | keyof typeof PLATFORM | 'nobody';
const ASKERS: readonly Asker[] = [...MEMBERS, ...(Object.keys(PLATFORM) as (keyof typeof PLATFORM)[]), 'nobody'];

const ALL = ASKERS.join(' ');
const SIGNED_IN = ALL.replace(' nobody', '');
const ANY_MEMBER = MEMBERS.join(' ');
const COMMENTERS = 'owner analyst statistician reviewer';
const WORKERS = 'owner analyst statistician';
/** Every account here but those with another role of the platform. */
const RESEARCHERS = `${ANY_MEMBER} outsider`;

/** Who may use which entrance, written down from the rules of governance: one that is new, or moves, has to be said here. */
const MAY: Readonly<Record<string, string>> = {
  'session.sign-in': ALL,
  'session.open-demo': ALL,
  'preferences.set': ALL,
  'account.change-password': SIGNED_IN,
  'account.revoke-session': SIGNED_IN,
  'account.dismiss-hint': SIGNED_IN,
  'places.list': SIGNED_IN,
  'project.create': RESEARCHERS,
  'project.edit': 'owner',
  'project.archive': 'owner',
  'project.bring-back': 'owner',
  'project.add-member': 'owner',
  'project.set-member-role': 'owner',
  'project.remove-member': 'owner',
  'notebook.create': WORKERS,
  'notebook.read': ANY_MEMBER,
  'notebook.save': WORKERS,
  'notebook.delete': WORKERS,
  'notebook.bring-back': WORKERS,
  'notebook.deleted-cells': WORKERS,
  'notebook.history': ANY_MEMBER,
  'notebook.version': ANY_MEMBER,
  'notebook.blame': ANY_MEMBER,
  'notebook.name-version': WORKERS,
  'notebook.restore': WORKERS,
  'notebook.lock': WORKERS,
  'notebook.unlock': WORKERS,
  'run.record': ANY_MEMBER,
  'run.begin': ANY_MEMBER,
  'run.read': ANY_MEMBER,
  'results.keep': WORKERS,
  'results.read': ANY_MEMBER,
  'results.read-then': ANY_MEMBER,
  'results.withdraw': WORKERS,
  'report.make': ANY_MEMBER,
  'comments.read': ANY_MEMBER,
  'comment.begin': COMMENTERS,
  'comment.reply': COMMENTERS,
  'comment.change': COMMENTERS,
  'comment.settle': COMMENTERS,
  'admin.create-account': 'security',
  'admin.set-roles': 'security',
  'admin.set-disabled': 'security',
  'GET /api/audit/export': 'auditor',
  'POST /api/csp-report': ALL,
  'GET /api/databases/[release]': ANY_MEMBER,
  'HEAD /api/databases/[release]': ANY_MEMBER,
  'GET /api/databases/[release]/dictionary': ALL,
  'GET /api/engine/[file]': ALL,
  'HEAD /api/engine/[file]': ALL,
  'POST /api/signout': ALL,
  '/': ALL,
  '/signin': ALL,
  '/catalogue': ALL,
  '/catalogue/[database]': ALL,
  '/catalogue/[database]/[table]': ALL,
  '/projects': SIGNED_IN,
  '/projects/[project]': ANY_MEMBER,
  '/projects/[project]/notebooks/[notebook]': ANY_MEMBER,
  '/projects/[project]/notebooks/[notebook]/runs/[run]': ANY_MEMBER,
  '/account': SIGNED_IN,
  '/admin': 'system security',
  '/audit': 'auditor',
};

/** What those who may not are told: nobody to sign in, strangers that there is no such thing, members and others which role it takes. */
function toldWho(asker: Asker, may: readonly string[]): string {
  if (may.includes(asker)) return 'in';
  if (asker === 'nobody') return 'signed-out';
  const isOfProject = may.some((who) => who === 'owner') && !may.includes('outsider') && !may.includes('system');
  if (!isOfProject) return 'needs-platform-role';
  return MEMBERS.some((role) => role === asker) ? 'needs-project-role' : 'not-a-member';
}

let database: PrismaClient;
let world: World;
const people = new Map<Asker, Person | null>([['nobody', null]]);

beforeAll(async () => {
  database = await freshStore();
  for (const role of MEMBERS) people.set(role, await addPerson(database, role, ['researcher']));
  for (const [name, roles] of Object.entries(PLATFORM)) people.set(name as Asker, await addPerson(database, name, roles));
  const member = (role: Asker) => people.get(role) as Person;
  const project = await addProject(database, 'A', Object.fromEntries(MEMBERS.map((role) => [role, member(role)])));
  const other = await addProject(database, 'B', { owner: member('outsider') });
  await database.project.update({ where: { id: other.id }, data: { release: 'renal@2026.1' } });
  world = { project, member: member('viewer') };
});

/** The pipeline with everything in it but what the action does. */
async function enterAction(definition: AnyActionDefinition, person: Person | null): Promise<string> {
  const idle = {
    ...definition,
    state: undefined,
    work: 'reading' as const,
    prepare: undefined,
    run: async () => undefined,
    after: undefined,
  };
  const outcome = await attempt(idle, person, inputs[definition.name](world), database);
  return outcome.ok ? 'in' : outcome.refusal.code;
}

async function enterRoute(address: string, person: Person | null): Promise<string> {
  const definition = (await routesOfProduct()).get(address);
  if (!definition) throw new Error(address);
  const idle = { ...definition, run: async () => new Response(null) };
  const [method] = address.split(' ');
  const request = new Request('http://localhost/api', { method, headers: { 'Sec-Fetch-Dest': 'empty' } });
  const parameters = { release: RELEASE, file: 'duckdb-eh.wasm' };
  const refused = (error: unknown) => (isRefusal(error) ? error.code : Promise.reject(error));
  return answer(idle, person, request, parameters, database).then(() => 'in', refused);
}

async function enterPage(route: PageRoute, person: Person | null): Promise<string> {
  const parameters = { project: world.project.id, notebook: world.project.notebook, database: 'breast_cancer', table: 'patient' };
  const { verdict } = await pageVerdict(database, person, route, parameters);
  return verdict.ok ? 'in' : verdict.code;
}

it('each gets in where the rules say so, and nowhere else, with the reason that is theirs to know', async () => {
  const actions = await actionsOfProduct();
  const routes = [...(await routesOfProduct())].flatMap(([address, definition]) => (definition === null ? [] : [address]));
  const pages = Object.keys(pageRules) as PageRoute[];
  expect(Object.keys(MAY).sort()).toEqual([...actions.keys(), ...routes, ...pages].sort());
  const enter = (entrance: string, person: Person | null) => {
    const action = actions.get(entrance);
    if (action) return enterAction(action, person);
    return routes.includes(entrance) ? enterRoute(entrance, person) : enterPage(entrance as PageRoute, person);
  };
  for (const [entrance, may] of Object.entries(MAY)) {
    const told = ASKERS.map((asker) => `${asker}: ${toldWho(asker, may.split(' '))}`);
    const found: string[] = [];
    for (const asker of ASKERS) found.push(`${asker}: ${await enter(entrance, people.get(asker) ?? null)}`);
    expect(found, entrance).toEqual(told);
  }
});

it('what belongs to another project stands there as little as what is not there', async () => {
  const other = await database.project.findFirstOrThrow({ where: { name: 'B' }, include: { notebooks: true } });
  const elsewhere = { project: { id: other.id, notebook: other.notebooks[0].id }, member: world.member };
  const nowhere = { project: { id: 'none', notebook: 'none' }, member: world.member };
  for (const [name, definition] of await actionsOfProduct()) {
    if (definition.on !== 'project' && definition.on !== 'notebook') continue;
    for (const asker of [...MEMBERS, 'security', 'auditor'] as const) {
      for (const place of [elsewhere, nowhere]) {
        const outcome = await attempt(definition, people.get(asker) ?? null, inputs[name](place), database);
        expect(outcome.ok ? 'in' : outcome.refusal.code, `${name} by ${asker}`).toBe('not-a-member');
      }
    }
  }
});
