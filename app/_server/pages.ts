import 'server-only';
import { headers } from 'next/headers';
import { forbidden, notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { can, type Verdict } from './access/can';
import { type AccessObjects, auditedObject, nothing, type ObjectName } from './access/objects';
import type { Person } from './access/person';
import type { Right } from './access/rights';
import { findObject } from './access/scope';
import { recordRefusal } from './audit/refusals';
import { envelopeOf } from './envelope';
import { auth } from './session/current';
import { type Store, store } from './store';

export interface PageRule {
  readonly right: Right;
  readonly on: ObjectName;
}

/** Every page and the right it asks for; a test compares this table with the files. */
export const pageRules = {
  '/': { right: 'home.read', on: 'none' },
  '/signin': { right: 'session.open', on: 'none' },
  '/catalogue': { right: 'catalogue.read', on: 'none' },
  '/catalogue/[database]': { right: 'catalogue.read', on: 'database' },
  '/catalogue/[database]/[table]': { right: 'catalogue.read', on: 'database' },
  '/projects': { right: 'project.list', on: 'none' },
  '/projects/[project]': { right: 'project.read', on: 'project' },
  '/projects/[project]/notebooks/[notebook]': { right: 'notebook.read', on: 'notebook' },
  '/projects/[project]/notebooks/[notebook]/runs/[run]': { right: 'notebook.read', on: 'notebook' },
  '/account': { right: 'account.own', on: 'self' },
  '/admin': { right: 'admin.read', on: 'none' },
  '/audit': { right: 'audit.read', on: 'none' },
} as const satisfies Record<string, PageRule>;

export type PageRoute = keyof typeof pageRules;
export type PageParameters = Readonly<Record<string, string>>;

/** May this person see this page? A notebook asked for under another project's address is not there. */
export async function pageVerdict<Route extends PageRoute>(
  database: Store,
  person: Person | null,
  route: Route,
  parameters: PageParameters,
): Promise<{ readonly verdict: Verdict; readonly object: AccessObjects[(typeof pageRules)[Route]['on']] }> {
  const { right, on }: { right: Right; on: (typeof pageRules)[Route]['on'] } = pageRules[route];
  const ids = envelopeOf(parameters);
  const object = await findObject(database, person, on, ids);
  const project = object.kind === 'notebook' ? object.project : null;
  const elsewhere = project?.role && project.id !== ids.project;
  return { object, verdict: elsewhere ? { ok: false, code: 'not-a-member', parameters: {} } : can(person, right, object) };
}

/** Opens a page everyone may see. */
export async function openPublicPage(route: PageRoute): Promise<{ readonly person: Person | null; readonly database: Store }> {
  const person = await auth();
  if (!can(person, pageRules[route].right, nothing).ok) forbidden();
  return { person, database: store() };
}

/** A page that was opened: who reads it, and where from. */
export interface OpenPage<Route extends PageRoute> {
  readonly person: Person;
  readonly database: Store;
  readonly object: AccessObjects[(typeof pageRules)[Route]['on']];
}

/** Opens a page that needs a person: sends nobody to sign in, hides what is not theirs, names the right that is missing. */
export async function openPage<Route extends PageRoute>(route: Route, parameters: PageParameters = {}): Promise<OpenPage<Route>> {
  const person = await auth();
  if (!person) redirect(`/signin?next=${encodeURIComponent((await headers()).get('x-coho-path') ?? '/')}`);
  const { verdict, object } = await askedOnce(person, route, JSON.stringify(parameters));
  if (verdict.ok) return { person, database: store(), object };
  if (verdict.code === 'not-a-member') notFound();
  forbidden();
}

/** One question and at most one entry a request, though its metadata and its page are opened apart. */
const askedOnce = cache(async <Route extends PageRoute>(person: Person, route: Route, parameters: string) => {
  const { object, verdict } = await pageVerdict(store(), person, route, JSON.parse(parameters));
  if (!verdict.ok) {
    await recordRefusal(store(), {
      userId: person.id,
      userName: person.name,
      action: `page ${route}`,
      outcome: 'denied',
      reason: verdict.code,
      ...auditedObject(object),
      details: {},
    });
  }
  return { verdict, object };
});

/** The verdict on the page this request asked for, for the pages that explain a refusal. */
export async function requestedPageVerdict(): Promise<Verdict> {
  const path = (await headers()).get('x-coho-path') ?? '/';
  const match = matchRoute(path);
  return match ? (await pageVerdict(store(), await auth(), match.route, match.parameters)).verdict : { ok: true };
}

/** A part of an address as it was meant; one that is badly encoded as it stands, which names nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The route of the table an address belongs to, with its parameters. */
export function matchRoute(path: string): { route: PageRoute; parameters: PageParameters } | null {
  const given = path.split('/').filter(Boolean);
  for (const route of Object.keys(pageRules) as PageRoute[]) {
    const wanted = route.split('/').filter(Boolean);
    if (wanted.length !== given.length) continue;
    const parameters: Record<string, string> = {};
    const matches = wanted.every((part, index) => {
      const name = /^\[(.+)\]$/u.exec(part)?.[1];
      if (name) parameters[name] = decoded(given[index]);
      return name !== undefined || part === given[index];
    });
    if (matches) return { route, parameters };
  }
  return null;
}
