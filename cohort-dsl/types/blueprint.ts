import type { Localised } from '../source/localised';

/** What is known of a function or construct word: completion, hover and the manual read it. */
export interface Blueprint {
  readonly name: string;
  /** A function takes arguments in parentheses; a construct is a form of words. */
  readonly kind: 'function' | 'rows' | 'pick' | 'truth' | 'number' | 'date' | 'condition' | 'value';
  readonly signature: string;
  readonly grain: 'one value a patient' | 'many rows a patient' | 'one row a patient';
  /** What a missing argument, or no rows, gives. */
  readonly missing: Localised;
  readonly doc: Localised;
  readonly example: string;
}
