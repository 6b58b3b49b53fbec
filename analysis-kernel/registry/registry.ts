/** The map of analysis methods. A method is added by its folder and one line here. */
import { nearestNames } from '../formula/nearest-name';
import type { MethodEntry } from './entry';
import { fetched } from './fetched';
import type { Method } from './method';
import { agreementEntry } from './methods/agreement/entry';
import { causeSpecificEntry } from './methods/cause_specific/entry';
import { competingEntry } from './methods/competing/entry';
import { conditionalLogisticEntry } from './methods/conditional_logistic/entry';
import { coxEntry } from './methods/cox/entry';
import { describeEntry } from './methods/describe/entry';
import { diagnosticEntry } from './methods/diagnostic/entry';
import { fineGrayEntry } from './methods/finegray/entry';
import { glmEntry } from './methods/glm/entry';
import { incidenceEntry } from './methods/incidence/entry';
import { kmEntry } from './methods/km/entry';
import { mixedEntry } from './methods/mixed/entry';
import { parametricEntry } from './methods/parametric/entry';
import { prevalenceEntry } from './methods/prevalence/entry';
import { recurrentEntry } from './methods/recurrent/entry';
import { tableOneEntry } from './methods/table1/entry';
import { testEntry } from './methods/test/entry';
import type { Task } from './pool';

interface Registered extends MethodEntry {
  /** Fetches all else that is declared of it. */
  readonly load: () => Promise<Method>;
}

/**
 * A method whose options are no longer known to the compiler. Safe because options reach `run` only from the same method's schema
 * (`parseAnalysis`).
 */
function registered<Options>(entry: MethodEntry, load: () => Promise<Method<Options>>): Registered {
  return { ...entry, load: load as unknown as () => Promise<Method> };
}

const METHODS: readonly Registered[] = [
  registered(describeEntry, async () => (await import('./methods/describe/method')).describeMethod),
  registered(tableOneEntry, async () => (await import('./methods/table1/method')).tableOneMethod),
  registered(testEntry, async () => (await import('./methods/test/method')).testMethod),
  registered(diagnosticEntry, async () => (await import('./methods/diagnostic/method')).diagnosticMethod),
  registered(agreementEntry, async () => (await import('./methods/agreement/method')).agreementMethod),
  registered(incidenceEntry, async () => (await import('./methods/incidence/method')).incidenceMethod),
  registered(prevalenceEntry, async () => (await import('./methods/prevalence/method')).prevalenceMethod),
  registered(kmEntry, async () => (await import('./methods/km/method')).kmMethod),
  registered(coxEntry, async () => (await import('./methods/cox/method')).coxMethod),
  registered(parametricEntry, async () => (await import('./methods/parametric/method')).parametricMethod),
  registered(competingEntry, async () => (await import('./methods/competing/method')).competingMethod),
  registered(causeSpecificEntry, async () => (await import('./methods/cause_specific/method')).causeSpecificMethod),
  registered(fineGrayEntry, async () => (await import('./methods/finegray/method')).fineGrayMethod),
  registered(recurrentEntry, async () => (await import('./methods/recurrent/method')).recurrentMethod),
  registered(glmEntry, async () => (await import('./methods/glm/method')).glmMethod),
  registered(conditionalLogisticEntry, async () => (await import('./methods/conditional_logistic/method')).conditionalLogisticMethod),
  registered(mixedEntry, async () => (await import('./methods/mixed/method')).mixedMethod),
];

/** What an analysis begins with that nobody has chosen a method for. */
export const DEFAULT_METHOD = tableOneEntry.id;

const loaded = new Map<string, Method>();

/** What is known at once of every method, in the order menus and the manual show them. */
export function methodEntries(): readonly MethodEntry[] {
  return METHODS;
}

/** What is known at once of the method of this id; null where there is none. */
export function methodEntry(id: string): MethodEntry | null {
  return find(id);
}

/**
 * The method of this id, fetched where it has not been; null where there is none.
 * @throws MethodUnavailable
 */
export async function loadMethod(id: string): Promise<Method | null> {
  const entry = find(id);
  return entry === null ? null : whole(entry);
}

async function whole({ id, load }: Registered): Promise<Method> {
  const method = loaded.get(id) ?? (await fetched(id, load));
  loaded.set(id, method);
  return method;
}

/** The method of this id if it has been fetched already. */
export function loadedMethod(id: string): Method | null {
  return loaded.get(id) ?? null;
}

/** Every method whole, in the order of `methodEntries`. */
export function loadMethods(): Promise<readonly Method[]> {
  return Promise.all(METHODS.map(whole));
}

/**
 * The piece of work of this name that some method splits its run into; null where there is none.
 * @throws MethodUnavailable
 */
export async function loadTask(name: string): Promise<Task | null> {
  const owner = METHODS.find(({ tasks }) => tasks !== undefined && Object.hasOwn(tasks, name));
  const load = owner?.tasks?.[name];
  return owner === undefined || load === undefined ? null : fetched(owner.id, load);
}

/** Ids near a mistyped one, nearest first. */
export function nearestMethods(id: string): string[] {
  return nearestNames(
    id,
    METHODS.map((method) => method.id),
  );
}

function find(id: string): Registered | null {
  return METHODS.find((method) => method.id === id) ?? null;
}
