import type { Localised } from '../source/localised';

/** A message for every code of a stage; one that is missing does not compile. */
export type MessagesOf<Codes> = { readonly [C in keyof Codes]: (params: Codes[C]) => Localised };
