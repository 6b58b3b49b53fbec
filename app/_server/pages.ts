import 'server-only';
import { headers } from 'next/headers';
import { forbidden, notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import type { ProblemCode } from '@/app/_contract/problem';
import { type AccessObject, can, nothing, type Verdict } from './access/can';
import type { Person } from './access/person';
import type { Right } from './access/rights';
import { notebookObject, projectObject } from './access/scope';
import { appendAudit } from './audit/append';
import { auth } from './session/current';

export interface PageRule {
  readonly right: Right;
  readonly object?: 'project' | 'notebook';
}

/** Every page and the right it asks for; a test compares this table with the files. */
export const pageRules = {
  '/': { right: 'home.read' },
  '/signin': { right: 'session.open' },
  '/catalogue': { right: 'catalogue.read' },
  '/catalogue/[database]': { right: 'catalogue.read' },
  '/catalogue/[database]/[table]': { right: 'catalogue.read' },
  '/projects': { right: 'project.list' },
  '/projects/[id]': { right: 'project.read', object: 'project' },
  '/projects/[id]/notebooks/[notebook]': { right: 'notebook.read', object: 'notebook' },
  '/account': { right: 'account.own' },
  '/admin': { right: 'admin.read' },
  '/audit': { right: 'audit.read' },
} as const satisfies Record<string, PageRule>;

export type PageRoute = keyof typeof pageRules;
export type PageParameters = Readonly<Record<string, string>>;

/** May this person see this page? A notebook asked for under another project's address is not there. */
export async function pageVerdict(person: Person | null, route: PageRoute, parameters: PageParameters): Promise<Verdict> {
  const rule: PageRule = pageRules[route];
  return can(person, rule.right, await pageObject(person, rule, parameters));
}

async function pageObject(person: Person | null, rule: PageRule, parameters: PageParameters): Promise<AccessObject> {
  if (rule.object === 'project') return projectObject(person, parameters.id ?? '');
  if (rule.object !== 'notebook') return nothing;
  const object = await notebookObject(person, parameters.notebook ?? '');
  return object.kind === 'project' && object.id === parameters.id ? object : { kind: 'project', id: '', role: null, archived: false };
}

/** Opens a page everyone may see. */
export async function openPublicPage(route: PageRoute): Promise<Person | null> {
  const person = await auth();
  const verdict = await pageVerdict(person, route, {});
  if (!verdict.ok) forbidden();
  return person;
}

/** Opens a page that needs a person: sends nobody to sign in, hides what is not theirs, names the right that is missing. */
export async function openPage(route: PageRoute, parameters: PageParameters = {}): Promise<Person> {
  const person = await auth();
  if (!person) redirect(`/signin?next=${encodeURIComponent((await headers()).get('x-coho-path') ?? '/')}`);
  const verdict = await pageVerdict(person, route, parameters);
  if (verdict.ok) return person;
  await recordDenial(person, route, parameters.notebook ?? parameters.id ?? null, verdict.code);
  if (verdict.code === 'not-a-member') notFound();
  forbidden();
}

/** One entry a request, though its metadata and its page are opened apart. */
const recordDenial = cache((person: Person, route: PageRoute, objectId: string | null, reason: ProblemCode) =>
  appendAudit({
    userId: person.id,
    userName: person.name,
    action: `page ${route}`,
    outcome: 'denied',
    reason,
    objectKind: null,
    objectId,
    projectId: null,
    release: null,
    details: {},
  }),
);

/** The verdict on the page this request asked for, for the pages that explain a refusal. */
export async function requestedPageVerdict(): Promise<Verdict> {
  const path = (await headers()).get('x-coho-path') ?? '/';
  const match = matchRoute(path);
  return match ? pageVerdict(await auth(), match.route, match.parameters) : { ok: true };
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
