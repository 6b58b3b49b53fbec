import 'server-only';
import { requirePerson } from './access/can';
import { type AccessObject, type AccessObjects, auditedObject, nothing, type ObjectName } from './access/objects';
import type { Person } from './access/person';
import type { PersonFor, Right } from './access/rights';
import { findObject } from './access/scope';
import { recordRefusal } from './audit/refusals';
import { demandBounded, envelopeOf } from './envelope';
import { problemOf, refusalOf } from './problems';
import { Refusal, statusOf } from './refusal';
import { auth } from './session/current';
import { readPreferences } from './session/preferences';
import { type Store, store } from './store';

export type RouteParameters = Readonly<Record<string, string>>;

/** One endpoint that is not a page or an action: files and form posts. */
export interface RouteDefinition<R extends Right = Right, Name extends ObjectName = ObjectName> {
  readonly name: string;
  readonly right: R;
  /** What the right is asked on, found from the address. */
  readonly on: Name;
  /** Gives data to the workbench alone, which fetches them: never to a picture, a style sheet, a link or a page. */
  readonly isFetched?: boolean;
  run(context: RouteContext<R, Name>): Promise<Response>;
}

export interface RouteContext<R extends Right = Right, Name extends ObjectName = ObjectName> {
  readonly database: Store;
  readonly person: PersonFor<R>;
  readonly object: AccessObjects[Name];
  readonly request: Request;
  readonly parameters: RouteParameters;
}

/** Bounded envelope with the ids → permission → parameters → body, for one person; refusals are on record and thrown. */
export async function answer<R extends Right, Name extends ObjectName>(
  { name, right, on, isFetched, run }: RouteDefinition<R, Name>,
  asker: Person | null,
  request: Request,
  parameters: RouteParameters,
  database: Store = store(),
): Promise<Response> {
  demandSameOrigin(request);
  let found: AccessObject = nothing;
  let allowed: { readonly person: PersonFor<R>; readonly object: AccessObjects[Name] };
  try {
    const object = await findObject(database, asker, on, envelopeOf(parameters));
    found = object;
    allowed = { object, person: requirePerson(asker, right, object) };
    demandBounded(parameters);
  } catch (error) {
    const refusal = refusalOf(error);
    await recordRefusal(database, {
      userId: asker?.id ?? null,
      userName: asker?.name ?? '',
      action: name,
      outcome: 'denied',
      reason: refusal.code,
      ...auditedObject(found),
      details: {},
    });
    throw refusal;
  }
  if (isFetched) demandFetched(request);
  return run({ ...allowed, database, request, parameters });
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

export function defineRoute<R extends Right, Name extends ObjectName>(definition: RouteDefinition<R, Name>): Handler {
  const handler: Handler = async (request, { params }) => {
    try {
      return await answer(definition, await auth(), request, await params);
    } catch (error) {
      const refusal = refusalOf(error);
      const { code, message } = problemOf(refusal, (await readPreferences()).language);
      const headers = new Headers({ 'Cache-Control': 'no-store' });
      if ('size' in refusal.parameters) headers.set('Content-Range', `bytes */${refusal.parameters.size}`);
      if ('seconds' in refusal.parameters) headers.set('Retry-After', String(refusal.parameters.seconds));
      return Response.json({ code, message }, { status: statusOf[refusal.code], headers });
    }
  };
  definitions.set(handler, definition as unknown as RouteDefinition);
  return handler;
}
