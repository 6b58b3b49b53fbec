/** The map of analysis methods. A method is added by its definition file and one line here. */
import { nearestNames } from '../formula/nearest-name';
import type { Method } from './method';
import { competingMethod } from './methods/competing/method';
import { coxMethod } from './methods/cox/method';
import { describeMethod } from './methods/describe/method';
import { glmMethod } from './methods/glm/method';
import { incidenceMethod } from './methods/incidence/method';
import { kmMethod } from './methods/km/method';
import { prevalenceMethod } from './methods/prevalence/method';
import { tableOneMethod } from './methods/table1/method';
import { testMethod } from './methods/test/method';
import type { Task } from './pool';

/**
 * A method whose options are no longer known to the compiler. Safe because options reach `run` only from the same method's schema
 * (`parseAnalysis`).
 */
function registered<Options>(method: Method<Options>): Method {
  return method as unknown as Method;
}

const METHODS: readonly Method[] = [
  registered(describeMethod),
  registered(tableOneMethod),
  registered(testMethod),
  registered(incidenceMethod),
  registered(prevalenceMethod),
  registered(kmMethod),
  registered(coxMethod),
  registered(competingMethod),
  registered(glmMethod),
];

/** All methods, in the order menus and the manual show them. */
export function allMethods(): readonly Method[] {
  return METHODS;
}

/** What an analysis begins with that nobody has chosen a method for. */
export function defaultMethod(): Method {
  return registered(tableOneMethod);
}

/** The method of this id, or null. */
export function findMethod(id: string): Method | null {
  return METHODS.find((method) => method.id === id) ?? null;
}

/** The piece of work of this name that some method splits its run into, or null. */
export function findTask(name: string): Task | null {
  return METHODS.flatMap(({ tasks }) => tasks).find((task) => task.name === name) ?? null;
}

/** Ids near a mistyped one, nearest first. */
export function nearestMethods(id: string): string[] {
  return nearestNames(
    id,
    METHODS.map((method) => method.id),
  );
}
