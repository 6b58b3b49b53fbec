import 'server-only';
import { type AccessObject, demand, nothing } from './access/can';
import type { Person } from './access/person';
import type { Right } from './access/rights';
import { appendAudit } from './audit/append';
import { problemOf, refusalOf } from './problems';
import { Refusal, statusOf } from './refusal';
import { auth } from './session/current';
import { readPreferences } from './session/preferences';

export type RouteParameters = Readonly<Record<string, string>>;

/** One endpoint that is not a page or an action: files and form posts. */
export interface RouteDefinition {
  readonly name: string;
  readonly right: Right;
  readonly object?: (person: Person | null, parameters: RouteParameters) => Promise<AccessObject>;
  /** Gives data to the workbench alone, which fetches them: never to a picture, a style sheet, a link or a page. */
  readonly isFetched?: boolean;
  readonly run: (context: RouteContext) => Promise<Response>;
}

export interface RouteContext {
  readonly person: Person | null;
  readonly request: Request;
  readonly parameters: RouteParameters;
}

/** Permission → body for one person; refusals are audited and thrown. */
export async function answer(
  definition: RouteDefinition,
  person: Person | null,
  request: Request,
  parameters: RouteParameters,
): Promise<Response> {
  demandSameOrigin(request);
  let object: AccessObject = nothing;
  try {
    object = (await definition.object?.(person, parameters)) ?? nothing;
    demand(person, definition.right, object);
  } catch (error) {
    const refusal = refusalOf(error);
    await appendAudit({
      userId: person?.id ?? null,
      userName: person?.name ?? '',
      action: definition.name,
      outcome: 'denied',
      reason: refusal.code,
      objectKind: object.kind === 'none' ? null : object.kind,
      objectId: object.kind === 'project' ? object.id : null,
      projectId: object.kind === 'project' ? object.id : null,
      release: parameters.release ?? null,
      details: {},
    });
    throw refusal;
  }
  if (definition.isFetched) demandFetched(request);
  return definition.run({ person, request, parameters });
}

/** A browser names the site a post comes from; another site's is refused. */
function demandSameOrigin(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = request.headers.get('origin');
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  if (origin !== null && (!URL.canParse(origin) || new URL(origin).host !== host)) throw new Refusal('wrong-origin', {});
}

/**
 * Browsers say what an answer is for, which what stands in a page cannot change: a drawing that names a data address would
 * otherwise ask for it in the reader's name.
 */
function demandFetched(request: Request): void {
  if (request.headers.get('sec-fetch-dest') !== 'empty') throw new Refusal('data-not-fetched', {});
}

type Handler = (request: Request, context: { params: Promise<RouteParameters> }) => Promise<Response>;

const definitions = new WeakMap<object, RouteDefinition>();

/** The definition behind an exported handler, for the test that tries each as the wrong person. */
export function routeDefinitionOf(handler: object): RouteDefinition | undefined {
  return definitions.get(handler);
}

export function defineRoute(definition: RouteDefinition): Handler {
  const handler: Handler = async (request, { params }) => {
    try {
      return await answer(definition, await auth(), request, await params);
    } catch (error) {
      const refusal = refusalOf(error);
      const { code, message } = problemOf(refusal, (await readPreferences()).language);
      const headers = new Headers({ 'Cache-Control': 'no-store' });
      if ('size' in refusal.parameters) headers.set('Content-Range', `bytes */${refusal.parameters.size}`);
      return Response.json({ code, message }, { status: statusOf[refusal.code], headers });
    }
  };
  definitions.set(handler, definition);
  return handler;
}
