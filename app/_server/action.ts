import 'server-only';
import { redirect } from 'next/navigation';
import type { z } from 'zod';
import type { ActionResult } from '@/app/_contract/problem';
import { requirePerson } from './access/can';
import { type AccessObject, type AccessObjects, auditedObject, nothing, type ObjectName } from './access/objects';
import type { Person } from './access/person';
import type { PersonFor, Right } from './access/rights';
import { findObject } from './access/scope';
import { demandState, type WantedState } from './access/states';
import { appendAudit } from './audit/append';
import type { Json } from './audit/canonical';
import { recordRefusal } from './audit/refusals';
import { callReached } from './call';
import { demandBounded, envelopeOf } from './envelope';
import { problemOf, refusalOf } from './problems';
import type { Refusal } from './refusal';
import { auth } from './session/current';
import { readPreferences } from './session/preferences';
import { type Store, store } from './store';

/**
 * One thing a person can do, as data: the pipeline below is the only code that runs it. `work` says how it is kept: `unit` is one
 * transaction with its audit entry, `reading` changes nothing, `own` brings transactions and entries of its own.
 */
export interface ActionDefinition<
  Schema extends z.ZodType = z.ZodType,
  R extends Right = Right,
  Name extends ObjectName = ObjectName,
  Ready = unknown,
  Result = unknown,
> {
  readonly name: string;
  readonly input: Schema;
  readonly right: R;
  /** What the right is asked on, found from the ids of the call. */
  readonly on: Name;
  /** The state it must be in. */
  readonly state?: WantedState;
  readonly work?: 'unit' | 'reading' | 'own';
  /** `refusals` for what happens many times a minute, such as autosaves. */
  readonly audit?: 'always' | 'refusals';
  /** Facts for the audit log; never data values or passwords. */
  details?(input: z.output<Schema>): { readonly [key: string]: Json };
  /** What takes long and changes nothing, done before the transaction begins. */
  prepare?(context: ActionContext<Schema, R, Name, undefined>): Promise<Ready>;
  run(context: ActionContext<Schema, R, Name, Ready>): Promise<Result>;
  /** What is told to the browser once it is done and on record: cookies, pages to read again. */
  after?(result: Result, context: Omit<ActionContext<Schema, R, Name, Ready>, 'tx'>): Promise<void> | void;
  /** Where the reader goes then. */
  goTo?(result: Result): string;
}

interface ActionContext<Schema extends z.ZodType, R extends Right, Name extends ObjectName, Ready> {
  /** The transaction; for what reads, the database as it stands. */
  readonly tx: Store;
  readonly person: PersonFor<R>;
  readonly object: AccessObjects[Name];
  readonly input: z.output<Schema>;
  readonly ready: Ready;
}

type Attempt<Result> = { readonly ok: true; readonly value: Result } | { readonly ok: false; readonly refusal: Refusal };

/**
 * Bounded envelope with the ids → permission → input schema → state → body and audit entry in one transaction. Whatever is refused or
 * fails is on record too, and nothing of it is done.
 */
export async function attempt<Schema extends z.ZodType, R extends Right, Name extends ObjectName, Ready, Result>(
  definition: ActionDefinition<Schema, R, Name, Ready, Result>,
  asker: Person | null,
  given: unknown,
  database: Store = store(),
): Promise<Attempt<Result>> {
  const { name: action, right, on, state, work = 'unit', audit = 'always' } = definition;
  let found: AccessObject = nothing;
  let details: { readonly [key: string]: Json } = {};
  let allowed = false;
  let done: { readonly value: Result; readonly tell: () => Promise<void> | void };
  const facts = (outcome: 'done' | 'denied' | 'failed', reason: string | null) => ({
    userId: asker?.id ?? null,
    userName: asker?.name ?? '',
    action,
    outcome,
    reason,
    ...auditedObject(found),
    details,
  });
  try {
    const ids = envelopeOf(given);
    const look = async (tx: Store) => {
      const object = await findObject(tx, asker, on, ids);
      found = object;
      return { object, person: requirePerson(asker, right, object) };
    };
    const seen = await look(database);
    demandBounded(given);
    const input = definition.input.parse(given);
    details = definition.details?.(input) ?? {};
    demandState(seen.object, state);
    allowed = true;
    const ready = (await definition.prepare?.({ ...seen, tx: database, input, ready: undefined })) as Ready;
    const value =
      work === 'unit'
        ? await database.$transaction(async (tx) => {
            // Asked again where nothing changes any more: what was so before the wait for the transaction may be so no longer.
            const now = await look(tx);
            demandState(now.object, state);
            const result = await definition.run({ ...now, tx, input, ready });
            if (audit === 'always') await appendAudit(tx, facts('done', null));
            return result;
          })
        : await definition.run({ ...seen, tx: database, input, ready });
    done = { value, tell: () => definition.after?.(value, { ...seen, input, ready }) };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!(allowed && work === 'own')) await recordRefusal(database, facts(allowed ? 'failed' : 'denied', refusal.code));
    return { ok: false, refusal };
  }
  // Done and on record by now: what goes wrong in telling the browser is no failure of the action, and not on record as one.
  await done.tell();
  return { ok: true, value: done.value };
}

/** A definition with its types forgotten, as the tests see it. */
export type AnyActionDefinition = ActionDefinition<z.ZodType, Right, ObjectName, never, never>;

const definitions = new WeakMap<object, AnyActionDefinition>();

/** The definition behind an exported action, for the test that tries each as the wrong person. */
export function definitionOf(action: object): AnyActionDefinition | undefined {
  return definitions.get(action);
}

/** A server action takes its input as an object, or as a form: alone, or after the previous state. */
type Callable<Input, Result> = (input: Input | FormData | ActionResult<Result> | null, form?: FormData) => Promise<ActionResult<Result>>;

export function defineAction<Schema extends z.ZodType, R extends Right, Name extends ObjectName, Ready, Result>(
  definition: ActionDefinition<Schema, R, Name, Ready, Result>,
): Callable<z.input<Schema>, Result> {
  const action: Callable<z.input<Schema>, Result> = async (input, form) => {
    callReached();
    const given = form ?? input;
    const outcome = await attempt(definition, await auth(), given instanceof FormData ? fieldsOf(given) : given);
    if (!outcome.ok) return { ok: false, problem: problemOf(outcome.refusal, (await readPreferences()).language) };
    if (definition.goTo) redirect(definition.goTo(outcome.value));
    return { ok: true, value: outcome.value };
  };
  definitions.set(action, definition as unknown as AnyActionDefinition);
  return action;
}

/** A form's fields without those React adds for itself. */
function fieldsOf(form: FormData): Record<string, FormDataEntryValue> {
  return Object.fromEntries([...form.entries()].filter(([name]) => !name.startsWith('$ACTION')));
}
