/** Every entrance of the product, found in its sources, and for each action an input it would accept. */
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Person } from '@/app/_server/access/person';
import { type AnyActionDefinition, definitionOf } from '@/app/_server/action';
import { type RouteDefinition, routeDefinitionOf } from '@/app/_server/route';
import { RELEASE, type TestProject } from './world';

export const app = join(import.meta.dirname, '..', '..', 'app');

export function filesNamed(name: string): readonly string[] {
  const all = readdirSync(app, { recursive: true, encoding: 'utf8' });
  return all.filter((path) => path.split(sep).at(-1) === name && !path.startsWith('_')).map((path) => join(app, path));
}

export async function actionsOfProduct(): Promise<ReadonlyMap<string, AnyActionDefinition>> {
  const found = new Map<string, AnyActionDefinition>();
  for (const file of readdirSync(join(app, '_actions'))) {
    const exported: Record<string, object> = await import(join(app, '_actions', file));
    for (const [name, action] of Object.entries(exported)) {
      const definition = definitionOf(action);
      if (!definition) throw new Error(`${file} exports ${name}, which does not go through the action pipeline`);
      if (found.has(definition.name)) throw new Error(`two actions are called ${definition.name}`);
      found.set(definition.name, definition);
    }
  }
  return found;
}

export interface World {
  readonly project: TestProject;
  readonly member: Person;
}

const keptResult = {
  key: '0'.repeat(64),
  kind: 'cohort',
  method: null,
  outcome: {
    tables: [],
    totals: [],
    stored: [],
    warnings: [],
    conventions: {},
    seed: null,
    figures: [],
    views: [],
    rows: null,
    sentence: null,
    paragraph: null,
    words: null,
    rScript: null,
    labels: {},
  },
};

/** An acceptable input for every action. A new action without an entry here fails `refusal.test.ts`. */
export const inputs: Readonly<Record<string, (world: World) => object>> = {
  'session.sign-in': () => ({ name: 'someone', password: 'something' }),
  'session.open-demo': () => ({ account: 'owner' }),
  'preferences.set': () => ({ language: 'zh' }),
  'account.change-password': () => ({ present: 'a', next: 'b' }),
  'account.revoke-session': () => ({ session: null }),
  'places.list': () => ({}),
  'account.dismiss-hint': () => ({ hint: 'first-steps' }),
  'admin.create-account': () => ({ name: 'newcomer', legalName: 'N', institution: 'I', password: 'p', role: 'researcher' }),
  'admin.set-roles': ({ member }) => ({ account: member.id, roles: ['researcher'] }),
  'admin.set-disabled': ({ member }) => ({ account: member.id, disabled: true }),
  'project.create': () => ({ name: 'New', release: RELEASE }),
  'project.edit': ({ project }) => ({ project: project.id, name: 'Renamed', question: '' }),
  'project.archive': ({ project }) => ({ project: project.id }),
  'project.bring-back': ({ project }) => ({ project: project.id }),
  'project.add-member': ({ project }) => ({ project: project.id, account: 'outsider', role: 'viewer' }),
  'project.set-member-role': ({ project, member }) => ({ project: project.id, account: member.id, role: 'owner' }),
  'project.remove-member': ({ project, member }) => ({ project: project.id, account: member.id }),
  'notebook.create': ({ project }) => ({ project: project.id, title: 'Another' }),
  'notebook.read': ({ project }) => ({ notebook: project.notebook }),
  'notebook.save': ({ project }) => ({
    notebook: project.notebook,
    person: 'someone',
    operations: [{ id: 'operation1', operation: { kind: 'title', from: null, title: 'Renamed' } }],
  }),
  'results.keep': ({ project }) => ({ notebook: project.notebook, results: JSON.stringify([keptResult]) }),
  'results.withdraw': ({ project }) => ({ notebook: project.notebook, key: '0'.repeat(64) }),
  'results.read': ({ project }) => ({ notebook: project.notebook, keys: ['0'.repeat(64)] }),
  'results.read-then': ({ project }) => ({ notebook: project.notebook, version: 0, keys: ['0'.repeat(64)] }),
  'notebook.bring-back': ({ project }) => ({ project: project.id, notebook: project.notebook }),
  'comments.read': ({ project }) => ({ notebook: project.notebook, known: 0 }),
  'comment.begin': ({ project }) => ({
    notebook: project.notebook,
    id: 'comment1',
    cell: 'cell-one',
    anchor: { on: 'cell' },
    text: 'Why?',
    result: null,
  }),
  'comment.reply': ({ project }) => ({ notebook: project.notebook, id: 'comment2', thread: 'comment1', text: 'Because.' }),
  'comment.change': ({ project }) => ({ notebook: project.notebook, id: 'comment3', comment: 'comment1', text: null }),
  'comment.settle': ({ project }) => ({ notebook: project.notebook, id: 'comment4', thread: 'comment1', resolved: true }),
  'report.make': ({ project }) => ({ notebook: project.notebook }),
  'notebook.deleted-cells': ({ project }) => ({ notebook: project.notebook }),
  'notebook.history': ({ project }) => ({ notebook: project.notebook }),
  'notebook.version': ({ project }) => ({ notebook: project.notebook, version: 0 }),
  'notebook.blame': ({ project }) => ({ notebook: project.notebook, cell: 'cell0001' }),
  'notebook.name-version': ({ project }) => ({ notebook: project.notebook, version: 0, name: 'As submitted' }),
  'notebook.restore': ({ project }) => ({ notebook: project.notebook, version: 0 }),
  'notebook.lock': ({ project }) => ({ notebook: project.notebook, reason: 'Under review' }),
  'notebook.unlock': ({ project }) => ({ notebook: project.notebook }),
  'run.record': ({ project }) => ({
    notebook: project.notebook,
    version: 0,
    trigger: 'all',
    cells: [{ cell: 'cell0001', key: null, status: 'ok', milliseconds: 1 }],
  }),
  'run.begin': ({ project }) => ({ notebook: project.notebook }),
  'run.read': ({ project }) => ({ notebook: project.notebook, run: 'run' }),
  'notebook.delete': ({ project }) => ({ notebook: project.notebook }),
};

/** Handlers of the sign-in library's own address: no definition, but its own list of what it answers. */
const OTHERS = '[...nextauth]';

/** What each `route.ts` offers: `GET /api/engine/[file]` and its definition; null of the sign-in library's. */
export async function routesOfProduct(): Promise<ReadonlyMap<string, RouteDefinition | null>> {
  const found = new Map<string, RouteDefinition | null>();
  for (const file of filesNamed('route.ts')) {
    const exported: Record<string, object> = await import(file);
    for (const [method, handler] of Object.entries(exported)) {
      const definition = routeDefinitionOf(handler) ?? null;
      const address = `${method} /${relative(app, join(file, '..')).split(sep).join('/')}`;
      if (definition === null && !file.includes(OTHERS)) throw new Error(`${address} does not go through the route pipeline`);
      found.set(address, definition);
    }
  }
  return found;
}
