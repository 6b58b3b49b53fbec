/** Parameters of a cohort program and the values input cells give them. */
import type { ParamValue, Program } from '@/cohort-dsl';
import { nameKey } from '../../document/names';
import type { Value } from '../../results/result';

/** Names of the parameters a program declares. */
export function paramNames(program: Program): readonly string[] {
  return program.clauses.flatMap((clause) => (clause.kind === 'param' ? [clause.name.text] : []));
}

/**
 * The values of the parameters a program declares; names are compared without regard to case.
 * @param values by lower-case name
 */
export function paramsOf(program: Program, values: ReadonlyMap<string, Value>): Readonly<Record<string, ParamValue>> {
  return Object.fromEntries(
    paramNames(program).flatMap((name) => {
      const value = values.get(nameKey(name));
      return value === undefined || value === null ? [] : [[name, value] as const];
    }),
  );
}
