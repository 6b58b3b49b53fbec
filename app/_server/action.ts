import 'server-only';
import { redirect } from 'next/navigation';
import type { z } from 'zod';
import type { ActionResult } from '@/app/_contract/problem';
import { type AccessObject, demand, nothing } from './access/can';
import type { Person } from './access/person';
import { type Policy, policy } from './access/policy';
import type { Right } from './access/rights';
import { appendAudit } from './audit/append';
import type { Json } from './audit/canonical';
import type { Outcome } from './audit/entry';
import { problemOf, refusalOf } from './problems';
import type { Refusal } from './refusal';
import { auth } from './session/current';
import { readPreferences } from './session/preferences';

/** One thing a person can do, as data: the pipeline below is the only code that runs it. */
export interface ActionDefinition<Schema extends z.ZodType, Result> {
  readonly name: string;
  readonly input: Schema;
  readonly right: Right;
  /** What the right is asked on, found from the input. */
  readonly object?: (person: Person | null, input: z.output<Schema>) => Promise<AccessObject>;
  readonly policy?: Policy;
  /** `refusals` for what happens many times a minute, such as autosaves; `own` where the body writes its own entries. */
  readonly audit?: 'always' | 'refusals' | 'own';
  /** Facts for the audit log; never data values or passwords. */
  readonly details?: (input: z.output<Schema>) => { readonly [key: string]: Json };
  readonly run: (context: ActionContext<z.output<Schema>>) => Promise<Result>;
  /** Where the reader goes once it is done. */
  readonly goTo?: (result: Result, input: z.output<Schema>) => string;
}

export interface ActionContext<Input> {
  readonly person: Person | null;
  readonly input: Input;
  readonly object: AccessObject;
}

/** A definition with its types forgotten, as the registry and its tests see it. */
export type AnyActionDefinition = ActionDefinition<z.ZodType, unknown>;

type Attempt<Result> = { readonly ok: true; readonly value: Result } | { readonly ok: false; readonly refusal: Refusal };

/** Session → input schema → permission → policy → body, with an audit entry for whichever way it ends. */
export async function attempt<Schema extends z.ZodType, Result>(
  definition: ActionDefinition<Schema, Result>,
  person: Person | null,
  given: unknown,
): Promise<Attempt<Result>> {
  let object: AccessObject = nothing;
  let details: { readonly [key: string]: Json } = {};
  let passed = false;
  const record = (outcome: Outcome, reason: string | null) =>
    appendAudit({
      userId: person?.id ?? null,
      userName: person?.name ?? '',
      action: definition.name,
      outcome,
      reason,
      objectKind: object.kind === 'none' ? null : object.kind,
      objectId: object.kind === 'project' ? object.id : null,
      projectId: object.kind === 'project' ? object.id : null,
      release: null,
      details,
    });
  try {
    const input = definition.input.parse(given);
    details = definition.details?.(input) ?? {};
    object = (await definition.object?.(person, input)) ?? nothing;
    demand(person, definition.right, object);
    (definition.policy ?? policy.always)(object);
    passed = true;
    const value = await definition.run({ person, input, object });
    if ((definition.audit ?? 'always') === 'always') await record('done', null);
    return { ok: true, value };
  } catch (error) {
    const refusal = refusalOf(error);
    const recorded = refusal.code === 'invalid-input' || (passed && definition.audit === 'own');
    if (!recorded) await record(passed ? 'failed' : 'denied', refusal.code);
    return { ok: false, refusal };
  }
}

const definitions = new WeakMap<object, AnyActionDefinition>();

/** The definition behind an exported action, for the test that tries each as the wrong person. */
export function definitionOf(action: object): AnyActionDefinition | undefined {
  return definitions.get(action);
}

/** A server action takes its input as an object, or as a form: alone, or after the previous state. */
type Callable<Input, Result> = (input: Input | FormData | ActionResult<Result> | null, form?: FormData) => Promise<ActionResult<Result>>;

export function defineAction<Schema extends z.ZodType, Result>(
  definition: ActionDefinition<Schema, Result>,
): Callable<z.input<Schema>, Result> {
  const action: Callable<z.input<Schema>, Result> = async (input, form) => {
    const given = form ?? input;
    const fields = given instanceof FormData ? fieldsOf(given) : given;
    const outcome = await attempt(definition, await auth(), fields);
    if (!outcome.ok) return { ok: false, problem: problemOf(outcome.refusal, (await readPreferences()).language) };
    if (definition.goTo) redirect(definition.goTo(outcome.value, definition.input.parse(fields)));
    return { ok: true, value: outcome.value };
  };
  definitions.set(action, definition as unknown as AnyActionDefinition);
  return action;
}

/** A form's fields without those React adds for itself. */
function fieldsOf(form: FormData): Record<string, FormDataEntryValue> {
  return Object.fromEntries([...form.entries()].filter(([name]) => !name.startsWith('$ACTION')));
}
